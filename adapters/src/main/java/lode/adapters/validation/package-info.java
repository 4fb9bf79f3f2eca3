/** JSON Schema at the door of the store. */
@NullMarked
package lode.adapters.validation;

import org.jspecify.annotations.NullMarked;
