package lode.domain.report;

import java.time.Instant;
import java.util.List;

/**
 * A report as it is stored; every format is a rendering of this and of nothing else. Texts are plain:
 * a renderer escapes them for its format.
 *
 * @param generatedAt when it was made
 * @param schemaVersion version of the project's schema that it follows
 * @param sections one for each field group
 * @param evidence what cells refer to by number, from 1 without gaps
 * @param omissions what was left out and where it is
 * @param notes what a reader must know to read it rightly
 */
public record ReportModel(
    String title,
    ReportType type,
    Instant generatedAt,
    int schemaVersion,
    List<ReportSection> sections,
    List<ReportEvidence> evidence,
    List<Omission> omissions,
    List<String> notes) {

  public ReportModel {
    sections = List.copyOf(sections);
    evidence = List.copyOf(evidence);
    omissions = List.copyOf(omissions);
    notes = List.copyOf(notes);
  }
}
