-- 依法扣划: what a court takes from under its own hold. What a hold still keeps is less by it, and more
-- again by whatever the bank did not pay or gives back.

alter table hold add column ordered numeric(18, 2) check (ordered > 0);
comment on column hold.ordered is 'How much was ordered, in yuan; null: the whole account. Never changed.';
update hold set ordered = amount;
alter table hold drop constraint hold_amount_check;
alter table hold add constraint hold_amount_check check (amount between 0 and ordered);
alter table hold add constraint hold_ordered_whole check ((amount is null) = (ordered is null));
comment on column hold.amount is 'How much it still keeps, in yuan: what was ordered less what was deducted from under it; null: the whole account (只收不付).';

create function hold_ordered() returns trigger language plpgsql security definer
  set search_path = public, pg_temp as $$
begin
  new.ordered := case tg_op when 'INSERT' then new.amount else old.ordered end;
  return new;
end
$$;
comment on function hold_ordered() is 'A hold begins with all that was ordered, and what was ordered stays.';
create trigger hold_ordered before insert or update on hold
  for each row execute function hold_ordered();

create table hold_deduction (
  payout       uuid primary key references payout,
  hold         uuid not null references hold,
  amount       numeric(18, 2) not null check (amount > 0),
  back         numeric(18, 2) not null default 0 check (back between 0 and amount),
  document     text not null check (document <> ''),
  ordered_on   date not null,
  ordered_by   text not null check (ordered_by <> ''),
  deducted_on  date not null,
  recorded_by  text not null check (recorded_by <> '')
);
create index hold_deduction_hold on hold_deduction (hold);
-- One order is carried out once: what the bank did not pay, or gave back whole, may be deducted again.
create unique index hold_deducted_once on hold_deduction (hold, order_number(document))
  where back < amount;
comment on table hold_deduction is 'Deductions by order of a court (依法扣划), each with its instruction to the bank. Only what came back is ever written again.';
comment on column hold_deduction.payout is 'The instruction to the bank; the account to which it is paid is sealed there.';
comment on column hold_deduction.hold is 'From under which hold.';
comment on column hold_deduction.amount is 'Yuan.';
comment on column hold_deduction.back is 'What of it was not paid or came back, in yuan; the hold keeps it again.';
comment on column hold_deduction.document is 'Number of the order (执行裁定书, 协助执行通知书).';
comment on column hold_deduction.ordered_on is 'Date of the order.';
comment on column hold_deduction.ordered_by is 'The body that ordered it, as its document names it.';
comment on column hold_deduction.deducted_on is 'Day on which it left the account.';
comment on column hold_deduction.recorded_by is 'Who confirmed it.';

create function deduction_stays() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' and (to_jsonb(new) - 'back') = (to_jsonb(old) - 'back') and new.back >= old.back then
    return new;
  end if;
  raise exception 'a deduction is not changed' using errcode = '42501';
end
$$;
comment on function deduction_stays() is 'Of a deduction only what came back is written, and never less.';
create trigger deduction_stays before update or delete on hold_deduction
  for each row execute function deduction_stays();
create trigger append_only_whole before truncate on hold_deduction
  for each statement execute function refuse_change();

-- What a hold keeps, as it changed: an account can be shown as it stood at a past moment.
alter table hold_step drop constraint hold_step_what_check;
alter table hold_step add constraint hold_step_what_check
  check (what in ('placed', 'renewed', 'released', 'amount'));
alter table hold_step add column amount numeric(18, 2);
alter table hold_step add constraint hold_step_amount check ((what = 'amount') = (amount is not null));
comment on column hold_step.what is 'placed 冻结, renewed 续冻, released 解除, amount 扣划或者退回后的冻结金额.';
comment on column hold_step.amount is 'What the hold keeps from then on, in yuan; null: as before.';

create or replace function hold_stepped() returns trigger language plpgsql security definer
  set search_path = public, pg_temp as $$
begin
  if tg_table_name = 'hold_renewal' then
    insert into hold_step (hold, what, until) values (new.hold, 'renewed', new.until);
  elsif tg_op = 'INSERT' then
    insert into hold_step (hold, what, until) values (new.id, 'placed', new.until);
  elsif old.released_on is null and new.released_on is not null then
    insert into hold_step (hold, what, until) values (new.id, 'released', new.until);
  elsif old.amount <> new.amount then
    insert into hold_step (hold, what, until, amount)
      values (new.id, 'amount', new.until, new.amount);
  end if;
  return null;
