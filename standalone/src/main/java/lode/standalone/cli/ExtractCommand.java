package lode.standalone.cli;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import lode.activities.extraction.ExtractorSettings;
import lode.activities.extraction.LoosePages;
import lode.adapters.llm.LlmSettings;
import lode.adapters.llm.OpenAiLanguageModel;
import lode.domain.document.DocumentConverter;
import lode.domain.document.FileNotReadable;
import lode.domain.extraction.LanguageModel;
import lode.domain.extraction.ModelNotConfigured;
import lode.domain.project.ExtractionSchema;
import lode.standalone.pages.FolderExtraction;
import lode.standalone.pages.RetryingModel;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code lode extract}: facts of saved pages with their quotes, without a server. */
@Command(
    name = "extract",
    mixinStandardHelpOptions = true,
    description = "Extract facts from a folder of saved pages, one JSON object a line.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:done",
      "1:failed: no page could be read",
      "2:bad arguments",
      "3:finished partial: some pages failed, or the model failed for some"
    })
final class ExtractCommand implements Callable<Integer> {

  @Option(
      names = "--template",
      paramLabel = "NAME",
      description = "Bundled schema (default: company).")
  private @Nullable String template;

  @Option(names = "--schema", paramLabel = "FILE", description = "Own schema, .yaml or .json.")
  private @Nullable Path file;

  @Mixin private FolderOptions folder = new FolderOptions();

  private final Console console;
  private final Map<String, String> environment;

  ExtractCommand(Console console) {
    this(console, System.getenv());
  }

  ExtractCommand(Console console, Map<String, String> environment) {
    this.console = console;
    this.environment = environment;
  }

  @Override
  public Integer call() {
    folder.check();
    if (template != null && file != null) {
      throw CommandFailed.badArguments("--template and --schema exclude each other");
    }
    ExtractionSchema schema = RunProject.schema(template, file);
    LlmSettings llm = model();
    FolderExtraction extraction = new FolderExtraction(pages(schema, llm));
    int cores = Runtime.getRuntime().availableProcessors();
    int threads = llm.isConfigured() ? Math.max(cores, llm.concurrency()) : cores;
    console.say("tiers: markup" + (llm.isConfigured() ? ", model " + llm.model() : ""));
    int code =
        folder.run(
            console,
            threads,
            (reading, out, progress) -> reading.extractions(extraction, out, progress));
    if (llm.isConfigured()) {
      console.say(extraction.modelCalls() + " calls, " + extraction.modelTokens() + " tokens");
    }
    return code;
  }

  private LlmSettings model() {
    try {
      return LlmSettings.of(environment);
    } catch (IllegalArgumentException wrong) {
      throw CommandFailed.badArguments(String.valueOf(wrong.getMessage()));
    }
  }

  private static LoosePages pages(ExtractionSchema schema, LlmSettings llm) {
    ExtractorSettings settings =
        new ExtractorSettings(
            llm.model(),
            llm.chunkTokens(),
            llm.overlapTokens(),
            llm.maxOutputTokens(),
            Duration.ZERO);
    DocumentConverter converter =
        new DocumentConverter(
            (type, body) -> {
              throw FileNotReadable.byRule("no page but a file of type " + type);
            });
    return new LoosePages(schema, settings, converter, languageModel(llm));
  }

  private static LanguageModel languageModel(LlmSettings llm) {
    if (!llm.isConfigured()) {
      return (request, progress) -> {
        throw new ModelNotConfigured();
      };
    }
    LanguageModel endpoint = new OpenAiLanguageModel(llm.toModelSettings(), Clock.systemUTC());
    return new RetryingModel(endpoint, llm.concurrency());
  }
}
