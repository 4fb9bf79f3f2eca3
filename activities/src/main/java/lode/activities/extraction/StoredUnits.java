package lode.activities.extraction;

import java.util.HashMap;
import java.util.Map;
import lode.domain.boilerplate.BoilerplateSet;
import lode.domain.boilerplate.SitePlace;
import lode.domain.extraction.ExtractionUnit;
import lode.domain.job.JobId;

/** The units of a job, with the documents that are kept and what the job has pinned as boilerplate. */
final class StoredUnits implements UnitReading.Opener {

  private final JobId jobId;
  private final PageReader pages;
  private final Map<String, BoilerplateSet> boilerplate = new HashMap<>();

  StoredUnits(JobId jobId, PageReader pages) {
    this.jobId = jobId;
    this.pages = pages;
  }

  @Override
  public UnitReading open(ExtractionUnit unit) {
    SitePlace place = SitePlace.of(unit.source().url());
    BoilerplateSet repeated =
        boilerplate.computeIfAbsent(place.host(), host -> pages.boilerplates().pinned(jobId, host));
    PageReader.Opened page = pages.open(unit);
    return new UnitReading(
        unit,
        () -> pages.read(page),
        document -> repeated.leftOut(document, place, unit.source().id()));
  }
}
