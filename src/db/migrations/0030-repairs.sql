-- Guided repair (修复): what was done about something that stood still, by whom, why, and whether
-- it really moved. Asked for by the API's audited functions, carried out and watched by a process
-- of the API that takes the row for a while; a process that dies is followed by the next one.

-- Messages from outside get a number by which people can name them, and a center that owes them.
alter table inbox add column id bigint generated always as identity;
alter table inbox add constraint inbox_id unique (id);
alter table inbox add column center text references center;
create index inbox_open on inbox (received_at, id) where handled_at is null;
comment on column inbox.id is 'Running number.';
comment on column inbox.center is 'The center it came for; null: not known, every center''s supervisors see it.';

-- Moves that end or begin a workflow, or decide what an outside answer belongs to, take two people.
create function repair_takes_two(p_move text) returns boolean language sql immutable
  return p_move in ('restart', 'rebuild', 'end-workflow', 'assign-message', 'set-aside');

create table repair (
  id           uuid primary key,
  center       text not null references center,
  object       text not null check (object ~ '^(case|outbox|inbox)-[0-9a-f-]{1,40}$'),
  case_id      uuid,
  person       uuid references person,
  kind         text not null,
  move         text not null check (move in ('retry-now', 'wait-until', 'retry-activity', 'wake',
    'restart', 'rebuild', 'end-workflow', 'send-again', 'assign-message', 'set-aside')),
  params       jsonb not null default '{}',
  two_persons  boolean not null check (two_persons = repair_takes_two(move)),
  reason       sealed,
  reason_public text,
  asked_by     text not null references staff,
  asked_role   text not null,
  asked_origin text not null,
  asked_at     timestamptz not null,
  decided_by   text references staff,
  decided_at   timestamptz,
  second_reason sealed,
  second_reason_public text,
  state        text not null check (state in ('proposed', 'ready', 'watching', 'recovered',
    'not-recovered', 'postponed', 'not-needed', 'declined', 'withdrawn')),
  before       jsonb not null,
  after        jsonb,
  finding      text,
  moved_at     timestamptz,
  watched_until timestamptz,
  settled_at   timestamptz,
  leased_until timestamptz,
  operation    uuid references operation,
  operation_row integer,
  check ((reason is null) <> (reason_public is null)),
  check ((decided_by is null) = (decided_at is null)),
  check (decided_by is distinct from asked_by or decided_by is null),
  check (not two_persons or state in ('proposed', 'withdrawn') or decided_by is not null),
  check ((operation is null) = (operation_row is null))
);
create unique index repair_one_at_a_time on repair (object)
  where state in ('proposed', 'ready', 'watching');
create unique index repair_of_row on repair (operation, operation_row) where operation is not null;
create index repair_due on repair (asked_at, id) where state in ('ready', 'watching');
create index repair_list on repair (center, asked_at desc, id desc);
create index repair_case on repair (case_id, asked_at) where case_id is not null;
comment on table repair is 'Repairs (修复): a safe move about something that stood still, watched until it moved or did not.';
comment on column repair.id is 'Opaque id, derived from whoever asked and the idempotency key.';
comment on column repair.center is 'For which center.';
comment on column repair.object is 'What is repaired: case-<id>, outbox-<number>, inbox-<number>.';
comment on column repair.case_id is 'The case, if it is about one; an unknown id when only the engine knows it.';
comment on column repair.person is 'Whom it concerns; the reasons are sealed under that key.';
comment on column repair.kind is 'How it stood still.';
comment on column repair.move is 'What is done about it.';
comment on column repair.params is 'What the move needs: codes, ids and instants; nothing personal.';
comment on column repair.two_persons is 'true: another supervisor confirms it first.';
comment on column repair.reason is 'Why, as JSON, sealed; null when it is about nobody.';
comment on column repair.reason_public is 'Why, when it is about nobody.';
comment on column repair.asked_by is 'Who asked for it.';
comment on column repair.asked_role is 'In which role.';
comment on column repair.asked_origin is 'Request id.';
comment on column repair.asked_at is 'When.';
comment on column repair.decided_by is 'The second person, who confirmed or declined it.';
comment on column repair.decided_at is 'When.';
comment on column repair.second_reason is 'What the second person said, as JSON, sealed.';
comment on column repair.second_reason_public is 'What the second person said, when it is about nobody.';
comment on column repair.state is 'proposed 待第二人确认, ready 待执行, watching 观察中, recovered 已恢复, not-recovered 未恢复, postponed 已改期, not-needed 已自行恢复, declined 未获同意, withdrawn 已撤回.';
comment on column repair.before is 'How it stood in books and engine when it was asked for; codes and instants.';
comment on column repair.after is 'How it stood when the watching ended.';
comment on column repair.finding is 'What was seen in the end, in one sentence; nothing personal.';
comment on column repair.moved_at is 'When the move was carried out.';
comment on column repair.watched_until is 'Until when it is watched at the longest.';
comment on column repair.settled_at is 'When its outcome was known.';
comment on column repair.leased_until is 'Until when one process works on it.';
comment on column repair.operation is 'The bulk operation it belongs to.';
comment on column repair.operation_row is 'Row of that operation.';

