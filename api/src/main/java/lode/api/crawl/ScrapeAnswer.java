package lode.api.crawl;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.List;
import lode.api.job.JobBody;
import lode.domain.crawl.ListedUrl;

/**
 * The job of a scrape, and what was made of each entry of its list.
 *
 * @param lines in the order of the list; empty lines and comments have no answer
 */
record ScrapeAnswer(@JsonUnwrapped JobBody job, List<ListedUrl> lines) {}
