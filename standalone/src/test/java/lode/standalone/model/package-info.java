/** The real model and embedding clients against the model stub. */
@NullMarked
package lode.standalone.model;

import org.jspecify.annotations.NullMarked;
