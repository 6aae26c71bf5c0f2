-- The clock of the runs (定时) as people act on it: paused and resumed with a reason, triggered, and
-- missed days caught up one after the other. What a person decided stands here; the engine's Schedule
-- follows by the outbox, so that neither a restart nor a lost engine brings a paused one back.

create table run_schedule (
  kind         text not null check (kind ~ '^[a-z][a-z-]*$'),
  center       text not null references center,
  version      integer not null default 1,
  paused       boolean not null default false,
  reason       text,
  changed_by   text,
  changed_at   timestamptz,
  primary key (kind, center),
  check (not paused or reason is not null and changed_by is not null and changed_at is not null)
);
comment on table run_schedule is 'Clocks of the runs (定时) that somebody acted on; one that is not here was never touched.';
comment on column run_schedule.kind is 'Which runs it begins: src/cases/runs.ts.';
comment on column run_schedule.center is 'Whose.';
comment on column run_schedule.version is 'Grows with every act.';
comment on column run_schedule.paused is 'true: 停用, it begins nothing.';
comment on column run_schedule.reason is 'Why it was paused or resumed last; about the runs, and about nobody.';
comment on column run_schedule.changed_by is 'Who paused or resumed it last.';
comment on column run_schedule.changed_at is 'When.';

create table run_catch_up (
  kind         text not null check (kind ~ '^[a-z][a-z-]*$'),
  center       text not null references center,
  business_on  date not null,
  state        text not null default 'waiting' check (state in ('waiting', 'begun', 'dropped')),
  run          text references run,
  asked_by     text not null,
  asked_at     timestamptz not null,
  primary key (kind, center, business_on),
  check ((state = 'begun') = (run is not null))
);
create index run_catch_up_waiting on run_catch_up (kind, center, business_on)
  where state = 'waiting';
create index run_catch_up_run on run_catch_up (run) where run is not null;
comment on table run_catch_up is 'Missed days that are caught up (补跑), in the order of the days, one run after the other.';
comment on column run_catch_up.kind is 'Of which kind of run.';
comment on column run_catch_up.center is 'Whose.';
comment on column run_catch_up.business_on is 'The day (业务日期).';
comment on column run_catch_up.state is 'waiting 等候, begun 已发起, dropped 不再补跑.';
comment on column run_catch_up.run is 'The run of that day: begun for it, or there before; null: none yet.';
comment on column run_catch_up.asked_by is 'Who asked for it: a staff id, or schedule (its hour came while days were caught up).';
comment on column run_catch_up.asked_at is 'When.';

-- The clock of a kind in a center, locked, when the actor is a supervisor there and saw this version.
create function run_schedule_for(p_kind text, p_center text, p_version integer, p_by actor)
  returns run_schedule language plpgsql set search_path = public, pg_temp as $$
declare
  found_one run_schedule;
begin
  if not exists (select from center where code = p_center) or not in_scope(p_by, p_center, null) then
    raise exception '没有找到该定时。' using errcode = 'AJ404';
  end if;
  perform require_role(p_by, p_center, 'supervisor');
  perform pg_advisory_xact_lock(hashtext('run ' || p_kind || ' ' || p_center));
  insert into run_schedule (kind, center) values (p_kind, p_center) on conflict do nothing;
  select * into found_one from run_schedule where kind = p_kind and center = p_center for update;
  if found_one.version <> p_version then
    raise exception '该定时已有变化，请核对后再提交。' using errcode = 'AJ412';
  end if;
  return found_one;
end
$$;

-- Pauses or resumes it; the engine hears of it by the outbox. The reason is about the runs.
create function api_pause_schedule(p_kind text, p_center text, p_version integer, p_paused boolean,
  p_reason text, p_by actor) returns integer
  language plpgsql security definer set search_path = public, pg_temp as $$
declare
  acted run_schedule := run_schedule_for(p_kind, p_center, p_version, p_by);
begin
  if p_paused and acted.paused then
    raise exception '该定时已经停用。' using errcode = 'AJ409';
  end if;
  update run_schedule set paused = p_paused, reason = p_reason, changed_by = (p_by).id,
         changed_at = (p_by).at, version = version + 1
   where kind = p_kind and center = p_center returning * into acted;
  insert into outbox (key, center, kind, payload)
  values (concat_ws('/', 'set-schedule', p_kind, p_center, acted.version), p_center,
          'set-schedule', '');
  perform record_event(p_by, p_center, null, null,
    case when p_paused then 'schedule-paused' else 'schedule-unpaused' end,
    jsonb_build_object('kind', p_kind, 'reason', p_reason));
  return acted.version;
end
$$;

-- Begins the day's run now, by hand and out of turn; one that is there already is the same run.
create function api_trigger_schedule(p_kind text, p_center text, p_version integer, p_on date,
  p_reason text, p_by actor) returns text
  language plpgsql security definer set search_path = public, pg_temp as $$
declare
  acted run_schedule := run_schedule_for(p_kind, p_center, p_version, p_by);
  day_run text;
  begun run;
begin
  select r.id into day_run from run r
   where r.kind = p_kind and r.center = p_center and r.business_on = p_on
   order by r.turn desc limit 1;
  if day_run is null then
    begun := run_begin(p_kind, p_center, p_on, (p_by).id, (p_by).at);
    if begun.business_on <> p_on then
      raise exception '该中心的同类批处理 % 还没有结束，请先办完或取消。', begun.id
        using errcode = 'AJ409';
    end if;
    day_run := begun.id;
    perform record_event(p_by, p_center, null, null, 'run-started',
      jsonb_build_object('run', day_run));
  end if;
  update run_schedule set version = version + 1 where kind = p_kind and center = p_center;
  perform record_event(p_by, p_center, null, null, 'schedule-triggered',
    jsonb_build_object('kind', p_kind, 'run', day_run, 'reason', p_reason));
  return day_run;
