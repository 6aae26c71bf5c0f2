/**
 * Forbidden states of accounts, agreements and plans (合规巡检), each a query of its own.
 *
 * Every query answers `person, account, case_id, hit, evidence`: the hit is the business key of what is
 * wrong, the evidence the least that shows it: ids and dates. `$1` center, `$2` day, `$3` instant,
 * `$4` the reasons of withdrawals for which unit money waits for no half year.
 */

/** Accounts that were opened by mistake were never anything. */
const CLOSED = `a.center = $1 and a.state = 'closed' and a.close_reason <> 'opened-by-mistake'`;

const GUARANTOR = '@.role == "guarantor"';

/** Accounts of other centers that somebody pays into. */
const NORMAL_ELSEWHERE = '$.answer.accounts[*] ? (@.state == "normal" && @.center != $center)';

/** Closed accounts by the last answer of the platform up to that day, where one of the loans is open. */
function closedWithLoan(role: string): string {
  return `
    select a.person, a.number as account, null::uuid as case_id, a.number as hit,
           jsonb_build_object('closedOn', a.closed_on, 'answeredOn', k.answered_on) as evidence
      from account a
     cross join lateral (
       select k.facts, (k.answered_at at time zone 'Asia/Shanghai')::date as answered_on
         from "check" k
        where k.person = a.person and k.system = 'national' and k.status = 'ok'
          and (k.answered_at at time zone 'Asia/Shanghai')::date <= a.closed_on
        order by k.answered_at desc limit 1) k
     where ${CLOSED}
       and jsonb_path_exists(k.facts, '$.answer.loans[*] ? (@.state == "open" && ${role})')`;
}

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
  'closed-with-loan': closedWithLoan(`!(${GUARANTOR})`),
  // Of somebody else's loan, as the platform tells it, or with what stands in the account.
  'closed-with-guarantee': `${closedWithLoan(GUARANTOR)}
    union all ${closedWithHold(`= 'loan-security'`)}`,
  'closed-with-hold': closedWithHold(`<> 'loan-security'`),
  // Left within the half year of the unit's portion, or was paid it by the leaving. A death, an empty
  // account and a reason that does not wait are no leaving (clause 7).
  'closed-before-gate': `
    select distinct on (a.number) a.person, a.number as account, null::uuid as case_id,
           a.number as hit,
           jsonb_build_object('closedOn', case when t.closes then a.closed_on end,
             'paidOn', t.paid_on, 'journal', t.journal, 'sealedOn', s.sealed_on,
             'lastDayOn', s.last_day) as evidence
      from (select *, (sealed_on + interval '6 months')::date as last_day,
                   coalesce(ended_on, 'infinity') as over_on
              from seal where source = 'unit') s
      join account a on a.number = s.account
      left join lateral (
        select p.value_date, p.journal from posting p
          join journal j on j.id = p.journal and j.kind in ('reserve', 'reserve-moved')
          join "case" c on c.id = j.case_id and c.type = 'exit'
         where p.account = s.account and p.source = 'unit' and p.amount < 0
           and p.value_date between s.sealed_on and s.last_day and p.value_date < s.over_on
           and not exists (select from journal r where r.reverses = j.id)
         order by p.value_date, p.journal limit 1) paid on true
     cross join lateral (
       select coalesce(a.state = 'closed' and a.close_reason = 'exit' and a.closed_on <= s.last_day
                and a.closed_on >= s.sealed_on and a.closed_on < s.over_on, false) as closes,
              paid.value_date as paid_on, paid.journal) t
     where a.center = $1 and (t.closes or t.journal is not null)
       and not exists (select from withdrawal w
                        where w.account = a.number and w.state = 'paid'
                          and w.reason in (select jsonb_array_elements_text($4)))
     order by a.number, s.n`,
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
  // By the last answer of the platform, whatever it was asked for; it was asked when the agreement was in force.
  'account-elsewhere': `
    select a.person, a.number as account, null::uuid as case_id, a.number as hit,
           jsonb_build_object('since', g.since, 'answeredOn', k.answered_on,
             'elsewhere', (select count(*) from jsonb_path_query(k.facts, '${NORMAL_ELSEWHERE}',
               jsonb_build_object('center', a.center)))) as evidence
      from agreement g join account a on a.number = g.account
     cross join lateral (
       select k.facts, (k.answered_at at time zone 'Asia/Shanghai')::date as answered_on
         from "check" k
        where k.person = a.person and k.system = 'national' and k.status = 'ok'
          and (k.answered_at at time zone 'Asia/Shanghai')::date <= $2
        order by k.answered_at desc limit 1) k
     where a.center = $1 and a.state <> 'closed' and g.state = 'active'
       and k.answered_on >= g.since
       and jsonb_path_exists(k.facts, '${NORMAL_ELSEWHERE}',
             jsonb_build_object('center', a.center))`,
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
