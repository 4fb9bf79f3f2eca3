/** The crawl workflow and the activities that it calls. */
@NullMarked
package lode.workflows.crawl;

import org.jspecify.annotations.NullMarked;
