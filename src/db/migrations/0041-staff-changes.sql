-- Functions of the staff desk: a change of people, roles or branches is proposed by one supervisor
-- and decided by another. The proposal is tried out as it will be carried out, so that what cannot
-- be done is said at once, and with the same words.

-- The role there today; who has left has none, whatever else stands in the table.
create or replace function in_scope(p_by actor, p_center text, p_branch text) returns boolean
  language sql stable set search_path = public, pg_temp
  return exists (
    select from staff s join staff_scope g on g.staff = s.id
     where s.id = (p_by).id and s.active
       and (s.left_on is null or s.left_on >= shanghai_date((p_by).at))
       and g.role = (p_by).role and g.center = p_center
       and (g.branch is null or p_branch is null or g.branch = p_branch)
       and g.valid_from <= shanghai_date((p_by).at)
       and (g.valid_to is null or g.valid_to >= shanghai_date((p_by).at)));

-- Is the actor a supervisor of every one of these places? A null place is the whole center, which
-- only a supervisor of the whole center reaches. With `p_before`: by a right given before that.
create function supervises(p_by actor, p_center text, p_places text[], p_before timestamptz)
  returns boolean language sql stable set search_path = public, pg_temp
  return not exists (
    select from unnest(p_places) as place(branch)
     where not exists (
       select from staff s join staff_scope g on g.staff = s.id
        where s.id = (p_by).id and s.active
          and (s.left_on is null or s.left_on >= shanghai_date((p_by).at))
          and g.role = 'supervisor' and g.center = p_center
          and (g.branch is null or g.branch = place.branch)
          and g.valid_from <= shanghai_date((p_by).at)
          and (g.valid_to is null or g.valid_to >= shanghai_date((p_by).at))
          and (p_before is null or g.granted_at is null or g.granted_at < p_before)));

-- Where somebody has rights now or later; their home when they have none.
create function places_of(p_staff text, p_on date) returns text[]
  language sql stable set search_path = public, pg_temp
  return coalesce(
    (select array_agg(distinct g.branch) from staff_scope g
      where g.staff = p_staff and (g.valid_to is null or g.valid_to >= p_on)),
    (select array[s.home_branch] from staff s where s.id = p_staff),
    array[null::text]);

-- The places a change touches: whoever decides on it must be a supervisor of all of them.
create function places_of_change(p_change staff_change, p_on date) returns text[]
  language sql stable set search_path = public, pg_temp
  return case (p_change).kind
    when 'branch' then array[null::text]
    when 'join' then coalesce(
      (select array_agg(distinct g ->> 'branch')
         from jsonb_array_elements((p_change).detail -> 'give') g), array[null::text])
      || array[(p_change).detail ->> 'homeBranch']
    when 'roles' then places_of((p_change).staff, p_on)
      || coalesce((select array_agg(distinct g ->> 'branch')
           from jsonb_array_elements((p_change).detail -> 'give') g), '{}')
      || case when (p_change).detail ->> 'homeBranch' is null then '{}'::text[]
              else array[(p_change).detail ->> 'homeBranch'] end
    else places_of((p_change).staff, p_on)
  end;

-- Roles of one person that meet, today or on a later day, and should not.
create function staff_conflicts(p_staff text, p_on date)
  returns table (roles text[], effect text, ground text, words text)
  language sql stable set search_path = public, pg_temp
begin atomic
  with live as (
    select g.role, g.center, g.branch, greatest(g.valid_from, p_on) as since, g.valid_to
      from staff_scope g
     where g.staff = p_staff and (g.valid_to is null or g.valid_to >= p_on)
  ), spot as (
    -- Rights meet from the day the last of them begins, in the narrowest of their places.
    select distinct d.since as day, p.center, p.branch from live d cross join live p
  )
  select c.roles, c.effect, c.ground, c.words from role_conflict c
   where exists (
     select from spot s where cardinality(c.roles) = (
       select count(distinct l.role) from live l
        where l.role = any (c.roles)
          and l.since <= s.day and (l.valid_to is null or l.valid_to >= s.day)
          and (not c.same_place
               or (l.center = s.center and (l.branch is null or l.branch = s.branch)))))
   order by c.effect, c.roles;
end;

-- The conflicts of everybody in a center, for the list.
create function api_staff_conflicts(p_center text, p_on date)
  returns table (staff text, roles text[], effect text, ground text, words text)
  language sql stable security definer set search_path = public, pg_temp
