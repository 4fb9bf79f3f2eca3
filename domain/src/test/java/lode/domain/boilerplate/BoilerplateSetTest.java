package lode.domain.boilerplate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import lode.domain.document.CharInterval;
import lode.domain.document.Document;
import lode.domain.document.LabelledValue;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;

/** What is left out of the pages of a site. */
class BoilerplateSetTest {

  private static final BoilerplateRule RULE = new BoilerplateRule(true, 5, 0.7, 50);
  private static final String FOOTER =
      "Northwind Pumps, 12 Harbour Road, Bristol. Phone +44 117 496 0123, open on weekdays.";
  private static final String WHY =
      "## Why our pumps\n\n- built to run for thirty years\n- spare parts in stock for all of them";

  private static String unique(int page) {
    return "# Pump "
        + page
        + "\n\nThe pump number "
        + page
        + " moves "
        + page * 7
        + " litres a minute.";
  }

  private static Site shop(int products) {
    Site site = new Site().page("/", "# Northwind\n\nWe make pumps.\n\n" + FOOTER);
    for (int i = 0; i < products; i++) {
      site.page("/products/" + i, unique(i) + "\n\n" + WHY + "\n\n" + FOOTER);
    }
    for (int i = 0; i < products; i++) {
      site.page(
          "/news/" + i, "# News " + i + "\n\nSomething happened " + i + " times.\n\n" + FOOTER);
    }
    return site;
  }

  @Test
  void leavesOutWhatTheHostAndWhatASectionRepeats() {
    Site site = shop(10);
    site.decide(RULE);

    assertThat(site.read("/products/7").strip()).isEqualTo(unique(7));
    assertThat(site.read("/news/3").strip()).isEqualTo("# News 3\n\nSomething happened 3 times.");
  }

  @Test
  void keepsEachRepeatedBlockOnTheShallowestPageThatHasIt() {
    Site site = shop(10);
    site.decide(RULE);

    assertThat(site.read("/")).contains(FOOTER);
    assertThat(site.read("/products/0")).contains(WHY).doesNotContain(FOOTER);
    assertThat(site.pages().keySet().stream().filter(url -> reads(site, url).contains(FOOTER)))
        .containsExactly("https://a.example/");
    assertThat(site.pages().keySet().stream().filter(url -> reads(site, url).contains(WHY)))
        .containsExactly("https://a.example/products/0");
  }

  private static String reads(Site site, String url) {
    return site.read(url.substring("https://a.example".length()));
  }

  @Test
  void leavesNothingOutOfFewPages() {
    Site site = new Site();
    for (int i = 0; i < 4; i++) {
      site.page("/" + i, unique(i) + "\n\n" + FOOTER);
    }
    site.decide(RULE);
    assertThat(site.set().blocks()).isEmpty();
    site.page("/4", unique(4) + "\n\n" + FOOTER).decide(RULE);
    assertThat(site.read("/4").strip()).isEqualTo(unique(4));
  }

  @Test
  void needsTheShareOfThePages() {
    Site site = new Site();
    for (int i = 0; i < 10; i++) {
      site.page("/" + i, unique(i) + (i < 6 ? "\n\n" + FOOTER : ""));
    }
    site.decide(RULE);
    assertThat(site.set().blocks()).isEmpty();
    site.page("/6", unique(6) + "\n\n" + FOOTER).decide(RULE);
    assertThat(site.set().blocks()).hasSize(1);
  }

  @Test
  void aNumberThatDiffersMakesAnotherBlock() {
    Site site = new Site();
    for (int i = 0; i < 20; i++) {
      site.page(
          "/" + i,
          unique(i) + "\n\n- Warranty: two years from the day of purchase\n- Weight: " + i + " kg");
    }
    site.decide(RULE);
    assertThat(site.set().blocks()).isEmpty();
  }

  @Test
  void keepsAHeadingWhoseSectionStays() {
    Site site = new Site();
    String heading = "## What you should know about the technical data of this pump";
    for (int i = 0; i < 10; i++) {
      site.page("/" + i, unique(i) + "\n\n" + heading + "\n\nIt weighs " + i + " kg.\n\n" + FOOTER);
    }
    site.decide(RULE);
    assertThat(site.read("/5")).contains(heading).contains("5 kg").doesNotContain(FOOTER);
  }

  @Test
  void leavesAHeadingOutWithItsSectionAndItsSubsections() {
    Site site = new Site();
    String section = "## Contact\n\n### Sales\n\n" + FOOTER;
    for (int i = 0; i < 10; i++) {
      site.page("/" + i, unique(i) + "\n\n" + section);
    }
    site.decide(RULE);
    assertThat(site.read("/5").strip()).isEqualTo(unique(5));
  }

