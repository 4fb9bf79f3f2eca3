package lode.standalone.embedded.qdrant;

import io.grpc.Status;
import io.qdrant.client.grpc.Collections.AliasOperations;
import io.qdrant.client.grpc.Collections.CollectionConfig;
import io.qdrant.client.grpc.Collections.CollectionParams;
import io.qdrant.client.grpc.Collections.CreateCollection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The collections by name, and the aliases that point to them. */
final class Catalog {
  private final Map<String, StoredCollection> collections = new TreeMap<>();
  private Map<String, String> aliases = new TreeMap<>();

  synchronized StoredCollection get(String name) {
    StoredCollection found = collections.get(aliases.getOrDefault(name, name));
    if (found == null) {
      throw absent(name);
    }
    return found;
  }

  private static RuntimeException absent(String name) {
    return Status.NOT_FOUND
        .withDescription("Not found: Collection `" + name + "` doesn't exist!")
        .asRuntimeException();
  }

  synchronized boolean exists(String name) {
    return collections.containsKey(aliases.getOrDefault(name, name));
  }

  synchronized List<String> names() {
    return List.copyOf(collections.keySet());
  }

  /** Alias to collection. */
  synchronized Map<String, String> aliases() {
    return new TreeMap<>(aliases);
  }

  synchronized void create(CreateCollection request) {
    String name = request.getCollectionName();
    if (name.isBlank() || name.length() > 255) {
      throw StoredCollection.invalid("a collection's name must have 1 to 255 characters");
    }
    if (collections.containsKey(name) || aliases.containsKey(name)) {
      throw Status.ALREADY_EXISTS
          .withDescription("Wrong input: Collection `" + name + "` already exists!")
          .asRuntimeException();
    }
    CollectionParams.Builder params = CollectionParams.newBuilder().setShardNumber(1);
    if (request.hasVectorsConfig()) {
      params.setVectorsConfig(request.getVectorsConfig());
    }
    if (request.hasSparseVectorsConfig()) {
      params.setSparseVectorsConfig(request.getSparseVectorsConfig());
    }
    CollectionConfig config =
        CollectionConfig.newBuilder()
            .setParams(params)
            .putAllMetadata(request.getMetadataMap())
            .build();
    collections.put(name, new StoredCollection(request, config));
  }

  /** Whether there was one; its aliases go with it. */
  synchronized boolean delete(String name) {
    aliases.values().removeIf(name::equals);
    return collections.remove(name) != null;
  }

  /** All changes or, if one cannot be made, none. */
  synchronized void changeAliases(List<AliasOperations> actions) {
    Map<String, String> changed = new TreeMap<>(aliases);
    for (AliasOperations action : actions) {
      switch (action.getActionCase()) {
        case CREATE_ALIAS -> {
          String target = action.getCreateAlias().getCollectionName();
          String alias = action.getCreateAlias().getAliasName();
          if (!collections.containsKey(target)) {
            throw absent(target);
          }
          if (alias.isBlank() || collections.containsKey(alias)) {
            throw StoredCollection.invalid("`" + alias + "` cannot be an alias");
          }
          changed.put(alias, target);
        }
        case RENAME_ALIAS -> {
          String old = action.getRenameAlias().getOldAliasName();
          String target = changed.remove(old);
          if (target == null) {
            throw Status.NOT_FOUND
                .withDescription("Not found: Alias " + old + " does not exists!")
                .asRuntimeException();
          }
          changed.put(action.getRenameAlias().getNewAliasName(), target);
        }
        case DELETE_ALIAS -> changed.remove(action.getDeleteAlias().getAliasName());
        case ACTION_NOT_SET -> throw StoredCollection.invalid("empty alias operation");
      }
    }
    aliases = changed;
  }
}
