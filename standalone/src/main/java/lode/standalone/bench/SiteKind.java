package lode.standalone.bench;

/** What a {@link BenchSite} is made of. */
enum SiteKind {

  /** Many hosts of short pages (about 6 KB) that are found by their links. */
  HOSTS,

  /** Documentation: pages of 20 to 40 KB with a menu, robots.txt and a sitemap that names them all. */
  DOCS,

  /** Of each four addresses one redirects, one is an exact copy, two are in some other charset. */
  MIXED
}
