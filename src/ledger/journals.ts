/**
 * The door of the ledger: journals are recorded whole, balanced, each once under its business key.
 *
 * What PostgreSQL holds whoever comes (migrations/0101-ledger-functions.sql): the lines of a journal
 * sum to zero, a balance is the sum of its postings and never below zero, a debit leaves what holds
 * cover, nothing is recorded on a closed account.
 *
 * @source 住房公积金管理条例 第二十一条; 通知（征求意见稿）（五）; JGJ/T 320-2014 5.0.5
 */
import type { PlainDate } from '../domain/calendar.ts';
import { Fault } from '../domain/fault.ts';
import type { Yuan } from '../domain/money.ts';
import { constraintOf, sqlState } from '../db/database-fault.ts';
import type { Tx } from '../db/pool.ts';
import type { Book, JournalKind, MoneySource } from './chart.ts';

/** A line of one of the center's own books: a credit positive, a debit negative. */
interface CenterLine {
  readonly book: Exclude<Book, 'personal'>;
  readonly amount: Yuan;
}

/**
 * A line of a person's sub-ledger. What is credited belongs to 当年归集 and what is debited is taken
 * from 上年结转 first, unless `carried` and `current` say themselves (they sum to the amount).
 */
interface PersonalLine {
  readonly book: 'personal';
  readonly account: string;
  readonly source: MoneySource;
  readonly amount: Yuan;
  readonly carried?: Yuan;
}

export type Line = CenterLine | PersonalLine;

interface Entry {
  /** The fact, the case or run, and the account; at most 200 characters, no personal data. */
  readonly key: string;
  /** The day from which the money counts. */
  readonly valueDate: PlainDate;
  /** A staff id or the name of a process. */
  readonly by: string;
  readonly caseId?: string;
  readonly run?: string;
  readonly document?: string;
}

export interface Journal extends Entry {
  readonly kind: JournalKind;
  readonly lines: readonly [Line, Line, ...Line[]];
}

export interface Recorded {
  readonly key: string;
  /** Running number of the journal (凭证号). */
  readonly journal: string;
  /** false: it was recorded before, with the same content. */
  readonly fresh: boolean;
}

/**
 * Records journals of a center in the caller's transaction.
 *
 * @throws Fault 'balance-too-low', 'money-held', 'account-closed'; 'effect-conflict' when a key
 *   stands for other content already. A journal that does not balance is a bug and throws as one.
 */
export async function recordJournals(
  tx: Tx,
  center: string,
  journals: readonly Journal[],
): Promise<readonly Recorded[]> {
  if (journals.length === 0) return [];
  return recording(
    tx.query<Recorded>({
      name: 'ledger-post',
      text: 'select key, journal, fresh from ledger_post($1, $2)',
      values: [center, JSON.stringify(journals)],
    }),
  );
}

/**
 * Takes a journal back by its mirror image (冲账).
 *
 * @throws Fault 'not-found'; 'action-not-permitted' when it is a reversal or was taken back under
 *   another key; 'balance-too-low' when the money has left the account since
 */
export async function reverseJournal(
  tx: Tx,
  center: string,
  journal: string,
  entry: Entry,
): Promise<Recorded> {
  const rows = await recording(
    tx.query<Recorded>({
      name: 'ledger-reverse',
      text: 'select key, journal, fresh from ledger_reverse($1, $2, $3)',
      values: [center, journal, JSON.stringify(entry)],
    }),
  );
  const [row] = rows;
  if (!row) throw new Error('a reversal left no journal');
  return row;
}

const REFUSED = {
  AJ404: ['not-found', '没有这张凭证。'],
  AJ421: ['account-closed', '该账户已经销户，不能再记账。'],
  AJ422: ['money-held', '该账户有冻结，可动用的余额不足。'],
  AJ423: ['effect-conflict', '同一业务键已经记过不同的内容。'],
  AJ424: ['action-not-permitted', '该凭证已经冲账，或者本身就是冲账凭证。'],
  AJ427: ['action-not-permitted', '该账户仍有余额，不能销户。'],
} as const;

/** What the tables themselves hold, whoever writes. */
const HELD_BY_TABLES = {
  balance_not_below_zero: ['balance-too-low', '账户余额不足。'],
  account_held: ['money-held', '该账户有冻结，解除后方可销户。'],
  account_money: ['action-not-permitted', '该账户仍有余额，不能销户。'],
  account_under_way: [
    'action-not-permitted',
    '该账户还有未了结的款项（扣款、付款、应缴、暂收或者应收），了结后方可销户。',
  ],
} as const;

function isHeldByTables(constraint: string): constraint is keyof typeof HELD_BY_TABLES {
  return Object.hasOwn(HELD_BY_TABLES, constraint);
}

function isRefused(state: string | undefined): state is keyof typeof REFUSED {
  return state !== undefined && Object.hasOwn(REFUSED, state);
}

async function recording<T>(query: Promise<{ readonly rows: T[] }>): Promise<readonly T[]> {
  try {
    return (await query).rows;
  } catch (error) {
    throw ledgerFault(error) ?? error;
  }
}

/** What a refusal of the ledger's functions means; null: a bug, or the database was away. */
export function ledgerFault(error: unknown): Fault | null {
  const state = sqlState(error);
  if (isRefused(state)) {
    const [code, detail] = REFUSED[state];
    return new Fault(code, detail, { cause: error });
  }
  const constraint = constraintOf(error) ?? '';
  if (!isHeldByTables(constraint)) return null;
  const [code, detail] = HELD_BY_TABLES[constraint];
  return new Fault(code, detail, { cause: error });
}
