package lode.domain.extraction;

/** A reply that was paid for and kept. */
public record StoredCompletion(CompletionKey key, ModelReply reply) {}
