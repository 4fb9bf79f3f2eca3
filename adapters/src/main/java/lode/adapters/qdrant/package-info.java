/** The search index, in Qdrant. */
@NullMarked
package lode.adapters.qdrant;

import org.jspecify.annotations.NullMarked;
