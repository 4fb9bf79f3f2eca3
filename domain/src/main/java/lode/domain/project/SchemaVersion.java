package lode.domain.project;

import java.time.Instant;

/** One immutable version of a project's schema. */
public record SchemaVersion(int version, ExtractionSchema schema, Instant createdAt) {}
