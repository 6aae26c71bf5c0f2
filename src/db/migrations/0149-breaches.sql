-- Breaches (违约): what was found, how it was served and cured, and the measures that came of it.

create table breach (
  case_id      uuid primary key,
  key          text not null unique check (length(key) between 1 and 200),
  center       text not null references center,
  branch       text not null references branch,
  person       uuid not null references person,
  account      text not null references account,
  agreement    uuid not null references agreement,
  kind         text not null check (kind ~ '^[a-z][a-z-]*$'),
  found_by     text not null,
  found_on     date not null,
  covers_from  text check (covers_from ~ '^\d{4}-\d{2}$'),
  covers_to    text check (covers_to ~ '^\d{4}-\d{2}$'),
  months       integer check (months > 0),
  cure_days    integer check (cure_days > 0),
  noticed_on   date,
  served_on    date,
  served_way   text check (served_way ~ '^[a-z][a-z-]*$'),
  cure_until   date,
  outcome      text check (outcome ~ '^[a-z][a-z-]*$'),
  ended_on     date,
  check ((covers_from is null) = (months is null)),
  check ((served_on is null) = (served_way is null)),
  check ((outcome is null) = (ended_on is null))
);
create index breach_account on breach (account);
create index breach_list on breach (center, found_on desc, case_id);
-- Of a kind that is not told apart by its months one is open at a time.
create unique index breach_one_open on breach (account, kind)
  where ended_on is null and covers_from is null;
comment on table breach is 'Breaches of agreements (违约), one per case: facts, service, cure.';
comment on column breach.case_id is 'The case; known before it begins where a run found the fact.';
comment on column breach.key is 'Business key of the fact: missed/{account}/{first month}, or the case.';
comment on column breach.center is 'Whose.';
comment on column breach.branch is 'The branch that deals with it.';
comment on column breach.person is 'The holder.';
comment on column breach.account is 'The account.';
comment on column breach.agreement is 'The agreement that was broken.';
comment on column breach.kind is 'Which of its cases of breach: src/policy/breach-kinds.ts.';
comment on column breach.found_by is 'A run''s id, or the staff id of whoever entered it.';
comment on column breach.found_on is 'When.';
comment on column breach.covers_from is 'First missed month, where contributions were missed.';
comment on column breach.covers_to is 'Last missed month as it was found.';
comment on column breach.months is 'How many months were missed then.';
comment on column breach.cure_days is 'Days for the cure, by the agreement; null until the case begins.';
comment on column breach.noticed_on is 'When the notice was issued.';
comment on column breach.served_on is 'When it reached the person; the cure period runs from the day after.';
comment on column breach.served_way is 'How: sms, app, letter, counter, announcement.';
comment on column breach.cure_until is 'Last day of the cure period.';
comment on column breach.outcome is 'How it ended: a code; null: it has not.';
comment on column breach.ended_on is 'When.';

create table measure (
  id           uuid primary key,
  key          text not null unique check (length(key) between 1 and 200),
  center       text not null references center,
  person       uuid not null references person,
  account      text references account,
  case_id      uuid not null,
  kind         text not null check (kind ~ '^[a-z][a-z-]*$'),
  term         text not null,
  clause       text not null,
  from_on      date not null,
  until_on     date check (until_on >= from_on),
  from_month   text check (from_month ~ '^\d{4}-\d{2}$'),
  taken_by     text not null,
  at           timestamptz not null
);
create index measure_person on measure (person, from_on);
create index measure_account on measure (account) where account is not null;
comment on table measure is 'Measures taken against a breach (处置措施), as dated facts that other rules read; append-only.';
comment on column measure.id is 'Opaque id.';
comment on column measure.key is 'Business key: {case}/{kind}.';
comment on column measure.center is 'Whose.';
comment on column measure.person is 'On whom.';
comment on column measure.account is 'On which account; null: on the person, beyond every account.';
comment on column measure.case_id is 'By which case.';
comment on column measure.kind is 'Which: src/policy/breach-kinds.ts.';
comment on column measure.term is 'The term of the agreement it rests on.';
comment on column measure.clause is 'The clause it rests on.';
comment on column measure.from_on is 'First day.';
comment on column measure.until_on is 'Last day; null: until it is lifted, or once and for all.';
comment on column measure.from_month is 'For a reset of continuity: the first month that counts again.';
comment on column measure.taken_by is 'Who approved it.';
comment on column measure.at is 'When it was written down.';

create table measure_end (
  measure      uuid primary key references measure,
  ended_on     date not null,
  why          text not null check (why in ('lifted', 'revoked')),
  case_id      uuid not null,
  ended_by     text not null,
  at           timestamptz not null
);
comment on table measure_end is 'Measures that ended before their day; append-only.';
comment on column measure_end.measure is 'Which.';
comment on column measure_end.ended_on is 'From this day on it is not in force.';
comment on column measure_end.why is 'lifted 解除, revoked 随通知一并撤销.';
comment on column measure_end.case_id is 'By which case.';
comment on column measure_end.ended_by is 'Who approved it.';
comment on column measure_end.at is 'When it was written down.';

do $$
declare
  name text;
begin
  foreach name in array array['measure', 'measure_end']
  loop
    execute format(
      'create trigger append_only before update or delete on %I
         for each row execute function refuse_change()', name);
    execute format(
      'create trigger append_only_whole before truncate on %I
         for each statement execute function refuse_change()', name);
  end loop;
end
$$;

grant select on breach, measure, measure_end to anju_app, anju_api;
grant insert, update on breach to anju_app;
grant insert on measure, measure_end to anju_app;
select close_functions();
