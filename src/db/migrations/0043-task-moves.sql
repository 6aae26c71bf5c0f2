-- Tasks in other hands: many at once, by a deputy, with another due date; a case that goes to another
-- branch, and what each side hears of it.

-- A channel sees what it brought wherever in the center it is handled now: a hand-over between
-- branches takes nothing away from whoever submitted it.
create or replace function visible_case(p_case uuid, p_by actor) returns "case"
  language plpgsql stable set search_path = public, pg_temp as $$
declare
  found_case "case";
begin
  select * into found_case from "case" where id = p_case;
  if found_case.id is null
     or ((p_by).role = 'channel'
         and (found_case.submitted_by <> (p_by).id or not in_scope(p_by, found_case.center, null)))
     or ((p_by).role <> 'channel' and not in_scope(p_by, found_case.center, found_case.branch)) then
    raise exception '没有找到该业务。' using errcode = 'AJ404';
  end if;
  return found_case;
end
$$;

-- A deputy of somebody who is away today may take what they hold; it is then the deputy's.
create or replace function api_claim_task(p_task uuid, p_version integer, p_by actor) returns integer
  language plpgsql security definer set search_path = public, pg_temp as $$
declare
  found_task task := open_task(p_task, p_version, p_by);
  holder text := coalesce(found_task.claimed_by, found_task.assigned_to);
  deputy boolean := holder <> (p_by).id and stands_in(p_by, holder);
begin
  if (p_by).role <> found_task.role then
    raise exception '该待办须由其他岗位办理。' using errcode = 'AJ403';
  end if;
  if (p_by).id = any (found_task.not_by) then
    raise exception '您已经参与过本业务，该待办须由另一人办理。' using errcode = 'AJ410';
  end if;
  if found_task.claimed_by = (p_by).id then
    return found_task.version;
  end if;
  if found_task.claimed_by is not null and deputy is not true then
    raise exception '该待办已由他人领取。' using errcode = 'AJ409';
  end if;
  if found_task.assigned_to <> (p_by).id and deputy is not true then
    raise exception '该待办已指派给他人。' using errcode = 'AJ409';
  end if;
  update task set claimed_by = (p_by).id, claimed_at = (p_by).at,
    assigned_to = case when assigned_to is not null then (p_by).id end, version = version + 1
   where id = p_task;
  if deputy then
    perform task_event(p_by, found_task, 'task-claimed', jsonb_build_object('for', holder));
  else
    perform task_event(p_by, found_task, 'task-claimed', '{}');
  end if;
  return p_version + 1;
end
$$;

-- Checks what has to hold before a supervisor moves a task.
create function require_movable(p_task task, p_staff text, p_content text, p_by actor) returns void
  language plpgsql stable set search_path = public, pg_temp as $$
begin
  perform require_role(p_by, (p_task).center, 'supervisor');
  if p_staff = any ((p_task).not_by) then
    raise exception '该工作人员已经参与过本业务，须指派另一人。' using errcode = 'AJ410';
  end if;
  if p_staff is not null and not may_hold(p_staff, p_task, p_by) then
    raise exception '该工作人员没有办理此待办的岗位。' using errcode = 'AJ409';
  end if;
  if p_content is null and (p_task).claimed_by <> coalesce(p_staff, '') then
    raise exception '该待办已有人领取，改派须写明理由。' using errcode = 'AJ400';
  end if;
end
$$;

-- To nobody (null) takes the assignment back. `p_content`: the reason, sealed.
create function api_move_task(
  p_task uuid, p_version integer, p_staff text, p_content text, p_by actor
) returns integer language plpgsql security definer set search_path = public, pg_temp as $$
declare
  found_task task := open_task(p_task, p_version, p_by);
begin
  perform require_movable(found_task, p_staff, p_content, p_by);
  return put_task(found_task, p_staff, null, p_content, p_by);
end
$$;

-- As releases before this one call it: without a reason.
create or replace function api_assign_task(
  p_task uuid, p_version integer, p_staff text, p_by actor
) returns integer language sql security definer set search_path = public, pg_temp
begin atomic
  select api_move_task(p_task, p_version, p_staff, null, p_by);
end;

-- Many at once: the list is what the supervisor saw, each task in the version they saw; what
-- cannot be moved says why and holds nobody else up. With `p_again` (an earlier try may have done
-- its work) a task that stands as wanted, one version later, counts as moved.
create function api_move_tasks(
  p_tasks uuid[], p_versions integer[], p_contents text[], p_staff text, p_again boolean, p_by actor
) returns table (task uuid, version integer, code text, detail text)
  language plpgsql security definer set search_path = public, pg_temp as $$
#variable_conflict use_column
declare
  n integer;
  moved integer := 0;
  done integer;
  found_task task;
begin
  -- Always in one order: two who move overlapping lists wait for each other, and no more.
  for n in select w.n from unnest(p_tasks) with ordinality as w(id, n) order by w.id loop
    begin
      select * into found_task from task where id = p_tasks[n] for update;
      if p_again and found_task.version = p_versions[n] + 1 and found_task.closed_at is null
         and found_task.assigned_to is not distinct from p_staff
         and in_scope(p_by, found_task.center, found_task.branch) then
        done := found_task.version;
      else
        found_task := open_task(p_tasks[n], p_versions[n], p_by);
        perform require_movable(found_task, p_staff, p_contents[n], p_by);
        done := put_task(found_task, p_staff, null, p_contents[n], p_by);
      end if;
      moved := moved + 1;
      return query select p_tasks[n], done, null::text, null::text;
    exception when sqlstate 'AJ400' or sqlstate 'AJ403' or sqlstate 'AJ404' or sqlstate 'AJ409'
      or sqlstate 'AJ410' or sqlstate 'AJ412' then
      return query select p_tasks[n], null::integer, sqlstate::text, sqlerrm::text;
    end;
  end loop;
  if moved > 0 then
    perform record_event(p_by, (select t.center from task t where t.id = any (p_tasks) limit 1),
      null, null, 'tasks-moved', jsonb_build_object('to', p_staff, 'asked', cardinality(p_tasks),
        'moved', moved));
  end if;
