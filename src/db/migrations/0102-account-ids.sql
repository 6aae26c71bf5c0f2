-- Account numbers stay out of addresses: an account has an opaque id, too.
alter table account add column id uuid not null default gen_random_uuid();
create unique index account_id on account (id);
comment on column account.id is 'Opaque id; the only name of an account in addresses, logs and the engine.';
