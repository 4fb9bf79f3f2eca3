/** Wiring of all adapters from validated settings. */
@NullMarked
package lode.adapters;

import org.jspecify.annotations.NullMarked;
