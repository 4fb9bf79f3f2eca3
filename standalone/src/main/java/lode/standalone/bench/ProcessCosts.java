package lode.standalone.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Processor seconds and memory of a server and of the servers that it started, as Linux counts them. */
final class ProcessCosts {

  /** Clock ticks a second in {@code /proc/PID/stat}: 100 on every Linux that Java runs on. */
  private static final double TICKS = 100;

  private ProcessCosts() {}

  /**
   * Processor seconds by part: {@code lode}, {@code postgres}, {@code redis}, {@code temporal}; empty on
   * other systems.
   */
  static Map<String, Double> cpuSeconds(long serverPid) {
    Map<String, Double> seconds = new TreeMap<>();
    Optional<ProcessHandle> server = ProcessHandle.of(serverPid);
    if (server.isEmpty() || !Files.exists(Path.of("/proc/self/stat"))) {
      return seconds;
    }
    seconds.put("lode", cpuSeconds(serverPid, false));
    server
        .get()
        .descendants()
        .forEach(
            child -> seconds.merge(part(child.pid()), cpuSeconds(child.pid(), true), Double::sum));
    return seconds;
  }

  private static String part(long pid) {
    String name = read(pid, "comm").strip().toLowerCase(Locale.ROOT);
    for (String part : List.of("postgres", "redis", "temporal")) {
      if (name.startsWith(part)) {
        return part;
      }
    }
    return "other";
  }

  /** What ended children took is counted with their parent when {@code withEnded}. */
  private static double cpuSeconds(long pid, boolean withEnded) {
    String stat = read(pid, "stat");
    int end = stat.lastIndexOf(')');
    if (end < 0) {
      return 0;
    }
    // Field 3 of proc(5) is the first after the name; 14 to 17 are utime, stime, cutime, cstime.
    String[] fields = stat.substring(end + 2).split(" ");
    long ticks = Long.parseLong(fields[11]) + Long.parseLong(fields[12]);
    if (withEnded) {
      ticks += Long.parseLong(fields[13]) + Long.parseLong(fields[14]);
    }
    return ticks / TICKS;
  }

  /** Resident memory of the process alone; 0 where it cannot be read. */
  static long residentMiB(long pid) {
    return read(pid, "status")
        .lines()
        .filter(line -> line.startsWith("VmRSS:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) / 1024)
        .findFirst()
        .orElse(0);
  }

  private static String read(long pid, String file) {
    try {
      return Files.readString(Path.of("/proc/" + pid + "/" + file));
    } catch (IOException gone) {
      return "";
    }
  }
}
