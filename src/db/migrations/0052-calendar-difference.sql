-- The trail keeps what a calendar was before it was loaded anew: the days themselves are replaced.

create function calendar_days_as_json(p_year integer) returns jsonb
  language sql stable set search_path = public, pg_temp
  return coalesce((select jsonb_agg(jsonb_build_object('day', day, 'working', working, 'name', name)
                            order by day) from calendar_day where year = p_year), '[]');
revoke execute on function calendar_days_as_json from public;

create or replace function api_load_calendar(
  p_center text, p_year integer, p_document_number text, p_days new_day[], p_by actor
) returns integer language plpgsql security definer set search_path = public, pg_temp as $$
declare
  moved integer;
  before jsonb := calendar_days_as_json(p_year);
  after jsonb;
begin
  perform require_role(p_by, p_center, 'supervisor');
  if exists (select from unnest(p_days) d where extract(year from d.day) <> p_year) then
    raise exception '日历中有不属于该年度的日期。' using errcode = 'AJ400';
  end if;
  if (select count(*) <> count(distinct d.day) from unnest(p_days) d) then
    raise exception '日历中有重复的日期。' using errcode = 'AJ400';
  end if;
  insert into calendar_year (year, document_number, provisional, loaded_at)
  values (p_year, p_document_number, false, (p_by).at)
  on conflict (year) do update set document_number = excluded.document_number,
    provisional = false, loaded_at = excluded.loaded_at;
  delete from calendar_day where year = p_year;
  insert into calendar_day (day, year, working, name)
  select d.day, p_year, d.working, d.name from unnest(p_days) d;
  with counted as (
    select id, working_day_after(opened_on, working_days) as due from task where closed_at is null
  )
  update task t set due_on = c.due, due_provisional = calendar_provisional(t.opened_on, c.due)
    from counted c
   where t.id = c.id
     and (t.due_on, t.due_provisional)
         is distinct from (c.due, calendar_provisional(t.opened_on, c.due));
  get diagnostics moved = row_count;
  after := calendar_days_as_json(p_year);
  perform record_event(p_by, p_center, null, null, 'calendar-loaded',
    jsonb_build_object('year', p_year, 'documentNumber', p_document_number,
      'days', cardinality(p_days), 'tasksMoved', moved,
      'added', coalesce((select jsonb_agg(a) from jsonb_array_elements(after) a
                          where not before @> jsonb_build_array(a)), '[]'),
      'removed', coalesce((select jsonb_agg(b) from jsonb_array_elements(before) b
                            where not after @> jsonb_build_array(b)), '[]')));
  return moved;
end
$$;
