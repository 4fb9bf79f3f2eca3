/** The routes that start crawls and scrapes. */
@NullMarked
package lode.api.crawl;

import org.jspecify.annotations.NullMarked;
