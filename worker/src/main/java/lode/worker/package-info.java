/** The worker process: what it registers, how it starts without its dependencies, how it stops. */
@NullMarked
package lode.worker;

import org.jspecify.annotations.NullMarked;
