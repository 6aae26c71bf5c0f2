-- When holds, renewals and releases were written down, so that an account can be shown as it stood at a past moment.

create table hold_step (
  id           bigint generated always as identity primary key,
  hold         uuid not null references hold,
  what         text not null check (what in ('placed', 'renewed', 'released')),
  until        date,
  recorded_at  timestamptz not null default clock_timestamp()
);
create index hold_step_hold on hold_step (hold, id);
comment on table hold_step is 'What happened to holds, and when it was written down; append-only.';
comment on column hold_step.id is 'Running number.';
comment on column hold_step.hold is 'To which hold.';
comment on column hold_step.what is 'placed 冻结, renewed 续冻, released 解除.';
comment on column hold_step.until is 'The last day ordered from then on; null: until released, or not known any more.';
comment on column hold_step.recorded_at is 'When it was written down.';

-- Of those that are there only the day is known: from its beginning on.
insert into hold_step (hold, what, until, recorded_at)
  select id, 'placed',
         case when not exists (select from hold_renewal r where r.hold = h.id) then until end,
         placed_on::timestamp at time zone 'Asia/Shanghai'
    from hold h order by placed_on, id;
insert into hold_step (hold, what, until, recorded_at)
  select hold, 'renewed', until, renewed_on::timestamp at time zone 'Asia/Shanghai'
    from hold_renewal order by hold, n;
insert into hold_step (hold, what, until, recorded_at)
  select id, 'released', until, released_on::timestamp at time zone 'Asia/Shanghai'
    from hold where released_on is not null order by released_on, id;

create trigger append_only before update or delete on hold_step
  for each row execute function refuse_change();
create trigger append_only_whole before truncate on hold_step
  for each statement execute function refuse_change();

create function hold_stepped() returns trigger language plpgsql security definer
  set search_path = public, pg_temp as $$
begin
  if tg_table_name = 'hold_renewal' then
    insert into hold_step (hold, what, until) values (new.hold, 'renewed', new.until);
  elsif tg_op = 'INSERT' then
    insert into hold_step (hold, what, until) values (new.id, 'placed', new.until);
  elsif old.released_on is null and new.released_on is not null then
    insert into hold_step (hold, what, until) values (new.id, 'released', new.until);
  end if;
  return null;
end
$$;
comment on function hold_stepped() is 'Writes down what happens to a hold, with it.';
create trigger hold_stepped after insert or update on hold for each row execute function hold_stepped();
create trigger hold_stepped after insert on hold_renewal for each row execute function hold_stepped();

grant select on hold_step to anju_app, anju_api;
select close_functions();
