-- Money to be recovered from persons (应收个人款): what was paid out and then taken back by the bank,
-- or found to be credited wrongly. Each is one row with a day by which it is due and a task; what comes
-- in later pays it only when somebody says so.

insert into journal_kind (code, title, business, heeds_holds, takes_current_first, note) values
  ('shortfall', '差额挂账', '99', false, false, '冲账时账户余额不足的差额：借应收个人款，贷住房公积金。');
update journal_kind set note = '个人归还：借暂收款（或银行存款），贷应收个人款。' where code = 'recovery';

alter table suspense_item drop constraint suspense_item_state_check;
alter table suspense_item add constraint suspense_item_state_check
  check (state in ('open', 'assigned', 'returned', 'recovered', 'funded', 'reversed'));
comment on column suspense_item.state is 'open 待处理, assigned 已认领, returned 已退回, recovered 已抵应收, funded 已拨入补贴资金, reversed 到账已冲账.';
create index suspense_journal on suspense_item (journal);
create index suspense_settled on suspense_item (settled_journal) where settled_journal is not null;

create table receivable (
  id           uuid primary key default gen_random_uuid(),
  center       text not null references center,
  account      text not null references account,
  person       uuid not null references person,
  journal      bigint not null unique references journal,
  cause        text not null check (cause in ('recalled', 'reversed')),
  amount       numeric(18, 2) not null check (amount > 0),
  recovered    numeric(18, 2) not null default 0 check (recovered between 0 and amount),
  raised_on    date not null,
  due_on       date not null,
  task         uuid references task,
  state        text not null default 'open' check (state in ('open', 'recovered', 'void')),
  settled_on   date,
  version      integer not null default 1,
  check ((state = 'recovered') = (recovered = amount)),
  check ((state = 'open') = (settled_on is null))
);
create index receivable_open on receivable (center, due_on, id) where state = 'open';
create index receivable_state on receivable (center, state, due_on, id);
create index receivable_account on receivable (account);
comment on table receivable is 'Money to be recovered from persons (应收个人款), each under the journal that raised it.';
comment on column receivable.id is 'Opaque id.';
comment on column receivable.center is 'Whose books.';
comment on column receivable.account is 'The account whose money had left.';
comment on column receivable.person is 'Who owes it.';
comment on column receivable.journal is 'The journal that raised it (recall 银行收回, shortfall 差额挂账).';
comment on column receivable.cause is 'recalled 银行收回, reversed 冲账.';
comment on column receivable.amount is 'Yuan.';
comment on column receivable.recovered is 'What of it came back.';
comment on column receivable.raised_on is 'Value date of its journal.';
comment on column receivable.due_on is 'By when it is to be recovered: figure recovery-days, working days.';
comment on column receivable.task is 'The task to recover it; null: the account was opened by no case.';
comment on column receivable.state is 'open 待追回, recovered 已追回, void 已撤销 (its journal was reversed).';
comment on column receivable.settled_on is 'When it was recovered or fell away.';
comment on column receivable.version is 'Grows with every change.';

create table recovery (
  journal      bigint primary key references journal,
  receivable   uuid not null references receivable,
  item         uuid not null references suspense_item,
  amount       numeric(18, 2) not null check (amount > 0),
  recovered_on date not null,
  recorded_by  text not null,
  taken_back   bigint references journal
);
create index recovery_receivable on recovery (receivable);
comment on table recovery is 'What came back of receivables (追回款项), each from money in suspense.';
comment on column recovery.journal is 'The journal that booked it.';
comment on column recovery.receivable is 'What it pays.';
comment on column recovery.item is 'The money in suspense it was.';
comment on column recovery.amount is 'Yuan.';
comment on column recovery.recovered_on is 'Value date.';
comment on column recovery.recorded_by is 'Who said so: a staff id.';
comment on column recovery.taken_back is 'The journal that took it back; null: it counts.';

-- The text of a figure of the whole center on a day; null: none is in force.
create function center_figure(p_center text, p_name text, p_on date) returns text
  language sql stable set search_path = public, pg_temp as $$
  select value from figure
   where center in (p_center, '*') and district is null and name = p_name
     and valid_from <= p_on and (valid_to is null or valid_to >= p_on)
   order by center = '*' limit 1
$$;

-- Writes down what a journal left to be recovered, once, with the task to do it. Where the center has
-- not said how long that may take, it is due at once.
create function raise_receivable(p_journal bigint, p_account text, p_amount numeric, p_cause text,
  p_at timestamptz) returns uuid language plpgsql
  security definer set search_path = public, pg_temp as $$
declare
  raised receivable;
  said journal;
  had account;
  days integer;
  case_number text;
