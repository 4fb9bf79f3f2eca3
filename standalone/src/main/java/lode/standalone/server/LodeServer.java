package lode.standalone.server;

import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lode.domain.operations.Dependency;
import lode.domain.search.PassageIndexer;
import lode.domain.search.SearchIndexUnavailable;
import lode.standalone.embedded.EmbeddedStack;
import lode.standalone.embedded.LodeHome;
import lode.standalone.embedded.StackFile;
import lode.standalone.embedded.StackPart;
import lode.standalone.embedded.StackSettings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.springframework.dao.DataAccessException;

/** A running product: what is not configured is embedded, worker and API share the process. */
public final class LodeServer implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(LodeServer.class);

  private final LodeHome home;
  private final EmbeddedStack stack;
  private final ConfigurableApplicationContext context;
  private final int port;

  private LodeServer(
      LodeHome home, EmbeddedStack stack, ConfigurableApplicationContext context, int port) {
    this.home = home;
    this.stack = stack;
    this.context = context;
    this.port = port;
  }

  /**
   * Starts everything and returns when the API answers.
   *
   * @param port of the API on loopback; 0 for any free one
   * @throws lode.standalone.embedded.LodeHomeInUse when another process has the home
   */
  public static LodeServer start(LodeHome home, StackSettings settings, int port) {
    EmbeddedStack stack = EmbeddedStack.start(home, settings);
    try {
      ConfigurableApplicationContext context =
          new SpringApplicationBuilder(OneProcess.class)
              .web(WebApplicationType.SERVLET)
              .registerShutdownHook(false)
              .logStartupInfo(false)
              .bannerMode(Banner.Mode.OFF)
              .initializers(
                  created -> addSettings(created.getEnvironment(), home, stack, settings, port))
              .run();
      int bound = ((ServletWebServerApplicationContext) context).getWebServer().getPort();
      LodeServer server = new LodeServer(home, stack, context, bound);
      server.writeStackFile();
      server.fillIndex();
      return server;
    } catch (RuntimeException failed) {
      stack.close();
      throw failed;
    }
  }

  private static void addSettings(
      ConfigurableEnvironment environment,
      LodeHome home,
      EmbeddedStack stack,
      StackSettings settings,
      int port) {
    Map<String, Object> values = new LinkedHashMap<>(settings.environment());
    values.putAll(stack.settings());
    values.put("SERVER_PORT", Integer.toString(port));
    values.put("SERVER_ADDRESS", settings.get("LODE_API_ADDRESS").orElse("127.0.0.1"));
    values.putIfAbsent("LODE_EMBEDDING_NATIVES_FOLDER", home.resolve("natives").toString());
    if (settings.get("LODE_SECRET_KEY").isEmpty()) {
      values.put("LODE_SECRET_KEY", home.secretKey());
    }
    values.put("LODE_TEMPORAL_DURABLE", Boolean.toString(stack.temporalDurable()));
    // Named like this, Spring binds LODE_POSTGRES_URL to lode.postgres.url.
    environment
        .getPropertySources()
        .addFirst(new SystemEnvironmentPropertySource("lode-systemEnvironment", values));
  }

  private void writeStackFile() {
    new StackFile(
            ProcessHandle.current().pid(),
            apiUrl(),
            port,
            null,
            stack.ports(),
            Clock.systemUTC().instant())
        .write(home);
  }

  /** The embedded index is empty after a start; a search may come before it is full and says so. */
  private void fillIndex() {
    Thread thread =
        new Thread(
            () -> {
              try {
                long passages = context.getBean(PassageIndexer.class).prepare();
                LOG.info("search index ready, {} passages put in", passages);
              } catch (SearchIndexUnavailable | DataAccessException notNow) {
                LOG.warn(
                    "the search index is filled by the next indexing: {}", notNow.getMessage());
              }
            },
            "fill-index");
    thread.setDaemon(true);
    thread.start();
  }

  /** Base address of the API. */
  public String apiUrl() {
    return "http://127.0.0.1:" + port;
  }

  /** Address of the Temporal UI, if this Temporal has one. */
  public Optional<String> temporalUi() {
    return Optional.ofNullable(stack.settings().get("LODE_TEMPORAL_UI_URL"));
  }

  /** The servers behind it. */
  public List<StackPart> parts() {
    return stack.parts();
  }

  /** Whether workflows outlive a restart. */
  public boolean temporalDurable() {
    return stack.temporalDurable();
  }

  /** Everything that Lode depends on, one of each name: worker and API both look after Temporal. */
  public List<Dependency> dependencies() {
    Map<String, Dependency> byName = new LinkedHashMap<>();
    for (Dependency one : context.getBeansOfType(Dependency.class).values()) {
      byName.putIfAbsent(one.name(), one);
    }
    return List.copyOf(byName.values());
  }

  /** Waits until every dependency is well; false when that takes longer. */
  public boolean awaitReady(Duration timeout) throws InterruptedException {
    long deadline = System.nanoTime() + timeout.toNanos();
    while (System.nanoTime() < deadline) {
      if (dependencies().stream().allMatch(one -> one.check().well())) {
        return true;
      }
      Thread.sleep(50);
    }
    return false;
  }

  @Override
  public void close() {
    StackFile.delete(home);
    try {
      context.close();
    } finally {
      stack.close();
    }
  }
}
