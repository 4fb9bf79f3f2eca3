package lode.standalone.embedded.qdrant;

import com.google.protobuf.InvalidProtocolBufferException;
import io.qdrant.client.grpc.JsonWithInt.Struct;
import io.qdrant.client.grpc.JsonWithInt.Value;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Ids and payloads of a collection by slot. Payloads are kept serialised: parsed they take several times the room. */
final class StoredPoints {
  private final TreeMap<PointKey, Integer> slots = new TreeMap<>();
  private final BitSet live = new BitSet();
  private PointKey[] keys = new PointKey[0];
  private byte[][] payloads = new byte[0][];
  private final Map<String, PayloadIndex> indexes = new HashMap<>();

  int count() {
    return slots.size();
  }

  /** Slots in use; not to be changed by the caller. */
  BitSet live() {
    return live;
  }

  @Nullable Integer slot(PointKey key) {
    return slots.get(key);
  }

  PointKey key(int slot) {
    return keys[slot];
  }

  /** Slots in the order of their ids, from the given id on. */
  NavigableMap<PointKey, Integer> from(@Nullable PointKey start) {
    return start == null ? slots : slots.tailMap(start, true);
  }

  Map<String, PayloadIndex> indexes() {
    return indexes;
  }

  Map<String, Value> payload(int slot) {
    try {
      return Struct.parseFrom(payloads[slot]).getFieldsMap();
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException("A payload that this server wrote cannot be read", e);
    }
  }

  /** The slot of the point, new or known; its payload is replaced. */
  int put(PointKey key, Map<String, Value> payload) {
    Integer known = slots.get(key);
    int slot = known != null ? known : live.nextClearBit(0);
    if (known == null) {
      grow(slot);
      keys[slot] = key;
      slots.put(key, slot);
      live.set(slot);
    } else {
      unindex(slot);
    }
    payloads[slot] = Struct.newBuilder().putAllFields(payload).build().toByteArray();
    indexes.values().forEach(index -> index.add(slot, payload));
    return slot;
  }

  void remove(int slot) {
    unindex(slot);
    slots.remove(keys[slot]);
    live.clear(slot);
    payloads[slot] = new byte[0];
  }

  void addIndex(String field, PayloadIndex index) {
    indexes.put(field, index);
    live.stream().forEach(slot -> index.add(slot, payload(slot)));
  }

  private void unindex(int slot) {
    if (!indexes.isEmpty()) {
      Map<String, Value> old = payload(slot);
      indexes.values().forEach(index -> index.remove(slot, old));
    }
  }

  private void grow(int slot) {
    if (slot >= keys.length) {
      int size = Math.max(slot + 1, keys.length * 3 / 2 + 16);
      keys = Arrays.copyOf(keys, size);
      payloads = Arrays.copyOf(payloads, size);
    }
  }
}
