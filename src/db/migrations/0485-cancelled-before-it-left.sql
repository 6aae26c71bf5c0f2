-- Debits stand in a batch before it leaves for the bank. A run that is cancelled takes back those whose batch has
-- certainly not left: nothing was debited, and their accounts are free again. What may have left is waited for.

alter table debit_batch add column tries integer not null default 0;
comment on column debit_batch.tries is 'How often somebody began to send it: a try that certainly did not reach the bank unmarks only itself.';

-- The run is stopped and its row is held, so that nothing leaves meanwhile. They count as no attempt.
create function run_drop_unsent(p_run text, p_at timestamptz) returns integer language plpgsql
  set search_path = public, pg_temp as $$
declare
  dropped integer;
begin
  with unsent as (
    update debit b set state = 'dropped', outcome = 'cancelled'
      from debit_batch t
     where t.run = b.run and t.batch = b.batch and b.run = p_run and b.state = 'planned'
       and not t.may_have_left and not t.delivered
    returning b.account, b.covers_from, b.n),
  again as (
    update contribution_due d set attempts_max = d.attempts_max + 1 from unsent u
     where d.account = u.account and d.covers_from = u.covers_from and d.state = 'open')
  update run_item i set state = 'skipped', outcome = 'cancelled', settled_at = p_at from unsent u
   where i.run = p_run and i.n = u.n and i.state = 'sent';
  get diagnostics dropped = row_count;
  update run set sent = sent - dropped where id = p_run and dropped > 0;
  return dropped;
end
$$;

-- As before; what has not left does not keep a run from being cancelled.
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
    perform run_drop_unsent(p_run, (p_by).at);
    select * into acted from run where id = p_run;
    if acted.sent > 0 then
      raise exception '还有%笔已经或者可能已经发往银行、没有回报，须等回报后才能取消。', acted.sent
        using errcode = 'AJ409', hint = '请先继续该批处理：可能已经发出的先向银行查询，回报后再停止、取消。';
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

select close_functions();
