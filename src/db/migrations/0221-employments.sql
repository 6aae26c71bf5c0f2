-- What units tell of people who pay as flexible workers (灵活转单位): that they employ them, which months they
-- paid; and the cases that carry the account over. No clock: days are arguments.

create table employment (
  case_id      uuid primary key,
  center       text not null references center,
  branch       text not null references branch,
  person       uuid not null references person,
  account      text not null references account,
  unit         text not null check (unit <> ''),
  told_by      text not null check (told_by <> ''),
  from_on      date not null,
  first_month  text check (first_month ~ '^\d{4}-\d{2}$'),
  told_on      date not null,
  suspended    boolean not null default false,
  outcome      text check (outcome ~ '^[a-z][a-z-]*$'),
  ended_on     date,
  check ((outcome is null) = (ended_on is null))
);
-- One at a time: what is told again while its case runs is about that case.
create unique index employment_open on employment (account) where ended_on is null;
create index employment_account on employment (account);
comment on table employment is 'Employments that units told of holders who pay themselves (灵活转单位), one per case.';
comment on column employment.case_id is 'The case; known before it begins where a unit told.';
comment on column employment.center is 'Whose.';
comment on column employment.branch is 'The branch that deals with it.';
comment on column employment.person is 'The holder.';
comment on column employment.account is 'The account.';
comment on column employment.unit is 'The unit (单位账号).';
comment on column employment.told_by is 'Serial number of the message, or the number of the document it rests on.';
comment on column employment.from_on is 'The day from which the unit says so.';
comment on column employment.first_month is 'First month that the unit paid; null: it has not paid yet.';
comment on column employment.told_on is 'When it came to be known.';
comment on column employment.suspended is 'The agreement was suspended for it.';
comment on column employment.outcome is 'How it ended: converted 已转为单位缴存, not-contributed 单位未缴存, withdrawn 已撤销; null: it has not.';
comment on column employment.ended_on is 'When.';

create table unit_month (
  account      text not null references account,
  month        text not null check (month ~ '^\d{4}-\d{2}$'),
  unit         text not null check (unit <> ''),
  paid_on      date not null,
  told_by      text not null check (told_by <> ''),
  primary key (account, month, unit)
);
comment on table unit_month is 'Months that units say they paid (单位缴存月份): time of contribution, not money, which the unit side books with the bank; append-only.';
comment on column unit_month.account is 'Whose.';
comment on column unit_month.month is 'The month.';
comment on column unit_month.unit is 'By which unit (单位账号).';
comment on column unit_month.paid_on is 'The unit''s day.';
comment on column unit_month.told_by is 'Serial number of the message.';
create trigger append_only before update or delete on unit_month
  for each row execute function refuse_change();
create trigger append_only_whole before truncate on unit_month
  for each statement execute function refuse_change();

-- Months of an account, whoever paid them: a month that both paid is one.
create view covered_month as
  select account, month from contribution where taken_back is null
  union
  select account, month from unit_month;
comment on view covered_month is 'Months of contribution of an account, of all sources; each once.';
comment on column covered_month.account is 'Whose.';
comment on column covered_month.month is 'The month.';

-- A case may move an account with its very first change: its own row is written at the end of it.
alter table seal alter constraint seal_case_id_fkey deferrable initially deferred;
alter table seal alter constraint seal_end_case_fkey deferrable initially deferred;
alter table account_step alter constraint account_step_case_id_fkey deferrable initially deferred;

grant select on employment, unit_month, covered_month to anju_app, anju_api;
grant insert, update on employment to anju_app;
grant insert on unit_month to anju_app;
select close_functions();
