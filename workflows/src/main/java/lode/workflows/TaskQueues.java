package lode.workflows;

import java.util.List;

/** The task queues; one kind of load each, so that each has its own slots. */
public final class TaskQueues {

  /** Workflows, and the short database steps around them. */
  public static final String ORCHESTRATE = "orchestrate";

  /** Fetching pages. */
  public static final String CRAWL = "crawl";

  /** Rendering pages: only workers with a browser listen. */
  public static final String RENDER = "render";

  /** Reading documents and markup: processor time. */
  public static final String EXTRACT = "extract";

  /** Calls of the model. */
  public static final String LLM = "llm";

  /** Embedding and indexing. */
  public static final String INDEX = "index";

  /** Compiling reports. */
  public static final String REPORT = "report";

  private TaskQueues() {}

  /** All of them. */
  public static List<String> all() {
    return List.of(ORCHESTRATE, CRAWL, RENDER, EXTRACT, LLM, INDEX, REPORT);
  }
}
