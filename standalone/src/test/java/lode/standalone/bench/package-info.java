/** Tests of the benchmarks: they count what they say they count. */
@NullMarked
package lode.standalone.bench;

import org.jspecify.annotations.NullMarked;