begin
  select * into raised from receivable where journal = p_journal;
  if found then
    return raised.id;
  end if;
  select * into said from journal where id = p_journal;
  select * into had from account where number = p_account;
  days := coalesce(center_figure(said.center, 'recovery-days', shanghai_date(p_at))::integer, 0);
  insert into receivable (center, account, person, journal, cause, amount, raised_on, due_on)
    values (said.center, p_account, had.person, p_journal, p_cause, p_amount, said.value_date,
            working_day_after(shanghai_date(p_at), days)) returning * into raised;
  if had.opened_by_case is not null then
    insert into task (id, case_id, center, kind, role, opened_at, opened_on, working_days, due_on,
        due_provisional)
      values (gen_random_uuid(), had.opened_by_case, said.center, 'recover', 'supervisor', p_at,
              shanghai_date(p_at), days, raised.due_on,
              calendar_provisional(shanghai_date(p_at), raised.due_on))
      returning id into raised.task;
    update receivable set task = raised.task where id = raised.id;
  end if;
  perform record_event(('system', 'system', 'ledger', p_at)::actor, said.center, had.opened_by_case,
    had.person, 'receivable-raised', jsonb_build_object('receivable', raised.id,
      'amount', p_amount::text, 'journal', p_journal, 'cause', p_cause, 'dueOn', raised.due_on));
  return raised.id;
end
$$;

-- How a receivable stands after what was recovered or taken back; its task follows.
create function settle_receivable(p_receivable uuid, p_void boolean, p_on date, p_by actor)
  returns receivable language plpgsql set search_path = public, pg_temp as $$
declare
  settled receivable;
begin
  update receivable r set recovered = s.back, version = version + 1,
         state = case when p_void then 'void' when s.back = r.amount then 'recovered' else 'open' end,
         settled_on = case when p_void or s.back = r.amount then p_on end
    from (select coalesce(sum(amount), 0) as back from recovery
           where receivable = p_receivable and taken_back is null) s
   where r.id = p_receivable returning r.* into settled;
  update task set closed_at = case when settled.state <> 'open' then (p_by).at end,
         closed_by = case when settled.state <> 'open' then (p_by).id end, version = version + 1
   where id = settled.task and (closed_at is null) <> (settled.state = 'open');
  return settled;
end
$$;

-- The key of a fact that may happen again once it was taken back: the first that no journal in force has.
create function turn_key(p_center text, p_key text) returns text language plpgsql stable
  set search_path = public, pg_temp as $$
declare
  turn integer := 1;
  key_now text := p_key;
begin
  while exists (select from journal j join journal r on r.reverses = j.id
                 where j.center = p_center and j.key = key_now) loop
    turn := turn + 1;
    key_now := p_key || '/' || turn;
  end loop;
  return key_now;
end
$$;

-- Money in suspense pays what is to be recovered, as a supervisor says: the whole of the item, a part
-- of what is owed or all of it, never more.
create function api_recover(p_receivable uuid, p_version integer, p_item uuid, p_reason text, p_on date,
  p_by actor) returns integer language plpgsql
  security definer set search_path = public, pg_temp as $$
declare
  owed receivable;
  item suspense_item;
  number bigint;
begin
  select * into owed from receivable where id = p_receivable for update;
  if owed.id is null or not in_scope(p_by, owed.center, null) then
    raise exception '没有找到这笔应收个人款。' using errcode = 'AJ404';
  end if;
  perform require_role(p_by, owed.center, 'supervisor');
  if owed.version <> p_version then
    raise exception '这笔应收个人款已有变化，请核对后再提交。' using errcode = 'AJ412';
  end if;
  if owed.state <> 'open' then
    raise exception '这笔应收个人款已经了结。' using errcode = 'AJ409';
  end if;
  select * into item from suspense_item where id = p_item and center = owed.center for update;
  if item.id is null or item.state <> 'open' then
    raise exception '没有这笔待处理的暂收款。' using errcode = 'AJ409';
  end if;
  if item.amount > owed.amount - owed.recovered then
    raise exception '来款%元多于尚未追回的%元，请将来款退回，由本人按应还金额重新汇入。', item.amount,
      owed.amount - owed.recovered using errcode = 'AJ409';
  end if;
  select l.journal into number from ledger_post(owed.center, jsonb_build_array(jsonb_build_object(
    'key', turn_key(owed.center, 'recovery/' || item.serial), 'kind', 'recovery', 'valueDate', p_on,
    'by', (p_by).id, 'document', item.serial, 'lines', jsonb_build_array(
      jsonb_build_object('book', 'suspense', 'amount', (-item.amount)::text),
      jsonb_build_object('book', 'receivable', 'amount', item.amount::text))))) l;
  update suspense_item set state = 'recovered', account = owed.account, settled_by = (p_by).id,
         settled_at = (p_by).at, settled_journal = number, version = version + 1 where id = item.id;
  insert into recovery (journal, receivable, item, amount, recovered_on, recorded_by)
    values (number, owed.id, item.id, item.amount, p_on, (p_by).id);
  owed := settle_receivable(owed.id, false, p_on, p_by);
  perform record_event(p_by, owed.center, (select a.opened_by_case from account a
      where a.number = owed.account), owed.person, 'receivable-recovered', jsonb_build_object(
    'receivable', owed.id, 'amount', item.amount::text, 'left', (owed.amount - owed.recovered)::text,
    'journal', number, 'serial', item.serial, 'reason', p_reason));
  return owed.version;
