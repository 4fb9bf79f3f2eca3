package lode.standalone.cli;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Path;
import lode.domain.document.DecodedPage;
import lode.standalone.pages.FolderReading;
import lode.standalone.pages.FolderRefused;
import lode.standalone.pages.FolderTotals;
import lode.standalone.pages.LineFile;
import lode.standalone.pages.PageFolder;
import lode.standalone.pages.SavedEncoding;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which saved pages a command reads, how, and where its lines go. */
final class FolderOptions {

  @Option(
      names = "--html-dir",
      required = true,
      paramLabel = "DIR",
      description =
          "Folder of saved pages (.html, .htm, also with .gz); folders inside it are not looked into.")
  private Path folder = Path.of("");

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description = "Write the lines here, whole or not at all (default: -, standard output).")
  private String output = "-";

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Pages read at once (default: one for each core).")
  private int threads;

  @Option(names = "--limit", paramLabel = "N", description = "Read the first N pages alone.")
  private int limit = Integer.MAX_VALUE;

  @Option(
      names = "--charset",
      paramLabel = "NAME",
      description = "Encoding of all pages, such as utf-8 (default: as each page tells).")
  private @Nullable String charset;

  /** Writes lines of pages. */
  @FunctionalInterface
  interface Writing {
    FolderTotals write(FolderReading reading, LineFile out, FolderProgress progress)
        throws IOException, InterruptedException;
  }

  void check() {
    if (threads < 0 || threads > 1_000) {
      throw CommandFailed.badArguments("--threads must be from 1 to 1000");
    }
    if (limit < 1) {
      throw CommandFailed.badArguments("--limit must be at least 1");
    }
  }

  /**
   * Reads the folder; gives the command's exit code.
   *
   * @param usualThreads when their number was not given
   */
  int run(Console console, int usualThreads, Writing writing) {
    SavedEncoding encoding = encoding();
    PageFolder pages = pages(console);
    FolderReading reading =
        new FolderReading(pages, threads > 0 ? threads : usualThreads, encoding);
    FolderProgress progress = new FolderProgress(console, pages.pages().size());
    try (LineFile out = out(console)) {
      FolderTotals totals = writing.write(reading, out, progress);
      progress.end(totals);
      if (totals.failed() == totals.pages()) {
        return ExitCode.FAILED;
      }
      return totals.failed() + totals.partial() > 0 ? ExitCode.PARTIAL : ExitCode.DONE;
    } catch (IOException failed) {
      String where = output.equals("-") ? "standard output" : output;
      throw CommandFailed.failed(where + " cannot be written: " + failed.getMessage());
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw CommandFailed.failed("interrupted");
    }
  }

  private PageFolder pages(Console console) {
    PageFolder all;
    try {
      all = PageFolder.list(folder);
    } catch (FolderRefused refused) {
      throw CommandFailed.badArguments("--html-dir: " + refused.getMessage());
    }
    if (all.others() > 0) {
      console.say(all.others() + " files are no pages by their names and are left out");
    }
    if (all.repeatedIds() > 0) {
      console.say(all.repeatedIds() + " pages have an id that another page has, too");
    }
    if (all.pages().isEmpty()) {
      throw CommandFailed.badArguments("--html-dir: " + folder + " holds no .html or .htm files");
    }
    return all.limitedTo(limit);
  }

  private SavedEncoding encoding() {
    if (charset == null) {
      return SavedEncoding.OF_EACH_PAGE;
    }
    Charset named =
        DecodedPage.charsetCalled(charset)
            .orElseThrow(
                () -> CommandFailed.badArguments("--charset: no encoding is called " + charset));
    return new SavedEncoding(named);
  }

  private LineFile out(Console console) throws IOException {
    return output.equals("-") ? LineFile.to(console.out()) : LineFile.to(Path.of(output));
  }
}
