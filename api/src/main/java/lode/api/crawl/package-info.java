/** The route that starts crawls. */
@NullMarked
package lode.api.crawl;

import org.jspecify.annotations.NullMarked;
