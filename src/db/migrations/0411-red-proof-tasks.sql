-- A proof that failed is somebody's to do: one task of the center's supervisors, by a last day, about the last
-- proof; it is there for as long as that one is red, and done by the proof that is green again.

alter table task add column proof text references run;
alter table task drop constraint task_check1;
alter table task add constraint task_about
  check (num_nonnulls(case_id, suspense, difference, proof) = 1);
create unique index task_proof on task (center) where closed_at is null and proof is not null;
comment on column task.case_id is 'The case; null: it is about something that has none.';
comment on column task.proof is 'The red proof (核验未通过) it is about, the last one; null: another thing.';

-- As before; it may be about a proof.
create or replace function open_money_task(p_task task, p_figure text) returns void language plpgsql
  security definer set search_path = public, pg_temp as $$
declare
  days integer := coalesce(center_figure((p_task).center, p_figure, (p_task).opened_on)::integer, 0);
  due date := working_day_after((p_task).opened_on, days);
begin
  insert into task (id, center, kind, role, not_by, opened_at, opened_on, working_days, due_on,
      due_provisional, suspense, difference, proof)
    values (gen_random_uuid(), (p_task).center, (p_task).kind, 'supervisor',
            coalesce((p_task).not_by, '{}'), (p_task).opened_at, (p_task).opened_on, days, due,
            calendar_provisional((p_task).opened_on, due), (p_task).suspense, (p_task).difference,
            (p_task).proof);
end
$$;

-- The last proof of a center says how its books stand, as it says whether runs move money (proof-gate.ts). A
-- further red one renews what the task is about and neither its last day nor whose it is.
create function follow_proof() returns trigger language plpgsql
  security definer set search_path = public, pg_temp as $$
declare
  last_one run;
  owed task;
begin
  select * into last_one from run
   where kind = 'proof' and center = new.center and state = 'done'
   order by business_on desc, turn desc limit 1;
  if last_one.result->>'verdict' is distinct from 'red' then
    update task set closed_at = new.ended_at, closed_by = 'system', version = version + 1
     where center = new.center and proof is not null and closed_at is null;
    return null;
  end if;
  update task set proof = last_one.id,
         version = version + case when proof = last_one.id then 0 else 1 end
   where center = new.center and proof is not null and closed_at is null;
  if found then
    return null;
  end if;
  owed.center := new.center;
  owed.kind := 'mend-proof';
  owed.opened_at := last_one.ended_at;
  owed.opened_on := shanghai_date(last_one.ended_at);
  owed.proof := last_one.id;
  perform open_money_task(owed, 'proof-days');
  return null;
end
$$;
create trigger follow_proof after update of state on run
  for each row when (new.kind = 'proof' and new.state = 'done' and old.state <> 'done')
  execute function follow_proof();

-- What was red before there were such tasks.
insert into task (id, center, kind, role, opened_at, opened_on, working_days, due_on, proof)
  select gen_random_uuid(), r.center, 'mend-proof', 'supervisor', r.ended_at,
         shanghai_date(r.ended_at), 0, shanghai_date(r.ended_at), r.id
    from (select distinct on (center) * from run where kind = 'proof' and state = 'done'
           order by center, business_on desc, turn desc) r
   where r.result->>'verdict' = 'red';

select close_functions();
