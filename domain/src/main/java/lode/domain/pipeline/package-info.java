/** Crawl, extract and report as one job. */
@NullMarked
package lode.domain.pipeline;

import org.jspecify.annotations.NullMarked;
