package lode.domain.boilerplate;

import java.util.List;

/**
 * The boilerplate of one host in figures.
 *
 * @param pages pages whose blocks were counted
 * @param blocks different blocks on them
 * @param boilerplateBlocks those that are boilerplate, on the host or in a section
 * @param characters code units of the main content of all pages
 * @param charactersLeftOut those that were not read when the pages were read last
 * @param share {@code charactersLeftOut} as a part of {@code characters}, 0 to 1
 * @param pagesToReadAgain pages that wait for an extraction because text came back to them
 * @param examples the most costly ones
 */
public record HostBoilerplate(
    String host,
    int pages,
    long blocks,
    int boilerplateBlocks,
    long characters,
    long charactersLeftOut,
    double share,
    int pagesToReadAgain,
    List<Example> examples) {

  /** Examples kept of a host. */
  public static final int EXAMPLES = 10;

  /** Characters shown of an example. */
  public static final int LONGEST_EXAMPLE = 300;

  public HostBoilerplate {
    examples = List.copyOf(examples);
  }

  /**
   * A block that is boilerplate.
   *
   * @param text its beginning
   * @param characters code units of the whole block
   * @param pages pages that had it when it was counted last
   * @param section where it is repeated, such as {@code products}; empty for the whole host
   * @param keptOn URL of the page that it stays on
   */
  public record Example(String text, int characters, int pages, String section, String keptOn) {}
}
