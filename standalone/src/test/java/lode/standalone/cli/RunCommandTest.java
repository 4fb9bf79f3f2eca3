package lode.standalone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import lode.standalone.server.ChangingSite;
import lode.standalone.server.RunningLode;
import lode.standalone.server.SharedLode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code lode run} against a live stack. */
@ExtendWith(SharedLode.class)
class RunCommandTest {

  private static final String SCHEMA =
      """
      name: drives
      fieldGroups:
        - name: drive
          fields:
            - {name: power, type: number, unit: kW, description: Rated power}
            - {name: weight, type: number, unit: kg, description: Weight}
      """;

  private final RunningLode lode;
  private ChangingSite site;

  @TempDir private Path folder;

  RunCommandTest(RunningLode lode) {
    this.lode = lode;
  }

  @BeforeEach
  void startSite() throws IOException {
    site =
        ChangingSite.start()
            .page("/", "Drives", "<p>See <a href=\"/a\">drive A</a>, our best one.</p>")
            .page(
                "/a",
                "Drive A",
                "<table><tr><th>Rated power</th><td>7.5 kW</td></tr>"
                    + "<tr><th>Weight</th><td>31 kg</td></tr></table>");
    Files.writeString(folder.resolve("drives.yaml"), SCHEMA);
  }

  @AfterEach
  void closeSite() {
    site.close();
  }

  @Test
  void givesEverythingAsJsonFromTheStackOfItsHome() {
    CommandRun run =
        CommandRun.of(
            Map.of("LODE_HOME", lode.home().toString()), folder, arguments("--format", "json"));
    assertThat(run.exitCode()).as(run.err()).isZero();
    JsonNode all = RunningLode.JSON.readTree(run.out());
    assertThat(all.propertyNames())
        .containsExactlyInAnyOrder("job", "sources", "extractions", "records", "report");
    assertThat(all.at("/job/status").asString()).isEqualTo("completed");
    assertThat(all.path("sources").size()).isEqualTo(2);
    assertThat(all.path("extractions").findValuesAsString("quote"))
        .anyMatch(quote -> quote.contains("7.5 kW"))
        .anyMatch(quote -> quote.contains("31 kg"));
    assertThat(all.path("records").toString()).contains("7.5");
    assertThat(all.path("report").isObject()).isTrue();
    assertThat(run.err()).contains("completed");
  }

