-- Empty accounts without contributions (零余额停缴): who is, who is not and why, set-based; and the
-- cases that close them. No clock: days and months are arguments.

create table dormancy (
  case_id      uuid primary key,
  center       text not null references center,
  branch       text not null references branch,
  person       uuid not null references person,
  account      text not null references account,
  empty_from   text not null check (empty_from ~ '^\d{4}-\d{2}$'),
  found_by     text not null,
  found_on     date not null,
  noticed_on   date,
  served_on    date,
  served_way   text check (served_way ~ '^[a-z][a-z-]*$'),
  notice_until date,
  outcome      text check (outcome ~ '^[a-z][a-z-]*$'),
  ended_on     date,
  unique (found_by, account),
  check ((served_on is null) = (served_way is null)),
  check ((outcome is null) = (ended_on is null))
);
-- One at a time: a sweep that finds the account again finds its case.
create unique index dormancy_open on dormancy (account) where ended_on is null;
create index dormancy_account on dormancy (account);
create index dormancy_starting on dormancy (center) where noticed_on is null and ended_on is null;
comment on table dormancy is 'Closings of empty accounts without contributions (零余额销户), one per case: when found, how told, how it ended.';
comment on column dormancy.case_id is 'The case; known before it begins where a run found the account.';
comment on column dormancy.center is 'Whose.';
comment on column dormancy.branch is 'The branch that deals with it.';
comment on column dormancy.person is 'The holder.';
comment on column dormancy.account is 'The account.';
comment on column dormancy.empty_from is 'First of the months without contribution.';
comment on column dormancy.found_by is 'A run''s id, or the case itself where a person began it.';
comment on column dormancy.found_on is 'When.';
comment on column dormancy.noticed_on is 'When the notice was issued; null until the case begins.';
comment on column dormancy.served_on is 'When it reached the person; the period runs from the day after.';
comment on column dormancy.served_way is 'How: sms, app, letter, counter, announcement.';
comment on column dormancy.notice_until is 'Last day on which a contribution averts the closing.';
comment on column dormancy.outcome is 'How it ended: closed 已销户, contributing 已恢复缴存, kept 保留账户, withdrawn 已撤销; null: it has not.';
comment on column dormancy.ended_on is 'When.';

-- One account as a sweep or its case sees it; months as 'YYYY-MM'.
create type dormancy_fact as (
  account text, account_id uuid, person uuid, empty_from text, unit_money boolean, held boolean,
  in_flight boolean, debit_under_way boolean, in_suspense boolean, owed boolean, noticed boolean,
  withdrawn boolean, forgotten boolean);

-- Flexible accounts of a center from `p_first` through `p_last` that are not closed, hold nothing of
-- their own, and whose first uncovered month is `p_month` or earlier. Money of the time as an employee
-- is listed and told, because it keeps the account. `p_case`: the case that asks, which does not stand
-- in its own way.
create function dormancy_facts(p_center text, p_first text, p_last text, p_month text, p_case uuid)
  returns setof dormancy_fact language sql stable rows 50000 as $$
  with empty as materialized (
    select a.number, a.id, a.person,
           case when a.paid_to is null then a.activated_in
                else to_char(to_date(a.paid_to, 'YYYY-MM') + interval '1 month', 'YYYY-MM')
           end as empty_from
      from account a
     where a.number between p_first and p_last and a.center = p_center
       and a.source = 'flexible' and a.state <> 'closed'
       and coalesce(a.paid_to < p_month, a.activated_in <= p_month)
       and not exists (select from balance b where b.account = a.number
              and b.account between p_first and p_last
              and b.source <> 'unit' and b.amount <> 0))
  select e.number, e.id, e.person, e.empty_from,
         exists (select from balance b
                  where b.account = e.number and b.source = 'unit' and b.amount <> 0),
         exists (select from hold h where h.account = e.number and h.released_on is null),
         exists (select from "case" c where c.person = e.person and c.closed_at is null
                    and c.id is distinct from p_case and c.type <> 'dormant-closing'),
         exists (select from debit d where d.account = e.number and d.state in ('planned', 'sent')),
         exists (select from suspense_item s where s.account = e.number and s.state = 'open'),
         exists (select from receivable r where r.account = e.number and r.state = 'open'),
         exists (select from dormancy d where d.account = e.number and d.ended_on is null
                    and d.case_id is distinct from p_case),
         exists (select from dormancy d where d.account = e.number and d.empty_from = e.empty_from
                    and d.outcome = 'withdrawn'),
         p.wrapped_key is null
    from empty e join person p on p.id = e.person
$$;

-- Closes an account for good. What it held, what is frozen, and a plan are looked at here, too:
-- nothing is closed with money.
create function ledger_close(p_account text, p_reason text, p_on date) returns void
  language plpgsql security definer set search_path = public, pg_temp as $$
declare
  seen account;
begin
  select * into seen from account where number = p_account for update;
  if not found then
    raise exception 'there is no such account' using errcode = 'AJ420';
  end if;
  if seen.state = 'closed' then
    raise exception 'the account is closed' using errcode = 'AJ421';
  end if;
  if exists (select from balance b where b.account = p_account and b.amount <> 0) then
    raise exception 'the account holds money' using errcode = 'AJ427';
  end if;
  if exists (select from hold h where h.account = p_account and h.released_on is null) then
    raise exception 'a hold is in force' using errcode = 'AJ422';
  end if;
  update plan set active = false where account = p_account and active;
  update account set state = 'closed', close_reason = p_reason, closed_on = p_on,
         version = version + 1 where number = p_account;
end
$$;

grant select on dormancy to anju_app, anju_api;
grant insert, update on dormancy to anju_app;
select close_functions();
revoke execute on function ledger_close from public;
grant execute on function ledger_close to anju_app;
grant execute on function dormancy_facts to anju_app;
