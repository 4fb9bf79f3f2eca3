package lode.domain.document;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class MarkdownTest {

  static List<Arguments> cases() {
    try (InputStream in = MarkdownTest.class.getResourceAsStream("markdown.txt")) {
      String file = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      List<Arguments> cases = new ArrayList<>();
      for (String one : file.substring(file.indexOf('\n') + 1).split("\n====\n")) {
        String[] sides = one.split("\n=>\n", 2);
        cases.add(Arguments.of(sides[0], sides[1].stripTrailing()));
      }
      return cases;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void writesMarkdown(String html, String markdown) {
    assertThat(Pages.markdown(html)).isEqualTo(markdown);
  }
}
