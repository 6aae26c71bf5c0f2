-- The center's own promise follows the working-day calendar, as the due dates of tasks do: how many
-- working days were promised is kept, and the last day is counted anew when a year is loaded.

alter table "case"
  add column promised_days integer check (promised_days >= 0),
  add column promised_provisional boolean not null default false;
comment on column "case".promised_days is 'Working days of the center''s own promise, counted from the day after acceptance.';
comment on column "case".promised_provisional is 'true: promised_on runs into a year whose calendar is not loaded (暂定).';
comment on column "case".parties is 'Staff ids by the part they had, for the four-eyes rules: who had it last, or a list of everybody who ever had it.';

-- The working days after the first day, through the last one.
create function working_days_between(p_from date, p_to date) returns integer
  language sql stable set search_path = public, pg_temp
  return (select count(*)::integer
            from generate_series(p_from + 1, p_to, interval '1 day') as passed(day)
           where is_working_day(passed.day::date));

-- What was promised before the days were kept, read back from the day that came of them.
create function keep_promised_days() returns void
  language sql set search_path = public, pg_temp
begin atomic
  update "case"
     set promised_days = working_days_between(accepted_on, promised_on),
         promised_provisional = calendar_provisional(accepted_on, promised_on)
   where closed_at is null and promised_days is null and promised_on is not null;
end;
select keep_promised_days();

-- Counts the promises to open cases anew that run through the year. A case whose day really moves
-- says so in its trail. Returns how many moved.
create function recount_promises(p_year integer, p_by actor) returns integer
  language plpgsql set search_path = public, pg_temp as $$
declare
  promise record;
  moved integer := 0;
begin
  for promise in
    with counted as (
      select id, promised_on as before, working_day_after(accepted_on, promised_days) as after
        from "case"
       where closed_at is null and promised_days is not null
         and p_year between extract(year from accepted_on) and extract(year from promised_on)
    )
    update "case" c
       set promised_on = n.after, promised_provisional = calendar_provisional(c.accepted_on, n.after)
      from counted n
     where c.id = n.id
       and (c.promised_on, c.promised_provisional)
           is distinct from (n.after, calendar_provisional(c.accepted_on, n.after))
    returning c.id, c.center, c.person, n.before, n.after, c.promised_provisional as provisional
  loop
    if promise.before <> promise.after then
      moved := moved + 1;
      perform record_event(p_by, promise.center, promise.id, promise.person, 'promise-moved',
        jsonb_build_object('before', promise.before, 'after', promise.after,
          'provisional', promise.provisional, 'year', p_year));
    end if;
  end loop;
  return moved;
end
$$;

-- The due dates of open tasks, counted anew. Returns how many moved.
create function recount_tasks() returns integer
  language plpgsql set search_path = public, pg_temp as $$
declare
  moved integer;
begin
  with counted as (
    select id, working_day_after(opened_on, working_days) as due from task where closed_at is null
  )
  update task t set due_on = c.due, due_provisional = calendar_provisional(t.opened_on, c.due)
    from counted c
   where t.id = c.id
     and (t.due_on, t.due_provisional)
         is distinct from (c.due, calendar_provisional(t.opened_on, c.due));
  get diagnostics moved = row_count;
  return moved;
end
$$;

-- Loads a year, replacing what was known of it, and counts open tasks and promises anew.
create function api_load_calendar_year(
  p_center text, p_year integer, p_document_number text, p_days new_day[], p_by actor,
  out tasks_moved integer, out promises_moved integer
) language plpgsql security definer set search_path = public, pg_temp as $$
begin
  perform require_role(p_by, p_center, 'supervisor');
  if exists (select from unnest(p_days) d where extract(year from d.day) <> p_year) then
    raise exception '日历中有不属于该年度的日期。' using errcode = 'AJ400';
  end if;
  if (select count(*) <> count(distinct d.day) from unnest(p_days) d) then
    raise exception '日历中有重复的日期。' using errcode = 'AJ400';
  end if;
  -- A worker of the release before may have promised since, and kept no days.
  perform keep_promised_days();
  insert into calendar_year (year, document_number, provisional, loaded_at)
  values (p_year, p_document_number, false, (p_by).at)
  on conflict (year) do update set document_number = excluded.document_number,
    provisional = false, loaded_at = excluded.loaded_at;
  delete from calendar_day where year = p_year;
  insert into calendar_day (day, year, working, name)
  select d.day, p_year, d.working, d.name from unnest(p_days) d;
  tasks_moved := recount_tasks();
  promises_moved := recount_promises(p_year, p_by);
  perform record_event(p_by, p_center, null, null, 'calendar-loaded',
    jsonb_build_object('year', p_year, 'documentNumber', p_document_number,
      'days', cardinality(p_days), 'tasksMoved', tasks_moved, 'promisesMoved', promises_moved));
end
$$;

-- As the release before calls it.
create or replace function api_load_calendar(
  p_center text, p_year integer, p_document_number text, p_days new_day[], p_by actor
) returns integer language sql security definer set search_path = public, pg_temp
begin atomic
  select tasks_moved
    from api_load_calendar_year(p_center, p_year, p_document_number, p_days, p_by);
end;

-- New functions are open to everybody unless closed.
revoke execute on function working_days_between, keep_promised_days, recount_promises, recount_tasks,
  api_load_calendar_year from public;
grant execute on function api_load_calendar_year to anju_api;