end
$$;

-- The last day a task of this case may be due: by the law, or because what is waited for ends with
-- that day. Null: nothing bounds it. Waits that end at an hour (a next attempt) bound nothing.
create function api_latest_due(p_case uuid) returns date
  language sql stable set search_path = public, pg_temp
  return least(
    (select c.due_on from "case" c where c.id = p_case),
    (select min(shanghai_date(w.until) - 1) from wait w
      where w.case_id = p_case and w.closed_at is null
        and (w.until at time zone 'Asia/Shanghai')::time = time '00:00'));

create function chinese_day(p_day date) returns text language sql immutable
  set search_path = public, pg_temp
  return to_char(p_day, 'FMYYYY"年"FMMM"月"FMDD"日"');

-- Another due date, with the reason sealed; never beyond what the law leaves.
create function api_move_due(
  p_task uuid, p_version integer, p_due date, p_content text, p_by actor
) returns integer language plpgsql security definer set search_path = public, pg_temp as $$
declare
  found_task task := open_task(p_task, p_version, p_by);
  found_case "case";
  latest date := api_latest_due(found_task.case_id);
begin
  perform require_role(p_by, found_task.center, 'supervisor');
  if p_content is null then
    raise exception '改期须写明理由。' using errcode = 'AJ400';
  end if;
  if p_due < shanghai_date((p_by).at) then
    raise exception '到期日不能早于今天。' using errcode = 'AJ400';
  end if;
  select * into found_case from "case" where id = found_task.case_id;
  if p_due > found_case.due_on then
    raise exception '待办的到期日不能晚于本业务的法定期限（%）。', chinese_day(found_case.due_on)
      using errcode = 'AJ409';
  end if;
  if p_due > latest then
    raise exception '待办的到期日不能晚于所等事项的最后一日（%）。', chinese_day(latest)
      using errcode = 'AJ409';
  end if;
  if p_due = found_task.due_on then
    return found_task.version;
  end if;
  update task set due_on = p_due, due_by = (p_by).id, due_provisional = false, version = version + 1
   where id = p_task;
  perform record_event(p_by, found_task.center, found_task.case_id, found_case.person,
    'task-due-moved', jsonb_build_object('task', p_task, 'kind', found_task.kind,
      'from', found_task.due_on, 'to', p_due), p_content);
  return p_version + 1;
end
$$;

-- Closes a task that only asks to take note: no workflow waits for it.
create function api_acknowledge_task(p_task uuid, p_version integer, p_by actor) returns integer
  language plpgsql security definer set search_path = public, pg_temp as $$
declare
  found_task task := open_task(p_task, p_version, p_by);
begin
  if found_task.kind <> 'take-over' then
    raise exception '该待办须在业务中办理，不能只作知悉。' using errcode = 'AJ409';
  end if;
  if (p_by).role <> found_task.role then
    raise exception '该待办须由其他岗位办理。' using errcode = 'AJ403';
  end if;
  if coalesce(found_task.claimed_by, found_task.assigned_to, (p_by).id) <> (p_by).id then
    raise exception '该待办已由他人领取或指派给他人。' using errcode = 'AJ409';
  end if;
  update task set closed_at = (p_by).at, closed_by = (p_by).id, version = version + 1
   where id = p_task;
  perform task_event(p_by, found_task, 'take-over-acknowledged', '{}');
  return p_version + 1;
end
$$;

-- As before; a due date that a supervisor moved is not counted anew.
create or replace function recount_tasks() returns integer
  language plpgsql set search_path = public, pg_temp as $$
declare
  moved integer;
begin
  with counted as (
    select id, working_day_after(opened_on, working_days) as due from task
     where closed_at is null and due_by is null
  )
  update task t set due_on = c.due, due_provisional = calendar_provisional(t.opened_on, c.due)
    from counted c
   where t.id = c.id
     and (t.due_on, t.due_provisional)
         is distinct from (c.due, calendar_provisional(t.opened_on, c.due));
  get diagnostics moved = row_count;
  return moved;
end
$$;

-- Both branches hear of what went from one to the other: the list it left is read again, too.
create or replace function announce_case() returns trigger language plpgsql as $$
begin
  perform pg_notify('anju_case', json_build_object(
    'id', new.id, 'version', new.version, 'center', new.center, 'branch', new.branch)::text);
  if tg_op = 'UPDATE' and old.branch <> new.branch then
    perform pg_notify('anju_case', json_build_object(
      'id', new.id, 'version', new.version, 'center', old.center, 'branch', old.branch)::text);
  end if;
  return null;
end
$$;

create or replace function announce_task() returns trigger language plpgsql as $$
begin
  perform pg_notify('anju_task', json_build_object(
    'id', new.id, 'case', new.case_id, 'center', new.center, 'branch', new.branch,
    'role', new.role)::text);
  if tg_op = 'UPDATE' and old.branch <> new.branch then
    perform pg_notify('anju_task', json_build_object(
      'id', new.id, 'case', new.case_id, 'center', old.center, 'branch', old.branch,
      'role', old.role)::text);
  end if;
  return null;
end
$$;
