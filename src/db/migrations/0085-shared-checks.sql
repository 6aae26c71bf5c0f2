-- Checks that several of the API's functions make, each said once; and, once too, who may call what.
-- 0007-functions.sql says what the refusals mean. What is refused, and in which words, stays.

-- A person other than the first: whoever asked does not also decide.
create function require_second(p_first text, p_words text, p_by actor) returns void
  language plpgsql immutable set search_path = public, pg_temp as $$
begin
  if p_first = (p_by).id then
    raise exception '%', p_words using errcode = 'AJ410';
  end if;
end
$$;

-- Nobody who had a part in the case before does this task.
create function require_uninvolved(p_task task, p_staff text, p_words text) returns void
  language plpgsql immutable set search_path = public, pg_temp as $$
begin
  if p_staff = any ((p_task).not_by) then
    raise exception '%', p_words using errcode = 'AJ410';
  end if;
end
$$;

-- A task is done in its own role.
create function require_task_role(p_task task, p_by actor) returns void
  language plpgsql immutable set search_path = public, pg_temp as $$
begin
  if (p_by).role <> (p_task).role then
    raise exception '该待办须由其他岗位办理。' using errcode = 'AJ403';
  end if;
end
$$;

create or replace function api_claim_task(p_task uuid, p_version integer, p_by actor) returns integer
  language plpgsql security definer set search_path = public, pg_temp as $$
declare
  found_task task := open_task(p_task, p_version, p_by);
  holder text := coalesce(found_task.claimed_by, found_task.assigned_to);
  deputy boolean := coalesce(holder <> (p_by).id and stands_in(p_by, holder), false);
begin
  perform require_task_role(found_task, p_by);
  perform require_uninvolved(found_task, (p_by).id, '您已经参与过本业务，该待办须由另一人办理。');
  if found_task.claimed_by = (p_by).id then
    return found_task.version;
  end if;
  if found_task.claimed_by is not null and not deputy then
    raise exception '该待办已由他人领取。' using errcode = 'AJ409';
  end if;
  if found_task.assigned_to <> (p_by).id and not deputy then
    raise exception '该待办已指派给他人。' using errcode = 'AJ409';
  end if;
  update task set claimed_by = (p_by).id, claimed_at = (p_by).at,
    assigned_to = case when assigned_to is not null then (p_by).id end, version = version + 1
   where id = p_task;
  perform task_event(p_by, found_task, 'task-claimed',
    case when deputy then jsonb_build_object('for', holder) else '{}' end);
  return p_version + 1;
end
$$;

create or replace function require_movable(p_task task, p_staff text, p_content text, p_by actor)
  returns void language plpgsql stable set search_path = public, pg_temp as $$
begin
  perform require_role(p_by, (p_task).center, 'supervisor');
  perform require_uninvolved(p_task, p_staff, '该工作人员已经参与过本业务，须指派另一人。');
  if p_staff is not null and not may_hold(p_staff, p_task, p_by) then
    raise exception '该工作人员没有办理此待办的岗位。' using errcode = 'AJ409';
  end if;
  if p_content is null and (p_task).claimed_by <> coalesce(p_staff, '') then
    raise exception '该待办已有人领取，改派须写明理由。' using errcode = 'AJ400';
  end if;
end
$$;

create or replace function api_acknowledge_task(p_task uuid, p_version integer, p_by actor)
  returns integer language plpgsql security definer set search_path = public, pg_temp as $$
declare
  found_task task := open_task(p_task, p_version, p_by);
begin
  if found_task.kind <> 'take-over' then
    raise exception '该待办须在业务中办理，不能只作知悉。' using errcode = 'AJ409';
  end if;
  perform require_task_role(found_task, p_by);
  if coalesce(found_task.claimed_by, found_task.assigned_to, (p_by).id) <> (p_by).id then
    raise exception '该待办已由他人领取或指派给他人。' using errcode = 'AJ409';
  end if;
  update task set closed_at = (p_by).at, closed_by = (p_by).id, version = version + 1
   where id = p_task;
  perform task_event(p_by, found_task, 'take-over-acknowledged', '{}');
  return p_version + 1;
end
$$;

create or replace function api_decide_figure(
  p_proposal uuid, p_approve boolean, p_reason text, p_by actor
) returns void language plpgsql security definer set search_path = public, pg_temp as $$
declare
  proposal figure_proposal;
begin
  select * into proposal from figure_proposal where id = p_proposal for update;
  if proposal.id is null or not in_scope(p_by, proposal.center, null) then
    raise exception '没有找到该参数提案。' using errcode = 'AJ404';
  end if;
  perform require_role(p_by, proposal.center, 'supervisor');
  if proposal.decided_at is not null then
    raise exception '该参数提案已经决定。' using errcode = 'AJ409';
  end if;
  perform require_second(proposal.proposed_by, '参数须由另一人决定。', p_by);
  if p_approve and proposal.valid_from < shanghai_date((p_by).at) then
    raise exception '生效日期已过，参数不得追溯生效，请重新提出。' using errcode = 'AJ409';
  end if;
  if p_approve then
    perform put_figure(proposal, (p_by).id);
  end if;
  update figure_proposal set decided_by = (p_by).id, decided_at = (p_by).at, approved = p_approve,
    decision_reason = p_reason
   where id = p_proposal;
  perform record_event(p_by, proposal.center, null, null,
    case when p_approve then 'figure-approved' else 'figure-declined' end,
    jsonb_build_object('proposal', p_proposal, 'name', proposal.name, 'district', proposal.district,
      'value', proposal.value, 'validFrom', proposal.valid_from, 'reason', p_reason));
end
$$;

create or replace function api_decide_repair(
  p_repair uuid, p_approve boolean, p_reason text, p_reason_public text, p_by actor
) returns void language plpgsql security definer set search_path = public, pg_temp as $$
declare
  found_repair repair := repair_for(p_repair, p_by);
begin
  perform require_second(found_repair.asked_by, '修复须由另一名主管确认。', p_by);
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

create or replace function api_confirm_operation(p_operation uuid, p_hash text, p_by actor)
  returns void language plpgsql security definer set search_path = public, pg_temp as $$
declare
  found_operation operation;
begin
  select * into found_operation from operation where id = p_operation for update;
  if found_operation.id is null or found_operation.kind <> 'repair'
     or not in_scope(p_by, found_operation.center, null) then
    raise exception '没有找到该批量业务。' using errcode = 'AJ404';
  end if;
  perform require_role(p_by, found_operation.center, 'supervisor');
  if found_operation.two_persons then
    perform require_second(found_operation.started_by, '该批量修复须由另一名主管确认。', p_by);
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

-- Functions are open to everybody until closed: called at the end of every migration that makes
-- some. Those named api_ are the API's, the others nobody's.
create function close_functions() returns void
  language plpgsql set search_path = public, pg_temp as $$
declare
  made regprocedure;
begin
  for made in
    select p.oid::regprocedure from pg_proc p
     where p.pronamespace = 'public'::regnamespace
       and not exists (select from pg_depend d where d.objid = p.oid and d.deptype = 'e')
       and exists (select from aclexplode(coalesce(p.proacl, acldefault('f', p.proowner)))
                    where grantee = 0)
  loop
    execute format('revoke execute on function %s from public', made);
    if made::text like 'api\_%' then
      execute format('grant execute on function %s to anju_api', made);
    end if;
  end loop;
end
$$;
select close_functions();
