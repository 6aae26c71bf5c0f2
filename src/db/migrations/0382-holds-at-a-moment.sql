-- When holds, renewals and releases were written down, so that an account can be shown as it stood at a past moment.

alter table hold
  add column recorded_at timestamptz,
  add column released_at timestamptz,
  add column first_until date;
alter table hold_renewal add column recorded_at timestamptz;

-- Of those that are there only the day is known: from its beginning on.
update hold set recorded_at = placed_on::timestamp at time zone 'Asia/Shanghai',
       released_at = released_on::timestamp at time zone 'Asia/Shanghai',
       first_until = case when not exists (select from hold_renewal r where r.hold = hold.id) then until end;
alter table hold_renewal disable trigger append_only;
update hold_renewal set recorded_at = renewed_on::timestamp at time zone 'Asia/Shanghai';
alter table hold_renewal enable trigger append_only;

alter table hold alter column recorded_at set not null, alter column recorded_at set default clock_timestamp(),
  add check ((released_on is null) = (released_at is null));
alter table hold_renewal alter column recorded_at set not null,
  alter column recorded_at set default clock_timestamp();
comment on column hold.recorded_at is 'When it was written down.';
comment on column hold.released_at is 'When its release was written down; null: in force.';
comment on column hold.first_until is 'Last day ordered at first; null: until released, or renewed before this was kept.';
comment on column hold_renewal.recorded_at is 'When it was written down.';

create function hold_written_down() returns trigger language plpgsql as $$
begin
  if tg_op = 'INSERT' then
    new.first_until := new.until;
  end if;
  if new.released_on is not null and new.released_at is null then
    new.released_at := clock_timestamp();
  end if;
  return new;
end
$$;
create trigger hold_written_down before insert or update on hold
  for each row execute function hold_written_down();
comment on function hold_written_down() is 'Keeps when a release was written down, and the term a hold began with.';

select close_functions();
