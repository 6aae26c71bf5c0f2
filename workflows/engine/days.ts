/** Days in the course of a case: when one is over, and which a person may state. */
import { addDays, startOf, type PlainDate } from '../../src/domain/calendar.ts';
import { refusedAct } from './refusal.ts';

/** The instant at which a day is over. */
export function endOf(day: PlainDate): number {
  return startOf(addDays(day, 1));
}

/** A day with the instant at which it is over. */
export function deadlineOf(last: PlainDate): { readonly last: PlainDate; readonly until: number } {
  return { last, until: endOf(last) };
}

/** A day that a person stated must lie within what is possible. @throws ApplicationFailure */
export function mustLie(
  day: PlainDate,
  {
    from,
    to,
    field,
    detail,
  }: {
    readonly from: PlainDate;
    readonly to: PlainDate;
    readonly field: string;
    readonly detail: string;
  },
): void {
  if (day >= from && day <= to) return;
  throw refusedAct({ code: 'input-invalid', detail, pointer: `#/${field}` });
}
