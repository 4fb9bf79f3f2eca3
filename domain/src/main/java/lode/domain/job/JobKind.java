package lode.domain.job;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What a job does. */
public enum JobKind {
  CRAWL,
  SCRAPE,
  EXTRACT,
  REPORT,
  PIPELINE,
  REINDEX,
  DELETION;

  /** Name on the wire and first part of the workflow id, lower case. */
  @JsonValue
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Reads the name on the wire; throws {@link IllegalArgumentException} when unknown. */
  @JsonCreator
  public static JobKind of(String label) {
    return valueOf(label.toUpperCase(Locale.ROOT));
  }

  /** Workflow id of a job of this kind: {@code <kind>/<jobId>}, one start per id. */
  public String workflowId(JobId jobId) {
    return label() + "/" + jobId;
  }
}
