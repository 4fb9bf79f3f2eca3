package lode.api.crawl;

import java.time.Clock;
import java.util.Optional;
import lode.domain.crawl.CrawlRequest;
import lode.domain.crawl.Renderers;
import lode.domain.crawl.Rendering;
import lode.domain.project.SchemaProblem;
import org.springframework.stereotype.Component;

/** Refuses crawls that only a browser can do while no worker has one. */
@Component
public class RenderingIntake {

  private final Renderers renderers;
  private final Clock clock;

  RenderingIntake(Renderers renderers, Clock clock) {
    this.renderers = renderers;
    this.clock = clock;
  }

  /** What is wrong with a crawl that renders always; empty when somebody can render, and for others. */
  public Optional<SchemaProblem> problem(CrawlRequest crawl) {
    if (crawl.render() != Rendering.ALWAYS) {
      return Optional.empty();
    }
    Renderers.Presence presence = renderers.presence(clock.instant());
    return presence.canRender()
        ? Optional.empty()
        : Optional.of(new SchemaProblem("/render", presence.advice()));
  }
}
