package lode.standalone.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Field;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.boot.convert.DurationStyle;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/** The limits in {@code docs/operations.md} against the constants that they name. */
class LimitsDocTest {

  @Test
  void tellsEveryLimitAsTheCodeHasIt() throws Exception {
    List<List<String>> limits =
        Page.of("docs/operations.md").rows().stream()
            .filter(row -> row.size() == 3 && row.get(2).matches("`[A-Z]\\w+\\.[A-Z_]+`"))
            .toList();
    assertThat(limits).hasSizeGreaterThan(30);
    for (List<String> limit : limits) {
      String place = limit.get(2).replace("`", "");
      Object value = constant(place);
      if (value instanceof Duration duration) {
        assertThat(DurationStyle.SIMPLE.parse(limit.get(1))).as(place).isEqualTo(duration);
      } else {
        assertThat(limit.get(1)).as(place).isEqualTo(value.toString());
      }
    }
  }

  private static Object constant(String place) throws Exception {
    String type = place.substring(0, place.indexOf('.'));
    Resource[] found =
        new PathMatchingResourcePatternResolver()
            .getResources("classpath*:lode/**/" + type + ".class");
    assertThat(found).as(place).hasSize(1);
    String url = found[0].getURL().toString();
    String name = url.substring(url.lastIndexOf("/lode/") + 1, url.length() - ".class".length());
    Field field =
        Class.forName(name.replace('/', '.')).getDeclaredField(place.substring(type.length() + 1));
    field.setAccessible(true);
    return field.get(null);
  }
}
