/** Language models behind OpenAI-compatible endpoints. */
@NullMarked
package lode.adapters.llm;

import org.jspecify.annotations.NullMarked;
