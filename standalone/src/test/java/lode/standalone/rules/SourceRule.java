package lode.standalone.rules;

import com.sun.source.tree.CatchTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.TreePathScanner;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.lang.model.element.Modifier;
import org.jspecify.annotations.Nullable;

/** Rules that show in the text of a file; each answers what is wrong in it. */
enum SourceRule implements Function<SourceFile, List<String>> {
  PACKAGE_SAYS_WHAT_IT_IS {
    @Override
    public List<String> apply(SourceFile file) {
      boolean wrong =
          file.isPackageInfo()
              && !(file.text().startsWith("/**") && file.text().contains("\n@NullMarked\n"));
      return wrong ? List.of(file.path()) : List.of();
    }
  },

  PUBLIC_TYPES_ARE_DOCUMENTED {
    @Override
    public List<String> apply(SourceFile file) {
      return file.isTest()
          ? List.of()
          : new Scan(file) {
            @Override
            public @Nullable Void visitClass(ClassTree type, @Nullable Void none) {
              if (type.getModifiers().getFlags().contains(Modifier.PUBLIC)
                  && !file.isDocumented(getCurrentPath())) {
                found(type, type.getSimpleName().toString());
              }
              return super.visitClass(type, none);
            }
          }.all();
    }
  },

  METHODS_FIT_A_SCREEN {
    @Override
    public List<String> apply(SourceFile file) {
      return new Scan(file) {
        @Override
        public @Nullable Void visitMethod(MethodTree method, @Nullable Void none) {
          long lines = file.lastLine(method) - file.firstLine(method) + 1;
          if (lines > LONGEST_METHOD) {
            found(method, method.getName() + " has " + lines + " lines");
          }
          return super.visitMethod(method, none);
        }
      }.all();
    }
  },

  FILES_HAVE_ONE_SUBJECT {
    @Override
    public List<String> apply(SourceFile file) {
      long lines = file.text().lines().count();
      return lines > LONGEST_FILE && !LONG_FILES.contains(file.path())
          ? List.of(file.path() + " has " + lines + " lines")
          : List.of();
    }
  },

  TESTS_DO_NOT_SLEEP {
    @Override
    public List<String> apply(SourceFile file) {
      return file.isTest() && !PAUSES.contains(file.path())
          ? calls(file, Set.of("Thread.sleep", "LockSupport.parkNanos", "LockSupport.park"))
          : List.of();
    }
  },

  CATCHES_NAME_THE_FAILURE {
    @Override
    public List<String> apply(SourceFile file) {
      return new Scan(file) {
        @Override
        public @Nullable Void visitCatch(CatchTree caught, @Nullable Void none) {
          String type = caught.getParameter().getType().toString();
          if (ANY_FAILURE.matcher(type).find()) {
            found(caught, type);
          }
          return super.visitCatch(caught, none);
        }
      }.all();
    }
  },

  ONLY_COMMANDS_PRINT {
    @Override
    public List<String> apply(SourceFile file) {
      if (file.isTest()
          || file.path().startsWith("standalone/src/main/java/lode/standalone/cli/")) {
        return List.of();
      }
      return new Scan(file) {
        @Override
        public @Nullable Void visitMemberSelect(MemberSelectTree member, @Nullable Void none) {
          if (Set.of("System.out", "System.err").contains(member.toString())) {
            found(member, member.toString());
          }
          return super.visitMemberSelect(member, none);
        }
      }.all();
    }
  },

  NOTHING_IS_LEFT_FOR_LATER {
    @Override
    public List<String> apply(SourceFile file) {
      List<String> lines = file.text().lines().toList();
      List<String> found = new ArrayList<>();
      for (int i = 0; i < lines.size(); i++) {
        if (FOR_LATER.matcher(lines.get(i)).find()) {
          found.add(file.path() + ":" + (i + 1) + " " + lines.get(i).strip());
        }
      }
      return found;
    }
  },

  NO_METHOD_IS_A_STUB {
    @Override
    public List<String> apply(SourceFile file) {
      return new Scan(file) {
        @Override
        public @Nullable Void visitNewClass(NewClassTree made, @Nullable Void none) {
          if (made.getIdentifier().toString().endsWith("UnsupportedOperationException")
              && made.getArguments().isEmpty()) {
            found(made, made.toString());
          }
          return super.visitNewClass(made, none);
        }
      }.all();
    }
  },

