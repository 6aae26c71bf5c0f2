/** Random walks of everything that moves or holds money, beside a small model of our own. */
import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, daysBetween, plainDate, type PlainDate } from '../../src/domain/calendar.ts';
import { yuan, type Yuan } from '../../src/domain/money.ts';
import { inTransaction } from '../../src/db/transaction.ts';
import type { MoneySource } from '../../src/ledger/chart.ts';
import { coverMonths } from '../../src/ledger/contributions.ts';
import { placeHold, releaseHold } from '../../src/ledger/holds.ts';
import { reverseJournal } from '../../src/ledger/journals.ts';
import { bench, CENTER } from '../db/fixtures.ts';
import { bankTest } from '../harness/bank-test.ts';
import { arrived, owedBy, payBack, takeBack, wrongOf } from './corrections.ts';
import { contribution, reserve, takeover } from './entries.ts';
import { balanceOf, newAccount, record } from './fixtures.ts';
import { settleYear } from './interest-fixtures.ts';
import { Model, type Moved } from './walk-model.ts';

const suite = bench();
/** `npm run walks` makes ten thousand. */
const WALKS = Number(process.env['ANJU_LEDGER_WALKS'] ?? 20);
/** Walks at one time, each of an account of its own. */
const LANES = 4;
const SOURCES: readonly MoneySource[] = ['unit', 'flexible'];
const FIRST = plainDate('2026-01-01');

const cents = fc.integer({ min: 1, max: 100_000 });
const source = fc.integer({ min: 0, max: 1 });
const which = fc.integer({ min: 0, max: 30 });
const days = fc.integer({ min: 0, max: 25 });
/** Money comes in often enough for what goes out to meet every part of the books. */
const step = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constantFrom('pay-in' as const, 'take-over' as const),
      ...{ source, cents, days },
    }),
  },
  {
    weight: 5,
    arbitrary: fc.record({ do: fc.constant('pay-out' as const), source, cents, days }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('hold' as const), cents }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('release' as const), which }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('reverse' as const), which }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('correct' as const), which }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('recover' as const), cents, which }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('settle' as const) }) },
);
type Step = typeof step extends fc.Arbitrary<infer One> ? One : never;
const steps = fc.array(step, { minLength: 20, maxLength: 40, size: 'max' });

const text = (amount: number): Yuan => yuan((amount / 100).toFixed(2));
const CODES = { low: { code: 'balance-too-low' }, held: { code: 'money-held' } };
const dayOf = (on: PlainDate) => daysBetween(FIRST, on);

interface Walk {
  readonly account: string;
  readonly model: Model;
  on: PlainDate;
  /** The next 30 June that is settled: nothing is recorded for a day after it before that. */
  year: number;
  months: number;
  ended: boolean;
}

async function walk(taken: readonly Step[]): Promise<void> {
  const account = await newAccount(suite);
  const model = new Model(SOURCES.length);
  const at: Walk = { account, model, on: FIRST, year: 2026, months: 0, ended: false };
  for (const one of taken) {
    await take(at, one);
    if (at.ended) break;
    for (const [n, source] of SOURCES.entries()) {
      const { carried, current } = model.parts[n]!;
      expect(await balanceOf(suite, account, source)).toEqual({
        carried: text(carried),
        current: text(current),
        amount: text(carried + current),
      });
    }
  }
  await proveWhole(at);
}

async function take(at: Walk, one: Step): Promise<void> {
  switch (one.do) {
    case 'hold':
      return hold(at, one.cents);
    case 'release':
      return release(at, one.which);
    case 'reverse':
      return reverse(at, one.which);
    case 'correct':
      return correct(at, one.which);
    case 'recover':
      return recover(at, one);
    case 'settle':
      return settle(at);
    case 'pay-in':
    case 'take-over':
    case 'pay-out': {
      const last = plainDate(`${String(at.year)}-06-30`);
      const next = addDays(at.on, one.days);
      at.on = next > last ? last : next;
      return one.do === 'pay-out' ? payOut(at, one) : payIn(at, one);
    }
  }
}

async function hold({ account, model, on }: Walk, cents: number): Promise<void> {
  const id = randomUUID();
  const order = { kind: 'court', document: '执1号', placedOn: on, by: 'test' } as const;
  const amount = text(cents);
  await inTransaction(suite.app, (tx) => placeHold(tx, { id, account, amount, ...order }));
  model.holds.push({ id, cents, released: false });
}

async function release({ model, on }: Walk, which: number): Promise<void> {
  const held = model.holds[which % Math.max(1, model.holds.length)];
  if (!held) return;
  const order = { releasedOn: on, by: 'test', document: '解1号' };
  await inTransaction(suite.app, (tx) => releaseHold(tx, held.id, order));
  held.released = true;
}

interface Move {
  readonly do: string;
  readonly source: number;
  readonly cents: number;
}

async function payIn(at: Walk, { do: what, source, cents }: Move): Promise<void> {
  const { account, model, on } = at;
  const of = SOURCES[source]!;
  const isCarried = what === 'take-over';
  const [done] = await record(suite, [
    isCarried
      ? { ...takeover(account, text(cents), of), valueDate: on }
      : contribution(account, text(cents), { source: of, valueDate: on }),
  ]);
  const journal = done!.journal;
  const month = isCarried ? null : `20${String(30 + Math.floor(at.months / 12))}-${mm(at.months)}`;
  if (month !== null) {
    at.months += 1;
    const paid = { account, from: month, to: month, months: 1, amount: text(cents), on, journal };
    await inTransaction(suite.app, (tx) => coverMonths(tx, [paid]));
  }
  const parts = { carried: isCarried ? cents : 0, current: isCarried ? 0 : cents };
  model.apply({ journal, kind: 'in', source, ...parts, day: dayOf(on), month });
}

