package lode.domain.project;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExtractionTemplatesTest {

  @Test
  void findsTemplatesByName() {
    ExtractionTemplates templates = ExtractionTemplates.in("lode/project/templates");

    assertThat(templates.names()).containsExactly("automobiles", "bookshop");
    ExtractionTemplate template = templates.find("bookshop").orElseThrow();
    assertThat(template.description()).isEqualTo("What a bookshop sells.");
    assertThat(template.schema().fieldGroup("books")).isPresent();
    assertThat(templates.find("cars")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "bad-template, /fieldGroups: must have at least one entry",
    "misnamed-template, the name 'one'",
    "no-template, gone.yaml is missing",
    "no-index, index.txt is missing",
  })
  void failsOnABadTemplate(String folder, String message) {
    assertThatThrownBy(() -> ExtractionTemplates.in("lode/project/" + folder))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining(message);
  }
}
