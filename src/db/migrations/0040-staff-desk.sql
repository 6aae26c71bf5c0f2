-- The staff desk: changes of people, roles and branches by two persons, roles that do not go
-- together, absences with deputies, leavers, and due dates that somebody moved.

create table staff_change (
  id          uuid primary key,
  center      text not null references center,
  kind        text not null check (kind in ('join', 'roles', 'leave', 'suspend', 'resume', 'branch')),
  staff       text,
  branch      text,
  name        text,
  subject     text,
  employee_number text,
  detail      jsonb not null,
  reason      text not null,
  warnings    jsonb not null default '[]',
  state       text not null default 'open' check (state in ('open', 'approved', 'declined', 'withdrawn')),
  proposed_by text not null references staff,
  proposed_at timestamptz not null,
  decided_by  text references staff,
  decided_at  timestamptz,
  decision_reason text,
  check ((state = 'open') = (decided_by is null)),
  check ((decided_by is null) = (decided_at is null)),
  check ((kind = 'branch') = (staff is null) and (kind = 'branch') = (branch is not null)),
  constraint staff_change_two_persons
    check (state not in ('approved', 'declined') or decided_by <> proposed_by),
  constraint staff_change_not_oneself
    check (staff is distinct from proposed_by
           and (state not in ('approved', 'declined') or staff is distinct from decided_by))
);
create index staff_change_list on staff_change (center, proposed_at desc, id desc);
create index staff_change_staff on staff_change (staff, proposed_at desc);
comment on table staff_change is 'Changes of people, roles and branches: one supervisor proposes, another decides. Never deleted.';
comment on column staff_change.id is 'Opaque id.';
comment on column staff_change.center is 'The center whose people change.';
comment on column staff_change.kind is 'join 入职, roles 调整岗位, leave 离岗, suspend 停用, resume 恢复, branch 网点.';
comment on column staff_change.staff is 'Whom it concerns; of somebody who joins: the id they shall have; null: a branch.';
comment on column staff_change.branch is 'Which branch; null: a person.';
comment on column staff_change.name is 'Name at work of somebody who joins; null otherwise.';
comment on column staff_change.subject is 'Subject (sub) of somebody who joins in the tokens of the identity provider; null otherwise.';
comment on column staff_change.employee_number is 'Employee number (工号) of somebody who joins; null otherwise.';
comment on column staff_change.detail is 'What shall change: roles, ids and dates; nothing personal.';
comment on column staff_change.reason is 'Why, in the words of the proposer.';
comment on column staff_change.warnings is 'Roles that do not go together, as found when it was proposed or approved.';
comment on column staff_change.state is 'open 待确认, approved 已生效, declined 不同意, withdrawn 已撤回.';
comment on column staff_change.proposed_by is 'Who proposed it.';
comment on column staff_change.proposed_at is 'When.';
comment on column staff_change.decided_by is 'Who decided, another person; or the proposer, who withdrew it.';
comment on column staff_change.decided_at is 'When; null while open.';
comment on column staff_change.decision_reason is 'Why, in the words of whoever decided.';

-- What was proposed stays as it was, and what was decided stays decided.
create function keep_staff_change() returns trigger language plpgsql as $$
begin
  if old.state <> 'open'
     or (to_jsonb(new) - array['state', 'warnings', 'decided_by', 'decided_at', 'decision_reason'])
        is distinct from
        (to_jsonb(old) - array['state', 'warnings', 'decided_by', 'decided_at', 'decision_reason'])
  then
    raise exception 'a staff change is decided once' using errcode = 'insufficient_privilege';
  end if;
  return new;
end
$$;
create trigger keep_staff_change before update on staff_change
  for each row execute function keep_staff_change();
create trigger append_only before delete on staff_change
  for each row execute function refuse_change();
create trigger append_only_whole before truncate on staff_change
  for each statement execute function refuse_change();

alter table staff
  add column employee_number text,
  add column settled_at timestamptz;
create unique index staff_one_per_employee on staff (center, employee_number)
  where employee_number is not null;
comment on column staff.employee_number is 'Employee number (工号): one account for one person; null: not recorded.';
comment on column staff.settled_at is 'When work, sessions and rights of somebody who left were dealt with; null: not yet, or still here.';

alter table staff_scope
  add column id bigint generated always as identity,
  add column change uuid references staff_change,
  add column granted_at timestamptz;
create unique index staff_scope_id on staff_scope (id);
create index staff_scope_staff on staff_scope (staff, valid_from);
comment on column staff_scope.id is 'Running number: names the right in a change.';
comment on column staff_scope.change is 'The change that gave it; null: set when the center was set up.';
comment on column staff_scope.granted_at is 'When it was given: whoever got it later decides on no earlier proposal; null: with the set-up.';

