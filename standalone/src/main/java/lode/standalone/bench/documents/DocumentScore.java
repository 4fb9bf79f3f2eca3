package lode.standalone.bench.documents;

import java.util.List;
import java.util.Locale;
import lode.domain.document.Document;
import lode.domain.document.PageType;
import lode.domain.document.PlainText;
import org.jspecify.annotations.Nullable;

/**
 * How near a document comes to what is known of its page.
 *
 * @param words precision, recall and F1 of the text; null when the content is not known
 * @param kept snippets that are there as they should
 * @param with all of those
 * @param absent snippets that are not there as they should not
 * @param without all of those
 * @param title whether it is right; null when it is not known; the same for author and day
 */
record DocumentScore(
    String type,
    @Nullable WordScore words,
    int kept,
    int with,
    int absent,
    int without,
    @Nullable Boolean title,
    @Nullable Boolean author,
    @Nullable Boolean day,
    boolean inventedAuthor,
    boolean inventedDay,
    boolean rightType,
    double milliseconds) {

  static DocumentScore of(GoldPage page, Document document, double milliseconds) {
    String text = PlainText.of(document);
    String lower = text.toLowerCase(Locale.ROOT);
    String author = document.metadata().author();
    String published = document.metadata().published();
    PageType type = document.metadata().pageType();
    return new DocumentScore(
        page.type(),
        page.content().isEmpty()
            ? null
            : WordScore.of(WordScore.words(page.content()), WordScore.words(text)),
        found(page.with(), lower),
        page.with().size(),
        page.without().size() - found(page.without(), lower),
        page.without().size(),
        page.title() == null ? null : folded(page.title()).equals(folded(document.title())),
        page.author() == null ? null : folded(page.author()).equals(folded(author)),
        page.published() == null ? null : isSameDay(page.published(), published),
        page.author() == null && author != null,
        page.published() == null && published != null,
        type != null && type.label().equals(page.type()),
        milliseconds);
  }

  private static int found(List<String> snippets, String lower) {
    return (int)
        snippets.stream()
            .filter(snippet -> lower.contains(snippet.toLowerCase(Locale.ROOT)))
            .count();
  }

  private static boolean isSameDay(String known, @Nullable String found) {
    return found != null
        && known.length() >= 10
        && found.length() >= 10
        && known.substring(0, 10).equals(found.substring(0, 10));
  }

  /** Letters and digits only, in lower case. */
  private static String folded(@Nullable String text) {
    return text == null ? "" : String.join(" ", WordScore.words(text));
  }
}
