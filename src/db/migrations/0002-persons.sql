-- Persons, their documents, accounts and agreements. Everything personal is ciphertext under the
-- person's own key; destroying that key is how a person is forgotten.

create table person (
  id           uuid primary key,
  center       text not null references center,
  wrapped_key  text,
  key_id       text not null,
  key_destroyed_at timestamptz,
  name         text not null,
  name_hash    text not null,
  born_on      text,
  sex          text,
  phone        text,
  phone_hash   text,
  address      text,
  created_at   timestamptz not null default now()
);
create index person_name on person (center, name_hash);
create index person_phone on person (center, phone_hash);

create table identity_document (
  id           uuid primary key,
  person       uuid not null references person,
  center       text not null references center,
  type         text not null check (type in ('resident-id', 'residence-permit', 'permanent-residence-card', 'travel-permit-hk-macao', 'travel-permit-taiwan', 'passport')),
  number       text not null,
  number_hash  text not null,
  valid_until  text,
  recorded_at  timestamptz not null default now(),
  unique (center, number_hash)
);
create index identity_document_person on identity_document (person);

create table central_account (
  number       text primary key check (number ~ '^\d{20}$'),
  center       text not null unique references center,
  name         text not null,
  state        text not null check (state in ('normal', 'closed'))
);

create sequence account_number;

create table account (
  number       text primary key check (number ~ '^\d{20}$'),
  center       text not null references center,
  central_account text references central_account,
  person       uuid not null references person,
  state        text not null check (state in ('normal', 'sealed', 'closed')),
  source       text not null check (source in ('unit', 'flexible')),
  close_reason text check (close_reason in ('merged', 'transferred-out', 'withdrawn', 'dormant', 'opened-by-mistake')),
  opened_on    date not null,
  sealed_on    date,
  closed_on    date,
  activated_in text check (activated_in ~ '^\d{4}-\d{2}$'),
  paid_to      text check (paid_to ~ '^\d{4}-\d{2}$'),
  opened_by_case uuid,
  posted       boolean not null default false,
  version      integer not null default 1,
  check ((state = 'closed') = (closed_on is not null))
);
create unique index account_one_open_per_person on account (person) where state <> 'closed';

create table balance (
  account      text not null references account,
  source       text not null check (source in ('unit', 'flexible')),
  amount       numeric(18, 2) not null default 0 check (amount >= 0),
  primary key (account, source)
);

create table agreement (
  id           uuid primary key,
  center       text not null references center,
  person       uuid not null references person,
  case_id      uuid not null,
  account      text references account,
  template_version text not null,
  parameters   text not null,
  hash         text not null,
  state        text not null check (state in ('offered', 'active', 'lapsed', 'suspended', 'terminated', 'void')),
  monthly_amount numeric(18, 2) not null,
  cycle        text not null check (cycle in ('month', 'quarter', 'half-year', 'year')),
  debit_day    integer not null check (debit_day between 1 and 28),
  offered_on   date not null,
  sign_by      date not null,
  signed_on    date,
  signature    text,
  ended_on     date
);
create unique index agreement_one_active_per_person on agreement (person) where state = 'active';
create index agreement_case on agreement (case_id);

create table plan (
  account      text not null references account,
  agreement    uuid not null references agreement,
  monthly_amount numeric(18, 2) not null,
  cycle        text not null,
  debit_day    integer not null,
  from_month   text not null check (from_month ~ '^\d{4}-\d{2}$'),
  card         text not null,
  active       boolean not null default true,
  primary key (account, from_month)
);
