-- Withdrawals (提取) and what is paid out for them (付款): the decision as it was reserved, and every
-- instruction to the bank under a key for ever.

create table withdrawal (
  case_id      uuid primary key,
  center       text not null references center,
  person       uuid not null references person,
  account      text not null references account,
  reason       text not null check (reason ~ '^[a-z][a-z-]*$'),
  regulation   text not null check (regulation in ('2019', '2026')),
  item         integer not null check (item > 0),
  code         text not null check (code ~ '^\d{2}$'),
  amount       numeric(18, 2) not null check (amount > 0),
  expense_hash text,
  period_from  text check (period_from ~ '^\d{4}-\d{2}$'),
  period_to    text check (period_to ~ '^\d{4}-\d{2}$'),
  drawn        jsonb not null,
  decided_on   date not null,
  state        text not null check (state in ('reserved', 'paid', 'released', 'returned')),
  settled_on   date,
  check ((period_from is null) = (period_to is null)),
  check (period_from <= period_to),
  check ((state = 'reserved') = (settled_on is null))
);
create index withdrawal_person on withdrawal (person, decided_on);
create index withdrawal_account on withdrawal (account, decided_on);
comment on table withdrawal is 'Withdrawals that were granted (准予提取), one per case. Never deleted.';
comment on column withdrawal.case_id is 'The case that granted it.';
comment on column withdrawal.center is 'Whose.';
comment on column withdrawal.person is 'The holder.';
comment on column withdrawal.account is 'The account that was drawn on.';
comment on column withdrawal.reason is 'The case of article 24: src/policy/withdrawal-reasons.ts.';
comment on column withdrawal.regulation is 'Which text of the regulation: that of the day of acceptance.';
comment on column withdrawal.item is 'The item of article 24 in that text.';
comment on column withdrawal.code is 'JGJ/T 320-2014 A.7 提取原因.';
comment on column withdrawal.amount is 'Yuan.';
comment on column withdrawal.expense_hash is 'Keyed hash of the number of the contract or receipt: the same expense is drawn for once.';
comment on column withdrawal.period_from is 'First month it is for; null: it is for none.';
comment on column withdrawal.period_to is 'Last month it is for.';
comment on column withdrawal.drawn is 'What was taken from which source, in the order of the center.';
comment on column withdrawal.decided_on is 'Day of the decision.';
comment on column withdrawal.state is 'reserved 待付, paid 已付, released 未付退回, returned 付后退回.';
comment on column withdrawal.settled_on is 'When it was paid, released or returned.';

create table payout (
  id           uuid primary key default gen_random_uuid(),
  key          text not null unique check (length(key) between 1 and 200),
  case_id      uuid not null,
  n            integer not null check (n > 0),
  center       text not null references center,
  person       uuid not null references person,
  account      text not null references account,
  amount       numeric(18, 2) not null check (amount > 0),
  card         sealed not null,
  card_last4   text not null check (card_last4 ~ '^\d{4}$'),
  state        text not null default 'ready'
                 check (state in ('ready', 'sent', 'paid', 'refused', 'returned')),
  run_on       date not null,
  moved        numeric(18, 2),
  reason       text,
  bank_code    text,
  serial       text,
  booked_on    date,
  return_serial text,
  returned_on  date,
  created_at   timestamptz not null,
  answered_at  timestamptz,
  unique (case_id, n),
  check ((state in ('paid', 'returned')) = (serial is not null)),
  check ((state = 'returned') = (return_serial is not null)),
  check (state not in ('ready', 'sent') or answered_at is null)
);
-- Of an account one payment is on its way at a time, whatever runs at the same time.
create unique index payout_one_under_way on payout (account) where state in ('ready', 'sent');
create index payout_account on payout (account, created_at desc);
comment on table payout is 'Instructions to the bank to pay out (付款指令), each under a key for ever; never changed in amount or card.';
comment on column payout.id is 'Opaque id.';
comment on column payout.key is 'The bank''s key of the instruction: payout/{case}/{n}.';
comment on column payout.case_id is 'The case that pays.';
comment on column payout.n is 'Which attempt of the case: each has a card of its own.';
comment on column payout.center is 'From whose deposit.';
comment on column payout.person is 'To whom: the holder of the account and of the card.';
comment on column payout.account is 'From which account.';
comment on column payout.amount is 'Yuan.';
comment on column payout.card is 'Number, holder and bank of the card, sealed.';
comment on column payout.card_last4 is 'Last four digits of the card.';
comment on column payout.state is 'ready 待发送, sent 可能已发送, paid 已付, refused 未付, returned 付后退回.';
comment on column payout.run_on is 'The day the bank is told to pay on.';
comment on column payout.moved is 'What the bank says it moved; null: nothing.';
comment on column payout.reason is 'Why the bank did not pay, or gave it back: src/domain/bank-refusals.ts.';
comment on column payout.bank_code is 'The code it gave.';
comment on column payout.serial is 'The bank''s serial number of the payment (银行流水号).';
comment on column payout.booked_on is 'The bank''s day of it.';
comment on column payout.return_serial is 'The bank''s serial number of what came back.';
comment on column payout.returned_on is 'The bank''s day of that.';
comment on column payout.created_at is 'When it was decided.';
comment on column payout.answered_at is 'When the bank''s answer was written down; null: it is not known.';

