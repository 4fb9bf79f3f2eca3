package lode.domain.crawl;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Which workers say that they can render pages; all processes see the same. */
public interface Renderers {

  /** Nobody renders, and nobody says why. */
  Renderers NONE =
      new Renderers() {
        @Override
        public void report(String worker, @Nullable String hindrance, Instant now) {}

        @Override
        public void leave(String worker) {}

        @Override
        public Presence presence(Instant now) {
          return new Presence(false, null);
        }
      };

  /** Notes that a worker lives and can render, or why it cannot. To be repeated. */
  void report(String worker, @Nullable String hindrance, Instant now);

  /** Notes that a worker stops. */
  void leave(String worker);

  /** Whether a worker that was heard of lately can render. */
  Presence presence(Instant now);

  /**
   * Whether pages can be rendered.
   *
   * @param hindrance why a worker that lives cannot; null when none says so
   */
  record Presence(boolean canRender, @Nullable String hindrance) {

    /** Why nobody renders and what helps, for a person. */
    public String advice() {
      return "no worker can render"
          + (hindrance == null ? " (none is running)" : ": " + hindrance)
          + "; or use never or auto";
    }
  }
}
