-- Runs (批处理): a list is frozen and looked at, then worked off chunk by chunk, each item once. What
-- was frozen is what is done: nobody changes the list of an approved run.

create table run (
  id           text primary key check (id ~ '^[a-z][a-z-]*\.[^./]+\.\d{4}-\d{2}-\d{2}\.\d+$'),
  kind         text not null check (kind ~ '^[a-z][a-z-]*$'),
  center       text not null references center,
  business_on  date not null,
  turn         integer not null check (turn > 0),
  state        text not null default 'preparing'
    check (state in ('preparing', 'previewed', 'working', 'stopped', 'done', 'cancelled')),
  version      integer not null default 1,
  approval     boolean not null default false,
  brake        text check (brake ~ '^[a-z][a-z-]*$'),
  items        integer not null default 0,
  excluded     integer not null default 0,
  struck       integer not null default 0,
  amount       numeric(18, 2) not null default 0,
  digest       text check (digest ~ '^[0-9a-f]{64}$'),
  forecast     jsonb not null default '{}',
  sent         integer not null default 0,
  done         integer not null default 0,
  refused      integer not null default 0,
  failed       integer not null default 0,
  skipped      integer not null default 0,
  done_amount  numeric(18, 2) not null default 0,
  cursor       jsonb not null default '{}',
  result       jsonb not null default '{}',
  started_by   text not null,
  started_at   timestamptz not null,
  frozen_at    timestamptz,
  approved_by  text,
  approved_at  timestamptz,
  worked_from  timestamptz,
  stopped_by   text,
  ended_at     timestamptz,
  unique (kind, center, business_on, turn),
  check (state not in ('previewed', 'working', 'done') or digest is not null),
  check (state not in ('working', 'done') or not approval or approved_by is not null),
  check ((state in ('done', 'cancelled')) = (ended_at is not null))
);
-- One at a time of a kind in a center.
create unique index run_alive on run (kind, center) where state not in ('done', 'cancelled');
create index run_list on run (center, business_on desc, id desc);
comment on table run is 'Runs (批处理): sweeps over many accounts, previewed, resumable, each item once.';
comment on column run.id is '{kind}.{center}.{business date}.{turn}';
comment on column run.kind is 'What it does: src/cases/runs.ts.';
comment on column run.center is 'Whose.';
comment on column run.business_on is 'The day it works for (业务日期): an argument, never a clock.';
comment on column run.turn is 'Which run of its kind on that day.';
comment on column run.state is 'preparing 准备名单, previewed 待批准, working 办理中, stopped 已停止, done 已完成, cancelled 已取消.';
comment on column run.version is 'Grows with every act.';
comment on column run.approval is 'true: a supervisor who did not start it approves the list first.';
comment on column run.brake is 'Why it stands although nobody stopped it: over-forecast, proof-red …; null: it does not.';
comment on column run.items is 'How many items are to be done.';
comment on column run.excluded is 'How many were looked at and are not to be done, each with its reason.';
comment on column run.struck is 'How many a supervisor struck out.';
comment on column run.amount is 'Yuan of all items to be done.';
comment on column run.digest is 'SHA-256 of the frozen list; approved with the list, told again at the end.';
comment on column run.forecast is 'What was expected of it, from the runs before.';
comment on column run.sent is 'Items whose answer from outside is awaited.';
comment on column run.done is 'Items done.';
comment on column run.refused is 'Items that somebody outside refused: done with, without effect.';
comment on column run.failed is 'Items that could not be done: each waits for a person.';
comment on column run.skipped is 'Items left when the run was cancelled.';
comment on column run.done_amount is 'Yuan of the items done.';
comment on column run.cursor is 'Where an outside list was read up to.';
comment on column run.result is 'What came out of it beyond its items: counts, codes, digests.';
comment on column run.started_by is 'Who asked for it: a staff id, or schedule.';
comment on column run.started_at is 'When.';
comment on column run.frozen_at is 'When the list was frozen.';
comment on column run.approved_by is 'Who approved the list.';
comment on column run.approved_at is 'When.';
comment on column run.worked_from is 'When the first item was worked on.';
comment on column run.stopped_by is 'Who stopped it, or system; null: it is not stopped.';
comment on column run.ended_at is 'When it ended.';

