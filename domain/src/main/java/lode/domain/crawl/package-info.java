/** Crawling: which pages belong, which may be fetched, and what a fetch brings. */
@NullMarked
package lode.domain.crawl;

import org.jspecify.annotations.NullMarked;
