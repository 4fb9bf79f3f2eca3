/** Tests of the sample site and of what is known about it. */
@NullMarked
package lode.standalone.sample;

import org.jspecify.annotations.NullMarked;
