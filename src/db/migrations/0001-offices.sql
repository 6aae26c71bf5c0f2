-- Centers, branches, staff and what they may do, dated figures, the working-day calendar.

create table center (
  code        text primary key check (code ~ '^\d{6}$'),
  name        text not null,
  short_name  text not null,
  document_prefix text not null
);

create table branch (
  id          text primary key check (id ~ '^[a-z0-9-]{1,40}$'),
  center      text not null references center,
  name        text not null,
  district    text check (district ~ '^\d{6}$'),
  kind        text not null check (kind in ('hall', 'bank', 'terminal', 'online')),
  active      boolean not null default true
);

create table staff (
  id          text primary key check (id ~ '^[a-z0-9-]{1,40}$'),
  subject     text not null unique,
  kind        text not null check (kind in ('person', 'channel')),
  name        text not null,
  center      text not null references center,
  home_branch text references branch,
  active      boolean not null default true,
  left_on     date,
  last_seen_at timestamptz
);

create table staff_scope (
  staff       text not null references staff,
  role        text not null check (role in ('clerk', 'reviewer', 'approver', 'supervisor', 'auditor', 'operator', 'channel')),
  center      text not null references center,
  branch      text references branch,
  valid_from  date not null,
  valid_to    date,
  granted_by  text,
  approved_by text,
  unique nulls not distinct (staff, role, center, branch, valid_from)
);

create table figure (
  id          bigint generated always as identity primary key,
  center      text not null,
  district    text,
  name        text not null,
  value       text not null,
  valid_from  date not null,
  valid_to    date,
  document_number text not null,
  proposed_by text not null,
  approved_by text not null,
  recorded_at timestamptz not null default now(),
  unique nulls not distinct (center, district, name, valid_from)
);

create table figure_proposal (
  id          uuid primary key,
  center      text not null,
  district    text,
  name        text not null,
  value       text not null,
  valid_from  date not null,
  document_number text not null,
  reason      text not null,
  proposed_by text not null references staff,
  proposed_at timestamptz not null default now(),
  decided_by  text references staff,
  decided_at  timestamptz,
  approved    boolean,
  check (decided_by is distinct from proposed_by)
);

create table calendar_year (
  year        integer primary key,
  document_number text not null,
  provisional boolean not null default false,
  loaded_at   timestamptz not null default now()
);

create table calendar_day (
  day         date primary key,
  year        integer not null references calendar_year,
  working     boolean not null,
  name        text not null
);
