package lode.domain.extraction.value;

import java.util.regex.Pattern;

/** Words that turn a statement around. */
final class Negation {

  private static final Pattern WORDS =
      Pattern.compile(
          "(?<![\\p{L}])(?:not|no|never|cannot|can't|won't|doesn't|don't|isn't|aren't|neither"
              + "|nor|nicht|kein|keine|keinen|keiner|keinem|keines|nie|niemals"
              + "|ne|pas|jamais|aucun|aucune|no|nunca|ningún|ninguna|ninguno"
              + "|non|nessun|nessuna|niet|geen|nooit|não|nunca|nenhum"
              + "|nie|inte|ingen|ikke|не|нет|никогда)(?![\\p{L}])"
              + "|n['’]t(?![\\p{L}])|(?<![\\p{L}])n['’](?=[\\p{L}])"
              + "|[不没沒無无]|ません|ない",
          Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);

  /** "not only" and "no later than" deny nothing. */
  private static final Pattern HARMLESS =
      Pattern.compile(
          "not only|not just|no later than|no less than|no matter|no doubt|no\\.\\s*\\d|nicht nur|non seulement"
              + "|no solo|no sólo|non solo|niet alleen|无线|無線|不锈|不鏽",
          Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);

  /** Words that may deny, or say what a thing is praised for ("runs without oil"). */
  private static final Pattern SOFT =
      Pattern.compile(
          "(?<![\\p{L}])(?:without|lacks?|lacking|unable|unavailable|impossible|excluded|excludes"
              + "|discontinued|stopped|ceased|nobody|none|nothing|only|ohne|eingestellt|ausgeschlossen"
              + "|sans|sin|senza|zonder|sem|bez|без)(?![\\p{L}])",
          Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);

  private Negation() {}

  static boolean softIn(String text) {
    return SOFT.matcher(text).find();
  }

  static boolean in(String text) {
    return WORDS.matcher(HARMLESS.matcher(text).replaceAll(" ")).find();
  }
}
