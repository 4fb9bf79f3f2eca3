/** Keys, roles and the health of what Lode depends on. */
@NullMarked
package lode.domain.operations;

import org.jspecify.annotations.NullMarked;
