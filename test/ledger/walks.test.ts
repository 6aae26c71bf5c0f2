/** Random walks of everything that moves or holds money, beside a small model of our own. */
import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { yuan, type Yuan } from '../../src/domain/money.ts';
import { inTransaction } from '../../src/db/transaction.ts';
import type { MoneySource } from '../../src/ledger/chart.ts';
import { placeHold, releaseHold } from '../../src/ledger/holds.ts';
import { reverseJournal } from '../../src/ledger/journals.ts';
import { bench, CENTER } from '../db/fixtures.ts';
import { bankTest } from '../harness/bank-test.ts';
import { DAY, contribution, reserve, takeover } from './entries.ts';
import { balanceOf, newAccount, record } from './fixtures.ts';

const suite = bench();
/** `npm run soak` makes ten thousand. */
const WALKS = Number(process.env['ANJU_LEDGER_WALKS'] ?? 25);
const SOURCES: readonly MoneySource[] = ['unit', 'flexible'];

type Step =
  | {
      readonly do: 'pay-in' | 'take-over' | 'pay-out';
      readonly source: number;
      readonly cents: number;
    }
  | { readonly do: 'hold'; readonly cents: number }
  | { readonly do: 'release'; readonly which: number }
  | { readonly do: 'reverse'; readonly which: number };

const cents = fc.integer({ min: 1, max: 100_000 });
const source = fc.integer({ min: 0, max: 1 });
const which = fc.integer({ min: 0, max: 30 });
/** Money comes in often enough for what goes out to meet every part of the books. */
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({ do: fc.constantFrom('pay-in', 'take-over'), source, cents }),
  },
  { weight: 5, arbitrary: fc.record({ do: fc.constant('pay-out'), source, cents }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('hold'), cents }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('release'), which }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('reverse'), which }) },
);
const steps = fc.array(step, { minLength: 20, maxLength: 40, size: 'max' });

interface Moved {
  readonly journal: string;
  readonly source: number;
  readonly carried: number;
  readonly current: number;
  reversed: boolean;
}

/** Whole cents; what the ledger must say after every step. */
class Model {
  readonly parts = SOURCES.map(() => ({ carried: 0, current: 0 }));
  readonly holds: { readonly id: string; readonly cents: number; released: boolean }[] = [];
  readonly moved: Moved[] = [];

  total(): number {
    return this.parts.reduce((sum, { carried, current }) => sum + carried + current, 0);
  }

  held(): number {
    return this.holds.reduce((sum, hold) => sum + (hold.released ? 0 : hold.cents), 0);
  }

  /** What a debit takes from each part; null: there is not enough. */
  split(source: number, amount: number, currentFirst: boolean): [number, number] | null {
    const part = this.parts[source]!;
    if (amount > part.carried + part.current) return null;
    const first = Math.min(amount, currentFirst ? part.current : part.carried);
    return currentFirst ? [amount - first, first] : [first, amount - first];
  }

  apply(source: number, carried: number, current: number, journal: string): void {
    const part = this.parts[source]!;
    part.carried += carried;
    part.current += current;
    this.moved.push({ journal, source, carried, current, reversed: false });
  }
}

const text = (amount: number): Yuan => yuan((amount / 100).toFixed(2));
const CODES = { low: { code: 'balance-too-low' }, held: { code: 'money-held' } };

async function walk(taken: readonly Step[]): Promise<void> {
  const account = await newAccount(suite);
  const model = new Model();
  for (const one of taken) {
    await take(account, model, one);
    for (const [n, source] of SOURCES.entries()) {
      const { carried, current } = model.parts[n]!;
      expect(await balanceOf(suite, account, source)).toEqual({
        carried: text(carried),
        current: text(current),
        amount: text(carried + current),
      });
    }
  }
  await proveWhole(account);
}

