-- What the API may do about repairs: propose, decide, withdraw, carry out, watch, settle; and the
-- same for a frozen list of many. 0007-functions.sql says what the refusals mean.

create function api_propose_repair(p_repair new_repair, p_by actor) returns void
  language plpgsql security definer set search_path = public, pg_temp as $$
begin
  perform put_repair(p_repair,
    case when repair_takes_two((p_repair).move) then 'proposed' else 'ready' end, null, null, p_by);
end
$$;

-- The repair, locked, when the actor is a supervisor of its place.
create function repair_for(p_repair uuid, p_by actor) returns repair
  language plpgsql set search_path = public, pg_temp as $$
declare
  found_repair repair;
begin
  select * into found_repair from repair where id = p_repair for update;
  if found_repair.id is null or not in_scope(p_by, found_repair.center, (
    select branch from "case" where id = found_repair.case_id
  )) then
    raise exception '没有找到该修复。' using errcode = 'AJ404';
  end if;
  perform require_role(p_by, found_repair.center, 'supervisor');
  return found_repair;
end
$$;

create function repair_event(p_by actor, p_repair repair, p_kind text, p_public jsonb,
  p_content text default null) returns void language sql set search_path = public, pg_temp
begin atomic
  select record_event(p_by, (p_repair).center, (p_repair).case_id, (p_repair).person, p_kind,
    jsonb_strip_nulls(jsonb_build_object('repair', (p_repair).id, 'kind', (p_repair).kind,
      'move', (p_repair).move, 'object', (p_repair).object) || p_public), p_content);
end;

create function api_decide_repair(
  p_repair uuid, p_approve boolean, p_reason text, p_reason_public text, p_by actor
) returns void language plpgsql security definer set search_path = public, pg_temp as $$
declare
  found_repair repair := repair_for(p_repair, p_by);
begin
  if found_repair.asked_by = (p_by).id then
    raise exception '修复须由另一名主管确认。' using errcode = 'AJ410';
  end if;
  if found_repair.state <> 'proposed' then
    raise exception '该修复已经决定。' using errcode = 'AJ409';
  end if;
  update repair set state = case when p_approve then 'ready' else 'declined' end,
    decided_by = (p_by).id, decided_at = (p_by).at, second_reason = p_reason,
    second_reason_public = p_reason_public, settled_at = case when not p_approve then (p_by).at end
   where id = p_repair;
  perform repair_event(p_by, found_repair,
    case when p_approve then 'repair-confirmed' else 'repair-declined' end,
    jsonb_build_object('reason', p_reason_public), p_reason);
end
$$;

create function api_withdraw_repair(p_repair uuid, p_by actor) returns void
  language plpgsql security definer set search_path = public, pg_temp as $$
declare
  found_repair repair := repair_for(p_repair, p_by);
begin
  if found_repair.asked_by <> (p_by).id then
    raise exception '只有提出人可以撤回该修复。' using errcode = 'AJ403';
  end if;
  if found_repair.state <> 'proposed' then
    raise exception '该修复已经开始或已经决定，不能撤回。' using errcode = 'AJ409';
  end if;
  update repair set state = 'withdrawn', settled_at = (p_by).at where id = p_repair;
  perform repair_event(p_by, found_repair, 'repair-withdrawn', '{}');
end
$$;

-- Repairs to go on with; whoever takes one has it until the lease is over.
create function api_take_repairs(p_limit integer, p_at timestamptz, p_lease_ms integer)
  returns setof repair language plpgsql security definer set search_path = public, pg_temp as $$
begin
  return query
    update repair set leased_until = p_at + p_lease_ms * interval '1 millisecond'
     where id in (
       select r.id from repair r where r.state in ('ready', 'watching')
          and (r.leased_until is null or r.leased_until <= p_at)
        order by r.asked_at, r.id limit p_limit for update skip locked)
    returning *;
end
$$;

-- Works on it are over for now: the next look may come at once.
create function api_release_repair(p_repair uuid, p_at timestamptz) returns void
  language sql security definer set search_path = public, pg_temp
