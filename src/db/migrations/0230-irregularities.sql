-- Irregularities (异常): what the legality sweep found, each with the case that deals with it, once.

create table irregularity (
  case_id      uuid primary key,
  center       text not null references center,
  branch       text not null references branch,
  person       uuid not null references person,
  invariant    text not null check (invariant ~ '^[a-z][a-z-]*$'),
  hit          text not null check (length(hit) between 1 and 200),
  account      text references account,
  about_case   uuid references "case",
  evidence     jsonb not null,
  found_by     text not null references run,
  found_on     date not null,
  seen_on      date not null,
  begun_on     date,
  outcome      text check (outcome in ('gone', 'explained', 'mended')),
  ended_on     date,
  check ((outcome is null) = (ended_on is null)),
  check (account is not null or about_case is not null)
);
-- Each hit has one open case; found again after it was over, it is another one.
create unique index irregularity_open on irregularity (center, invariant, hit) where ended_on is null;
create index irregularity_list on irregularity (center, found_on desc, case_id desc);
create index irregularity_explained on irregularity (center, invariant, hit)
  where outcome = 'explained';
comment on table irregularity is 'Irregularities (异常) that a legality sweep found, one case each.';
comment on column irregularity.case_id is 'The case; known before it begins.';
comment on column irregularity.center is 'Whose.';
comment on column irregularity.branch is 'The branch that deals with it.';
comment on column irregularity.person is 'Whom it is about.';
comment on column irregularity.invariant is 'What is wrong: src/policy/legality.ts.';
comment on column irregularity.hit is 'Business key among those of its invariant: an account, a case, a payment.';
comment on column irregularity.account is 'The account it is about; null: it is about a case.';
comment on column irregularity.about_case is 'The case it is about; null: it is about an account.';
comment on column irregularity.evidence is 'The least that shows it: ids and dates; nothing personal.';
comment on column irregularity.found_by is 'The run that found it.';
comment on column irregularity.found_on is 'When it was found.';
comment on column irregularity.seen_on is 'When a sweep saw it last.';
comment on column irregularity.begun_on is 'When its case began; null: on its way.';
comment on column irregularity.outcome is 'gone 已消除 (a later look no longer found it), explained 查明无误, mended 已更正; null: open.';
comment on column irregularity.ended_on is 'When.';

-- The last answer about a person, whatever case asked for it.
create index check_person on "check" (person, system, answered_at desc);

grant select on irregularity to anju_app, anju_api;
grant insert, update on irregularity to anju_app;
select close_functions();
