-- Cases and everything that hangs on a case. The case row mirrors what the workflow decided; it
-- changes only in the transaction that also writes event, tasks, waits and outbox.

create sequence case_number;

create table "case" (
  id           uuid primary key,
  number       text not null unique,
  center       text not null references center,
  branch       text not null references branch,
  type         text not null,
  person       uuid not null references person,
  stage        text not null,
  detail       jsonb not null default '{}',
  version      integer not null,
  channel      text not null,
  submitted_by text not null,
  parties      jsonb not null default '{}',
  opened_at    timestamptz not null,
  accepted_on  date,
  regulation   text check (regulation in ('2019', '2026')),
  due_on       date,
  promised_on  date,
  closed_at    timestamptz,
  outcome      text,
  operation    uuid,
  updated_at   timestamptz not null
);
create index case_list on "case" (center, opened_at desc, id desc);
create index case_open_list on "case" (center, due_on, id) where closed_at is null;
create index case_stage on "case" (center, type, stage, opened_at desc, id desc);
create index case_branch on "case" (branch, opened_at desc, id desc);
create index case_person on "case" (person, opened_at desc);

create table form_content (
  case_id      uuid not null references "case",
  version      integer not null,
  content      text not null,
  sent_by      text not null,
  sent_at      timestamptz not null,
  primary key (case_id, version)
);

create table wait (
  id           bigint generated always as identity primary key,
  case_id      uuid not null references "case",
  kind         text not null,
  since        timestamptz not null,
  until        timestamptz,
  clause       text not null,
  ended_by     text[] not null,
  shortened_by text not null,
  detail       jsonb not null default '{}',
  closed_at    timestamptz
);
create index wait_open on wait (kind, until) where closed_at is null;
create index wait_case on wait (case_id, id);

create table task (
  id           uuid primary key,
  case_id      uuid not null references "case",
  center       text not null references center,
  branch       text references branch,
  kind         text not null,
  role         text not null,
  not_by       text[] not null default '{}',
  opened_at    timestamptz not null,
  opened_on    date not null,
  working_days integer not null,
  due_on       date not null,
  due_provisional boolean not null default false,
  claimed_by   text references staff,
  claimed_at   timestamptz,
  assigned_to  text references staff,
  closed_at    timestamptz,
  closed_by    text,
  version      integer not null default 1
);
create index task_open on task (center, role, due_on, id) where closed_at is null;
create index task_case on task (case_id);

create table "check" (
  id           bigint generated always as identity primary key,
  key          text not null unique,
  case_id      uuid not null references "case",
  person       uuid not null references person,
  system       text not null,
  purpose      text not null,
  status       text not null,
  facts        jsonb not null,
  evidence     text not null,
  evidence_hash text not null,
  asked_at     timestamptz not null,
  answered_at  timestamptz not null,
  entered_by   text,
  confirmed_by text
);
create index check_case on "check" (case_id, id);

create table decision (
  id           bigint generated always as identity primary key,
  key          text not null unique,
  case_id      uuid not null references "case",
  rule         text not null,
  rule_version text not null,
  outcome      text not null,
  clauses      text[] not null,
  record       text not null,
  record_hash  text not null,
  decided_on   date not null,
  decided_at   timestamptz not null,
  decided_by   text not null
);
create index decision_case on decision (case_id, id);

create table claim (
  id           bigint generated always as identity primary key,
  person       uuid not null references person,
  case_id      uuid not null references "case",
  since        timestamptz not null,
  released_at  timestamptz
);
create unique index claim_one_per_person on claim (person) where released_at is null;
create index claim_case on claim (case_id);

create table case_link (
  case_id      uuid not null references "case",
  kind         text not null,
  other        text not null,
  detail       jsonb not null default '{}',
  at           timestamptz not null,
  primary key (case_id, kind, other)
);

create table document (
  id           uuid primary key,
  key          text not null unique,
  case_id      uuid not null references "case",
  person       uuid not null references person,
  kind         text not null,
  number       text not null unique,
  template     text not null,
  content      text not null,
  content_hash text not null,
  issued_on    date not null,
  issued_at    timestamptz not null
);
create index document_case on document (case_id);
create sequence document_number;

create table note (
  id           uuid primary key,
  case_id      uuid not null references "case",
  author       text not null references staff,
  at           timestamptz not null default now(),
  content      text not null
);
create index note_case on note (case_id, at);

create table file (
  id           uuid primary key,
  center       text not null references center,
  case_id      uuid references "case",
  person       uuid references person,
  kind         text not null,
  media_type   text not null,
  size         bigint not null,
  sha256       text not null,
  address      text not null,
  wrapped_key  text not null,
  key_holder   text not null check (key_holder in ('center', 'person')),
  key_id       text not null,
  uploaded_by  text not null references staff,
  uploaded_at  timestamptz not null default now()
);
create index file_case on file (case_id);
