/**
 * The bank's answers, read without guessing: every state has all that belongs to it, or the answer
 * is unusable. That the bank does not know a key is something it says, never a missing page.
 */
import { z } from 'zod';
import { bankRefusal, type BankRefusal } from '../../src/domain/bank-refusals.ts';
import { isPlainDate, type PlainDate } from '../../src/domain/calendar.ts';
import { Fault } from '../../src/domain/fault.ts';
import { exact, isYuan, yuan, type Yuan } from '../../src/domain/money.ts';

/** How an instruction stands. Amounts in yuan; days are the bank's. */
export type BankInstruction =
  /** The bank never took it: only now may it be sent (again). */
  | { readonly state: 'not-known'; readonly key: string }
  /** Taken, not carried out yet: ask later. */
  | (Known & { readonly state: 'processing' })
  | (Known & Moved & { readonly state: 'done' })
  /** Not carried out, no money moved. */
  | (Known & {
      readonly state: 'refused';
      readonly refusal: BankRefusal;
      readonly bookedOn: PlainDate;
    })
  /** Carried out, and the money came back: a payment returned, a debit recalled. */
  | (Known &
      Moved & {
        readonly state: 'returned';
        readonly refusal: BankRefusal;
        readonly returnSerial: string;
        readonly returnedOn: PlainDate;
      });

interface Known {
  readonly key: string;
  readonly batch: string;
  readonly kind: 'debit' | 'payout';
  /** What the bank says it was told to move. */
  readonly asked: Yuan;
}

interface Moved {
  /** What moved. */
  readonly amount: Yuan;
  /** What moved more (or, negative, less) than it was told to; "0.00" when all is well. */
  readonly difference: Yuan;
  /** The bank's number of the line in the statement. */
  readonly serial: string;
  readonly bookedOn: PlainDate;
}

/** One result or transfer may be told again: whoever books it does so by its key or serial, once. */
export interface BankPage<Item> {
  readonly items: readonly Item[];
  /** Cursor to go on from. */
  readonly next: string;
  /** There is more to be had at once. */
  readonly more: boolean;
}

export type BankResult = Exclude<BankInstruction, { readonly state: 'not-known' | 'processing' }>;

/** The bank has said what became of it. */
export function isResult(answer: BankInstruction | undefined): answer is BankResult {
  return answer !== undefined && answer.state !== 'not-known' && answer.state !== 'processing';
}

/** Money that came in by itself. */
export interface BankTransfer {
  readonly serial: string;
  readonly amount: Yuan;
  readonly bookedOn: PlainDate;
  readonly text: string;
  readonly virtualAccount: string | null;
  /** Left out: a transfer. Interest that the bank credits on the deposit is the center's own. */
  readonly kind?: 'transfer' | 'interest' | undefined;
  /** Who paid, where the bank knows. */
  readonly payer?: string | null | undefined;
  readonly payerAccount?: string | null | undefined;
}

const id = z.string().min(1).max(200);
const day = z.custom<PlainDate>(isPlainDate);
export const positive = z.custom<Yuan>((text) => isYuan(text) && exact(text).greaterThan(0));
export const money = z.custom<Yuan>(isYuan);
const code = z.string().regex(/^[0-9A-Za-z]{1,20}$/);

const known = {
  key: id,
  batch: id,
  kind: z.enum(['debit', 'payout']),
  asked: positive,
};
const moved = { amount: positive, serial: id, bookedOn: day };

const processing = z
  .object({ ...known, state: z.literal('accepted') })
  .transform((one) => ({ ...one, state: 'processing' as const }));
const done = z
  .object({ ...known, ...moved, state: z.literal('done') })
  .transform((one) => ({ ...one, difference: difference(one) }));
const refused = z
  .object({ ...known, state: z.literal('refused'), amount: z.null(), code, bookedOn: day })
  .transform(({ code: bankCode, amount: _, ...one }) => ({
    ...one,
    refusal: bankRefusal(bankCode),
  }));
const returned = z
  .object({
    ...known,
    ...moved,
    state: z.literal('returned'),
    code,
    returnSerial: id,
    returnedOn: day,
  })
  .transform(({ code: bankCode, ...one }) => ({
    ...one,
    difference: difference(one),
    refusal: bankRefusal(bankCode),
  }));
const notKnown = z.object({ key: id, state: z.literal('not-known') });

const result = z.union([done, refused, returned]);
const instruction = z.union([notKnown, processing, result]);
const transfer = z.object({
  serial: id,
  amount: positive,
  bookedOn: day,
  text: z.string().max(200),
  virtualAccount: z.string().max(200).nullable(),
  kind: z.enum(['transfer', 'interest']).optional(),
  payer: z.string().max(200).nullish(),
  payerAccount: z.string().max(200).nullish(),
});

