package lode.standalone.embedded.qdrant;

import io.grpc.Status;
import io.qdrant.client.grpc.Common.PointId;
import java.util.Locale;
import java.util.UUID;

/** A point's id in Qdrant's order: numbers before UUIDs, each as unsigned numbers. */
record PointKey(boolean uuid, long high, long low) implements Comparable<PointKey> {
  static PointKey of(PointId id) {
    return switch (id.getPointIdOptionsCase()) {
      case NUM -> new PointKey(false, 0, id.getNum());
      case UUID -> parse(id.getUuid());
      case POINTIDOPTIONS_NOT_SET ->
          throw Status.INVALID_ARGUMENT.withDescription("Empty point id").asRuntimeException();
    };
  }

  private static PointKey parse(String text) {
    String hex = text.toLowerCase(Locale.ROOT).replace("urn:uuid:", "").replace("-", "");
    try {
      if (hex.length() != 32) {
        throw new NumberFormatException(text);
      }
      return new PointKey(
          true,
          Long.parseUnsignedLong(hex.substring(0, 16), 16),
          Long.parseUnsignedLong(hex.substring(16), 16));
    } catch (NumberFormatException e) {
      throw Status.INVALID_ARGUMENT
          .withDescription("Unable to parse UUID: " + text)
          .asRuntimeException();
    }
  }

  PointId toPointId() {
    return uuid
        ? PointId.newBuilder().setUuid(new UUID(high, low).toString()).build()
        : PointId.newBuilder().setNum(low).build();
  }

  @Override
  public int compareTo(PointKey other) {
    if (uuid != other.uuid) {
      return uuid ? 1 : -1;
    }
    int highs = Long.compareUnsigned(high, other.high);
    return highs != 0 ? highs : Long.compareUnsigned(low, other.low);
  }
}