begin atomic
  select s.id, c.roles, c.effect, c.ground, c.words
    from staff s cross join lateral staff_conflicts(s.id, p_on) c
   where s.center = p_center and s.active and (s.left_on is null or s.left_on >= p_on);
end;

-- Without two supervisors of the whole center nothing could be decided by two any more.
create function require_two_supervisors(p_center text, p_on date) returns void
  language plpgsql stable set search_path = public, pg_temp as $$
begin
  if (select count(distinct s.id) from staff s join staff_scope g on g.staff = s.id
       where s.center = p_center and s.active and (s.left_on is null or s.left_on >= p_on)
         and g.role = 'supervisor' and g.center = p_center and g.branch is null
         and g.valid_from <= p_on and (g.valid_to is null or g.valid_to >= p_on)) < 2 then
    raise exception '中心须始终有两名全中心的主管，否则此后的变更无人能够确认；请先增加主管。'
      using errcode = 'AJ409';
  end if;
end
$$;

create function require_branch(p_center text, p_branch text) returns void
  language plpgsql stable set search_path = public, pg_temp as $$
begin
  if p_branch is not null and not exists (
    select from branch where id = p_branch and center = p_center) then
    raise exception '网点不存在，或不属于本中心。' using errcode = 'AJ400';
  end if;
end
$$;

-- Parts of carrying out ---------------------------------------------------------------------

create function give_rights(p_change staff_change, p_kind text, p_by actor, p_approved_by text)
  returns void language plpgsql set search_path = public, pg_temp as $$
declare
  today date := shanghai_date((p_by).at);
  wish jsonb;
  wanted staff_scope;
begin
  for wish in select value from jsonb_array_elements((p_change).detail -> 'give') loop
    wanted.role := wish ->> 'role';
    wanted.branch := wish ->> 'branch';
    -- A right is never older than its approval.
    wanted.valid_from := greatest((wish ->> 'from')::date, today);
    wanted.valid_to := (wish ->> 'to')::date;
    perform require_branch((p_change).center, wanted.branch);
    if (wanted.role = 'channel') <> (p_kind = 'channel') then
      raise exception '渠道只能授予渠道岗位，工作人员不能授予渠道岗位。' using errcode = 'AJ400';
    end if;
    if wanted.valid_to < wanted.valid_from then
      raise exception '岗位的最后一日已过，或早于第一日。' using errcode = 'AJ409';
    end if;
    if exists (
      select from staff_scope g
       where g.staff = (p_change).staff and g.role = wanted.role and g.center = (p_change).center
         and g.branch is not distinct from wanted.branch
         and daterange(g.valid_from, g.valid_to, '[]')
             && daterange(wanted.valid_from, wanted.valid_to, '[]')) then
      raise exception '该工作人员在这段时间内已有同一岗位。' using errcode = 'AJ409';
    end if;
    insert into staff_scope (staff, role, center, branch, valid_from, valid_to, granted_by,
      approved_by, change, granted_at)
    values ((p_change).staff, wanted.role, (p_change).center, wanted.branch, wanted.valid_from,
      wanted.valid_to, (p_change).proposed_by, p_approved_by, (p_change).id, (p_by).at);
  end loop;
end
$$;

-- Ends a right after a day; of a right that had not begun by then nothing is left.
create function end_right(p_right bigint, p_last date) returns void
  language sql set search_path = public, pg_temp
begin atomic
  delete from staff_scope where id = p_right and valid_from > p_last;
  update staff_scope set valid_to = p_last
   where id = p_right and valid_from <= p_last and (valid_to is null or valid_to > p_last);
end;

create function carry_out_join(p_change staff_change, p_by actor, p_approved_by text)
  returns void language plpgsql set search_path = public, pg_temp as $$
declare
  kind text := (p_change).detail ->> 'type';
begin
  if exists (select from staff where id = (p_change).staff) then
    raise exception '该账号名已被使用，请另选一个。' using errcode = 'AJ409';
  end if;
  if exists (select from staff where subject = (p_change).subject) then
    raise exception '该登录标识已有账号，一人只能有一个账号。' using errcode = 'AJ409';
  end if;
  if exists (select from staff where center = (p_change).center
               and employee_number = (p_change).employee_number) then
    raise exception '该工号已有账号，一人只能有一个账号；离岗后返岗的请办理恢复。'
      using errcode = 'AJ409';
  end if;
  if kind = 'person' and (p_change).employee_number is null then
    raise exception '工作人员须填写工号。' using errcode = 'AJ400';
  end if;
  perform require_branch((p_change).center, (p_change).detail ->> 'homeBranch');
  insert into staff (id, subject, kind, name, center, home_branch, employee_number)
  values ((p_change).staff, (p_change).subject, kind, (p_change).name, (p_change).center,
    (p_change).detail ->> 'homeBranch', (p_change).employee_number);
  perform give_rights(p_change, kind, p_by, p_approved_by);
