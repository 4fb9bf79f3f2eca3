package lode.adapters.office;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Limits of files that are read; a file beyond one of them is skipped whole, never cut.
 *
 * @param maxPages pages of a PDF
 * @param maxCells filled cells of a workbook
 * @param maxUnpackedBytes bytes that the compressed parts of one file may unpack to
 * @param timeout most computing time to read one file
 * @param atOnce files read by this process at once
 */
@ConfigurationProperties("lode.files")
public record FileSettings(
    @DefaultValue("2000") int maxPages,
    @DefaultValue("100000") int maxCells,
    @DefaultValue("134217728") long maxUnpackedBytes,
    @DefaultValue("60s") Duration timeout,
    @DefaultValue("2") int atOnce) {

  public FileSettings {
    if (maxPages < 1 || maxCells < 1 || maxUnpackedBytes < 1 || atOnce < 1) {
      throw new IllegalArgumentException(
          "LODE_FILES_MAX_PAGES, LODE_FILES_MAX_CELLS, LODE_FILES_MAX_UNPACKED_BYTES and"
              + " LODE_FILES_AT_ONCE must be at least 1");
    }
    if (timeout.isZero() || timeout.isNegative()) {
      throw new IllegalArgumentException("LODE_FILES_TIMEOUT must be positive");
    }
  }
}
