-- Withdrawals that close the account when it is paid (提取并销户, article 24): nothing is collected from their
-- acceptance on, and what they suspended goes on when they come to nothing.

alter table agreement add column closing_case uuid;
comment on column agreement.closing_case is 'The withdrawal that was accepted and closes the account when all is paid (提取并销户); null: none.';

-- As before, and with the withdrawal that closes the account.
create or replace function agreement_keepers(p_account text)
  returns table (case_id uuid, reason text, n bigint) language sql stable
  set search_path = public, pg_temp as $$
  select k.case_id, k.reason, row_number() over (order by k.rank, k.since desc, k.case_id)
    from (
      select m.case_id, 'breach' as reason, 1 as rank, m.from_on as since
        from measure m
       where m.account = p_account and m.kind = 'agreement-suspended'
         and not exists (select from measure_end e where e.measure = m.id)
      union all
      -- Signed, and holding the person: one that only asks whether a loan is settled stops nothing.
      select c.id, 'exit', 2, c.accepted_on
        from account a join "case" c on c.person = a.person and c.type = 'exit'
       where a.number = p_account and c.closed_at is null and c.accepted_on is not null
         and exists (select from claim h where h.case_id = c.id and h.released_at is null)
      union all
      select c.id, 'withdrawal', 2, c.accepted_on
        from agreement g join "case" c on c.id = g.closing_case
       where g.account = p_account and g.state in ('active', 'suspended') and c.closed_at is null
      union all
      select c.id, 'deceased', 3, null
        from account a join "case" c on c.person = a.person and c.type = 'death-payout'
       where a.number = p_account and c.closed_at is null
      union all
      select e.case_id, 'employed', 4, e.told_on
        from employment e where e.account = p_account and e.ended_on is null) k
$$;

select close_functions();
grant execute on function agreement_keepers to anju_app;
