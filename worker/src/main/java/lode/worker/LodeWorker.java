package lode.worker;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The worker process. */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import(WorkerConfiguration.class)
public class LodeWorker {

  /** Starts it. */
  public static void main(String[] arguments) {
    SpringApplication.run(LodeWorker.class, arguments);
  }
}
