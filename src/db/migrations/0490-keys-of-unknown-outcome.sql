-- A key whose request ended without a known outcome is free for the next try at once, and stays bound to its
-- request as long as any other key: until now its age said that, and whoever clears old keys away took it for old.
alter table web.idempotency add column let_go boolean not null default false;
comment on column web.idempotency.let_go is 'Running, but nobody works on it: the outcome of the last try is not known.';
update web.idempotency set let_go = true, created_at = default where created_at = '-infinity';
