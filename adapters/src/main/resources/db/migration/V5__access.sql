-- What crawls bring along to be let in: sealed, and gone as soon as it is not needed any more.

create table crawl_secrets (
  job_id uuid primary key references jobs on delete cascade,   -- the job that was accepted: crawl or pipeline
  sealed bytea not null                                        -- AES-256-GCM, bound to the job's id
);

-- Here and not in the code, so that no way in which a job ends can forget it.
create function forget_crawl_secrets() returns trigger language plpgsql as $$
begin
  delete from crawl_secrets where job_id = new.id or (new.kind = 'crawl' and job_id = new.parent_id);
  return null;
end $$;

create trigger jobs_forget_secrets after update of status on jobs
  for each row when (new.status in ('completed', 'partial', 'failed', 'cancelled'))
  execute function forget_crawl_secrets();
