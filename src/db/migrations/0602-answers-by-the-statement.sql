-- As before, asked once for all debits of a statement: a collection of a whole city books its answers by thousands,
-- and hardly one of them was given up for unanswered.
drop trigger debit_answered on debit;
create or replace function debit_answered() returns trigger language plpgsql
  security definer set search_path = public, pg_temp as $$
begin
  if not exists (select from unanswered_debit where state = 'open') then
    return null;
  end if;
  update unanswered_debit u set state = 'answered', settled_by = 'bank',
         settled_at = coalesce(n.answered_at, u.found_at),
         document = null, proposed_by = null, proposed_at = null, version = u.version + 1
    from now_debits n join was_debits o on o.key = n.key
   where u.debit = n.key and u.state = 'open' and o.state = 'sent' and n.state <> 'sent';
  return null;
end
$$;
create trigger debit_answered after update on debit
  referencing old table as was_debits new table as now_debits
  for each statement execute function debit_answered();
