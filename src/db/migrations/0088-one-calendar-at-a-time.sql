-- Years are loaded one after the other, and never while something is being counted by the calendar:
-- whoever counts keeps it still until the end of its transaction. Two loads at once would each count
-- without the other's days; a promise written during a load would be counted by neither.

-- Another number whenever a year was loaded since; until the end of the transaction it stays this one.
create function calendar_stamp() returns double precision
  language plpgsql volatile set search_path = public, pg_temp as $$
begin
  perform pg_advisory_xact_lock_shared(hashtext('calendar'));
  -- Read after the lock was had, so that it tells of the load that was waited for.
  return (select coalesce(sum(extract(epoch from loaded_at) * 1000), 0)::float8 from calendar_year);
end
$$;

create or replace function api_load_calendar_year(
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
  perform pg_advisory_xact_lock(hashtext('calendar'));
  -- A worker of the release before may have promised since, and kept no days.
  perform keep_promised_days();
  -- The instant grows with every load, also when the second was asked for first.
  insert into calendar_year (year, document_number, provisional, loaded_at)
  values (p_year, p_document_number, false, (p_by).at)
  on conflict (year) do update set document_number = excluded.document_number, provisional = false,
    loaded_at = greatest(excluded.loaded_at, calendar_year.loaded_at + interval '1 millisecond');
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

select close_functions();
grant execute on function calendar_stamp to anju_app;