const mm = (n: number) => String((n % 12) + 1).padStart(2, '0');

async function payOut({ account, model, on }: Walk, { source, cents }: Move): Promise<void> {
  const parts = model.split(source, cents, false);
  const paying = record(suite, [
    reserve(account, text(cents), { source: SOURCES[source]!, valueDate: on }),
  ]);
  if (!parts) await expect(paying).rejects.toMatchObject(CODES.low);
  else if (model.held() > 0 && model.total() - cents < model.held()) {
    await expect(paying).rejects.toMatchObject(CODES.held);
  } else {
    const { journal } = (await paying)[0]!;
    const [carried, current] = parts;
    const moved = { carried: -carried, current: -current, day: dayOf(on), month: null };
    model.apply({ journal, kind: 'out', source, ...moved });
  }
}

/** Taken back today by its mirror image alone; months are the business of whoever does it so. */
async function reverse({ model, on }: Walk, which: number): Promise<void> {
  const plain = model.moved.filter(({ month }) => month === null);
  const moved = plain[which % Math.max(1, plain.length)];
  if (!moved) return;
  const key = `test/reversal/${randomUUID()}`;
  const taking = inTransaction(suite.app, (tx) =>
    reverseJournal(tx, CENTER, moved.journal, { key, valueDate: on, by: 'test' }),
  );
  const back = partsBack(model, moved);
  if (moved.reversed || moved.kind === 'other') {
    await expect(taking).rejects.toMatchObject({ code: 'action-not-permitted' });
  } else if (!back) await expect(taking).rejects.toMatchObject(CODES.low);
  else {
    const { journal } = await taking;
    moved.reversed = true;
    const { source } = moved;
    model.apply({ journal, kind: 'other', source, ...back, day: dayOf(on), month: null });
  }
}

function partsBack(model: Model, { source, carried, current }: Moved) {
  const amount = carried + current;
  if (amount < 0) return { carried: -carried, current: -current };
  const back = model.split(source, amount, true);
  return back && { carried: -back[0], current: -back[1] };
}

/** Taken back by two persons, as though it never was; what is lacking is owed. */
async function correct({ account, model }: Walk, which: number): Promise<void> {
  const open = model.moved.filter(({ reversed, kind }) => !reversed && kind !== 'other');
  const moved = open[which % Math.max(1, open.length)];
  if (!moved) return;
  const { source, day } = moved;
  const amount = moved.carried + moved.current;
  const part = model.parts[source]!;
  const lacks = Math.max(0, amount - part.carried - part.current);
  const journals = await takeBack(suite, moved.journal);
  if (lacks > 0) {
    model.add(source, { carried: 0, current: lacks, from: day });
    model.debts.push({ journal: journals[0]!, cents: lacks, left: lacks });
  }
  model.add(source, { ...partsBack(model, moved)!, from: day });
  moved.reversed = true;
  const owed = await owedBy(suite, account);
  expect(owed.map(({ amount: sum, recovered }) => [sum, recovered])).toEqual(
    model.debts.map(({ cents, left }) => [text(cents), text(cents - left)]),
  );
}

/** Money that came in pays what is owed, the whole of it or not at all. */
async function recover(
  { account, model }: Walk,
  { cents, which }: { readonly cents: number; readonly which: number },
): Promise<void> {
  const open = model.debts.filter(({ left }) => left > 0);
  const debt = open[which % Math.max(1, open.length)];
  if (!debt) return;
  const row = (await owedBy(suite, account)).find(({ journal }) => journal === debt.journal)!;
  // Now and then just what is left.
  const pays = which % 3 === 0 ? debt.left : cents;
  const { item } = await arrived(suite, text(pays));
  const paying = payBack(suite, row, item);
  if (pays > debt.left) {
    await expect(paying).rejects.toMatchObject({ code: 'action-not-permitted' });
  } else {
    await paying;
    debt.left -= pays;
  }
}

async function settle(at: Walk): Promise<void> {
  const last = plainDate(`${String(at.year)}-06-30`);
  if (!at.model.settle(dayOf(last))) {
    at.ended = true;
    return;
  }
  await settleYear(suite, { first: at.account, year: at.year });
  at.on = addDays(last, 1);
  at.year += 1;
}

/** Balances are the sums of their postings, months are those that count, debts what is owed. */
async function proveWhole({ account, model }: Walk): Promise<void> {
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
  const { rows: paid } = await suite.api.query<{ month: string }>(
    'select month from contribution where account = $1 and taken_back is null order by month',
    [account],
  );
  expect(paid.map(({ month }) => month)).toEqual(model.months());
}

describe('any order of payments, holds, corrections, recoveries and settlements', () => {
  it(
    `leaves the ledger as a small model has it (${WALKS} walks)`,
    { timeout: 7_200_000 },
    async () => {
      const reader = await bankTest(suite.database.urls.api);
      const numRuns = Math.ceil(WALKS / LANES);
      await Promise.all(
        Array.from({ length: LANES }, () =>
          fc.assert(fc.asyncProperty(steps, walk), { numRuns, endOnFailure: false }),
        ),
      );
      expect((await reader.stop()).wrong).toEqual([]);
      const { rows } = await suite.api.query(
        `select coalesce(sum(amount), 0)::text as total, count(*) filter (where lines <> counted)::int as broken
         from posting p
         join (select journal, count(*) as counted from posting group by journal) c using (journal)
         join journal j on j.id = p.journal`,
      );
      expect(rows).toEqual([{ total: '0.00', broken: 0 }]);
      for (const check of ['reversals', 'suspense', 'receivables'] as const) {
        expect(await wrongOf(suite, check)).toEqual([]);
      }
    },
  );
});
