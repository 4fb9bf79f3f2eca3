/** URLs as the web understands them: parsing, identity of a page, registrable domains and which addresses may be reached. */
@NullMarked
package lode.domain.url;

import org.jspecify.annotations.NullMarked;
