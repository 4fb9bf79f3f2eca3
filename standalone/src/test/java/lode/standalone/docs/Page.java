package lode.standalone.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A Markdown file of the repository. */
record Page(Path file, String text) {

  private static final Pattern BLOCK = Pattern.compile("(?ms)^```(\\w+)\\n(.*?)^```$");

  static Page of(String path) {
    return new Page(root().resolve(path), read(path));
  }

  /** A file's text, by its path in the repository. */
  static String read(String path) {
    try {
      return Files.readString(root().resolve(path));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /** README, changelog and everything under docs. */
  static List<Page> all() {
    try (Stream<Path> files = Files.walk(root().resolve("docs"))) {
      List<String> paths = new ArrayList<>(List.of("README.md", "CHANGELOG.md"));
      files
          .filter(file -> file.toString().endsWith(".md"))
          .sorted()
          .forEach(file -> paths.add(root().relativize(file).toString()));
      return paths.stream().map(Page::of).toList();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /** The repository's folder: tests run in their module's. */
  static Path root() {
    Path folder = Path.of("").toAbsolutePath();
    while (!Files.exists(folder.resolve("mvnw"))) {
      folder = folder.getParent();
    }
    return folder;
  }

  /** Contents of the fenced blocks of a language, in order. */
  List<String> blocks(String language) {
    List<String> blocks = new ArrayList<>();
    Matcher matcher = BLOCK.matcher(text);
    while (matcher.find()) {
      if (matcher.group(1).equals(language)) {
        blocks.add(matcher.group(2));
      }
    }
    return blocks;
  }

  /** Cells of all table rows, without heads and rules. */
  List<List<String>> rows() {
    List<List<String>> rows = new ArrayList<>();
    List<String> lines = text.lines().toList();
    for (int i = 0; i < lines.size(); i++) {
      boolean head = i + 1 < lines.size() && lines.get(i + 1).startsWith("|--");
      if (lines.get(i).startsWith("|") && !lines.get(i).startsWith("|--") && !head) {
        String row = lines.get(i);
        rows.add(Stream.of(row.substring(1).split("\\|")).map(String::strip).toList());
      }
    }
    return rows;
  }
}
