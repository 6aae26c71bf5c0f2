-- Accounts that go on under another agreement (单位转灵活, 恢复缴存, 灵活转单位): every step of an account stays
-- in the books; months without contribution count from the day on which it became the holder's own.

create table account_step (
  account      text not null references account,
  n            integer not null,
  way          text not null check (way ~ '^[a-z][a-z-]*$'),
  taken_on     date not null,
  from_state   text not null,
  from_source  text not null,
  to_state     text not null,
  to_source    text not null,
  taken_by     text not null check (taken_by <> ''),
  case_id      uuid references "case",
  document     text check (document <> ''),
  recorded_at  timestamptz not null default now(),
  primary key (account, n)
);
comment on table account_step is 'Every way an account went (封存, 启封, 转换), in order; append-only: src/policy/account-states.ts.';
comment on column account_step.account is 'Which.';
comment on column account_step.n is 'Running number of the account.';
comment on column account_step.way is 'What happened to it.';
comment on column account_step.taken_on is 'From which day.';
comment on column account_step.from_state is 'State before.';
comment on column account_step.from_source is 'By whom it was paid before.';
comment on column account_step.to_state is 'State after.';
comment on column account_step.to_source is 'By whom it is paid after.';
comment on column account_step.taken_by is 'By whom: staff id, system, or the unit that told of it.';
comment on column account_step.case_id is 'By which case; null: none.';
comment on column account_step.document is 'Number of the document or message it rests on; null: that of the case.';
comment on column account_step.recorded_at is 'When it was written down.';
create trigger append_only before update or delete on account_step
  for each row execute function refuse_change();
create trigger append_only_whole before truncate on account_step
  for each statement execute function refuse_change();

-- What can be told of the steps before: those that sealed or unsealed money.
insert into account_step (account, n, way, taken_on, from_state, from_source, to_state, to_source,
    taken_by, case_id, document)
  select s.account, row_number() over (partition by s.account order by s.on_day, s.ends, s.n),
         s.way, s.on_day, w.from_state, w.from_source, w.to_state, w.to_source, s.who, s.of_case, s.doc
    from (select account, n, false as ends, how as way, sealed_on as on_day, sealed_by as who,
                 case_id as of_case, document as doc from seal
          union all
          select account, n, true, end_how, ended_on, ended_by, end_case, end_document from seal
           where ended_on is not null) s
    join lateral (select * from account_way w where w.way = s.way
                   order by w.from_state limit 1) w on true;

-- As before, and with the step written down; the holder's own months begin with the month of the move.
create or replace function account_move(p_account text, p_move jsonb) returns void language plpgsql
  security definer set search_path = public, pg_temp as $$
declare
  found_account account;
  path account_way;
  day date := (p_move->>'on')::date;
  central text;
begin
  select * into found_account from account where number = p_account for update;
  if found_account.number is null then
    raise exception '没有该账户。' using errcode = 'AJ404';
  end if;
  select * into path from account_way
   where way = p_move->>'way' and to_state <> 'closed'
     and from_state = found_account.state and from_source = found_account.source;
  if path.way is null then
    raise exception '账户目前的状态不能这样办理封存、启封或者转换。' using errcode = 'AJ409';
  end if;
  if day < found_account.opened_on or exists (
       select from seal where account = p_account and greatest(sealed_on, ended_on) > day)
     or exists (select from account_step where account = p_account and taken_on > day) then
    raise exception '日期早于开户日期，或者早于上一次封存、启封的日期。' using errcode = 'AJ409';
  end if;
  if path.to_source = 'flexible' then
    central := found_account.central_account;
    if path.from_source = 'unit' then
      select number into central from central_account
       where center = found_account.center and state = 'normal';
      if central is null then
        raise exception '中心没有可用的集中账户。' using errcode = 'AJ404';
      end if;
    end if;
  end if;
  update seal set ended_on = day, end_how = path.way, ended_by = p_move->>'by',
         end_case = (p_move->>'case')::uuid, end_document = p_move->>'document'
   where account = p_account and source = path.ends and ended_on is null;
  if path.seals is not null and not exists (
       select from seal where account = p_account and source = path.seals and ended_on is null) then
    insert into seal (account, source, n, sealed_on, how, sealed_by, case_id, document)
      select p_account, path.seals, coalesce(max(n), 0) + 1, day, path.way, p_move->>'by',
             (p_move->>'case')::uuid, p_move->>'document'
        from seal where account = p_account and source = path.seals;
  end if;
  update account set state = path.to_state, source = path.to_source,
         sealed_on = case when path.to_state = 'sealed' then day end,
         central_account = central, version = version + 1,
         activated_in = case when path.to_source = 'flexible' and path.to_state = 'normal'
                             then to_char(day, 'YYYY-MM') else activated_in end
   where number = p_account;
  insert into account_step (account, n, way, taken_on, from_state, from_source, to_state, to_source,
    taken_by, case_id, document)
    select p_account, coalesce(max(n), 0) + 1, path.way, day, path.from_state, path.from_source,
           path.to_state, path.to_source, p_move->>'by', (p_move->>'case')::uuid,
           p_move->>'document'
      from account_step where account = p_account;
