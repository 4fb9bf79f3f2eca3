/** Crawl, extraction and report as children of one workflow. */
@NullMarked
package lode.workflows.pipeline;

import org.jspecify.annotations.NullMarked;
