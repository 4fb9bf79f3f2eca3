package lode.domain.project;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A project: what to look for, and what was found.
 *
 * @param crawlDefaults members of a crawl request that hold when a request leaves them out
 * @param schemaVersion the present schema version, from 1
 * @param edition counts the edits, for ETags
 */
public record Project(
    ProjectId id,
    String name,
    @Nullable String description,
    JsonNode crawlDefaults,
    ExtractionSchema schema,
    int schemaVersion,
    Instant createdAt,
    Instant updatedAt,
    int edition) {}
