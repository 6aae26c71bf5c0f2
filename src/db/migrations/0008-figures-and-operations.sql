-- Functions for the API, continued: figures, calendar, bulk operations.

-- Figures: one proposes, another decides --------------------------------------------------------

create type new_figure as (
  center text, district text, name text, value text, valid_from date, document_number text,
  reason text
);
comment on type new_figure is 'A figure as proposed.';

create function api_propose_figure(p_proposal uuid, p_figure new_figure, p_by actor) returns void
  language plpgsql security definer set search_path = public, pg_temp as $$
begin
  perform require_role(p_by, (p_figure).center, 'supervisor');
  if (p_figure).valid_from < shanghai_date((p_by).at) then
    raise exception '参数不得追溯生效，生效日期不能早于今天。' using errcode = 'AJ400';
  end if;
  insert into figure_proposal (id, center, district, name, value, valid_from, document_number,
    reason, proposed_by, proposed_at)
  values (p_proposal, (p_figure).center, (p_figure).district, (p_figure).name, (p_figure).value,
    (p_figure).valid_from, (p_figure).document_number, (p_figure).reason, (p_by).id, (p_by).at);
  perform record_event(p_by, (p_figure).center, null, null, 'figure-proposed',
    jsonb_build_object('proposal', p_proposal) || to_jsonb(p_figure));
end
$$;

-- Approved, the figure in force ends the day before, and the new one ends before the next one.
create function put_figure(p_proposal figure_proposal, p_approved_by text) returns void
  language plpgsql set search_path = public, pg_temp as $$
declare
  before_after figure;
  next_from date;
begin
  -- Two decisions about one figure come one after the other.
  perform pg_advisory_xact_lock(hashtext('figure'), hashtext(concat_ws('/', (p_proposal).center,
    (p_proposal).district, (p_proposal).name)));
  select * into before_after from figure
   where center = (p_proposal).center and district is not distinct from (p_proposal).district
     and name = (p_proposal).name and valid_from = (p_proposal).valid_from;
  if before_after.id is not null then
    raise exception '该日期已有生效的同名参数。' using errcode = 'AJ409';
  end if;
  select min(valid_from) into next_from from figure
   where center = (p_proposal).center and district is not distinct from (p_proposal).district
     and name = (p_proposal).name and valid_from > (p_proposal).valid_from;
  update figure set valid_to = (p_proposal).valid_from - 1
   where center = (p_proposal).center and district is not distinct from (p_proposal).district
     and name = (p_proposal).name and valid_from < (p_proposal).valid_from
     and (valid_to is null or valid_to >= (p_proposal).valid_from);
  insert into figure (center, district, name, value, valid_from, valid_to, document_number,
    proposed_by, approved_by)
  values ((p_proposal).center, (p_proposal).district, (p_proposal).name, (p_proposal).value,
    (p_proposal).valid_from, next_from - 1, (p_proposal).document_number,
    (p_proposal).proposed_by, p_approved_by);
end
$$;

create function api_decide_figure(p_proposal uuid, p_approve boolean, p_reason text, p_by actor)
  returns void language plpgsql security definer set search_path = public, pg_temp as $$
declare
  proposal figure_proposal;
begin
  select * into proposal from figure_proposal where id = p_proposal for update;
  if proposal.id is null or not in_scope(p_by, proposal.center, null) then
    raise exception '没有找到该参数提案。' using errcode = 'AJ404';
  end if;
  perform require_role(p_by, proposal.center, 'supervisor');
  if proposal.decided_at is not null then
    raise exception '该参数提案已经决定。' using errcode = 'AJ409';
  end if;
  if proposal.proposed_by = (p_by).id then
    raise exception '参数须由另一人决定。' using errcode = 'AJ410';
  end if;
  if p_approve and proposal.valid_from < shanghai_date((p_by).at) then
    raise exception '生效日期已过，参数不得追溯生效，请重新提出。' using errcode = 'AJ409';
  end if;
  if p_approve then
    perform put_figure(proposal, (p_by).id);
  end if;
  update figure_proposal set decided_by = (p_by).id, decided_at = (p_by).at, approved = p_approve,
    decision_reason = p_reason
   where id = p_proposal;
  perform record_event(p_by, proposal.center, null, null,
    case when p_approve then 'figure-approved' else 'figure-declined' end,
    jsonb_build_object('proposal', p_proposal, 'name', proposal.name, 'district', proposal.district,
      'value', proposal.value, 'validFrom', proposal.valid_from, 'reason', p_reason));
end
$$;

-- Calendar --------------------------------------------------------------------------------------

create function is_working_day(p_day date) returns boolean
  language sql stable set search_path = public, pg_temp
  return coalesce((select working from calendar_day where day = p_day),
                  extract(isodow from p_day) < 6);

-- The n-th working day after a day, which is not counted itself (民法典 201).
create function working_day_after(p_day date, p_days integer) returns date
  language plpgsql stable set search_path = public, pg_temp as $$
declare
  day date := p_day;
  left_over integer := p_days;
begin
  while left_over > 0 loop
    day := day + 1;
    if is_working_day(day) then
      left_over := left_over - 1;
    end if;
  end loop;
  return day;
end
$$;

-- Is a year between the two days not loaded yet (暂定)?
create function calendar_provisional(p_from date, p_to date) returns boolean
  language sql stable set search_path = public, pg_temp
  return exists (
    select from generate_series(extract(year from p_from)::integer, extract(year from p_to)::integer)
      as needed(year)
     where not exists (
       select from calendar_year y where y.year = needed.year and not y.provisional));

