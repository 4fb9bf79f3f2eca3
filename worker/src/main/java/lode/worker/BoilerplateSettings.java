package lode.worker;

import lode.domain.boilerplate.BoilerplateRule;
import lode.domain.boilerplate.PageBlocks;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What counts as boilerplate.
 *
 * @param enabled whether blocks that a host repeats are left out of what is extracted and indexed
 * @param minPages pages of a host that must have a block
 * @param share part of the pages of a host, or of a section of it, that must have a block
 * @param minCharacters characters, white space aside, of the shortest block that is left out
 */
@ConfigurationProperties("lode.boilerplate")
public record BoilerplateSettings(
    @DefaultValue("true") boolean enabled,
    @DefaultValue("5") int minPages,
    @DefaultValue("0.7") double share,
    @DefaultValue("50") int minCharacters) {

  public BoilerplateSettings {
    if (minPages < BoilerplateRule.SECTION_PAGES) {
      throw new IllegalArgumentException("LODE_BOILERPLATE_MIN_PAGES must be at least 3");
    }
    if (!(share > 0.5 && share <= 1)) {
      throw new IllegalArgumentException("LODE_BOILERPLATE_SHARE must be above 0.5 and at most 1");
    }
    if (minCharacters < PageBlocks.SHORTEST) {
      throw new IllegalArgumentException(
          "LODE_BOILERPLATE_MIN_CHARACTERS must be at least " + PageBlocks.SHORTEST);
    }
  }

  BoilerplateRule rule() {
    return new BoilerplateRule(enabled, minPages, share, minCharacters);
  }
}