end
$$;

-- As migrations/0131-suspense.sql has it, and besides: an item that was assigned and taken back may be
-- assigned again, and money may be for the fund that subsidies are paid from.
create or replace function api_settle_suspense(p_item uuid, p_version integer, p_action text,
  p_paid paid_months, p_document text, p_reason text, p_on date, p_by actor) returns integer
  language plpgsql security definer set search_path = public, pg_temp as $$
declare
  item suspense_item;
  number bigint;
  state_after text;
begin
  select * into item from suspense_item where id = p_item for update;
  if item.id is null or not in_scope(p_by, item.center, null) then
    raise exception '没有找到这笔暂收款。' using errcode = 'AJ404';
  end if;
  perform require_role(p_by, item.center, 'supervisor');
  if item.state <> 'open' then
    raise exception '这笔暂收款已经处理。' using errcode = 'AJ409';
  end if;
  if item.version <> p_version then
    raise exception '这笔暂收款已有变化，请核对后再提交。' using errcode = 'AJ412';
  end if;
  if p_action = 'assign' then
    state_after := 'assigned';
    perform 1 from account where account.number = (p_paid).account and center = item.center
       and state = 'normal' for no key update;
    if not found then
      raise exception '没有这个账户，或者账户不在正常状态。' using errcode = 'AJ409';
    end if;
    if exists (select from debit b where b.account = (p_paid).account
         and b.state in ('planned', 'sent')) then
      raise exception '该账户有扣款正在银行办理，须等回报后再认领。' using errcode = 'AJ409';
    end if;
    select l.journal into number from ledger_post(item.center, jsonb_build_array(jsonb_build_object(
      'key', turn_key(item.center, 'assignment/' || item.serial), 'kind', 'assignment',
      'valueDate', p_on, 'by', (p_by).id, 'document', item.serial, 'lines', jsonb_build_array(
        jsonb_build_object('book', 'suspense', 'amount', (-item.amount)::text),
        jsonb_build_object('book', 'personal', 'account', (p_paid).account, 'source', 'flexible',
          'amount', item.amount::text))))) l;
    perform cover_months(p_paid, item.amount, p_on, number);
  elsif p_action = 'return' then
    state_after := 'returned';
    select l.journal into number from ledger_post(item.center, jsonb_build_array(jsonb_build_object(
      'key', turn_key(item.center, 'return/' || item.serial), 'kind', 'return', 'valueDate', p_on,
      'by', (p_by).id, 'document', p_document, 'lines', jsonb_build_array(
        jsonb_build_object('book', 'suspense', 'amount', (-item.amount)::text),
        jsonb_build_object('book', 'bank', 'amount', item.amount::text))))) l;
  elsif p_action = 'fund' then
    state_after := 'funded';
    select l.journal into number from ledger_post(item.center, jsonb_build_array(jsonb_build_object(
      'key', turn_key(item.center, 'subsidy-funding/' || item.serial), 'kind', 'subsidy-funding',
      'valueDate', p_on, 'by', (p_by).id, 'document', item.serial, 'lines', jsonb_build_array(
        jsonb_build_object('book', 'suspense', 'amount', (-item.amount)::text),
        jsonb_build_object('book', 'subsidy-fund', 'amount', item.amount::text))))) l;
  else
    raise exception '没有这项操作。' using errcode = 'AJ400';
  end if;
  update suspense_item set state = state_after, account = coalesce((p_paid).account, account),
         settled_by = (p_by).id, settled_at = (p_by).at, settled_journal = number,
         version = version + 1
   where id = p_item;
  perform record_event(p_by, item.center, null,
    (select a.person from account a where a.number = (p_paid).account), 'suspense-' || state_after,
    jsonb_build_object('item', p_item, 'amount', item.amount::text, 'serial', item.serial,
      'journal', number, 'reason', p_reason));
  return item.version + 1;
end
$$;

grant select on receivable, recovery to anju_app, anju_api;
select close_functions();
grant execute on function raise_receivable to anju_app;

-- What was recalled before there was a list of it.
insert into receivable (center, account, person, journal, cause, amount, raised_on, due_on)
  select j.center, d.account, a.person, j.id, 'recalled', -p.amount, j.value_date, j.value_date
    from journal j
    join posting p on p.journal = j.id and p.book = 'receivable'
    join debit d on j.key = 'recall/' || d.key
    join account a on a.number = d.account
   where j.kind = 'recall' and p.amount < 0;
