package lode.standalone.bench.documents;

import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.IntStream;
import lode.domain.document.ContentModel;
import lode.domain.document.Document;
import lode.domain.document.HtmlConverter;
import org.jspecify.annotations.Nullable;

/**
 * How near documents come to the known content of a folder of pages, and how fast they are made. The
 * pages go the way of every page, from bytes to plain text.
 */
public final class DocumentsBench {

  /** The data says so whatever the pages declare. */
  private static final String CONTENT_TYPE = "text/html; charset=utf-8";

  private static final int FOLDS = 5;

  /**
   * What to do.
   *
   * @param data folder with {@code html/ID.html.gz} and {@code gold/ID.json.gz}
   * @param crossValidates measures each fifth of the sites with a model that the others taught, in place
   *     of the bundled model
   * @param trainedModel file to write a model to that all pages taught, or null
   */
  public record Options(Path data, boolean crossValidates, @Nullable Path trainedModel) {}

  private final Options options;
  private final GoldFolder folder;
  private final PrintStream progress;
  private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();

  /** A bench that tells of its progress there. */
  public DocumentsBench(Options options, PrintStream progress) {
    this.options = options;
    this.folder = new GoldFolder(options.data());
    this.progress = progress;
  }

  /**
   * Measures, or trains; the answer is a table in Markdown, or where the model is.
   *
   * @throws IOException if the folder has no pages, or too few to learn from
   * @throws java.io.UncheckedIOException if a file of a page is missing or broken
   */
  public String run() throws IOException {
    if (options.trainedModel() != null) {
      return train(options.trainedModel());
    }
    return options.crossValidates() ? crossValidate() : measure();
  }

  private String measure() throws IOException {
    List<String> ids = folder.ids();
    progress.println("bench documents: " + ids.size() + " pages, twice; the first run warms up");
    ContentModel model = ContentModel.bundled();
    score(ids, model);
    return ScoreTable.of(score(ids, model))
        + "\nThe bundled model was trained on the development set of this benchmark: on that set,"
        + " --cross-validate gives the figure for pages of other sites.\n";
  }

  private List<DocumentScore> score(List<String> ids, ContentModel model) {
    return ids.parallelStream().map(id -> score(folder.page(id), model)).toList();
  }

  private DocumentScore score(GoldPage page, ContentModel model) {
    long start = threads.getCurrentThreadCpuTime();
    Document document = HtmlConverter.convert(page.html(), CONTENT_TYPE, model);
    double milliseconds = (threads.getCurrentThreadCpuTime() - start) / 1e6;
    return DocumentScore.of(page, document, milliseconds);
  }

  private List<TrainingPage> trainingPages() throws IOException {
    progress.println("bench documents: reading pages and what is known of them");
    List<TrainingPage> pages =
        folder.ids().parallelStream().map(id -> TrainingPage.of(folder.page(id))).toList();
    if (pages.stream().noneMatch(TrainingPage::isLabelled)) {
      throw new IOException("of no page in " + options.data() + " the main content is known");
    }
    return pages;
  }

  private String train(Path file) throws IOException {
    Files.write(file, ContentTrainer.train(trainingPages()).toBytes());
    return "The model is in " + file + ", " + Files.size(file) / 1024 + " KiB.";
  }

  private String crossValidate() throws IOException {
    List<TrainingPage> pages = trainingPages();
    long sites = pages.stream().map(page -> page.site).distinct().count();
    if (sites < FOLDS) {
      throw new IOException(
          "cross-validation needs pages of " + FOLDS + " sites, these are of " + sites);
    }
    int[] folds = folds(pages);
    List<DocumentScore> scores = new ArrayList<>();
    for (int fold = 0; fold < FOLDS; fold++) {
      int held = fold;
      List<TrainingPage> taught =
          IntStream.range(0, folds.length)
              .filter(i -> folds[i] != held)
              .mapToObj(pages::get)
              .toList();
      List<String> asked =
          IntStream.range(0, folds.length)
              .filter(i -> folds[i] == held)
              .mapToObj(i -> pages.get(i).id)
              .toList();
      progress.printf(
          "fold %d of %d: %d pages teach, %d are asked%n",
          fold + 1, FOLDS, taught.size(), asked.size());
      scores.addAll(score(asked, ContentTrainer.train(taught)));
    }
    return ScoreTable.of(scores)
        + "\n"
        + FOLDS
        + "-fold cross-validation; no site teaches the model that is asked about it.\n";
  }

  /** Folds of about equal numbers of pages, the pages of a site in one. */
  private static int[] folds(List<TrainingPage> pages) {
    TreeMap<String, Integer> sites = new TreeMap<>();
    pages.forEach(page -> sites.merge(page.site, 1, Integer::sum));
    List<String> order = new ArrayList<>(sites.keySet());
    // Neither by name nor by size: neighbours in the alphabet are often of a kind.
    order.sort((a, b) -> Integer.compare(a.hashCode() * 31, b.hashCode() * 31));
    int[] sizes = new int[FOLDS];
    TreeMap<String, Integer> foldOf = new TreeMap<>();
    for (String site : order) {
      int least = 0;
      for (int fold = 1; fold < FOLDS; fold++) {
        least = sizes[fold] < sizes[least] ? fold : least;
      }
      foldOf.put(site, least);
      sizes[least] += sites.get(site);
    }
    return pages.stream().mapToInt(page -> foldOf.getOrDefault(page.site, 0)).toArray();
  }
}
