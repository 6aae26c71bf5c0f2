/**
 * A payment that is with the bank: waited for, asked for when no answer came, mended when it was refused.
 *
 * As long as the bank has not answered the case does nothing but ask: the money is reserved, and the
 * instruction is sent again only when the bank does not know its key.
 */
import type { PayoutNow } from '../../activities/withdrawal.ts';
import { waitFor } from '../../src/cases/wait-specs.ts';
import { addDays, startOf, type PlainDate } from '../../src/domain/calendar.ts';
import { steadily } from './commit.ts';
import { endOf } from './days.ts';
import type { Desk, Draft } from './desk.ts';

const AT_BANK = 'paying';
/** The hour at which a case asks by itself. */
const MORNING_MS = 9 * 3_600_000;
/** Working days in which a supervisor looks at a payment without an answer. */
const REPAIR_DAYS = 1;
/** Working days in which a clerk calls for another card. */
const MEND_TASK_DAYS = 2;

export interface PayoutNotes {
  /** Instructions so far. */
  readonly attempts: number;
  /** The last day on which the bank's answer is waited for without anybody looking. */
  readonly payoutUntil: PlainDate | null;
  /** The last day on which another card may be named after a payment failed. */
  readonly mendUntil: PlainDate | null;
  /** Days in which another card may be named. */
  readonly mendDays: number;
}

export const NO_PAYOUT: PayoutNotes = {
  ...{ attempts: 0, payoutUntil: null, mendUntil: null, mendDays: 0 },
};

type PayingDesk<Notes> = Pick<
  Desk<string, string, Notes>,
  'caseId' | 'today' | 'version' | 'stage' | 'advance' | 'changed' | 'readBooks'
>;

/** How payments of one case type are waited for, told and mended. */
export interface Paying<Notes> {
  readonly desk: PayingDesk<Notes>;
  /** The stage of a payment of which nobody knows what became of it. */
  readonly unknownAt: string;
  /** What the course remembers of its payments. */
  readonly payout: () => PayoutNotes;
  /** Everything the course remembers, with another memory of its payments. */
  readonly noted: (payout: PayoutNotes) => Notes;
  /** What the stage says beside the payment. */
  readonly detail: () => Readonly<Record<string, unknown>>;
  readonly paid: (payout: PayoutNow) => Draft<Notes>;
  /** What a payment that the bank refused leads to; left out: another card is waited for. */
  readonly refused?: (payout: PayoutNow) => Promise<Draft<Notes>>;
  /** The papers that tell it was not paid. */
  readonly failedPapers: (
    payout: PayoutNow,
    until: PlainDate,
  ) => NonNullable<Draft<Notes>['documents']>;
  /** Kinds of tasks that are over when the payment is looked at or failed; left out: all of the case. */
  readonly doneWith?: readonly string[];
}

/** What waits for the bank's answer, for the draft that pays. */
export function payoutWait(until: PlainDate, last4: string) {
  return waitFor('payout', endOf(until), { last4, until });
}

/**
 * Looks what became of the payment; null: nothing is known that was not.
 *
 * A payment that the course does not know of was ordered by a worker that was gone before it could say
 * so: the books are ahead, and the course goes on from where they say the case stands.
 */
export async function heardOfPayout<Notes>(paying: Paying<Notes>): Promise<Draft<Notes> | null> {
  const { desk } = paying;
  if (![AT_BANK, paying.unknownAt].includes(desk.stage())) return null;
  const { caseId } = desk;
  const payout = await steadily(({ lookAtPayout }) => lookAtPayout({ caseId }));
  const { attempts } = paying.payout();
  if (payout === null || payout.n < attempts) return null;
  if (payout.n > attempts) {
    await desk.readBooks();
    return null;
  }
  switch (payout.state) {
    case 'ready':
    case 'sent':
      return null;
    case 'refused':
      return paying.refused?.(payout) ?? failed(paying, payout);
    case 'paid':
    case 'returned':
      return paying.paid(payout);
  }
}

/** 付款中: until the bank has answered, or longer than it may take without anybody looking. */
export async function awaitPayout<Notes>(paying: Paying<Notes>): Promise<void> {
  const { desk } = paying;
  const seen = desk.version();
  const { payoutUntil } = paying.payout();
  const last = payoutUntil === null ? Infinity : endOf(payoutUntil);
  if (await desk.changed(seen, Math.min(nextMorning(desk.today()), last))) return;
  await desk.advance(async () => {
    const heard = await heardOfPayout(paying);
    return heard ?? (Date.now() >= last ? parked(paying, 'park') : null);
  }, seen);
}

/** 需处理: each morning the message to the bank is due again, however often it was given up. */
export async function keepAsking<Notes>(paying: Paying<Notes>): Promise<void> {
  const { desk } = paying;
  const seen = desk.version();
  if (await desk.changed(seen, nextMorning(desk.today()))) return;
  await desk.advance(async () => (await heardOfPayout(paying)) ?? parked(paying, 'ask'), seen);
}

/** 立即向银行查询. */
export async function askedNow<Notes>(
  paying: Paying<Notes>,
  reason: string,
): Promise<Draft<Notes>> {
  const done = { kind: 'payout-asked-for', content: { reason } };
  const next = (await heardOfPayout(paying)) ?? parked(paying, 'ask');
  return { ...next, step: 'ask-now', events: [done, ...next.events] };
}

/** The next nine o'clock. */
export function nextMorning(day: PlainDate): number {
  const today = startOf(day) + MORNING_MS;
  return today > Date.now() ? today : startOf(addDays(day, 1)) + MORNING_MS;
}

/** 付款结果不明: nobody knows whether it was paid. The bank is asked, by itself and when somebody wants it. */
function parked<Notes>(
  { desk, unknownAt, payout, noted, doneWith, detail: beside }: Paying<Notes>,
  step: 'park' | 'ask',
): Draft<Notes> {
  const now = payout();
  const retryAt = nextMorning(desk.today());
  const detail = { retryAt };
  const first = step === 'park';
  return {
    step,
    notes: noted(now),
    events: first ? [{ kind: 'payout-unknown', public: detail }] : [],
    stage: { at: unknownAt, detail: { ...beside(), ...detail } },
    effects: [{ name: 'ask-for-payout', params: { n: now.attempts } }],
    waits: { close: 'all', open: [waitFor('payout-unknown', retryAt, detail)] },
    ...(first && {
      tasks: {
        close: doneWith ?? 'all',
        open: [{ kind: 'payout-unknown', role: 'supervisor', workingDays: REPAIR_DAYS }],
      },
    }),
  };
}

/** 付款未成功: the money is in the account again, and the person names another card. */
function failed<Notes>(paying: Paying<Notes>, payout: PayoutNow): Draft<Notes> {
  const { desk } = paying;
  const now = paying.payout();
  const until = now.mendUntil ?? addDays(desk.today(), now.mendDays);
  const { reason: code, cardLast4: last4 } = payout;
  const detail = { code, last4, until };
  return {
    step: 'failed',
    notes: paying.noted({ ...now, mendUntil: until, payoutUntil: null }),
    events: [{ kind: 'withdrawal-payment-failed', public: detail }],
    stage: { at: 'payment failed', detail: { ...paying.detail(), ...detail } },
    documents: paying.failedPapers(payout, until),
    waits: { close: 'all', open: [waitFor('payout-card', endOf(until), detail)] },
    tasks: {
      close: paying.doneWith ?? 'all',
      open: [{ kind: 'mend-payout', role: 'clerk', workingDays: MEND_TASK_DAYS, ownBranch: true }],
    },
  };
}
