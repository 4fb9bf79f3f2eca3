package lode.domain.project;

/** Bounds of the schema language, as the published JSON Schema states them too. */
final class SchemaLimits {

  static final int GROUPS = 20;
  static final int FIELDS = 30;
  static final int MAX_ITEMS = 1000;
  static final int ENUM_VALUES = 200;
  static final int NAME_LENGTH = 64;
  static final int LABEL_LENGTH = 200;
  static final int UNIT_LENGTH = 32;
  static final int PATTERN_LENGTH = 500;
  static final int PROSE_LENGTH = 4000;

  /** A schema as text, in UTF-16 code units; the largest valid schema of sane prose is far below. */
  static final int TEXT_LENGTH = 512 * 1024;

  /** The language nests six deep; the rest is room for a good message instead of a parse error. */
  static final int NESTING = 32;

  private SchemaLimits() {}
}
