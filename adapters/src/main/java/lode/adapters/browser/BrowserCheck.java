package lode.adapters.browser;

import java.util.Map;
import java.util.Optional;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/** Looks for a browser without starting anything. */
public final class BrowserCheck {

  private BrowserCheck() {}

  /** Why pages could not be rendered with these environment variables; empty when they could. */
  public static Optional<String> hindrance(Map<String, String> environment) {
    MutablePropertySources sources = new MutablePropertySources();
    sources.addFirst(
        new SystemEnvironmentPropertySource("lode-systemEnvironment", Map.copyOf(environment)));
    RenderSettings settings =
        new Binder(ConfigurationPropertySources.from(sources))
            .bindOrCreate("lode.render", RenderSettings.class);
    return new InstalledPrograms(settings, environment).hindrance();
  }
}
