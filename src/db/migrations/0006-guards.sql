-- What holds whoever writes: the trail is append-only, what changed is announced, what is to be
-- sealed is queued.

-- Raised for everybody, the owner included: corrections are new rows.
create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'table % is append-only', tg_table_name using errcode = 'insufficient_privilege';
end
$$;

do $$
declare
  name text;
begin
  foreach name in array array['event', 'event_seal', 'decision', 'check', 'form_content', 'document']
  loop
    execute format(
      'create trigger append_only before update or delete on %I
         for each row execute function refuse_change()', name);
    execute format(
      'create trigger append_only_whole before truncate on %I
         for each statement execute function refuse_change()', name);
  end loop;
end
$$;

-- A row that leaves the list of what is to be sealed was sealed; the list itself is not the proof.
create function queue_for_sealing() returns trigger language plpgsql
  security definer set search_path = public, pg_temp as $$
begin
  insert into event_unsealed (event, center) select id, center from added;
  return null;
end
$$;
create trigger queue_for_sealing after insert on event
  referencing new table as added for each statement execute function queue_for_sealing();

-- Live screens listen to anju_case and anju_task. The trail has no channel of its own: its sealer
-- looks four times a second, and a notification less keeps the commits of busy hours apart.
create function announce_case() returns trigger language plpgsql as $$
begin
  perform pg_notify('anju_case', json_build_object(
    'id', new.id, 'version', new.version, 'center', new.center, 'branch', new.branch)::text);
  return null;
end
$$;
-- A new case is written as version 0 and raised to 1 in the same transaction: one word is enough.
create trigger announce_case after insert or update on "case"
  for each row when (new.version > 0) execute function announce_case();

create function announce_task() returns trigger language plpgsql as $$
begin
  perform pg_notify('anju_task', json_build_object(
    'id', new.id, 'case', new.case_id, 'center', new.center, 'branch', new.branch,
    'role', new.role)::text);
  return null;
end
$$;
create trigger announce_task after insert or update on task
  for each row execute function announce_task();
