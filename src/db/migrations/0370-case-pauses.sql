-- Putting a case aside (暂缓办理): with a reason and a last day, after which it is back by itself. No timer:
-- whoever asks hands the day down. Nothing of the case's own course or of its deadlines changes.

create table case_pause (
  id           uuid primary key,
  case_id      uuid not null references "case",
  reason_code  text not null check (reason_code in
                 ('applicant', 'other-department', 'system-fault', 'other')),
  note         sealed,
  until        date not null,
  paused_by    text not null,
  paused_at    timestamptz not null,
  ended_at     timestamptz,
  ended_by     text,
  check (until > shanghai_date(paused_at)),
  check (reason_code <> 'other' or note is not null),
  check ((ended_at is null) = (ended_by is null)),
  check (ended_at >= paused_at)
);
create unique index case_pause_open on case_pause (case_id) where ended_at is null;
create index case_pause_case on case_pause (case_id, paused_at);
comment on table case_pause is 'Cases put aside (暂缓办理): why, by whom, until when. Never deleted; of each only its end is written, once.';
comment on column case_pause.id is 'Opaque id; made of the key of the request.';
comment on column case_pause.case_id is 'The case; every task of it is aside, also one that is opened meanwhile.';
comment on column case_pause.reason_code is 'applicant 等申请人补充, other-department 等其他部门答复, system-fault 系统故障, other 其他.';
comment on column case_pause.note is 'In words, sealed for the person of the case as the event that tells of it; null: none.';
comment on column case_pause.until is 'The last day on which it is aside; on the next one it is back by itself.';
comment on column case_pause.paused_by is 'Who put it aside.';
comment on column case_pause.paused_at is 'When.';
comment on column case_pause.ended_at is 'When it ended before or, once somebody looked, after its last day; null: nobody ended it.';
comment on column case_pause.ended_by is 'Who took it up again; system: a new stage, or the last day was over.';

-- Whether a case is aside on a day.
create function case_aside(p_case uuid, p_day date) returns boolean
  language sql stable set search_path = public, pg_temp
  return exists (select from case_pause
    where case_id = p_case and ended_at is null and until >= p_day);

create function case_pause_ends() returns trigger language plpgsql as $$
begin
  if old.ended_at is not null or new.ended_at is null
     or (new.id, new.case_id, new.reason_code, new.note, new.until, new.paused_by, new.paused_at)
        is distinct from
        (old.id, old.case_id, old.reason_code, old.note, old.until, old.paused_by, old.paused_at) then
    raise exception 'of a pause only its end is written, once' using errcode = '42501';
  end if;
  return new;
end
$$;
create trigger case_pause_ends before update on case_pause
  for each row execute function case_pause_ends();
create trigger append_only before delete on case_pause for each row execute function refuse_change();
create trigger append_only_whole before truncate on case_pause
  for each statement execute function refuse_change();

-- Screens of the case and of its tasks read again.
create function announce_pause() returns trigger language plpgsql security definer
  set search_path = public, pg_temp as $$
begin
  perform pg_notify('anju_case', json_build_object(
    'id', c.id, 'version', c.version, 'center', c.center, 'branch', c.branch)::text)
    from "case" c where c.id = new.case_id;
  perform pg_notify('anju_task', json_build_object(
    'id', t.id, 'case', t.case_id, 'center', t.center, 'branch', t.branch, 'role', t.role)::text)
    from task t where t.case_id = new.case_id and t.closed_at is null;
  return null;
end
$$;
create trigger announce_pause after insert or update on case_pause
  for each row execute function announce_pause();

-- The case, locked, when the actor saw this version of it and may work on a task of it, or is a supervisor.
create function case_to_pause(p_case uuid, p_version integer, p_by actor) returns "case"
  language plpgsql set search_path = public, pg_temp as $$
declare
  found_case "case";
begin
  perform from "case" where id = p_case for update;
  found_case := visible_case(p_case, p_by);
  if (p_by).role <> 'supervisor' and not exists (
       select from task t where t.case_id = p_case and t.closed_at is null
          and t.role = (p_by).role and not ((p_by).id = any (t.not_by))) then
    raise exception '暂缓和恢复由本业务待办的经办岗位或者主管办理。' using errcode = 'AJ403';
  end if;
  if found_case.version <> p_version then
    raise exception '该业务已有变化，请核对后再提交。' using errcode = 'AJ412';
  end if;
  return found_case;