-- Roles that do not go together. The two sets of administrators (system: operator, audit: auditor,
-- security: supervisor, who gives rights) are apart by GB/T 22239-2019, 8.1.4.2 and 8.1.5.
create table role_conflict (
  roles       text[] primary key check (cardinality(roles) > 1),
  same_place  boolean not null,
  effect      text not null check (effect in ('refused', 'warned')),
  ground      text not null,
  words       text not null
);
comment on table role_conflict is 'Roles one person must not hold together (refused), or should not (warned).';
comment on column role_conflict.roles is 'The roles, all of them at the same time.';
comment on column role_conflict.same_place is 'true: only where they meet in one branch; false: anywhere.';
comment on column role_conflict.effect is 'refused 不得兼任: cannot be approved; warned 应当避免: shown to whoever decides and in the list.';
comment on column role_conflict.ground is 'The rule behind it.';
comment on column role_conflict.words is 'What is said to the supervisor.';

insert into role_conflict (roles, same_place, effect, ground, words)
select array['operator', role], false, 'refused', 'GB/T 22239—2019 8.1.4.2、8.1.5',
       '运维（系统管理）不得兼任' || title || '：系统管理、审计管理、安全管理和业务办理须由不同人员承担。'
  from (values ('clerk', '柜员'), ('reviewer', '复核'), ('approver', '审批'), ('supervisor', '主管'),
               ('auditor', '审计')) as r(role, title)
union all
select array['auditor', role], false, 'refused', 'GB/T 22239—2019 8.1.4.2、8.1.5',
       '审计不得兼任' || title || '：审计人员不办理业务，也不管理人员。'
  from (values ('clerk', '柜员'), ('reviewer', '复核'), ('approver', '审批'), ('supervisor', '主管')) as r(role, title)
union all
select array['clerk', 'reviewer', 'approver'], true, 'refused', 'GB/T 22239—2019 8.1.4.2',
       '同一网点的柜员、复核、审批不得由一人兼任：一件业务至少须经两人之手。'
union all
select roles, true, 'warned', 'GB/T 22239—2019 8.1.4.2', words
  from (values
    (array['clerk', 'reviewer'], '同一网点兼任柜员和复核：本人经手的业务不能由本人复核，可能无人可办。'),
    (array['clerk', 'approver'], '同一网点兼任柜员和审批：本人经手的业务不能由本人审批，可能无人可办。'),
    (array['reviewer', 'approver'], '同一网点兼任复核和审批：本人复核的业务不能由本人审批，可能无人可办。'),
    (array['supervisor', 'clerk'], '主管兼任柜员：本人经手的业务，人工核对和修复须由另一名主管办理。'),
    (array['supervisor', 'reviewer'], '主管兼任复核：本人复核的业务，核对和修复须由另一名主管办理。'),
    (array['supervisor', 'approver'], '主管兼任审批：本人审批的业务，核对和修复须由另一名主管办理。')
  ) as w(roles, words);

create table absence (
  id          uuid primary key,
  staff       text not null references staff,
  center      text not null references center,
  from_on     date not null,
  to_on       date not null,
  deputy      text references staff,
  recorded_by text not null references staff,
  recorded_at timestamptz not null,
  cancelled_by text,
  cancelled_at timestamptz,
  check (to_on >= from_on),
  check (deputy is distinct from staff),
  check ((cancelled_by is null) = (cancelled_at is null)),
  constraint absence_no_overlap exclude using gist (
    staff with =, daterange(from_on, to_on, '[]') with &&) where (cancelled_at is null)
);
create index absence_list on absence (center, from_on) where cancelled_at is null;
create index absence_deputy on absence (deputy, from_on) where cancelled_at is null;
comment on table absence is 'Who is away from when to when, and who stands in. Never why: that is nobody''s business here.';
comment on column absence.id is 'Opaque id.';
comment on column absence.staff is 'Who is away.';
comment on column absence.center is 'Where they work.';
comment on column absence.from_on is 'First day away.';
comment on column absence.to_on is 'Last day away.';
comment on column absence.deputy is 'Who sees and may take over what they hold; needs a right of their own for it; null: nobody.';
comment on column absence.recorded_by is 'Who recorded it: themselves or a supervisor.';
comment on column absence.recorded_at is 'When.';
comment on column absence.cancelled_by is 'Who took it back before it began; null: it stands.';
comment on column absence.cancelled_at is 'When.';

alter table task add column due_by text;
create index task_assigned on task (assigned_to) where closed_at is null;
comment on column task.due_by is 'Supervisor who moved the due date by hand; null: counted by the working-day calendar.';

-- The last sign-in of everybody, without walking through everything they did.
create index event_signed_in on event (actor, id) where kind = 'signed-in';

grant select on staff_change, role_conflict, absence to anju_app, anju_api;
