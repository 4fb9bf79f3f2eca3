package lode.domain.extraction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import lode.domain.extraction.ModelReply.FinishReason;
import lode.domain.project.Field;
import lode.domain.project.FieldGroup;
import lode.domain.project.FieldType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ModelReplyReaderTest {

  private static final FieldGroup PROFILE =
      new FieldGroup(
          "profile",
          null,
          false,
          List.of(),
          null,
          null,
          List.of(
              field("founded", FieldType.INTEGER),
              field("city", FieldType.TEXT),
              field("certified", FieldType.BOOLEAN),
              field("tags", FieldType.LIST),
              field("price", FieldType.MONEY)));

  private static final FieldGroup PRODUCTS =
      new FieldGroup(
          "products",
          null,
          true,
          List.of("name"),
          3,
          null,
          List.of(field("name", FieldType.TEXT), field("power", FieldType.NUMBER)));

  @ParameterizedTest(name = "{0}")
  @MethodSource("repliesOfModels")
  void readsRepliesAsModelsWriteThem(String name, String reply, List<String> expected) {
    assertThat(rendered(reply)).containsExactlyInAnyOrderElementsOf(expected);
  }

  @Test
  void tableHoldsAtLeastFortyReplies() throws IOException {
    assertThat(repliesOfModels()).hasSizeGreaterThanOrEqualTo(40);
  }

  @Test
  void salvagesEveryPrefixOfAReplyWithoutInventing() {
    String whole =
        "{\"profile\":{\"founded\":{\"value\":1999,\"quote\":\"founded in 1999\"}},"
            + "\"products\":[{\"name\":{\"value\":\"A1\",\"quote\":\"the A1\"}},"
            + "{\"name\":{\"value\":\"A2\",\"quote\":\"the A2\"}}]}";
    List<String> all = rendered(whole);
    for (int end = 1; end < whole.length(); end++) {
      List<String> read = rendered(whole.substring(0, end));
      assertThat(read).as("prefix of %d", end).contains("truncated");
      assertThat(all).containsAll(read.stream().filter(line -> !line.equals("truncated")).toList());
    }
  }

  @Test
  void readsFieldsOfTheOnlyGroupWithoutItsName() {
    String text = "{\"city\":{\"value\":\"Bonn\",\"quote\":\"in Bonn\"},\"tags\":null}";
    ReadReply read = ModelReplyReader.read(reply(text, FinishReason.STOP), List.of(PROFILE));
    assertThat(read.groups().get(0).items().get(0).fields()).containsOnlyKeys("city");
    assertThat(read.problems()).contains("the fields stood outside their group");
  }

  @Test
  void readsItemsOfTheOnlyListWithoutItsName() {
    String text = "[{\"name\":{\"value\":\"A1\",\"quote\":\"the A1\"}},{\"name\":\"A2\"}]";
    ReadReply read = ModelReplyReader.read(reply(text, FinishReason.STOP), List.of(PRODUCTS));
    assertThat(read.groups().get(0).items()).hasSize(2);
  }

  @Test
  void keepsTheLimitOfItemsAndSaysSo() {
    String item = "{\"name\":{\"value\":\"A\",\"quote\":\"the A\"}}";
    String text = "{\"products\":[" + String.join(",", item, item, item, item) + "]}";
    ReadReply read = ModelReplyReader.read(reply(text, FinishReason.STOP), List.of(PRODUCTS));
    assertThat(read.groups().get(0).items()).hasSize(3);
    assertThat(read.problems()).containsExactly("4 items of products exceed its limit");
  }

  @Test
  void wholeJsonIsNotTruncatedThoughTheLimitWasMet() {
    String text = "{\"profile\":null,\"products\":[]}   ";
    assertThat(ModelReplyReader.read(reply(text, FinishReason.LENGTH), groups()).truncated())
        .isFalse();
  }

  @Test
  void tellsThinkingThatMetTheLimit() {
    assertThatThrownBy(
            () -> ModelReplyReader.read(reply("<think>let me see", FinishReason.LENGTH), groups()))
        .isInstanceOfSatisfying(
            UnreadableReply.class, failure -> assertThat(failure.truncated()).isTrue())
        .hasMessage("the reply is thinking alone");
  }

  @Test
  void survivesDeepNesting() {
    String text = "{\"profile\":" + "[".repeat(5000);
    assertThat(rendered(text)).contains("truncated");
  }

  @Test
  void endsWithAnswersOrUnreadableWhateverTheText() throws IOException {
    Random random = new Random(20260105);
    String marks = "{}[]\"':,`\\<>/ \n\u201c1e-t";
    List<String> replies = repliesOfModels().map(row -> (String) row.get()[1]).toList();
    for (int round = 0; round < 4000; round++) {
      StringBuilder text = new StringBuilder(replies.get(round % replies.size()));
      for (int change = 0; change < 3; change++) {
        int at = random.nextInt(text.length() + 1);
        char mark = marks.charAt(random.nextInt(marks.length()));
        if (at < text.length() && random.nextBoolean()) {
          text.deleteCharAt(at);
        } else {
          text.insert(at, mark);
        }
      }
      assertThatCode(() -> rendered(text.toString())).as("%s", text).doesNotThrowAnyException();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"{", "[", "\"", "{\"a\":", "'", "{\"profile\":[", "\"   ", "<think>"})
  @Timeout(10)
  void longNonsenseTakesNoLongTime(String piece) {
    assertThatCode(() -> rendered(piece.repeat(20_000))).doesNotThrowAnyException();
    assertThatCode(() -> rendered("{\"profile\":{\"city\":" + piece.repeat(20_000)))
        .doesNotThrowAnyException();
  }

  @Test
  void namesWhatWasRepairedOrLeftOut() {
    ReadReply read =
        ModelReplyReader.read(
            reply("{'profile':{'mood':1,'city':'Bonn'}}", FinishReason.STOP), groups());
    assertThat(read.problems())
        .containsExactly(
            "the JSON was repaired", "unknown field profile.mood", "no answer for group products");
  }

  static Stream<Arguments> repliesOfModels() throws IOException {
    String table;
    try (InputStream in =
        ModelReplyReaderTest.class.getResourceAsStream("/lode/replies/malformed.txt")) {
      table = new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
    return Arrays.stream(table.split("(?m)^### "))
        .skip(1)
        .map(
            part -> {
              String[] halves = part.split("(?m)^=>$\\n?", -1);
              int nameEnd = halves[0].indexOf('\n');
              String reply = halves[0].substring(nameEnd + 1);
              List<String> expected =
                  halves[1].lines().map(String::stripTrailing).filter(l -> !l.isEmpty()).toList();
              return Arguments.of(halves[0].substring(0, nameEnd), reply.stripTrailing(), expected);
            });
  }

  private static List<String> rendered(String text) {
    List<String> lines = new ArrayList<>();
    try {
      ReadReply read = ModelReplyReader.read(reply(text, FinishReason.STOP), groups());
      if (read.truncated()) {
        lines.add("truncated");
      }
      for (ReadReply.Group group : read.groups()) {
        boolean list = group.fieldGroup().equals("products");
        for (int i = 0; i < group.items().size(); i++) {
          String prefix = group.fieldGroup() + (list ? "[" + i + "]" : "") + ".";
          group.items().get(i).fields().forEach((name, a) -> lines.add(line(prefix + name, a)));
        }
      }
    } catch (UnreadableReply unreadable) {
      lines.add("unreadable");
    }
    return lines;
  }

  private static String line(String name, ReadReply.Answer answer) {
    String quote = answer.quote().replace("\n", "\\n");
    return (name + " = " + answer.value() + " | " + quote).stripTrailing();
  }

  private static ModelReply reply(String text, FinishReason finish) {
    return new ModelReply(text, finish, 10, 10, "m", false);
  }

  private static List<FieldGroup> groups() {
    return List.of(PROFILE, PRODUCTS);
  }

  private static Field field(String name, FieldType type) {
    return new Field(name, type, null, false, List.of(), null, null, null, null);
  }
}
