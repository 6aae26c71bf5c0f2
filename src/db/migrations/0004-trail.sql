-- The audit trail, what was done once, what leaves and what arrives.

create table event (
  id           bigint generated always as identity primary key,
  center       text not null references center,
  case_id      uuid,
  person       uuid,
  kind         text not null,
  at           timestamptz not null,
  recorded_at  timestamptz not null default clock_timestamp(),
  actor        text not null,
  actor_role   text not null,
  origin       text not null,
  public       jsonb not null default '{}',
  content      text
);
create index event_case on event (case_id, id);
create index event_person on event (person, id);
create index event_actor on event (center, actor, id);

create table event_seal (
  center       text not null,
  seq          bigint not null,
  event        bigint not null unique,
  key_id       text not null,
  mac          text not null,
  sealed_at    timestamptz not null default clock_timestamp(),
  primary key (center, seq)
);

create table effect (
  key          text primary key check (key <> ''),
  case_id      uuid,
  content_hash text not null,
  result       jsonb not null,
  at           timestamptz not null default now()
);

create table outbox (
  id           bigint generated always as identity primary key,
  key          text not null unique,
  center       text not null,
  case_id      uuid,
  person       uuid,
  kind         text not null,
  payload      text not null,
  created_at   timestamptz not null default now(),
  available_at timestamptz not null default now(),
  attempts     integer not null default 0,
  delivered_at timestamptz,
  last_error   text,
  parked_at    timestamptz
);
create index outbox_due on outbox (available_at, id) where delivered_at is null and parked_at is null;

create table inbox (
  sender       text not null,
  serial       text not null,
  kind         text not null,
  payload      text not null,
  case_id      uuid,
  received_at  timestamptz not null default now(),
  handled_at   timestamptz,
  primary key (sender, serial)
);

create table operation (
  id           uuid primary key,
  center       text not null references center,
  kind         text not null,
  state        text not null check (state in ('waiting', 'running', 'done', 'stopped')),
  started_by   text not null references staff,
  created_at   timestamptz not null default now(),
  finished_at  timestamptz,
  file         uuid references file,
  total        integer not null,
  detail       jsonb not null default '{}'
);

create table operation_row (
  operation    uuid not null references operation,
  n            integer not null,
  content      text not null,
  state        text not null check (state in ('waiting', 'done', 'failed', 'skipped')),
  case_id      uuid,
  problem      jsonb,
  at           timestamptz,
  primary key (operation, n)
);
