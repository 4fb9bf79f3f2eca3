-- Rendering of pages by a browser.

alter table frontier add column render boolean not null default false;  -- claimed by batches with a browser only
create index frontier_render on frontier (crawl_id, host_key, due_at) where state = 'pending' and render;

-- Workers that say whether they can render. Forgotten when they are silent.
create table renderers (
  worker    text primary key,
  hindrance text,                                  -- why it cannot; null when it can
  seen_at   timestamptz not null
);