end
$$;

create function carry_out_roles(
  p_change staff_change, p_staff staff, p_by actor, p_approved_by text
) returns void language plpgsql set search_path = public, pg_temp as $$
declare
  today date := shanghai_date((p_by).at);
  wish jsonb;
  held staff_scope;
  last_day date;
begin
  if (p_staff).left_on < today then
    raise exception '该工作人员已经离岗，请先办理恢复。' using errcode = 'AJ409';
  end if;
  for wish in select value from jsonb_array_elements((p_change).detail -> 'end') loop
    select * into held from staff_scope
     where id = (wish ->> 'grant')::bigint and staff = (p_change).staff;
    if held.id is null or held.valid_to < today then
      raise exception '该工作人员没有这项岗位，或者已经到期。' using errcode = 'AJ409';
    end if;
    -- Without a day, or with one that has passed, the right is gone at once.
    last_day := greatest(coalesce((wish ->> 'lastDay')::date, today - 1), today - 1);
    if held.valid_to <= last_day then
      raise exception '该项岗位在此之前已经到期。' using errcode = 'AJ409';
    end if;
    perform end_right(held.id, last_day);
    if held.role = 'supervisor' and held.branch is null then
      perform require_two_supervisors((p_change).center, last_day + 1);
    end if;
  end loop;
  perform give_rights(p_change, (p_staff).kind, p_by, p_approved_by);
  if (p_change).detail ->> 'homeBranch' is not null then
    perform require_branch((p_change).center, (p_change).detail ->> 'homeBranch');
    update staff set home_branch = (p_change).detail ->> 'homeBranch' where id = (p_change).staff;
  end if;
end
$$;

create function carry_out_leave(p_change staff_change, p_staff staff, p_by actor)
  returns void language plpgsql set search_path = public, pg_temp as $$
declare
  today date := shanghai_date((p_by).at);
  last_day date := (p_change).detail ->> 'lastDay';
  at_once boolean := (p_change).detail ->> 'atOnce' = 'true' or last_day < today;
  move_to text := (p_change).detail ->> 'moveTo';
  held staff_scope;
begin
  if (p_staff).left_on < today then
    raise exception '该工作人员已经离岗。' using errcode = 'AJ409';
  end if;
  if move_to is not null and not exists (
    select from staff s where s.id = move_to and s.id <> (p_staff).id and s.kind = 'person'
      and s.center = (p_change).center and s.active
      and (s.left_on is null or s.left_on > last_day)) then
    raise exception '接手人须为本中心届时仍在岗的另一名工作人员。' using errcode = 'AJ409';
  end if;
  update staff set left_on = last_day, settled_at = null, active = active and not at_once
   where id = (p_staff).id;
  for held in
    select * from staff_scope where staff = (p_staff).id and (valid_to is null or valid_to >= today)
  loop
    perform end_right(held.id, case when at_once then today - 1 else last_day end);
    if held.role = 'supervisor' and held.branch is null then
      perform require_two_supervisors((p_change).center,
        case when at_once then today else last_day + 1 end);
    end if;
  end loop;
  if at_once then
    perform settle_leaver((p_staff).id, move_to, p_by);
  end if;
end
$$;

create function carry_out_switch(p_change staff_change, p_staff staff, p_by actor)
  returns void language plpgsql set search_path = public, pg_temp as $$
declare
  today date := shanghai_date((p_by).at);
begin
  if (p_change).kind = 'suspend' then
    if not (p_staff).active then
      raise exception '该账号已经停用。' using errcode = 'AJ409';
    end if;
    update staff set active = false where id = (p_staff).id;
    delete from web.session where staff = (p_staff).id;
    if exists (select from staff_scope where staff = (p_staff).id and role = 'supervisor'
                 and branch is null and (valid_to is null or valid_to >= today)) then
      perform require_two_supervisors((p_change).center, today);
    end if;
  else
    if (p_staff).active and ((p_staff).left_on is null or (p_staff).left_on >= today) then
      raise exception '该账号没有停用，也没有离岗。' using errcode = 'AJ409';
    end if;
    -- Rights that ended with the leaving are given anew, by a change of their own.
    update staff set active = true, settled_at = null,
      left_on = case when left_on < today then null else left_on end
     where id = (p_staff).id;
  end if;
