package lode.domain.project;

/**
 * One difference between two schemas.
 *
 * @param path where: empty for the schema, {@code group} or {@code group.field}
 * @param kind what: {@code added}, {@code removed}, or the changed property such as {@code type}
 * @param breaking whether values that were extracted before may not fit the new schema
 */
public record SchemaChange(String path, String kind, boolean breaking) {}
