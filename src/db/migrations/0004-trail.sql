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
  content      sealed
);
create index event_case on event (case_id, id);
create index event_person on event (person, id);
create index event_actor on event (center, actor, id);
create index event_kind on event (center, kind, id);
comment on table event is 'The audit trail (留痕): who, when, from where, why, before, after. Append-only, written in the transaction of the change.';
comment on column event.id is 'Running number; gaps are transactions that were rolled back.';
comment on column event.center is 'The center whose chain it belongs to.';
comment on column event.case_id is 'The case, if any.';
comment on column event.person is 'Whom it concerns, if anybody.';
comment on column event.kind is 'What happened.';
comment on column event.at is 'Business instant: of the workflow, or of the request.';
comment on column event.recorded_at is 'When the database recorded it.';
comment on column event.actor is 'Staff id, or system.';
comment on column event.actor_role is 'The role acted in.';
comment on column event.origin is 'Request id: from where.';
comment on column event.public is 'Codes, ids and dates; nothing personal.';
comment on column event.content is 'Reason, before and after as JSON, sealed under the person''s key.';

create table event_seal (
  center       text not null,
  seq          bigint not null,
  event        bigint not null unique,
  key_id       text not null,
  mac          text not null,
  sealed_at    timestamptz not null default clock_timestamp(),
  primary key (center, seq)
);
comment on table event_seal is 'The chain over the trail of a center: each seal is a keyed hash over the seal before it and the event. Append-only.';
comment on column event_seal.center is 'Whose chain.';
comment on column event_seal.seq is 'Place in the chain, from 1 without gaps.';
comment on column event_seal.event is 'The event sealed there.';
comment on column event_seal.key_id is 'Id of the chain key, which lies outside the database.';
comment on column event_seal.mac is 'HMAC-SHA-256, hexadecimal.';
comment on column event_seal.sealed_at is 'When it was sealed.';

create table event_unsealed (
  event        bigint primary key,
  center       text not null
) with (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 2000);
create index event_unsealed_center on event_unsealed (center, event);
comment on table event_unsealed is 'Events the sealer has not come to yet; filled by a trigger, emptied within a second.';
comment on column event_unsealed.event is 'The event.';
comment on column event_unsealed.center is 'Its center.';

create table effect (
  key          text primary key check (key <> ''),
  case_id      uuid,
  content_hash text not null,
  result       jsonb not null,
  at           timestamptz not null default now()
);
create index effect_case on effect (case_id);
comment on table effect is 'What was done once: a key, what it was asked to do, what came out.';
comment on column effect.key is 'Business key, {case}:{step}:{ordinal}.';
comment on column effect.case_id is 'The case.';
comment on column effect.content_hash is 'SHA-256 of what was asked: the same key with other content is a conflict.';
comment on column effect.result is 'What was answered; ids and codes, nothing personal.';
comment on column effect.at is 'When.';

create table outbox (
  id           bigint generated always as identity primary key,
  key          text not null unique,
  center       text not null,
  case_id      uuid,
  person       uuid,
  kind         text not null,
  payload      sealed not null,
  created_at   timestamptz not null default now(),
  available_at timestamptz not null default now(),
  attempts     integer not null default 0,
  delivered_at timestamptz,
  last_error   text,
  parked_at    timestamptz
);
create index outbox_due on outbox (available_at, id) where delivered_at is null and parked_at is null;
create index outbox_case on outbox (case_id);
comment on table outbox is 'What shall leave the house, written in the transaction that wants it; delivered at least once.';
comment on column outbox.id is 'Running number.';
comment on column outbox.key is 'Key the receiver sees too.';
comment on column outbox.center is 'The center that sends.';
comment on column outbox.case_id is 'The case.';
comment on column outbox.person is 'Whom it concerns.';
comment on column outbox.kind is 'What it is.';
comment on column outbox.payload is 'What is sent, as JSON, sealed.';
comment on column outbox.created_at is 'When it was written.';
comment on column outbox.available_at is 'Not to be tried before.';
comment on column outbox.attempts is 'How often it was tried.';
comment on column outbox.delivered_at is 'When the receiver had it; null while on its way.';
comment on column outbox.last_error is 'Code of the last fault; never the content.';
comment on column outbox.parked_at is 'When it was given up until somebody looks.';

create table inbox (
  sender       text not null,
  serial       text not null,
  kind         text not null,
  payload      sealed not null,
  case_id      uuid,
  received_at  timestamptz not null default now(),
  handled_at   timestamptz,
  primary key (sender, serial)
);
comment on table inbox is 'What came from outside, by the sender''s serial number: a second arrival changes nothing.';
comment on column inbox.sender is 'Who sent it.';
comment on column inbox.serial is 'The sender''s serial number.';
comment on column inbox.kind is 'What it is.';
comment on column inbox.payload is 'What it says, as JSON, sealed.';
comment on column inbox.case_id is 'The case it answers.';
comment on column inbox.received_at is 'When it came.';
comment on column inbox.handled_at is 'When it was dealt with.';

create table operation (
  id           uuid primary key,
  center       text not null references center,
  kind         text not null,
  state        text not null check (state in ('waiting', 'running', 'done', 'stopped')),
  started_by   text not null references staff,
  created_at   timestamptz not null default now(),
  finished_at  timestamptz,
  file         uuid references file,
  wrapped_key  wrapped_key not null,
  key_id       text not null,
  total        integer not null check (total >= 0),
  detail       jsonb not null default '{}'
);
create index operation_open on operation (created_at) where state in ('waiting', 'running');
create index operation_list on operation (center, created_at desc);
comment on table operation is 'Bulk work asked for at once and done row by row.';
comment on column operation.id is 'Opaque id.';
comment on column operation.center is 'For which center.';
comment on column operation.kind is 'What is done to every row.';
comment on column operation.state is 'waiting 待处理, running 处理中, done 已完成, stopped 已停止.';
comment on column operation.started_by is 'Who asked for it.';
comment on column operation.created_at is 'When.';
comment on column operation.finished_at is 'When it was done or stopped.';
comment on column operation.file is 'The file it came from.';
comment on column operation.wrapped_key is 'Data key of its rows, wrapped by the center''s key.';
comment on column operation.key_id is 'Id of the wrapping key.';
comment on column operation.total is 'Number of rows.';
comment on column operation.detail is 'Branch and other codes; nothing personal.';

create table operation_row (
  operation    uuid not null references operation,
  n            integer not null,
  content      sealed not null,
  state        text not null check (state in ('waiting', 'done', 'failed', 'skipped')),
  case_id      uuid,
  problem      jsonb,
  at           timestamptz,
  primary key (operation, n)
);
create index operation_row_waiting on operation_row (operation, n) where state = 'waiting';
comment on table operation_row is 'One row of bulk work.';
comment on column operation_row.operation is 'Of which operation.';
comment on column operation_row.n is 'Line of the file, from 1, the heading not counted.';
comment on column operation_row.content is 'The row as JSON, sealed under the operation''s key; emptied when it is done.';
comment on column operation_row.state is 'waiting 待处理, done 已办理, failed 有错误, skipped 已跳过.';
comment on column operation_row.case_id is 'The case it became.';
comment on column operation_row.problem is 'Why it failed: codes, pointers and sentences; nothing personal.';
comment on column operation_row.at is 'When it was dealt with.';
