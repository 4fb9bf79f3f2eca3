package lode.domain.project;

/**
 * A bundled extraction schema that a project can start from.
 *
 * @param name the schema's name, which is also the name of its resource
 * @param description the schema's description: when to take it
 */
public record ExtractionTemplate(String name, String description, ExtractionSchema schema) {}
