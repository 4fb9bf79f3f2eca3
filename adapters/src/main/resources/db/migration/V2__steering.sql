-- Live steering of crawls: what people want stands here, whether or not a workflow was told.

alter table jobs
  add column stop_requested_at timestamptz,
  add column steered_at        timestamptz;        -- last order that the crawl's workflow was not told of yet
create index jobs_steered on jobs (steered_at) where steered_at is not null;

alter table crawls
  add column edition int not null default 0;       -- grows with each change of the crawl's request
