package lode.adapters.browser;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Finds the browser and the Node.js that drives it. */
final class InstalledPrograms {

  /** What Playwright's driver asks for. */
  private static final int OLDEST_NODE = 20;

  private static final List<String> BROWSER_NAMES =
      List.of("chromium", "chromium-browser", "google-chrome", "google-chrome-stable");
  private static final List<String> BROWSER_PLACES =
      List.of(
          "/usr/bin/chromium",
          "/usr/lib/chromium/chromium",
          "/opt/google/chrome/chrome",
          "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
          "/Applications/Chromium.app/Contents/MacOS/Chromium");
  private static final List<String> NODE_PLACES =
      List.of("/usr/bin/node", "/usr/local/bin/node", "/opt/homebrew/bin/node");
  private static final Pattern VERSION = Pattern.compile("v(\\d{1,4})\\.");

  private final RenderSettings settings;
  private final Map<String, String> environment;

  InstalledPrograms(RenderSettings settings, Map<String, String> environment) {
    this.settings = settings;
    this.environment = environment;
  }

  Optional<Path> browser() {
    return program(settings.browser(), BROWSER_NAMES, BROWSER_PLACES);
  }

  Optional<Path> node() {
    return program(settings.node(), List.of("node"), NODE_PLACES);
  }

  /** Why pages cannot be rendered here, with what helps; empty when they can. */
  Optional<String> hindrance() {
    if (!settings.enabled()) {
      return Optional.of("rendering is switched off (LODE_RENDER_ENABLED)");
    }
    if (browser().isEmpty()) {
      return Optional.of(
          missing(
              "Chromium", settings.browser(), "LODE_RENDER_BROWSER", "apt-get install chromium"));
    }
    if (settings.sandbox() && "root".equals(System.getProperty("user.name"))) {
      return Optional.of(
          "Chromium's sandbox does not work for root: run Lode as another user, or set"
              + " LODE_RENDER_SANDBOX=false where the pages' scripts can harm nothing else");
    }
    Optional<Path> node = node();
    if (node.isEmpty()) {
      return Optional.of(
          missing("Node.js", settings.node(), "LODE_RENDER_NODE", "apt-get install nodejs"));
    }
    int version = version(node.get());
    return version >= OLDEST_NODE
        ? Optional.empty()
        : Optional.of(
            node.get()
                + (version == 0 ? " does not run" : " is version " + version)
                + ": Node.js "
                + OLDEST_NODE
                + " or newer is needed (LODE_RENDER_NODE)");
  }

  private static String missing(String what, @Nullable String given, String variable, String how) {
    return given == null || given.isBlank()
        ? "there is no " + what + " (" + how + ", or set " + variable + ")"
        : variable + " names no program: " + given;
  }

  /** What the settings name, and nothing else; or what is found. */
  private Optional<Path> program(@Nullable String given, List<String> names, List<String> places) {
    return given == null || given.isBlank()
        ? found(names, places)
        : Optional.of(Path.of(given)).filter(Files::isExecutable);
  }

  private Optional<Path> found(List<String> names, List<String> places) {
    Stream<Path> onPath =
        Stream.of(environment.getOrDefault("PATH", "").split(File.pathSeparator))
            .filter(folder -> !folder.isBlank())
            .flatMap(folder -> names.stream().map(name -> Path.of(folder, name)));
    return Stream.concat(onPath, places.stream().map(Path::of))
        .filter(path -> Files.isExecutable(path) && Files.isRegularFile(path))
        .findFirst();
  }

  private static int version(Path node) {
    try {
      Process process =
          new ProcessBuilder(node.toString(), "--version").redirectErrorStream(true).start();
      process.getOutputStream().close();
      if (!process.waitFor(5, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        return 0;
      }
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
      Matcher version = VERSION.matcher(said);
      return version.lookingAt() ? Integer.parseInt(version.group(1)) : 0;
    } catch (IOException unusable) {
      return 0;
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return 0;
    }
  }
}
