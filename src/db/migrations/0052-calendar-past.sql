-- What a year's calendar was before it was loaded anew: the days themselves are replaced.

create table calendar_past (
  id           bigint generated always as identity primary key,
  year         integer not null references calendar_year,
  document_number text not null,
  loaded_at    timestamptz not null,
  replaced_at  timestamptz not null,
  days         jsonb not null
);
create index calendar_past_year on calendar_past (year, id desc);
comment on table calendar_past is 'Earlier calendars of a year, kept when another one took their place. Append-only.';
comment on column calendar_past.id is 'Running number.';
comment on column calendar_past.year is 'Calendar year.';
comment on column calendar_past.document_number is 'Number of the notice it rested on.';
comment on column calendar_past.loaded_at is 'When it was loaded.';
comment on column calendar_past.replaced_at is 'When another one took its place; the trail says by whom.';
comment on column calendar_past.days is 'Its days: day, working, name.';

-- The row of the year changes first, its days go after it.
create function keep_calendar_past() returns trigger language plpgsql
  set search_path = public, pg_temp as $$
begin
  insert into calendar_past (year, document_number, loaded_at, replaced_at, days)
  values (old.year, old.document_number, old.loaded_at, new.loaded_at,
    coalesce((select jsonb_agg(jsonb_build_object('day', day, 'working', working, 'name', name)
                       order by day) from calendar_day where year = old.year), '[]'));
  return new;
end
$$;
create trigger keep_past before update on calendar_year
  for each row execute function keep_calendar_past();

create trigger append_only before update or delete on calendar_past
  for each row execute function refuse_change();
create trigger append_only_whole before truncate on calendar_past
  for each statement execute function refuse_change();

revoke execute on function keep_calendar_past from public;
grant select on calendar_past to anju_api, anju_app;
