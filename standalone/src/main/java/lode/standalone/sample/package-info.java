/** The bundled sample site, served on loopback, and the facts that are known to stand in it. */
@NullMarked
package lode.standalone.sample;

import org.jspecify.annotations.NullMarked;
