/**
 * The entrusted bank (受托银行): mandates, debits, payouts, results, transfers that come in.
 *
 * A refusal is a value. A fault is UNKNOWN, whatever it says: what may have left is asked for by its
 * key, and sent again only when the bank says that it does not know it (`bank-delivery.ts`).
 * Instructions are therefore never tried twice within a call.
 *
 * @source 通知（征求意见稿）（四）（五）
 */
import type { PlainDate } from '../../src/domain/calendar.ts';
import type { Yuan } from '../../src/domain/money.ts';
import {
  type BankInstruction,
  type BankPage,
  type BankResult,
  type BankTransfer,
  inOrder,
  instructionsAnswer,
  once,
  receiptAnswer,
  resultsAnswer,
  transfersAnswer,
} from './bank-answer.ts';
import { type MandateCalls, mandateCalls } from './bank-mandates.ts';
import {
  type BankStatement,
  fetchStatement,
  type StatementOptions,
  type StatementWanted,
} from './bank-statement.ts';
import { type Health } from './health.ts';
import { type CallOptions, createOutside, type Outside, type OutsideOptions } from './http.ts';

/** Instructions of one request, and keys and results of one question. */
export const BANK_ITEMS_MAX = 1000;

/** Our serial is the key; the card must be the mandate's. Personal data. */
export interface BankDebit {
  readonly key: string;
  readonly mandate: string;
  readonly card: string;
  readonly holder: string;
  readonly amount: Yuan;
  /** Stands on the person's statement; no personal data. */
  readonly text: string;
}
export type BankPayout = Omit<BankDebit, 'mandate'>;

export interface BankBatch<Item> {
  readonly center: string;
  /** Under which the results are asked for. */
  readonly batch: string;
  /** The day on which it runs; one that is over means at once. */
  readonly on: PlainDate;
  /** 1 to 1,000, each key once. */
  readonly items: readonly Item[];
}

export interface BankReceipt {
  readonly batch: string;
  /** How many of the items the bank now has; fewer than were sent: ask which, by their keys. */
  readonly accepted: number;
}

/** Without further attempts: what may have left is asked for instead. */
export type OnceOptions = Omit<CallOptions, 'attempts'>;

export interface ResultsWanted {
  readonly center: string;
  /** Null: of all batches. */
  readonly batch: string | null;
  /** Cursor of the page before; "0" from the beginning. */
  readonly after: string;
  /** 1,000 unless told otherwise. */
  readonly limit?: number;
}

/**
 * All calls throw Fault 'outside-system-unavailable' or 'outside-answer-unusable' when there is no
 * usable answer, and 'effect-conflict' when a key stands for another content at the bank.
 */
export interface BankClient extends MandateCalls {
  /** @throws RangeError for none or more than 1,000 items, or a key that stands there twice */
  readonly sendDebits: (batch: BankBatch<BankDebit>, options: OnceOptions) => Promise<BankReceipt>;
  /** @throws RangeError as above */
  readonly sendPayouts: (
    batch: BankBatch<BankPayout>,
    options: OnceOptions,
  ) => Promise<BankReceipt>;
  /** How each key stands: every key once, in the order of the question. */
  readonly findInstructions: (
    keys: readonly string[],
    options: CallOptions,
  ) => Promise<readonly BankInstruction[]>;
  /** Results since a cursor, each once within the page; the same may be told again later. */
  readonly results: (wanted: ResultsWanted, options: CallOptions) => Promise<BankPage<BankResult>>;
  readonly incoming: (
    wanted: Omit<ResultsWanted, 'batch'>,
    options: CallOptions,
  ) => Promise<BankPage<BankTransfer>>;
  /** Fetches the statement of a day into a file; 'not-ready' while the day is not over. */
  readonly fetchStatement: (
    wanted: StatementWanted,
    options: StatementOptions,
  ) => Promise<BankStatement>;
  readonly health: () => Health;
  readonly close: () => Promise<void>;
}

/** A thousand instructions take their time, and a thousand results, told twice, their room. */
const LIMITS = { answerBytesMax: 2_097_152, attemptTimeoutMs: 15_000, slowAfterMs: 5_000 };

