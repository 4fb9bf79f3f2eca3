package lode.standalone.bench.documents;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of which it is known what it says.
 *
 * @param id name of its file without endings
 * @param site registrable domain of its address: pages of one site are never on both sides of a test
 * @param type kind of page, empty when nobody said
 * @param html the page as served
 * @param content its main content, empty when nobody said
 * @param published day of publication, ISO, or null
 * @param with snippets that the content must have
 * @param without snippets that it must not have
 */
record GoldPage(
    String id,
    String site,
    String type,
    byte[] html,
    String content,
    @Nullable String title,
    @Nullable String author,
    @Nullable String published,
    List<String> with,
    List<String> without) {}
