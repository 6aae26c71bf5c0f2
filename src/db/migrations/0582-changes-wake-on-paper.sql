-- A change of the contribution that waits for a debit is told that the debit has ended, also where that is by the bank's
-- word on paper. The case looks into the books: the message says nothing.

create function paper_wakes_changes() returns trigger language plpgsql
  security definer set search_path = public, pg_temp as $$
begin
  insert into outbox (key, center, case_id, person, kind, payload)
    select 'wake/' || m.case_id || '/paper-' || new.id, m.center, m.case_id, m.person, 'bank-answered', ''
      from debit b join amendment m on m.account = b.account
     where b.key = new.debit and m.state = 'offered' and m.signed_on is not null
    on conflict (key) do nothing;
  return null;
end
$$;
create trigger paper_wakes_changes after update of state on unanswered_debit
  for each row when (old.state = 'open' and new.state = 'not-carried-out') execute function paper_wakes_changes();

select close_functions();
