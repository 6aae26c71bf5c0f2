-- Who keeps an agreement suspended beside the case that suspended it: whoever ends first hands the right to resume
-- it over to the next, and nothing is collected while one of them stands.

create function agreement_keepers(p_account text)
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
      select c.id, 'deceased', 3, null
        from account a join "case" c on c.person = a.person and c.type = 'death-payout'
       where a.number = p_account and c.closed_at is null
      union all
      select e.case_id, 'employed', 4, e.told_on
        from employment e where e.account = p_account and e.ended_on is null) k
$$;
comment on function agreement_keepers is 'For which open cases nothing is to be collected from an account, in the order in which the right to resume its agreement goes over.';

-- As before; and it is kept, too, when a suspended agreement goes over to another case.
create or replace function keep_agreement_state() returns trigger language plpgsql
  security definer set search_path = public, pg_temp as $$
begin
  if tg_op = 'INSERT' or new.state <> old.state or new.moves <> old.moves then
    insert into agreement_state (agreement, n, state, since, case_id, reason, owes_from)
      values (new.id, new.moves, new.state, new.since, new.state_case, new.state_reason,
              case when new.state = 'active' then new.owes_from end);
  end if;
  return null;
end
$$;

-- Exits that were taken back while heirs waited left the agreement suspended in their own name.
update agreement g set state_case = d.id, state_reason = 'deceased', moves = g.moves + 1
  from "case" x, "case" d
 where g.state = 'suspended' and g.state_reason = 'exit' and x.id = g.state_case
   and x.closed_at is not null
   and d.person = g.person and d.type = 'death-payout' and d.closed_at is null;

select close_functions();
grant execute on function agreement_keepers to anju_app;