  @Test
  void keepsShortBlocks() {
    Site site = new Site();
    for (int i = 0; i < 10; i++) {
      site.page("/" + i, "In stock\n\n" + unique(i) + "\n\nBack to top\n\n" + FOOTER);
    }
    site.decide(RULE);
    assertThat(site.read("/5").strip()).isEqualTo("In stock\n\n" + unique(5) + "\n\nBack to top");
  }

  @Test
  void leavesShortLinesOutWhenAllOfThemAreTheSame() {
    Site site = new Site();
    String lines =
        "Northwind Pumps\n\n12 Harbour Road\n\nBristol BS1 4RN\n\nPhone +44 117 496 0123";
    String more = " It is made of bronze and runs on any current there is.";
    for (int i = 0; i < 10; i++) {
      site.page("/" + i, unique(i) + more + "\n\n" + lines);
    }
    site.decide(RULE);
    assertThat(site.read("/5").strip()).isEqualTo(unique(5) + more);
  }

  /** Every single line is on most pages; what they say together differs. */
  @Test
  void keepsLinesThatSayAnotherThingOnEachPage() {
    Site site = new Site();
    List<String> labels =
        List.of("Suited for salt water", "Suited for hot water", "Suited for drinking water");
    for (int i = 0; i < 12; i++) {
      StringBuilder lines = new StringBuilder();
      for (int label = 0; label < labels.size(); label++) {
        lines.append("\n\n").append(labels.get(label)).append("\n\n");
        lines.append(
            (i >> label & 1) == 0 ? "Yes, without limits" : "No, not even for a short time");
      }
      site.page("/" + i, unique(i) + lines);
    }
    site.decide(RULE);
    for (int i = 0; i < 12; i++) {
      assertThat(site.leftOut("/" + i).isEmpty()).isTrue();
    }
  }

  @Test
  void keepsTables() {
    Site site = new Site();
    String table =
        "| Protection class | IP 65 |\n| --- | --- |\n| Material of the housing | bronze |";
    for (int i = 0; i < 10; i++) {
      site.page("/" + i, unique(i) + "\n\n" + table);
    }
    site.decide(RULE);
    assertThat(site.set().blocks()).isEmpty();
  }

  @Test
  void neverTakesAllOfAPage() {
    Site site = shop(10).page("/contact", "# Contact\n\n" + FOOTER);
    site.decide(RULE);
    assertThat(site.leftOut("/contact").isEmpty()).isTrue();
    assertThat(site.read("/contact")).contains(FOOTER);
  }

  @Test
  void staysAsItIsWhenAPageMoreOrLessHasTheBlock() {
    Site site = new Site();
    for (int i = 0; i < 10; i++) {
      site.page("/" + i, unique(i) + (i < 7 ? "\n\n" + FOOTER : ""));
    }
    site.decide(RULE);
    BoilerplateSet first = site.set();
    for (int i = 10; i < 13; i++) {
      assertThat(site.page("/" + i, unique(i)).decide(RULE)).isEmpty();
      assertThat(site.set().leavesOutTheSameAs(first)).isTrue();
    }
    assertThat(site.page("/13", unique(13)).decide(RULE))
        .as("7 of 14 pages are too few")
        .containsExactly(new Released(PageBlocks.print(FOOTER), null));
    assertThat(site.set().blocks()).isEmpty();
  }

  @Test
  void keepsTheBlockOnAnotherPageWhenItsPageHasItNoMore() {
    Site site = shop(10);
    site.decide(RULE);
    site.page("/", "# Northwind\n\nWe make pumps.");

    List<Released> released = site.decide(RULE);

    assertThat(released)
        .containsExactly(
            new Released(PageBlocks.print(FOOTER), Site.id("https://a.example/news/0")));
    assertThat(site.read("/news/0")).contains(FOOTER);
    assertThat(site.page("/", "# Northwind\n\nWe make pumps.\n\n" + FOOTER).decide(RULE))
        .as("the new page keeps it")
        .isEmpty();
    assertThat(site.read("/")).doesNotContain(FOOTER);
  }

  @Test
  void releasesEverythingWhenItIsSwitchedOff() {
    Site site = shop(10);
    site.decide(RULE);
    int repeated = site.set().blocks().size();
    assertThat(site.decide(BoilerplateRule.OFF)).hasSize(repeated);
    assertThat(site.read("/news/3")).contains(FOOTER);
  }

