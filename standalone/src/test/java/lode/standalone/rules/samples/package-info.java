/** A code base in small that breaks each rule; the packages stand for those of the product. */
@NullMarked
package lode.standalone.rules.samples;

import org.jspecify.annotations.NullMarked;
