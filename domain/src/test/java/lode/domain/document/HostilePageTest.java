package lode.domain.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Pages that are broken, or made to cost much. */
class HostilePageTest {

  /** Many times what each takes; what grows with the square of the page takes longer. */
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private static final int SOME = 20_000;

  static Stream<Arguments> costlyPages() {
    return Stream.of(
        page("unclosed paragraphs", many("<p>word", 5 * SOME), "word"),
        page("nesting", "<div>".repeat(5 * SOME) + "deep", "deep"),
        page("nested tables", "<table><tr><td>".repeat(SOME / 4) + "deep", "deep"),
        page("nested lists", "<ul><li>x".repeat(SOME), "x"),
        page("quotes of many paragraphs", "<blockquote>".repeat(200) + many("<p>x", SOME), "x"),
        page("one line", many("<span>word</span> ", 2 * SOME), "word"),
        page("one word", "x".repeat(1_000_000), "xxx"),
        page("labels without end", many("<span>Power:</span> 5 kW ", SOME), "Power"),
        page("bars and inline elements", "A: " + many("v <span>x</span> | ", 2 * SOME), "A: v"),
        page("bars", many("Power: 5 kW | ", SOME), "Power"),
        page("empty elements", many("<p></p><br>", SOME), ""),
        page("attributes", "<p " + numbered("a%d=x ", SOME) + ">text", "text"),
        page("one attribute", "<p " + many("a=x ", 5 * SOME) + ">text", "text"),
        page("cells", "<table>" + many("<tr>" + "<td>c".repeat(10), SOME / 2) + "</table>", "c"),
        page("one row", "<table><tr>" + many("<td>c", 2 * SOME) + "</table>", "c"),
        page("spans", "<table>" + many("<tr><td rowspan=999 colspan=99>c", 2_000), "c"),
        page("links", numbered("<a href=/%d>link</a> ", SOME), "link"),
        page("open formatting", many("<b><i><a><font>x", SOME / 4), "x"),
        page("different formatting", numbered("<font size=%d><b>x<p>", SOME / 2), "x"),
        page("misnested formatting", many("<b><p>x</b>", SOME / 2), "x"),
        page("backticks", "<pre>" + "`".repeat(200_000), "`"),
        page(
            "entities", "<!DOCTYPE html [<!ENTITY b \"&a;&a;\">]>" + many("&b;&amp;", SOME), "&b;"),
        page("comments", "text" + many("<!--x-->", SOME), "text"),
        page("drawings", many("<svg><math><mi>x<p>text", SOME / 4), "text"),
        page("templates", "text" + "<template>".repeat(SOME), "text"),
        page("definitions", "<dl>" + many("<dt>Term<dd>Meaning", SOME), "Term"),
        page("headings", many("<h2>Head</h2>", SOME), "## Head"),
        page("options", "text<select>" + many("<option>x", SOME), "text"),
        page("data", "text<script type=application/ld+json>" + "[".repeat(500_000), "text"),
        page("items", many("<p itemscope><b itemprop=name>name</b>", SOME / 2), "name"),
        page(
            "long items",
            "<p itemscope>" + many("<b itemprop=a>", 90) + many("text ", SOME),
            "text"),
        page("classes", "<div class='" + many("card-a cardB ", SOME) + "'>text</div>", "text"));
  }

  private static Arguments page(String name, String html, String expected) {
    return Arguments.of(name, html, expected);
  }

  private static String many(String piece, int times) {
    return piece.repeat(times);
  }

  private static String numbered(String piece, int times) {
    StringBuilder all = new StringBuilder();
    IntStream.range(0, times).forEach(i -> all.append(piece.replace("%d", Integer.toString(i))));
    return all.toString();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("costlyPages")
  void convertsCostlyPage(String name, String html, String expected) {
    Document document = assertTimeoutPreemptively(PATIENCE, () -> Pages.convert(html));
    assertThat(document.content()).as(name).contains(expected);
    assertThat(document.leftOut()).isEmpty();
    assertTimeoutPreemptively(PATIENCE, () -> PlainText.of(document));
  }

  @ParameterizedTest
  @CsvSource({
    "<p>before<!-- never closed <p>after, before",
    "<p>before<script>never closed <p>after, before",
    "<p>before<style>never closed <p>after, before",
    "<p>before</x></p></div></body></html><p>after, before",
    "<p>before<template><p>inside</template><p>after, after",
    "<p>before<a href='never closed <p>after, before",
    "a<![CDATA[b]]>c<?php d ?>e, ace"
  })
  void keepsTextAroundWhatIsBroken(String html, String expected) {
    assertThat(Pages.convert(html).content()).contains(expected);
  }

  @Test
  void readsAnyBytes() {
    byte[] picture = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n', 0, 0, 0, 13, 'I', 'H'};
    assertThat(HtmlConverter.convert(new byte[0], null).content()).isEmpty();
    assertThat(HtmlConverter.convert(picture, "text/html").leftOut()).isEmpty();
    assertThat(Pages.convert("<p>a\0b<p>\0").text()).doesNotContain("\0");
  }

  @Test
  void readsWideTextWithoutMark() {
    String html = "<html><title>Größe</title><body><p>Die Größe beträgt 5 m</html>";
    for (var charset : List.of(StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE)) {
      Document document = HtmlConverter.convert(html.getBytes(charset), "text/html");
      assertThat(document.content()).isEqualTo("Die Größe beträgt 5 m");
    }
  }

  @Test
  void readsTextInTheWrongEncoding() {
    byte[] body = "<p>Größe".getBytes(StandardCharsets.ISO_8859_1);
    assertThat(HtmlConverter.convert(body, "text/html; charset=utf-8").content())
        .startsWith("Gr\uFFFD");
  }

  @Test
  void saysWhichTagsWereNotRead() {
    String text = "a < b " + "<br>".repeat(PageBound.MAX_TAGS) + "</p>";
    assertThat(bound(text)).isEqualTo(new PageBound(text, List.of()));
    assertThat(bound(text + "<p>last"))
        .isEqualTo(new PageBound(text, List.of("what follows the first 500000 tags was not read")));
  }

  @Test
  void saysWhichBytesWereNotRead() {
    byte[] body = new byte[DecodedPage.MAX_BYTES + 1];
    DecodedPage begin = new DecodedPage("<p>begin", StandardCharsets.UTF_8);
    assertThat(PageBound.of(body, begin).leftOut())
        .containsExactly("what follows the first 33554432 bytes was not read");
  }

  private static PageBound bound(String text) {
    return PageBound.of(new byte[0], new DecodedPage(text, StandardCharsets.UTF_8));
  }

  @Test
  void givesSameDocumentsOnAnyNumberOfThreads() throws Exception {
    List<String> pages = costlyPages().map(page -> (String) page.get()[1]).toList();
    List<String> small =
        pages.stream().map(page -> page.substring(0, Math.min(5_000, page.length()))).toList();
    List<Document> alone = small.stream().map(Pages::convert).toList();
    ExecutorService pool = Executors.newFixedThreadPool(8);
    try {
      List<Future<Document>> together = new ArrayList<>();
      for (int round = 0; round < 4; round++) {
        small.forEach(page -> together.add(pool.submit(() -> Pages.convert(page))));
      }
      for (int i = 0; i < together.size(); i++) {
        assertThat(together.get(i).get()).isEqualTo(alone.get(i % alone.size()));
      }
    } finally {
      pool.shutdownNow();
    }
  }
}