  @Test
  void scrapesAListAndSaysWhatItMadeOfIt() throws IOException {
    Path list = folder.resolve("list.txt");
    Files.writeString(list, "- " + site.url() + "/a,\n" + site.url() + "/\noops\n");
    String[] scrape = {
      "scrape",
      list.toString(),
      "--schema",
      folder.resolve("drives.yaml").toString(),
      "--delay",
      "0",
      "--allow-network",
      "127.0.0.0/8",
      "--project",
      "listed",
      "--format",
      "csv"
    };

    CommandRun run = run(scrape);

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.out()).contains("\"" + site.url() + "/a\"");
    assertThat(run.err())
        .contains("line 1 repaired: - " + site.url() + "/a, -> " + site.url() + "/a")
        .contains("line 3 refused: oops (is no URL")
        .contains("1 accepted, 1 refused, 1 repaired");
    scrape[1] = "oops";
    CommandRun none = run(scrape);
    assertThat(none.exitCode()).isEqualTo(2);
    assertThat(none.err()).contains("line 1 refused: oops");
  }

  @Test
  void crawlsOnlyWhenToldNotToExtract() {
    CommandRun run = run(arguments("--no-extract", "--format", "csv"));
    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.out().strip().lines())
        .hasSize(3)
        .startsWith("url,sourceGroup,status,title")
        .anyMatch(line -> line.contains("\"" + site.url() + "/a\""));
  }

  @Test
  void writesTheReportToAFileAndLeavesNothingBeside() throws IOException {
    Path file = folder.resolve("new/report.csv");
    CommandRun run = run(arguments("--format", "csv", "-o", file.toString()));
    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.out()).isBlank();
    assertThat(Files.readString(file)).contains("7.5");
    try (Stream<Path> beside = Files.list(file.getParent())) {
      assertThat(beside).containsExactly(file);
    }
  }

  @Test
  void keepsTheOldFileWhenTheRunFails() throws IOException {
    Path file = Files.writeString(folder.resolve("report.md"), "what was there");
    site.close();
    CommandRun run = run(arguments("-o", file.toString()));
    assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.FAILED);
    assertThat(run.err()).contains("EverythingFailed");
    assertThat(file).hasContent("what was there");
  }

  @Test
  void saysByItsExitCodeThatPagesFailed() {
    site.page("/", "Drives", "<a href=\"/a\">A</a> <a href=\"/broken\">broken</a>")
        .answering("/broken", 500, "out of order");
    CommandRun run = run(arguments());
    assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.PARTIAL);
    assertThat(run.out()).contains("7.5");
  }

  @Test
  void bringsCredentialsAlongFromFiles() throws IOException {
    Files.writeString(folder.resolve("headers"), "X-One: 1 \"x\"\n\nX-Two: a:b\n");
    Files.writeString(folder.resolve("password"), "reader:pass word#1\n");
    ObjectNode body = RunningLode.JSON.createObjectNode();

    AccessMembers.put(
        body,
        List.of("@" + folder.resolve("headers"), "X-Three: 3"),
        "@" + folder.resolve("password"),
        "http://proxy.example:3128");

    assertThat(body.toString())
        .isEqualTo(
            "{\"headers\":{\"X-One\":\"1 \\\"x\\\"\",\"X-Two\":\"a:b\",\"X-Three\":\"3\"},"
                + "\"basicAuth\":{\"username\":\"reader\",\"password\":\"pass word#1\"},"
                + "\"proxy\":\"http://proxy.example:3128\"}");
  }

  @Test
  void crawlsWithHeadersOfAFileAndRefusesABadOne() throws IOException {
    Path secret = Files.writeString(folder.resolve("secret"), "X-Key: s3cret\n");
    CommandRun run = run(arguments("--no-extract", "--header", "@" + secret));
    assertThat(run.exitCode()).as(run.err()).isZero();

    CommandRun refused = run(arguments("--no-extract", "--header", "Host: s3cret"));
    assertThat(refused.exitCode()).isEqualTo(ExitCode.BAD_ARGUMENTS);
    assertThat(refused.err()).contains("/headers/Host").doesNotContain("s3cret");
    CommandRun missing = run(arguments("--basic-auth", "@" + folder.resolve("none")));
    assertThat(missing.exitCode()).isEqualTo(ExitCode.BAD_ARGUMENTS);
    assertThat(missing.err()).contains("--basic-auth: the file");
  }

  @Test
  void namesTheMemberThatTheApiRefuses() {
    CommandRun run = run(arguments("--max-pages", "0"));
    assertThat(run.exitCode()).isEqualTo(ExitCode.BAD_ARGUMENTS);
    assertThat(run.err()).contains("maxPages");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "run http://example.com --format xml | --format",
        "run http://example.com --report pie | --report",
        "run http://example.com --report single | --source-group",
        "run http://example.com --max-pages many | --max-pages",
        "run http://example.com --colour red | --colour",
        "run http://example.com --schema nowhere.yaml | --schema nowhere.yaml",
        "run http://example.com --template company --schema s.yaml | --template and --schema",
        "run http:// | http://",
        "run | URL",
        "rum | rum"
      })
  void refusesBadArgumentsBeforeAnythingStarts(String line, String named) {
    Said said = say(line.split(" "));
    assertThat(said.exitCode).as(said.err).isEqualTo(ExitCode.BAD_ARGUMENTS);
    assertThat(said.err).contains(named).doesNotContain("\tat ");
  }

  @Test
  void listsTheTemplatesWhenOneIsUnknown() {
    Said said = say("run", "http://example.com", "--template", "nonsense");
    assertThat(said.exitCode).isEqualTo(ExitCode.BAD_ARGUMENTS);
    assertThat(said.err).contains("nonsense").contains("company");
  }

  private record Said(int exitCode, String out, String err) {}

  /** In this process: what is refused before a stack is looked for. */
  private static Said say(String... arguments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Console console =
        new Console(
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            false);
    int exitCode = Lode.run(console, arguments);
    return new Said(
        exitCode, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  private CommandRun run(String... arguments) {
    return CommandRun.of(Map.of("LODE_API_URL", lode.apiUrl()), folder, arguments);
  }

  private String[] arguments(String... more) {
    List<String> all = new ArrayList<>();
    all.addAll(List.of("run", site.url() + "/", "--schema", "drives.yaml"));
    all.addAll(List.of("--delay", "0", "--allow-network", "127.0.0.0/8"));
    all.addAll(List.of(more));
    return all.toArray(String[]::new);
  }
}
