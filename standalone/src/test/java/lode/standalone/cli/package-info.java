/** The command line, run as a user runs it. */
@NullMarked
package lode.standalone.cli;

import org.jspecify.annotations.NullMarked;
