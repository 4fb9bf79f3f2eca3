-- The truth of Lode. Times are timestamptz; hashes are SHA-256 (32 bytes) unless said otherwise.

create table projects (
  id              uuid primary key,
  name            text not null,
  description     text,
  crawl_defaults  jsonb not null default '{}',
  schema_version  int  not null,
  created_at      timestamptz not null default now(),
  updated_at      timestamptz not null default now(),
  edition         int  not null default 1          -- ETag of the project
);
create unique index projects_name on projects (lower(name));

-- Schema versions are immutable.
create table schema_versions (
  project_id  uuid not null references projects on delete cascade,
  version     int  not null,
  schema      jsonb not null,
  schema_hash bytea not null,
  created_at  timestamptz not null default now(),
  primary key (project_id, version)
);

create table api_keys (
  id          uuid primary key,
  name        text not null,
  key_hash    bytea not null unique,               -- SHA-256 of the key; the key itself is never stored
  role        text not null check (role in ('read', 'run', 'admin')),
  project_ids uuid[],                              -- null: every project
  created_at  timestamptz not null default now(),
  revoked_at  timestamptz
);

create table jobs (
  id                  uuid primary key,
  project_id          uuid not null references projects on delete cascade,
  parent_id           uuid references jobs on delete cascade,
  kind                text not null check (kind in ('crawl', 'scrape', 'extract', 'report', 'pipeline', 'reindex', 'deletion')),
  status              text not null check (status in ('queued', 'running', 'paused', 'completed', 'partial', 'failed', 'cancelled')),
  phase               text,
  payload             jsonb not null,
  schema_version      int not null,
  result              jsonb,
  error               jsonb,
  idempotency_key     text,
  idempotency_owner   text,                        -- whose key it is: the API key's id
  request_hash        bytea,
  workflow_id         text not null unique,
  run_id              text,
  created_at          timestamptz not null default now(),
  started_at          timestamptz,
  finished_at         timestamptz,
  cancel_requested_at timestamptz
);
create unique index jobs_idempotency on jobs (idempotency_owner, idempotency_key) where idempotency_key is not null;
create index jobs_newest on jobs (created_at desc, id desc);
create index jobs_of_project on jobs (project_id, created_at desc, id desc);
create index jobs_of_parent on jobs (parent_id) where parent_id is not null;
create index jobs_live on jobs (created_at) where status in ('queued', 'running', 'paused');

-- Counters of a crawl, updated in the transaction that commits the pages they count.
create table crawls (
  job_id      uuid primary key references jobs on delete cascade,
  max_pages   int not null,
  reserved    int not null default 0,              -- budget held by claimed entries
  discovered  bigint not null default 0,
  fetched     bigint not null default 0,
  unchanged   bigint not null default 0,
  skipped     bigint not null default 0,
  failed      bigint not null default 0,
  created     bigint not null default 0,
  updated     bigint not null default 0,
  bytes       bigint not null default 0,
  seed_hosts  text[] not null default '{}',        -- hosts in scope: those of the seeds and where seeds redirect to
  opened_at   timestamptz
);

-- One polite clock per host inside a crawl; Redis keeps the clock that all crawls share.
create table crawl_hosts (
  crawl_id  uuid not null references crawls on delete cascade,
  host_key  text not null,                         -- scheme://host:port
  next_due  timestamptz not null default '-infinity',
  primary key (crawl_id, host_key)
);
create index crawl_hosts_due on crawl_hosts (crawl_id, next_due);

create table frontier (
  crawl_id      uuid not null references crawls on delete cascade,
  url_hash      bytea not null,
  url           text not null,
  host_key      text not null,
  pattern       text not null,                     -- the URL's shape, for quotas against endless spaces
  depth         int not null,
  priority      int not null default 0,            -- higher is earlier inside a depth
  hops          int not null default 0,            -- redirects that led here one after the other
  source_group  text not null,
  seq           bigint generated always as identity,
  state         text not null default 'pending' check (state in ('pending', 'leased', 'done')),
  due_at        timestamptz not null default '-infinity',
  lease_owner   text,
  lease_until   timestamptz,
  attempts      int not null default 0,
  decision      text check (decision in ('fetched', 'unchanged', 'skipped', 'failed')),
  rule          text,                              -- what decided
  http_status   int,
  error         jsonb,
  source_id     uuid,
  discovered_at timestamptz not null default now(),
  decided_at    timestamptz,
  primary key (crawl_id, url_hash),
  check ((state = 'done') = (decision is not null))
);
create index frontier_pending on frontier (crawl_id, host_key, depth, priority desc, seq) where state = 'pending';
create index frontier_deferred on frontier (crawl_id, host_key, due_at)
  where state = 'pending' and due_at > '-infinity';
