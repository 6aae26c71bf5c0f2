/** The papers of leaving (退出销户), from what a change of its case says. Pure. */
import type {
  ExitHead,
  ExitPaperParams,
  ReadingOnPaper,
} from '../../src/cases/wording-documents.ts';
import {
  agreementRests,
  courtGateText,
  exitDateLines,
  gateText,
  readingText,
} from '../../src/cases/wording-exit.ts';
import { printedClause } from '../../src/cases/wording-reasons.ts';
import { drawnText } from '../../src/cases/wording-withdrawals.ts';
import { dayText } from '../../src/cases/wording.ts';
import { daysBetween, isPlainDate, plainDate, type PlainDate } from '../../src/domain/calendar.ts';
import { isYuan, yuan } from '../../src/domain/money.ts';
import type { ClauseKey } from '../../src/policy/clauses.ts';
import type { ExitDates, ExitTerms } from '../../src/policy/exit-terms.ts';
import type { PaidInAll } from '../account-end.ts';
import type { AgreementAfter, ExitReserved } from '../exit-effects.ts';
import { ownRule, waysOf, type Given } from './paper-parts.ts';

type Params = Readonly<Record<string, unknown>>;
type Kind = keyof ExitPaperParams;

export const EXIT_BUILDERS: {
  readonly [One in Kind]: (params: Params, given: Given) => ExitPaperParams[One];
} = {
  'exit-terms': (params, given) => {
    const { on } = given.facts;
    const terms = params['terms'] as ExitTerms;
    const regretDays = Number(params['regretDays']);
    return {
      ...headOf(params, given),
      toldOn: on,
      flexible: moneyIn(params, 'flexible'),
      employee: moneyIn(params, 'employee'),
      reading: readingOf(terms.dates, on, regretDays),
      others: terms.otherwise === null ? [] : [readingOf(terms.otherwise, on, regretDays)],
      gate: terms.converted ? gateText(terms) : '',
      regretDays,
      until: dayIn(params, 'until'),
      clauses: clausesOf(given),
    };
  },
  'exit-accepted': (params, given) => {
    const terms = params['terms'] as ExitTerms;
    const acceptedOn = dayIn(params, 'acceptedOn');
    const regretUntil = dayOrNull(params, 'regretUntil');
    return {
      ...headOf(params, given),
      ...{ acceptedOn, lastOn: dayIn(params, 'lastOn') },
      lines: exitDateLines(terms.dates, acceptedOn, daysOfRegret(acceptedOn, regretUntil)),
      gate: terms.converted ? gateText(terms) : '',
      regret:
        regretUntil === null
          ? ''
          : `反悔期至${dayText(regretUntil)}（含当日）：期内不付款，可以随时撤回，撤回后协议照旧；期满后付款，不能反悔。`,
    };
  },
  'exit-decision': (params, given) => {
    const reserved = given.facts.outputs['reserve-exit'] as ExitReserved | undefined;
    if (!reserved) throw new RangeError('nothing was reserved');
    const { amount, interest, drawn } = reserved;
    return {
      ...headOf(params, given),
      ...{ decidedOn: given.facts.on, amount, interest, drawn: drawnText(drawn) },
      rest: params['which'] === 'flexible' ? restText(dayOrNull(params, 'gateOn')) : '',
      clauses: clausesOf(given),
    };
  },
  'exit-refused': (params, given) => ({
    ...headOf(params, given),
    decidedOn: given.facts.on,
    reasons: (params['reasons'] as readonly Reason[]).map(
      ({ code, text: reason, remedy, clause, earliestOn }) => ({
        ...{ code, reason, remedy, earliestOn },
        clauses: [printedClause(clause, given.facts.on)],
      }),
    ),
    paid: standsText(params, given),
    watches: params['watches'] === true,
    ways: waysOf(given.facts),
  }),
  'exit-paid': (params, given) => ({
    ...headOf(params, given),
    ...{ paidOn: dayIn(params, 'paidOn'), moved: moneyIn(params, 'moved') },
    rest: restText(dayOrNull(params, 'gateOn'), given.facts.on),
  }),
  'exit-gate-moved': (params, given) => {
    const before = dayOrNull(params, 'before');
    const sealedOn = dayOrNull(params, 'sealedOn');
    const gateOn = dayOrNull(params, 'gateOn');
    // Left out by workers from before it was told.
    const courtOn = dayOrNull(params, 'courtOn');
    return {
      ...headOf(params, given),
      toldOn: given.facts.on,
      before: before === null ? '' : dayText(before),
      now: `${gateText({ sealedOn, gateOn })}${courtOn === null ? '' : courtGateText(courtOn)}`,
    };
  },
  'exit-closed': (params, given) => {
    const closed = given.facts.outputs['close-exit'] as PaidInAll | undefined;
    if (!closed) throw new RangeError('nothing was closed');
    return {
      ...headOf(params, given),
      closedOn: dayIn(params, 'closedOn'),
      payments: closed.payments.map(({ on, amount }) => ({ on: plainDate(on), amount })),
      total: closed.total,
    };
  },
  'exit-ended': (params, given) => ({
    ...headOf(params, given),
    endedOn: given.facts.on,
    why: params['why'] as ExitPaperParams['exit-ended']['why'],
    agreement: params['agreement'] === 'goes-on' ? 'goes-on' : 'ended',
    rests: restsText(given),
  }),
  'exit-loan-settled': (params, given) => ({
    ...headOf(params, given),
    toldOn: given.facts.on,
    // A run from before the rest was told says nothing of it.
    standing: ((params['standing'] ?? []) as readonly Pick<Reason, 'text' | 'remedy'>[]).map(
      ({ text, remedy }) => `${text}${remedy}`,
    ),
  }),
};

