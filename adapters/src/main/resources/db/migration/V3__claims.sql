-- Hosts in the order in which claims take them, so that a claim reads as many as it needs.

create index crawl_hosts_turn on crawl_hosts (crawl_id, next_due, host_key);
drop index crawl_hosts_due;
