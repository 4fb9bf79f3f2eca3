package lode.domain.project;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import tools.jackson.databind.node.ObjectNode;

/**
 * Hashes of schemas: SHA-256 in hex over a canonical JSON form, in which order and defaults that are
 * merely written out make no difference. Two schemas have the same hash exactly when {@link
 * SchemaDiff} finds no change between them.
 */
public final class SchemaHash {

  private SchemaHash() {}

  /** Hash of the whole schema. */
  public static String of(ExtractionSchema schema) {
    return sha256(CanonicalSchema.of(schema));
  }

  /**
   * Hash of what an extraction of the group depends on: all of the group but the consolidation of
   * its fields, which only reads what is already extracted. Descriptions and hints count, as the
   * model and the matching of labels read them.
   */
  public static String groupHash(FieldGroup group) {
    return sha256(CanonicalSchema.of(group, false));
  }

  private static String sha256(ObjectNode node) {
    try {
      byte[] text = node.toString().getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