  @Test
  void dropsLabelledValuesThatStandInWhatIsLeftOut() {
    Site site = shop(10);
    site.decide(RULE);
    String url = "https://a.example/products/7";
    Document page = site.pages().get(url);
    int phone = page.text().indexOf("+44");
    int litres = page.text().indexOf("litres");
    Document labelled =
        page.with(page.text(), List.of(value("Phone", phone, page), value("Flow", litres, page)));

    Document read = site.leftOut("/products/7").blanked(labelled);

    assertThat(read.labelledValues()).extracting(LabelledValue::label).containsExactly("Flow");
    assertThat(read.text()).hasSameSizeAs(page.text()).doesNotContain("+44");
    assertThat(read.text().indexOf("litres")).isEqualTo(litres);
  }

  private static LabelledValue value(String label, int start, Document page) {
    CharInterval place = new CharInterval(start, start + 6);
    return new LabelledValue(
        LabelledValue.Kind.LINE, label, place.of(page.text()), null, 0, -1, place, place);
  }

  /** Random sites: whatever stands on fewer pages than the floor is read on each of them. */
  @Test
  void neverLeavesOutWhatIsNotRepeated() {
    for (int seed = 0; seed < 300; seed++) {
      Site site = random(new Random(seed));
      site.decide(RULE);
      Map<String, Set<String>> pagesOf = new java.util.HashMap<>();
      site.pages()
          .forEach(
              (url, document) ->
                  PageBlocks.of(document)
                      .forEach(
                          block ->
                              pagesOf
                                  .computeIfAbsent(
                                      block.interval().of(document.text()).strip(),
                                      key -> new TreeSet<>())
                                  .add(url)));
      pagesOf.forEach((text, urls) -> checkRead(site, text, urls));
      checkNothingIsLost(site);
    }
  }

  private static void checkRead(Site site, String text, Set<String> urls) {
    long reading = urls.stream().filter(url -> reads(site, url).contains(text)).count();
    if (urls.size() < BoilerplateRule.SECTION_PAGES) {
      assertThat(reading).as(text).isEqualTo(urls.size());
    }
    assertThat(reading).as("at least one page keeps " + text).isPositive();
  }

  private static void checkNothingIsLost(Site site) {
    site.pages()
        .forEach(
            (url, document) -> {
              LeftOut out = site.leftOut(url.substring("https://a.example".length()));
              assertThat(KeptText.of(document, out).text().length() + out.characters())
                  .isEqualTo(document.contentLength());
            });
  }

  @Test
  void theOrderOfPagesDoesNotMatter() {
    for (int seed = 0; seed < 50; seed++) {
      Site site = random(new Random(seed));
      Site reversed = new Site();
      site.pages().entrySet().stream()
          .sorted(Map.Entry.<String, Document>comparingByKey().reversed())
          .forEach(
              page ->
                  reversed.page(
                      page.getKey().substring("https://a.example".length()),
                      page.getValue().text()));
      site.decide(RULE);
      reversed.decide(RULE);
      assertThat(site.set()).isEqualTo(reversed.set());
    }
  }

  private static Site random(Random random) {
    Site site = new Site();
    int pages = 1 + random.nextInt(20);
    for (int i = 0; i < pages; i++) {
      StringBuilder text = new StringBuilder();
      for (int block = 0; block < random.nextInt(12); block++) {
        int kind = random.nextInt(4);
        int which = random.nextInt(kind == 0 ? 1_000 : 4);
        text.append(kind == 1 ? "## Heading " + which : words(kind, which)).append("\n\n");
      }
      String section = List.of("/", "/a/", "/b/", "/b/c/").get(random.nextInt(4));
      site.page(section + i, text.toString());
    }
    return site;
  }

  private static String words(int kind, int which) {
    int length = kind == 2 ? 3 : 12;
    StringBuilder words = new StringBuilder("Block " + kind + "x" + which + "x");
    IntStream.range(0, length).forEach(i -> words.append(" word").append(i));
    return words.toString();
  }

  @Test
  void refusesRulesThatCannotHold() {
    Assertions.assertThatThrownBy(() -> new BoilerplateRule(true, 2, 0.7, 50))
        .isInstanceOf(IllegalArgumentException.class);
    Assertions.assertThatThrownBy(() -> new BoilerplateRule(true, 5, 0.5, 50))
        .isInstanceOf(IllegalArgumentException.class);
    Assertions.assertThatThrownBy(() -> new BoilerplateRule(true, 5, Double.NaN, 50))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
