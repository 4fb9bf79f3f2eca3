package lode.adapters.postgres;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.data.jdbc.repository.query.Query;
import org.springframework.data.repository.Repository;

/** Repository of {@code reports}. */
interface ReportRows extends Repository<ReportRow, UUID> {

  Optional<ReportRow> findByJobId(UUID jobId);

  Optional<ReportRow> findByIdAndProjectId(UUID id, UUID projectId);

  @Query(
      """
      select * from reports where project_id = :project and (created_at, id) < (:time, :id)
       order by created_at desc, id desc limit :limit
      """)
  List<ReportRow> newest(UUID project, Instant time, UUID id, int limit);
}
