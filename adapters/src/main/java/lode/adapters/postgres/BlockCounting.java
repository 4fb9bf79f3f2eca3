package lode.adapters.postgres;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import lode.domain.boilerplate.BlockCounts;
import lode.domain.boilerplate.BlockCounts.Count;
import lode.domain.boilerplate.BoilerplateRule;
import lode.domain.boilerplate.BoilerplateSet;
import lode.domain.boilerplate.Boilerplates.Keeper;
import lode.domain.boilerplate.RepeatedBlock;
import lode.domain.document.DocumentId;
import lode.domain.document.SourceId;
import lode.domain.project.ProjectId;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Counts the blocks of one host's pages; linked duplicates are no pages of their own. */
final class BlockCounting {

  private static final String PAGES =
      """
      pages as materialized (
        select b.source_id, b.document_id, b.sections, b.rank, b.prints from page_blocks b
          left join source_identities i on i.source_id = b.source_id
         where b.project_id = :project and b.host = :host and i.same_as is null)""";

  /** Pages that are looked through first for those that keep blocks. */
  private static final int FIRST_PAGES = 1_000;

  private final JdbcClient db;
  private final ProjectId projectId;
  private final String host;

  BlockCounting(JdbcClient db, ProjectId projectId, String host) {
    this.db = db;
    this.projectId = projectId;
    this.host = host;
  }

  /** Inside of the caller's transaction: a host of 100,000 pages has millions of blocks to sort. */
  BlockCounts counts(BoilerplateRule rule) {
    db.sql("set local work_mem = '64MB'").update();
    int pages = statement("with PAGES select count(*) from pages").query(Integer.class).single();
    List<Count> rows = count(rule, pages);
    long blocks = rows.get(0).pages();
    return new BlockCounts(pages, blocks, sectionPages(), rows.subList(1, rows.size()));
  }

  /**
   * How many different blocks there are, as a first row, and those that are often. In sections only
   * blocks are counted that pages have in common and that are not boilerplate of the host anyway.
   */
  private List<Count> count(BoilerplateRule rule, int pages) {
    return statement(
            """
            with PAGES,
            counted as materialized (
              select print, count(*) as n from pages, unnest(prints) print group by print),
            sizes as (
              select section, count(*) as pages from pages, unnest(sections) section
               group by section having count(*) >= :floor),
            in_sections as (
              select section, print, count(*) as n from pages, unnest(prints) print, unnest(sections) section
               where print in (select print from counted where n >= :floor and n < :certain)
                 and section in (select section from sizes)
               group by section, print having count(*) >= :floor)
            select 0 as place, '' as section, 0 as print, count(*) as n from counted
             union all select 1, '', print, n from counted where n >= :least
             union all select 1, section, print, n from in_sections join sizes using (section)
                        where n >= sizes.pages * :share
             order by place
            """)
        .param("floor", BoilerplateRule.SECTION_PAGES)
        .param("certain", rule.pagesToBecome(pages, true))
        .param("least", rule.pagesToStay(pages, true))
        .param("share", rule.leastShare() - 1e-9)
        .query((row, number) -> new Count(key(row), row.getInt("n")))
        .list();
  }

  private Map<String, Integer> sectionPages() {
    Map<String, Integer> pages = new HashMap<>();
    statement(
            """
            with PAGES
            select section, count(*) as n from pages, unnest(sections) section
             group by section having count(*) >= :least
            """)
        .param("least", BoilerplateRule.SECTION_PAGES)
        .query((row, number) -> pages.put(row.getString("section"), row.getInt("n")))
        .list();
    return pages;
  }

  private static RepeatedBlock.Key key(ResultSet row) throws SQLException {
    return new RepeatedBlock.Key(row.getLong("print"), row.getString("section"));
  }

  Map<RepeatedBlock.Key, Keeper> keepers(List<RepeatedBlock.Key> blocks, BoilerplateSet before) {
    Map<RepeatedBlock.Key, Keeper> keepers = stillKept(before);
    keepers.keySet().retainAll(blocks);
    List<RepeatedBlock.Key> open =
        blocks.stream().filter(block -> !keepers.containsKey(block)).toList();
    if (!open.isEmpty()) {
      keepers.putAll(first(open));
    }
    return keepers;
  }

