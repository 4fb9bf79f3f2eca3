package lode.workflows.extraction;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import lode.domain.job.JobError;
import lode.domain.job.JobId;
import lode.domain.job.JobOutcome;
import lode.domain.job.JobStatus;
import lode.workflows.Underway;
import org.jspecify.annotations.Nullable;

/** Steps of an extraction over sources that only have numbers, and what was called. */
public final class ScriptedExtraction
    implements ExtractionActivities, ModelActivities, IndexActivities {

  /** Steps with their arguments in order of their calls. */
  public final List<String> steps = new CopyOnWriteArrayList<>();

  /** Most model calls that were under way at once. */
  public final AtomicInteger mostModelCalls = new AtomicInteger();

  /** How the extraction ends. */
  public final JobOutcome outcome =
      JobOutcome.of(JobStatus.COMPLETED, Map.of("sourcesExtracted", 7));

  private final AtomicInteger modelCalls = new AtomicInteger();
  private final int planned;
  private int plannedAgain;
  private final List<Integer> forTheModel;
  private volatile Consumer<String> atEachStep = step -> {};

  /** So many sources, of which the model is to be asked about some. */
  public ScriptedExtraction(int planned, List<Integer> forTheModel) {
    this.planned = planned;
    this.plannedAgain = planned;
    this.forTheModel = forTheModel;
  }

  /** Holds the step with this text. */
  public ScriptedExtraction holding(String step, Underway underway) {
    return at(
        called -> {
          if (called.equals(step)) {
            underway.hold();
          }
        });
  }

  /** So many sources once it is decided what is boilerplate. */
  public ScriptedExtraction plannedAgain(int sources) {
    plannedAgain = sources;
    return this;
  }

  /** Does this at the beginning of each step. */
  public ScriptedExtraction at(Consumer<String> action) {
    atEachStep = action;
    return this;
  }

  /** The steps of a kind, in order of their text. */
  public List<String> steps(String kind) {
    return steps.stream().filter(step -> step.startsWith(kind)).sorted().toList();
  }

  private void step(String step) {
    steps.add(step);
    atEachStep.accept(step);
  }

  @Override
  public int plan(JobId jobId) {
    step("plan");
    return planned;
  }

  @Override
  public void survey(JobId jobId, int from, int to) {
    step("survey " + from + "-" + to);
  }

  @Override
  public @Nullable String decideBoilerplate(JobId jobId, @Nullable String after) {
    step("decide " + after);
    return after == null ? "acme.example" : null;
  }

  @Override
  public int planAgain(JobId jobId) {
    step("again");
    return plannedAgain;
  }

  @Override
  public void markup(JobId jobId, int from, int to) {
    step("markup " + from + "-" + to);
  }

  @Override
  public List<Integer> waitingForModel(JobId jobId, int after, int limit) {
    return new ArrayList<>(
        forTheModel.stream()
            .filter(ordinal -> ordinal > after)
            .limit(Math.min(limit, 50))
            .toList());
  }

  @Override
  public void giveUpModel(JobId jobId, int ordinal, JobError error) {
    step("giveUp " + ordinal + " " + error);
  }

  @Override
  public void extract(JobId jobId, int ordinal) {
    mostModelCalls.accumulateAndGet(modelCalls.incrementAndGet(), Math::max);
    try {
      step("model " + ordinal);
    } finally {
      modelCalls.decrementAndGet();
    }
  }

  @Override
  public @Nullable String consolidate(JobId jobId, @Nullable String after) {
    step("consolidate " + after);
    if (after == null) {
      return "acme";
    }
    return after.equals("acme") ? "globex" : null;
  }

  @Override
  public void index(JobId jobId, int from, int to) {
    step("index " + from + "-" + to);
  }

  @Override
  public JobOutcome close(JobId jobId) {
    step("close");
    return outcome;
  }
}
