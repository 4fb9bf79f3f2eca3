package lode.adapters.postgres;

/** The statements of {@link SameSources}. */
final class SameSourcesSql {

  /** That K says the same as N: equal or nearly equal text, and all that must be equal is. */
  private static final String SAME =
      """
      (K.project_id = N.project_id and K.source_group = N.source_group and K.facts = N.facts
       and (K.visible_hash = N.visible_hash
            or K.heading = N.heading and bit_count((K.simhash # N.simhash)::bit(64)) <= 3))""";

  /**
   * What ranks I, first the best: the site names it as canonical; it names no other; it was
   * extracted, so that a main source stays one; it is nearer to a seed; its URL.
   */
  private static final String RANK =
      """
      I.named desc, (I.canonical_hash is null) desc, I.extracted desc, I.depth, I.url""";

  /** All of an identity, and what ranks it; condition follows. */
  private static final String RANKED =
      """
      select i.*, s.url, s.extracted_version is not null and s.status <> 'skipped' as extracted,
             exists (select 1 from source_identities d
                      where d.project_id = i.project_id and d.canonical_hash = s.url_hash and d.facts = i.facts
                        and d.source_id <> i.source_id and SAME_D_I) as named
        from source_identities i join sources s on s.id = i.source_id"""
          .replace("SAME_D_I", same("d", "i"));

  /** Main sources that M may be the same as, found by index. */
  private static final String MET =
      """
      select c.* from source_identities c
       where c.same_as is null and c.project_id = M.project_id and c.visible_hash = M.visible_hash
      NEAR0 NEAR1 NEAR2 NEAR3"""
          .replace("NEAR0", near("near0"))
          .replace("NEAR1", near("near1"))
          .replace("NEAR2", near("near2"))
          .replace("NEAR3", near("near3"));

  private static final String REASON =
      """
      case when K.canonical_hash = N.url_hash then 'canonical'
           when K.visible_hash = N.visible_hash then 'duplicate' else 'near-duplicate' end""";

  /** The crawl's project, locked; only statements after this one see what the last holder linked. */
  private static final String LOCKED =
      """
      job as materialized (
        select project_id,
               pg_advisory_xact_lock(hashtextextended('same sources', 0) # hashtextextended(project_id::text, 0))
          from jobs where id = :crawl)""";

  static final String KEEP_REDIRECTS =
      """
      with LOCKED
      insert into source_urls (project_id, url_hash, url, target_hash, relation, seen_at)
      select job.project_id, r.hash, r.url, r.target, 'redirect', :now
        from job cross join unnest(cast(:hashes as bytea[]), cast(:urls as text[]), cast(:targets as bytea[]))
               as r (hash, url, target)
       order by r.hash
      on conflict (project_id, url_hash) do update
         set target_hash = excluded.target_hash, relation = excluded.relation, seen_at = excluded.seen_at
      """
          .replace("LOCKED", LOCKED);

  static final String KEEP_PRINTS =
      """
      with LOCKED,
      page as (
        select s.id, s.project_id, s.source_group, s.url_hash, p.*
          from job cross join unnest(
                 cast(:hashes as bytea[]), cast(:visible as bytea[]), cast(:trivial as boolean[]), cast(:facts as bigint[]),
                 cast(:headings as bigint[]), cast(:simhashes as bigint[]), cast(:near0 as bigint[]), cast(:near1 as bigint[]),
                 cast(:near2 as bigint[]), cast(:near3 as bigint[]), cast(:canonicals as bytea[]), cast(:depths as int[]))
               as p (hash, visible, trivial, facts, heading, simhash, near0, near1, near2, near3, canonical, depth)
          join sources s on s.project_id = job.project_id and s.url_hash = p.hash and s.visible_hash = p.visible),
      no_redirect as (
        delete from source_urls u using page where u.project_id = page.project_id and u.url_hash = page.url_hash)
      insert into source_identities as i (source_id, project_id, source_group, visible_hash, facts, heading, simhash,
                                          near0, near1, near2, near3, canonical_hash, depth)
      select id, project_id, source_group, case when trivial then null else visible end, facts, heading, simhash,
             near0, near1, near2, near3, canonical, depth
        from page order by id
      on conflict (source_id) do update
         set visible_hash = excluded.visible_hash, facts = excluded.facts, heading = excluded.heading,
             simhash = excluded.simhash, near0 = excluded.near0, near1 = excluded.near1, near2 = excluded.near2,
             near3 = excluded.near3, canonical_hash = excluded.canonical_hash
       where (i.visible_hash, i.facts, i.heading, i.simhash, i.canonical_hash)
             is distinct from
             (excluded.visible_hash, excluded.facts, excluded.heading, excluded.simhash, excluded.canonical_hash)
      returning i.source_id
      """
          .replace("LOCKED", LOCKED);

