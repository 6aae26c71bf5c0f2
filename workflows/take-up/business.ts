/** What only the taking up of an account does: the books beside the checks, the months, the way it goes. */
import type { TakeUpBooks } from '../../activities/take-up.ts';
import { addToMonth, firstDayOf, monthOf, type PlainDate } from '../../src/domain/calendar.ts';
import type { TakeUpWay } from '../../src/domain/vocabulary.ts';
import { takeUpMonths } from '../../src/policy/take-up-months.ts';
import { decideTakeUp } from '../../src/policy/take-up.ts';
import { steadily } from '../engine/commit.ts';
import type { Business, JoiningDecision } from '../opening/state.ts';
import { factsOf } from '../opening/decision.ts';
import { checking } from '../opening/intake.ts';
import {
  asking,
  CLEAN,
  noting,
  SYSTEMS,
  type Opening,
  type OpeningDraft,
} from '../opening/state.ts';
import { waitForUnit } from './unit-seal.ts';

export function takingUp(way: TakeUpWay): Business {
  return {
    type: way,
    working: 'taking up',
    papers: {
      agreement: 'take-up-agreement',
      refusal: 'take-up-refused',
      deferral: 'take-up-deferred',
      reminder: 'take-up-reminder',
      lapse: 'take-up-lapsed',
      withdrawn: 'take-up-withdrawn',
    },
    look,
    decide: (opening) =>
      decideTakeUp({ ...factsOf(opening), way, account: books(opening).account }),
    terms: (opening) => {
      const takeUp = told(opening);
      const [now] = takeUp.outlook;
      return {
        takeUp: { way, ...takeUp },
        detail: { takeUp: { ...now, keptThrough: takeUp.keptThrough } },
      };
    },
    complete: (opening, decision) => takeUp(opening, decision, way),
    follow: (opening, { code }, outcome) =>
      outcome === 'await-unit' ? waitForUnit(opening, code) : null,
  };
}

/** What the books say of the account that was named, and the figures of the day. */
export async function look(opening: Opening): Promise<Opening> {
  const { desk, application } = opening;
  const ask = {
    ...{ caseId: desk.caseId, center: desk.center, on: desk.today() },
    account: application.account ?? '',
  };
  const found = await steadily(({ lookAtTakeUp }) => lookAtTakeUp(ask));
  return noting(opening, { books: { ...found, ...gapTold(opening) } });
}

/** What was told with the agreement of the months between stands, whatever the figure is since. */
function gapTold({ notes }: Opening): Partial<Pick<TakeUpBooks, 'toleratedGap'>> {
  const told = (notes.signBy ?? null) !== null ? notes.books : null;
  return told ? { toleratedGap: told.toleratedGap } : {};
}

/** @throws Error when nobody looked */
function books({ notes }: Opening): TakeUpBooks {
  if (!notes.books) throw new Error('a decision needs what the books say');
  return notes.books;
}

/** One line a month through the last day of signing: which month is the first, and what it costs. */
function told(opening: Opening) {
  const { account: _account, ...account } = books(opening);
  const { paidTo, toleratedGap } = account;
  const last = opening.notes.signBy?.last ?? opening.desk.today();
  const outlook = daysOfSigning(opening.desk.today(), last).map((on) => {
    const { firstMonth, gapMonths, continuity } = takeUpMonths({ on, paidTo, toleratedGap });
    return { in: monthOf(on), firstMonth, gapMonths, continuity };
  });
  const { keptThrough } = takeUpMonths({ on: opening.desk.today(), paidTo, toleratedGap });
  return { ...account, outlook, keptThrough };
}

/** Today, and the first day of every later month in which it may still be signed. */
function daysOfSigning(today: PlainDate, last: PlainDate): readonly PlainDate[] {
  const days = [today];
  for (let month = addToMonth(monthOf(today), 1); month <= monthOf(last);) {
    days.push(firstDayOf(month));
    month = addToMonth(month, 1);
  }
  return days;
}

/** The account moved, agreement in force, plan, mandate, notice: one change, once. */
function takeUp(opening: Opening, { flags }: JoiningDecision, way: TakeUpWay): OpeningDraft {
  const { desk, notes } = opening;
  const on = desk.today();
  const { paidTo, toleratedGap } = books(opening);
  const { trace, rule, clauses, ...months } = takeUpMonths({ on, paidTo, toleratedGap });
  const again = () => takenElsewhere(opening);
  return {
    ...CLEAN,
    step: 'take-up',
    notes,
    decisions: [
      {
        ...{ rule: rule.name, version: rule.version, outcome: months.continuity, clauses },
        record: { facts: { on, paidTo, toleratedGap }, answer: { ...months, trace } },
      },
    ],
    events: [{ kind: 'account-taken-up', public: { way, on, flags, ...months } }],
    stage: { at: 'taken up', detail: { flags, ...months } },
    effects: [{ name: 'take-up-account', params: { account: opening.application.account, way } }],
    documents: [
      {
        kind: 'taken-up',
        params: { way, on, transferIn: flags.includes('transfer-in-offer'), ...months },
        notify: 'sms',
      },
    ],
    claim: 'release',
    outcome: 'taken up',
    otherwise: { 'effect-conflict': again, 'action-not-permitted': again },
  };
}

/** The account moved meanwhile: the checks are made again and decide. */
function takenElsewhere(opening: Opening): OpeningDraft {
  return { ...checking(asking(opening, SYSTEMS)), step: 'take-up-again' };
}
