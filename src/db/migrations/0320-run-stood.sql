-- How fast a run is, and how long it will still take, is reckoned from the time it worked: what it stood
-- in between, stopped by a person or by itself, does not count.

alter table run add column stopped_at timestamptz;
alter table run add column stood interval not null default '0';
alter table run add check (stood >= interval '0');
comment on column run.stopped_at is 'Since when it stands; null: it is not stopped.';
comment on column run.stood is 'How long it stood since its first item, all stops that are over together.';

-- Those that stand just now, as the trail has it.
update run r set stopped_at = (
    select max(e.at) from event e
     where e.center = r.center and e.kind in ('run-stopped', 'run-braked') and e.public->>'run' = r.id)
 where r.state = 'stopped';

-- As before; a run that is stopped says since when, and one that goes on how long it has stood.
create or replace function api_act_on_run(p_run text, p_version integer, p_action text, p_digest text,
  p_reason text, p_by actor) returns integer
  language plpgsql security definer set search_path = public, pg_temp as $$
declare
  acted run := run_for(p_run, p_version, p_by);
begin
  case p_action
  when 'approve' then
    if acted.state <> 'previewed' then
      raise exception '该批处理不在待批准状态。' using errcode = 'AJ409';
    end if;
    if acted.started_by = (p_by).id then
      raise exception '批准须由发起人以外的主管办理。' using errcode = 'AJ410';
    end if;
    if acted.digest is distinct from p_digest then
      raise exception '名单与您看到的不一致，请重新核对。' using errcode = 'AJ412';
    end if;
    update run set state = 'working', version = version + 1, approved_by = (p_by).id,
           approved_at = (p_by).at, brake = null where id = p_run returning * into acted;
  when 'stop' then
    if acted.state <> 'working' then
      raise exception '该批处理不在办理中。' using errcode = 'AJ409';
    end if;
    update run set state = 'stopped', version = version + 1, stopped_by = (p_by).id,
           stopped_at = (p_by).at
     where id = p_run returning * into acted;
  when 'resume' then
    if acted.state <> 'stopped' then
      raise exception '该批处理没有停止。' using errcode = 'AJ409';
    end if;
    update run set state = 'working', version = version + 1, stopped_by = null, brake = null,
           stopped_at = null,
           -- Before its first item there is no rate that the time could spoil.
           stood = stood + case when worked_from is null then interval '0'
             else greatest((p_by).at - coalesce(stopped_at, (p_by).at), interval '0') end
     where id = p_run returning * into acted;
  when 'cancel' then
    if acted.state not in ('preparing', 'previewed', 'stopped') then
      raise exception '办理中的批处理须先停止才能取消。' using errcode = 'AJ409';
    end if;
    if acted.sent > 0 then
      raise exception '还有%笔已经发往银行、没有回报，须等回报后才能取消。', acted.sent
        using errcode = 'AJ409';
    end if;
    update run_item set state = 'skipped', outcome = 'cancelled', settled_at = (p_by).at
     where run = p_run and verdict = 'due' and state = 'open';
    update run set state = 'cancelled', version = version + 1, ended_at = (p_by).at,
           stopped_by = null, stopped_at = null, skipped = items - done - refused - failed
     where id = p_run returning * into acted;
  else
    raise exception '没有这项操作。' using errcode = 'AJ400';
  end case;
  perform record_event(p_by, acted.center, null, null, 'run-' || case p_action
      when 'approve' then 'approved' when 'stop' then 'stopped' when 'resume' then 'resumed'
      else 'cancelled' end,
    jsonb_strip_nulls(jsonb_build_object('run', p_run, 'digest', acted.digest, 'reason', p_reason)));
  perform run_wake(acted);
  return acted.version;
end
$$;

grant update (stopped_at) on run to anju_app;
