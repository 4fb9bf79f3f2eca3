/** The whole product, tested over HTTP. */
@NullMarked
package lode.standalone.server;

import org.jspecify.annotations.NullMarked;
