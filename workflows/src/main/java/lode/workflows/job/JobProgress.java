package lode.workflows.job;

/**
 * Answer of the {@code progress} query.
 *
 * @param phase what the workflow does now, in a word
 * @param detail the same in a sentence
 */
public record JobProgress(String phase, String detail) {}