create table run_item (
  run          text not null references run,
  n            integer not null check (n > 0),
  subject      text not null,
  account      text references account,
  verdict      text not null check (verdict in ('due', 'excluded', 'struck')),
  reason       text check (reason ~ '^[a-z][a-z-]*$'),
  amount       numeric(18, 2),
  detail       jsonb not null default '{}',
  state        text not null default 'open'
    check (state in ('open', 'sent', 'done', 'refused', 'failed', 'skipped')),
  outcome      text check (outcome ~ '^[a-z][a-z-]*$'),
  journal      bigint references journal,
  attempts     integer not null default 0,
  settled_at   timestamptz,
  primary key (run, n),
  unique (run, subject),
  check ((verdict = 'due') = (reason is null)),
  check (verdict = 'due' or state = 'open')
);
create index run_item_open on run_item (run, n) where verdict = 'due' and state = 'open';
create index run_item_sent on run_item (run, n) where state = 'sent';
create index run_item_account on run_item (account) where account is not null;
create index run_item_verdict on run_item (run, verdict, state, n);
comment on table run_item is 'The frozen list of a run: what is to be done to whom, who not and why, and what became of each.';
comment on column run_item.run is 'Of which run.';
comment on column run_item.n is 'Its place in the list.';
comment on column run_item.subject is 'What it is about: an account number, a range of them, a line of a statement. Once per run.';
comment on column run_item.account is 'The account, when it is about one.';
comment on column run_item.verdict is 'due 应办, excluded 不办, struck 已剔除.';
comment on column run_item.reason is 'Why not; null: due.';
comment on column run_item.amount is 'Yuan; null: no money moves.';
comment on column run_item.detail is 'What else was frozen: months, days, digests. No personal data.';
comment on column run_item.state is 'open 未办, sent 已发出, done 已办, refused 被拒, failed 失败, skipped 未办即取消.';
comment on column run_item.outcome is 'Code of what became of it.';
comment on column run_item.journal is 'The journal it became.';
comment on column run_item.attempts is 'How often it was tried.';
comment on column run_item.settled_at is 'When it came to its end.';

-- How a run may move. Whoever writes it: nothing goes back, nothing is skipped.
create function run_moves() returns trigger language plpgsql set search_path = public, pg_temp as $$
begin
  if old.state <> new.state and (old.state, new.state) not in (
       ('preparing', 'previewed'), ('preparing', 'working'), ('preparing', 'cancelled'),
       ('previewed', 'working'), ('previewed', 'cancelled'), ('working', 'stopped'),
       ('working', 'done'), ('stopped', 'working'), ('stopped', 'cancelled')) then
    raise exception 'a run does not go from % to %', old.state, new.state using errcode = 'AJ420';
  end if;
  if old.state <> 'preparing' and (old.approval, old.frozen_at) is distinct from
       (new.approval, new.frozen_at)
     or old.state not in ('preparing', 'previewed') and (old.digest, old.items, old.amount)
       is distinct from (new.digest, new.items, new.amount) then
    raise exception 'the list of a run is frozen' using errcode = 'AJ420';
  end if;
  return new;
end
$$;
create trigger run_moves before update on run for each row execute function run_moves();

create function run_list_frozen() returns trigger language plpgsql
  set search_path = public, pg_temp as $$
begin
  if exists (select from run r where r.id in (select a.run from added a) and r.state <> 'preparing') then
    raise exception 'the list of a run is frozen' using errcode = 'AJ420';
  end if;
  return null;
end
$$;
create trigger run_list_frozen after insert on run_item
  referencing new table as added for each statement execute function run_list_frozen();

-- An item that has ended stays as it ended.
create function run_item_moves() returns trigger language plpgsql
  set search_path = public, pg_temp as $$
begin
  if old.state in ('done', 'refused', 'skipped') then
    raise exception 'the item has ended' using errcode = 'AJ420';
  end if;
  return new;
end
$$;
create trigger run_item_moves before update of state on run_item
  for each row when (old.state is distinct from new.state) execute function run_item_moves();

create function run_digest(p_run text) returns text language sql stable
  set search_path = public, pg_temp as $$
  select encode(sha256(convert_to(coalesce(string_agg(concat_ws('|', n, subject, verdict, reason,
           amount, detail), E'\n' order by n), ''), 'UTF8')), 'hex')
    from run_item where run = p_run
$$;

-- What the list came to; the run row carries it from then on.
create function run_count(p_run text) returns void language sql set search_path = public, pg_temp
begin atomic
  update run r set items = s.items, excluded = s.excluded, struck = s.struck, amount = s.amount,
         digest = run_digest(p_run)
    from (select count(*) filter (where verdict = 'due') as items,
                 count(*) filter (where verdict = 'excluded') as excluded,
                 count(*) filter (where verdict = 'struck') as struck,
                 coalesce(sum(amount) filter (where verdict = 'due'), 0) as amount
            from run_item where run = p_run) s
   where r.id = p_run;
end;

create function run_wake(p_run run) returns void language sql set search_path = public, pg_temp
begin atomic
  insert into outbox (key, center, kind, payload)
  values ('wake-run/' || (p_run).id || '/' || (p_run).version, (p_run).center, 'wake-run', '')
  on conflict (key) do nothing;
end;

-- A run begins: from the clock or from a person. The same kind, center and day while it is alive is
-- the same run.
create function run_begin(p_kind text, p_center text, p_on date, p_by text, p_at timestamptz)
  returns run language plpgsql set search_path = public, pg_temp as $$
declare
  begun run;
