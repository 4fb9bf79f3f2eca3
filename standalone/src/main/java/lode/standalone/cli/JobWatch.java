package lode.standalone.cli;

import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Follows a job to its end and shows how far it is. */
final class JobWatch {

  /** Between two looks: a fortieth of the time that the job has taken, within these bounds. */
  private static final long SHORTEST_PAUSE_MILLIS = 50;

  private static final long LONGEST_PAUSE_MILLIS = 250;

  /** Lines that are not overwritten come at most this often, but for a new status or phase. */
  private static final long LINE_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final LodeClient client;
  private final Console console;
  private final boolean jsonLines;
  private String last = "";
  private String lastStage = "";
  private long lastAt;

  JobWatch(LodeClient client, Console console, boolean jsonLines) {
    this.client = client;
    this.console = console;
    this.jsonLines = jsonLines;
  }

  /** The job as it ended. */
  JsonNode follow(String jobId) {
    long began = System.nanoTime();
    while (true) {
      JsonNode job = client.get("/jobs/" + jobId);
      String status = job.path("status").asString("");
      boolean ended =
          !status.equals("queued") && !status.equals("running") && !status.equals("paused");
      show(job, ended);
      if (ended) {
        return job;
      }
      pause(System.nanoTime() - began);
    }
  }

  private void show(JsonNode job, boolean ended) {
    String line = jsonLines ? json(job) : words(job);
    String stage = job.path("status").asString("") + job.path("phase").asString("");
    boolean tooSoon =
        !(console.terminal() && !jsonLines)
            && stage.equals(lastStage)
            && System.nanoTime() - lastAt < LINE_NANOS;
    if (line.equals(last) || tooSoon) {
      return;
    }
    last = line;
    lastStage = stage;
    lastAt = System.nanoTime();
    if (console.terminal() && !jsonLines) {
      console.overwrite(line + (ended ? "\n" : ""));
    } else {
      console.say(line);
    }
  }

  private static String json(JsonNode job) {
    ObjectNode line = LodeClient.JSON.createObjectNode();
    line.put("jobId", job.path("id").asString(""));
    line.put("status", job.path("status").asString(""));
    line.put("phase", job.path("phase").asString(""));
    line.set("progress", job.path("progress"));
    return line.toString();
  }

  private static String words(JsonNode job) {
    JsonNode progress = job.path("progress");
    long kept = progress.path("pagesFetched").asLong(0) + progress.path("pagesUnchanged").asLong(0);
    return String.format(
        "%-9s %-8s pages %d of %d known (%d unchanged, %d skipped, %d failed)  sources %d/%d  facts %d",
        job.path("status").asString(""),
        job.path("phase").asString(""),
        kept,
        progress.path("pagesDiscovered").asLong(0),
        progress.path("pagesUnchanged").asLong(0),
        progress.path("pagesSkipped").asLong(0),
        progress.path("pagesFailed").asLong(0),
        progress.path("sourcesPlanned").asLong(0) - progress.path("sourcesPending").asLong(0),
        progress.path("sourcesPlanned").asLong(0),
        progress.path("facts").asLong(0));
  }

  private static void pause(long nanosTaken) {
    long fortieth = TimeUnit.NANOSECONDS.toMillis(nanosTaken) / 40;
    long millis = Math.max(SHORTEST_PAUSE_MILLIS, Math.min(LONGEST_PAUSE_MILLIS, fortieth));
    try {
      TimeUnit.MILLISECONDS.sleep(millis);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw CommandFailed.failed("interrupted; the job goes on where a stack is running");
    }
  }
}
