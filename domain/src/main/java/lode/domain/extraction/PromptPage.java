package lode.domain.extraction;

import org.jspecify.annotations.Nullable;

/**
 * The part of a page that one prompt shows.
 *
 * @param sourceGroup the company, product or topic that the page belongs to
 * @param url address of the page, for the model's orientation only
 * @param text the chunk; quotes are copied from it
 */
public record PromptPage(String sourceGroup, @Nullable String title, String url, String text) {}