begin atomic
  update repair set leased_until = p_at where id = p_repair and state in ('ready', 'watching');
end;

create function system_actor(p_at timestamptz) returns actor language sql immutable
  set search_path = public, pg_temp
  return row('system', 'system', 'repair', p_at)::actor;

-- What a move does to a message, in the transaction that says it was done.
create function move_message(p_repair repair, p_at timestamptz) returns void
  language plpgsql set search_path = public, pg_temp as $$
declare
  number bigint := split_part((p_repair).object, '-', 2)::bigint;
  chosen "case";
  by_asker actor := row((p_repair).asked_by, (p_repair).asked_role, (p_repair).asked_origin, p_at);
  message inbox;
begin
  if (p_repair).move = 'send-again' then
    update outbox set parked_at = null, attempts = 0, last_error = null, available_at = created_at
     where id = number and delivered_at is null;
    return;
  end if;
  select * into message from inbox where id = number for update;
  if message.handled_at is not null then
    raise exception '该消息已经处理。' using errcode = 'AJ409';
  end if;
  if (p_repair).move = 'assign-message' then
    chosen := visible_case(((p_repair).params ->> 'case')::uuid, by_asker);
    update inbox set case_id = chosen.id, handled_at = p_at where id = number;
    perform record_event(by_asker, chosen.center, chosen.id, chosen.person, 'message-assigned',
      jsonb_build_object('repair', (p_repair).id, 'sender', message.sender, 'kind', message.kind,
        'message', number, 'second', (p_repair).decided_by));
  else
    update inbox set handled_at = p_at where id = number;
  end if;
end
$$;

-- The move was carried out; from here on it is only watched.
create function api_watch_repair(p_repair uuid, p_until timestamptz, p_at timestamptz)
  returns boolean language plpgsql security definer set search_path = public, pg_temp as $$
declare
  found_repair repair;
begin
  select * into found_repair from repair where id = p_repair for update;
  if found_repair.state is distinct from 'ready' then
    return false;
  end if;
  if found_repair.object !~ '^case-' then
    perform move_message(found_repair, p_at);
  end if;
  update repair set state = 'watching', moved_at = p_at, watched_until = p_until
   where id = p_repair;
  perform repair_event(system_actor(p_at), found_repair, 'repair-carried-out',
    jsonb_build_object('by', found_repair.asked_by, 'second', found_repair.decided_by));
  return true;
end
$$;

-- Did what the database can see really move? The engine's own moves are proved to the API.
create function repair_moved(p_repair repair) returns boolean
  language plpgsql stable set search_path = public, pg_temp as $$
declare
  number bigint;
begin
  if (p_repair).state <> 'watching' then
    return false;
  end if;
  if (p_repair).object ~ '^case-' then
    return (p_repair).move not in ('retry-now', 'retry-activity') or exists (
      select from "case" c where c.id = (p_repair).case_id
         and c.version > coalesce(((p_repair).before ->> 'version')::integer, 0));
  end if;
  number := split_part((p_repair).object, '-', 2)::bigint;
  if (p_repair).object ~ '^outbox-' then
    return exists (select from outbox o where o.id = number and o.delivered_at is not null);
  end if;
  return exists (select from inbox i where i.id = number and i.handled_at is not null);
end
$$;

-- What became of a row of a frozen list; the last one ends the operation.
create function settle_row(p_repair repair, p_state text, p_finding text, p_at timestamptz)
  returns void language plpgsql set search_path = public, pg_temp as $$
declare
  whole operation;
begin
  select * into whole from operation where id = (p_repair).operation for update;
  update operation_row
     set state = case p_state when 'not-recovered' then 'failed' when 'not-needed' then 'skipped'
                 else 'done' end,
         problem = case when p_state in ('not-recovered', 'not-needed') then jsonb_build_object(
           'code', p_state, 'title', case p_state when 'not-needed' then '已自行恢复' else '未恢复' end,
           'detail', p_finding) end,
         at = p_at, content = ''
   where operation = whole.id and n = (p_repair).operation_row and state = 'waiting';
  if whole.state = 'running' and not exists (
    select from operation_row where operation = whole.id and state = 'waiting'
  ) then
    update operation set state = 'done', finished_at = p_at where id = whole.id;
    perform record_event(system_actor(p_at), whole.center, null, null, 'operation-done', (
      select jsonb_build_object('operation', whole.id,
               'done', count(*) filter (where state = 'done'),
               'failed', count(*) filter (where state = 'failed'))
        from operation_row where operation = whole.id));
  end if;
