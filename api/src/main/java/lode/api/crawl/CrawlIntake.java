package lode.api.crawl;

import java.util.Map;
import lode.api.http.Caller;
import lode.api.http.Refused;
import lode.api.job.JobBody;
import lode.api.job.JobIntake;
import lode.domain.crawl.CrawlAccessReader;
import lode.domain.crawl.CrawlRequest;
import lode.domain.job.JobKind;
import lode.domain.operations.Role;
import lode.domain.project.Project;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** Accepts what crawls: with the caller's right to it, a browser where one is needed, its secrets. */
@Component
class CrawlIntake {

  private final JobIntake intake;
  private final RenderingIntake rendering;

  CrawlIntake(JobIntake intake, RenderingIntake rendering) {
    this.intake = intake;
    this.rendering = rendering;
  }

  /**
   * Starts a crawl that was read from this body, as a pipeline if it extracts.
   *
   * @param alone what it is when it does not
   */
  ResponseEntity<JobBody> accept(
      JobKind alone,
      Project project,
      CrawlRequest crawl,
      JsonNode body,
      @Nullable String idempotencyKey,
      Caller caller) {
    if (body.hasNonNull("allowedNetworks")) {
      caller.require(Role.ADMIN, "allowedNetworks");
    }
    Refused.anyOf(rendering.problem(crawl).stream().toList());
    boolean pipeline = crawl.autoExtract();
    return intake.accept(
        new JobIntake.Request(
            pipeline ? JobKind.PIPELINE : alone,
            project.id(),
            pipeline ? Map.of("crawl", crawl) : crawl,
            body,
            idempotencyKey,
            caller,
            CrawlAccessReader.read(body, crawl)));
  }
}