async function take(account: string, model: Model, one: Step): Promise<void> {
  if (one.do === 'hold') {
    const id = randomUUID();
    const order = { kind: 'court', document: '执1号', placedOn: DAY, by: 'test' } as const;
    const amount = text(one.cents);
    await inTransaction(suite.app, (tx) => placeHold(tx, { id, account, amount, ...order }));
    model.holds.push({ id, cents: one.cents, released: false });
  } else if (one.do === 'release') {
    const hold = model.holds[one.which % Math.max(1, model.holds.length)];
    if (!hold) return;
    const release = { releasedOn: DAY, by: 'test', document: '解1号' };
    await inTransaction(suite.app, (tx) => releaseHold(tx, hold.id, release));
    hold.released = true;
  } else if (one.do === 'reverse') await reverse(model, one.which);
  else await move(account, model, one);
}

async function move(
  account: string,
  model: Model,
  { do: what, source, cents: amount }: Extract<Step, { source: number }>,
): Promise<void> {
  const of = { source: SOURCES[source]! };
  if (what !== 'pay-out') {
    const isCarried = what === 'take-over';
    const [done] = await record(suite, [
      isCarried
        ? takeover(account, text(amount), of.source)
        : contribution(account, text(amount), of),
    ]);
    model.apply(source, isCarried ? amount : 0, isCarried ? 0 : amount, done!.journal);
    return;
  }
  const parts = model.split(source, amount, false);
  const paying = record(suite, [reserve(account, text(amount), of)]);
  if (!parts) await expect(paying).rejects.toMatchObject(CODES.low);
  else if (model.held() > 0 && model.total() - amount < model.held()) {
    await expect(paying).rejects.toMatchObject(CODES.held);
  } else model.apply(source, -parts[0], -parts[1], (await paying)[0]!.journal);
}

async function reverse(model: Model, which: number): Promise<void> {
  const moved = model.moved[which % Math.max(1, model.moved.length)];
  if (!moved) return;
  const key = `test/reversal/${randomUUID()}`;
  const taking = inTransaction(suite.app, (tx) =>
    reverseJournal(tx, CENTER, moved.journal, { key, valueDate: DAY, by: 'test' }),
  );
  const amount = moved.carried + moved.current;
  const back =
    amount < 0 ? [-moved.carried, -moved.current] : model.split(moved.source, amount, true);
  if (moved.reversed) {
    await expect(taking).rejects.toMatchObject({ code: 'action-not-permitted' });
  } else if (!back) await expect(taking).rejects.toMatchObject(CODES.low);
  else {
    const sign = amount < 0 ? 1 : -1;
    const { journal } = await taking;
    moved.reversed = true;
    model.apply(moved.source, sign * back[0]!, sign * back[1]!, journal);
    // A reversal is not reversed in its turn.
    model.moved.at(-1)!.reversed = true;
  }
}

/** Every journal of the account is whole, and its balances are the sums of its postings. */
async function proveWhole(account: string): Promise<void> {
  const { rows } = await suite.api.query(
    `select b.source from balance b
       left join lateral (select coalesce(sum(carried), 0) as carried,
                                 coalesce(sum(current), 0) as current
                            from posting p where p.account = b.account and p.source = b.source) s
         on true
      where b.account = $1 and (b.carried, b.current) is distinct from (s.carried, s.current)`,
    [account],
  );
  expect(rows).toEqual([]);
}

describe('any order of payments, holds and reversals', () => {
  it(
    `leaves the ledger as a small model has it (${WALKS} walks)`,
    { timeout: 3_600_000 },
    async () => {
      const reader = await bankTest(suite.database.urls.api);
      await fc.assert(fc.asyncProperty(steps, walk), {
        numRuns: WALKS,
        endOnFailure: false,
      });
      expect((await reader.stop()).wrong).toEqual([]);
      const { rows } = await suite.api.query(
        `select coalesce(sum(amount), 0)::text as total, count(*) filter (where lines <> counted)::int as broken
         from posting p
         join (select journal, count(*) as counted from posting group by journal) c using (journal)
         join journal j on j.id = p.journal`,
      );
      expect(rows).toEqual([{ total: '0.00', broken: 0 }]);
    },
  );
});