end
$$;

-- The outcome. Nothing that did not move is called recovered.
create function api_settle_repair(
  p_repair uuid, p_state text, p_finding text, p_after jsonb, p_at timestamptz
) returns boolean language plpgsql security definer set search_path = public, pg_temp as $$
declare
  found_repair repair;
begin
  select * into found_repair from repair where id = p_repair for update;
  if found_repair.state is null or found_repair.state not in ('ready', 'watching') then
    return false;
  end if;
  if p_state not in ('recovered', 'not-recovered', 'postponed', 'not-needed') then
    raise exception '没有这种结果。' using errcode = 'AJ400';
  end if;
  if p_state = 'recovered' and not repair_moved(found_repair) then
    raise exception '没有看到变化，不能记为已恢复。' using errcode = 'AJ409';
  end if;
  update repair set state = p_state, finding = p_finding, after = p_after, settled_at = p_at,
    leased_until = null
   where id = p_repair;
  perform repair_event(system_actor(p_at), found_repair,
    case p_state when 'recovered' then 'repair-recovered' when 'postponed' then 'repair-postponed'
      when 'not-needed' then 'repair-not-needed' else 'repair-not-recovered' end,
    jsonb_build_object('by', found_repair.asked_by, 'second', found_repair.decided_by));
  if found_repair.operation is not null then
    perform settle_row(found_repair, p_state, p_finding, p_at);
  end if;
  return true;
end
$$;

-- Many at once ------------------------------------------------------------------------------------

create type new_repair_row as (object text, case_id uuid, content text);
comment on type new_repair_row is 'One object of a frozen list, its terms sealed under the operation''s key.';

create function api_propose_bulk_repair(
  p_operation new_operation, p_rows new_repair_row[], p_by actor
) returns void language plpgsql security definer set search_path = public, pg_temp as $$
begin
  perform require_role(p_by, (p_operation).center, 'supervisor');
  if coalesce(cardinality(p_rows), 0) = 0 then
    raise exception '没有符合条件的事项。' using errcode = 'AJ400';
  end if;
  insert into operation (id, center, kind, state, started_by, created_at, wrapped_key, key_id,
    total, detail, two_persons)
  values ((p_operation).id, (p_operation).center, 'repair', 'proposed', (p_by).id, (p_by).at,
    (p_operation).wrapped_key, (p_operation).key_id, cardinality(p_rows), (p_operation).detail,
    repair_takes_two((p_operation).detail ->> 'move'));
  insert into operation_row (operation, n, content, state, case_id, object)
  select (p_operation).id, r.n, r.content, 'waiting', r.case_id, r.object
    from unnest(p_rows) with ordinality as r(object, case_id, content, n);
  perform record_event(p_by, (p_operation).center, null, null, 'bulk-repair-proposed',
    jsonb_build_object('operation', (p_operation).id, 'rows', cardinality(p_rows))
      || (p_operation).detail);
end
$$;

-- The hash is that of the list the person saw.
create function api_confirm_operation(p_operation uuid, p_hash text, p_by actor) returns void
  language plpgsql security definer set search_path = public, pg_temp as $$
declare
  found_operation operation;
