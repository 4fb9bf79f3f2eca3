package lode.domain.document;

import java.util.Optional;

/** Documents as they were converted, by their identity: written once, never changed. */
public interface Documents {

  /** A document that is kept. */
  Optional<Document> find(DocumentId id);

  /** Keeps what a converter version made of a body; repeating it changes nothing. */
  void keep(ContentHash bodyHash, int converterVersion, Document document);
}
