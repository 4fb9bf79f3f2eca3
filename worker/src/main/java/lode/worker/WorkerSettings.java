package lode.worker;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How this process works for Temporal.
 *
 * @param drain how long a stopping worker lets activities finish
 * @param reconcileEvery pause between two comparisons of jobs with their workflows
 * @param cancelWithin after which a cancelled job that has not ended is ended by force
 * @param crawlSlots crawl batches at once
 * @param renderSlots crawl batches with a browser at once
 * @param extractSlots markup and consolidation batches at once
 * @param indexSlots index batches at once
 * @param deadlockTimeout how long a workflow task may compute; a cold JVM needs more than a second
 */
@ConfigurationProperties("lode.worker")
public record WorkerSettings(
    @DefaultValue("25s") Duration drain,
    @DefaultValue("15s") Duration reconcileEvery,
    @DefaultValue("2m") Duration cancelWithin,
    @DefaultValue("8") int crawlSlots,
    @DefaultValue("2") int renderSlots,
    @DefaultValue("2") int extractSlots,
    @DefaultValue("2") int indexSlots,
    @DefaultValue("5s") Duration deadlockTimeout) {

  public WorkerSettings {
    if (crawlSlots < 1 || renderSlots < 1 || extractSlots < 1 || indexSlots < 1) {
      throw new IllegalArgumentException("LODE_WORKER_*_SLOTS must be at least 1");
    }
  }
}