grant select on repair to anju_app, anju_api;
grant select (id, center) on inbox to anju_api;

create type new_repair as (
  id uuid, center text, object text, case_id uuid, kind text, move text, params jsonb,
  reason text, reason_public text, before jsonb
);
comment on type new_repair is 'A repair as asked for.';

-- To whom the object belongs, when the actor is a supervisor there.
create function repair_place(p_repair new_repair, p_by actor, out o_center text, out o_person uuid)
  language plpgsql stable set search_path = public, pg_temp as $$
declare
  found_case "case";
  number bigint;
  owner uuid := (p_repair).case_id;
begin
  o_center := (p_repair).center;
  if (p_repair).object !~ '^case-' then
    number := split_part((p_repair).object, '-', 2)::bigint;
  end if;
  if (p_repair).object ~ '^outbox-' then
    select o.center, o.person, o.case_id into o_center, o_person, owner
      from outbox o where o.id = number and o.delivered_at is null;
  elsif (p_repair).object ~ '^inbox-' then
    select coalesce(i.center, (p_repair).center) into o_center
      from inbox i where i.id = number and i.case_id is null and i.handled_at is null;
    owner := null;
  end if;
  if o_center is null then
    raise exception '没有找到该消息，或已经处理。' using errcode = 'AJ404';
  end if;
  if exists (select from "case" c where c.id = owner) then
    found_case := visible_case(owner, p_by);
    o_center := found_case.center;
    o_person := found_case.person;
  end if;
  perform require_role(p_by, o_center, 'supervisor');
end
$$;

create function put_repair(
  p_repair new_repair, p_state text, p_operation uuid, p_row integer, p_by actor
) returns void language plpgsql set search_path = public, pg_temp as $$
declare
  at_home record := repair_place(p_repair, p_by);
  confirmed operation;
begin
  select * into confirmed from operation where id = p_operation;
  insert into repair (id, center, object, case_id, person, kind, move, params, two_persons, reason,
    reason_public, asked_by, asked_role, asked_origin, asked_at, decided_by, decided_at, state,
    before, operation, operation_row)
  values ((p_repair).id, at_home.o_center, (p_repair).object, (p_repair).case_id, at_home.o_person,
    (p_repair).kind, (p_repair).move, coalesce((p_repair).params, '{}'),
    repair_takes_two((p_repair).move), (p_repair).reason, (p_repair).reason_public, (p_by).id,
    (p_by).role, (p_by).origin, (p_by).at,
    case when confirmed.two_persons then confirmed.confirmed_by end,
    case when confirmed.two_persons then confirmed.confirmed_at end,
    p_state, (p_repair).before, p_operation, p_row);
  perform record_event(p_by, at_home.o_center, (p_repair).case_id, at_home.o_person,
    'repair-proposed', jsonb_strip_nulls(jsonb_build_object('repair', (p_repair).id,
      'kind', (p_repair).kind, 'move', (p_repair).move, 'object', (p_repair).object,
      'operation', p_operation, 'reason', (p_repair).reason_public)), (p_repair).reason);
exception when unique_violation then
  raise exception '该事项已有正在进行的修复，请先看它的结果。' using errcode = 'AJ409';
end
$$;

-- Bulk repairs are operations: the exact list is frozen first, then confirmed by its hash.
alter table operation drop constraint operation_state_check;
alter table operation add constraint operation_state_check
  check (state in ('proposed', 'waiting', 'running', 'done', 'stopped'));
alter table operation add column two_persons boolean not null default false;
alter table operation add column confirmed_by text references staff;
alter table operation add column confirmed_at timestamptz;
alter table operation add constraint operation_confirmed check (
  (confirmed_by is null) = (confirmed_at is null)
  and (not two_persons or confirmed_by is distinct from started_by or confirmed_by is null)
  and (kind <> 'repair' or state in ('proposed', 'stopped') or confirmed_by is not null));
comment on column operation.state is 'proposed 待确认 (the list is frozen), waiting 待处理, running 处理中, done 已完成, stopped 已停止.';
comment on column operation.two_persons is 'true: confirmed by another person than its starter.';
comment on column operation.confirmed_by is 'Who confirmed the frozen list; null where none is asked for.';
comment on column operation.confirmed_at is 'When.';
alter table operation_row add column object text;
comment on column operation_row.object is 'What is repaired in this row; null for rows of a file.';
grant select (object) on operation_row to anju_api;