  /**
   * Stored pages that are linked or meet a main source, and those that changed and that others are
   * linked to. One that is named as canonical may have to become the main source, although it is
   * linked.
   */
  static final String RESTLESS =
      """
      with mine as (
        select i.* from jobs j
          join sources s on s.project_id = j.project_id and s.url_hash = any(cast(:hashes as bytea[]))
          join source_identities i on i.source_id = s.id
         where j.id = :crawl),
      met as (
        select m.source_id, c.source_id as other
          from mine m cross join lateral (MET_M) c
         where c.source_id <> m.source_id and SAME_M_C
        union all
        select m.source_id, t.source_id
          from mine m
          join sources u on u.project_id = m.project_id and u.url_hash = m.canonical_hash
          join source_identities t on t.source_id = u.id
         where SAME_M_T
        union all
        select m.source_id, m.source_id from mine m where m.same_as is not null),
      leader as (
        select m.source_id from mine m
         where m.source_id = any(cast(:changed as uuid[]))
           and exists (select 1 from source_identities k where k.same_as = m.source_id))
      select source_id, false as leads from met union select other, false from met union select source_id, true from leader
      """
          .replace("MET_M", MET.replace("M.", "m."))
          .replace("SAME_M_C", same("m", "c"))
          .replace("SAME_M_T", same("m", "t"));

  static final String MOVES =
      """
      with asked as (select * from source_identities where source_id = any(cast(:ids as uuid[]))),
      restless as (
        select * from asked
        union
        select c.* from asked a cross join lateral (MET_A) c where SAME_A_C),
      choice as (
        select m.source_id as id, c.source_id as main
          from restless m cross join lateral (MET_M) c where SAME_M_C
        union
        select m.source_id, m.source_id from restless m),
      known as materialized (RANKED where i.source_id in (select main from choice)),
      best as (
        select distinct on (choice.id) choice.id, k.source_id as main
          from choice join known k on k.source_id = choice.main order by choice.id, RANK_K)
      select k.source_id, n.source_id as main_id
        from best
        join restless k on k.source_id = best.id
        join source_identities n on n.source_id = best.main
        join sources u on u.id = n.source_id
       where case when k.source_id = n.source_id then k.same_as is not null
                  else k.same_as is distinct from n.source_id or k.same_reason <> REASON end
       order by 1
      """
          .replace("MET_A", MET.replace("M.", "a."))
          .replace("SAME_A_C", same("a", "c"))
          .replace("MET_M", MET.replace("M.", "m."))
          .replace("SAME_M_C", same("m", "c"))
          .replace("RANKED", RANKED)
          .replace("RANK_K", RANK.replace("I.", "k."))
          .replace("REASON", reason("k", "n").replace("n.url_hash", "u.url_hash"));

  /** Who was linked to one that moves goes along, if it is the same as the new main source, too. */
  static final String APPLY =
      """
      with move as (
        select * from unnest(cast(:ids as uuid[]), cast(:mains as uuid[])) as m (id, main)),
      moved as (
        select id, main from move
        union
        select c.source_id, move.main from move join source_identities c on c.same_as = move.id where move.id <> move.main)
      update source_identities k
         set same_as = nullif(n.source_id, k.source_id),
             same_reason = case when n.source_id = k.source_id then null else REASON end
        from moved join (select i.*, s.url_hash from source_identities i join sources s on s.id = i.source_id) n
               on n.source_id = moved.main
       where k.source_id = moved.id and (k.source_id = n.source_id or SAME_K_N)
      """
          .replace("REASON", reason("k", "n"))
          .replace("SAME_K_N", same("k", "n"));

  static final String RELEASE =
      """
      with lost as materialized (
        RANKED join source_identities m on m.source_id = i.same_as
         where m.source_id = any(cast(:ids as uuid[])) and (m.same_as is not null or not coalesce(SAME_I_M, false))),
      heir as (
        select distinct on (l.same_as) l.*, s.url_hash from lost l join sources s on s.id = l.source_id
         order by l.same_as, RANK_L),
      moved as (
        update source_identities k
           set same_as = nullif(n.source_id, k.source_id),
               same_reason = case when n.source_id = k.source_id then null else REASON end
          from lost l join heir n on n.same_as = l.same_as
         where k.source_id = l.source_id and (k.source_id = n.source_id or SAME_K_N)
        returning k.source_id, k.same_as)
      select source_id from moved where same_as is null
      """
          .replace("RANKED", RANKED)
          .replace("RANK_L", RANK.replace("I.", "l."))
          .replace("SAME_I_M", same("i", "m"))
          .replace("REASON", reason("k", "n"))
          .replace("SAME_K_N", same("k", "n"));

  /** Who is still the same as a main source that changed may be so for another reason. */
  static final String RELABEL =
      """
      update source_identities k set same_reason = REASON
        from source_identities i join sources s on s.id = i.source_id,
             lateral (select i.*, s.url_hash) n
       where k.same_as = n.source_id and n.source_id = any(cast(:ids as uuid[])) and k.same_reason <> REASON
      """
          .replace("REASON", reason("k", "n"));

  private SameSourcesSql() {}

  private static String near(String key) {
    return " union all select c.* from source_identities c where c.same_as is null and c.project_id = M.project_id and c.KEY = M.KEY"
            .replace("KEY", key)
        + " and c.visible_hash <> M.visible_hash";
  }

  private static String same(String k, String n) {
    return SAME.replace("K.", k + ".").replace("N.", n + ".");
  }

  private static String reason(String k, String n) {
    return REASON.replace("K.", k + ".").replace("N.", n + ".");
  }
}
