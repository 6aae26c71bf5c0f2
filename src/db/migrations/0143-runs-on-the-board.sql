-- Runs on the board: a step that fails again and again is seen, and a run whose workflow is gone is
-- woken by a supervisor.

create table run_retry_beat (
  process      uuid not null,
  run          text not null,
  activity     text not null,
  attempt      integer not null check (attempt > 0),
  failed_at    timestamptz not null,
  fault        text not null,
  primary key (process, run, activity)
);
comment on table run_retry_beat is 'Steps of runs that failed more than once in one process and will be tried again.';
comment on column run_retry_beat.process is 'Which process says so.';
comment on column run_retry_beat.run is 'Of which run.';
comment on column run_retry_beat.activity is 'Which step.';
comment on column run_retry_beat.attempt is 'How often it was tried.';
comment on column run_retry_beat.failed_at is 'When it failed last.';
comment on column run_retry_beat.fault is 'Code of the fault; never its text.';
grant select, insert, update, delete on run_retry_beat to anju_app;
grant select on run_retry_beat to anju_api;

comment on table run_beat is 'How far a loop of one process is.';
comment on column run_beat.run is 'outbox: outgoing messages; seal: the chain of the trail; incoming: transfers that come in.';

-- The workflow is signalled, or started anew where it is gone: it finds its place in the run's row.
create function api_wake_run(p_run text, p_version integer, p_reason text, p_by actor)
  returns integer language plpgsql security definer set search_path = public, pg_temp as $$
declare
  acted run := run_for(p_run, p_version, p_by);
begin
  if acted.state not in ('preparing', 'working') then
    raise exception '该批处理不在办理中，没有什么可唤醒的。' using errcode = 'AJ409';
  end if;
  update run set version = version + 1 where id = p_run returning * into acted;
  perform record_event(p_by, acted.center, null, null, 'run-woken',
    jsonb_build_object('run', p_run, 'reason', p_reason));
  perform run_wake(acted);
  return acted.version;
end
$$;
select close_functions();
