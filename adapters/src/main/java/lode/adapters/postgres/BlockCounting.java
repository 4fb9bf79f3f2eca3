package lode.adapters.postgres;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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

  private final JdbcClient db;
  private final ProjectId projectId;
  private final String host;

  BlockCounting(JdbcClient db, ProjectId projectId, String host) {
    this.db = db;
    this.projectId = projectId;
    this.host = host;
  }

  BlockCounts counts(BoilerplateRule rule) {
    int pages = statement("with PAGES select count(*) from pages").query(Integer.class).single();
    if (pages < BoilerplateRule.SECTION_PAGES) {
      return new BlockCounts(pages, blocks(), Map.of(), List.of());
    }
    List<Count> often = new ArrayList<>(ofHost(rule.pagesToStay(pages, true)));
    often.addAll(ofSections(rule.leastShare()));
    return new BlockCounts(pages, blocks(), sectionPages(), often);
  }

  private long blocks() {
    return statement("with PAGES select count(distinct print) from pages, unnest(prints) print")
        .query(Long.class)
        .single();
  }

  private List<Count> ofHost(int least) {
    return statement(
            """
            with PAGES
            select '' as section, print, count(*) as n from pages, unnest(prints) print
             group by print having count(*) >= :least
            """)
        .param("least", least)
        .query(BlockCounting::count)
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

  private List<Count> ofSections(double leastShare) {
    return statement(
            """
            with PAGES,
            sizes as (
              select section, count(*) as pages from pages, unnest(sections) section
               group by section having count(*) >= :least),
            counted as (
              select section, print, count(*) as n from pages, unnest(sections) section, unnest(prints) print
               where section in (select section from sizes)
               group by section, print having count(*) >= :least)
            select section, print, n from counted join sizes using (section) where n >= pages * :share
            """)
        .param("least", BoilerplateRule.SECTION_PAGES)
        .param("share", leastShare - 1e-9)
        .query(BlockCounting::count)
        .list();
  }

  private static Count count(ResultSet row, int number) throws SQLException {
    return new Count(key(row), row.getInt("n"));
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

  private Map<RepeatedBlock.Key, Keeper> first(List<RepeatedBlock.Key> blocks) {
    Map<RepeatedBlock.Key, Keeper> first = new HashMap<>();
    statement(
            """
            with PAGES,
            wanted as (select * from unnest(cast(:prints as bigint[]), cast(:sections as text[])) as w (print, section)),
            firsts as (
              select w.print, w.section, min(b.rank) as rank
                from pages b cross join lateral unnest(b.prints) p (print)
                join wanted w on w.print = p.print and (w.section = '' or w.section = any(b.sections))
               group by w.print, w.section)
            select f.print, f.section, b.source_id, b.document_id, s.url
              from firsts f join pages b on b.rank = f.rank join sources s on s.id = b.source_id
            """)
        .param("prints", Rows.array(blocks, RepeatedBlock.Key::print, new Long[0]))
        .param("sections", Rows.array(blocks, RepeatedBlock.Key::section, new String[0]))
        .query((row, number) -> first.put(key(row), keeper(row)))
        .list();
    return first;
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
