/** Folders of saved pages read without a server: documents and extractions as lines of JSON. */
@NullMarked
package lode.standalone.pages;

import org.jspecify.annotations.NullMarked;