end
$$;

-- The next day that waits to be caught up begins when no run of the kind is alive. A day whose run is
-- there is caught up by that run. The lock makes whoever ends a run and whoever asks see each other.
create function run_catch_up_next(p_kind text, p_center text, p_at timestamptz) returns void
  language plpgsql set search_path = public, pg_temp as $$
declare
  next_day run_catch_up;
  day_run text;
  begun run;
begin
  perform pg_advisory_xact_lock(hashtext('run ' || p_kind || ' ' || p_center));
  loop
    select * into next_day from run_catch_up
     where kind = p_kind and center = p_center and state = 'waiting' order by business_on limit 1;
    exit when not found;
    select r.id into day_run from run r
     where r.kind = p_kind and r.center = p_center and r.business_on = next_day.business_on
     order by r.turn desc limit 1;
    if day_run is null then
      begun := run_begin(p_kind, p_center, next_day.business_on, next_day.asked_by, p_at);
      exit when begun.business_on <> next_day.business_on;
      day_run := begun.id;
      perform record_event(('system', 'system', 'run', p_at)::actor, p_center, null, null,
        'run-started', jsonb_build_object('run', day_run));
    end if;
    update run_catch_up set state = 'begun', run = day_run
     where kind = p_kind and center = p_center and business_on = next_day.business_on;
  end loop;
end
$$;

-- Missed days are caught up, in their order. A day that was asked for before is asked for once.
create function api_backfill_schedule(p_kind text, p_center text, p_version integer, p_days date[],
  p_reason text, p_by actor) returns integer
  language plpgsql security definer set search_path = public, pg_temp as $$
declare
  acted run_schedule := run_schedule_for(p_kind, p_center, p_version, p_by);
begin
  insert into run_catch_up as c (kind, center, business_on, asked_by, asked_at)
    select p_kind, p_center, d, (p_by).id, (p_by).at from unnest(p_days) d
    on conflict (kind, center, business_on) do update
       set state = 'waiting', asked_by = excluded.asked_by, asked_at = excluded.asked_at
     where c.state = 'dropped';
  update run_schedule set version = version + 1 where kind = p_kind and center = p_center
    returning * into acted;
  perform record_event(p_by, p_center, null, null, 'schedule-backfilled', jsonb_build_object(
    'kind', p_kind, 'from', (select min(d) from unnest(p_days) d),
    'to', (select max(d) from unnest(p_days) d), 'days', cardinality(p_days), 'reason', p_reason));
  perform run_catch_up_next(p_kind, p_center, (p_by).at);
  return acted.version;
end
$$;

-- Days that still wait are not caught up any more; a run that has begun is stopped as any other.
create function api_drop_backfill(p_kind text, p_center text, p_version integer, p_reason text,
  p_by actor) returns integer
  language plpgsql security definer set search_path = public, pg_temp as $$
declare
  acted run_schedule := run_schedule_for(p_kind, p_center, p_version, p_by);
  dropped integer;
begin
  update run_catch_up set state = 'dropped'
   where kind = p_kind and center = p_center and state = 'waiting';
  get diagnostics dropped = row_count;
  if dropped = 0 then
    raise exception '没有等候补跑的业务日期。' using errcode = 'AJ409';
  end if;
  update run_schedule set version = version + 1 where kind = p_kind and center = p_center
    returning * into acted;
  perform record_event(p_by, p_center, null, null, 'schedule-backfill-dropped',
    jsonb_build_object('kind', p_kind, 'days', dropped, 'reason', p_reason));
  return acted.version;
end
$$;

-- At the very end of the transaction that ends a run, after everything it tells of itself.
create function run_ended() returns trigger language plpgsql security definer
  set search_path = public, pg_temp as $$
begin
  perform run_catch_up_next(new.kind, new.center, new.ended_at);
  return null;
end
$$;
create constraint trigger run_ended after update of state on run
  deferrable initially deferred for each row
  when (old.state is distinct from new.state and new.state in ('done', 'cancelled'))
  execute function run_ended();

-- What the clock begins: nothing while it is paused, whatever the engine has heard of it by then; and
-- nothing when the day's run was there already. A day whose hour comes while missed days are caught up
-- waits behind them: catching up must not itself miss a day.
create or replace function run_due(p_kind text, p_center text, p_on date, p_at timestamptz)
  returns text language plpgsql security definer set search_path = public, pg_temp as $$
declare
  begun run;
begin
  perform pg_advisory_xact_lock(hashtext('run ' || p_kind || ' ' || p_center));
  if exists (select from run_schedule where kind = p_kind and center = p_center and paused)
     or exists (select from run
                 where kind = p_kind and center = p_center and business_on = p_on) then
    return null;
  end if;
  begun := run_begin(p_kind, p_center, p_on, 'schedule', p_at);
  if begun.business_on <> p_on then
    insert into run_catch_up (kind, center, business_on, asked_by, asked_at)
      select p_kind, p_center, p_on, 'schedule', p_at
       where exists (select from run_catch_up c
                      where c.kind = p_kind and c.center = p_center
                        and (c.state = 'waiting' or c.run = begun.id))
      on conflict do nothing;
    return null;
  end if;
  perform record_event(('system', 'system', 'run', p_at)::actor, p_center, null, null,
    'run-started', jsonb_build_object('run', begun.id));
  return begun.id;
end
$$;

grant select on run_schedule, run_catch_up to anju_app, anju_api;
select close_functions();
grant execute on function run_due to anju_app;
