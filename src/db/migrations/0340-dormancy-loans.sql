-- A loan or a guarantee of the holder keeps an empty account: by the newest complete answer of the national
-- platform about the person.

alter type dormancy_fact
  add attribute open_loan boolean, add attribute guarantee boolean,
  add attribute loans_answered_on date, add attribute pledged boolean;

-- As before, and with what the platform told last; a case that asks (`p_case`) is answered of an account that
-- holds money, too: interest may have been credited since its notice. The answer is read for those alone that are empty, each by the
-- index of a person's answers. A loan is the holder's own, or one of which he or she is a co-borrower;
-- a guarantee is for somebody else's, and so is a pledge of what the account will hold.
create or replace function dormancy_facts(p_center text, p_first text, p_last text, p_month text, p_case uuid)
  returns setof dormancy_fact language sql stable rows 50000 as $$
  with empty as materialized (
    select a.number, a.id, a.person,
           greatest(a.activated_in,
             to_char(to_date(a.paid_to, 'YYYY-MM') + interval '1 month', 'YYYY-MM')) as empty_from
      from account a
     where a.number between p_first and p_last and a.center = p_center
       and a.source = 'flexible' and a.state <> 'closed'
       and coalesce(a.paid_to < p_month, a.activated_in <= p_month)
       and coalesce(a.activated_in <= p_month, true)
       and (p_case is not null or not exists (select from balance b where b.account = a.number
              and b.account between p_first and p_last
              and b.source <> 'unit' and b.amount <> 0)))
  select e.number, e.id, e.person, e.empty_from,
         exists (select from balance b
                  where b.account = e.number and b.source = 'unit' and b.amount <> 0),
         exists (select from hold h where h.account = e.number and h.released_on is null),
         exists (select from "case" c where c.person = e.person and c.closed_at is null
                    and c.id is distinct from p_case and c.type <> 'dormant-closing'),
         exists (select from debit d where d.account = e.number and d.state in ('planned', 'sent')),
         exists (select from suspense_item s where s.account = e.number and s.state = 'open'),
         exists (select from receivable r where r.account = e.number and r.state = 'open'),
         exists (select from dormancy d where d.account = e.number and d.ended_on is null
                    and d.case_id is distinct from p_case),
         exists (select from dormancy d where d.account = e.number and d.empty_from = e.empty_from
                    and d.outcome = 'withdrawn'),
         p.wrapped_key is null,
         coalesce(jsonb_path_exists(k.facts,
           '$.answer.loans[*] ? (@.state == "open" && !(@.role == "guarantor"))'), false),
         coalesce(jsonb_path_exists(k.facts,
           '$.answer.loans[*] ? (@.state == "open" && @.role == "guarantor")'), false),
         k.answered_on,
         exists (select from hold h where h.account = e.number and h.released_on is null
                    and h.kind = 'loan-security')
    from empty e join person p on p.id = e.person
    left join lateral (
      select c.facts, (c.answered_at at time zone 'Asia/Shanghai')::date as answered_on
        from "check" c
       where c.person = e.person and c.system = 'national' and c.status = 'ok'
       order by c.answered_at desc limit 1) k on true
$$;

select close_functions();
grant execute on function dormancy_facts to anju_app;
