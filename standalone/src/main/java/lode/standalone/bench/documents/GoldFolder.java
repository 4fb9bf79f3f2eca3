package lode.standalone.bench.documents;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import lode.domain.url.CanonicalUrl;
import lode.domain.url.UrlPolicy;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A folder of pages with their known content: {@code html/ID.html.gz} and {@code gold/ID.json.gz}, the
 * form of the Web Content Extraction Benchmark.
 */
final class GoldFolder {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final Path folder;

  GoldFolder(Path folder) {
    this.folder = folder;
  }

  /**
   * The ids of all pages, sorted; at least one.
   *
   * @throws IOException if there is none
   */
  List<String> ids() throws IOException {
    Path html = folder.resolve("html");
    if (!Files.isDirectory(html)) {
      throw new NoSuchFileException(html.toString(), null, "there is no such folder");
    }
    List<String> ids;
    try (Stream<Path> files = Files.list(html)) {
      ids =
          files
              .map(file -> file.getFileName().toString())
              .filter(name -> name.endsWith(".html.gz"))
              .map(name -> name.substring(0, name.length() - ".html.gz".length()))
              .sorted()
              .toList();
    }
    if (ids.isEmpty()) {
      throw new IOException("there are no pages in " + html + ": no file ends with .html.gz");
    }
    return ids;
  }

  /**
   * Reads one page.
   *
   * @throws UncheckedIOException if a file of it is missing or broken; the message names the file
   */
  GoldPage page(String id) {
    Path file = folder.resolve("gold").resolve(id + ".json.gz");
    try {
      JsonNode gold = JSON.readTree(unzip(file));
      file = folder.resolve("html").resolve(id + ".html.gz");
      JsonNode truth = gold.path("ground_truth");
      return new GoldPage(
          id,
          site(gold.path("url").asString("")),
          gold.path("_internal").path("page_type").path("primary").asString(""),
          unzip(file),
          truth.path("main_content").asString(""),
          text(truth.path("title")),
          text(truth.path("author")),
          text(truth.path("publish_date")),
          texts(truth.path("with")),
          texts(truth.path("without")));
    } catch (NoSuchFileException e) {
      throw new UncheckedIOException("page " + id + " has no file " + file, e);
    } catch (IOException e) {
      throw new UncheckedIOException("page " + id + ": " + file + " cannot be read", e);
    } catch (JacksonException e) {
      throw new UncheckedIOException(
          "page " + id + ": " + file + " is not JSON", new IOException(e.getOriginalMessage(), e));
    }
  }

  private static @Nullable String text(JsonNode node) {
    String text = node.asString("").strip();
    return text.isEmpty() ? null : text;
  }

  private static List<String> texts(JsonNode array) {
    List<String> texts = new ArrayList<>();
    array.forEach(node -> texts.add(node.asString("")));
    return texts;
  }

  private static byte[] unzip(Path file) throws IOException {
    try (InputStream in = new GZIPInputStream(Files.newInputStream(file))) {
      return in.readAllBytes();
    }
  }

  /** The registrable domain; the whole address when it has none, so that such pages stay apart. */
  private static String site(String url) {
    return CanonicalUrl.of(url, UrlPolicy.DEFAULT)
        .map(canonical -> canonical.registrableDomain().value())
        .orElse(url);
  }
}
