package lode.domain.entity;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The value elected for a field, in its unit, and why. */
public record ConsolidatedField(JsonNode value, @Nullable String unit, Provenance provenance) {}