-- A payment that the bank gives back is money in the account again; what it paid too much is owed.
insert into journal_kind (code, title, business, heeds_holds, takes_current_first, note) values
  ('payment-return', '付款退回', '99', false, false, '已付的提取款被对方银行退回：借银行存款，贷住房公积金。'),
  ('reserve-moved', '待付改期', '11', false, false, '付款日晚于决定日的，按付款日重记，利息计到付款日：借住房公积金，贷应付提取款。'),
  ('overpayment', '银行多付', '99', false, false, '银行实付多于指令：借应收个人款，贷银行存款。'),
  ('clawback', '责令退回', '99', false, false, '违法提取责令退回（条例41）：借应收个人款，贷住房公积金。');
alter table receivable drop constraint receivable_cause_check;
alter table receivable add constraint receivable_cause_check
  check (cause in ('recalled', 'reversed', 'overpaid', 'fraud'));
comment on column receivable.cause is 'recalled 银行收回, reversed 冲账, overpaid 银行多付, fraud 违法提取责令退回.';

-- Which withdrawal a breach is about (条例 41): what was drawn is to be paid back.
alter table breach add column withdrawal uuid references withdrawal;
comment on column breach.withdrawal is 'The withdrawal that was obtained by fraud; null: none is named.';

-- What a withdrawal is decided on, as the books stand now.
create function withdrawal_facts(p_account uuid) returns jsonb
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
    'months', (select coalesce(jsonb_agg(distinct m.month order by m.month), '[]')
                 from contribution m where m.account = a.number and m.taken_back is null),
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

-- The same for somebody who is about to ask for one: as far as they may work on the account.
create function api_withdrawal_facts(p_account uuid, p_by actor) returns jsonb
  language plpgsql stable security definer set search_path = public, pg_temp as $$
declare
  facts jsonb := withdrawal_facts(p_account);
begin
  if facts is null or not in_scope(p_by, facts->>'center', null)
     or ((p_by).role = 'channel' and facts->>'broughtBy' is distinct from (p_by).id) then
    raise exception '没有找到该账户。' using errcode = 'AJ404';
  end if;
  return facts;
end
$$;

-- What only has to be told to somebody is done when whoever told it says so, on a case that has ended as well.
create or replace function api_acknowledge_task(p_task uuid, p_version integer, p_by actor)
  returns integer language plpgsql security definer set search_path = public, pg_temp as $$
declare
  found_task task := open_task(p_task, p_version, p_by);
begin
  if found_task.kind not in ('take-over', 'payout-returned') then
    raise exception '该待办须在业务中办理，不能只作知悉。' using errcode = 'AJ409';
  end if;
  perform require_task_role(found_task, p_by);
  if coalesce(found_task.claimed_by, found_task.assigned_to, (p_by).id) <> (p_by).id then
    raise exception '该待办已由他人领取或指派给他人。' using errcode = 'AJ409';
  end if;
  update task set closed_at = (p_by).at, closed_by = (p_by).id, version = version + 1
   where id = p_task;
  if found_task.kind = 'take-over' then
    perform task_event(p_by, found_task, 'take-over-acknowledged', '{}');
  else
    perform task_event(p_by, found_task, 'payout-return-told', '{}');
  end if;
  return p_version + 1;
end
$$;

grant select, insert, update on withdrawal, payout to anju_app;
grant select on withdrawal to anju_api;
grant select (id, key, case_id, n, center, person, account, amount, card_last4, state, run_on, moved,
  reason, bank_code, serial, booked_on, return_serial, returned_on, created_at, answered_at)
  on payout to anju_api;
select close_functions();
grant execute on function withdrawal_facts to anju_app;
