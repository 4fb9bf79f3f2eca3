package lode.standalone.bench;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A fact that a stub model knows, and finds wherever its quote stands in a prompt.
 *
 * @param group name of the field group
 * @param identity which entity of a list the fact is about; null in a plain group
 * @param quote text that proves it, letter by letter as on the page
 */
public record PlantedFact(
    String group, String field, @Nullable String identity, JsonNode value, String quote) {}
