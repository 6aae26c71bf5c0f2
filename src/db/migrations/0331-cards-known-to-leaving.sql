-- Which cards of a person the books know: asked by whoever leaves as by whoever draws.

-- The first known first: those that are debited, and those that money was paid to.
create function known_cards(p_person uuid, p_center text) returns jsonb
  language sql stable set search_path = public, pg_temp as $$
  select coalesce(jsonb_agg(jsonb_build_object('payout', x.payout, 'account', x.account,
                'card', x.card, 'on', x.on_day, 'case', x.number)
                order by x.on_day, x.at nulls first, x.n), '[]')
                from (select null::uuid as payout, m.account, m.card, m.requested_on as on_day,
                             null::text as number, null::timestamptz as at, m.n
                        from mandate m where m.person = p_person and m.center = p_center
                      union all
                      select o.id, o.account, o.card, o.run_on, k.number, o.created_at, o.n
                        from payout o join "case" k on k.id = o.case_id
                       where o.person = p_person and o.center = p_center and o.state = 'paid'
                         and o.to_holder) x
$$;

-- As before; the cards from the one place.
create or replace function withdrawal_facts(p_account uuid) returns jsonb
  language sql stable set search_path = public, pg_temp as $$
  select jsonb_build_object(
    'accountId', a.id, 'account', a.number, 'center', a.center, 'person', a.person,
    'state', a.state, 'source', a.source, 'openingCase', a.opened_by_case,
    'broughtBy', c.submitted_by, 'wrappedKey', p.wrapped_key, 'nameHash', p.name_hash,
    'district', (select l.district from plan l where l.account = a.number and l.active
                  order by l.from_month desc limit 1),
    'agreement', g.id, 'parameters', g.parameters,
    'balances', (select coalesce(jsonb_object_agg(b.source, b.amount::text), '{}')
                   from balance b where b.account = a.number),
    'holds', (select coalesce(jsonb_agg(jsonb_build_object('kind', h.kind, 'amount', h.amount::text)
                order by h.placed_on, h.id), '[]')
                from hold h where h.account = a.number and h.released_on is null),
    'owed', (select coalesce(sum(r.amount - r.recovered), 0)::numeric(18, 2)::text from receivable r
               where r.person = a.person and r.state = 'open'),
    'months', (select coalesce(jsonb_agg(m order by m), '[]') from covered_months(a.number) m),
    'earlier', (select coalesce(jsonb_agg(jsonb_build_object('case', w.case_id, 'reason', w.reason,
                  'on', w.decided_on, 'amount', w.amount::text, 'from', w.period_from,
                  'to', w.period_to, 'expense', w.expense_hash) order by w.decided_on, w.case_id), '[]')
                  from withdrawal w where w.person = a.person and w.state in ('reserved', 'paid')),
    'loans', (select k.facts #> '{answer,loans}' from "check" k
               where k.person = a.person and k.system = 'national' and k.status = 'ok'
               order by k.answered_at desc limit 1),
    'bans', (select coalesce(jsonb_agg(m.until_on order by m.until_on), '[]')
               from measure m left join measure_end e on e.measure = m.id
              where m.person = a.person and m.kind = 'ban' and m.until_on is not null
                and e.measure is null),
    'changes', data_changes(a.person),
    'cards', known_cards(a.person, a.center),
    'heldBy', (select k.case_id from claim k where k.person = a.person and k.released_at is null))
    from account a
    join person p on p.id = a.person
    left join "case" c on c.id = a.opened_by_case
    left join lateral (select g.id, g.parameters from agreement g where g.account = a.number
      order by g.state = 'active' desc, g.offered_on desc, g.id limit 1) g on true
   where a.id = p_account
$$;

-- As before, and with the cards of the person that are known.
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
                from "case" k
               where k.person = a.person and k.center = a.center and k.closed_at is null
                 and k.type not in ('dormant-closing', 'hold', 'personal-change')
                 and k.stage <> 'awaiting settlement'),
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
select close_functions();
grant execute on function known_cards to anju_app;
