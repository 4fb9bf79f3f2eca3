/** The rules of the architecture and of the source tree as tests, each shown to reject a sample. */
@NullMarked
package lode.standalone.rules;

import org.jspecify.annotations.NullMarked;
