package lode.domain.extraction;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import lode.domain.document.LabelledValue;
import lode.domain.extraction.LabelMatcher.FieldMatch;
import lode.domain.extraction.value.FieldValues;
import lode.domain.extraction.value.LabelUnit;
import lode.domain.extraction.value.Reading;
import lode.domain.extraction.value.ReadingHints;
import lode.domain.project.Field;
import lode.domain.project.FieldType;

/** Reads a group's fields from the values that a page labels itself. */
final class LabelledReader {

  /** "Label: value" in running text is less sure than a table. */
  private static final double LINE = 0.97;

  private static final Pattern LINK_TARGET = Pattern.compile("\\]\\(\\s*<?([^)\\s>]+)");

  /** A field and what the page says of it. */
  record Found(Field field, Evidence.Statement statement) {}

  private final PageFacts page;
  private final LabelMatcher matcher;
  private final ReadingHints hints;

  LabelledReader(PageFacts page, LabelMatcher matcher) {
    this.page = page;
    this.matcher = matcher;
    this.hints = ReadingHints.ofPage(page.document().language(), page.pageUrl());
  }

  /** The field that the label names with the value read; empty where either fails. */
  Optional<Found> read(LabelledValue labelled) {
    Optional<FieldMatch> match =
        matcher
            .match(labelled.label())
            .or(() -> page.withoutSpan(labelled).flatMap(matcher::match));
    if (match.isEmpty() || labelled.line().length() == 0) {
      return Optional.empty();
    }
    Field field = match.get().field();
    ReadingHints stated =
        hints.withUnit(LabelUnit.of(labelled.label()).map(LabelUnit::unit).orElse(null));
    Optional<Reading> reading = FieldValues.read(labelled.value(), field, stated);
    if (reading.isEmpty() && field.type() == FieldType.URL) {
      reading = linkTarget(labelled, field);
    }
    double kind = labelled.kind() == LabelledValue.Kind.LINE ? LINE : 1;
    double confidence = MarkupTier.weight(match.get().score()) * kind;
    return reading.map(
        value ->
            new Found(
                field,
                new Evidence.Statement(
                    value, labelled.value(), confidence * value.certainty(), labelled.line())));
  }

  /** "Website: our shop" says the address in its link. */
  private Optional<Reading> linkTarget(LabelledValue labelled, Field field) {
    Matcher target = LINK_TARGET.matcher(labelled.line().of(page.document().text()));
    return target.find() ? FieldValues.read(target.group(1), field, hints) : Optional.empty();
  }
}
