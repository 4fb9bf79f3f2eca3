package lode.standalone.embedded.qdrant;

import io.grpc.Status;
import io.qdrant.client.grpc.Collections.TextIndexParams;
import io.qdrant.client.grpc.Collections.TokenizerType;
import io.qdrant.client.grpc.Common.Condition;
import io.qdrant.client.grpc.Common.DatetimeRange;
import io.qdrant.client.grpc.Common.FieldCondition;
import io.qdrant.client.grpc.Common.Filter;
import io.qdrant.client.grpc.Common.Match;
import io.qdrant.client.grpc.Common.Range;
import io.qdrant.client.grpc.Common.ValuesCount;
import io.qdrant.client.grpc.JsonWithInt.Value;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Whether one payload satisfies conditions, by Qdrant's rules; a list satisfies what one of its elements does. */
final class PayloadConditions {
  private final Map<String, TextIndexParams> textIndexes;

  /**
   * @param textIndexes the full-text indexes by field: text is matched by words there, as a substring elsewhere
   */
  PayloadConditions(Map<String, TextIndexParams> textIndexes) {
    this.textIndexes = textIndexes;
  }

  /** A whole filter over one object, as in a nested condition. */
  boolean matches(Filter filter, Map<String, Value> payload) {
    Predicate<Condition> holds = condition -> matches(condition, payload);
    return filter.getMustList().stream().allMatch(holds)
        && filter.getMustNotList().stream().noneMatch(holds)
        && (filter.getShouldCount() == 0 || filter.getShouldList().stream().anyMatch(holds))
        && (!filter.hasMinShould()
            || filter.getMinShould().getConditionsList().stream().filter(holds).count()
                >= filter.getMinShould().getMinCount());
  }

  boolean matches(Condition condition, Map<String, Value> payload) {
    return switch (condition.getConditionOneOfCase()) {
      case FIELD -> matches(condition.getField(), payload);
      case IS_EMPTY -> isEmpty(values(condition.getIsEmpty().getKey(), payload));
      case IS_NULL -> isNull(values(condition.getIsNull().getKey(), payload));
      case FILTER -> matches(condition.getFilter(), payload);
      case NESTED -> {
        Filter inner = condition.getNested().getFilter();
        String key = condition.getNested().getKey();
        yield values(key.endsWith("[]") ? key : key + "[]", payload).stream()
            .anyMatch(
                element ->
                    element.hasStructValue()
                        && matches(inner, element.getStructValue().getFieldsMap()));
      }
      case HAS_ID, HAS_VECTOR ->
          throw Status.INVALID_ARGUMENT
              .withDescription("Wrong input: has_id and has_vector cannot be nested")
              .asRuntimeException();
      case CONDITIONONEOF_NOT_SET ->
          throw Status.INVALID_ARGUMENT.withDescription("Empty condition").asRuntimeException();
    };
  }

  private static List<Value> values(String key, Map<String, Value> payload) {
    return PayloadPath.parse(key).values(payload);
  }

  private boolean matches(FieldCondition condition, Map<String, Value> payload) {
    if (condition.hasGeoBoundingBox() || condition.hasGeoRadius() || condition.hasGeoPolygon()) {
      throw Status.UNIMPLEMENTED
          .withDescription("The embedded index has no geographic conditions; use a real Qdrant")
          .asRuntimeException();
    }
    List<Value> values = values(condition.getKey(), payload);
    boolean counted =
        !condition.hasValuesCount() || inCount(condition.getValuesCount(), countOf(values));
    boolean empty = !condition.hasIsEmpty() || condition.getIsEmpty() == isEmpty(values);
    boolean none = !condition.hasIsNull() || condition.getIsNull() == isNull(values);
    return counted
        && empty
        && none
        && (!condition.hasMatch() || any(values, matching(condition)))
        && (!condition.hasRange() || any(values, v -> inRange(condition.getRange(), v)))
        && (!condition.hasDatetimeRange()
            || any(values, v -> inRange(condition.getDatetimeRange(), v)));
  }

  private static boolean any(List<Value> values, Predicate<Value> holds) {
    return values.stream()
        .anyMatch(
            value ->
                value.hasListValue()
                    ? value.getListValue().getValuesList().stream().anyMatch(holds)
                    : holds.test(value));
  }

  private static boolean isEmpty(List<Value> values) {
    return values.stream()
        .allMatch(
            v -> v.hasNullValue() || (v.hasListValue() && v.getListValue().getValuesCount() == 0));
  }

  private static boolean isNull(List<Value> values) {
    return any(values, Value::hasNullValue);
  }

  private static long countOf(List<Value> values) {
    return values.stream()
        .mapToLong(
            v -> v.hasListValue() ? v.getListValue().getValuesCount() : v.hasNullValue() ? 0 : 1)
        .sum();
  }