begin
  select * into found_operation from operation where id = p_operation for update;
  if found_operation.id is null or found_operation.kind <> 'repair'
     or not in_scope(p_by, found_operation.center, null) then
    raise exception '没有找到该批量业务。' using errcode = 'AJ404';
  end if;
  perform require_role(p_by, found_operation.center, 'supervisor');
  if found_operation.two_persons and found_operation.started_by = (p_by).id then
    raise exception '该批量修复须由另一名主管确认。' using errcode = 'AJ410';
  end if;
  if found_operation.state <> 'proposed' then
    raise exception '该批量业务已经确认或已经停止。' using errcode = 'AJ409';
  end if;
  if found_operation.detail ->> 'hash' is distinct from p_hash then
    raise exception '所确认的清单不是这一份，请重新核对。' using errcode = 'AJ412';
  end if;
  update operation set state = 'waiting', confirmed_by = (p_by).id, confirmed_at = (p_by).at
   where id = p_operation;
  perform record_event(p_by, found_operation.center, null, null, 'bulk-repair-confirmed',
    jsonb_build_object('operation', p_operation, 'rows', found_operation.total, 'hash', p_hash,
      'move', found_operation.detail ->> 'move'));
end
$$;

-- Rows to begin with now, so that no more than p_at_once are under way.
create function api_next_repair_rows(p_operation uuid, p_at_once integer)
  returns table (n integer, object text, case_id uuid, content text)
  language sql security definer set search_path = public, pg_temp
begin atomic
  update operation set state = 'running' where id = p_operation and state = 'waiting';
  select r.n, r.object, r.case_id, r.content::text
    from operation_row r join operation o on o.id = r.operation
   where o.id = p_operation and o.state = 'running' and r.state = 'waiting'
     and not exists (select from repair p where p.operation = o.id and p.operation_row = r.n)
   order by r.n
   limit greatest(0, p_at_once - (
     select count(*)::integer from repair p
      where p.operation = p_operation and p.state in ('ready', 'watching')));
end;

-- One object of a confirmed list becomes a repair of its own, in the name of the list's starter.
create function api_start_row_repair(
  p_repair new_repair, p_operation uuid, p_row integer, p_by actor
) returns void language plpgsql security definer set search_path = public, pg_temp as $$
begin
  perform from operation o join operation_row r on r.operation = o.id
    where o.id = p_operation and o.kind = 'repair' and o.state = 'running' and r.n = p_row
      and r.state = 'waiting' and r.object = (p_repair).object and o.started_by = (p_by).id
      and o.detail ->> 'move' = (p_repair).move for update of o;
  if not found then
    raise exception '该批量修复已经停止。' using errcode = 'AJ409';
  end if;
  perform put_repair(p_repair, 'ready', p_operation, p_row, p_by);
end
$$;

-- What is done stays done, what is being repaired is watched to its end, what waits is passed over.
create or replace function api_stop_operation(p_operation uuid, p_by actor) returns integer
  language plpgsql security definer set search_path = public, pg_temp as $$
declare
  found_operation operation;
  passed_over integer;
begin
  select * into found_operation from operation where id = p_operation for update;
  if found_operation.id is null or not in_scope(p_by, found_operation.center, null)
     or ((p_by).role <> 'supervisor' and found_operation.started_by <> (p_by).id) then
    raise exception '没有找到该批量业务。' using errcode = 'AJ404';
  end if;
  if found_operation.state in ('done', 'stopped') then
    raise exception '该批量业务已经结束。' using errcode = 'AJ409';
  end if;
  update operation_row r set state = 'skipped', at = (p_by).at, content = ''
   where r.operation = p_operation and r.state = 'waiting' and not exists (
     select from repair p where p.operation = p_operation and p.operation_row = r.n);
  get diagnostics passed_over = row_count;
  update operation set state = 'stopped', finished_at = (p_by).at where id = p_operation;
  perform record_event(p_by, found_operation.center, null, null, 'operation-stopped',
    jsonb_build_object('operation', p_operation, 'skipped', passed_over));
  return passed_over;
end
$$;

do $$
declare
  name regprocedure;
begin
  for name in
    select p.oid::regprocedure from pg_proc p
     where p.pronamespace = 'public'::regnamespace
       and not exists (select from pg_depend d where d.objid = p.oid and d.deptype = 'e')
       and exists (select from aclexplode(coalesce(p.proacl, acldefault('f', p.proowner)))
                    where grantee = 0)
  loop
    execute format('revoke execute on function %s from public', name);
    if name::text like 'api\_%' then
      execute format('grant execute on function %s to anju_api', name);
    end if;
  end loop;
end
$$;
