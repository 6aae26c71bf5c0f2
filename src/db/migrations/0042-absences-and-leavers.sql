-- Functions of the staff desk, continued: who is away and who stands in; what becomes of the work,
-- the sessions and the rights of somebody who left.

-- Does the actor stand in for somebody who is away today? It gives no right: it only opens the way
-- to what the colleague holds, and the deputy needs a role of their own for it.
create function stands_in(p_by actor, p_for text) returns boolean
  language sql stable set search_path = public, pg_temp
  return exists (
    select from absence a
     where a.staff = p_for and a.deputy = (p_by).id and a.cancelled_at is null
       and shanghai_date((p_by).at) between a.from_on and a.to_on);

-- A deputy must be able to do something of what the colleague does, somewhere they both do it.
create function shares_a_role(p_staff text, p_deputy text, p_from date, p_to date) returns boolean
  language sql stable set search_path = public, pg_temp
  return exists (
    select from staff_scope a join staff_scope b
        on b.staff = p_deputy and b.role = a.role and b.center = a.center
       and (a.branch is null or b.branch is null or a.branch = b.branch)
     where a.staff = p_staff
       and daterange(a.valid_from, a.valid_to, '[]') && daterange(p_from, p_to, '[]')
       and daterange(b.valid_from, b.valid_to, '[]') && daterange(p_from, p_to, '[]'));

create function require_deputy(p_staff staff, p_deputy text, p_from date, p_to date) returns void
  language plpgsql stable set search_path = public, pg_temp as $$
declare
  found_deputy staff;
begin
  if p_deputy is null then
    return;
  end if;
  select * into found_deputy from staff where id = p_deputy;
  if found_deputy.id is null or found_deputy.center <> (p_staff).center
     or found_deputy.kind <> 'person' or found_deputy.id = (p_staff).id then
    raise exception '代理人须为本中心的另一名工作人员。' using errcode = 'AJ400';
  end if;
  if not found_deputy.active or found_deputy.left_on < p_to then
    raise exception '代理人在该期间已停用或已离岗。' using errcode = 'AJ409';
  end if;
  if exists (select from absence a where a.staff = p_deputy and a.cancelled_at is null
               and daterange(a.from_on, a.to_on, '[]') && daterange(p_from, p_to, '[]')) then
    raise exception '代理人在该期间也不在岗。' using errcode = 'AJ409';
  end if;
  if not shares_a_role((p_staff).id, p_deputy, p_from, p_to) then
    raise exception '代理人没有与其相同的岗位，代理不授予权限，无法代办。' using errcode = 'AJ409';
  end if;
end
$$;

-- The colleague, when the actor may record an absence of theirs: their own, or as a supervisor.
create function absentee(p_staff text, p_by actor) returns staff
  language plpgsql stable set search_path = public, pg_temp as $$
declare
  found_staff staff;
begin
  select * into found_staff from staff where id = p_staff and kind = 'person';
  if found_staff.id is null or not in_scope(p_by, found_staff.center, null) then
    raise exception '没有找到该工作人员。' using errcode = 'AJ404';
  end if;
  if found_staff.id <> (p_by).id
     and not supervises(p_by, found_staff.center,
           places_of(p_staff, shanghai_date((p_by).at)), null) then
    raise exception '只能登记本人的缺勤；他人的由主管登记。' using errcode = 'AJ403';
  end if;
  return found_staff;
end
$$;

create function api_record_absence(
  p_absence uuid, p_staff text, p_from date, p_to date, p_deputy text, p_by actor
) returns void language plpgsql security definer set search_path = public, pg_temp as $$
declare
  found_staff staff := absentee(p_staff, p_by);
begin
  if p_to < p_from then
    raise exception '最后一日不能早于第一日。' using errcode = 'AJ400';
  end if;
  if p_to < shanghai_date((p_by).at) then
    raise exception '已经过去的缺勤不再登记。' using errcode = 'AJ400';
  end if;
  if p_to > p_from + 366 then
    raise exception '一次缺勤最长登记一年；更长的请办理停用或离岗。' using errcode = 'AJ400';
  end if;
  perform require_deputy(found_staff, p_deputy, p_from, p_to);
  begin
    insert into absence (id, staff, center, from_on, to_on, deputy, recorded_by, recorded_at)
    values (p_absence, p_staff, found_staff.center, p_from, p_to, p_deputy, (p_by).id, (p_by).at);
  exception when exclusion_violation then
    raise exception '该工作人员在这段时间内已登记缺勤。' using errcode = 'AJ409';
  end;
  perform record_event(p_by, found_staff.center, null, null, 'absence-recorded',
    jsonb_build_object('absence', p_absence, 'staff', p_staff, 'from', p_from, 'to', p_to,
      'deputy', p_deputy));
end
$$;

-- Back early (a last day), or not away at all (null, before it began).
create function api_end_absence(p_absence uuid, p_last date, p_by actor) returns void
  language plpgsql security definer set search_path = public, pg_temp as $$
declare
  today date := shanghai_date((p_by).at);
  found_absence absence;
