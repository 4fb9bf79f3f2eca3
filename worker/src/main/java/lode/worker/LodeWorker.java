package lode.worker;

import org.springframework.boot.Banner;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The worker process. */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import(WorkerConfiguration.class)
public class LodeWorker {

  /** Starts it. */
  public static void main(String[] arguments) {
    new SpringApplicationBuilder(LodeWorker.class).bannerMode(Banner.Mode.OFF).run(arguments);
  }
}
