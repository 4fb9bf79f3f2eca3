/** Sources and their readable text: documents, structured data, labelled values, chunks. */
@NullMarked
package lode.domain.document;

import org.jspecify.annotations.NullMarked;
