-- Moves of waits (改期): every one that was asked for, what it rests on, and what became of it. For ever.

create table wait_move (
  id           uuid primary key default gen_random_uuid(),
  case_id      uuid not null references "case",
  kind         text not null check (kind ~ '^[a-z][a-z-]*$'),
  given_on     date not null,
  from_on      date not null,
  to_on        date not null,
  ground       text not null check (ground in ('court-order', 'hindered', 'corrected-date')),
  clause       text not null,
  document     text not null check (document <> ''),
  state        text not null default 'proposed'
                 check (state in ('proposed', 'moved', 'declined', 'overtaken')),
  asked_by     text not null,
  asked_at     timestamptz not null,
  settled_by   text,
  settled_at   timestamptz,
  check (to_on <> from_on and to_on >= given_on),
  check ((state = 'proposed') = (settled_by is null)),
  check ((settled_by is null) = (settled_at is null)),
  check (state = 'overtaken' or settled_by <> asked_by)
);
create unique index wait_move_proposed on wait_move (case_id) where state = 'proposed';
create index wait_move_case on wait_move (case_id, asked_at);
comment on table wait_move is 'Moves of the last day of a wait (改期): asked for by one supervisor with a document, settled by another one. Never deleted.';
comment on column wait_move.id is 'Opaque id.';
comment on column wait_move.case_id is 'The case.';
comment on column wait_move.kind is 'Which wait.';
comment on column wait_move.given_on is 'Its last day as it was given at first: it never ends before.';
comment on column wait_move.from_on is 'Its last day when this was asked for.';
comment on column wait_move.to_on is 'The last day that was asked for.';
comment on column wait_move.ground is 'court-order 人民法院文书, hindered 不可抗力或者其他正当理由, corrected-date 起算日期更正.';
comment on column wait_move.clause is 'The clause it rests on: src/policy/wait-moves.ts.';
comment on column wait_move.document is 'Number of the document.';
comment on column wait_move.state is 'proposed 待确认, moved 已改期, declined 未同意, overtaken 等待已结束 or asked anew.';
comment on column wait_move.asked_by is 'Who asked for it.';
comment on column wait_move.asked_at is 'When.';
comment on column wait_move.settled_by is 'Who settled it; never who asked for it.';
comment on column wait_move.settled_at is 'When.';

-- What was asked for stays as it was; it is settled once.
create function wait_move_settles() returns trigger language plpgsql as $$
begin
  if old.state <> 'proposed' or new.state = 'proposed'
     or (new.case_id, new.kind, new.given_on, new.from_on, new.to_on, new.ground, new.clause,
         new.document, new.asked_by, new.asked_at)
        is distinct from
        (old.case_id, old.kind, old.given_on, old.from_on, old.to_on, old.ground, old.clause,
         old.document, old.asked_by, old.asked_at) then
    raise exception 'of a move only its settling is written, once' using errcode = '42501';
  end if;
  return new;
end
$$;
create trigger wait_move_settles before update on wait_move
  for each row execute function wait_move_settles();
create trigger append_only before delete on wait_move for each row execute function refuse_change();
create trigger append_only_whole before truncate on wait_move
  for each statement execute function refuse_change();

grant select, insert, update on wait_move to anju_app;
grant select on wait_move to anju_api;
select close_functions();
