-- Cases and everything that hangs on a case. The case row mirrors what the workflow decided; it
-- changes only in the transaction that also writes event, tasks, waits and outbox.

create sequence case_number;
comment on sequence case_number is 'Running part of printed case numbers.';

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
  updated_at   timestamptz not null,
  check ((closed_at is null) = (outcome is null))
);
create index case_list on "case" (center, opened_at desc, id desc);
create index case_open_list on "case" (center, due_on, id) where closed_at is null;
create index case_stage on "case" (center, type, stage, opened_at desc, id desc);
create index case_branch on "case" (branch, opened_at desc, id desc);
create index case_person on "case" (person, opened_at desc);
create index case_submitter on "case" (submitted_by, opened_at desc, id desc);
create index case_operation on "case" (operation) where operation is not null;
comment on table "case" is 'Cases (办件): one row for one workflow.';
comment on column "case".id is 'Opaque id, derived from the caller and its idempotency key; the workflow is case/<id>.';
comment on column "case".number is 'Printed number (受理编号).';
comment on column "case".center is 'The center that handles it.';
comment on column "case".branch is 'The branch that took it in (受理网点).';
comment on column "case".type is 'Case type, such as account-opening 开户.';
comment on column "case".person is 'Whom it is about.';
comment on column "case".stage is 'Stage, one of those of its type.';
comment on column "case".detail is 'Codes and dates that belong to the stage; nothing personal.';
comment on column "case".version is 'Counts changes; acts name the version they saw.';
comment on column "case".channel is 'Way it came in (办理渠道), kind of branch or channel.';
comment on column "case".submitted_by is 'Staff id of whoever submitted it.';
comment on column "case".parties is 'Staff ids by the part they had, for the four-eyes rules.';
comment on column "case".opened_at is 'When it was submitted.';
comment on column "case".accepted_on is 'Day of acceptance (受理日期), which starts the statutory clock; null before.';
comment on column "case".regulation is 'Text of the regulation that applies, fixed at acceptance.';
comment on column "case".due_on is 'Last day the law leaves for the decision.';
comment on column "case".promised_on is 'Last day by the center''s own promise, in working days.';
comment on column "case".closed_at is 'When it ended; null while open.';
comment on column "case".outcome is 'How it ended.';
comment on column "case".operation is 'The bulk operation that started it.';
comment on column "case".updated_at is 'When it last changed.';

create table form_content (
  case_id      uuid not null references "case",
  version      integer not null,
  person       uuid not null references person,
  content      sealed not null,
  masked       sealed,
  sent_by      text not null,
  sent_at      timestamptz not null,
  primary key (case_id, version)
);
comment on table form_content is 'What the applicant sent, each version of it. Append-only.';
comment on column form_content.case_id is 'The case.';
comment on column form_content.version is 'Counts from 1; the highest is in force.';
comment on column form_content.person is 'Under whose key it is sealed: whom the form named then.';
comment on column form_content.content is 'The form as JSON, sealed.';
comment on column form_content.masked is 'The form with personal data masked, as JSON, sealed; null: nothing may be shown without a reason.';
comment on column form_content.sent_by is 'Staff id of whoever sent it.';
comment on column form_content.sent_at is 'When.';

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
comment on table wait is 'Why a case does not move (等待), since when and until when.';
comment on column wait.id is 'Running number.';
comment on column wait.case_id is 'The case.';
comment on column wait.kind is 'What it waits for.';
comment on column wait.since is 'Since when.';
comment on column wait.until is 'When the clock ends it; null: only somebody can.';
comment on column wait.clause is 'The clause that makes it wait.';
comment on column wait.ended_by is 'Who can end it: roles, applicant, outside, clock.';
comment on column wait.shortened_by is 'What would shorten it, in Chinese.';
comment on column wait.detail is 'Codes and dates; nothing personal.';
comment on column wait.closed_at is 'When it ended; null while open.';

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
  working_days integer not null check (working_days >= 0),
  due_on       date not null,
  due_provisional boolean not null default false,
  claimed_by   text references staff,
  claimed_at   timestamptz,
  assigned_to  text references staff,
  closed_at    timestamptz,
  closed_by    text,
  version      integer not null default 1,
  check ((claimed_by is null) = (claimed_at is null))
);
create index task_open on task (center, role, due_on, id) where closed_at is null;
create index task_case on task (case_id);
create index task_mine on task (claimed_by, due_on, id) where closed_at is null;
comment on table task is 'Human acts that somebody owes (待办).';
comment on column task.id is 'Opaque id.';
comment on column task.case_id is 'The case.';
comment on column task.center is 'The center whose staff owes it.';
comment on column task.branch is 'Only staff of this branch; null: of the whole center.';
comment on column task.kind is 'What is owed.';
comment on column task.role is 'Who owes it, by role.';
comment on column task.not_by is 'Staff ids that may not do it, because they acted before.';
comment on column task.opened_at is 'When it arose.';
comment on column task.opened_on is 'The day it arose, in Shanghai; not counted itself.';
comment on column task.working_days is 'Working days it may take.';
comment on column task.due_on is 'Last day, by the working-day calendar.';
comment on column task.due_provisional is 'true (暂定): a year on the way is not loaded yet; counted by weekends and set again on loading.';
comment on column task.claimed_by is 'Who is on it.';
comment on column task.claimed_at is 'Since when.';
comment on column task.assigned_to is 'To whom a supervisor gave it; nobody else may claim it.';
comment on column task.closed_at is 'When it was done or fell away; null while open.';
comment on column task.closed_by is 'Staff id, or system.';
comment on column task.version is 'Counts claims, releases and assignments.';

