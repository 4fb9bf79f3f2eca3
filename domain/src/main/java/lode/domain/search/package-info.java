/** Passages and facts that can be found again: index, embeddings, hits. */
@NullMarked
package lode.domain.search;

import org.jspecify.annotations.NullMarked;