create index frontier_leased on frontier (crawl_id, lease_until) where state = 'leased';
create index frontier_level on frontier (crawl_id, host_key, depth) where state in ('pending', 'leased') and attempts = 0;
create index frontier_seq on frontier (crawl_id, seq);
create index frontier_decided on frontier (crawl_id, decision, seq);
create index frontier_source on frontier (crawl_id, source_id) where source_id is not null;

-- How many URLs of one shape a crawl has taken in; more than the quota is decided as a trap.
create table crawl_patterns (
  crawl_id     uuid not null references crawls on delete cascade,
  pattern_hash bytea not null,                     -- a pattern can be longer than an index takes
  taken        int not null default 0,
  primary key (crawl_id, pattern_hash)
);

-- Bodies as fetched, deflated; addressed by the hash of content type and bytes.
create table bodies (
  hash         bytea primary key,
  content_type text,
  size         int not null,                       -- bytes before deflating
  deflated     bytea not null,
  stored_at    timestamptz not null default now()
);
alter table bodies alter column deflated set storage external;

create table documents (
  id                uuid primary key,
  body_hash         bytea not null references bodies,
  converter_version int not null,
  title             text,
  language          text,
  content_hash      bytea not null,                -- of the main content, white space folded
  deflated          bytea not null,                -- the whole document as JSON
  created_at        timestamptz not null default now(),
  unique (body_hash, converter_version)
);
alter table documents alter column deflated set storage external;

create table sources (
  id                 uuid primary key,
  project_id         uuid not null references projects on delete cascade,
  url                text not null,
  url_hash           bytea not null,
  source_group       text not null,
  host               text not null,
  status             text not null default 'pending' check (status in ('pending', 'extracted', 'partial', 'skipped', 'failed')),
  title              text,
  language           text,
  http_status        int not null,
  etag               text,
  last_modified      text,
  version            int not null default 1,
  body_hash          bytea not null references bodies,
  visible_hash       bytea not null,               -- of the visible text: whether the page changed
  document_id        uuid references documents,    -- what extraction last read
  extracted_version  int,                          -- source version, schema version and extractor that extraction last used
  extracted_schema   int,
  extracted_by       text,
  metadata           jsonb not null default '{}',
  created_by_job     uuid references jobs on delete set null,
  created_at         timestamptz not null default now(),
  fetched_at         timestamptz not null,
  verified_at        timestamptz not null,
  unique (project_id, url_hash)
);
create index sources_newest on sources (project_id, created_at desc, id desc);
create index sources_group on sources (project_id, source_group);
create index sources_status on sources (project_id, status);

create table source_versions (
  source_id    uuid not null references sources on delete cascade,
  version      int not null,
  body_hash    bytea not null references bodies,
  visible_hash bytea not null,
  job_id       uuid references jobs on delete set null,
  fetched_at   timestamptz not null,
  primary key (source_id, version)
);

create table extraction_runs (
  job_id          uuid primary key references jobs on delete cascade,
  planned         int not null default 0,
  extracted       int not null default 0,
  unchanged       int not null default 0,
  skipped         int not null default 0,
  partial         int not null default 0,
  failed          int not null default 0,
  facts           bigint not null default 0,
  model_calls     bigint not null default 0,
  completion_hits bigint not null default 0,
  prompt_tokens   bigint not null default 0,
  reply_tokens    bigint not null default 0,
  indexed         int not null default 0,
  planned_at      timestamptz
);

