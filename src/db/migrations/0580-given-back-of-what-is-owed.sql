-- What the bank moved besides the answer to an instruction to pay is owed; where it gives that back, it is the
-- same door that pays what is owed. What is owed is found by the journal that raised it.

-- What is still open of what a journal raised, by its key, locked; no row: nothing.
create function owed_under(p_center text, p_key text)
  returns table (receivable uuid, amount_left numeric) language sql
  security definer set search_path = public, pg_temp as $$
  select r.id, r.amount - r.recovered from receivable r join journal j on j.id = r.journal
   where j.center = p_center and j.key = p_key and r.state = 'open'
     for update of r
$$;
drop function overpaid_open(text, text);

select close_functions();
grant execute on function owed_under to anju_app;
