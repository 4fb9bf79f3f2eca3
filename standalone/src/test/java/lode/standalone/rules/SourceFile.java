package lode.standalone.rules;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePath;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/**
 * A Java file as the compiler's parser reads it.
 *
 * @param path from the top of the tree, with slashes
 */
record SourceFile(String path, String text, CompilationUnitTree tree, DocTrees trees) {

  /** Every file of the product and of its tests, but for the samples that break rules. */
  static List<SourceFile> product() {
    Path top = top();
    List<JavaFileObject> files = new ArrayList<>();
    for (String module : CodeBase.MODULES) {
      Path sources = top.resolve(module).resolve("src");
      if (Files.isDirectory(sources)) {
        try (Stream<Path> found = Files.walk(sources)) {
          found
              .filter(file -> file.toString().endsWith(".java"))
              .filter(file -> !file.toString().contains("samples"))
              .sorted()
              .forEach(file -> files.add(Written.read(top, file)));
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }
    }
    return parse(files);
  }

  static SourceFile sample(String path, String text) {
    return parse(List.of(new Written(path, text))).get(0);
  }

  boolean isTest() {
    return path.contains("/src/test/");
  }

  String folder() {
    return path.substring(0, path.lastIndexOf('/'));
  }

  boolean isPackageInfo() {
    return path.endsWith("/package-info.java");
  }

  /** Where a part of this file stands, for messages. */
  String at(Tree part) {
    return path + ":" + firstLine(part);
  }

  long firstLine(Tree part) {
    return tree.getLineMap().getLineNumber(trees.getSourcePositions().getStartPosition(tree, part));
  }

  long lastLine(Tree part) {
    return tree.getLineMap().getLineNumber(trees.getSourcePositions().getEndPosition(tree, part));
  }

  boolean isDocumented(TreePath declaration) {
    String comment = trees.getDocComment(declaration);
    return comment != null && !comment.isBlank();
  }

  private static List<SourceFile> parse(List<JavaFileObject> files) {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    JavacTask task =
        (JavacTask) compiler.getTask(null, null, null, List.of("-proc:none"), null, files);
    try {
      DocTrees trees = DocTrees.instance(task);
      List<SourceFile> parsed = new ArrayList<>();
      for (CompilationUnitTree tree : task.parse()) {
        JavaFileObject file = tree.getSourceFile();
        String path = file.toUri().getPath().substring(1);
        parsed.add(new SourceFile(path, file.getCharContent(true).toString(), tree, trees));
      }
      return parsed;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path top() {
    Path folder = Path.of("").toAbsolutePath();
    while (folder != null && !Files.isDirectory(folder.resolve("domain/src/main/java"))) {
      folder = folder.getParent();
    }
    if (folder == null) {
      throw new IllegalStateException("the sources are not above " + Path.of("").toAbsolutePath());
    }
    return folder;
  }

  /** Text for the compiler. */
  private static final class Written extends SimpleJavaFileObject {

    private final String text;

    Written(String path, String text) {
      super(URI.create("memory:///" + path), Kind.SOURCE);
      this.text = text;
    }

    static Written read(Path top, Path file) {
      try {
        return new Written(
            top.relativize(file).toString().replace('\\', '/'), Files.readString(file));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return text;
    }
  }
}
