package lode.standalone.pages;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The pages of a folder in the order of their file names; folders inside it are not looked into.
 *
 * @param others files that are no pages by their names, hidden ones and {@code urls.json} not counted
 * @param repeatedIds pages whose id another page has, too
 */
public record PageFolder(List<PageFile> pages, int others, int repeatedIds) {

  /** Tells the URLs of pages, by their ids. */
  static final String URLS = "urls.json";

  public PageFolder {
    pages = List.copyOf(pages);
  }

  /**
   * Lists a folder.
   *
   * @throws FolderRefused when it, or its {@code urls.json}, cannot be read
   */
  public static PageFolder list(Path folder) {
    Map<String, String> urls = urls(folder.resolve(URLS));
    List<Path> files = files(folder);
    List<PageFile> pages = new ArrayList<>();
    Set<String> ids = new HashSet<>();
    int others = 0;
    for (Path file : files) {
      String name = file.getFileName().toString();
      Optional<String> id = PageFile.idOf(name);
      if (id.isPresent()) {
        ids.add(id.get());
        pages.add(new PageFile(id.get(), file, urls.get(id.get())));
      } else if (!name.equals(URLS) && !name.startsWith(".")) {
        others++;
      }
    }
    return new PageFolder(pages, others, pages.size() - ids.size());
  }

  /** The same with the first pages alone. */
  public PageFolder limitedTo(int limit) {
    return new PageFolder(pages.subList(0, Math.min(limit, pages.size())), others, repeatedIds);
  }

  private static List<Path> files(Path folder) {
    List<Path> files = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
      for (Path entry : entries) {
        if (!Files.isDirectory(entry)) {
          files.add(entry);
        }
      }
    } catch (IOException | DirectoryIteratorException unreadable) {
      throw new FolderRefused(folder + " is no folder that can be read");
    }
    files.sort((a, b) -> a.getFileName().toString().compareTo(b.getFileName().toString()));
    return files;
  }

  private static Map<String, String> urls(Path file) {
    if (!Files.exists(file)) {
      return Map.of();
    }
    Map<String, String> urls = new HashMap<>();
    for (Map.Entry<String, JsonNode> entry : object(file).properties()) {
      if (!entry.getValue().isString()) {
        throw new FolderRefused(file + ": the URL of " + entry.getKey() + " is no text");
      }
      urls.put(entry.getKey(), entry.getValue().asString());
    }
    return urls;
  }

  private static JsonNode object(Path file) {
    try {
      JsonNode object = JsonMapper.shared().readTree(Files.readAllBytes(file));
      if (object.isObject()) {
        return object;
      }
    } catch (IOException | JacksonException unreadable) {
      throw new FolderRefused(file + " cannot be read as JSON: " + firstLine(unreadable));
    }
    throw new FolderRefused(file + " is no JSON object of ids and URLs");
  }

  private static String firstLine(Exception failure) {
    return String.valueOf(failure.getMessage()).lines().findFirst().orElse("");
  }
}
