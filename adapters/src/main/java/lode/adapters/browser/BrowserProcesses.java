package lode.adapters.browser;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The driver's process and all that came of it, so that nothing outlives its end. */
final class BrowserProcesses {

  /** Pages of memory are counted in these units on the platforms that tell. */
  private static final long MEMORY_PAGE = 4_096;

  private static final Object STARTING = new Object();

  private final List<ProcessHandle> roots;

  private BrowserProcesses(List<ProcessHandle> roots) {
    this.roots = roots;
  }

  /** What a start leaves behind, and whose processes these are. */
  record Started<T>(T what, BrowserProcesses processes) {}

  /** Notes which processes a start begins; one start at a time, so that they are told apart. */
  static <T> Started<T> startedBy(Supplier<T> start) {
    synchronized (STARTING) {
      Set<Long> before = children().map(ProcessHandle::pid).collect(Collectors.toSet());
      try {
        T what = start.get();
        return new Started<>(what, since(before));
      } catch (RuntimeException failed) {
        since(before).kill();
        throw failed;
      }
    }
  }

  private static BrowserProcesses since(Set<Long> before) {
    return new BrowserProcesses(
        children()
            .filter(child -> !before.contains(child.pid()))
            .filter(BrowserProcesses::isNode)
            .toList());
  }

  private static Stream<ProcessHandle> children() {
    return ProcessHandle.current().children();
  }

  /** Another thread may have started something else meanwhile. */
  private static boolean isNode(ProcessHandle child) {
    return child.info().command().map(path -> path.contains("node")).orElse(false);
  }

  private List<ProcessHandle> all() {
    return roots.stream()
        .flatMap(root -> Stream.concat(Stream.of(root), root.descendants()))
        .toList();
  }

  /** Ends them by force; may be called from any thread. */
  void kill() {
    all().forEach(ProcessHandle::destroyForcibly);
  }

  /** Whether the driver still has the browser that it started. */
  boolean anyChildAlive() {
    return roots.stream().flatMap(ProcessHandle::descendants).anyMatch(ProcessHandle::isAlive);
  }

  /** What follows a prefix in an argument of one of them. */
  Optional<String> argument(String prefix) {
    return all().stream()
        .flatMap(process -> process.info().arguments().stream().flatMap(Stream::of))
        .filter(argument -> argument.startsWith(prefix))
        .map(argument -> argument.substring(prefix.length()))
        .findFirst();
  }

  /** Resident memory in bytes, shared pages counted for each; 0 where the system does not tell. */
  long memory() {
    return all().stream().mapToLong(BrowserProcesses::memory).sum();
  }

  private static long memory(ProcessHandle process) {
    try {
      String[] sizes = Files.readString(Path.of("/proc/" + process.pid() + "/statm")).split(" ");
      return (Long.parseLong(sizes[1]) - Long.parseLong(sizes[2])) * MEMORY_PAGE;
    } catch (IOException | NumberFormatException | ArrayIndexOutOfBoundsException unknown) {
      return 0;
    }
  }
}
