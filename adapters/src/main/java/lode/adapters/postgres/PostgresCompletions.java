package lode.adapters.postgres;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import lode.domain.extraction.CompletionKey;
import lode.domain.extraction.Completions;
import lode.domain.extraction.ModelReply;
import lode.domain.extraction.StoredCompletion;
import lode.domain.job.JobId;
import lode.domain.project.ProjectId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** {@link Completions} in Postgres. */
public final class PostgresCompletions implements Completions {

  private static final String SAME_KEY =
      """
       model = :model and prompt_version = :prompt and schema_hash = decode(:schema, 'hex')
         and input_hash = decode(:input, 'hex') and attempt = :attempt
      """;

  private final JdbcClient db;
  private final TransactionTemplate transaction;

  /** Works on this database. */
  public PostgresCompletions(JdbcClient db, TransactionTemplate transaction) {
    this.db = db;
    this.transaction = transaction;
  }

  @Override
  public Optional<StoredCompletion> find(CompletionKey key) {
    return db.sql(
            "select reply, finish, prompt_tokens, completion_tokens from completions where"
                + SAME_KEY)
        .params(parameters(key))
        .query(
            (row, number) ->
                new StoredCompletion(
                    key, JsonColumns.fromText(row.getString("reply"), ModelReply.class)))
        .optional();
  }

  @Override
  public boolean lease(CompletionKey key, String owner, Duration duration) {
    return db.sql(
                """
                insert into completion_leases as l (model, prompt_version, schema_hash, input_hash, attempt, owner,
                                                    lease_until)
                values (:model, :prompt, decode(:schema, 'hex'), decode(:input, 'hex'), :attempt, :owner,
                        now() + make_interval(secs => :seconds))
                on conflict (model, prompt_version, schema_hash, input_hash, attempt) do update
                   set owner = excluded.owner, lease_until = excluded.lease_until
                 where l.owner = excluded.owner or l.lease_until < now()
                """)
            .params(parameters(key))
            .param("owner", owner)
            .param("seconds", duration.toMillis() / 1000.0)
            .update()
        == 1;
  }

  @Override
  public void store(CompletionKey key, ModelReply reply, JobId job, ProjectId project) {
    transaction.executeWithoutResult(
        status -> {
          db.sql(
                  """
                  insert into completions (model, prompt_version, schema_hash, input_hash, attempt, reply, finish,
                                           prompt_tokens, completion_tokens, project_id, job_id)
                  values (:model, :prompt, decode(:schema, 'hex'), decode(:input, 'hex'), :attempt, :reply, :finish,
                          :promptTokens, :replyTokens, :project, :job)
                  on conflict do nothing
                  """)
              .params(parameters(key))
              .param("reply", JsonColumns.text(reply))
              .param("finish", reply.finish().name())
              .param("promptTokens", reply.promptTokens())
              .param("replyTokens", reply.completionTokens())
              .param("project", project.value())
              .param("job", job.value())
              .update();
          db.sql("delete from completion_leases where" + SAME_KEY).params(parameters(key)).update();
        });
  }

  @Override
  public void release(CompletionKey key, String owner) {
    db.sql("delete from completion_leases where owner = :owner and" + SAME_KEY)
        .params(parameters(key))
        .param("owner", owner)
        .update();
  }

  private static Map<String, Object> parameters(CompletionKey key) {
    return new HashMap<>(
        Map.of(
            "model", key.model(),
            "prompt", key.promptVersion(),
            "schema", key.schemaHash(),
            "input", key.inputHash(),
            "attempt", key.attempt()));
  }
}
