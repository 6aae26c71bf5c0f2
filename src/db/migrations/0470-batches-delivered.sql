-- The bank has its days to answer from when it had the batch, whatever day the list was made for.

alter table debit_batch add column delivered_at timestamptz;
comment on column debit_batch.delivered_at is 'When it was known that the bank has all of it: its days to answer count from then.';

-- Those that left before, as the trail has it; of one that was empty by then nothing is awaited.
update debit_batch b set delivered_at = coalesce((
    select max(e.at) from event e
     where e.center = r.center and e.kind = 'run-chunk' and e.public->>'run' = b.run
       and e.public->>'batch' = b.batch::text), r.worked_from, r.started_at)
  from run r where r.id = b.run and b.delivered;

alter table debit_batch add check (delivered = (delivered_at is not null));

-- As before; a debit is at the bank since its batch was delivered, and not since the day of its list.
create or replace function change_facts(p_account uuid) returns jsonb
  language sql stable set search_path = public, pg_temp as $$
  select jsonb_build_object(
    'accountId', a.id, 'account', a.number, 'center', a.center, 'person', a.person,
    'state', a.state, 'openedOn', a.opened_on, 'paidTo', a.paid_to, 'openingCase', coalesce(g.case_id, a.opened_by_case),
    'broughtBy', c.submitted_by, 'wrappedKey', p.wrapped_key, 'nameHash', p.name_hash,
    'agreement', g.id, 'agreementState', g.state, 'parameters', g.parameters,
    'agreementNumber', (select d.number from document d
                         where d.case_id = g.case_id and d.kind in ('agreement', 'take-up-agreement')
                         order by d.issued_at desc, d.number desc limit 1),
    'plan', (select jsonb_build_object('monthlyAmount', l.monthly_amount::text, 'cycle', l.cycle,
               'debitDay', l.debit_day, 'fromMonth', greatest(l.from_month, g.owes_from), 'district', l.district,
               'card', l.card)
               from plan l where l.account = a.number and l.active
              order by l.from_month desc limit 1),
    'settledTo', (select max(d.covers_to) from contribution_due d
                   where d.account = a.number and d.state in ('paid', 'missed')),
    'open', (select coalesce(jsonb_agg(jsonb_build_object('from', d.covers_from, 'to', d.covers_to,
               'amount', d.amount::text, 'graceUntil', d.grace_until) order by d.covers_from), '[]')
               from contribution_due d where d.account = a.number and d.state = 'open'),
    -- The last of them; one that has not left yet has no day.
    'atBank', (select jsonb_build_object('to', max(d.covers_to), 'since',
                  case when bool_and(coalesce(t.delivered, false)) then max(shanghai_date(t.delivered_at)) end)
                 from debit b
                 join contribution_due d on d.account = b.account and d.covers_from = b.covers_from
                 left join debit_batch t on t.run = b.run and t.batch = b.batch
                where b.account = a.number and b.state in ('planned', 'sent')),
    'amountChangedOn', (select max(m.in_force_on) from amendment m
                         where m.account = a.number and m.state = 'active'
                           and 'amount' = any (m.changes)),
    'mandate', (select jsonb_build_object('id', m.id, 'version', m.version, 'state', m.state,
                  'underWay', m.under_way, 'limitEach', m.limit_each::text, 'card', m.card,
                  'nextCard', m.next_card, 'reason', m.reason)
                  from mandate m where m.account = a.number order by m.n desc limit 1))
    from account a
    join person p on p.id = a.person
    left join lateral (select g.id, g.state, g.case_id, g.parameters, g.owes_from from agreement g
      where g.account = a.number
      order by g.state = 'active' desc, g.offered_on desc, g.id limit 1) g on true
    left join "case" c on c.id = coalesce(g.case_id, a.opened_by_case)
   where a.id = p_account
$$;
