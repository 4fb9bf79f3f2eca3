package lode.api.operations;

import java.util.UUID;
import lode.api.http.ApiSettings;
import lode.domain.job.NamedUuid;
import lode.domain.operations.ApiKey;
import lode.domain.operations.ApiKeys;
import lode.domain.operations.KeyId;
import lode.domain.operations.Role;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/** Puts the configured key in force as soon as the database is there. */
@Component
class ConfiguredKey implements SmartLifecycle {

  private static final Logger log = LoggerFactory.getLogger(ConfiguredKey.class);

  private static final KeyId ID = new KeyId(NamedUuid.of(new UUID(0, 0), "lode.api.key"));
  private static final long RETRY_MS = 500;

  private final ApiSettings settings;
  private final ApiKeys keys;
  private volatile boolean running;

  ConfiguredKey(ApiSettings settings, ApiKeys keys) {
    this.settings = settings;
    this.keys = keys;
  }

  @Override
  public void start() {
    running = true;
    String secret = settings.key();
    if (secret != null) {
      Thread thread = new Thread(() -> putUntilDone(secret), "configured-key");
      thread.setDaemon(true);
      thread.start();
    }
  }

  private void putUntilDone(String secret) {
    boolean told = false;
    while (running) {
      try {
        keys.put(new ApiKey(ID, "configured", Role.ADMIN, null), secret);
        return;
      } catch (DataAccessException | TransactionException away) {
        if (!told) {
          log.info("The configured key waits for the database: {}", away.getMessage());
          told = true;
        }
      }
      try {
        Thread.sleep(RETRY_MS);
      } catch (InterruptedException stopped) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  @Override
  public void stop() {
    running = false;
  }

  @Override
  public boolean isRunning() {
    return running;
  }
}
