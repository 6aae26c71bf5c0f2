-- Who may call the functions of the staff desk. A new function is open to everybody until closed.

do $$
declare
  name regprocedure;
begin
  for name in
    select p.oid::regprocedure from pg_proc p
     where p.pronamespace = 'public'::regnamespace
       and not exists (select from pg_depend d where d.objid = p.oid and d.deptype = 'e')
  loop
    execute format('revoke execute on function %s from public', name);
    if name::text like 'api\_%' then
      execute format('grant execute on function %s to anju_api', name);
    end if;
  end loop;
end
$$;
