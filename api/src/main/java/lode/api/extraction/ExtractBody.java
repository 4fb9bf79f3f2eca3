package lode.api.extraction;

import java.util.List;
import lode.domain.document.SourceId;
import org.jspecify.annotations.Nullable;

/** Which sources to extract; everything left out means every stale source. */
record ExtractBody(
    @Nullable List<SourceId> sourceIds,
    @Nullable List<String> sourceGroups,
    @Nullable List<String> fieldGroups,
    @Nullable Boolean force,
    @Nullable Boolean dryRun) {}
