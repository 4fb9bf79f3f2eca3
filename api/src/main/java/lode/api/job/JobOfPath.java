package lode.api.job;

import jakarta.servlet.http.HttpServletRequest;
import lode.api.http.Caller;
import lode.api.http.Refused;
import lode.domain.job.Job;
import lode.domain.job.JobId;
import lode.domain.job.Jobs;
import org.springframework.core.convert.converter.Converter;
import org.springframework.stereotype.Component;

/** The job that a path names: 422 when it names none, 404 unknown, 403 out of the key's reach. */
@Component
class JobOfPath implements Converter<String, Job> {

  private final Jobs jobs;
  private final HttpServletRequest request;

  JobOfPath(Jobs jobs, HttpServletRequest request) {
    this.jobs = jobs;
    this.request = request;
  }

  @Override
  public Job convert(String text) {
    JobId id = JobId.of(text);
    Job job = jobs.find(id).orElseThrow(() -> Refused.notFound("job", id));
    Caller.of(request).requireReach(job.projectId());
    return job;
  }
}
