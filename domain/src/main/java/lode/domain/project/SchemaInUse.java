package lode.domain.project;

import java.util.List;

/** A breaking schema change was asked for while extractions or live jobs use the schema. */
public class SchemaInUse extends RuntimeException {

  private static final long serialVersionUID = 1;

  private final long extractionCount;
  private final transient List<SchemaChange> changes;

  /** Says what uses the schema and what would change. */
  public SchemaInUse(long extractionCount, long liveJobs, List<SchemaChange> changes) {
    super(
        extractionCount
            + " extractions and "
            + liveJobs
            + " live jobs use this schema and the change is breaking; repeat with force=true to make a"
            + " new version beside them");
    this.extractionCount = extractionCount;
    this.changes = List.copyOf(changes);
  }

  /** Extractions that the project has. */
  public long extractionCount() {
    return extractionCount;
  }

  /** All changes, breaking and compatible. */
  public List<SchemaChange> changes() {
    return changes;
  }
}
