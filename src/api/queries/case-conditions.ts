/**
 * Conditions on cases `c`, waits `w` and tasks `t` that the board counts by and the list of cases
 * filters by: said once, so that a number and the list behind it never differ.
 */

/** How long something lasts already, in days of 24 hours. */
export const AGES = ['0-1d', '1-7d', '7-30d', '30d+'] as const;

const AGE = (column: string, now: string) =>
  `case when ${column} > ${now}::timestamptz - interval '1 day' then '0-1d'
     when ${column} > ${now}::timestamptz - interval '7 days' then '1-7d'
     when ${column} > ${now}::timestamptz - interval '30 days' then '7-30d' else '30d+' end`;

/** @param now the parameter that holds the instant */
export const CASE_AGE = (now: string) => AGE('c.opened_at', now);
export const WAIT_AGE = (now: string) => AGE('w.since', now);

/** A wait is overdue when its instant is over by more than this: the timer itself needs a moment. */
export const OVERDUE_WAIT = (now: string) => `w.until < ${now}::timestamptz - interval '3 minutes'`;

/** The last day on which an open wait is still in time; null when it has no end. */
export const WAIT_LAST_DAY = `shanghai_date(w.until - interval '1 millisecond')`;

/** The wait is for an answer of outside systems, and these are the systems it names. */
export const ASKS = `w.kind in ('outside-retry', 'parked')`;
export const WAITS_ON = `jsonb_array_elements_text(
  case when jsonb_typeof(w.detail -> 'systems') = 'array' then w.detail -> 'systems'
       when w.detail ->> 'system' is not null then jsonb_build_array(w.detail ->> 'system')
       else '[]' end)`;
