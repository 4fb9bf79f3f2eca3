package lode.adapters.postgres;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import lode.domain.document.ContentHash;
import lode.domain.document.Document;
import lode.domain.document.DocumentId;
import lode.domain.document.Documents;
import org.springframework.jdbc.core.simple.JdbcClient;

/** {@link Documents} in Postgres. */
public final class PostgresDocuments implements Documents {

  private final JdbcClient db;

  /** Works on this database. */
  public PostgresDocuments(JdbcClient db) {
    this.db = db;
  }

  @Override
  public Optional<Document> find(DocumentId id) {
    return db.sql("select deflated from documents where id = :id")
        .param("id", id.value())
        .query((row, number) -> PostgresSources.document(row))
        .optional();
  }

  @Override
  public void keep(ContentHash bodyHash, int converterVersion, Document document) {
    byte[] deflated = Deflated.deflate(JsonColumns.text(document).getBytes(StandardCharsets.UTF_8));
    keep(bodyHash, converterVersion, document, deflated);
  }

  /** The same with the document deflated already, for callers inside of a transaction. */
  DocumentId keep(ContentHash bodyHash, int converterVersion, Document document, byte[] deflated) {
    DocumentId id = DocumentId.of(bodyHash, converterVersion);
    db.sql(
            """
            insert into documents (id, body_hash, converter_version, title, language, content_hash, deflated)
            values (:id, :body, :version, :title, :language, :content, :deflated) on conflict do nothing
            """)
        .param("id", id.value())
        .param("body", Rows.bytes(bodyHash))
        .param("version", converterVersion)
        .param("title", Rows.text(document.title()))
        .param("language", Rows.text(document.language()))
        .param("content", Rows.bytes(ContentHash.ofMainContent(document)))
        .param("deflated", deflated)
        .update();
    return id;
  }
}
