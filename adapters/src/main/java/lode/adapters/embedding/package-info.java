/** Embedding models: one in this process, and OpenAI-compatible endpoints. */
@NullMarked
package lode.adapters.embedding;

import org.jspecify.annotations.NullMarked;