begin
  select * into found_absence from absence where id = p_absence for update;
  if found_absence.id is null or not in_scope(p_by, found_absence.center, null) then
    raise exception '没有找到该缺勤登记。' using errcode = 'AJ404';
  end if;
  perform absentee(found_absence.staff, p_by);
  if found_absence.cancelled_at is not null or found_absence.to_on < today then
    raise exception '该缺勤已经取消或结束。' using errcode = 'AJ409';
  end if;
  if p_last is null then
    if found_absence.from_on <= today then
      raise exception '缺勤已经开始，请填写实际的最后一日。' using errcode = 'AJ409';
    end if;
    update absence set cancelled_by = (p_by).id, cancelled_at = (p_by).at where id = p_absence;
  else
    if p_last < found_absence.from_on or p_last < today - 1 or p_last >= found_absence.to_on then
      raise exception '提前结束的最后一日须在缺勤期内，且不早于昨天。' using errcode = 'AJ400';
    end if;
    update absence set to_on = p_last where id = p_absence;
  end if;
  perform record_event(p_by, found_absence.center, null, null, 'absence-ended',
    jsonb_build_object('absence', p_absence, 'staff', found_absence.staff, 'lastDay', p_last));
end
$$;

-- Leavers -----------------------------------------------------------------------------------

-- May somebody be given a task? The right role where the task belongs, and no part in the case.
create function may_hold(p_staff text, p_task task, p_by actor) returns boolean
  language sql stable set search_path = public, pg_temp
  return p_staff <> all ((p_task).not_by) and in_scope(
    row(p_staff, (p_task).role, (p_by).origin, (p_by).at)::actor,
    (p_task).center, (p_task).branch);

-- Puts a task, locked and checked before, into somebody's hands, or (null) back into the queue.
create function put_task(
  p_task task, p_staff text, p_because text, p_content text, p_by actor
) returns integer language plpgsql set search_path = public, pg_temp as $$
declare
  found_case "case";
begin
  update task set assigned_to = p_staff,
    claimed_by = case when claimed_by = p_staff then claimed_by end,
    claimed_at = case when claimed_by = p_staff then claimed_at end,
    version = version + 1
   where id = (p_task).id;
  select * into found_case from "case" where id = (p_task).case_id;
  perform record_event(p_by, (p_task).center, (p_task).case_id, found_case.person, 'task-assigned',
    jsonb_build_object('task', (p_task).id, 'kind', (p_task).kind,
      'from', coalesce((p_task).claimed_by, (p_task).assigned_to), 'to', p_staff,
      'because', p_because), p_content);
  return (p_task).version + 1;
end
$$;

-- What somebody who left had in hand goes to the colleague named, where that colleague may do it,
-- else back into the queue; every session ends; absences to come fall away.
create function settle_leaver(p_staff text, p_move_to text, p_by actor) returns void
  language plpgsql set search_path = public, pg_temp as $$
declare
  today date := shanghai_date((p_by).at);
  found_task task;
  to_colleague integer := 0;
  to_queue integer := 0;
  sessions integer;
begin
  delete from web.session where staff = p_staff;
  get diagnostics sessions = row_count;
  for found_task in
    select * from task where closed_at is null and (claimed_by = p_staff or assigned_to = p_staff)
     order by id for update
  loop
    if p_move_to is not null and may_hold(p_move_to, found_task, p_by) then
      perform put_task(found_task, p_move_to, 'leave', null, p_by);
      to_colleague := to_colleague + 1;
    else
      perform put_task(found_task, null, 'leave', null, p_by);
      to_queue := to_queue + 1;
    end if;
  end loop;
  update absence set cancelled_by = (p_by).id, cancelled_at = (p_by).at
   where staff = p_staff and cancelled_at is null and from_on > today;
  update staff set settled_at = (p_by).at where id = p_staff;
  perform record_event(p_by, (select center from staff where id = p_staff), null, null,
    'leaver-settled', jsonb_build_object('staff', p_staff, 'moveTo', p_move_to,
      'toColleague', to_colleague, 'toQueue', to_queue, 'sessions', sessions));
end
$$;

-- Whoever's last day is over and not dealt with yet. Asked every minute by every API process: one
-- of them does it. Returns how many there were.
create function api_settle_leavers(p_by actor) returns integer
  language plpgsql security definer set search_path = public, pg_temp as $$
declare
  clock actor := row('system', 'system', (p_by).origin, (p_by).at);
  leaver record;
  settled integer := 0;
begin
  for leaver in
    select s.id, (select c.detail ->> 'moveTo' from staff_change c
                   where c.staff = s.id and c.kind = 'leave' and c.state = 'approved'
                   order by c.decided_at desc limit 1) as move_to
      from staff s
     where s.left_on < shanghai_date((p_by).at) and s.settled_at is null
     order by s.id for update of s skip locked
  loop
    perform settle_leaver(leaver.id, leaver.move_to, clock);
    settled := settled + 1;
  end loop;
  return settled;
end
$$;