end
$$;

-- Ends what stands open. Of one whose last day was over nothing is told: it was back already.
-- Returns whether the case was aside until now.
create function end_pause(p_case "case", p_cause text, p_content text, p_by actor) returns boolean
  language plpgsql set search_path = public, pg_temp as $$
declare
  standing case_pause;
  lapsed boolean;
begin
  select * into standing from case_pause where case_id = (p_case).id and ended_at is null for update;
  if standing.id is null then
    return false;
  end if;
  lapsed := standing.until < shanghai_date((p_by).at);
  update case_pause
     set ended_at = case when lapsed then (until + 1)::timestamp at time zone 'Asia/Shanghai'
                         else greatest((p_by).at, paused_at) end,
         ended_by = case when lapsed then 'system' else (p_by).id end
   where id = standing.id;
  if not lapsed then
    perform record_event(p_by, (p_case).center, (p_case).id, (p_case).person, 'case-resumed',
      jsonb_build_object('pause', standing.id, 'until', standing.until, 'cause', p_cause), p_content);
  end if;
  return not lapsed;
end
$$;

-- Puts a case aside. `p_note`: in words, sealed. The same id twice is the same act.
create function api_pause_case(p_id uuid, p_case uuid, p_version integer, p_reason text, p_until date,
  p_note text, p_by actor) returns void
  language plpgsql security definer set search_path = public, pg_temp as $$
declare
  found_case "case";
  day date := shanghai_date((p_by).at);
begin
  if exists (select from case_pause where id = p_id and case_id = p_case) then
    perform visible_case(p_case, p_by);
    return;
  end if;
  found_case := case_to_pause(p_case, p_version, p_by);
  if found_case.closed_at is not null then
    raise exception '该业务已经办结，不能暂缓。' using errcode = 'AJ409';
  end if;
  if case_aside(p_case, day) then
    raise exception '该业务已经暂缓，须先恢复办理再另行暂缓。' using errcode = 'AJ409';
  end if;
  if p_until <= day then
    raise exception '暂缓的最后一日须在今天以后。' using errcode = 'AJ400';
  end if;
  if p_until > found_case.due_on then
    raise exception '暂缓不能超过本业务的法定期限（%）。', chinese_day(found_case.due_on)
      using errcode = 'AJ400';
  end if;
  perform end_pause(found_case, 'over', null, p_by);
  insert into case_pause (id, case_id, reason_code, note, until, paused_by, paused_at)
    values (p_id, p_case, p_reason, p_note, p_until, (p_by).id, (p_by).at);
  perform record_event(p_by, found_case.center, p_case, found_case.person, 'case-paused',
    jsonb_build_object('pause', p_id, 'ground', p_reason, 'until', p_until), p_note);
end
$$;

-- Takes it up again before its last day. `p_content`: the reason, sealed.
create function api_resume_case(p_case uuid, p_version integer, p_content text, p_by actor)
  returns void language plpgsql security definer set search_path = public, pg_temp as $$
declare
  found_case "case" := case_to_pause(p_case, p_version, p_by);
begin
  if not end_pause(found_case, 'resumed', p_content, p_by) then
    raise exception '该业务没有暂缓。' using errcode = 'AJ409';
  end if;
end
$$;

-- An act of somebody on the case ends it, and so does whatever brings the case to another stage. At the
-- very end of the transaction, when the events that say who acted are written.
create function follow_pause() returns trigger language plpgsql security definer
  set search_path = public, pg_temp as $$
declare
  acted actor;
begin
  if not exists (select from case_pause where case_id = new.id and ended_at is null) then
    return null;
  end if;
  select e.actor, e.actor_role, e.origin, new.updated_at into acted from event e
   where e.case_id = new.id and e.actor_role <> 'system' and e.xmin = pg_current_xact_id()::xid
   order by e.id limit 1;
  if (acted).id is not null then
    perform end_pause(new, 'act', null, acted);
  elsif old.stage <> new.stage then
    perform end_pause(new, 'stage', null, ('system', 'system', 'case', new.updated_at)::actor);
  end if;
  return null;
end
$$;
create constraint trigger follow_pause after update of version on "case"
  deferrable initially deferred for each row when (old.version is distinct from new.version)
  execute function follow_pause();

grant select on case_pause to anju_app, anju_api;
select close_functions();
grant execute on function case_aside, api_pause_case, api_resume_case to anju_api;
grant execute on function case_aside to anju_app;
