/** Measurements of Lode on a machine, and the stubs that they run against. */
@NullMarked
package lode.standalone.bench;

import org.jspecify.annotations.NullMarked;