function difference({ asked, amount }: { readonly asked: Yuan; readonly amount: Yuan }): Yuan {
  const more = exact(amount).minus(exact(asked));
  return yuan(more.isZero() ? '0.00' : more.toFixed(2));
}

/** What the bank told by itself, read as its answer. @throws Fault 'outside-answer-unusable' */
export function resultTold(content: unknown): BankResult {
  return toldAs(result, content);
}

/** The same of money that came in. @throws Fault 'outside-answer-unusable' */
export function transferTold(content: unknown): BankTransfer {
  return toldAs(transfer, content);
}

function toldAs<T>(schema: z.ZodType<T>, content: unknown): T {
  const read = schema.safeParse(content);
  if (!read.success) throw new Fault('outside-answer-unusable', 'what the bank told is unusable');
  return read.data;
}

/** Twice a full page, for a bank that tells everything twice. */
const ITEMS_MAX = 2000;
const cursor = z.string().regex(/^(0|[1-9]\d{0,15})$/);

export const instructionsAnswer = z.object({
  requestId: id,
  items: z.array(instruction).max(ITEMS_MAX),
});
export const resultsAnswer = pageOf(result);
export const transfersAnswer = pageOf(transfer);

function pageOf<Item extends z.ZodType>(item: Item) {
  return z.object({
    requestId: id,
    items: z.array(item).max(ITEMS_MAX),
    next: cursor,
    more: z.boolean(),
  });
}

export const receiptAnswer = z.object({
  requestId: id,
  result: z.literal('accepted'),
  batch: id,
  accepted: z.int().min(0),
});

export type MandateState = 'unconfirmed' | 'active' | 'cancelled';
export type MandateAnswer =
  | { readonly result: 'accepted'; readonly mandate: string; readonly state: MandateState }
  | {
      readonly result: 'refused';
      readonly refusal: BankRefusal;
      /** How the mandate stands; null when there is none. */
      readonly state: MandateState | null;
    };

const mandateState = z.enum(['unconfirmed', 'active', 'cancelled']);

export const mandateAnswer = z.union([
  z.object({
    requestId: id,
    result: z.literal('accepted'),
    mandate: id,
    state: mandateState,
  }),
  z
    .object({
      requestId: id,
      result: z.literal('refused'),
      code,
      mandate: id.nullable(),
      state: mandateState.nullable(),
    })
    .transform(({ code: bankCode, ...one }) => ({ ...one, refusal: bankRefusal(bankCode) })),
]);

export interface BankMandate {
  readonly mandate: string;
  readonly state: MandateState;
  /** Last four digits of the card in force, and of one that waits for its confirmation. */
  readonly cardEnd: string;
  readonly nextCardEnd: string | null;
  /** The most that one debit may take, yuan. */
  readonly limit: Yuan;
  readonly signedOn: PlainDate;
  readonly confirmedOn: PlainDate | null;
  readonly cancelledOn: PlainDate | null;
  readonly cancelledBy: 'center' | 'holder' | null;
}

const cardEnd = z.string().regex(/^\d{4}$/);
export const mandateView = z.union([
  z.object({ requestId: id, result: z.literal('not-known'), mandate: id }),
  z.object({
    requestId: id,
    result: z.literal('known'),
    mandate: id,
    state: mandateState,
    cardEnd,
    nextCardEnd: cardEnd.nullable(),
    limit: positive,
    signedOn: day,
    confirmedOn: day.nullable(),
    cancelledOn: day.nullable(),
    cancelledBy: z.enum(['center', 'holder']).nullable(),
  }),
]);

const sum = z.custom<Yuan>((text) => isYuan(text) && !exact(text).isNegative());
export const statementAnswer = z.union([
  z.object({
    requestId: id,
    result: z.literal('not-ready'),
    center: id,
    day,
  }),
  z.object({
    requestId: id,
    result: z.literal('ready'),
    center: id,
    day,
    charset: z.enum(['utf-8', 'gb18030']),
    bytes: z.int().min(0),
    sha256: z.string().regex(/^[0-9a-f]{64}$/),
    lines: z.int().min(0),
    opening: money,
    received: sum,
    paid: sum,
    closing: money,
  }),
]);

/** What is told twice in the same words is one fact. */
export function once<Item extends object>(items: readonly Item[]): readonly Item[] {
  return [...new Map(items.map((item) => [JSON.stringify(item), item])).values()];
}

/** The results of a page, each once, and what came back after what was done. */
export function inOrder(items: readonly BankResult[]): readonly BankResult[] {
  const late = ({ state }: BankResult) => Number(state === 'returned');
  return [...once(items)].sort((one, other) => late(one) - late(other));
}