end
$$;

-- 轮候: what was written down before. A ban keeps the person from the money, nobody else.
create function holds_before(p_hold uuid) returns setof hold language sql stable
  set search_path = public, pg_temp as $$
  select other.*
    from hold own
    join hold other on other.account = own.account and other.id <> own.id
     and other.released_on is null and other.kind <> 'ban'
   where own.id = p_hold
     and (select min(s.id) from hold_step s where s.hold = other.id)
       < (select min(s.id) from hold_step s where s.hold = own.id)
$$;
comment on function holds_before(uuid) is 'Holds in force of the same account that were written down earlier and go before it (轮候).';

-- The money of the instruction has left the account in the same transaction: the hold keeps that much less, and
-- what earlier holds keep is still there.
create function ledger_deduct(p_key text, p_hold uuid, p_order jsonb) returns void language plpgsql
  security definer set search_path = public, pg_temp as $$
declare
  own hold;
  told payout;
  there numeric;
begin
  select * into told from payout where key = p_key and state = 'ready' and not to_holder;
  update account set version = version + 1
   where number = (select account from hold
                    where id = p_hold and released_on is null and kind = 'court'
                      and account = told.account);
  if not found then
    raise exception 'no such hold' using errcode = 'AJ404';
  end if;
  if not exists (select from journal where center = told.center and key = 'reserve/' || told.key
                    and kind = 'deduction') then
    raise exception 'a deduction that has not left the account' using errcode = 'AJ420';
  end if;
  select * into own from hold where id = p_hold;
  select coalesce(sum(amount), 0) into there from balance where account = own.account;
  if own.amount < told.amount
     or exists (select from holds_before(p_hold) h where h.amount is null)
     or there < (select coalesce(sum(h.amount), 0) from holds_before(p_hold) h) then
    raise exception 'another hold covers the money' using errcode = 'AJ422';
  end if;
  insert into hold_deduction (payout, hold, amount, document, ordered_on, ordered_by, deducted_on,
      recorded_by)
    values (told.id, p_hold, told.amount, p_order->>'document', (p_order->>'orderedOn')::date,
            p_order->>'orderedBy', told.run_on, p_order->>'by');
  update hold set amount = amount - told.amount where id = p_hold;
end
$$;
comment on function ledger_deduct(text, uuid, jsonb) is 'A deduction (依法扣划) beside its instruction and journal: the hold keeps that much less.';

-- What of a deduction was not paid or came back is kept by its hold again. Answers whether the hold is in force.
create function ledger_deduct_back(p_payout uuid, p_amount numeric) returns boolean language plpgsql
  security definer set search_path = public, pg_temp as $$
declare
  own hold;
begin
  update account set version = version + 1
   where number = (select h.account from hold_deduction d join hold h on h.id = d.hold
                    where d.payout = p_payout);
  if not found then
    raise exception 'no such deduction' using errcode = 'AJ404';
  end if;
  update hold_deduction set back = back + p_amount where payout = p_payout;
  select h.* into own from hold_deduction d join hold h on h.id = d.hold where d.payout = p_payout;
  if own.released_on is not null then
    return false;
  end if;
  update hold set amount = amount + p_amount where id = own.id;
  return true;
end
$$;
comment on function ledger_deduct_back(uuid, numeric) is 'What of a deduction was not paid or came back: its hold keeps it again.';

-- Told to the court as well as to a person: done when whoever told it says so.
create or replace function api_acknowledge_task(p_task uuid, p_version integer, p_by actor)
  returns integer language plpgsql security definer set search_path = public, pg_temp as $$
declare
  found_task task := open_task(p_task, p_version, p_by);
begin
  if found_task.kind not in ('take-over', 'payout-returned', 'deduction-returned') then
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
  elsif found_task.kind = 'payout-returned' then
    perform task_event(p_by, found_task, 'payout-return-told', '{}');
  else
    perform task_event(p_by, found_task, 'deduction-return-told', '{}');
  end if;
  return p_version + 1;
end
$$;

update journal_kind
   set note = '法院凭文书扣划其冻结的款项：借住房公积金，贷应付提取款；轮候在先的冻结仍受保护。'
 where code = 'deduction';

grant select on hold_deduction to anju_app, anju_api;
select close_functions();
grant execute on function holds_before, ledger_deduct, ledger_deduct_back to anju_app;
