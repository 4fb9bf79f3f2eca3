package lode.activities.extraction;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import lode.domain.document.ContentHash;
import lode.domain.document.Document;
import lode.domain.document.DocumentId;
import lode.domain.document.Documents;

/** Documents in memory. */
final class MemoryDocuments implements Documents {

  private final Map<DocumentId, Document> kept = new HashMap<>();

  @Override
  public Optional<Document> find(DocumentId id) {
    return Optional.ofNullable(kept.get(id));
  }

  @Override
  public void keep(ContentHash bodyHash, int converterVersion, Document document) {
    kept.putIfAbsent(DocumentId.of(bodyHash, converterVersion), document);
  }
}
