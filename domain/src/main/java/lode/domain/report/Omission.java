package lode.domain.report;

/**
 * What a report leaves out.
 *
 * @param what the kind of thing, as words that follow the count
 * @param count how many
 * @param where the place where they are
 */
public record Omission(String what, int count, String where) {}
