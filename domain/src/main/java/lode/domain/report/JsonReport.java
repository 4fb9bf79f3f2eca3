package lode.domain.report;

import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Renders a report as JSON: the stored model itself, indented. */
public final class JsonReport {

  private static final JsonMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  private JsonReport() {}

  /** The model as JSON. */
  public static String render(ReportModel model) {
    return JSON.writeValueAsString(model);
  }

  /** Reads what {@link #render} wrote. */
  public static ReportModel read(String json) {
    return JSON.readValue(json, ReportModel.class);
  }
}
