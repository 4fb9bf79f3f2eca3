package lode.domain.extraction;

import java.time.Instant;
import lode.domain.document.ContentHash;
import lode.domain.document.DocumentId;
import lode.domain.document.SourceId;
import lode.domain.project.ProjectId;
import tools.jackson.databind.JsonNode;

/**
 * What one source says about one field group, with its evidence.
 *
 * @param schemaVersion the schema version that it was made with
 * @param fingerprint the extractor that made it
 * @param contentHash of the main content: sources with equal content count once in elections
 * @param data the values alone: an object, or an array of objects for an entity list
 * @param confidence mean over the filled fields; 0 when none is
 */
public record Extraction(
    ExtractionId id,
    ProjectId projectId,
    SourceId sourceId,
    String sourceUrl,
    String sourceGroup,
    DocumentId documentId,
    int schemaVersion,
    String fingerprint,
    ContentHash contentHash,
    ExtractionStatus status,
    JsonNode data,
    GroupAnswer answer,
    double confidence,
    Instant extractedAt) {}
