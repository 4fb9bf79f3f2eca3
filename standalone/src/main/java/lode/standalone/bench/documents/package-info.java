/** Measures documents on pages with known content, and trains the model that finds main content. */
@NullMarked
package lode.standalone.bench.documents;

import org.jspecify.annotations.NullMarked;