begin
  perform pg_advisory_xact_lock(hashtext('run ' || p_kind || ' ' || p_center));
  select * into begun from run
   where kind = p_kind and center = p_center and state not in ('done', 'cancelled');
  if found then
    return begun;
  end if;
  insert into run (id, kind, center, business_on, turn, started_by, started_at)
    select concat_ws('.', p_kind, p_center, p_on, t.turn), p_kind, p_center, p_on, t.turn, p_by, p_at
      from (select 1 + count(*)::integer as turn from run
             where kind = p_kind and center = p_center and business_on = p_on) t
    returning * into begun;
  perform run_wake(begun);
  return begun;
end
$$;

-- What the clock begins: nothing when the day's run was there already, whatever became of it.
create function run_due(p_kind text, p_center text, p_on date, p_at timestamptz) returns text
  language plpgsql security definer set search_path = public, pg_temp as $$
declare
  begun run;
begin
  if exists (select from run where kind = p_kind and center = p_center and business_on = p_on) then
    return null;
  end if;
  begun := run_begin(p_kind, p_center, p_on, 'schedule', p_at);
  if begun.business_on <> p_on then
    return null;
  end if;
  perform record_event(('system', 'system', 'run', p_at)::actor, p_center, null, null,
    'run-started', jsonb_build_object('run', begun.id));
  return begun.id;
end
$$;

create function api_start_run(p_kind text, p_center text, p_on date, p_by actor) returns text
  language plpgsql security definer set search_path = public, pg_temp as $$
declare
  begun run;
begin
  perform require_role(p_by, p_center, 'supervisor');
  begun := run_begin(p_kind, p_center, p_on, (p_by).id, (p_by).at);
  if begun.business_on <> p_on then
    raise exception '该中心的同类批处理 % 还没有结束，请先办完或取消。', begun.id
      using errcode = 'AJ409';
  end if;
  if begun.started_by = (p_by).id and begun.started_at = (p_by).at then
    perform record_event(p_by, p_center, null, null, 'run-started',
      jsonb_build_object('run', begun.id));
  end if;
  return begun.id;
end
$$;

-- The run, locked, when the actor is a supervisor there and saw this version.
create function run_for(p_run text, p_version integer, p_by actor) returns run
  language plpgsql set search_path = public, pg_temp as $$
declare
  found_run run;
begin
  select * into found_run from run where id = p_run for update;
  if found_run.id is null or not in_scope(p_by, found_run.center, null) then
    raise exception '没有找到该批处理。' using errcode = 'AJ404';
  end if;
  perform require_role(p_by, found_run.center, 'supervisor');
  if found_run.version <> p_version then
    raise exception '该批处理已有变化，请核对后再提交。' using errcode = 'AJ412';
  end if;
  return found_run;
end
$$;

-- approve, stop, resume, cancel; the reason is about the run, and about nobody.
create function api_act_on_run(p_run text, p_version integer, p_action text, p_digest text,
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
    update run set state = 'stopped', version = version + 1, stopped_by = (p_by).id
     where id = p_run returning * into acted;
  when 'resume' then
    if acted.state <> 'stopped' then
      raise exception '该批处理没有停止。' using errcode = 'AJ409';
    end if;
    update run set state = 'working', version = version + 1, stopped_by = null, brake = null
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
           stopped_by = null, skipped = items - done - refused - failed
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

-- Takes items out of a list nobody has approved yet, or puts them back.
create function api_strike_run_items(p_run text, p_version integer, p_items integer[],
  p_back boolean, p_reason text, p_by actor) returns integer
  language plpgsql security definer set search_path = public, pg_temp as $$
declare
  acted run := run_for(p_run, p_version, p_by);
  moved integer;
begin
  if acted.state <> 'previewed' then
    raise exception '名单已经批准或还没有准备好，不能剔除。' using errcode = 'AJ409';
  end if;
  update run_item set verdict = case when p_back then 'due' else 'struck' end,
         reason = case when p_back then null else 'struck-out' end
   where run = p_run and n = any (p_items)
     and verdict = case when p_back then 'struck' else 'due' end;
  get diagnostics moved = row_count;
  if moved <> (select count(distinct i) from unnest(p_items) i) then
    raise exception '其中有不在名单中的项目。' using errcode = 'AJ400';
  end if;
  perform run_count(p_run);
  update run set version = version + 1 where id = p_run returning * into acted;
  perform record_event(p_by, acted.center, null, null, 'run-struck', jsonb_build_object(
    'run', p_run, 'items', to_jsonb(p_items), 'back', p_back, 'digest', acted.digest,
    'reason', p_reason));
  return acted.version;
end
$$;

grant select on run, run_item to anju_app, anju_api;
grant insert on run_item to anju_app;
grant update (state, version, approval, brake, forecast, sent, done, refused, failed, done_amount,
  cursor, result, frozen_at, worked_from, stopped_by, ended_at) on run to anju_app;
grant update (items, excluded, struck, amount, digest) on run to anju_app;
grant update (state, outcome, journal, attempts, settled_at) on run_item to anju_app;
select close_functions();
grant execute on function run_due, run_digest, run_count to anju_app;
