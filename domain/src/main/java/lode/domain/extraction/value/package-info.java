/** Reading of values as pages write them: numbers, units, money, dates, yes and no, choices. */
@NullMarked
package lode.domain.extraction.value;

import org.jspecify.annotations.NullMarked;
