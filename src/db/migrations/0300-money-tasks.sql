-- Money that nobody owns yet and differences with the bank are somebody's to do: a task of the center's
-- supervisors with a last day, which is done by settling what it is about. Such a task has no case.

alter table task alter column case_id drop not null;
alter table task add column suspense uuid references suspense_item;
alter table task add column difference uuid references bank_difference;
alter table task add check (num_nonnulls(case_id, suspense, difference) = 1);
create unique index task_suspense on task (suspense) where closed_at is null and suspense is not null;
create unique index task_difference on task (difference)
  where closed_at is null and difference is not null;
comment on column task.case_id is 'The case; null: it is about money that has none.';
comment on column task.suspense is 'The item in suspense (暂收款) it is about; null: another thing.';
comment on column task.difference is 'The difference with the bank (差异) it is about; null: another thing.';

-- As before; of a task without a case the event is about nobody.
create or replace function task_event(p_by actor, p_task task, p_kind text, p_public jsonb) returns void
  language sql set search_path = public, pg_temp
begin atomic
  select record_event(p_by, (p_task).center, (p_task).case_id,
           (select c.person from "case" c where c.id = (p_task).case_id), p_kind,
           jsonb_build_object('task', (p_task).id, 'kind', (p_task).kind) || p_public);
end;

-- Working days for it by the center's figure; where the center has not said, it is due at once.
create function open_money_task(p_task task, p_figure text) returns void language plpgsql
  security definer set search_path = public, pg_temp as $$
declare
  days integer := coalesce(center_figure((p_task).center, p_figure, (p_task).opened_on)::integer, 0);
  due date := working_day_after((p_task).opened_on, days);
begin
  insert into task (id, center, kind, role, not_by, opened_at, opened_on, working_days, due_on,
      due_provisional, suspense, difference)
    values (gen_random_uuid(), (p_task).center, (p_task).kind, 'supervisor',
            coalesce((p_task).not_by, '{}'), (p_task).opened_at, (p_task).opened_on, days, due,
            calendar_provisional((p_task).opened_on, due), (p_task).suspense, (p_task).difference);
end
$$;

-- It follows the item: open while that is, done by whoever settled it, there again when that is taken back.
create function follow_suspense() returns trigger language plpgsql
  security definer set search_path = public, pg_temp as $$
declare
  owed task;
begin
  if new.state <> 'open' then
    update task set closed_at = new.settled_at, closed_by = new.settled_by, version = version + 1
     where suspense = new.id and closed_at is null;
    return null;
  end if;
  select new.center, 'settle-suspense', j.recorded_at,
         case when tg_op = 'INSERT' then new.received_on else j.value_date end, new.id
    into owed.center, owed.kind, owed.opened_at, owed.opened_on, owed.suspense
    from journal j
   where case when tg_op = 'INSERT' then j.id = new.journal else j.reverses = old.settled_journal end;
  perform open_money_task(owed, 'suspense-days');
  return null;
end
$$;
create trigger follow_suspense_in after insert on suspense_item
  for each row execute function follow_suspense();
create trigger follow_suspense after update of state on suspense_item
  for each row when (new.state is distinct from old.state) execute function follow_suspense();

-- A posting that was proposed is confirmed or declined by another supervisor: that is another task.
create function follow_difference() returns trigger language plpgsql
  security definer set search_path = public, pg_temp as $$
declare
  owed task;
  had task;
begin
  update task set version = version + 1,
         closed_at = case when new.state = 'proposed' then new.proposed_at else new.settled_at end,
         closed_by = case when new.state = 'proposed' then new.proposed_by else new.settled_by end
   where difference = new.id and closed_at is null and new.state <> 'open';
  if new.state not in ('open', 'proposed') then
    return null;
  end if;
  select * into had from task where difference = new.id order by closed_at desc nulls last limit 1;
  owed.center := new.center;
  owed.difference := new.id;
  select r.started_at, r.business_on into owed.opened_at, owed.opened_on from run r where r.id = new.found_by;
  if new.state = 'proposed' then
    owed.kind := 'confirm-difference';
    owed.opened_at := new.proposed_at;
    owed.not_by := array[new.proposed_by];
  else
    owed.kind := 'settle-difference';
    owed.opened_at := greatest(owed.opened_at, had.closed_at);
  end if;
  owed.opened_on := greatest(owed.opened_on, shanghai_date(owed.opened_at));
  perform open_money_task(owed, 'difference-days');
  return null;
end
$$;
create trigger follow_difference_in after insert on bank_difference
  for each row execute function follow_difference();
create trigger follow_difference after update of state on bank_difference
  for each row when (new.state is distinct from old.state) execute function follow_difference();

-- As before; whoever declines has done the task.
create or replace function api_decide_bank_posting(p_id uuid, p_version integer, p_confirm boolean,
  p_by actor) returns integer language plpgsql security definer
  set search_path = public, pg_temp as $$
declare
  one bank_difference := bank_difference_for(p_id, p_version, p_by);
  made bigint[] := '{}';
begin
  if one.state <> 'proposed' then
    raise exception '该差异没有待复核的记账。' using errcode = 'AJ409';
  end if;
  if p_confirm and one.proposed_by = (p_by).id then
    raise exception '记账须由提出人以外的主管复核。' using errcode = 'AJ410';
  end if;
  if p_confirm then
    made := bank_post(one, p_by);
  else
    update task set closed_at = (p_by).at, closed_by = (p_by).id, version = version + 1
     where difference = p_id and closed_at is null;
  end if;
  update bank_difference set state = case when p_confirm then 'posted' else 'open' end,
         posted = made, settled_by = case when p_confirm then (p_by).id end,
         settled_at = case when p_confirm then (p_by).at end,
         proposed_by = case when p_confirm then proposed_by end, version = version + 1
   where id = p_id returning * into one;
  if p_confirm and one.line is not null then
    update bank_line set state = 'matched', journals = journals || made
     where center = one.center and day = one.day and n = one.line;
  end if;
  if p_confirm then
    perform bank_book_moved(one.center, one.day);
  end if;
  perform bank_difference_event(p_by, one,
    case when p_confirm then 'bank-posting-confirmed' else 'bank-posting-declined' end,
    jsonb_build_object('journals', to_jsonb(made)));
  return one.version;
end
$$;

-- What stood open before there were such tasks.
insert into task (id, center, kind, role, opened_at, opened_on, working_days, due_on, suspense)
  select gen_random_uuid(), i.center, 'settle-suspense', 'supervisor', j.recorded_at, i.received_on,
         d.days, working_day_after(i.received_on, d.days), i.id
    from suspense_item i join journal j on j.id = i.journal
   cross join lateral (select coalesce(center_figure(i.center, 'suspense-days', i.received_on)::integer,
                                0) as days) d
   where i.state = 'open';
insert into task (id, center, kind, role, not_by, opened_at, opened_on, working_days, due_on, difference)
  select gen_random_uuid(), b.center,
         case b.state when 'open' then 'settle-difference' else 'confirm-difference' end, 'supervisor',
         case b.state when 'open' then '{}' else array[b.proposed_by] end,
         coalesce(b.proposed_at, r.started_at), r.business_on, d.days,
         working_day_after(r.business_on, d.days), b.id
    from bank_difference b join run r on r.id = b.found_by
   cross join lateral (select coalesce(center_figure(b.center, 'difference-days',
                                r.business_on)::integer, 0) as days) d
   where b.state in ('open', 'proposed');

select close_functions();
