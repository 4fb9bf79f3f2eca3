package lode.standalone.bench.documents;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import lode.domain.document.PageType;
import tools.jackson.databind.json.JsonMapper;

/** Writes made-up pages with their known content in the form that the bench reads. */
final class GoldPages {

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final String[] WORDS =
      ("harbour winter lantern the of and with under ladder carried copper bread slowly evening rope"
              + " window answered orchard because nobody until barley kettle stone quiet gate")
          .split(" ");

  private final Path folder;

  GoldPages(Path folder) {
    this.folder = folder;
  }

  /** Two pages of each of so many sites, the kinds in turn; gives their number. */
  int write(int sites) throws IOException {
    for (int site = 0; site < sites; site++) {
      for (int page = 0; page < 2; page++) {
        page(site, page);
      }
    }
    return 2 * sites;
  }

  private void page(int site, int number) throws IOException {
    Random random = new Random(100L * site + number);
    PageType type = PageType.values()[site % PageType.values().length];
    String title = "Letter " + (number + 1) + " from harbour " + site;
    List<String> paragraphs =
        IntStream.range(0, 6).mapToObj(i -> sentence(random) + " " + sentence(random)).toList();
    String html =
        "<html lang=en><head><title>%s | Site %d</title><meta name=author content='Ada Moor'>"
                .formatted(title, site)
            + "<meta property=article:published_time content=2024-05-0%d></head><body class=%s>"
                .formatted(number + 1, type.label())
            + "<ul class=menu><li><a href=/>Home</a><li><a href=/a>Archive</a><li>"
            + "<a href=/c>Contact</a></ul><div class=story><h1>%s</h1>".formatted(title)
            + paragraphs.stream().map(each -> "<p>" + each + "</p>").collect(Collectors.joining())
            + "</div><div class=bottom><p>Copyright Site %d, all rights reserved</p>"
                .formatted(site)
            + "<a href=/terms>Terms of use</a></div></body></html>";
    Map<String, Object> truth =
        Map.of(
            "title",
            title,
            "author",
            "Ada Moor",
            "publish_date",
            "2024-05-0" + (number + 1),
            "main_content",
            title + "\n\n" + String.join("\n\n", paragraphs),
            "with",
            List.of(title, paragraphs.get(5)),
            "without",
            List.of("Terms of use"));
    write(
        site + "-" + number,
        html,
        JSON.writeValueAsString(
            Map.of(
                "url",
                "https://www.site" + site + ".example/" + number,
                "ground_truth",
                truth,
                "_internal",
                Map.of("page_type", Map.of("primary", type.label())))));
  }

  private static String sentence(Random random) {
    return "The "
        + IntStream.range(0, 14)
            .mapToObj(i -> WORDS[random.nextInt(WORDS.length)])
            .collect(Collectors.joining(" "))
        + ".";
  }

  /** Writes one page and what is known of it. */
  void write(String id, String html, String gold) throws IOException {
    zip(folder.resolve("html").resolve(id + ".html.gz"), html);
    zip(gold(id), gold);
  }

  Path gold(String id) {
    return folder.resolve("gold").resolve(id + ".json.gz");
  }

  private static void zip(Path file, String text) throws IOException {
    Files.createDirectories(file.getParent());
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
  }
}