  /** The pages that keep blocks since an earlier decision and still have them. */
  private Map<RepeatedBlock.Key, Keeper> stillKept(BoilerplateSet before) {
    Map<RepeatedBlock.Key, Keeper> kept = new HashMap<>();
    if (!before.blocks().isEmpty()) {
      statement(
              """
              with PAGES,
              kept as (select * from unnest(cast(:prints as bigint[]), cast(:sections as text[]),
                                            cast(:keepers as uuid[])) as k (print, section, keeper))
              select k.print, k.section, b.source_id, b.document_id, s.url
                from kept k join pages b on b.source_id = k.keeper and k.print = any(b.prints)
                join sources s on s.id = b.source_id
              """)
          .param("prints", Rows.array(before.blocks(), RepeatedBlock::print, new Long[0]))
          .param("sections", Rows.array(before.blocks(), RepeatedBlock::section, new String[0]))
          .param("keepers", Rows.array(before.blocks(), b -> b.keeper().value(), new UUID[0]))
          .query((row, number) -> kept.put(key(row), keeper(row)))
          .list();
    }
    return kept;
  }

  /**
   * The first pages that have the blocks. Most pages have them, so that the first few are enough; more
   * are read at a time while one is missing.
   */
  private Map<RepeatedBlock.Key, Keeper> first(List<RepeatedBlock.Key> blocks) {
    Map<RepeatedBlock.Key, Keeper> first = new HashMap<>();
    Set<RepeatedBlock.Key> open = new HashSet<>(blocks);
    String after = "";
    for (int limit = FIRST_PAGES; !open.isEmpty(); limit *= 4) {
      List<Candidate> pages = candidates(open, after, limit);
      for (Candidate page : pages) {
        for (RepeatedBlock.Key key : page.keys()) {
          if (open.remove(key)) {
            first.put(key, page.keeper());
          }
        }
      }
      if (pages.size() < limit) {
        return first;
      }
      after = pages.get(pages.size() - 1).rank();
    }
    return first;
  }

  /** A page that has at least one of the blocks; its keys name the sections that hold the page. */
  private record Candidate(String rank, Keeper keeper, Set<Long> prints, List<String> sections) {

    List<RepeatedBlock.Key> keys() {
      List<RepeatedBlock.Key> keys = new ArrayList<>();
      for (long print : prints) {
        keys.add(new RepeatedBlock.Key(print, ""));
        sections.forEach(section -> keys.add(new RepeatedBlock.Key(print, section)));
      }
      return keys;
    }
  }

  private List<Candidate> candidates(Set<RepeatedBlock.Key> open, String after, int limit) {
    Set<Long> prints = new HashSet<>();
    open.forEach(key -> prints.add(key.print()));
    return statement(
            """
            with PAGES
            select b.rank, b.source_id, b.document_id, b.sections, b.prints, s.url
              from pages b join sources s on s.id = b.source_id
             where b.rank > :after and b.prints && :prints order by b.rank limit :limit
            """)
        .param("after", after)
        .param("prints", prints.toArray(Long[]::new))
        .param("limit", limit)
        .query(
            (row, number) -> {
              Set<Long> has = new HashSet<>(List.of((Long[]) row.getArray("prints").getArray()));
              has.retainAll(prints);
              String[] sections = (String[]) row.getArray("sections").getArray();
              return new Candidate(row.getString("rank"), keeper(row), has, List.of(sections));
            })
        .list();
  }

  private static Keeper keeper(ResultSet row) throws SQLException {
    return new Keeper(
        new SourceId(Rows.uuid(row, "source_id")),
        row.getString("url"),
        new DocumentId(Rows.uuid(row, "document_id")));
  }

  private JdbcClient.StatementSpec statement(String sql) {
    return db.sql(sql.replace("PAGES", PAGES))
        .param("project", projectId.value())
        .param("host", host);
  }
}
