package lode.standalone.server;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** Reads the quotes of extractions back out of the documents that they point into. */
final class Quotes {

  private final RunningLode lode;
  private final String projectId;
  private final Map<String, String> documents = new HashMap<>();

  Quotes(RunningLode lode, String projectId) {
    this.lode = lode;
    this.projectId = projectId;
  }

  /** A field with the source that it was read from. */
  record Found(String sourceId, String name, JsonNode field) {

    boolean quoted() {
      return !field.path("quote").asString("").isEmpty();
    }

    String tier() {
      return field.path("tier").asString();
    }
  }

  /** The fields of extractions, with their alternatives. */
  static List<Found> fields(List<JsonNode> extractions) {
    List<Found> all = new ArrayList<>();
    for (JsonNode extraction : extractions) {
      String source = extraction.path("sourceId").asString();
      add(source, extraction.path("fields"), all);
      extraction.path("items").forEach(item -> add(source, item.path("fields"), all));
    }
    return all;
  }

  private static void add(String sourceId, JsonNode fields, List<Found> all) {
    fields
        .properties()
        .forEach(
            field -> {
              all.add(new Found(sourceId, field.getKey(), field.getValue()));
              field
                  .getValue()
                  .path("alternatives")
                  .forEach(other -> all.add(new Found(sourceId, field.getKey(), other)));
            });
  }

  /** What stands in the field's document at its interval. */
  String readBack(Found found) {
    String documentId = found.field().path("documentId").asString();
    String text = documents.computeIfAbsent(documentId, id -> document(found.sourceId(), id));
    return text.substring(
        found.field().path("charStart").asInt(), found.field().path("charEnd").asInt());
  }

  private String document(String sourceId, String documentId) {
    return lode.get(
            "/projects/"
                + projectId
                + "/sources/"
                + sourceId
                + "/content?format=document&documentId="
                + documentId)
        .text();
  }
}
