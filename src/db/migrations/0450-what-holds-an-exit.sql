-- Which cases of a person stand against leaving. What the center asks itself (an irregularity, which may be
-- about this very wait) is none of the person's business; a unit that has only listed somebody holds back no
-- money; and a case that has let the person go and only asks whether a loan is settled holds nobody, wherever
-- its question stands.

create function cases_holding(p_person uuid) returns setof "case"
  language sql stable set search_path = public, pg_temp as $$
  select k.* from "case" k
   where k.person = p_person and k.closed_at is null
     and k.type not in ('dormant-closing', 'hold', 'personal-change', 'irregularity',
                        'conversion-to-employee')
     and (k.type <> 'exit' or exists (select from claim h
            where h.case_id = k.id and h.released_at is null))
$$;

-- As before; and whether a unit has listed the person, and under which number the death was proved
-- since an open exit was asked for: who asks for one after it is alive.
create or replace function exit_facts(p_account uuid) returns jsonb
  language sql stable set search_path = public, pg_temp as $$
  select jsonb_build_object(
    'accountId', a.id, 'account', a.number, 'center', a.center, 'person', a.person,
    'state', a.state, 'source', a.source, 'openedOn', a.opened_on, 'accountSealedOn', a.sealed_on,
    'unitSealedOn', (select s.sealed_on from seal s
                      where s.account = a.number and s.source = 'unit' and s.ended_on is null),
    'openingCase', a.opened_by_case, 'broughtBy', c.submitted_by,
    'wrappedKey', p.wrapped_key, 'nameHash', p.name_hash,
    'agreement', (select g.state from agreement g
                   where g.account = a.number and g.state in ('active', 'suspended')),
    'balances', (select coalesce(jsonb_object_agg(b.source, b.amount::text), '{}')
                   from balance b where b.account = a.number),
    'holds', (select coalesce(jsonb_agg(jsonb_build_object('kind', h.kind, 'amount', h.amount::text)
                order by h.placed_on, h.id), '[]')
                from hold h where h.account = a.number and h.released_on is null),
    'owed', (select coalesce(sum(r.amount - r.recovered), 0)::numeric(18, 2)::text from receivable r
               where r.person = a.person and r.state = 'open'),
    'bans', (select coalesce(jsonb_agg(m.until_on order by m.until_on), '[]')
               from measure m left join measure_end e on e.measure = m.id
              where m.person = a.person and m.kind = 'ban' and m.until_on is not null
                and e.measure is null),
    'cases', (select coalesce(jsonb_agg(jsonb_build_object('id', k.id, 'number', k.number,
                'type', k.type) order by k.number), '[]')
                from cases_holding(a.person) k where k.center = a.center),
    'listed', exists (select from employment e where e.account = a.number and e.ended_on is null)
           or exists (select from "case" k where k.person = a.person and k.center = a.center
                         and k.closed_at is null and k.type = 'conversion-to-employee'),
    'deceased', (select k.number from "case" k
                  where k.person = a.person and k.center = a.center and k.type = 'death-payout'
                    and k.outcome is distinct from 'withdrawn'
                    and exists (select from event e where e.case_id = k.id
                                   and e.kind = 'death-reviewed' and e.public->>'approve' = 'true'
                                   and not exists (select from "case" x
                                         where x.person = a.person and x.type = 'exit'
                                           and x.closed_at is null and x.opened_at > e.at))
                  order by k.opened_at desc, k.id limit 1),
    'debitUnderWay', exists (select from debit d
                              where d.account = a.number and d.state in ('planned', 'sent')),
    'changes', data_changes(a.person), 'cards', known_cards(a.person, a.center),
    'payoutUnderWay', (select o.case_id from payout o
                        where o.account = a.number and o.state in ('ready', 'sent')),
    'inSuspense', exists (select from suspense_item s
                           where s.account = a.number and s.state = 'open'))
    from account a
    join person p on p.id = a.person
    left join "case" c on c.id = a.opened_by_case
   where a.id = p_account
$$;

-- As before: an irregularity does not keep an account open that is about it.
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
                    and c.id is distinct from p_case
                    and c.type not in ('dormant-closing', 'irregularity')),
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
grant execute on function exit_facts, dormancy_facts, cases_holding to anju_app;
grant execute on function cases_holding to anju_api;
