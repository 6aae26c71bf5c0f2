-- Centers, branches, staff and what they may do, dated figures, the working-day calendar.

-- Made by the migrator before the first file runs.
comment on table migration is 'Which files of src/db/migrations were applied; kept by node-pg-migrate.';
comment on column migration.id is 'Order of application.';
comment on column migration.name is 'File, without its ending.';
comment on column migration.run_on is 'When, by the clock of the server.';
comment on table migration_checksum is 'What the files said when they were applied: a changed file is refused.';
comment on column migration_checksum.name is 'File, without its ending.';
comment on column migration_checksum.sha256 is 'SHA-256 of the file, hexadecimal.';

-- For the rule that dated figures of one name never overlap.
create extension if not exists btree_gist;

-- A text sealed by the product: suite, initialization vector, tag, ciphertext. Plain text does not
-- fit, so personal data cannot rest unsealed in such a column by mistake. Empty: destroyed.
create domain sealed as text
  check (value = '' or value ~ '^v[0-9]+\.[A-Za-z0-9_-]{16}\.[A-Za-z0-9_-]{22}\.[A-Za-z0-9_-]*');
comment on domain sealed is 'Ciphertext; docs/data-protection.md says under which key and context.';

-- A data key wrapped by a key of the center or of a person: id of that key, then a sealed text.
create domain wrapped_key as text check (value ~ '^[a-z][a-z0-9-]*\.v[0-9]+\.');
comment on domain wrapped_key is 'A data key wrapped by the key whose id stands in front.';

create table center (
  code        text primary key check (code ~ '^\d{6}$'),
  name        text not null,
  short_name  text not null,
  document_prefix text not null,
  phone       text,
  address     text,
  rule        text not null default '',
  reconsideration_body text not null default '',
  court       text
);
comment on table center is 'A housing-provident-fund center (住房公积金管理中心).';
comment on column center.code is 'Six digits of the administrative division (GB/T 2260) whose fund it manages.';
comment on column center.name is 'Full name (管理中心名称), as it stands on documents.';
comment on column center.short_name is 'Name on screens and in lists.';
comment on column center.document_prefix is 'Characters in front of the year in numbers of printed documents (发文字号).';
comment on column center.phone is 'Service telephone printed on documents.';
comment on column center.address is 'Address printed on documents.';
comment on column center.rule is 'Title and number of the center''s own rule, cited beside the clause.';
comment on column center.reconsideration_body is 'Where to ask for administrative reconsideration (行政复议机关).';
comment on column center.court is 'Court for administrative cases (人民法院); null: not printed.';

create table branch (
  id          text primary key check (id ~ '^[a-z0-9-]{1,40}$'),
  center      text not null references center,
  name        text not null,
  district    text check (district ~ '^\d{6}$'),
  kind        text not null check (kind in ('hall', 'bank', 'terminal', 'online')),
  active      boolean not null default true
);
comment on table branch is 'Where applications are accepted (受理网点): halls, bank outlets, terminals, the online hall.';
comment on column branch.id is 'Short name used in addresses and logs.';
comment on column branch.center is 'The center it works for.';
comment on column branch.name is 'Name (网点名称) for people.';
comment on column branch.district is 'District (区县, GB/T 2260) it lies in; null: no particular one.';
comment on column branch.kind is 'hall 服务大厅, bank 受委托银行网点, terminal 自助终端, online 网上办.';
comment on column branch.active is 'false: accepts nothing new; its cases stay.';

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
comment on table staff is 'Whoever signs in: people of the center and its agents, and the programs of channels.';
comment on column staff.id is 'Name of the actor in cases, events and logs. Never a person''s name or number.';
comment on column staff.subject is 'Subject (sub) in the tokens of the identity provider.';
comment on column staff.kind is 'person 工作人员, channel 渠道程序.';
comment on column staff.name is 'Name at work (工作人员姓名), or the channel''s.';
comment on column staff.center is 'The center that employs or admitted it.';
comment on column staff.home_branch is 'Branch taken when a request names none.';
comment on column staff.active is 'false: signs in no more, whatever the identity provider says.';
comment on column staff.left_on is 'Last day of work; null while it works here.';
comment on column staff.last_seen_at is 'When it was last signed in, to the minute.';

