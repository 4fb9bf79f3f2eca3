/** Durable runs: their kinds, states, counters and errors. */
@NullMarked
package lode.domain.job;

import org.jspecify.annotations.NullMarked;