export function createBankClient(options: OutsideOptions): BankClient {
  const limits = { ...LIMITS, ...options.limits };
  const outside = createOutside('bank', { ...options, limits });
  return {
    ...mandateCalls(outside),
    ...batchCalls(outside),
    ...questionCalls(outside),
    fetchStatement: (wanted, call) => fetchStatement(outside, wanted, call),
    health: outside.health,
    close: outside.close,
  };
}

type Calls<Names extends keyof BankClient> = Pick<BankClient, Names>;

function batchCalls({ call }: Outside): Calls<'sendDebits' | 'sendPayouts'> {
  const send = async <Item extends BankPayout>(
    path: string,
    { center, batch, on, items }: BankBatch<Item>,
    options: OnceOptions,
  ): Promise<BankReceipt> => {
    checkKeys(items.map(({ key }) => key));
    const requestId = options.key;
    const { accepted } = await call(
      {
        method: 'POST',
        path,
        body: { requestId, center, batch, day: on, items },
        status: 200,
        schema: receiptAnswer,
        belongs: (one) =>
          one.requestId === requestId && one.batch === batch && one.accepted <= items.length,
      },
      { ...options, attempts: 1 },
    );
    return { batch, accepted };
  };
  return {
    sendDebits: ({ items, ...batch }, options) => {
      const plain = items.map(({ key, mandate, card, holder, amount, text }) => ({
        ...{ key, mandate, card, holder, amount, text },
      }));
      return send('/v1/debits', { ...batch, items: plain }, options);
    },
    sendPayouts: ({ items, ...batch }, options) => {
      const plain = items.map(({ key, card, holder, amount, text }) => ({
        ...{ key, card, holder, amount, text },
      }));
      return send('/v1/payouts', { ...batch, items: plain }, options);
    },
  };
}

/** @throws RangeError */
function checkKeys(keys: readonly string[]): void {
  if (keys.length === 0 || keys.length > BANK_ITEMS_MAX) {
    throw new RangeError(`1 to ${BANK_ITEMS_MAX} items at once`);
  }
  if (new Set(keys).size < keys.length) throw new RangeError('a key stands there twice');
}

function questionCalls({ call }: Outside): Calls<'findInstructions' | 'results' | 'incoming'> {
  return {
    findInstructions: async (keys, options) => {
      checkKeys(keys);
      const requestId = options.key;
      const { items } = await call(
        {
          method: 'POST',
          path: '/v1/instructions/queries',
          body: { requestId, keys },
          status: 200,
          schema: instructionsAnswer,
          // One that is left out is not "not known".
          belongs: (one) =>
            one.requestId === requestId &&
            one.items.length === keys.length &&
            one.items.every(({ key }, at) => key === keys[at]),
        },
        options,
      );
      return items;
    },
    results: async ({ center, batch, after, limit = BANK_ITEMS_MAX }, options) => {
      const requestId = options.key;
      const { items, next, more } = await call(
        {
          method: 'POST',
          path: '/v1/results',
          body: { requestId, center, batch, after, limit },
          status: 200,
          schema: resultsAnswer,
          belongs: (one) =>
            one.requestId === requestId &&
            goesOn(one, after) &&
            one.items.every((item) => batch === null || item.batch === batch),
        },
        options,
      );
      return { items: inOrder(items), next, more };
    },
    incoming: async ({ center, after, limit = BANK_ITEMS_MAX }, options) => {
      const requestId = options.key;
      const { items, next, more } = await call(
        {
          method: 'POST',
          path: '/v1/incoming',
          body: { requestId, center, after, limit },
          status: 200,
          schema: transfersAnswer,
          belongs: (one) => one.requestId === requestId && goesOn(one, after),
        },
        options,
      );
      return { items: once(items), next, more };
    },
  };
}

/** A cursor that stood still while there is more would be asked for ever. */
function goesOn(
  { items, next, more }: { items: readonly unknown[]; next: string; more: boolean },
  after: string,
): boolean {
  const stands = BigInt(next) <= BigInt(after);
  return stands ? BigInt(next) === BigInt(after) && items.length === 0 && !more : true;
}
