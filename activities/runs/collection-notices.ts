/**
 * What a collection tells the people: that a debit was refused and when the bank is asked again, that
 * money has come where the center says so, and that something owed is about to be missed.
 */
import { openJson } from '../../src/crypto/cipher.ts';
import type { PersonKeys } from '../../src/crypto/person-key.ts';
import { place } from '../../src/crypto/places.ts';
import { readable } from '../../src/crypto/readable.ts';
import type { AgreementParams } from '../../src/cases/wording-documents.ts';
import type { DebitAhead } from '../../src/cases/wording-money-documents.ts';
import type { Tx } from '../../src/db/pool.ts';
import {
  addDays,
  addToMonth,
  plainDate,
  plainMonth,
  type PlainDate,
} from '../../src/domain/calendar.ts';
import { BANK_REFUSALS } from '../../src/domain/bank-refusals.ts';
import { exact, yuan } from '../../src/domain/money.ts';
import type { DebitAnswered, DebitEnd } from '../../src/ledger/debits.ts';
import { duesEnding, type DueEnding } from '../../src/ledger/dues.ts';
import { wholeValue, wordValue } from '../../src/policy/figure-values.ts';
import { figureInForce, type Figure } from '../../src/policy/figures.ts';
import { tellOfMoney, type MoneyNotice } from '../money-notices.ts';
import type { OfficeData } from '../offices.ts';
import type { BankResult } from '../outside/bank-answer.ts';
import { limitsOf } from './collection-limits.ts';
import { monthlyOf, reasonOfMoney } from './collection-reasons.ts';
import type { RunDeps } from './kind.ts';

/** One answer of the bank, with what it was for and what came of it. */
export interface AnswerTold {
  readonly result: BankResult;
  readonly debit: DebitAnswered;
  readonly end: DebitEnd;
  readonly journal: string;
}

const TOLD = ['not-told', 'told'] as const;

interface Scope {
  readonly center: string;
  readonly on: PlainDate;
}

function figure(figures: readonly Figure[], scope: Scope, name: Figure['name']): Figure | null {
  return figureInForce(figures, { ...scope, district: null, name });
}

/**
 * In the transaction that books the answers; each once by the key of its debit.
 *
 * @returns accounts whose holders could not be told, because their data cannot be opened
 */
export async function tellOfAnswers(
  tx: Tx,
  { personKeys, offices }: Pick<RunDeps, 'personKeys' | 'offices'>,
  { center, at, answers }: { center: string; at: number; answers: readonly AnswerTold[] },
): Promise<ReadonlySet<string>> {
  const { figures } = await offices.read();
  const told = (on: PlainDate) => {
    const found = figure(figures, { center, on }, 'contribution-receipt');
    return found !== null && wordValue(found, TOLD) === 'told';
  };
  const notices = answers.flatMap((one) => noticeOf(one, told));
  const untold = new Set<string>();
  const onUnreadable = (account: string) => untold.add(account);
  await tellOfMoney(tx, personKeys, { notices, at, onUnreadable });
  return untold;
}

function noticeOf(
  { result, debit, end, journal }: AnswerTold,
  told: (on: PlainDate) => boolean,
): readonly MoneyNotice[] {
  const { account, key } = debit;
  const [from, to] = [plainMonth(debit.coversFrom), plainMonth(debit.coversTo)];
  if (result.state === 'refused') {
    const { title: reason, remedy } = BANK_REFUSALS[result.refusal.reason];
    const params = {
      ...{ refusedOn: result.bookedOn, from, to, amount: yuan(debit.amount), reason, remedy },
      nextOn: end.nextOn === null ? null : plainDate(end.nextOn),
      until: plainDate(debit.graceUntil),
    };
    return [{ kind: 'debit-refused', key: `debit-refused/${key}`, account, params }];
  }
  if (end.state !== 'paid' || !told(result.bookedOn)) return [];
  const paid = { paidOn: result.bookedOn, journal };
  const params = {
    ...{ issuedOn: result.bookedOn, from, to, total: yuan(debit.amount) },
    months: Array.from({ length: debit.months }, (_, n) => ({
      month: addToMonth(from, n),
      // Whole months of one amount each: nothing is left over.
      amount: yuan(exact(debit.amount).div(debit.months).toFixed(2)),
      ...paid,
    })),
  };
  return [{ kind: 'contribution-receipt', key: `contribution/${key}`, account, params }];
}

/** Whether the bank is still asked for it, and if it is not, why: nobody is told to wait for nothing. */
function debitAhead(
  due: DueEnding,
  { min, max }: { readonly min: string; readonly max: string },
): DebitAhead {
  const reason = reasonOfMoney(due, { min, max });
  switch (reason) {
    case 'outside-limits':
      return { standing: reason, monthlyAmount: monthlyOf(due), min: yuan(min), max: yuan(max) };
    case 'no-mandate':
      return { standing: reason };
    case 'over-mandate-limit':
    case 'cycles-over-mandate-limit':
      return { standing: 'over-mandate-limit', limitEach: yuan(due.limitEach ?? '0.00') };
    case null:
      return { standing: due.nextOn === null ? 'over' : 'comes' };
  }
}

/** Days before the end in which somebody is told; where a center has no figure of its own yet. */
const REMINDER_DAYS = 5;

interface Reminding extends Scope {
  readonly at: number;
  readonly offices: OfficeData;
}

/** Of a due whose reminder cannot be written, because the holder's data cannot be opened. */
export type Untold = Pick<DueEnding, 'account' | 'coversFrom'>;

/**
 * What is open and ends within the days of the figure: each month once, however often it runs.
 *
 * @returns those that could not be reminded of
 */
export async function remindOfDues(
  tx: Tx,
  { personKeys }: Pick<RunDeps, 'personKeys'>,
  { center, on, at, offices }: Reminding,
): Promise<readonly Untold[]> {
  const found = figure(offices.figures, { center, on }, 'payment-reminder');
  const days = found === null ? REMINDER_DAYS : wholeValue(found);
  const dues = await duesEnding(tx, { center, from: on, to: addDays(on, days) });
  const limits = limitsOf(offices, { center, on });
  const unreadable = new Set<string>();
  const notices = dues.flatMap((due): readonly MoneyNotice[] => {
    if (due.wrappedKey === null) return [];
    const terms = readable(() => termsOf(due, personKeys));
    if (terms === null) {
      unreadable.add(due.account);
      return [];
    }
    const params = {
      ...{ remindedOn: on, from: plainMonth(due.coversFrom), to: plainMonth(due.coversTo) },
      ...{ amount: yuan(due.amount), until: plainDate(due.graceUntil) },
      ...{ cureDays: terms.cureDays, debit: debitAhead(due, limits(due.district)) },
    };
    const own = `payment-reminder/${due.accountId}/${due.coversFrom}`;
    return [{ kind: 'payment-reminder', key: own, account: due.account, params }];
  });
  const onUnreadable = (account: string) => unreadable.add(account);
  await tellOfMoney(tx, personKeys, { notices, at, onUnreadable });
  return dues.filter(({ account }) => unreadable.has(account));
}

function termsOf({ person, wrappedKey, agreement, parameters }: DueEnding, keys: PersonKeys) {
  const key = keys.unwrap(person, wrappedKey);
  const content = openJson(key, place.agreement(agreement), parameters) as AgreementParams;
  return content.terms;
}