end
$$;

create function carry_out_branch(p_change staff_change) returns void
  language plpgsql set search_path = public, pg_temp as $$
declare
  d jsonb := (p_change).detail;
  known branch;
begin
  select * into known from branch where id = (p_change).branch for update;
  if known.id is null then
    insert into branch (id, center, name, district, kind, active)
    values ((p_change).branch, (p_change).center, d ->> 'name', d ->> 'district', d ->> 'type',
      (d ->> 'active')::boolean);
  elsif known.center <> (p_change).center then
    raise exception '该网点代号已被使用，请另选一个。' using errcode = 'AJ409';
  else
    update branch set name = d ->> 'name', district = d ->> 'district', kind = d ->> 'type',
      active = (d ->> 'active')::boolean
     where id = (p_change).branch;
  end if;
end
$$;

-- Carries a change out, or tries it: `p_approved_by` is null while it is only tried.
-- Returns the conflicts that are warned of; one that is refused is raised.
create function carry_out(p_change staff_change, p_by actor, p_approved_by text)
  returns jsonb language plpgsql set search_path = public, pg_temp as $$
declare
  found_staff staff;
  refused text;
  told jsonb;
begin
  -- Two changes of one center come one after the other: each sees what the other left.
  perform pg_advisory_xact_lock(hashtext('staff'), hashtext((p_change).center));
  if (p_change).kind not in ('join', 'branch') then
    select * into found_staff from staff where id = (p_change).staff for update;
  end if;
  case (p_change).kind
    when 'join' then perform carry_out_join(p_change, p_by, p_approved_by);
    when 'roles' then perform carry_out_roles(p_change, found_staff, p_by, p_approved_by);
    when 'leave' then perform carry_out_leave(p_change, found_staff, p_by);
    when 'branch' then perform carry_out_branch(p_change);
    else perform carry_out_switch(p_change, found_staff, p_by);
  end case;
  -- Leaving, suspending and taking roles away may not be held up by what was wrong before.
  if (p_change).kind = 'join' or (p_change).kind = 'roles'
     and jsonb_array_length((p_change).detail -> 'give') > 0 then
    select c.words || '（' || c.ground || '）' into refused
      from staff_conflicts((p_change).staff, shanghai_date((p_by).at)) c
     where c.effect = 'refused' limit 1;
    if refused is not null then
      raise exception '%', refused using errcode = 'AJ409';
    end if;
    select jsonb_agg(jsonb_build_object('roles', c.roles, 'ground', c.ground, 'words', c.words))
      into told
      from staff_conflicts((p_change).staff, shanghai_date((p_by).at)) c;
  end if;
  return coalesce(told, '[]');
end
$$;

-- What the trail says of a change: what was asked for, and a hash of the reason beside its words.
create function staff_change_facts(p_change staff_change) returns jsonb
  language sql immutable set search_path = public, pg_temp
  return jsonb_strip_nulls(jsonb_build_object('change', (p_change).id, 'what', (p_change).kind,
      'staff', (p_change).staff, 'branch', (p_change).branch))
    || jsonb_build_object('detail', (p_change).detail,
         'reasonHash', encode(sha256(convert_to((p_change).reason, 'UTF8')), 'hex'));

-- What the API may call ---------------------------------------------------------------------

create type new_staff_change as (
  id uuid, center text, kind text, staff text, branch text, name text, subject text,
  employee_number text, detail jsonb, reason text
);
comment on type new_staff_change is 'A change of people, roles or branches as proposed.';

create function api_propose_staff_change(p_new new_staff_change, p_by actor) returns void
  language plpgsql security definer set search_path = public, pg_temp as $$
declare
  wanted staff_change;
  told jsonb;
