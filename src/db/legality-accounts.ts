/**
 * Forbidden states of accounts, agreements and plans (合规巡检), each a query of its own.
 *
 * Every query answers `person, account, case_id, hit, evidence`: the hit is the business key of what is
 * wrong, the evidence the least that shows it: ids and dates. `$1` center, `$2` day, `$3` instant,
 * `$4` the reasons of withdrawals for which unit money waits for no half year.
 */

/** Accounts that were opened by mistake were never anything. */
const CLOSED = `a.center = $1 and a.state = 'closed' and a.close_reason <> 'opened-in-error'`;

function closedWithHold(kinds: string): string {
  return `
    select a.person, a.number as account, null::uuid as case_id, h.id::text as hit,
           jsonb_build_object('closedOn', a.closed_on, 'hold', h.id, 'heldFrom', h.placed_on)
             as evidence
      from hold h join account a on a.number = h.account
     where ${CLOSED} and h.kind ${kinds} and h.placed_on <= a.closed_on
       and (h.released_on is null or h.released_on > a.closed_on)`;
}

export const ACCOUNT_QUERIES = {
  // The last answer about the person up to that day.
  'closed-with-loan': `
    select a.person, a.number as account, null::uuid as case_id, a.number as hit,
           jsonb_build_object('closedOn', a.closed_on, 'answeredOn', k.answered_on) as evidence
      from account a
     cross join lateral (
       select k.facts, (k.answered_at at time zone 'Asia/Shanghai')::date as answered_on
         from "check" k
        where k.person = a.person and k.system = 'national' and k.status = 'ok'
          and (k.answered_at at time zone 'Asia/Shanghai')::date <= a.closed_on
        order by k.answered_at desc limit 1) k
     where ${CLOSED} and k.facts #> '{answer,loans}' @> '[{"state": "open"}]'`,
  'closed-with-guarantee': closedWithHold(`= 'loan-security'`),
  'closed-with-hold': closedWithHold(`<> 'loan-security'`),
  // Unit money that left within its half year, other than for a reason that does not wait for it.
  'closed-before-gate': `
    select a.person, a.number as account, null::uuid as case_id, a.number as hit,
           jsonb_build_object('closedOn', a.closed_on, 'sealedOn', s.sealed_on,
             'lastDayOn', (s.sealed_on + interval '6 months')::date) as evidence
      from account a
      join seal s on s.account = a.number and s.source = 'unit' and s.ended_on is null
     where a.center = $1 and a.state = 'closed' and a.close_reason = 'withdrawn'
       and a.closed_on <= (s.sealed_on + interval '6 months')::date
       and exists (select from posting p join journal j on j.id = p.journal
                    left join "case" c on c.id = j.case_id
                    where p.account = a.number and p.source = 'unit' and p.amount < 0
                      and p.value_date > s.sealed_on and j.kind in ('reserve', 'payment')
                      and coalesce(c.type, '') <> 'death-payout')
       and not exists (select from withdrawal w
                        where w.account = a.number and w.state = 'paid'
                          and w.reason in (select jsonb_array_elements_text($4)))`,
  'dormant-closed-early': `
    select d.person, d.account, d.case_id, d.case_id::text as hit,
           jsonb_build_object('closedOn', d.ended_on, 'servedOn', d.served_on,
             'noticeUntil', d.notice_until) as evidence
      from dormancy d
     where d.center = $1 and d.outcome = 'closed'
       and (d.served_on is null or d.ended_on <= d.notice_until)`,
  'plan-on-closed': `
    select a.person, a.number as account, null::uuid as case_id,
           a.number || '/' || l.from_month as hit,
           jsonb_build_object('closedOn', a.closed_on, 'fromMonth', l.from_month) as evidence
      from plan l join account a on a.number = l.account
     where a.center = $1 and a.state = 'closed' and l.active`,
  'agreement-on-closed': `
    select a.person, a.number as account, null::uuid as case_id, g.id::text as hit,
           jsonb_build_object('closedOn', a.closed_on, 'agreement', g.id, 'since', g.since)
             as evidence
      from agreement g join account a on a.number = g.account
     where a.center = $1 and a.state = 'closed' and g.state in ('active', 'suspended')`,
  'mandate-on-closed': `
    select a.person, a.number as account, null::uuid as case_id, m.id::text as hit,
           jsonb_build_object('closedOn', a.closed_on, 'mandate', m.id) as evidence
      from mandate m join account a on a.number = m.account
     where a.center = $1 and a.state = 'closed' and m.state = 'active'
       and m.under_way is distinct from 'cancel'`,
  'two-open-accounts': `
    select a.person, min(a.number) as account, null::uuid as case_id, min(a.number) as hit,
           jsonb_build_object('accounts', count(*), 'openedOn', jsonb_agg(a.opened_on
             order by a.opened_on, a.number)) as evidence
      from account a where a.center = $1 and a.state <> 'closed'
     group by a.person having count(*) > 1`,
  'two-agreements': `
    select g.person, min(g.account) as account, (array_agg(g.case_id order by g.since, g.id))[1]
             as case_id, min(g.id::text) as hit,
           jsonb_build_object('agreements', jsonb_agg(g.id order by g.since, g.id),
             'since', jsonb_agg(g.since order by g.since, g.id)) as evidence
      from agreement g where g.center = $1 and g.state in ('active', 'suspended')
     group by g.person having count(*) > 1`,
  'plan-without-agreement': `
    select a.person, a.number as account, null::uuid as case_id,
           a.number || '/' || l.from_month as hit,
           jsonb_build_object('fromMonth', l.from_month, 'agreement', g.id, 'since', g.since)
             as evidence
      from plan l join account a on a.number = l.account join agreement g on g.id = l.agreement
     where a.center = $1 and a.state <> 'closed' and l.active
       and g.state in ('offered', 'void', 'lapsed', 'terminated')`,
} as const satisfies Record<string, string>;
