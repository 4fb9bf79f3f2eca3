/** The {@code lode} command line: an HTTP client of the API, of a live stack or of one it starts. */
@NullMarked
package lode.standalone.cli;

import org.jspecify.annotations.NullMarked;
