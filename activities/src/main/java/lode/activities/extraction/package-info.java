/** The steps of an extraction: markup, model, consolidation, index. */
@NullMarked
package lode.activities.extraction;

import org.jspecify.annotations.NullMarked;
