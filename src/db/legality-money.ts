/**
 * Forbidden movements of money (合规巡检), each a query of its own; see legality-accounts.ts for what
 * they answer. What was taken back by a reversal is not found.
 */

const NOT_REVERSED = 'not exists (select from journal r where r.reverses = j.id)';

/**
 * What was booked into a source between the day of its seal and the day on which that ended. What was with the bank
 * when it was sealed comes in as a contribution all the same.
 */
function paidWhileSealed(source: 'unit' | 'flexible'): string {
  return `
    select distinct on (s.account, s.n) a.person, a.number as account, null::uuid as case_id,
           a.number || '/' || s.n as hit,
           jsonb_build_object('sealedOn', s.sealed_on, 'unsealedOn', s.ended_on,
             'paidOn', p.value_date, 'journal', p.journal) as evidence
      from seal s
      join account a on a.number = s.account
      join posting p on p.account = s.account and p.source = s.source and p.amount > 0
       and p.value_date > s.sealed_on and (s.ended_on is null or p.value_date < s.ended_on)
      join journal j on j.id = p.journal and j.kind in ('contribution', 'assignment')
     where a.center = $1 and s.source = '${source}' and ${NOT_REVERSED}
       and not exists (select from debit d join run r on r.id = d.run
             where d.journal = j.id and r.business_on <= s.sealed_on)
     order by s.account, s.n, p.value_date, p.journal`;
}

export const MONEY_QUERIES = {
  'money-on-closed': `
    select a.person, a.number as account, null::uuid as case_id, a.number as hit,
           jsonb_build_object('closedOn', a.closed_on, 'source', b.source) as evidence
      from account a
     cross join lateral (select b.source from balance b
       where b.account = a.number and b.amount <> 0 order by b.source limit 1) b
     where a.center = $1 and a.state = 'closed'`,
  'posted-after-closing': `
    select distinct on (a.number) a.person, a.number as account, null::uuid as case_id,
           a.number as hit,
           jsonb_build_object('closedOn', a.closed_on, 'postedOn', p.value_date,
             'journal', p.journal) as evidence
      from account a join posting p on p.account = a.number and p.value_date > a.closed_on
     where a.center = $1 and a.state = 'closed'
     order by a.number, p.value_date, p.journal`,
  'paid-while-sealed': paidWhileSealed('flexible'),
  'unit-money-after-seal': paidWhileSealed('unit'),
  'month-counted-twice': `
    select a.person, a.number as account, null::uuid as case_id, a.number || '/' || c.month as hit,
           jsonb_build_object('month', c.month, 'journals', c.journals) as evidence
      from (select account, month, jsonb_agg(journal order by journal) as journals
              from contribution where taken_back is null
             group by account, month having count(*) > 1) c
      join account a on a.number = c.account
     where a.center = $1`,
  // The state of the agreement on the evening before the run; taken is also what went into suspense.
  'debit-after-suspension': `
    select a.person, a.number as account, null::uuid as case_id, d.key as hit,
           jsonb_build_object('debitedOn', r.business_on, 'agreement', u.agreement,
             'since', s.since, 'state', s.state) as evidence
      from debit d
      join account a on a.number = d.account
      join run r on r.id = d.run
      join contribution_due u on u.account = d.account and u.covers_from = d.covers_from
     cross join lateral (
       select s.state, s.since from agreement_state s
        where s.agreement = u.agreement and s.since < r.business_on
        order by s.n desc limit 1) s
     where d.center = $1 and d.state in ('sent', 'paid', 'to-suspense', 'returned')
       and s.state in ('suspended', 'terminated', 'void')`,
  // The balance right after the journal, and all that was held on that day.
  'hold-ignored': `
    select distinct on (a.number, p.journal) a.person, a.number as account, null::uuid as case_id,
           a.number || '/' || p.journal as hit,
           jsonb_build_object('paidOn', p.value_date, 'journal', p.journal, 'heldFrom', h.placed_on)
             as evidence
      from hold first
      join account a on a.number = first.account
      join posting p on p.account = first.account and p.amount < 0 and p.value_date > first.placed_on
       and (first.released_on is null or p.value_date < first.released_on)
      join journal j on j.id = p.journal
      join journal_kind k on k.code = j.kind and k.heeds_holds
     cross join lateral (
       select min(h.placed_on) as placed_on, bool_or(h.amount is null) as whole,
              sum(h.amount + coalesce((select sum(d.amount - d.back) from hold_deduction d
                                where d.hold = h.id and d.deducted_on > p.value_date), 0))
                as amount
         from hold h
        where h.account = p.account and h.placed_on < p.value_date
          and (h.released_on is null or h.released_on > p.value_date)) h
     cross join lateral (
       select sum(b.amount) as amount from posting b
        where b.account = p.account and b.journal <= p.journal) left_over
     where a.center = $1 and ${NOT_REVERSED} and (h.whole or left_over.amount < h.amount)
     order by a.number, p.journal`,
  'withdrawn-during-ban': `
    select w.person, w.account, w.case_id, w.case_id::text as hit,
           jsonb_build_object('decidedOn', w.decided_on, 'bannedFrom', m.from_on,
             'bannedUntil', m.until_on) as evidence
      from withdrawal w
      join measure m on m.person = w.person and m.kind = 'ban' and m.from_on < w.decided_on
       and (m.until_on is null or m.until_on >= w.decided_on)
      left join measure_end e on e.measure = m.id
     where w.center = $1 and w.state in ('reserved', 'paid')
       and (e.ended_on is null or e.ended_on > w.decided_on)`,
  'payout-to-other': `
    select a.person, a.number as account, null::uuid as case_id, p.id::text as hit,
           jsonb_build_object('payout', p.id, 'payOn', p.run_on) as evidence
      from payout p
      join account a on a.number = p.account
      left join "case" c on c.id = p.case_id
      left join hold_deduction d on d.payout = p.id and d.amount = p.amount
      left join hold h on h.id = d.hold and h.account = p.account and h.kind = 'court'
       and h.case_id = p.case_id
     where p.center = $1 and coalesce(c.type, '') <> 'death-payout'
       and (p.person <> a.person or not p.to_holder and h.id is null)
       and p.state in ('ready', 'sent', 'paid')`,
  'payout-without-case': `
    select a.person, a.number as account, null::uuid as case_id, p.id::text as hit,
           jsonb_build_object('payout', p.id, 'payOn', p.run_on) as evidence
      from payout p
      join account a on a.number = p.account
      left join "case" c on c.id = p.case_id
     where p.center = $1 and p.state in ('ready', 'sent', 'paid')
       and (c.id is null or c.center <> p.center or c.person <> a.person)`,
  'payout-over-grant': `
    select w.person, w.account, w.case_id, w.case_id::text as hit,
           jsonb_build_object('decidedOn', w.decided_on, 'payouts', count(*)) as evidence
      from withdrawal w join payout p on p.case_id = w.case_id and p.state in ('ready', 'sent', 'paid')
     where w.center = $1
     group by w.case_id, w.person, w.account, w.decided_on, w.amount
    having sum(p.amount) > w.amount`,
} as const satisfies Record<string, string>;