create table "check" (
  id           bigint generated always as identity primary key,
  key          text not null unique,
  case_id      uuid not null references "case",
  person       uuid not null references person,
  system       text not null,
  purpose      text not null,
  status       text not null,
  facts        jsonb not null,
  evidence     sealed not null,
  evidence_hash text not null,
  asked_at     timestamptz not null,
  answered_at  timestamptz not null,
  entered_by   text,
  confirmed_by text,
  check (confirmed_by is null or confirmed_by is distinct from entered_by)
);
create index check_case on "check" (case_id, id);
comment on table "check" is 'Answers of outside systems (核查), with their age. Append-only.';
comment on column "check".id is 'Running number.';
comment on column "check".key is 'Key of the question, so that it is recorded once.';
comment on column "check".case_id is 'The case it was asked for.';
comment on column "check".person is 'About whom.';
comment on column "check".system is 'Who was asked: national, identity.';
comment on column "check".purpose is 'What for.';
comment on column "check".status is 'How complete the answer is.';
comment on column "check".facts is 'What the rules read: codes and dates; nothing personal.';
comment on column "check".evidence is 'The answer itself, sealed.';
comment on column "check".evidence_hash is 'SHA-256 of the answer as it came.';
comment on column "check".asked_at is 'When it was asked.';
comment on column "check".answered_at is 'When the answer came; its age counts from here.';
comment on column "check".entered_by is 'Who read it off the platform by hand; null: answered by the system.';
comment on column "check".confirmed_by is 'The second person who confirmed what was entered by hand.';

create table decision (
  id           bigint generated always as identity primary key,
  key          text not null unique,
  case_id      uuid not null references "case",
  person       uuid not null references person,
  rule         text not null,
  rule_version text not null,
  outcome      text not null,
  clauses      text[] not null,
  record       sealed not null,
  record_hash  text not null,
  decided_on   date not null,
  decided_at   timestamptz not null,
  decided_by   text not null
);
create index decision_case on decision (case_id, id);
comment on table decision is 'Decisions with facts and trace. Append-only.';
comment on column decision.id is 'Running number.';
comment on column decision.key is 'Key of the decision, so that it is recorded once.';
comment on column decision.case_id is 'The case.';
comment on column decision.person is 'About whom; the record is sealed under that key.';
comment on column decision.rule is 'Name of the rule.';
comment on column decision.rule_version is 'Version of the rule.';
comment on column decision.outcome is 'What came out.';
comment on column decision.clauses is 'Ids of the clauses it rests on.';
comment on column decision.record is 'Facts, trace and answer as JSON, sealed.';
comment on column decision.record_hash is 'SHA-256 of the record before sealing.';
comment on column decision.decided_on is 'Business date of the decision.';
comment on column decision.decided_at is 'When.';
comment on column decision.decided_by is 'Staff id, or system.';

create table claim (
  id           bigint generated always as identity primary key,
  person       uuid not null references person,
  case_id      uuid not null references "case",
  since        timestamptz not null,
  released_at  timestamptz
);
create unique index claim_one_per_person on claim (person) where released_at is null;
create index claim_case on claim (case_id);
comment on table claim is 'Which open case holds a person, so that no two open, convert or lend at once.';
comment on column claim.id is 'Running number.';
comment on column claim.person is 'Whom.';
comment on column claim.case_id is 'The case that holds the person.';
comment on column claim.since is 'Since when.';
comment on column claim.released_at is 'When it let go; null while it holds.';

