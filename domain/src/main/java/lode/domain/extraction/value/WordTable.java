package lode.domain.extraction.value;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * A table of words that ships with the code: one row a line, columns parted by {@code |}, words in a
 * column by {@code ;}, comments behind {@code #} at the start of a line.
 */
public final class WordTable {

  private WordTable() {}

  /** The rows of a table that lies beside {@code owner} on the class path, each as its columns. */
  public static List<List<String>> rows(Class<?> owner, String name) {
    try (InputStream in = owner.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("missing table " + name);
      }
      BufferedReader reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
      return reader
          .lines()
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .map(line -> Arrays.stream(line.split("\\|", -1)).map(String::strip).toList())
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The words of one column. */
  public static List<String> words(String column) {
    return Arrays.stream(column.split(";"))
        .map(String::strip)
        .filter(word -> !word.isEmpty())
        .toList();
  }
}
