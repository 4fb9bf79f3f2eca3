package lode.adapters.postgres;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.Id;
import org.springframework.data.relational.core.mapping.Table;

/** A row of {@code reports}. */
@Table("reports")
record ReportRow(
    @Id UUID id,
    UUID projectId,
    @Nullable UUID jobId,
    String type,
    String title,
    JsonText model,
    Instant createdAt) {}
