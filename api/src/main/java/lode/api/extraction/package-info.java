/** Routes of extractions. */
@NullMarked
package lode.api.extraction;

import org.jspecify.annotations.NullMarked;
