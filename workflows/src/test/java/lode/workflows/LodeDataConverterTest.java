package lode.workflows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import io.temporal.api.common.v1.Payload;
import io.temporal.common.converter.DataConverter;
import io.temporal.common.converter.DataConverterException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import lode.domain.job.JobError;
import lode.domain.job.JobId;
import lode.domain.job.JobKind;
import lode.domain.job.JobOutcome;
import lode.domain.job.JobStatus;
import lode.workflows.crawl.CrawlActivities.BatchResult;
import lode.workflows.crawl.CrawlWorkflow.CrawlInput;
import lode.workflows.extraction.ExtractionWorkflow.ExtractionInput;
import lode.workflows.extraction.ExtractionWorkflow.Stage;
import lode.workflows.job.JobActivities.Begun;
import lode.workflows.job.JobProgress;
import lode.workflows.pipeline.PipelineWorkflow.PipelineInput;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LodeDataConverterTest {

  private static final JobId JOB =
      new JobId(UUID.fromString("00000000-0000-4000-8000-000000000001"));

  private final DataConverter converter = LodeDataConverter.create();

  private String json(Object value) {
    return converter.toPayload(value).orElseThrow().getData().toStringUtf8();
  }

  private <T> T read(String json, Class<T> type) {
    Payload payload =
        Payload.newBuilder()
            .putMetadata("encoding", ByteString.copyFromUtf8("json/plain"))
            .setData(ByteString.copyFromUtf8(json))
            .build();
    return converter.fromPayload(payload, type, type);
  }

  static List<Object> everythingThatTravels() {
    return List.of(
        JOB,
        JobKind.EXTRACT,
        CrawlInput.of(JOB),
        new CrawlInput(JOB, true, 1L << 40),
        ExtractionInput.of(JOB),
        new ExtractionInput(JOB, Stage.CONSOLIDATE, 10, 3, "acme"),
        new PipelineInput(JOB, true),
        new BatchResult(3, 4, true, false, 5, 2),
        new Begun(null),
        new Begun(JobOutcome.failed(new JobError("A", "b", "c"))),
        JobOutcome.of(
            JobStatus.PARTIAL,
            Map.of("count", 3, "ratio", 0.5, "text", "ü", "yes", true, "list", List.of("a", "b"))),
        new JobProgress("crawl", "fetches pages"));
  }

  @ParameterizedTest
  @MethodSource("everythingThatTravels")
  void givesBackWhatItTook(Object value) {
    Payload payload = converter.toPayload(value).orElseThrow();

    assertThat((Object) converter.fromPayload(payload, value.getClass(), value.getClass()))
        .isEqualTo(value);
  }

  record Derived(int count) {
    public boolean isEmpty() {
      return count == 0;
    }

    public int getDouble() {
      return 2 * count;
    }
  }

  @Test
  void writesComponentsAndNothingDerived() {
    assertThat(json(new Derived(2))).isEqualTo("{\"count\":2}");
    assertThat(read("{\"count\":2}", Derived.class)).isEqualTo(new Derived(2));
  }

  @Test
  void writesIdsAndNamesAsText() {
    assertThat(json(JOB)).isEqualTo("\"" + JOB + "\"");
    assertThat(json(JobStatus.CANCELLED)).isEqualTo("\"cancelled\"");
    assertThat(json(CrawlInput.of(JOB))).contains("\"jobId\":\"" + JOB + "\"");
  }

  @Test
  void ignoresMembersOfANewerVersion() {
    assertThat(read("{\"pages\":1,\"pending\":2,\"mood\":\"good\"}", BatchResult.class))
        .isEqualTo(new BatchResult(1, 2, false, false, 0, 0));
  }

  @Test
  void readsWhatAnOlderVersionDidNotWrite() {
    assertThat(read("{\"jobId\":\"" + JOB + "\",\"stage\":\"MODEL\"}", ExtractionInput.class))
        .isEqualTo(new ExtractionInput(JOB, Stage.MODEL, 0, 0, null));
  }

  @Test
  void carriesNull() {
    Payload nothing = converter.toPayload((Object) null).orElseThrow();

    assertThat(converter.fromPayload(nothing, String.class, String.class)).isNull();
  }

  @Test
  void refusesWhatIsTooLargeAndSaysTheWayOut() {
    JobOutcome large =
        JobOutcome.of(
            JobStatus.COMPLETED, Map.of("text", "x".repeat(LodeDataConverter.MAX_PAYLOAD_BYTES)));

    assertThatThrownBy(() -> converter.toPayload(large))
        .isInstanceOf(DataConverterException.class)
        .hasMessageContaining("JobOutcome")
        .hasMessageContaining("262144")
        .hasMessageContaining("pass its id");
  }

  @Test
  void refusesLargeBytesToo() {
    assertThatThrownBy(() -> converter.toPayload(new byte[LodeDataConverter.MAX_PAYLOAD_BYTES]))
        .isInstanceOf(DataConverterException.class);
  }

  @Test
  void takesWhatJustFits() {
    String fits = "x".repeat(LodeDataConverter.MAX_PAYLOAD_BYTES - 100);

    assertThat(converter.toPayload(fits)).isPresent();
  }
}