begin
  perform require_role(p_by, (p_new).center, 'supervisor');
  wanted := jsonb_populate_record(null::staff_change, to_jsonb(p_new) || jsonb_build_object(
    'state', 'open', 'warnings', '[]'::jsonb, 'proposed_by', (p_by).id, 'proposed_at', (p_by).at));
  if wanted.kind not in ('join', 'branch') and not exists (
    select from staff where id = wanted.staff and center = wanted.center) then
    raise exception '没有找到该工作人员。' using errcode = 'AJ404';
  end if;
  if wanted.staff = (p_by).id then
    raise exception '不得提出涉及本人的变更，请由其他主管提出。' using errcode = 'AJ410';
  end if;
  if not supervises(p_by, wanted.center, places_of_change(wanted, shanghai_date((p_by).at)), null) then
    raise exception '该变更涉及的网点超出您的管辖范围。' using errcode = 'AJ403';
  end if;
  -- Written first: what is tried below refers to it.
  insert into staff_change select (wanted).*;
  begin
    told := carry_out(wanted, p_by, null);
    raise exception 'tried' using errcode = 'AJ001';
  exception when sqlstate 'AJ001' then
    null;
  end;
  update staff_change set warnings = told where id = wanted.id;
  perform record_event(p_by, wanted.center, null, null, 'staff-change-proposed',
    staff_change_facts(wanted));
end
$$;

-- How long a proposal may lie: what was right then may be wrong now.
create function staff_change_expired(p_change staff_change, p_at timestamptz) returns boolean
  language sql immutable set search_path = public, pg_temp
  return shanghai_date(p_at) > shanghai_date((p_change).proposed_at) + 30;

create function api_decide_staff_change(
  p_change uuid, p_approve boolean, p_reason text, p_by actor
) returns void language plpgsql security definer set search_path = public, pg_temp as $$
declare
  wanted staff_change;
  proposer actor;
  places text[];
  told jsonb;
begin
  select * into wanted from staff_change where id = p_change for update;
  if wanted.id is null or not in_scope(p_by, wanted.center, null) then
    raise exception '没有找到该变更。' using errcode = 'AJ404';
  end if;
  perform require_role(p_by, wanted.center, 'supervisor');
  if wanted.state <> 'open' then
    raise exception '该变更已经决定。' using errcode = 'AJ409';
  end if;
  if wanted.proposed_by = (p_by).id then
    raise exception '变更须由提出人以外的主管确认。' using errcode = 'AJ410';
  end if;
  if wanted.staff = (p_by).id then
    raise exception '不得确认涉及本人的变更，请由其他主管确认。' using errcode = 'AJ410';
  end if;
  places := places_of_change(wanted, shanghai_date((p_by).at));
  if not supervises(p_by, wanted.center, places, null) then
    raise exception '该变更涉及的网点超出您的管辖范围。' using errcode = 'AJ403';
  end if;
  if not supervises(p_by, wanted.center, places, wanted.proposed_at) then
    raise exception '您的主管岗位是在该变更提出之后取得的，须由另一名主管确认。' using errcode = 'AJ410';
  end if;
  if p_approve then
    proposer := row(wanted.proposed_by, 'supervisor', (p_by).origin, (p_by).at);
    if not supervises(proposer, wanted.center, places, null) then
      raise exception '提出人已不再是主管，请由现任主管重新提出。' using errcode = 'AJ409';
    end if;
    if staff_change_expired(wanted, (p_by).at) then
      raise exception '提出已超过30天，情况可能已有变化，请重新提出。' using errcode = 'AJ409';
    end if;
    told := carry_out(wanted, p_by, (p_by).id);
  end if;
  update staff_change set state = case when p_approve then 'approved' else 'declined' end,
    warnings = coalesce(told, warnings), decided_by = (p_by).id, decided_at = (p_by).at,
    decision_reason = p_reason
   where id = p_change;
  perform record_event(p_by, wanted.center, null, null,
    case when p_approve then 'staff-change-approved' else 'staff-change-declined' end,
    staff_change_facts(wanted) || jsonb_build_object('proposedBy', wanted.proposed_by));
end
$$;

create function api_withdraw_staff_change(p_change uuid, p_reason text, p_by actor) returns void
  language plpgsql security definer set search_path = public, pg_temp as $$
declare
  wanted staff_change;
begin
  select * into wanted from staff_change where id = p_change for update;
  if wanted.id is null or not in_scope(p_by, wanted.center, null) then
    raise exception '没有找到该变更。' using errcode = 'AJ404';
  end if;
  if wanted.proposed_by <> (p_by).id then
    raise exception '只有提出人可以撤回；不同意的请办理不同意。' using errcode = 'AJ403';
  end if;
  if wanted.state <> 'open' then
    raise exception '该变更已经决定。' using errcode = 'AJ409';
  end if;
  update staff_change set state = 'withdrawn', decided_by = (p_by).id, decided_at = (p_by).at,
    decision_reason = p_reason
   where id = p_change;
  perform record_event(p_by, wanted.center, null, null, 'staff-change-withdrawn',
    staff_change_facts(wanted));
end
$$;
