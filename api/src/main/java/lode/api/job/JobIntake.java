package lode.api.job;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.util.HexFormat;
import java.util.UUID;
import java.util.regex.Pattern;
import lode.api.http.Caller;
import lode.api.http.Refused;
import lode.domain.crawl.CrawlAccess;
import lode.domain.crawl.CrawlAccessReader;
import lode.domain.crawl.CrawlSecrets;
import lode.domain.job.Job;
import lode.domain.job.JobId;
import lode.domain.job.JobKind;
import lode.domain.job.JobStatus;
import lode.domain.job.Jobs;
import lode.domain.job.NewJob;
import lode.domain.project.ProjectId;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Makes jobs of validated requests: keeps the row, starts the workflow, answers 202. */
@Component
public final class JobIntake {

  private static final Pattern KEY = Pattern.compile("[\\x21-\\x7e]{1,200}");

  /** Plain, as the activities that read payloads back; sorted, so that equal bodies have one hash. */
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS).build();

  private final Jobs jobs;
  private final CrawlSecrets secrets;
  private final JobWorkflows workflows;
  private final TemporalSettings temporal;
  private final Clock clock;

  JobIntake(
      Jobs jobs,
      CrawlSecrets secrets,
      JobWorkflows workflows,
      TemporalSettings temporal,
      Clock clock) {
    this.jobs = jobs;
    this.secrets = secrets;
    this.workflows = workflows;
    this.temporal = temporal;
    this.clock = clock;
  }

  /**
   * A request for work.
   *
   * @param payload the validated request
   * @param body the request as it came, for idempotency
   * @param idempotencyKey the {@code Idempotency-Key} header
   * @param access what a crawl brings along, which is no part of the payload
   */
  public record Request(
      JobKind kind,
      ProjectId projectId,
      Object payload,
      @Nullable JsonNode body,
      @Nullable String idempotencyKey,
      Caller caller,
      CrawlAccess access) {

    /** A request without secrets. */
    public Request(
        JobKind kind,
        ProjectId projectId,
        Object payload,
        @Nullable JsonNode body,
        @Nullable String idempotencyKey,
        Caller caller) {
      this(kind, projectId, payload, body, idempotencyKey, caller, CrawlAccess.NONE);
    }
  }

  /** Accepts the job, or finds the one that the idempotency key names, and starts it. */
  public ResponseEntity<JobBody> accept(Request request) {
    requireKey(request);
    JobId id = new JobId(UUID.randomUUID());
    Job job =
        jobs.accept(
            new NewJob(
                id,
                request.kind(),
                request.projectId(),
                null,
                JSON.valueToTree(request.payload()),
                idempotency(request),
                request.access().isEmpty() ? null : secrets.seal(id, request.access())));
    if (job.status() == JobStatus.QUEUED) {
      workflows.start(job);
    }
    return ResponseEntity.accepted()
        .location(URI.create("/api/v1/jobs/" + job.id()))
        .body(JobBody.of(job, temporal, clock.instant()));
  }

  private void requireKey(Request request) {
    if (!request.access().isEmpty() && !secrets.canSeal()) {
      throw Refused.invalid(
          "/" + CrawlAccessReader.firstOf(request.body()),
          "cannot be kept safely: set LODE_SECRET_KEY for API and worker, or leave it out");
    }
  }

  private NewJob.@Nullable Idempotency idempotency(Request request) {
    String key = request.idempotencyKey();
    if (key == null) {
      return null;
    }
    if (!KEY.matcher(key).matches()) {
      throw Refused.invalid(
          "", "the header Idempotency-Key must have 1 to 200 visible ASCII characters");
    }
    return new NewJob.Idempotency(request.caller().key().id().toString(), key, hash(request));
  }

  /** Of secrets, only a digest that nobody without the key can guess them from. */
  private String hash(Request request) {
    JsonNode given = request.body();
    String secret = "";
    if (!request.access().isEmpty()) {
      given = ((ObjectNode) given.deepCopy()).remove(CrawlAccessReader.MEMBERS);
      secret = "\n" + secrets.digest(request.access());
    }
    Object body = JSON.treeToValue(given, Object.class);
    String text =
        request.kind().label()
            + "\n"
            + request.projectId()
            + "\n"
            + JSON.writeValueAsString(body)
            + secret;
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(sha256.digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException missing) {
      throw new IllegalStateException("every JDK has SHA-256", missing);
    }
  }
}
