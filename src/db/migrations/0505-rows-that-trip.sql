-- A row that trips a bug of ours is tried a few times and then failed, so that it holds up nobody: how often is
-- counted here, since the process that tries may end over it.
alter table operation_row add column trips integer not null default 0 check (trips >= 0);
comment on column operation_row.trips is 'How often doing it ended in a bug of ours.';

-- Counts one more; returns how many it is now, 0 when the row no longer waits.
create function api_row_tripped(p_operation uuid, p_row integer) returns integer
  language plpgsql security definer set search_path = public, pg_temp as $$
declare
  counted integer;
begin
  update operation_row set trips = trips + 1
   where operation = p_operation and n = p_row and state = 'waiting'
  returning trips into counted;
  return coalesce(counted, 0);
end
$$;
revoke execute on function api_row_tripped from public;
grant execute on function api_row_tripped to anju_api;

-- As before, but what tripped comes after what did not.
create or replace function api_waiting_rows(p_operation uuid, p_limit integer)
  returns table (n integer, content text)
  language sql security definer set search_path = public, pg_temp
begin atomic
  update operation set state = 'running' where id = p_operation and state = 'waiting';
  select r.n, r.content::text from operation_row r join operation o on o.id = r.operation
   where o.id = p_operation and o.state = 'running' and r.state = 'waiting'
   order by r.trips, r.n limit p_limit;
end;
create or replace function api_next_repair_rows(p_operation uuid, p_at_once integer)
  returns table (n integer, object text, case_id uuid, content text)
  language sql security definer set search_path = public, pg_temp
begin atomic
  update operation set state = 'running' where id = p_operation and state = 'waiting';
  select r.n, r.object, r.case_id, r.content::text
    from operation_row r join operation o on o.id = r.operation
   where o.id = p_operation and o.state = 'running' and r.state = 'waiting'
     and not exists (select from repair p where p.operation = o.id and p.operation_row = r.n)
   order by r.trips, r.n
   limit greatest(0, p_at_once - (
     select count(*)::integer from repair p
      where p.operation = p_operation and p.state in ('ready', 'watching')));
end;
