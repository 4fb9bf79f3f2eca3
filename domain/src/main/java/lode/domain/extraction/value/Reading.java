package lode.domain.extraction.value;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A raw text understood as a value.
 *
 * @param value normalised value, of the JSON type that the field's type asks for
 * @param unit unit of {@code value}: the field's; null where the field has none
 * @param certainty 0 to 1: less than 1 where the text hedges ("about 40") or could be read otherwise
 */
public record Reading(JsonNode value, @Nullable String unit, double certainty) {}