end
$$;

-- Of an account that was taken up, months without contribution count from the month in which it was.
create or replace function dormancy_facts(p_center text, p_first text, p_last text, p_month text, p_case uuid)
  returns setof dormancy_fact language sql stable rows 50000 as $$
  with empty as materialized (
    select a.number, a.id, a.person,
           greatest(a.activated_in,
             to_char(to_date(a.paid_to, 'YYYY-MM') + interval '1 month', 'YYYY-MM')) as empty_from
      from account a
     where a.number between p_first and p_last and a.center = p_center
       and a.source = 'flexible' and a.state <> 'closed'
       and coalesce(a.paid_to < p_month, a.activated_in <= p_month)
       and coalesce(a.activated_in <= p_month, true)
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

-- A change is about the agreement in force, whichever case brought it: of an account that was taken up, too.
create or replace function change_facts(p_account uuid) returns jsonb
  language sql stable set search_path = public, pg_temp as $$
  select jsonb_build_object(
    'accountId', a.id, 'account', a.number, 'center', a.center, 'person', a.person,
    'state', a.state, 'openedOn', a.opened_on, 'paidTo', a.paid_to, 'openingCase', coalesce(g.case_id, a.opened_by_case),
    'broughtBy', c.submitted_by, 'wrappedKey', p.wrapped_key, 'nameHash', p.name_hash,
    'agreement', g.id, 'agreementState', g.state, 'parameters', g.parameters,
    'agreementNumber', (select d.number from document d
                         where d.case_id = g.case_id and d.kind in ('agreement', 'take-up-agreement')
                         order by d.issued_at desc, d.number desc limit 1),
    'plan', (select jsonb_build_object('monthlyAmount', l.monthly_amount::text, 'cycle', l.cycle,
               'debitDay', l.debit_day, 'fromMonth', greatest(l.from_month, g.owes_from), 'district', l.district,
               'card', l.card)
               from plan l where l.account = a.number and l.active
              order by l.from_month desc limit 1),
    'settledTo', (select max(d.covers_to) from contribution_due d
                   where d.account = a.number and d.state in ('paid', 'missed')),
    'open', (select coalesce(jsonb_agg(jsonb_build_object('from', d.covers_from, 'to', d.covers_to,
               'amount', d.amount::text, 'graceUntil', d.grace_until) order by d.covers_from), '[]')
               from contribution_due d where d.account = a.number and d.state = 'open'),
    'atBank', (select jsonb_build_object('since', min(r.business_on), 'to', max(d.covers_to))
                 from debit b join run r on r.id = b.run
                 join contribution_due d on d.account = b.account and d.covers_from = b.covers_from
                where b.account = a.number and b.state in ('planned', 'sent')),
    'amountChangedOn', (select max(m.in_force_on) from amendment m
                         where m.account = a.number and m.state = 'active'
                           and 'amount' = any (m.changes)),
    'mandate', (select jsonb_build_object('id', m.id, 'version', m.version, 'state', m.state,
                  'underWay', m.under_way, 'limitEach', m.limit_each::text, 'card', m.card,
                  'nextCard', m.next_card, 'reason', m.reason)
                  from mandate m where m.account = a.number order by m.n desc limit 1))
    from account a
    join person p on p.id = a.person
    left join lateral (select g.id, g.state, g.case_id, g.parameters, g.owes_from from agreement g
      where g.account = a.number
      order by g.state = 'active' desc, g.offered_on desc, g.id limit 1) g on true
    left join "case" c on c.id = coalesce(g.case_id, a.opened_by_case)
   where a.id = p_account
$$;

grant select on account_step to anju_app, anju_api;
select close_functions();
revoke execute on function account_move from public;
grant execute on function account_move, change_facts, dormancy_facts to anju_app;
