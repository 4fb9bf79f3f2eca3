package lode.domain.boilerplate;

import lode.domain.document.SourceId;
import org.jspecify.annotations.Nullable;

/**
 * A block that is read again where it was left out.
 *
 * @param only the one page that it comes back to; null for every page that has it
 */
public record Released(long print, @Nullable SourceId only) {}
