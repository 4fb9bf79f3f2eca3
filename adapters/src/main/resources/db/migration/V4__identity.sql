-- One source, many URLs: which sources say the same, and which URLs lead to a source.

-- What tells whether a source says the same as another one. Apart from sources, so that linking
-- neither rewrites their rows nor waits for who holds them; written by one commit of a project at a time.
create table source_identities (
  source_id      uuid primary key references sources on delete cascade,
  project_id     uuid not null,
  source_group   text not null,
  visible_hash   bytea,                            -- null: too little text to be the same as another
  facts          bigint not null,                  -- hash of numbers and structured data
  heading        bigint not null,                  -- hash of title and h1
  simhash        bigint,                           -- null: too short to be compared by likeness
  near0          bigint,                           -- facts, heading and 16 bits of the SimHash; two that
  near1          bigint,                           -- differ in three bits share one of the four
  near2          bigint,
  near3          bigint,
  canonical_hash bytea,                            -- of the URL that the page names as its canonical one
  depth          int not null,                     -- links away from a seed when it was stored first
  same_as        uuid references source_identities on delete set null, -- always a source with null here
  same_reason    text check (same_reason in ('canonical', 'duplicate', 'near-duplicate')),
  check (same_as is distinct from source_id),
  check (same_as is null or same_reason is not null)
);
create index source_identities_text on source_identities (project_id, visible_hash)
  where same_as is null and visible_hash is not null;
create index source_identities_near0 on source_identities (project_id, near0) where same_as is null and near0 is not null;
create index source_identities_near1 on source_identities (project_id, near1) where same_as is null and near1 is not null;
create index source_identities_near2 on source_identities (project_id, near2) where same_as is null and near2 is not null;
create index source_identities_near3 on source_identities (project_id, near3) where same_as is null and near3 is not null;
create index source_identities_canonical on source_identities (project_id, canonical_hash, facts)
  where canonical_hash is not null;
create index source_identities_same on source_identities (same_as) where same_as is not null;

-- URLs without content of their own. They name where they lead, not a source: that may be stored later.
create table source_urls (
  project_id  uuid not null references projects on delete cascade,
  url_hash    bytea not null,
  url         text not null,
  target_hash bytea not null,                      -- of the URL that it redirects to
  relation    text not null check (relation in ('redirect')),
  seen_at     timestamptz not null,
  primary key (project_id, url_hash)
);
create index source_urls_target on source_urls (project_id, target_hash);
