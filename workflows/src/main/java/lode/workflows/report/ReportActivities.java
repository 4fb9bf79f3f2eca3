package lode.workflows.report;

import io.temporal.activity.ActivityInterface;
import lode.domain.job.JobId;
import lode.domain.job.JobOutcome;

/** The steps of a report. */
@ActivityInterface(namePrefix = "Report")
public interface ReportActivities {

  /** Gathers records and evidence, compiles the report and stores it, once per job. */
  JobOutcome compile(JobId jobId);
}
