/** Tests of the measurement of documents, and of what learns the model of main content. */
@NullMarked
package lode.standalone.bench.documents;

import org.jspecify.annotations.NullMarked;
