/**
 * 封存满半年 (clause 7): until when a half year runs, and the first day after it.
 *
 * The day of sealing is not counted; the last day is the same day six months later, or that
 * month's last day when it has no such day; it is full at the end of that day. Closing is a right
 * and not a deadline, so no holiday moves it (Civil Code art. 203 does not apply).
 */
import { addDays, addMonths, type PlainDate } from '../domain/calendar.ts';
import { decide, type Decision, type Rule } from './decision.ts';

export interface HalfYearFacts {
  readonly sealedOn: PlainDate;
  /** Months of the seal; those of the notice when left out. */
  readonly months?: number;
}

export interface HalfYear {
  readonly lastDayOn: PlainDate;
  /** The first day on which closing is possible. */
  readonly opensOn: PlainDate;
}

export const HALF_YEAR: Rule = {
  name: 'half-year',
  version: '1',
  title: '封存满半年',
  clauses: ['liaoning-7', 'civil-code-201', 'civil-code-202'],
};

/** The months the notice asks a converted person's account to be sealed. */
export const SEALED_MONTHS_MIN = 6;

/** The last day of the half year and the day after. */
export function halfYear({
  sealedOn,
  months = SEALED_MONTHS_MIN,
}: HalfYearFacts): Decision<HalfYear> {
  const lastDayOn = addMonths(sealedOn, months);
  const opensOn = addDays(lastDayOn, 1);
  return decide(
    HALF_YEAR,
    { lastDayOn, opensOn },
    [
      {
        condition: 'last-day',
        label: '半年期间的最后一日（封存当日不计入）',
        inputs: { sealedOn, months },
        value: lastDayOn,
        clause: 'civil-code-202',
      },
      {
        condition: 'opens-on',
        label: '可办理销户的首日',
        inputs: { lastDayOn },
        value: opensOn,
        clause: 'civil-code-201',
      },
    ],
    ['liaoning-7', 'civil-code-201', 'civil-code-202'],
  );
}
