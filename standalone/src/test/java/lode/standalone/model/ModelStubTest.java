package lode.standalone.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import lode.standalone.bench.ModelStub;
import lode.standalone.bench.PlantedFact;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;

class ModelStubTest {

  private static final JsonMapper MAPPER = JsonMapper.builder().build();
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final ModelStub stub =
      ModelStub.answering(
          List.of(
              new PlantedFact("profile", "city", null, JSON.stringNode("Bonn"), "based in Bonn"),
              new PlantedFact("products", "name", "A1", JSON.stringNode("A1"), "the A1 pump")));

  private final HttpClient http = HttpClient.newHttpClient();

  @AfterEach
  void closeStub() {
    stub.close();
  }

  @Test
  void listsItsModel() throws Exception {
    HttpResponse<String> answer =
        http.send(request("/models").GET().build(), BodyHandlers.ofString());
    assertThat(MAPPER.readTree(answer.body()).at("/data/0/id").asString())
        .isEqualTo(ModelStub.MODEL);
  }

  @Test
  void answersWithoutStreamAndSchemaAllThatThePromptHolds() throws Exception {
    JsonNode reply = chat("We are based in Bonn and sell the A1 pump.");
    assertThat(reply.at("/profile/city/value").asString()).isEqualTo("Bonn");
    assertThat(reply.at("/products/0/name/quote").asString()).isEqualTo("the A1 pump");
  }

  @Test
  void knowsNothingOfWhatThePromptDoesNotHold() throws Exception {
    assertThat(chat("We are based in Koeln.").isEmpty()).isTrue();
  }

  @Test
  void keepsTheLastCallsAlone() throws Exception {
    for (int i = 0; i < 501; i++) {
      http.send(request("/models?" + i).GET().build(), BodyHandlers.discarding());
    }
    assertThat(stub.calls()).hasSize(500);
    assertThat(stub.callCount()).isEqualTo(501);
  }

  private JsonNode chat(String prompt) throws IOException, InterruptedException {
    String body =
        "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"" + prompt + "\"}]}";
    HttpResponse<String> answer =
        http.send(
            request("/chat/completions").POST(BodyPublishers.ofString(body)).build(),
            BodyHandlers.ofString());
    String text = MAPPER.readTree(answer.body()).at("/choices/0/message/content").asString();
    return MAPPER.readTree(text);
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(stub.baseUrl() + path));
  }
}
