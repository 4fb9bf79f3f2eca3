/** Routes of sources. */
@NullMarked
package lode.api.document;

import org.jspecify.annotations.NullMarked;
