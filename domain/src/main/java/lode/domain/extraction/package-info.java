/** Filled field groups with a quote for each value: markup tier, model tier, grounding. */
@NullMarked
package lode.domain.extraction;

import org.jspecify.annotations.NullMarked;
