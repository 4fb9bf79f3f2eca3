package lode.adapters.postgres;

import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import lode.domain.document.ContentHash;
import lode.domain.search.Embeddings;
import org.springframework.jdbc.core.simple.JdbcClient;

/** {@link Embeddings} in Postgres. */
public final class PostgresEmbeddings implements Embeddings {

  private final JdbcClient db;

  /** Works on this database. */
  public PostgresEmbeddings(JdbcClient db) {
    this.db = db;
  }

  @Override
  public Map<String, float[]> find(String model, List<String> texts) {
    Map<ContentHash, String> byHash = new HashMap<>();
    texts.forEach(text -> byHash.put(ContentHash.of(text), text));
    Map<String, float[]> found = new HashMap<>();
    db.sql(
            "select text_hash, vector from embeddings where model = :model and text_hash = any(:hashes)")
        .param("model", model)
        .param("hashes", byHash.keySet().stream().map(Rows::bytes).toArray(byte[][]::new))
        .query(
            (row, number) ->
                found.put(byHash.get(Rows.hash(row, "text_hash")), floats(row.getBytes("vector"))))
        .list();
    return found;
  }

  @Override
  public void keep(String model, Map<String, float[]> vectors) {
    Map<String, float[]> byHash = new TreeMap<>();
    vectors.forEach((text, vector) -> byHash.put(ContentHash.of(text).hex(), vector));
    db.sql(
            """
            insert into embeddings (model, text_hash, vector)
            select :model, decode(h, 'hex'), v from unnest(cast(:hashes as text[]), cast(:vectors as bytea[])) as i (h, v)
            on conflict do nothing
            """)
        .param("model", model)
        .param("hashes", byHash.keySet().toArray(String[]::new))
        .param(
            "vectors",
            byHash.values().stream().map(PostgresEmbeddings::bytes).toArray(byte[][]::new))
        .update();
  }

  private static byte[] bytes(float[] vector) {
    ByteBuffer buffer = ByteBuffer.allocate(vector.length * Float.BYTES);
    buffer.asFloatBuffer().put(vector);
    return buffer.array();
  }

  private static float[] floats(byte[] bytes) {
    float[] vector = new float[bytes.length / Float.BYTES];
    ByteBuffer.wrap(bytes).asFloatBuffer().get(vector);
    return vector;
  }
}
