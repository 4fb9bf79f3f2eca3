package lode.api;

import org.springframework.boot.Banner;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The API process. */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import(ApiConfiguration.class)
public class LodeApi {

  /** Starts it. */
  public static void main(String[] arguments) {
    new SpringApplicationBuilder(LodeApi.class).bannerMode(Banner.Mode.OFF).run(arguments);
  }
}
