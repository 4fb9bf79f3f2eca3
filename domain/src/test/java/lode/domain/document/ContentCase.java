package lode.domain.document;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/**
 * A made-up page with sentences that belong to its main content and sentences that do not.
 *
 * @param type label of its {@link PageType}, empty where readers would not agree
 */
record ContentCase(String name, String type, List<String> keep, List<String> leave, String html) {

  static final List<String> NAMES =
      List.of(
          "article-semantic",
          "article-soup",
          "article-tables",
          "documentation-menu",
          "forum-thread",
          "listing",
          "product",
          "questions-accordion",
          "service-home",
          "shop-category");

  static ContentCase of(String name) {
    String file = read(name);
    int rule = file.indexOf("\n---\n");
    List<String> head = file.substring(0, rule).lines().toList();
    return new ContentCase(
        name,
        named(head, "type:").get(0),
        named(head, "keep:"),
        named(head, "leave:"),
        file.substring(rule + 5));
  }

  private static List<String> named(List<String> lines, String name) {
    return lines.stream()
        .filter(line -> line.startsWith(name))
        .map(line -> line.substring(name.length()).strip())
        .toList();
  }

  private static String read(String name) {
    try (InputStream in = ContentCase.class.getResourceAsStream("content/" + name + ".txt")) {
      return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String toString() {
    return name;
  }
}
