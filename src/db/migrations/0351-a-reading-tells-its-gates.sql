-- Whoever waits for the half year waits by the reading of the center. On the first day of another one the
-- case is told to look, as for any other news: it reads what two supervisors have chosen for it.

create function tell_reading(p_case uuid, p_figure bigint, p_from date) returns void
  language sql set search_path = public, pg_temp as $$
  insert into outbox (key, center, case_id, person, kind, payload, available_at)
  select 'news/' || c.id || '/figure-' || p_figure, c.center, c.id, c.person, 'tell-case', '',
         p_from::timestamp at time zone 'Asia/Shanghai'
    from "case" c where c.id = p_case and c.closed_at is null
  on conflict (key) do nothing
$$;

-- A reading that is agreed to while cases wait.
create function reading_tells_gates() returns trigger
  language plpgsql security definer set search_path = public, pg_temp as $$
begin
  perform tell_reading(w.case_id, new.id, new.valid_from)
    from wait w join "case" c on c.id = w.case_id
   where w.kind in ('exit-gate', 'exit-seal') and w.closed_at is null
     and new.center in (c.center, '*');
  return null;
end
$$;
create trigger reading_tells_gates after insert on figure
  for each row when (new.name = 'seal-clock' and new.district is null) execute function reading_tells_gates();

-- A case that begins to wait when another reading is known already.
create function gate_hears_readings() returns trigger
  language plpgsql security definer set search_path = public, pg_temp as $$
begin
  perform tell_reading(new.case_id, f.id, f.valid_from)
    from figure f join "case" c on c.id = new.case_id and f.center in (c.center, '*')
   where f.name = 'seal-clock' and f.district is null and f.valid_from > shanghai_date(new.since);
  return null;
end
$$;
create trigger gate_hears_readings after insert on wait
  for each row when (new.kind in ('exit-gate', 'exit-seal')) execute function gate_hears_readings();
select close_functions();
