/**
 * 零余额停缴 (clause 14): from which day an empty account without contributions may be closed.
 *
 * "连续6个月以上" includes six (Civil Code art. 1259), counted in calendar months after the paid-to
 * month, not in days since the payment: a yearly payer is not dormant half a year after paying.
 */
import { addToMonth, firstDayOf, type PlainDate, type PlainMonth } from '../domain/calendar.ts';
import { firstUncoveredMonth, type PaidUpTo } from './contribution-cover.ts';
import { decide, type Decision, type Rule } from './decision.ts';

export type DormancyFacts = PaidUpTo & {
  /** Full months without contribution; 6 when left out. */
  readonly months?: number;
};

export interface Dormancy {
  /** The first day on which closing is possible, if the balance is zero that day. */
  readonly possibleFrom: PlainDate;
}

export const DORMANCY: Rule = {
  name: 'dormancy',
  version: '1',
  title: '零余额停缴销户',
  clauses: ['liaoning-14', 'civil-code-1259'],
};

/** The months the notice asks for. */
export const DORMANT_MONTHS_MIN = 6;

/** What is known of an account: 缴至年月, and the month from which it is in use, or in use again. */
export interface InUse {
  readonly paidTo: PlainMonth | null;
  readonly activatedIn: PlainMonth | null;
}

/**
 * What the empty months of an account count from: the month after the last one paid, or the month in which it
 * went on where that is later: while it was ended nobody could contribute. Null where neither is known.
 */
export function emptySince({ paidTo, activatedIn }: InUse): PaidUpTo | null {
  if (paidTo === null) return activatedIn === null ? null : { activatedIn };
  const goesOn = activatedIn !== null && activatedIn > addToMonth(paidTo, 1);
  return goesOn ? { activatedIn } : { paidTo };
}

/** The first day after the empty months. */
export function dormancy(facts: DormancyFacts): Decision<Dormancy> {
  const { months = DORMANT_MONTHS_MIN } = facts;
  const emptyFrom = firstUncoveredMonth(facts);
  const emptyTo = addToMonth(emptyFrom, months - 1);
  const possibleFrom = firstDayOf(addToMonth(emptyTo, 1));
  return decide(
    DORMANCY,
    { possibleFrom },
    [
      {
        condition: 'empty-months',
        label: '未缴存的足月',
        inputs: { emptyFrom, emptyTo },
        value: months,
        clause: 'civil-code-1259',
      },
      {
        condition: 'possible-from',
        label: '余额为零时可办理销户的首日',
        inputs: { emptyTo },
        value: possibleFrom,
        clause: 'liaoning-14',
      },
    ],
    ['liaoning-14', 'civil-code-1259'],
  );
}
