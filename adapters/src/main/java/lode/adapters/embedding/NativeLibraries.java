package lode.adapters.embedding;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Locale;

/**
 * Places the native libraries of the in-process model under one folder, once.
 *
 * <p>Left alone, ONNX Runtime unpacks 16 MB into the temporary folder at every start and DJL fills
 * {@code ~/.djl.ai}; a read-only home or a small {@code /tmp} then breaks the embeddings.
 */
final class NativeLibraries {

  private static final String RUNTIME_PATH = "onnxruntime.native.path";

  private NativeLibraries() {}

  /** Prepares the folder and tells the libraries of it; must run before they load. */
  static void placeUnder(Path folder) {
    try {
      Files.createDirectories(folder);
      setIfAbsent("DJL_CACHE_DIR", folder.toAbsolutePath().toString());
      // DJL reports to its makers over the network when a tokenizer is first used.
      System.setProperty("OPT_OUT_TRACKING", "true");
      // What is not to be had locally is not fetched.
      System.setProperty("ai.djl.offline", "true");
      if (System.getProperty(RUNTIME_PATH) == null) {
        placeRuntime(folder);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot place native libraries under " + folder, e);
    }
  }

  private static void placeRuntime(Path folder) throws IOException {
    String platform = platform();
    if (platform.isEmpty()) {
      return;
    }
    Path target = folder.resolve("onnxruntime-" + version() + "-" + platform);
    for (String library : List.of("onnxruntime", "onnxruntime4j_jni")) {
      String name = System.mapLibraryName(library);
      String resource = "/ai/onnxruntime/native/" + platform + "/" + name;
      if (!placed(resource, target.resolve(name))) {
        return;
      }
    }
    System.setProperty(RUNTIME_PATH, target.toAbsolutePath().toString());
  }

  /** Copies a resource unless it is there; false when there is no such resource. */
  private static boolean placed(String resource, Path target) throws IOException {
    if (Files.exists(target)) {
      return true;
    }
    try (InputStream in = ai.onnxruntime.OrtEnvironment.class.getResourceAsStream(resource)) {
      if (in == null) {
        return false;
      }
      Files.createDirectories(target.getParent());
      Path partial = Files.createTempFile(target.getParent(), "partial", null);
      Files.copy(in, partial, StandardCopyOption.REPLACE_EXISTING);
      // Several processes may start at once: a library appears whole or not at all.
      Files.move(
          partial, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      return true;
    }
  }

  private static String version() {
    String version = ai.onnxruntime.OrtEnvironment.class.getPackage().getImplementationVersion();
    return version == null ? "unversioned" : version;
  }

  /** Name of the platform as ONNX Runtime spells it in its resources; empty for others. */
  private static String platform() {
    String os = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
    String arch = System.getProperty("os.arch", "").toLowerCase(Locale.ROOT);
    String system = os.contains("mac") ? "osx" : os.contains("linux") ? "linux" : "";
    String processor =
        arch.equals("amd64") || arch.equals("x86_64")
            ? "x64"
            : arch.equals("aarch64") || arch.equals("arm64") ? "aarch64" : "";
    return system.isEmpty() || processor.isEmpty() ? "" : system + "-" + processor;
  }

  private static void setIfAbsent(String property, String value) {
    if (System.getProperty(property) == null && System.getenv(property) == null) {
      System.setProperty(property, value);
    }
  }
}
