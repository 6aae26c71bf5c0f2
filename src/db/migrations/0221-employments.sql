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
create function covered_months(p_account text) returns setof text language sql stable
  set search_path = public, pg_temp as $$
  select month from contribution where account = p_account and taken_back is null
  union
  select month from unit_month where account = p_account
$$;

-- Months of contribution are those of every source (clause 3): as before, and with those that units paid.
create or replace function withdrawal_facts(p_account uuid) returns jsonb
  language sql stable set search_path = public, pg_temp as $$
  select jsonb_build_object(
    'accountId', a.id, 'account', a.number, 'center', a.center, 'person', a.person,
    'state', a.state, 'source', a.source, 'openingCase', a.opened_by_case,
    'broughtBy', c.submitted_by, 'wrappedKey', p.wrapped_key, 'nameHash', p.name_hash,
    'district', (select l.district from plan l where l.account = a.number and l.active
                  order by l.from_month desc limit 1),
    'agreement', g.id, 'parameters', g.parameters,
    'balances', (select coalesce(jsonb_object_agg(b.source, b.amount::text), '{}')
                   from balance b where b.account = a.number),
    'holds', (select coalesce(jsonb_agg(jsonb_build_object('kind', h.kind, 'amount', h.amount::text)
                order by h.placed_on, h.id), '[]')
                from hold h where h.account = a.number and h.released_on is null),
    'owed', (select coalesce(sum(r.amount - r.recovered), 0)::numeric(18, 2)::text from receivable r
               where r.person = a.person and r.state = 'open'),
    'months', (select coalesce(jsonb_agg(m order by m), '[]') from covered_months(a.number) m),
    'earlier', (select coalesce(jsonb_agg(jsonb_build_object('case', w.case_id, 'reason', w.reason,
                  'on', w.decided_on, 'amount', w.amount::text, 'from', w.period_from,
                  'to', w.period_to, 'expense', w.expense_hash) order by w.decided_on, w.case_id), '[]')
                  from withdrawal w where w.person = a.person and w.state in ('reserved', 'paid')),
    'loans', (select k.facts #> '{answer,loans}' from "check" k
               where k.person = a.person and k.system = 'national' and k.status = 'ok'
               order by k.answered_at desc limit 1),
    'bans', (select coalesce(jsonb_agg(m.until_on order by m.until_on), '[]')
               from measure m left join measure_end e on e.measure = m.id
              where m.person = a.person and m.kind = 'ban' and m.until_on is not null
                and e.measure is null),
    'heldBy', (select k.case_id from claim k where k.person = a.person and k.released_at is null))
    from account a
    join person p on p.id = a.person
    left join "case" c on c.id = a.opened_by_case
    left join lateral (select g.id, g.parameters from agreement g where g.account = a.number
      order by g.state = 'active' desc, g.offered_on desc, g.id limit 1) g on true
   where a.id = p_account
$$;

-- A case may move an account with its very first change: its own row is written at the end of it.
alter table seal alter constraint seal_case_id_fkey deferrable initially deferred;
alter table seal alter constraint seal_end_case_fkey deferrable initially deferred;
alter table account_step alter constraint account_step_case_id_fkey deferrable initially deferred;

grant select on employment, unit_month to anju_app, anju_api;
grant insert, update on employment to anju_app;
grant insert on unit_month to anju_app;
select close_functions();
grant execute on function covered_months, withdrawal_facts to anju_app;
