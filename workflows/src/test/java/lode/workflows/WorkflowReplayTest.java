package lode.workflows;

import static org.assertj.core.api.Assertions.assertThat;

import io.temporal.api.enums.v1.EventType;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.common.WorkflowExecutionHistory;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.testing.WorkflowReplayer;
import io.temporal.workflow.WorkflowInterface;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What was recorded must run the same way again; see the README beside the histories. */
class WorkflowReplayTest {

  private static final Path FOLDER = Path.of("src/test/resources/lode/workflows/histories");

  @BeforeAll
  static void recordIfAsked() {
    if (Boolean.getBoolean("lode.histories.write")) {
      new HistoryRecorder(FOLDER).recordAll();
    }
  }

  static List<Path> histories() {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files.filter(file -> file.toString().endsWith(".json")).sorted().toList();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static WorkflowExecutionHistory read(Path file) {
    try {
      return WorkflowExecutionHistory.fromJson(Files.readString(file));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  @ParameterizedTest
  @MethodSource("histories")
  void replays(Path file) throws Exception {
    TestEnvironmentOptions options =
        TestEnvironmentOptions.newBuilder()
            .setWorkflowClientOptions(
                WorkflowClientOptions.newBuilder()
                    .setDataConverter(LodeDataConverter.create())
                    .build())
            .build();
    try (TestWorkflowEnvironment environment = TestWorkflowEnvironment.newInstance(options)) {
      Class<?>[] others =
          Arrays.copyOfRange(InMemoryTemporal.WORKFLOWS, 1, InMemoryTemporal.WORKFLOWS.length);
      WorkflowReplayer.replayWorkflowExecution(
          read(file), environment, InMemoryTemporal.WORKFLOWS[0], others);
    }
  }

  @Test
  void everyWorkflowHasAHistory() {
    List<String> types =
        Stream.of(InMemoryTemporal.WORKFLOWS)
            .flatMap(type -> Stream.of(type.getInterfaces()))
            .filter(type -> type.isAnnotationPresent(WorkflowInterface.class))
            .map(Class::getSimpleName)
            .toList();

    assertThat(types).hasSameSizeAs(InMemoryTemporal.WORKFLOWS);
    assertThat(histories())
        .isNotEmpty()
        .extracting(
            file ->
                read(file)
                    .getEvents()
                    .get(0)
                    .getWorkflowExecutionStartedEventAttributes()
                    .getWorkflowType()
                    .getName())
        .containsAll(types);
  }

  @Test
  void historiesHoldACancellationAndANewRun() {
    assertThat(histories())
        .extracting(
            file -> {
              List<EventType> ends =
                  read(file).getEvents().stream().map(event -> event.getEventType()).toList();
              return ends.get(ends.size() - 1);
            })
        .contains(
            EventType.EVENT_TYPE_WORKFLOW_EXECUTION_COMPLETED,
            EventType.EVENT_TYPE_WORKFLOW_EXECUTION_CANCELED,
            EventType.EVENT_TYPE_WORKFLOW_EXECUTION_CONTINUED_AS_NEW);
  }
}
