package lode.standalone.cli;

import java.io.IOException;
import java.net.BindException;
import java.nio.file.Files;
import java.nio.file.Path;
import lode.standalone.embedded.LodeHome;
import lode.standalone.sample.SampleSite;

/** The sample site's port, kept between runs: the same pages have the same URLs. */
final class SamplePort {

  private SamplePort() {}

  static SampleSite start(LodeHome home) throws IOException {
    Path file = home.resolve("sample-port");
    if (Files.exists(file)) {
      try {
        return SampleSite.start(Integer.parseInt(Files.readString(file).strip()));
      } catch (BindException | NumberFormatException taken) {
        // Somebody else has the port now, or the file is damaged: take another one below.
        Files.delete(file);
      }
    }
    SampleSite site = SampleSite.start(0);
    Files.writeString(file, Integer.toString(site.port()));
    return site;
  }
}
