package lode.domain.document;

import java.util.Locale;

/** What kind of page a page is, as its markup and words tell. */
public enum PageType {
  /** One text about one thing: news, a blog post, an encyclopedia entry. */
  ARTICLE,
  /** Things to choose from with little text of their own: a category of a shop, a topic of a magazine. */
  COLLECTION,
  /** How something is used or built: manuals, references. */
  DOCUMENTATION,
  /** Posts of several people on one matter. */
  FORUM,
  /** A list that is the content itself: rankings, directories, results. */
  LISTING,
  /** One thing that can be bought. */
  PRODUCT,
  /** What a company or institution offers, home pages among them. */
  SERVICE;

  /** The name in documents and on the wire: {@code article}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
