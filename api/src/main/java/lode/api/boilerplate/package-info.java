/** Routes of what hosts repeat. */
@NullMarked
package lode.api.boilerplate;

import org.jspecify.annotations.NullMarked;
