-- Months in a row are of every source (clause 3): also those that a unit paid. A month that was left out
-- because there were too few is looked at again when more months of units became known up to it.
create or replace function subsidy_candidates(p_center text, p_from date, p_until date)
  returns table (account text, month text, amount numeric, paid_on date, contribution bigint,
    lost boolean, counts_from text)
  language sql stable set search_path = public, pg_temp as $$
  with decided as materialized (
    select i.subject from run r join run_item i on i.run = r.id
     where r.kind = 'subsidy' and r.center = p_center and r.state = 'done'
       and (i.verdict <> 'due' or i.state = 'done')
       and (i.reason is distinct from 'not-continuous'
         or coalesce((i.detail->>'unitMonths')::integer, 0) >= (
           select count(distinct u.month) from unit_month u
            where u.account = i.account and u.month <= i.detail->>'month')))
  select c.account, c.month, c.amount, c.paid_on, c.journal, coalesce(m.lost, false), m.counts_from
    from contribution c join account a on a.number = c.account
    left join lateral (
      select bool_or(x.kind = 'subsidy-lost') as lost,
             max(x.from_month) filter (where x.kind = 'continuity-reset') as counts_from
        from measure x left join measure_end e on e.measure = x.id
       where x.account = c.account and x.kind in ('subsidy-lost', 'continuity-reset')
         and x.from_on <= c.paid_on and (x.until_on is null or x.until_on >= c.paid_on)
         and (e.ended_on is null or e.ended_on > c.paid_on)) m on true
   where a.center = p_center and a.state <> 'closed' and c.taken_back is null
     and c.paid_on between p_from and p_until
     and not exists (select from subsidy s where s.account = c.account and s.month = c.month
                       and s.taken_back is null)
     and not exists (select from decided d
                      where d.subject = c.account || '/' || c.month || '/' || c.journal)
   order by c.journal, c.month
$$;

select close_functions();
grant execute on function subsidy_candidates to anju_app;
