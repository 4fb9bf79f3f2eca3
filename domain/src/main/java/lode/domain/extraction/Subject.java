package lode.domain.extraction;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import lode.domain.extraction.value.WordTable;
import lode.domain.project.FieldGroup;
import org.jspecify.annotations.Nullable;

/** The kind of thing that a field group or an item of structured data is about. */
enum Subject {
  PRODUCT,
  ORGANIZATION,
  ARTICLE,
  PERSON,
  EVENT,
  JOB,
  PLACE,
  RECIPE,
  COURSE;

  private static final Map<String, Subject> BY_TYPE = new HashMap<>();
  private static final Map<Subject, Set<String>> WORDS = new HashMap<>();

  static {
    for (List<String> row : WordTable.rows(Subject.class, "subjects.txt")) {
      Subject subject = valueOf(row.get(0).toUpperCase(Locale.ROOT));
      WordTable.words(row.get(1))
          .forEach(type -> BY_TYPE.putIfAbsent(type.toLowerCase(Locale.ROOT), subject));
      WORDS.put(
          subject,
          WordTable.words(row.get(2)).stream()
              .flatMap(word -> Vocabulary.tokens(word).stream())
              .collect(Collectors.toSet()));
    }
  }

  /** What an item of that schema.org type is, or null for helper types and unknown ones. */
  static @Nullable Subject ofType(String itemType) {
    String type = itemType.substring(itemType.lastIndexOf('/') + 1);
    // Pages write "product" as well.
    return BY_TYPE.get(type.toLowerCase(Locale.ROOT));
  }

  /** What a group is about by its name, else by the first telling word of its description. */
  static @Nullable Subject of(FieldGroup group) {
    Subject named = first(Vocabulary.tokens(group.name()));
    if (named != null || group.description() == null) {
      return named;
    }
    return first(new ArrayList<>(Vocabulary.tokens(group.description())));
  }

  /** Whether the word is one for this kind of thing. */
  boolean isNamedBy(String token) {
    return WORDS.getOrDefault(this, Set.of()).contains(token);
  }

  private static @Nullable Subject first(List<String> tokens) {
    for (String token : tokens) {
      for (Subject subject : values()) {
        if (subject.isNamedBy(token)) {
          return subject;
        }
      }
    }
    return null;
  }
}
