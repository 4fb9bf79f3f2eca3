package lode.api.search;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Null;
import jakarta.validation.constraints.Size;
import java.util.List;
import lode.domain.search.SearchMode;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What to search for. */
record SearchBody(
    @NotBlank(message = "is missing; add it")
        @Size(max = 1000, message = "must have at most 1000 characters")
        String query,
    @Nullable SearchMode mode,
    @Nullable
        @Min(value = 1, message = "must be from 1 to 100")
        @Max(value = 100, message = "must be from 1 to 100")
        Integer limit,
    @Nullable List<String> sourceGroups,
    @Nullable List<String> fieldGroups,
    @Nullable @Null(message = "not supported yet by this version: leave it out") JsonNode filter) {}