  private static boolean inCount(ValuesCount range, long count) {
    return (!range.hasLt() || count < range.getLt())
        && (!range.hasGt() || count > range.getGt())
        && (!range.hasLte() || count <= range.getLte())
        && (!range.hasGte() || count >= range.getGte());
  }

  private static boolean inRange(Range range, Value value) {
    if (!value.hasDoubleValue() && !value.hasIntegerValue()) {
      return false;
    }
    double number = value.hasDoubleValue() ? value.getDoubleValue() : value.getIntegerValue();
    return (!range.hasLt() || number < range.getLt())
        && (!range.hasGt() || number > range.getGt())
        && (!range.hasLte() || number <= range.getLte())
        && (!range.hasGte() || number >= range.getGte());
  }

  private static boolean inRange(DatetimeRange range, Value value) {
    Instant moment = value.hasStringValue() ? moment(value.getStringValue()) : null;
    return moment != null
        && (!range.hasLt() || moment.isBefore(instant(range.getLt())))
        && (!range.hasGt() || moment.isAfter(instant(range.getGt())))
        && (!range.hasLte() || !moment.isAfter(instant(range.getLte())))
        && (!range.hasGte() || !moment.isBefore(instant(range.getGte())));
  }

  private static Instant instant(com.google.protobuf.Timestamp stamp) {
    return Instant.ofEpochSecond(stamp.getSeconds(), stamp.getNanos());
  }

  /** RFC 3339, or a date with or without a time, then in UTC. */
  private static @Nullable Instant moment(String text) {
    String iso = text.strip().replace(' ', 'T');
    try {
      if (iso.length() == 10) {
        return LocalDate.parse(iso).atStartOfDay(ZoneOffset.UTC).toInstant();
      }
      boolean zoned = iso.endsWith("Z") || iso.endsWith("z") || iso.matches(".*[+-]\\d\\d:\\d\\d");
      return zoned
          ? OffsetDateTime.parse(iso).toInstant()
          : LocalDateTime.parse(iso).toInstant(ZoneOffset.UTC);
    } catch (DateTimeParseException e) {
      return null;
    }
  }

  private Predicate<Value> matching(FieldCondition condition) {
    Match match = condition.getMatch();
    return switch (match.getMatchValueCase()) {
      case KEYWORD -> v -> v.hasStringValue() && v.getStringValue().equals(match.getKeyword());
      case INTEGER -> v -> v.hasIntegerValue() && v.getIntegerValue() == match.getInteger();
      case BOOLEAN -> v -> v.hasBoolValue() && v.getBoolValue() == match.getBoolean();
      case KEYWORDS ->
          v ->
              v.hasStringValue()
                  && match.getKeywords().getStringsList().contains(v.getStringValue());
      case INTEGERS ->
          v ->
              v.hasIntegerValue()
                  && match.getIntegers().getIntegersList().contains(v.getIntegerValue());
      case EXCEPT_KEYWORDS ->
          v ->
              !v.hasNullValue()
                  && !(v.hasStringValue()
                      && match.getExceptKeywords().getStringsList().contains(v.getStringValue()));
      case EXCEPT_INTEGERS ->
          v ->
              !v.hasNullValue()
                  && !(v.hasIntegerValue()
                      && match.getExceptIntegers().getIntegersList().contains(v.getIntegerValue()));
      case TEXT -> text(condition.getKey(), match.getText(), List::containsAll);
      case TEXT_ANY ->
          text(
              condition.getKey(),
              match.getTextAny(),
              (have, want) -> !Collections.disjoint(have, want));
      case PHRASE ->
          text(
              condition.getKey(),
              match.getPhrase(),
              (have, want) -> Collections.indexOfSubList(have, want) >= 0);
      case MATCHVALUE_NOT_SET ->
          throw Status.INVALID_ARGUMENT.withDescription("Empty match").asRuntimeException();
    };
  }

  private interface Words {
    boolean match(List<String> have, List<String> want);
  }

  private Predicate<Value> text(String key, String wanted, Words words) {
    TextIndexParams index = textIndexes.get(key);
    if (index == null) {
      return v -> v.hasStringValue() && v.getStringValue().contains(wanted);
    }
    List<String> want = words(wanted, index);
    return v ->
        v.hasStringValue()
            && !want.isEmpty()
            && words.match(words(v.getStringValue(), index), want);
  }

  private static List<String> words(String text, TextIndexParams index) {
    boolean lower = !index.hasLowercase() || index.getLowercase();
    String separator =
        index.getTokenizer() == TokenizerType.Whitespace ? "\\s+" : "[^\\p{L}\\p{N}]+";
    return Arrays.stream((lower ? text.toLowerCase(Locale.ROOT) : text).split(separator))
        .filter(word -> !word.isEmpty())
        .toList();
  }
}
