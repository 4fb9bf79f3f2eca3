/** Text of PDF and Office files, with PDFBox and POI; both are loaded when the first file comes. */
@NullMarked
package lode.adapters.office;

import org.jspecify.annotations.NullMarked;
