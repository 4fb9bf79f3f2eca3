package lode.domain.document;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import lode.domain.document.StructuredLeaves.Item;
import lode.domain.document.StructuredLeaves.Leaf;
import org.jsoup.nodes.Element;
import org.jspecify.annotations.Nullable;

/**
 * Finds who made a page and when: what its structured data says first, then its meta tags, then what
 * a reader sees near its heading, its own address last. A wrong answer is worse than none.
 */
final class MetadataReader {

  private static final int MAX_URL = 2_048;
  private static final int MAX_SITE_NAME = 200;

  private static final String[] AUTHOR_TAGS = {
    "citation_author",
    "dc.creator",
    "dcterms.creator",
    "dc.contributor.author",
    "parsely-author",
    "sailthru.author",
    "article:author_name",
    "author",
    "article:author",
    "og:article:author",
    "byl",
    "cxenseparse:author",
    "vr:author",
    "twitter:creator:name"
  };
  private static final String[] PUBLISHED_TAGS = {
    "article:published_time",
    "og:article:published_time",
    "article:published",
    "citation_publication_date",
    "citation_online_date",
    "citation_date",
    "dcterms.issued",
    "dc.date.issued",
    "dcterms.created",
    "dcterms.date",
    "dc.date",
    "dc.date.created",
    "parsely-pub-date",
    "sailthru.date",
    "datepublished",
    "pubdate",
    "publishdate",
    "publish-date",
    "publish_date",
    "publication_date",
    "published_time",
    "og:published_time",
    "cxenseparse:recs:publishtime",
    "date"
  };
  private static final String[] MODIFIED_TAGS = {
    "article:modified_time",
    "og:article:modified_time",
    "og:updated_time",
    "article:modified",
    "dcterms.modified",
    "dc.date.modified",
    "datemodified",
    "last-modified",
    "revised",
    "modified_time"
  };
  private static final Pattern URL_DATE =
      Pattern.compile("/(20\\d{2}|199\\d)[/-](\\d{1,2})[/-](\\d{1,2})(?=[/-]|$)");
  private static final Set<String> WORKS =
      Set.of("WebPage", "Question", "Recipe", "VideoObject", "HowTo", "Book", "QAPage", "Report");

  private final PageElements page;
  private final List<Leaf> leaves;
  private final @Nullable String title;
  private final @Nullable String language;

  private MetadataReader(PageElements page, StructuredLeaves leaves, PageHead head) {
    this.page = page;
    this.leaves = leaves.all();
    this.title = head.title();
    this.language = head.language();
  }

  static PageMetadata read(PageElements page, StructuredLeaves leaves, PageHead head) {
    return new MetadataReader(page, leaves, head).read();
  }

  /** A time and the text that states it. */
  private record Stated(String iso, String raw) {}

  private PageMetadata read() {
    String siteName = siteName();
    String canonical = canonical();
    VisibleByline byline = new VisibleByline(page.visible(), language);
    Stated published = time("datePublished", PUBLISHED_TAGS);
    Stated modified = time("dateModified", MODIFIED_TAGS);
    String seen = published == null ? byline.published() : null;
    if (seen != null) {
      published = new Stated(PageDate.ofMachine(seen, language), seen);
    }
    String inUrl = published == null && canonical != null ? dateOf(canonical) : null;
    return new PageMetadata(
        authors(siteNames(siteName, canonical), byline),
        published == null ? inUrl : published.iso(),
        modified == null ? null : modified.iso(),
        published == null ? null : published.raw(),
        modified == null ? null : modified.raw(),
        siteName,
        canonical);
  }

  private List<String> authors(Set<String> siteNames, VisibleByline byline) {
    List<String> authors = structuredAuthors(siteNames);
    if (authors.isEmpty()) {
      authors = taggedAuthors(siteNames);
    }
    return authors.isEmpty() ? byline.authors(siteNames) : authors;
  }

  /** Authors of the first work of the page that has any. */
  private List<String> structuredAuthors(Set<String> siteNames) {
    Set<String> authors = new LinkedHashSet<>();
    Item work = null;
    for (Leaf leaf : leaves) {
      Item holder = authored(leaf);
      if (holder == null || (work != null && work != holder)) {
        continue;
      }
      List<String> names = AuthorName.stated(leaf.value(), siteNames);
      if (!names.isEmpty()) {
        work = holder;
        authors.addAll(names);
      }
    }
    return List.copyOf(authors);
  }

  /** The work whose author this leaf names; null for all other leaves. */
  private @Nullable Item authored(Leaf leaf) {
    Item item = leaf.item();
    Item holder = null;
    if (isAuthor(leaf.property())) {
      holder = item;
    } else if (leaf.property().equals("name") && isAuthor(item.parentProperty)) {
      holder = item.parent;
    }
    return holder != null && isWork(holder) ? holder : null;
  }

  private static boolean isAuthor(@Nullable String property) {
    return property != null && (property.equals("author") || property.equals("creator"));
  }

