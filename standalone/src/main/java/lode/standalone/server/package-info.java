/** The whole product in one process: embedded stack, worker and API. */
@NullMarked
package lode.standalone.server;

import org.jspecify.annotations.NullMarked;
