/** Keeps the documentation true: what it says is compared with the code, its examples run. */
@NullMarked
package lode.standalone.docs;

import org.jspecify.annotations.NullMarked;
