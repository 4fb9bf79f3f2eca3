package lode.standalone.pages;

import java.io.BufferedOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.jspecify.annotations.Nullable;

/**
 * Where lines go: a file that appears under its name when it is whole, or a stream. What is no
 * ordinary file, such as a pipe, is written as it is.
 */
public final class LineFile implements AutoCloseable {

  private final OutputStream out;
  private final @Nullable Path part;
  private final @Nullable Path file;
  private final Thread sweeping;

  private LineFile(OutputStream out, @Nullable Path part, @Nullable Path file) {
    this.out = new BufferedOutputStream(out, 1 << 16);
    this.part = part;
    this.file = file;
    this.sweeping = new Thread(this::sweep);
    // Also when the command is interrupted; only a kill leaves the part behind.
    if (part != null) {
      Runtime.getRuntime().addShutdownHook(sweeping);
    }
  }

  /** A stream, which stays open; that its reader has gone is an error here. */
  public static LineFile to(PrintStream stream) {
    OutputStream checked =
        new FilterOutputStream(stream) {
          @Override
          public void write(byte[] bytes, int start, int length) throws IOException {
            stream.write(bytes, start, length);
            if (stream.checkError()) {
              throw new IOException("nobody reads it");
            }
          }
        };
    return new LineFile(checked, null, null);
  }

  /** A file; folders on the way to it are made. */
  public static LineFile to(Path path) throws IOException {
    if (Files.exists(path) && !Files.isRegularFile(path)) {
      return new LineFile(Files.newOutputStream(path), null, null);
    }
    // A link goes on leading to the file.
    Path file = Files.exists(path) ? path.toRealPath() : path.toAbsolutePath();
    Path folder = file.getParent();
    Files.createDirectories(folder);
    Path part =
        folder.resolve("." + file.getFileName() + "." + ProcessHandle.current().pid() + ".part");
    return new LineFile(Files.newOutputStream(part), part, file);
  }

  OutputStream stream() {
    return out;
  }

  /** All lines are written: the file gets its name. */
  public void complete() throws IOException {
    out.flush();
    if (part != null && file != null) {
      out.close();
      Files.move(part, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }
  }

  @Override
  public void close() throws IOException {
    if (part != null) {
      out.close();
      sweep();
      forgetSweeping();
    }
  }

  private void sweep() {
    try {
      if (part != null) {
        Files.deleteIfExists(part);
      }
    } catch (IOException stays) {
      // Nothing better can be done at the end of a command.
      return;
    }
  }

  private void forgetSweeping() {
    try {
      Runtime.getRuntime().removeShutdownHook(sweeping);
    } catch (IllegalStateException ending) {
      // It runs already.
      return;
    }
  }
}
