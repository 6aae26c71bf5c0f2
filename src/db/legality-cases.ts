/**
 * Forbidden states of cases, their waits and tasks (合规巡检), each a query of its own; see
 * legality-accounts.ts for what they answer.
 */

/** What is only told to somebody outlives its case. */
const TOLD = `('take-over', 'payout-returned', 'deduction-returned', 'recover')`;

export const CASE_QUERIES = {
  'wait-overdue': `
    select c.person, null::text as account, c.id as case_id, w.id::text as hit,
           jsonb_build_object('wait', w.kind, 'since', (w.since at time zone 'Asia/Shanghai')::date,
             'until', (w.until at time zone 'Asia/Shanghai')::date) as evidence
      from wait w join "case" c on c.id = w.case_id
     where c.center = $1 and c.closed_at is null and w.closed_at is null
       and w.until < $3::timestamptz - interval '1 minute'`,
  // A step that is running is over within the hour, or waits for somebody.
  'case-without-next': `
    select c.person, null::text as account, c.id as case_id, c.id::text as hit,
           jsonb_build_object('stage', c.stage,
             'since', (c.updated_at at time zone 'Asia/Shanghai')::date) as evidence
      from "case" c
     where c.center = $1 and c.closed_at is null
       and c.updated_at < $3::timestamptz - interval '1 hour'
       and not exists (select from wait w where w.case_id = c.id and w.closed_at is null)
       and not exists (select from task t where t.case_id = c.id and t.closed_at is null)`,
  'ended-with-task': `
    select c.person, null::text as account, c.id as case_id, t.id::text as hit,
           jsonb_build_object('task', t.kind, 'openedOn', t.opened_on,
             'endedOn', (c.closed_at at time zone 'Asia/Shanghai')::date) as evidence
      from task t join "case" c on c.id = t.case_id
     where t.center = $1 and t.closed_at is null and c.closed_at is not null
       and t.kind not in ${TOLD}`,
  'ended-with-wait': `
    select c.person, null::text as account, c.id as case_id, w.id::text as hit,
           jsonb_build_object('wait', w.kind,
             'endedOn', (c.closed_at at time zone 'Asia/Shanghai')::date) as evidence
      from wait w join "case" c on c.id = w.case_id
     where c.center = $1 and c.closed_at is not null and w.closed_at is null`,
  'ended-with-claim': `
    select c.person, null::text as account, c.id as case_id, k.id::text as hit,
           jsonb_build_object('since', (k.since at time zone 'Asia/Shanghai')::date,
             'endedOn', (c.closed_at at time zone 'Asia/Shanghai')::date) as evidence
      from claim k join "case" c on c.id = k.case_id
     where c.center = $1 and c.closed_at is not null and k.released_at is null`,
  'ended-with-hold': `
    select c.person, h.account, c.id as case_id, h.id::text as hit,
           jsonb_build_object('hold', h.id, 'heldFrom', h.placed_on,
             'endedOn', (c.closed_at at time zone 'Asia/Shanghai')::date) as evidence
      from hold h join "case" c on c.id = h.case_id
     where c.center = $1 and c.type = 'hold' and c.closed_at is not null and h.released_on is null`,
  'ended-with-reserve': `
    select w.person, w.account, c.id as case_id, c.id::text as hit,
           jsonb_build_object('decidedOn', w.decided_on,
             'endedOn', (c.closed_at at time zone 'Asia/Shanghai')::date) as evidence
      from withdrawal w join "case" c on c.id = w.case_id
     where w.center = $1 and c.closed_at is not null and w.state = 'reserved'`,
  // Whoever approves or reviews is another one in every type of case; who decides is so in some alone.
  'decided-by-submitter': `
    select c.person, null::text as account, c.id as case_id, c.id::text as hit,
           jsonb_build_object('openedOn', (c.opened_at at time zone 'Asia/Shanghai')::date)
             as evidence
      from "case" c
     where c.center = $1 and c.parties->>'submitter' <> 'system'
       and ((c.parties->'approver') @> (c.parties->'submitter')
         or (c.parties->'reviewer') @> (c.parties->'submitter'))`,
} as const satisfies Record<string, string>;
