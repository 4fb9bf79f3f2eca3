package lode.standalone.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import io.lettuce.core.RedisClient;
import io.lettuce.core.api.sync.RedisCommands;
import java.nio.file.Path;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RedisServerTest {
  @TempDir Path folder;

  private static String ask(
      RedisServer server, Function<RedisCommands<String, String>, String> question) {
    RedisClient client = RedisClient.create(server.url());
    try (var connection = client.connect()) {
      return question.apply(connection.sync());
    } finally {
      client.shutdown(0, 1, java.util.concurrent.TimeUnit.SECONDS);
    }
  }

  @Test
  void servesTheUrlItGivesWithBoundedMemory() throws Exception {
    LodeHome home = LodeHome.at(folder);
    int port;
    try (RedisServer server = RedisServer.start(home)) {
      port = server.port();
      assertThat(ask(server, redis -> redis.set("slot", "1"))).isEqualTo("OK");
      assertThat(ask(server, redis -> redis.configGet("maxmemory").get("maxmemory")))
          .isEqualTo(Long.toString(256L << 20));
      assertThat(Listening.addressesOf(server.port())).containsExactly("127.0.0.1");
    }
    try (RedisServer server = RedisServer.start(home)) {
      assertThat(server.port()).isEqualTo(port);
      assertThat(ask(server, redis -> redis.get("slot"))).isNull();
    }
  }

  @Test
  void attachesToWhatAKilledProcessLeft() throws Exception {
    LodeHome home = LodeHome.at(folder);
    try (ChildProcess child = ChildProcess.start("redis", folder)) {
      child.kill();
      long left = Long.parseLong(child.answer());
      try (RedisServer server = RedisServer.start(home)) {
        assertThat(server.attached()).isTrue();
        assertThat(server.pid()).isEqualTo(left);
      }
      assertThat(ProcessHandle.of(left)).isEmpty();
    }
  }

  @Test
  void endsALeftoverOfWhichThereIsNoNote() throws Exception {
    LodeHome home = LodeHome.at(folder);
    RedisServer lost = RedisServer.start(home);
    assertThat(home.resolve("run/redis.json").toFile().delete()).isTrue();
    try (RedisServer server = RedisServer.start(home)) {
      assertThat(server.attached()).isFalse();
      assertThat(ProcessHandle.of(lost.pid()).filter(ProcessHandle::isAlive)).isEmpty();
    }
  }
}
