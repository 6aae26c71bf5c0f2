-- What the bank paid too much and gives back with the whole payment is no money of the account: it pays what
-- the person was said to owe for it (应收个人款).

alter table recovery alter column item drop not null;
comment on column recovery.item is 'The money in suspense it was; null: the bank gave it back with the payment.';

-- What is still open of what the bank paid too much under an instruction, locked; no row: nothing.
create function overpaid_open(p_center text, p_payout text)
  returns table (receivable uuid, amount_left numeric) language sql
  security definer set search_path = public, pg_temp as $$
  select r.id, r.amount - r.recovered from receivable r join journal j on j.id = r.journal
   where j.center = p_center and j.key = 'overpayment/' || p_payout and r.state = 'open'
     for update of r
$$;

-- A return of the bank paid a part of what is owed, or all of it; once for a journal.
create function recover_by_return(p_receivable uuid, p_journal bigint, p_amount numeric, p_at timestamptz)
  returns void language plpgsql security definer set search_path = public, pg_temp as $$
declare
  said journal;
  owed receivable;
  system actor := ('system', 'system', 'relay', p_at)::actor;
begin
  select * into said from journal where id = p_journal;
  insert into recovery (journal, receivable, item, amount, recovered_on, recorded_by)
    values (p_journal, p_receivable, null, p_amount, said.value_date, 'bank') on conflict do nothing;
  if not found then
    return;
  end if;
  owed := settle_receivable(p_receivable, false, said.value_date, system);
  perform record_event(system, owed.center, (select t.case_id from task t where t.id = owed.task),
    owed.person, 'receivable-recovered', jsonb_build_object('receivable', owed.id,
      'amount', p_amount::text, 'left', (owed.amount - owed.recovered)::text, 'journal', p_journal,
      'serial', said.document, 'reason', '银行退回付款'));
end
$$;

select close_functions();
grant execute on function overpaid_open, recover_by_return to anju_app;
