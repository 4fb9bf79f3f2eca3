/** The steps of a crawl: open, batches of fetches, close. */
@NullMarked
package lode.activities.crawl;

import org.jspecify.annotations.NullMarked;
