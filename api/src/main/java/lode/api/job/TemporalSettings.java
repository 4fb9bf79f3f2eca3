package lode.api.job;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import lode.domain.job.Job;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where Temporal is, {@code lode.temporal.*}.
 *
 * @param target host and port of the frontend service
 * @param namespace namespace of Lode's workflows
 * @param uiUrl where a browser finds Temporal's UI; null when there is none
 * @param durable false for a server that forgets its workflows when it ends; readiness then says so
 */
@ConfigurationProperties("lode.temporal")
public record TemporalSettings(
    @DefaultValue("127.0.0.1:7233") String target,
    @DefaultValue("default") String namespace,
    @Nullable String uiUrl,
    @DefaultValue("true") boolean durable) {

  /** Where a person looks into the job's workflow; null without a UI. */
  @Nullable String page(Job job) {
    if (uiUrl == null || uiUrl.isBlank()) {
      return null;
    }
    String workflow = URLEncoder.encode(job.workflowId(), StandardCharsets.UTF_8);
    return uiUrl.replaceAll("/+$", "") + "/namespaces/" + namespace + "/workflows/" + workflow;
  }
}
