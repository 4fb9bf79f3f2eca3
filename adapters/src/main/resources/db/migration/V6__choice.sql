-- Which URLs a crawl chooses, and in which order.

alter table crawls
  add column max_pages_per_host int,               -- null: no quota for a host
  add column best_first boolean not null default false,
  add column focus_dropped text;                   -- why a focused crawl went on in plain order

alter table crawl_hosts
  add column taken int not null default 0;         -- pages kept of the host; counted where the crawl has a quota for hosts

-- What is claimed first: the depth, or in a focused crawl 10 bands of relevance, 0 the best.
alter table frontier add column level int not null default 0;
update frontier set level = depth where state <> 'done';
drop index frontier_pending;
create index frontier_pending on frontier (crawl_id, host_key, level, priority desc, seq) where state = 'pending';
drop index frontier_level;
create index frontier_level on frontier (crawl_id, host_key, level) where state in ('pending', 'leased') and attempts = 0;

alter table crawl_patterns
  add column pattern text,                         -- set once the pattern is at its quota, or is lifted
  add column skipped int not null default 0,       -- URLs kept out by the quota
  add column lifted boolean not null default false;

alter table sources
  add column language_certainty real;              -- of sources.language, 0 to 1
