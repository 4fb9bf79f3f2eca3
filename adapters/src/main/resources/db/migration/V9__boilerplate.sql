-- Blocks that are repeated over a host's pages. Counts come from these rows, there are no counters.

-- The blocks of the document that extraction last converted of a source.
create table page_blocks (
  source_id   uuid primary key references sources on delete cascade,
  project_id  uuid not null references projects on delete cascade,
  host        text not null,                       -- with the port where it is not the usual one
  sections    text[] not null,                     -- parts of the site that hold the page
  rank        text collate "C" not null,           -- sorts the pages of a host, the home page first
  document_id uuid not null references documents,
  prints      bigint[] not null,                   -- one of each different block
  characters  int not null                         -- of the main content
);
create index page_blocks_host on page_blocks (project_id, host);
create index page_blocks_document on page_blocks (document_id);

-- What is boilerplate on a host. A version never changes but for its figures.
create table boilerplate_sets (
  project_id uuid not null references projects on delete cascade,
  host       text not null,
  version    int not null,
  pages      int not null,                         -- what it was decided from
  blocks     bigint not null,
  content    jsonb not null,                       -- the repeated blocks and the pages that keep them
  examples   jsonb not null,
  released   bigint[] not null,                    -- blocks of the version before that came back to pages
  decided_at timestamptz not null default now(),
  primary key (project_id, host, version)
);

-- By which version an extraction leaves out, to its end.
create table extraction_hosts (
  job_id  uuid not null references extraction_runs on delete cascade,
  host    text not null,
  version int not null,
  primary key (job_id, host)
);

-- What was left out when a source was read last; none for a source that was read whole.
create table left_out_blocks (
  source_id   uuid primary key references sources on delete cascade,
  document_id uuid not null references documents,
  starts      int[] not null,                      -- intervals [start, end) in the document's text
  ends        int[] not null,
  prints      bigint[] not null,
  characters  int not null,
  owed        boolean not null default false       -- some of it is boilerplate no more: to be read again
);
create index left_out_blocks_owed on left_out_blocks (source_id) where owed;
create index left_out_blocks_document on left_out_blocks (document_id);