create table case_link (
  case_id      uuid not null references "case",
  kind         text not null,
  other        text not null,
  detail       jsonb not null default '{}',
  at           timestamptz not null,
  primary key (case_id, kind, other)
);
comment on table case_link is 'What a case is tied to: another case, an account, a proposal.';
comment on column case_link.case_id is 'The case.';
comment on column case_link.kind is 'How they are tied.';
comment on column case_link.other is 'Id of the other end.';
comment on column case_link.detail is 'Codes and dates; nothing personal.';
comment on column case_link.at is 'Since when.';

create table document (
  id           uuid primary key,
  key          text not null unique,
  case_id      uuid not null references "case",
  person       uuid not null references person,
  kind         text not null,
  number       text not null unique,
  template     text not null,
  content      sealed not null,
  content_hash text not null,
  issued_on    date not null,
  issued_at    timestamptz not null
);
create index document_case on document (case_id);
create sequence document_number;
comment on sequence document_number is 'Running part of numbers of printed documents.';
comment on table document is 'Documents issued to the applicant. Append-only; the PDF is made when somebody looks.';
comment on column document.id is 'Opaque id.';
comment on column document.key is 'Key of the issuing, so that it is issued once.';
comment on column document.case_id is 'The case.';
comment on column document.person is 'To whom.';
comment on column document.kind is 'Which document.';
comment on column document.number is 'Printed number (文书编号).';
comment on column document.template is 'Template and its version.';
comment on column document.content is 'What stands in the template, as JSON, sealed.';
comment on column document.content_hash is 'SHA-256 of template and content before sealing.';
comment on column document.issued_on is 'Date on the document.';
comment on column document.issued_at is 'When it was issued.';

create table note (
  id           uuid primary key,
  case_id      uuid not null references "case",
  author       text not null references staff,
  at           timestamptz not null default now(),
  content      sealed not null
);
create index note_case on note (case_id, at);
comment on table note is 'Notes of the staff on a case (备注).';
comment on column note.id is 'Opaque id.';
comment on column note.case_id is 'The case.';
comment on column note.author is 'Who wrote it.';
comment on column note.at is 'When.';
comment on column note.content is 'The words, as JSON, sealed.';

create table file (
  id           uuid primary key,
  center       text not null references center,
  case_id      uuid references "case",
  person       uuid references person,
  kind         text not null,
  media_type   text not null check (media_type in ('application/pdf', 'image/jpeg', 'image/png', 'text/csv')),
  size         bigint not null check (size between 1 and 20971520),
  sha256       text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  address      text not null check (address ~ '^[0-9a-f]{64}$'),
  wrapped_key  wrapped_key not null,
  key_holder   text not null check (key_holder in ('center', 'person')),
  key_id       text not null,
  uploaded_by  text not null references staff,
  uploaded_at  timestamptz not null default now(),
  check ((key_holder = 'person') = (person is not null)),
  check ((case_id is null) = (person is null))
);
create index file_case on file (case_id);
create index file_person on file (person);
create index file_key on file (key_id) where key_holder = 'center';
comment on table file is 'Uploaded files (材料). The bytes lie sealed in the content store.';
comment on column file.id is 'Opaque id.';
comment on column file.center is 'The center it was uploaded to.';
comment on column file.case_id is 'The case it belongs to; null: not attached yet.';
comment on column file.person is 'Whose it is, once attached.';
comment on column file.kind is 'Kind of material (材料种类).';
comment on column file.media_type is 'Media type as judged by the content.';
comment on column file.size is 'Bytes before sealing, 20 MB at most.';
comment on column file.sha256 is 'SHA-256 of the bytes before sealing.';
comment on column file.address is 'Address in the content store: SHA-256 of the sealed bytes.';
comment on column file.wrapped_key is 'The file''s data key, wrapped by the center''s key or, once attached, the person''s.';
comment on column file.key_holder is 'Whose key wraps it.';
comment on column file.key_id is 'Id of the wrapping key; `person` once attached.';
comment on column file.uploaded_by is 'Who uploaded it.';
comment on column file.uploaded_at is 'When.';
