-- What the API keeps for itself: sessions, idempotency records, drafts, saved views.
create schema web;

create table web.session (
  id_hash      text primary key,
  staff        text not null,
  created_at   timestamptz not null default now(),
  last_seen_at timestamptz not null default now(),
  expires_at   timestamptz not null,
  content      text not null
);
create index session_staff on web.session (staff);

create table web.sign_in (
  state_hash   text primary key,
  content      text not null,
  created_at   timestamptz not null default now()
);

create table web.idempotency (
  caller       text not null,
  key_hash     text not null,
  request_hash text not null,
  state        text not null check (state in ('running', 'done')),
  status       integer,
  response     text,
  location     text,
  created_at   timestamptz not null default now(),
  primary key (caller, key_hash)
);

create table web.draft (
  id           uuid primary key,
  staff        text not null,
  center       text not null,
  type         text not null,
  wrapped_key  text not null,
  key_id       text not null,
  content      text not null,
  version      integer not null default 1,
  updated_at   timestamptz not null default now()
);
create index draft_staff on web.draft (staff, updated_at desc);

create table web.saved_view (
  id           uuid primary key,
  staff        text not null,
  center       text not null,
  branch       text,
  shared       boolean not null default false,
  name         text not null,
  query        jsonb not null,
  updated_at   timestamptz not null default now()
);