  TESTS_USE_REAL_PARTS {
    @Override
    public List<String> apply(SourceFile file) {
      return file.tree().getImports().stream()
          .map(line -> line.getQualifiedIdentifier().toString())
          .filter(name -> MOCKS.matcher(name).find())
          .map(name -> file.path() + " imports " + name)
          .toList();
    }
  };

  static final int LONGEST_METHOD = 60;
  static final int LONGEST_FILE = 500;

  /**
   * Files that may be longer: the URL standard's state machine is one algorithm, and these tests
   * are one table of cases, or one port's contract, each.
   */
  private static final Set<String> LONG_FILES =
      Set.of(
          "adapters/src/test/java/lode/adapters/http/HttpPageFetcherTest.java",
          "adapters/src/test/java/lode/adapters/postgres/KnowledgeStoresTest.java",
          "adapters/src/test/java/lode/adapters/postgres/PostgresFrontierTest.java",
          "api/src/test/java/lode/api/ApiTest.java",
          "domain/src/main/java/lode/domain/url/UrlParser.java",
          "standalone/src/test/java/lode/standalone/embedded/qdrant/QdrantServerTest.java",
          "standalone/src/test/java/lode/standalone/model/OpenAiLanguageModelTest.java");

  /** Tests that pause between two looks at a condition, or play a slow step. */
  private static final Set<String> PAUSES =
      Set.of(
          "activities/src/test/java/lode/activities/extraction/ModelActivitiesTest.java",
          "adapters/src/test/java/lode/adapters/http/HttpPageFetcherTest.java",
          "adapters/src/test/java/lode/adapters/redis/RedisHostSlotsTest.java",
          "api/src/test/java/lode/api/RunningApi.java",
          "worker/src/test/java/lode/worker/Eventually.java",
          "workflows/src/test/java/lode/workflows/Eventually.java",
          "workflows/src/test/java/lode/workflows/crawl/CrawlWorkflowTest.java");

  private static final Pattern ANY_FAILURE = Pattern.compile("\\b(Exception|Throwable|Error)\\b");

  /** Spelled so that this line does not match itself. */
  private static final Pattern FOR_LATER = Pattern.compile("\\b(TO" + "DO|FIX" + "ME|XX" + "X)\\b");

  private static final Pattern MOCKS =
      Pattern.compile("^(org\\.mockito|org\\.easymock|org\\.powermock|io\\.mockk)\\.");

  /** Folders below which no file says what the package is. */
  static Set<String> foldersWithoutPackageInfo(List<SourceFile> files) {
    Set<String> described =
        files.stream()
            .filter(SourceFile::isPackageInfo)
            .map(SourceRule::packageOf)
            .collect(Collectors.toSet());
    return files.stream()
        .filter(file -> !described.contains(packageOf(file)))
        .map(SourceFile::folder)
        .collect(Collectors.toSet());
  }

  /** The package within its module; tests share the description of the code that they test. */
  private static String packageOf(SourceFile file) {
    return file.folder().replace("/src/test/", "/src/main/");
  }

  private static List<String> calls(SourceFile file, Set<String> names) {
    Predicate<String> named =
        text -> names.stream().anyMatch(name -> text.equals(name) || text.endsWith("." + name));
    return new Scan(file) {
      @Override
      public @Nullable Void visitMethodInvocation(MethodInvocationTree call, @Nullable Void none) {
        if (named.test(call.getMethodSelect().toString())) {
          found(call, call.toString());
        }
        return super.visitMethodInvocation(call, none);
      }
    }.all();
  }

  /** Walks one file and remembers what is wrong. */
  private abstract static class Scan extends TreePathScanner<Void, Void> {

    private final SourceFile file;
    private final List<String> found = new ArrayList<>();

    Scan(SourceFile file) {
      this.file = file;
    }

    void found(Tree part, String what) {
      found.add(file.at(part) + " " + what);
    }

    List<String> all() {
      scan(file.tree(), null);
      return found;
    }
  }
}
