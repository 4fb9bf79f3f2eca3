package lode.domain.extraction;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import lode.domain.document.CharInterval;
import lode.domain.document.Document;
import lode.domain.document.LabelledValue;
import lode.domain.document.StructuredValue;
import lode.domain.document.StructuredValue.Syntax;
import org.jspecify.annotations.Nullable;

/** What a page says by its markup, ordered by the thing that it is said of. */
final class PageFacts {

  /** How the thing that a part of the page names relates to what the page is about. */
  enum Relation {
    /** The page's own thing, or no name at all. */
    SAME,
    /** Not to be told. */
    UNKNOWN,
    /** Another thing. */
    OTHER
  }

  /** The name of the page's thing and where it stands. */
  record Headline(String words, CharInterval place) {}

  private static final Pattern SITE_NAME = Pattern.compile("\\s+[|–—·•»-]\\s+|\\s*\\|\\s*");
  private static final Pattern LEGAL_FORM =
      Pattern.compile(
          "(?<![\\p{L}])(?:gmbh|ag|kg|se|ltd|limited|inc|llc|llp|plc|corp|corporation|sa|sas|sarl|spa"
              + "|srl|bv|nv|ab|as|oy|aps|sl|co|kk)(?![\\p{L}])");

  private final Document document;
  private final String pageUrl;
  private final Headings headings;
  private final List<StructuredItem> items;
  private final List<StructuredItem> offers;
  private final List<StructuredItem> scripted;
  private final ShownAmounts shownAmounts;
  private final @Nullable Headline headline;
  private final Set<Integer> tables;
  private final Set<String> sideBySide;

  PageFacts(Document document, String pageUrl) {
    this.document = document;
    this.pageUrl = pageUrl;
    this.headings = Headings.of(document);
    this.items = items(document, syntax -> !syntax.isScriptData() && syntax != Syntax.PAGE);
    this.offers = items(document, syntax -> syntax == Syntax.PAGE);
    this.scripted = items(document, Syntax::isScriptData);
    this.shownAmounts = new ShownAmounts(document.text());
    this.headline = headline(document, headings);
    this.tables = tables(document);
    this.sideBySide = sideBySide();
  }

  Document document() {
    return document;
  }

  String pageUrl() {
    return pageUrl;
  }

  ShownAmounts shownAmounts() {
    return shownAmounts;
  }

  Headings headings() {
    return headings;
  }

  Optional<Headline> headline() {
    return Optional.ofNullable(headline);
  }

  private static List<StructuredItem> items(Document document, Predicate<Syntax> wanted) {
    return StructuredItem.of(
        document.structuredData().stream().filter(value -> wanted.test(value.syntax())).toList());
  }

  /** The offer that a visitor sees on the page, where it has one. */
  List<StructuredItem> offers() {
    return offers;
  }

  /** The page's own thing of that kind, as its scripts know it. */
  List<StructuredItem> scripted(Subject subject) {
    return scripted.stream()
        .filter(item -> item.subject() == subject && item.stands() && isNamedByPage(item))
        .toList();
  }

  /** Meta tags and OpenGraph, which speak of the page as a whole. */
  List<StructuredValue> metaTags() {
    return document.structuredData().stream().filter(value -> value.syntax().isMetaTag()).toList();
  }

  /** The items of that kind that stand for themselves. */
  List<StructuredItem> standing(Subject subject) {
    return items.stream().filter(item -> item.subject() == subject && item.stands()).toList();
  }

  /** The kind of thing that the page is about, as its structured data says; null where unsaid. */
  @Nullable Subject subject() {
    for (Subject subject : List.of(Subject.PRODUCT, Subject.JOB, Subject.EVENT, Subject.RECIPE)) {
      List<StructuredItem> found = standing(subject).stream().filter(i -> !i.listed()).toList();
      if (!found.isEmpty() && !main(subject).isEmpty()) {
        return subject;
      }
    }
    boolean article =
        items.stream().anyMatch(PageFacts::isArticle) && !main(Subject.ARTICLE).isEmpty();
    return article ? Subject.ARTICLE : null;
  }

  private static boolean isArticle(StructuredItem item) {
    return item.type().endsWith("Article") || item.type().endsWith("Posting");
  }

  /**
   * The items that describe the page's own thing, or its operator for organisations: the only thing
   * of its kind, stated once or in several notations, or the one that the page's heading names.
   */
  List<StructuredItem> main(Subject subject) {
    List<StructuredItem> found = standing(subject);
    if (subject == Subject.ARTICLE) {
      List<StructuredItem> articles = found.stream().filter(PageFacts::isArticle).toList();
      found = articles.isEmpty() ? found : articles;
    }
    Set<String> called = new LinkedHashSet<>();
    found.forEach(item -> item.name().ifPresent(name -> called.add(Headings.plain(name.value()))));
    if (called.size() <= 1) {
      return found;
    }
    List<StructuredItem> named = found.stream().filter(item -> isNamedByPage(item)).toList();
    if (!named.isEmpty()) {
      return named;
    }
    return subject == Subject.ORGANIZATION
        ? found.stream().filter(this::isOfThisHost).toList()
        : List.of();
  }

  private boolean isNamedByPage(StructuredItem item) {
    String name = item.name().map(leaf -> Headings.plain(leaf.value())).orElse("");
    return !name.isEmpty() && titles().stream().anyMatch(title -> name.equals(title));
  }

