package lode.adapters.redis;

import lode.domain.operations.Dependency;
import org.springframework.dao.DataAccessException;
import org.springframework.data.redis.connection.RedisConnection;
import org.springframework.data.redis.connection.RedisConnectionFactory;

/** Whether Redis answers. */
final class RedisDependency implements Dependency {

  private final RedisConnectionFactory connections;

  RedisDependency(RedisConnectionFactory connections) {
    this.connections = connections;
  }

  @Override
  public String name() {
    return "redis";
  }

  @Override
  public Check check() {
    try (RedisConnection connection = connections.getConnection()) {
      connection.ping();
      return new Check(true, null);
    } catch (DataAccessException failed) {
      return new Check(false, failed.getMessage());
    }
  }
}
