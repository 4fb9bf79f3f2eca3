package lode.domain.url;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

/** Cases in a text file beside the tests: one a line, columns separated by tabs, {@code #} begins a comment line. */
public final class CaseTable {

  private CaseTable() {}

  public static Stream<List<String>> read(Class<?> test, String name) {
    try (InputStream in = test.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalArgumentException("no table " + name + " beside " + test);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
              .lines()
              .filter(line -> !line.startsWith("#") && !line.isBlank())
              .map(line -> Stream.of(line.split("\t", -1)).map(CaseTable::unescaped).toList())
              .toList()
              .stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String unescaped(String cell) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < cell.length(); i++) {
      if (cell.startsWith("\\\\", i)) {
        out.append('\\');
        i++;
      } else if (cell.startsWith("\\u", i)) {
        out.append((char) Integer.parseInt(cell.substring(i + 2, i + 6), 16));
        i += 5;
      } else {
        out.append(cell.charAt(i));
      }
    }
    return out.toString();
  }
}