  private boolean isOfThisHost(StructuredItem item) {
    return item.leaf("url")
        .map(leaf -> host(leaf.value()))
        .filter(host(pageUrl)::equals)
        .isPresent();
  }

  private static String host(String url) {
    try {
      String host = new URI(url.strip()).getHost();
      return host == null ? "" : host.toLowerCase(Locale.ROOT).replaceFirst("^www\\.", "");
    } catch (URISyntaxException notAUrl) {
      return "";
    }
  }

  private Set<String> titles() {
    Set<String> titles = new LinkedHashSet<>();
    headline().ifPresent(head -> titles.add(Headings.plain(head.words())));
    if (document.title() != null) {
      titles.add(Headings.plain(document.title()));
      Arrays.stream(SITE_NAME.split(document.title()))
          .forEach(part -> titles.add(Headings.plain(part)));
    }
    metaTags().stream()
        .filter(tag -> tag.property().equals("og:title") || tag.property().equals("og:site_name"))
        .forEach(tag -> titles.add(Headings.plain(tag.value())));
    titles.remove("");
    return titles;
  }

  /** Numbers of the tables with several rows, each of them a thing. */
  Set<Integer> tablesOfThings() {
    return tables;
  }

  /** The label of a column without the header above several columns: "Weight" of "Build Weight". */
  Optional<String> withoutSpan(LabelledValue labelled) {
    int blank = labelled.label().indexOf(' ');
    if (labelled.kind() != LabelledValue.Kind.TABLE_GRID || blank < 0) {
      return Optional.empty();
    }
    String span = labelled.label().substring(0, blank + 1);
    boolean shared =
        document.labelledValues().stream()
            .filter(other -> other.block() == labelled.block() && other.row() == labelled.row())
            .anyMatch(o -> !o.label().equals(labelled.label()) && o.label().startsWith(span));
    return shared ? Optional.of(labelled.label().substring(blank + 1)) : Optional.empty();
  }

  private static Set<Integer> tables(Document document) {
    Map<Integer, Set<Integer>> rows = new HashMap<>();
    for (LabelledValue value : document.labelledValues()) {
      if (value.row() >= 0) {
        rows.computeIfAbsent(value.block(), block -> new HashSet<>()).add(value.row());
      }
    }
    return rows.entrySet().stream()
        .filter(entry -> entry.getValue().size() > 1)
        .map(Map.Entry::getKey)
        .collect(Collectors.toSet());
  }

  /**
   * Headings that are names of several things on the page: labels come again under another of them.
   * What stands there is no fact of the page's own thing.
   */
  Set<String> thingsSideBySide() {
    return sideBySide;
  }

  private Set<String> sideBySide() {
    Map<String, Set<String>> subjectsOfLabel = new HashMap<>();
    for (LabelledValue value : document.labelledValues()) {
      String named = value.subject();
      if (value.row() < 0 && named != null && relation(named) != Relation.SAME) {
        subjectsOfLabel
            .computeIfAbsent(Headings.plain(value.label()), label -> new LinkedHashSet<>())
            .add(named);
      }
    }
    Set<String> several = new LinkedHashSet<>();
    subjectsOfLabel.values().stream().filter(all -> all.size() > 1).forEach(several::addAll);
    return several;
  }

  /** How a part that carries {@code subject} as its heading or row name relates to the page. */
  Relation relation(@Nullable String subject) {
    if (subject == null || Headings.plain(subject).isEmpty()) {
      return Relation.SAME;
    }
    if (Headings.isSection(subject)) {
      return Relation.SAME;
    }
    if (Headings.isAside(subject)) {
      return Relation.OTHER;
    }
    Set<String> names = titles();
    items.stream()
        .filter(item -> item.stands() && !item.listed())
        .forEach(item -> item.name().ifPresent(name -> names.add(Headings.plain(name.value()))));
    String own = Headings.plain(subject);
    for (String name : names) {
      if (names(own, name)) {
        return Relation.SAME;
      }
    }
    boolean proper = LEGAL_FORM.matcher(own).find() || own.chars().anyMatch(Character::isDigit);
    return proper ? Relation.OTHER : Relation.UNKNOWN;
  }

  /** The name itself, a part of it, or the name with words such as "specifications". */
  private static boolean names(String subject, String name) {
    Set<String> words = new LinkedHashSet<>(List.of(subject.split(" ")));
    Set<String> nameWords = new LinkedHashSet<>(List.of(name.split(" ")));
    if (nameWords.containsAll(words)) {
      return true;
    }
    if (!words.containsAll(nameWords)) {
      return false;
    }
    words.removeAll(nameWords);
    return Headings.onlySectionWords(words);
  }

  private static @Nullable Headline headline(Document document, Headings headings) {
    Optional<Headings.Heading> heading = headings.main();
    if (heading.isPresent()) {
      return new Headline(heading.get().words(), heading.get().place());
    }
    if (document.title() == null) {
      return null;
    }
    List<String> parts = new ArrayList<>(List.of(document.title()));
    parts.addAll(List.of(SITE_NAME.split(document.title())));
    for (String part : parts) {
      int at = part.isBlank() ? -1 : document.text().indexOf(part.strip());
      if (at >= 0) {
        return new Headline(part.strip(), new CharInterval(at, at + part.strip().length()));
      }
    }
    return null;
  }
}