  /** The page itself or the text on it, no comment, review or other thing that it tells of. */
  private static boolean isWork(Item item) {
    String type = item.type;
    boolean isText =
        WORKS.contains(type)
            || type.endsWith("Article")
            || type.endsWith("Posting")
            || type.equals("CreativeWork");
    boolean isOwn =
        item.parent == null
            || "mainEntity".equals(item.parentProperty)
            || "mainEntityOfPage".equals(item.parentProperty)
            || "blogPost".equals(item.parentProperty)
            || "@graph".equals(item.parentProperty);
    return isText && isOwn && !item.syntax.isScriptData();
  }

  private List<String> taggedAuthors(Set<String> siteNames) {
    for (String tag : AUTHOR_TAGS) {
      Set<String> authors = new LinkedHashSet<>();
      for (Leaf leaf : leaves) {
        if (leaf.item().syntax.isMetaTag() && leaf.property().equalsIgnoreCase(tag)) {
          boolean isLibrary = tag.startsWith("citation") || tag.startsWith("dc");
          authors.addAll(
              isLibrary
                  ? AuthorName.inverted(leaf.value(), siteNames)
                  : AuthorName.stated(leaf.value(), siteNames));
        }
      }
      if (!authors.isEmpty()) {
        return List.copyOf(authors);
      }
    }
    return labelledAuthor(siteNames);
  }

  /** A Twitter card may say "Written by" in a label. */
  private List<String> labelledAuthor(Set<String> siteNames) {
    for (String number : List.of("1", "2")) {
      String label = page.meta("twitter:label" + number);
      String data = page.meta("twitter:data" + number);
      if (label != null && data != null && label.equalsIgnoreCase("Written by")) {
        return AuthorName.stated(data, siteNames);
      }
    }
    return List.of();
  }

  private @Nullable Stated time(String property, String[] tags) {
    for (Leaf leaf : leaves) {
      boolean isOwn = leaf.property().equals(property) && isWork(leaf.item());
      String iso = isOwn ? PageDate.ofMachine(leaf.value(), language) : null;
      if (iso != null) {
        return new Stated(iso, leaf.value());
      }
    }
    for (String tag : tags) {
      String raw = page.meta(tag);
      String iso = raw == null ? null : PageDate.ofMachine(raw, language);
      if (iso != null) {
        return new Stated(iso, raw);
      }
    }
    return null;
  }

  private @Nullable String siteName() {
    String name = page.meta("og:site_name", "application-name");
    for (Leaf leaf : leaves) {
      if (name == null && leaf.property().equals("name") && leaf.item().type.equals("WebSite")) {
        name = leaf.value();
      }
    }
    return name == null ? null : FoldedText.cut(name, MAX_SITE_NAME);
  }

  /** What the site and its operator are called, compared as {@link AuthorName#plain}. */
  private Set<String> siteNames(@Nullable String siteName, @Nullable String canonical) {
    Set<String> names = new HashSet<>();
    if (siteName != null) {
      names.add(AuthorName.plain(siteName));
    }
    for (Leaf leaf : leaves) {
      if (leaf.property().equals("name") && isOperator(leaf.item())) {
        names.add(AuthorName.plain(leaf.value()));
      }
    }
    if (canonical != null) {
      addHost(names, canonical);
    }
    if (title != null) {
      names.add(AuthorName.plain(title));
    }
    names.remove("");
    return names;
  }

  private static boolean isOperator(Item item) {
    return item.type.equals("WebSite")
        || (item.type.equals("Organization") && !isAuthor(item.parentProperty))
        || "publisher".equals(item.parentProperty);
  }

  private static void addHost(Set<String> names, String url) {
    Matcher host = Pattern.compile("^https?://(?:www\\.)?([^/:?#]+)").matcher(url);
    if (host.find()) {
      String name = host.group(1).toLowerCase(Locale.ROOT);
      names.add(AuthorName.plain(name));
      int dot = name.lastIndexOf('.');
      names.add(AuthorName.plain(dot > 0 ? name.substring(0, dot) : name));
    }
  }

  private @Nullable String canonical() {
    List<String> declared = new ArrayList<>();
    for (Element link : page.links()) {
      String href = link.attr("href").strip();
      boolean isCanonical = link.attr("rel").strip().equalsIgnoreCase("canonical");
      if (isCanonical && !href.isEmpty() && href.length() <= MAX_URL && !declared.contains(href)) {
        declared.add(href);
      }
    }
    if (declared.size() == 1) {
      return FoldedText.of(declared.get(0));
    }
    // A page that names two is not believed.
    String url = declared.isEmpty() ? page.meta("og:url") : null;
    return url == null || url.length() > MAX_URL ? null : url;
  }

  private static @Nullable String dateOf(String url) {
    Matcher date = URL_DATE.matcher(url);
    return date.find()
        ? PageDate.inText(date.group(1) + "-" + date.group(2) + "-" + date.group(3), null)
        : null;
  }
}
