/**
 * 法定办理时限 (regulation, articles 25 and 26): by when a withdrawal or a loan must be decided.
 *
 * Which text of the regulation applies is fixed by the day of acceptance and never moves. Days are
 * calendar days; the day of acceptance is not counted, and a last day that is a day of rest moves
 * to the next working day (Civil Code art. 201 and 203).
 */
import { addDays, toWorkingDay, type PlainDate, type WorkCalendar } from '../domain/calendar.ts';
import { type StatutoryBusiness } from '../domain/vocabulary.ts';
import { REGULATION_2026_FROM } from './clauses.ts';
import { decide, type Decision, type Rule } from './decision.ts';

export type Regulation = '2019' | '2026';

export interface DeadlineFacts extends WorkCalendar {
  readonly business: StatutoryBusiness;
  /** 受理日: the documents were complete. */
  readonly acceptedOn: PlainDate;
}

export interface StatutoryDeadline {
  readonly regulation: Regulation;
  readonly rawLastDayOn: PlainDate;
  /** Moved to the next working day. */
  readonly lastDayOn: PlainDate;
}

export const STATUTORY_DEADLINE: Rule = {
  name: 'statutory-deadline',
  version: '1',
  title: '法定办理时限',
  clauses: ['regulation-25', 'regulation-26', 'civil-code-201', 'civil-code-203'],
};

/** Calendar days for the decision. */
const DAYS = {
  withdrawal: { '2019': 3, '2026': 3 },
  loan: { '2019': 15, '2026': 10 },
} as const;
const ARTICLE = { withdrawal: 'regulation-25', loan: 'regulation-26' } as const;

/** The text of the regulation that governs a case accepted on a day. */
export function regulationOn(acceptedOn: PlainDate): Regulation {
  return acceptedOn >= REGULATION_2026_FROM ? '2026' : '2019';
}

/** The last day for the decision, as counted and as moved. */
export function statutoryDeadline(facts: DeadlineFacts): Decision<StatutoryDeadline> {
  const { business, acceptedOn, holidays, workdays } = facts;
  const regulation = regulationOn(acceptedOn);
  const days = DAYS[business][regulation];
  const rawLastDayOn = addDays(acceptedOn, days);
  const lastDayOn = toWorkingDay(rawLastDayOn, 'next', { holidays, workdays });
  const article = ARTICLE[business];
  return decide(STATUTORY_DEADLINE, { regulation, rawLastDayOn, lastDayOn }, [
    {
      condition: 'days',
      label: '法定办理天数',
      inputs: { business, acceptedOn, regulation },
      value: days,
      clause: article,
    },
    {
      condition: 'raw-last-day',
      label: '期间的最后一日（受理当日不计入）',
      inputs: { acceptedOn, days },
      value: rawLastDayOn,
      clause: 'civil-code-201',
    },
    {
      condition: 'last-day',
      label: '遇休假日顺延后的最后一日',
      inputs: { rawLastDayOn, moved: lastDayOn !== rawLastDayOn },
      value: lastDayOn,
      clause: 'civil-code-203',
    },
  ]);
}
