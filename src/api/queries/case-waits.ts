/** Narrowing the list of cases by what they wait for, how long already, and when it is due. */
import {
  type AGES,
  ASKS,
  CASE_AGE,
  OVERDUE_WAIT,
  WAIT_AGE,
  WAIT_LAST_DAY,
  WAITS_ON,
} from './case-conditions.ts';

type Age = (typeof AGES)[number];

/** Undefined leaves a condition out; those on a wait are all about the same one. */
export interface WaitFilter {
  readonly waitAge?: Age | undefined;
  /** Its end is over and nothing happened. */
  readonly waitOverdue?: boolean | undefined;
  /** An outside system whose answer is awaited. */
  readonly waitingOn?: string | undefined;
  /** How long the case is open. */
  readonly age?: Age | undefined;
  readonly overdueBy?: 'law' | 'promise' | undefined;
  /** First and last of the days on which an open wait or task ends. */
  readonly dueFrom?: string | undefined;
  readonly dueTo?: string | undefined;
  /** `wait.<kind>` or `task.<kind>`. */
  readonly dueKind?: string | undefined;
  /** An open wait has no end. */
  readonly endless?: boolean | undefined;
  /** The instant, as RFC 3339. */
  readonly at: string;
}

/**
 * Conditions on a case `c`; parameters $15 to $24, and of the list $8 (kind of wait) and $10
 * (today).
 */
export const WAIT_FILTER = `(($8::text is null and $15::text is null and $16::boolean is null
      and $17::text is null)
    or exists (select from wait w where w.case_id = c.id and w.closed_at is null
      and ($8 is null or w.kind = $8)
      and ($15 is null or ${WAIT_AGE('$24')} = $15)
      and ($16 is null or coalesce(${OVERDUE_WAIT('$24')}, false) = $16)
      and ($17 is null or ${ASKS} and $17 in (select ${WAITS_ON}))))
  and ($18::text is null or c.closed_at is null and ${CASE_AGE('$24')} = $18)
  and ($19::text is null or c.closed_at is null
    and (case $19 when 'law' then c.due_on else c.promised_on end) < $10::date)
  and (($20::date is null and $21::date is null and $22::text is null and $23::boolean is null)
    or c.closed_at is null and (
      exists (select from wait w where w.case_id = c.id and w.closed_at is null
        and ($22 is null or 'wait.' || w.kind = $22)
        and ($20 is null or ${WAIT_LAST_DAY} >= $20) and ($21 is null or ${WAIT_LAST_DAY} <= $21)
        and ($23 is null or (w.until is null) = $23))
      or $23 is distinct from true
        and exists (select from task t where t.case_id = c.id and t.closed_at is null
          and ($22 is null or 'task.' || t.kind = $22)
          and ($20 is null or t.due_on >= $20) and ($21 is null or t.due_on <= $21))))`;

/** Whether only open cases can fit: said to the database, it need not look at all the others. */
export function isOfOpenCases(filter: WaitFilter): boolean {
  const { waitAge, waitOverdue, waitingOn, age, overdueBy, dueFrom, dueTo, dueKind, endless } =
    filter;
  const asked = [waitAge, waitOverdue, waitingOn, age, overdueBy, dueFrom, dueTo, dueKind, endless];
  return asked.some((one) => one !== undefined);
}

/** $15 to $24. */
export function waitParams(filter: WaitFilter): readonly unknown[] {
  return [
    filter.waitAge ?? null,
    filter.waitOverdue ?? null,
    filter.waitingOn ?? null,
    filter.age ?? null,
    filter.overdueBy ?? null,
    filter.dueFrom ?? null,
    filter.dueTo ?? null,
    filter.dueKind ?? null,
    filter.endless ?? null,
    filter.at,
  ];
}