create table staff_scope (
  staff       text not null references staff,
  role        text not null check (role in ('clerk', 'reviewer', 'approver', 'supervisor', 'auditor', 'operator', 'channel')),
  center      text not null references center,
  branch      text references branch,
  valid_from  date not null,
  valid_to    date,
  granted_by  text,
  approved_by text,
  unique nulls not distinct (staff, role, center, branch, valid_from),
  check (valid_to >= valid_from),
  check (granted_by is null or granted_by is distinct from approved_by)
);
comment on table staff_scope is 'Which role somebody has where and when; read on every request, so that a withdrawn right acts at once.';
comment on column staff_scope.staff is 'Who.';
comment on column staff_scope.role is 'clerk 柜员, reviewer 复核, approver 审批, supervisor 主管, auditor 审计, operator 运维, channel 渠道.';
comment on column staff_scope.center is 'Center whose cases the role reaches.';
comment on column staff_scope.branch is 'Only cases of this branch; null: of the whole center.';
comment on column staff_scope.valid_from is 'First day of the right.';
comment on column staff_scope.valid_to is 'Last day of the right; null: until further notice.';
comment on column staff_scope.granted_by is 'Who asked for the right; null: set when the center was set up.';
comment on column staff_scope.approved_by is 'Who agreed; another person.';

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
  unique nulls not distinct (center, district, name, valid_from),
  check (valid_to >= valid_from),
  constraint figure_no_overlap exclude using gist (
    center with =,
    (coalesce(district, '')) with =,
    name with =,
    daterange(valid_from, valid_to, '[]') with &&
  )
);
comment on table figure is 'Figures the law leaves to the city, each with its dates and document (JGJ/T 320-2014 4.0.4 政策信息).';
comment on column figure.id is 'Running number.';
comment on column figure.center is 'Code of the center; * for every center that has none of its own.';
comment on column figure.district is 'District it holds in; null: the whole center.';
comment on column figure.name is 'Which figure; the names stand in src/policy/figures.ts.';
comment on column figure.value is 'Canonical text of the value: amount in yuan, decimal fraction, whole number or word.';
comment on column figure.valid_from is 'First day in force.';
comment on column figure.valid_to is 'Last day in force; null: until the next one.';
comment on column figure.document_number is 'Number or title of the document that sets it (文号).';
comment on column figure.proposed_by is 'Who proposed it; `release` for figures shipped with the product.';
comment on column figure.approved_by is 'Who agreed; another person.';
comment on column figure.recorded_at is 'When it was recorded.';

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
  decision_reason text,
  check (decided_by is distinct from proposed_by),
  check ((decided_by is null) = (approved is null) and (decided_by is null) = (decided_at is null))
);
create index figure_proposal_open on figure_proposal (center, proposed_at) where decided_at is null;
comment on table figure_proposal is 'A figure one person proposes and another decides on.';
comment on column figure_proposal.id is 'Opaque id.';
comment on column figure_proposal.center is 'Code of the center it shall hold in.';
comment on column figure_proposal.district is 'District it shall hold in; null: the whole center.';
comment on column figure_proposal.name is 'Which figure.';
comment on column figure_proposal.value is 'Proposed value, as in figure.value.';
comment on column figure_proposal.valid_from is 'First day it shall be in force; never before the day of the decision.';
comment on column figure_proposal.document_number is 'Number of the document that sets it (文号).';
comment on column figure_proposal.reason is 'Why, in the words of the proposer.';
comment on column figure_proposal.proposed_by is 'Who proposed it.';
comment on column figure_proposal.proposed_at is 'When.';
comment on column figure_proposal.decided_by is 'Who decided; another person.';
comment on column figure_proposal.decided_at is 'When it was decided; null while open.';
comment on column figure_proposal.approved is 'true: became a figure; false: turned down; null while open.';
comment on column figure_proposal.decision_reason is 'Why, in the words of whoever decided.';

create table calendar_year (
  year        integer primary key,
  document_number text not null,
  provisional boolean not null default false,
  loaded_at   timestamptz not null default now()
);
comment on table calendar_year is 'Years whose holidays and make-up days are known; other years count weekends only and are marked 暂定.';
comment on column calendar_year.year is 'Calendar year.';
comment on column calendar_year.document_number is 'Number of the State Council''s notice (国务院办公厅放假通知).';
comment on column calendar_year.provisional is 'true: loaded from an announcement that may still change.';
comment on column calendar_year.loaded_at is 'When it was loaded.';

create table calendar_day (
  day         date primary key,
  year        integer not null references calendar_year,
  working     boolean not null,
  name        text not null,
  check (extract(year from day) = year)
);
comment on table calendar_day is 'Days that differ from the plain week: public holidays and make-up working days.';
comment on column calendar_day.day is 'The day.';
comment on column calendar_day.year is 'Its year.';
comment on column calendar_day.working is 'true: make-up working day (调休上班); false: day off (放假).';
comment on column calendar_day.name is 'What the day is called.';
