-- As before, and besides: what a court took has its instruction to the bank, which says what became of it; its
-- hold would not learn of a journal that is taken back apart from it.
create or replace function journal_of_instruction(p_journal journal) returns boolean language sql stable
  set search_path = public, pg_temp as $$
  select (p_journal).kind in ('reserve', 'deduction', 'reserve-moved', 'payment', 'release',
             'overpayment', 'payment-return')
         and exists (select from payout o
                      where o.key = substring((p_journal).key from 'payout/[^/]+/[0-9]+'))
      or (p_journal).kind = 'receipt'
         and exists (select from debit b
                      where b.journal = (p_journal).id and b.state = 'to-suspense')
$$;