create type new_day as (day date, working boolean, name text);
comment on type new_day is 'A day that differs from the plain week.';

-- Loads a year, replacing what was known of it, and counts the open tasks anew.
-- Returns how many of them moved.
create function api_load_calendar(
  p_center text, p_year integer, p_document_number text, p_days new_day[], p_by actor
) returns integer language plpgsql security definer set search_path = public, pg_temp as $$
declare
  moved integer;
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
  perform record_event(p_by, p_center, null, null, 'calendar-loaded',
    jsonb_build_object('year', p_year, 'documentNumber', p_document_number,
      'days', cardinality(p_days), 'tasksMoved', moved));
  return moved;
end
$$;

-- Bulk operations -------------------------------------------------------------------------------

create type new_operation as (
  id uuid, center text, kind text, file uuid, wrapped_key text, key_id text, detail jsonb
);
comment on type new_operation is 'A bulk operation as asked for; the key of its rows wrapped by the center''s.';

-- Rows are numbered from 1 in the order given, each sealed under the operation's key.
create function api_start_operation(p_operation new_operation, p_rows text[], p_by actor)
  returns void language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if not in_scope(p_by, (p_operation).center, (p_operation).detail ->> 'branch') then
    raise exception '您的岗位不能发起批量业务。' using errcode = 'AJ403';
  end if;
  if (p_operation).file is not null and not exists (
    select from file f where f.id = (p_operation).file and f.uploaded_by = (p_by).id
  ) then
    raise exception '没有找到该材料。' using errcode = 'AJ404';
  end if;
  if cardinality(p_rows) = 0 then
    raise exception '文件中没有可以办理的行。' using errcode = 'AJ400';
  end if;
  insert into operation (id, center, kind, state, started_by, created_at, file, wrapped_key, key_id,
    total, detail)
  values ((p_operation).id, (p_operation).center, (p_operation).kind, 'waiting', (p_by).id, (p_by).at,
    (p_operation).file, (p_operation).wrapped_key, (p_operation).key_id, cardinality(p_rows),
    coalesce((p_operation).detail, '{}'));
  insert into operation_row (operation, n, content, state)
  select (p_operation).id, r.n, r.content, 'waiting'
    from unnest(p_rows) with ordinality as r(content, n);
  perform record_event(p_by, (p_operation).center, null, null, 'operation-started',
    jsonb_build_object('operation', (p_operation).id, 'kind', (p_operation).kind,
      'rows', cardinality(p_rows), 'file', (p_operation).file));
end
$$;

-- What is done stays done; what waits is passed over.
create function api_stop_operation(p_operation uuid, p_by actor) returns integer
  language plpgsql security definer set search_path = public, pg_temp as $$
declare
  found_operation operation;
  passed_over integer;
begin
  select * into found_operation from operation where id = p_operation for update;
  if found_operation.id is null or not in_scope(p_by, found_operation.center, null)
     or ((p_by).role <> 'supervisor' and found_operation.started_by <> (p_by).id) then
    raise exception '没有找到该批量业务。' using errcode = 'AJ404';
  end if;
  if found_operation.state in ('done', 'stopped') then
    raise exception '该批量业务已经结束。' using errcode = 'AJ409';
  end if;
  update operation_row set state = 'skipped', at = (p_by).at, content = ''
   where operation = p_operation and state = 'waiting';
  get diagnostics passed_over = row_count;
  update operation set state = 'stopped', finished_at = (p_by).at where id = p_operation;
  perform record_event(p_by, found_operation.center, null, null, 'operation-stopped',
    jsonb_build_object('operation', p_operation, 'skipped', passed_over));
  return passed_over;
end
$$;

-- The next rows to do, with what their starter asked for. Doing a row twice is harmless: the case it
-- becomes is derived from operation and row.
create function api_waiting_rows(p_operation uuid, p_limit integer)
  returns table (n integer, content text)
  language sql security definer set search_path = public, pg_temp
begin atomic
  update operation set state = 'running' where id = p_operation and state = 'waiting';
  select r.n, r.content::text from operation_row r join operation o on o.id = r.operation
   where o.id = p_operation and o.state = 'running' and r.state = 'waiting'
   order by r.n limit p_limit;
end;

-- What became of a row; its content is emptied. Returns how many rows still wait; the last one
-- ends the operation.
create function api_finish_row(
  p_operation uuid, p_row integer, p_case uuid, p_problem jsonb, p_by actor
) returns integer language plpgsql security definer set search_path = public, pg_temp as $$
declare
  found_operation operation;
  waiting integer;
begin
  select * into found_operation from operation where id = p_operation for update;
  if found_operation.id is null then
    raise exception '没有找到该批量业务。' using errcode = 'AJ404';
  end if;
  update operation_row
     set state = case when p_problem is null then 'done' else 'failed' end,
         case_id = p_case, problem = p_problem, at = (p_by).at, content = ''
   where operation = p_operation and n = p_row and state = 'waiting';
  select count(*) into waiting from operation_row
   where operation = p_operation and state = 'waiting';
  if waiting = 0 and found_operation.state = 'running' then
    update operation set state = 'done', finished_at = (p_by).at where id = p_operation;
    perform record_event(p_by, found_operation.center, null, null, 'operation-done', (
      select jsonb_build_object('operation', p_operation,
               'done', count(*) filter (where state = 'done'),
               'failed', count(*) filter (where state = 'failed'))
        from operation_row where operation = p_operation));
  end if;
  return waiting;
end
$$;
