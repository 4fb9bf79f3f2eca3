/** Blocks that are repeated over a host's pages: recognised, counted, and left out of what is read. */
@NullMarked
package lode.domain.boilerplate;

import org.jspecify.annotations.NullMarked;