/** What becomes of account and agreement of whoever had signed. */
function standsText(params: Params, given: Given): string {
  if (params['acceptedOn'] === null) return '';
  if (params['agreement'] !== 'goes-on') {
    return '已经付给您的款项不受影响；其余款项留在账户，账户保持封存，继续计息。';
  }
  const rests = restsText(given);
  return rests === ''
    ? '没有付出款项；账户恢复原状，签字时停止的缴存使用协议照旧履行。'
    : `没有付出款项；账户恢复原状。${rests}`;
}

/** Why no debits go on although this case has let go of the agreement; empty: they do. */
function restsText({ facts }: Given): string {
  // Left out by a course from before it was told.
  const after = facts.outputs['agreement-after-exit'] as AgreementAfter | undefined;
  return after === undefined ? '' : agreementRests(after);
}

/** As the course of the case words them, each with what was found. */
interface Reason {
  readonly code: string;
  readonly clause: ClauseKey;
  readonly text: string;
  readonly remedy: string;
  readonly earliestOn: PlainDate | null;
}

function headOf(params: Params, { head }: Given): ExitHead {
  return {
    ...head,
    accountLast4: textIn(params, 'accountLast4'),
    card: `${textIn(params, 'bank')}，尾号${textIn(params, 'cardLast4')}`,
  };
}

function clausesOf({ facts }: Given) {
  return [printedClause('liaoning-7', facts.on), ...ownRule(facts)];
}

function readingOf(dates: ExitDates, on: PlainDate, regretDays: number): ReadingOnPaper {
  return { title: readingText(dates.reading), lines: exitDateLines(dates, on, regretDays) };
}

function daysOfRegret(acceptedOn: PlainDate, regretUntil: PlainDate | null): number {
  return regretUntil === null ? 0 : daysBetween(acceptedOn, regretUntil);
}

/** A day that has come leaves nothing to be told. */
function restText(gateOn: PlainDate | null, on?: PlainDate): string {
  if (gateOn === null || (on !== undefined && gateOn <= on)) return '';
  return `单位缴存部分的本息等封存满半年，${dayText(gateOn)}起由本中心付到同一张卡并销户，不须再来办理；期间继续计息。`;
}

function textIn(params: Params, name: string): string {
  const value = params[name];
  if (typeof value !== 'string') throw new RangeError(`the document needs ${name}`);
  return value;
}

function dayIn(params: Params, name: string): PlainDate {
  return plainDate(textIn(params, name));
}

function dayOrNull(params: Params, name: string): PlainDate | null {
  const value = params[name];
  return isPlainDate(value) ? value : null;
}

function moneyIn(params: Params, name: string) {
  const value = params[name];
  if (!isYuan(value)) throw new RangeError(`the document needs ${name}`);
  return yuan(value);
}
