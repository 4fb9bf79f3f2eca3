package lode.standalone.bench.documents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import lode.domain.document.ContentModel;
import lode.domain.document.HtmlConverter;
import lode.domain.document.PlainText;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DocumentsBenchTest {

  private static final int PAGES = 24;

  @TempDir Path folder;

  private final ByteArrayOutputStream progress = new ByteArrayOutputStream();
  private GoldPages pages = new GoldPages(Path.of("."));

  @BeforeEach
  void startWithAnEmptyFolder() throws IOException {
    Files.createDirectories(folder.resolve("html"));
    pages = new GoldPages(folder);
  }

  private String run(boolean crossValidates, @Nullable Path model) throws IOException {
    return new DocumentsBench(
            new DocumentsBench.Options(folder, crossValidates, model),
            new PrintStream(progress, true, StandardCharsets.UTF_8))
        .run();
  }

  /** Cells of each row of a table by its first one. */
  private static Map<String, List<String>> rows(String table) {
    Map<String, List<String>> rows = new TreeMap<>();
    for (String line : table.lines().filter(each -> each.startsWith("| ")).toList()) {
      List<String> cells = List.of(line.substring(2).split(" *\\| *", -1));
      rows.put(cells.get(0), cells.subList(1, cells.size() - 1));
    }
    return rows;
  }

  private static double number(Map<String, List<String>> rows, String row, int column) {
    return Double.parseDouble(rows.get(row).get(column).replace(" %", ""));
  }

  @Test
  void measuresTheBundledModel() throws IOException {
    pages.write(PAGES / 2);
    String table = run(false, null);
    assertThat(table).doesNotContain("NaN", "Infinity").contains("pages a second and core");
    Map<String, List<String>> rows = rows(table);
    assertThat(number(rows, "all", 0)).isEqualTo(PAGES);
    assertThat(number(rows, "article", 0)).isEqualTo(4);
    assertThat(number(rows, "service", 0)).isEqualTo(2);
    assertThat(number(rows, "all", 1)).isBetween(0.8, 1.0);
    assertThat(number(rows, "all", 2)).isBetween(0.8, 1.0);
    assertThat(number(rows, "all", 3)).isBetween(0.8, 1.0);
    assertThat(number(rows, "all", 5)).isEqualTo(100);
    assertThat(rows.get("author")).containsExactly("24", "100.0 %", "0");
    assertThat(rows.get("day of publication")).containsExactly("24", "100.0 %", "0");
    assertThat(rows.get("title").get(0)).isEqualTo("24");
    assertThat(rows.get("kind of page").get(0)).isEqualTo("24");
  }

  @Test
  void asksEachPageOnceInACrossValidation() throws IOException {
    pages.write(PAGES / 2);
    String table = run(true, null);
    assertThat(table).doesNotContain("NaN", "Infinity").contains("5-fold cross-validation");
    Map<String, List<String>> rows = rows(table);
    assertThat(number(rows, "all", 0)).isEqualTo(PAGES);
    // The sites are made alike: what four fifths teach holds for the rest.
    assertThat(number(rows, "all", 3)).isBetween(0.95, 1.0);
    int asked = 0;
    for (String line : progress.toString(StandardCharsets.UTF_8).split("\\R")) {
      if (line.startsWith("fold ")) {
        String[] words = line.split(" ");
        int taught = Integer.parseInt(words[4]);
        asked += PAGES - taught;
        assertThat(line).endsWith(taught + " pages teach, " + (PAGES - taught) + " are asked");
        assertThat(taught % 2).as("pages of a site stay together").isZero();
      }
    }
    assertThat(asked).isEqualTo(PAGES);
  }

  @Test
  void trainsAModelThatReadsAgainAndKnowsItsPages() throws IOException {
    pages.write(PAGES / 2);
    Path file = folder.resolve("trained.model");
    assertThat(run(false, file)).contains(file.toString(), "KiB");
    ContentModel model = ContentModel.of(Files.readAllBytes(file));
    GoldFolder gold = new GoldFolder(folder);
    assertThat(gold.ids()).hasSize(PAGES);
    for (String id : gold.ids()) {
      GoldPage page = gold.page(id);
      String text = PlainText.of(HtmlConverter.convert(page.html(), "text/html", model));
      WordScore score = WordScore.of(WordScore.words(page.content()), WordScore.words(text));
      assertThat(score.f1()).as(id).isGreaterThan(0.95);
    }
    byte[] once = Files.readAllBytes(file);
    run(false, file);
    assertThat(Files.readAllBytes(file)).isEqualTo(once);
  }

  @Test
  void readsWhatIsKnownOfAPage() throws IOException {
    pages.write(
        "x",
        "<p>é",
        """
        {"url": "https://shop.cellar.co.uk/p?a=1", "ground_truth": {"title": " Jam ", "author": "",
         "publish_date": null, "main_content": "Plum jam", "with": ["Plum"], "without": []}}""");
    GoldPage page = new GoldFolder(folder).page("x");
    assertThat(page.site()).isEqualTo("cellar.co.uk");
    assertThat(page.title()).isEqualTo("Jam");
    assertThat(page.author()).isNull();
    assertThat(page.published()).isNull();
    assertThat(page.type()).isEmpty();
    assertThat(page.with()).containsExactly("Plum");
    assertThat(new String(page.html(), StandardCharsets.UTF_8)).isEqualTo("<p>é");
  }

  @Test
  void namesAMissingFile() throws IOException {
    pages.write(2);
    Files.delete(pages.gold("1-0"));
    assertThatThrownBy(() -> run(false, null))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("1-0 has no file " + pages.gold("1-0"));
  }

  @Test
  void namesAFileThatCannotBeRead() throws IOException {
    pages.write(2);
    pages.write("0-1", "<p>x", "{\"url\": ");
    assertThatThrownBy(() -> run(true, null))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining(pages.gold("0-1") + " is not JSON");
    Files.writeString(pages.gold("0-1"), "not compressed");
    assertThatThrownBy(() -> run(true, null))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining(pages.gold("0-1") + " cannot be read");
  }

  @Test
  void saysThatThereAreNoPages() {
    assertThatIOException()
        .isThrownBy(() -> run(false, null))
        .withMessageContaining("there are no pages in " + folder.resolve("html"));
    assertThatIOException()
        .isThrownBy(() -> run(true, null))
        .withMessageContaining("there are no pages");
    assertThatIOException()
        .isThrownBy(() -> run(false, folder.resolve("m")))
        .withMessageContaining("there are no pages");
    assertThat(folder.resolve("m")).doesNotExist();
  }

  @Test
  void saysThatThereIsTooLittleToLearnFrom() throws IOException {
    pages.write("a", "<p>One page", "{\"url\": \"https://a.example/\"}");
    assertThatIOException()
        .isThrownBy(() -> run(true, null))
        .withMessageContaining("of no page in " + folder);
    pages.write(3);
    assertThatIOException()
        .isThrownBy(() -> run(true, null))
        .withMessageContaining("needs pages of 5 sites, these are of 4");
  }

  @Test
  void learnsFromPagesOfOneSiteAndOneKind() throws IOException {
    pages.write(1);
    Path file = folder.resolve("trained.model");
    run(false, file);
    ContentModel model = ContentModel.of(Files.readAllBytes(file));
    String text =
        HtmlConverter.convert(new GoldFolder(folder).page("0-0").html(), "text/html", model)
            .content();
    assertThat(text).contains("Letter 1 from harbour 0").doesNotContain("NaN");
  }

  @Test
  void leavesPagesWithoutKnownContentOutOfTheWordScores() throws IOException {
    pages.write(1);
    pages.write("other", "<p>Some words", "{\"url\": \"https://o.example/\"}");
    String table = run(false, null);
    assertThat(table).doesNotContain("NaN");
    assertThat(number(rows(table), "all", 0)).isEqualTo(2);
    assertThat(rows(table).get("kind of page").get(0)).isEqualTo("3");
  }
}
