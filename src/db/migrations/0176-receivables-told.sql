-- Money to be recovered is somebody's to do also where no case opened the account: the task stands on the
-- last case that was about it or about its holder. Where there is none at all, the board counts it and
-- the account shows it. A refusal may say what can be done (hint), which the API tells as the remedy.

-- The case an account's own things stand on: what opened it, else the last that was about it, else the
-- holder's last; null: nobody has a case.
create function case_of_account(p_account account) returns uuid language sql stable
  set search_path = public, pg_temp as $$
  select coalesce((p_account).opened_by_case,
    (select b.case_id from breach b join "case" c on c.id = b.case_id
      where b.account = (p_account).number order by c.opened_at desc limit 1),
    (select m.case_id from amendment m where m.account = (p_account).number
      order by m.n desc limit 1),
    (select c.id from "case" c
      where c.person = (p_account).person and c.center = (p_account).center
      order by c.opened_at desc, c.id limit 1))
$$;

-- Writes down what a journal left to be recovered, once, with the task to do it. Where the center has
-- not said how long that may take, it is due at once.
create or replace function raise_receivable(p_journal bigint, p_account text, p_amount numeric, p_cause text,
  p_at timestamptz) returns uuid language plpgsql
  security definer set search_path = public, pg_temp as $$
declare
  raised receivable;
  said journal;
  had account;
  days integer;
  on_case uuid;
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
  on_case := case_of_account(had);
  if on_case is not null then
    insert into task (id, case_id, center, kind, role, opened_at, opened_on, working_days, due_on,
        due_provisional)
      values (gen_random_uuid(), on_case, said.center, 'recover', 'supervisor', p_at,
              shanghai_date(p_at), days, raised.due_on,
              calendar_provisional(shanghai_date(p_at), raised.due_on))
      returning id into raised.task;
    update receivable set task = raised.task where id = raised.id;
  end if;
  perform record_event(('system', 'system', 'ledger', p_at)::actor, said.center, on_case,
    had.person, 'receivable-raised', jsonb_build_object('receivable', raised.id,
      'amount', p_amount::text, 'journal', p_journal, 'cause', p_cause, 'dueOn', raised.due_on));
  return raised.id;
end
$$;

-- Money in suspense pays what is to be recovered, as a supervisor says: the whole of the item, a part
-- of what is owed or all of it, never more.
create or replace function api_recover(p_receivable uuid, p_version integer, p_item uuid, p_reason text, p_on date,
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
    raise exception '来款%元多于尚未追回的%元。一笔暂收款只能全额使用。', item.amount,
      owed.amount - owed.recovered using errcode = 'AJ409',
      hint = format('请另选一笔不多于%s元的暂收款；或者在暂收款页将来款退回，由本人按应还金额重新汇入。',
        owed.amount - owed.recovered);
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
  perform record_event(p_by, owed.center, (select t.case_id from task t
      where t.id = owed.task), owed.person, 'receivable-recovered', jsonb_build_object(
    'receivable', owed.id, 'amount', item.amount::text, 'left', (owed.amount - owed.recovered)::text,
    'journal', number, 'serial', item.serial, 'reason', p_reason));
  return owed.version;
end
$$;

select close_functions();
grant execute on function raise_receivable to anju_app;

-- What was raised before without a task, where there is a case for it now.
do $$
declare
  owed receivable;
  number uuid;
  days integer;
begin
  for owed in select r.* from receivable r where r.state = 'open' and r.task is null loop
    days := coalesce(center_figure(owed.center, 'recovery-days', owed.raised_on)::integer, 0);
    insert into task (id, case_id, center, kind, role, opened_at, opened_on, working_days, due_on)
      select gen_random_uuid(), c.id, owed.center, 'recover', 'supervisor',
             owed.raised_on::timestamp at time zone 'Asia/Shanghai', owed.raised_on, days, owed.due_on
        from (select case_of_account(a) as id from account a where a.number = owed.account) c
       where c.id is not null returning id into number;
    update receivable set task = number where id = owed.id and number is not null;
  end loop;
end
$$;
