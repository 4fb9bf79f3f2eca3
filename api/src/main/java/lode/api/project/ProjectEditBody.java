package lode.api.project;

import jakarta.validation.constraints.Null;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What of a project may be edited; what is left out stays. */
record ProjectEditBody(
    @Nullable
        @Pattern(regexp = "(?s).*\\S.*", message = "must not be blank")
        @Size(max = 200, message = "must have at most 200 characters")
        String name,
    @Nullable @Size(max = 4000, message = "must have at most 4000 characters") String description,
    @Nullable JsonNode crawlDefaults,
    @Nullable @Null(message = "not supported yet by this version: leave it out") JsonNode budget) {}
