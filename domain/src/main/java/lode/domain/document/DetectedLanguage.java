package lode.domain.document;

/**
 * The language that a text is probably written in.
 *
 * @param tag BCP 47 tag, such as {@code de} or {@code zh-Hant}
 * @param certainty 0 to 1; low for short texts, lists of names and languages that are not known
 */
public record DetectedLanguage(String tag, double certainty) {}