-- The plan of an extraction: one row a source, read by ordinal.
create table extraction_units (
  job_id     uuid not null references extraction_runs on delete cascade,
  ordinal    int not null,
  source_id  uuid not null references sources on delete cascade,
  status     text not null default 'planned' check (status in ('planned', 'model', 'extracted', 'unchanged', 'skipped', 'partial', 'failed')),
  reason     text,
  error      jsonb,
  indexed    boolean not null default false,
  decided_at timestamptz,
  primary key (job_id, ordinal),
  unique (job_id, source_id)
);
create index extraction_units_model on extraction_units (job_id, ordinal) where status = 'model';

-- Append-only, one current row per source and field group.
create table extractions (
  id             uuid primary key,
  project_id     uuid not null references projects on delete cascade,
  source_id      uuid not null references sources on delete cascade,
  document_id    uuid not null references documents,
  source_group   text not null,
  field_group    text not null,
  schema_version int not null,
  group_hash     bytea not null,
  fingerprint    text not null,
  content_hash   bytea not null,
  status         text not null check (status in ('ok', 'partial', 'empty')),
  data           jsonb not null,
  answer         json not null,                    -- fields or items with their evidence; keeps their order
  confidence     double precision not null,
  facts          int not null,
  current        boolean not null default true,
  job_id         uuid references jobs on delete set null,
  extracted_at   timestamptz not null default now()
);
create unique index extractions_current on extractions (source_id, field_group) where current;
create index extractions_newest on extractions (project_id, extracted_at desc, id desc) where current;
create index extractions_group on extractions (project_id, source_group, field_group) where current;
create index extractions_job on extractions (job_id);
create index extractions_document on extractions (document_id);

-- What models returned, stored before it is used; never bought twice.
create table completions (
  model             text not null,
  prompt_version    text not null,
  schema_hash       bytea not null,
  input_hash        bytea not null,
  attempt           int not null,
  reply             text not null,
  finish            text not null,
  prompt_tokens     int not null,
  completion_tokens int not null,
  project_id        uuid references projects on delete cascade,
  job_id            uuid references jobs on delete set null,
  created_at        timestamptz not null default now(),
  primary key (model, prompt_version, schema_hash, input_hash, attempt)
);
create table completion_leases (
  model          text not null,
  prompt_version text not null,
  schema_hash    bytea not null,
  input_hash     bytea not null,
  attempt        int not null,
  owner          text not null,
  lease_until    timestamptz not null,
  primary key (model, prompt_version, schema_hash, input_hash, attempt)
);

create table records (
  project_id     uuid not null references projects on delete cascade,
  source_group   text not null,
  field_group    text not null,
  schema_version int not null,
  record         json not null,                    -- keeps the order of its fields
  job_id         uuid references jobs on delete set null,
  updated_at     timestamptz not null default now(),
  primary key (project_id, source_group, field_group, schema_version)
);

-- What the search index holds; the index can be rebuilt from these rows.
create table passages (
  id            uuid primary key,                  -- the point's id: UUIDv5 of source, kind and ordinal
  project_id    uuid not null references projects on delete cascade,
  source_id     uuid not null references sources on delete cascade,
  document_id   uuid not null references documents,
  extraction_id uuid references extractions on delete cascade,
  kind          text not null check (kind in ('chunk', 'extraction')),
  source_group  text not null,
  field_group   text,
  heading       text not null,
  body          text not null,
  char_start    int not null,
  char_end      int not null,
  text_hash     bytea not null,
  job_id        uuid references jobs on delete set null
);
create index passages_source on passages (source_id);
create index passages_project on passages (project_id, id);

create table embeddings (
  model     text not null,
  text_hash bytea not null,
  vector    bytea not null,                        -- 32-bit floats, big endian
  primary key (model, text_hash)
);

create table reports (
  id           uuid primary key,
  project_id   uuid not null references projects on delete cascade,
  job_id       uuid unique references jobs on delete set null,
  type         text not null check (type in ('single', 'comparison', 'table')),
  title        text not null,
  model        jsonb not null,
  created_at   timestamptz not null default now()
);
create index reports_newest on reports (project_id, created_at desc, id desc);
