-- Agreements in force: which state may follow which, how each came to be where it is, and the two
-- cases that move them.

create table agreement_transition (
  from_state   text not null,
  to_state     text not null,
  primary key (from_state, to_state)
);
comment on table agreement_transition is 'Which state of an agreement may follow which: src/policy/agreement-states.ts.';
comment on column agreement_transition.from_state is 'From.';
comment on column agreement_transition.to_state is 'To.';
insert into agreement_transition (from_state, to_state) values
  ('offered', 'active'), ('offered', 'void'), ('offered', 'lapsed'),
  ('active', 'suspended'), ('active', 'terminated'), ('active', 'void'),
  ('suspended', 'active'), ('suspended', 'terminated');

alter table agreement
  add column since date,
  add column state_case uuid,
  add column state_reason text check (state_reason ~ '^[a-z][a-z-]*$'),
  add column owes_from text check (owes_from ~ '^\d{4}-\d{2}$'),
  add column moves integer not null default 0;
comment on column agreement.since is 'The day on which its state began.';
comment on column agreement.state_case is 'The case by which it came to its state.';
comment on column agreement.state_reason is 'Why, as a code; null: as its own case says.';
comment on column agreement.owes_from is 'First month owed again after a suspension; null: there was none.';
comment on column agreement.moves is 'How often its state changed: whoever moves it says so by counting on.';
update agreement set since = coalesce(ended_on, signed_on, offered_on), state_case = case_id;
alter table agreement alter column since set not null;

-- In force is active or suspended: one such agreement per person.
create unique index agreement_one_in_force_per_person on agreement (person)
  where state in ('active', 'suspended');
create index agreement_account on agreement (account) where account is not null;

create table agreement_state (
  agreement    uuid not null references agreement,
  n            integer not null,
  state        text not null,
  since        date not null,
  case_id      uuid not null,
  reason       text,
  owes_from    text,
  primary key (agreement, n)
);
comment on table agreement_state is 'Every state an agreement was in, in order; append-only.';
comment on column agreement_state.agreement is 'Which.';
comment on column agreement_state.n is 'Running number of the change.';
comment on column agreement_state.state is 'The state it came to.';
comment on column agreement_state.since is 'From which day.';
comment on column agreement_state.case_id is 'By which case.';
comment on column agreement_state.reason is 'Why, as a code.';
comment on column agreement_state.owes_from is 'First month owed again, where it was resumed.';
insert into agreement_state (agreement, n, state, since, case_id)
  select id, 0, state, since, case_id from agreement;

create function agreement_moves() returns trigger language plpgsql as $$
begin
  if tg_op = 'INSERT' then
    new.since := coalesce(new.since, new.ended_on, new.signed_on, new.offered_on);
    new.state_case := coalesce(new.state_case, new.case_id);
    return new;
  end if;
  if new.state = old.state then
    return new;
  end if;
  if not exists (select from agreement_transition
                  where from_state = old.state and to_state = new.state) then
    raise exception 'an agreement that is % does not become %', old.state, new.state
      using errcode = 'check_violation', constraint = 'agreement_transition';
  end if;
  -- Whoever does not say by which case moves it by the agreement's own.
  if new.moves = old.moves then
    new.moves := old.moves + 1;
    new.state_case := new.case_id;
    new.state_reason := null;
    new.since := coalesce(new.ended_on, new.signed_on, new.offered_on);
  end if;
  return new;
end
$$;
create trigger agreement_moves before insert or update on agreement
  for each row execute function agreement_moves();

create function keep_agreement_state() returns trigger language plpgsql
  security definer set search_path = public, pg_temp as $$
begin
  if tg_op = 'INSERT' or new.state <> old.state then
    insert into agreement_state (agreement, n, state, since, case_id, reason, owes_from)
      values (new.id, new.moves, new.state, new.since, new.state_case, new.state_reason,
              case when new.state = 'active' then new.owes_from end);
  end if;
  return null;
end
$$;
create trigger keep_agreement_state after insert or update on agreement
  for each row execute function keep_agreement_state();
create trigger append_only before update or delete on agreement_state
  for each row execute function refuse_change();
create trigger append_only_whole before truncate on agreement_state
  for each statement execute function refuse_change();

grant select on agreement_transition, agreement_state to anju_app, anju_api;
grant select (since, state_case, state_reason, owes_from, moves) on agreement to anju_api;
select close_functions();
