-- What stands against the closing of an empty account on the day after its notice (零余额销户), by what the books hold
-- now, for the forecast of money: codes, months and yes or no, nothing of the person. Null: the account is closed,
-- or was paid for later months.
create function notice_facts(p_case uuid, p_day date) returns jsonb
  language sql stable security definer set search_path = public, pg_temp as $$
  select jsonb_build_object(
           'emptyFrom', f.empty_from, 'unitMoney', f.unit_money, 'openLoan', f.open_loan,
           'guarantee', f.guarantee or f.pledged, 'held', f.held, 'inFlight', f.in_flight,
           'debitUnderWay', f.debit_under_way, 'inSuspense', f.in_suspense, 'owed', f.owed,
           'carded', exists (select from mandate m
              where m.account = d.account and m.confirmed_on is not null
                and m.ended_by is distinct from 'bank'),
           'banned', exists (select from measure m left join measure_end e on e.measure = m.id
              where m.person = d.person and m.kind = 'ban' and m.from_on <= p_day
                and m.until_on >= p_day and (e.ended_on is null or e.ended_on > p_day)),
           'changes', data_changes(d.person),
           'balance', (select coalesce(sum(b.amount), 0)::numeric(18, 2)::text from balance b
              where b.account = d.account and b.source <> 'unit'),
           'credited', (select coalesce(sum(p.amount), 0)::numeric(18, 2)::text
              from posting p join journal j on j.id = p.journal
             where p.account = d.account and p.source <> 'unit' and j.kind = 'interest'
               and p.value_date >= d.noticed_on))
    from dormancy d
    cross join lateral dormancy_facts(d.center, d.account, d.account,
      to_char(p_day, 'YYYY-MM'), d.case_id) f
   where d.case_id = p_case and d.ended_on is null
$$;
select close_functions();
grant execute on function notice_facts to anju_app, anju_api;
