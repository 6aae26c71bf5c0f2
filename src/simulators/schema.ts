/** The tables of the simulators' own books, made at start. Every statement may run again. */
import { BANK_TABLES } from './bank/schema.ts';

export const TABLES = `
create schema if not exists sim;

create table if not exists sim.person (
  id bigint generated always as identity primary key,
  name text not null,
  born_on date,
  sex text,
  deceased boolean not null,
  fraud_flag boolean not null,
  bans json not null,
  identity_result text,
  national_status text,
  matches text
);

create table if not exists sim.document (
  number text primary key,
  type text not null,
  position integer not null,
  person_id bigint not null references sim.person on delete cascade
);
create index if not exists document_person on sim.document (person_id);

create table if not exists sim.account (
  id bigint generated always as identity primary key,
  person_id bigint not null references sim.person on delete cascade,
  center text not null,
  center_name text,
  account_no text,
  state text not null,
  source text not null,
  opened_on date,
  paid_to text,
  has_balance boolean not null
);
create index if not exists account_person on sim.account (person_id);

create table if not exists sim.loan (
  id bigint generated always as identity primary key,
  person_id bigint not null references sim.person on delete cascade,
  center text not null,
  kind text not null,
  state text not null,
  settled_on date,
  role text not null,
  overdue boolean not null,
  fraud_flag boolean not null
);
create index if not exists loan_person on sim.loan (person_id);

-- What units did to accounts, until it is told: the serial number never changes.
create table if not exists sim.unit_event (
  seq bigint generated always as identity primary key,
  serial uuid not null default gen_random_uuid(),
  content json not null,
  times integer not null,
  garbled boolean not null,
  tell_at timestamptz not null,
  attempts integer not null default 0,
  answer integer,
  told_at timestamptz
);

-- One row for each request id: what was answered stays what is answered.
create table if not exists sim.answered (
  system text not null,
  request_id text not null,
  content_hash text not null,
  answer json not null,
  times_asked integer not null default 1,
  first_asked_at timestamptz not null default clock_timestamp(),
  primary key (system, request_id)
);

-- One row for each arrival, whatever became of it. About whom is masked before it gets here.
create table if not exists sim.request (
  id uuid primary key,
  ordinal bigint generated always as identity,
  asked_at timestamptz not null default clock_timestamp(),
  system text not null,
  request_id text,
  about text,
  fault text,
  status integer,
  answer json
);
create index if not exists request_ordinal on sim.request (ordinal);
create index if not exists request_system on sim.request (system, ordinal);
create index if not exists request_id on sim.request (system, request_id);

create table if not exists sim.message (
  message_id text primary key,
  channel text not null,
  about text not null,
  template text not null,
  accepted_at timestamptz not null default clock_timestamp(),
  deliver_at timestamptz not null,
  outcome text not null,
  reason text
);
alter table sim.message
  add column if not exists serial uuid not null default gen_random_uuid(),
  add column if not exists told_at timestamptz,
  add column if not exists tell_at timestamptz not null default clock_timestamp(),
  add column if not exists tell_attempts integer not null default 0;
create index if not exists message_untold on sim.message (deliver_at) where told_at is null;

create table if not exists sim.recipient (
  address text primary key,
  outcome text not null,
  reason text
);

-- Who is registered in the app, under the address where a text message would go.
create table if not exists sim.app_user (
  address text primary key,
  outcome text not null,
  reason text
);

create table if not exists sim.fault (
  system text not null,
  about text not null,
  kind text not null,
  probability double precision not null,
  delay_ms integer not null,
  times integer,
  struck integer not null default 0,
  since timestamptz not null default clock_timestamp(),
  primary key (system, about)
);
alter table sim.fault add column if not exists until date;

create table if not exists sim.settings (
  single boolean primary key default true check (single),
  content json not null
);
${BANK_TABLES}`;
