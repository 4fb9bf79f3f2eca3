package lode.api.project;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Null;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What makes a project: either the name of a template or a schema. */
record NewProjectBody(
    @NotBlank(message = "is missing; add it")
        @Size(max = 200, message = "must have at most 200 characters")
        String name,
    @Nullable @Size(max = 4000, message = "must have at most 4000 characters") String description,
    @Nullable String template,
    @Nullable JsonNode schema,
    @Nullable JsonNode crawlDefaults,
    @Nullable @Null(message = "not supported yet by this version: leave it out") JsonNode budget) {}
