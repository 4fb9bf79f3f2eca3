package lode.standalone.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code lode documents}: saved pages as documents, without a server. */
@Command(
    name = "documents",
    mixinStandardHelpOptions = true,
    description = "Turn a folder of saved pages into documents, one JSON object a line.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:done",
      "1:failed: no page could be read",
      "2:bad arguments",
      "3:finished partial: some pages failed, their lines have an error"
    })
final class DocumentsCommand implements Callable<Integer> {

  @Mixin private FolderOptions folder = new FolderOptions();

  private final Console console;

  DocumentsCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    folder.check();
    int cores = Runtime.getRuntime().availableProcessors();
    return folder.run(console, cores, (reading, out, progress) -> reading.documents(out, progress));
  }
}
