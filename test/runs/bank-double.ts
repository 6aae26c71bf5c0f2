/**
 * A bank in memory, for what the real simulator cannot do: any day, any order of answers, answers
 * lost on the way. It takes each key once and remembers what it was told.
 */
import type { BankResult } from '../../activities/outside/bank-answer.ts';
import type { BankClient, BankDebit } from '../../activities/outside/bank.ts';
import { plainDate } from '../../src/domain/calendar.ts';
import { Fault } from '../../src/domain/fault.ts';
import { exact, yuan } from '../../src/domain/money.ts';

export interface BankDouble {
  readonly client: BankClient;
  /** Instructions it has, by key. */
  readonly has: () => ReadonlyMap<string, BankDebit>;
  /** How often an instruction came over the line, also when the bank had it. */
  readonly sendings: () => number;
  /** Answers one instruction; what it was told, unless said otherwise. */
  readonly pay: (key: string, on: string, amount?: string) => void;
  readonly refuse: (key: string, on: string, reason?: 'insufficient-funds' | 'card-closed') => void;
  readonly recall: (key: string, on: string) => void;
  /** Paid, which it says only when it is asked for by its key. */
  readonly known: (key: string, on: string) => void;
  /** Tells an answer as it is. */
  readonly tell: (result: BankResult) => void;
  /** The next sending: takes only so many, takes all and loses the answer, or nothing comes. */
  readonly nextSending: (fate: Fate) => void;
}

type Fate = { readonly take: number } | 'answer-lost' | 'unreachable';

export function bankDouble(): BankDouble {
  const known = new Map<string, BankDebit>();
  const events: BankResult[] = [];
  const quiet = new Map<string, BankResult>();
  const fates: Fate[] = [];
  let sendings = 0;
  let serial = 0;
  const nextSerial = () => `B${String((serial += 1)).padStart(6, '0')}`;
  const common = (key: string) => ({
    ...{ key, batch: 'b', kind: 'debit' as const },
    asked: yuan(known.get(key)?.amount ?? '1.00'),
  });
  const moved = (key: string, on: string, amount = known.get(key)?.amount ?? '1.00') => {
    const difference = exact(amount).minus(exact(common(key).asked));
    return {
      ...{ serial: nextSerial(), bookedOn: plainDate(on), amount: yuan(amount) },
      difference: yuan(difference.isZero() ? '0.00' : difference.toFixed(2)),
    };
  };
  const client: Partial<BankClient> = {
    sendDebits: ({ batch, items }) => {
      const fate = fates.shift();
      sendings += items.length;
      const take = typeof fate === 'object' ? fate.take : items.length;
      if (fate === 'unreachable') return Promise.reject(away());
      for (const item of items.slice(0, take)) known.set(item.key, item);
      if (fate === 'answer-lost') return Promise.reject(away());
      return Promise.resolve({ batch, accepted: take });
    },
    findInstructions: (keys) =>
      Promise.resolve(
        keys.map((key) =>
          known.has(key)
            ? (quiet.get(key) ?? { ...common(key), state: 'processing' as const })
            : { state: 'not-known' as const, key },
        ),
      ),
    results: ({ after }) => {
      const items = events.slice(Number(after));
      return Promise.resolve({ items, next: String(events.length), more: false });
    },
  };
  return {
    client: client as BankClient,
    has: () => known,
    sendings: () => sendings,
    pay: (key, on, amount) => {
      events.push({ ...common(key), ...moved(key, on, amount), state: 'done' });
    },
    refuse: (key, on, reason = 'insufficient-funds') => {
      const refusal = { reason, bankCode: '51' };
      events.push({ ...common(key), state: 'refused', refusal, bookedOn: plainDate(on) });
    },
    recall: (key, on) => {
      const refusal = { reason: 'other' as const, bankCode: '99' };
      const back = { returnSerial: nextSerial(), returnedOn: plainDate(on) };
      // What comes back is the line that was told, under its number.
      const paid = events.findLast((one) => one.key === key && one.state === 'done');
      const line =
        paid?.state === 'done' ? { ...moved(key, on), serial: paid.serial } : moved(key, on);
      events.push({ ...common(key), ...line, ...back, refusal, state: 'returned' });
    },
    known: (key, on) => {
      quiet.set(key, { ...common(key), ...moved(key, on), state: 'done' });
    },
    tell: (result) => {
      events.push(result);
    },
    nextSending: (fate) => {
      fates.push(fate);
    },
  };
}

function away(): Fault {
  return new Fault('outside-system-unavailable', 'the bank does not answer');
}
