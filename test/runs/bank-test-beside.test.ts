/**
 * The bank test beside all kinds of runs that move money, and beside payouts, closings and reversals, all
 * at once: at every moment all postings sum to zero, every journal balances by itself, every account has
 * what its postings say, and nobody has less than nothing.
 */
import { beforeAll, describe, expect, it } from 'vitest';
import type { BankClient } from '../../activities/outside/bank.ts';
import { inTransaction } from '../../src/db/transaction.ts';
import { plainDate } from '../../src/domain/calendar.ts';
import { closeEmpty } from '../../src/ledger/accounts.ts';
import { bookRefused } from '../../src/ledger/payouts.ts';
import { bench, NOW } from '../db/fixtures.ts';
import { bankTest, type BankTest } from '../harness/bank-test.ts';
import { takeBack } from '../ledger/corrections.ts';
import { drawing } from '../ledger/drawing.ts';
import { contribution, DAY, takeover } from '../ledger/entries.ts';
import { newAccount, record } from '../ledger/fixtures.ts';
import { on, takeover as stood } from '../ledger/interest-fixtures.ts';
import { bankDouble } from './bank-double.ts';
import { contributor, debitKey, type Contributor } from './contributors.ts';
import { runs, shippedFigures } from './fixtures.ts';

const suite = bench();
const bank = bankDouble();
/** A bank takes its time. */
const slow: BankClient = {
  ...bank.client,
  results: async (...asked) => {
    await new Promise((resolve) => setTimeout(resolve, 60));
    return bank.client.results(...asked);
  },
};
const office = runs(suite, { bank: () => slow });
const { drawn, paid, back, booked } = drawing(suite);

const PAYERS = 60;
const SAVERS = 1000;
const EMPTY = 40;
/** Everything goes on until the reader has looked so often at it. */
const LOOKS_MIN = 5;

beforeAll(() => shippedFigures(suite));

const instant = (day: string) => Date.parse(`${day}T10:00:00+08:00`);

/** Begun, approved where that is asked for, and done. */
async function run(kind: string, day: string, meanwhile: () => void = () => undefined) {
  const id = await office.start(kind, day);
  if ((await office.drive(id, instant(day))).state === 'previewed') {
    await office.act(id, 'approve');
    await office.drive(id, instant(day));
  }
  meanwhile();
  const { state } = await office.drive(id, instant(day));
  expect([id, state]).toEqual([id, 'done']);
  return id;
}

/** What is done once in one month after the other; `watched` is what the reader has to look at. */
type Round = (day: (text: string) => string, n: number, watched: Watched) => Promise<void>;
type Watched = <T>(work: () => Promise<T>) => Promise<T>;

const everyMonth = (n: number) => (text: string) =>
  `${String(2026 + Math.floor(n / 12))}-${String((n % 12) + 1).padStart(2, '0')}-${text}`;

async function payers(): Promise<readonly Contributor[]> {
  const made: Contributor[] = [];
  for (let n = 0; n < PAYERS; n += 1) {
    made.push(await contributor(suite, { openedOn: '2025-12-05', paidTo: '2025-12' }));
  }
  return made;
}

async function empties(): Promise<void> {
  for (let n = 0; n < EMPTY; n += 1) {
    // As of its first moment: a collection beside it would reckon what is due from a plan in force.
    await contributor(suite, {
      ...{ fromMonth: '2025-01', paidTo: '2025-01' },
      ...{ mandate: 'none', plan: 'ended' },
    });
  }
}

/** What the cases do that the run began: each account is closed in a transaction of its own. */
async function closings(sweep: string, day: string): Promise<number> {
  const begun = (await office.items(sweep)).filter(({ outcome }) => outcome === 'closing-begun');
  for (const { account } of begun) {
    const closed = { account: String(account), on: plainDate(day), reason: 'dormant' } as const;
    await inTransaction(suite.app, (tx) => closeEmpty(tx, closed));
  }
  return begun.length;
}

/** Reserved, then paid, refused, or paid and given back. */
async function payouts(n: number): Promise<void> {
  const account = await newAccount(suite);
  await record(suite, [takeover(account, '5000.00')]);
  const { key } = await drawn(account, '3000.00');
  if (n % 3 === 0) {
    const refusal = { reason: 'card-closed', bankCode: '46', bookedOn: DAY, at: NOW } as const;
    await booked(key, (tx, row) => bookRefused(tx, row, refusal));
    return;
  }
  await paid(key, '3000.00');
  if (n % 3 === 1) await back(key, '3000.00');
}

async function reversals(): Promise<void> {
  const account = await newAccount(suite);
  const [wrong] = await record(suite, [contribution(account, '800.00')]);
  await takeBack(suite, wrong!.journal);
}

/** The rounds of every kind, and what there is before the first one. */
async function kinds(): Promise<Readonly<Record<string, Round>>> {
  const all = await payers();
  const savers: string[] = [];
  for (let n = 0; n < SAVERS; n += 1) savers.push(await newAccount(suite));
  const before = { valueDate: on('2025-12-31') };
  await record(
    suite,
    savers.map((account) => stood(account, '3600.00', before)),
  );
  return {
    collection: async (day, n, watched) => {
      const month = day('15').slice(0, 7);
      const answers = () => {
        // One in ten is refused, and some are taken back a month later.
        for (const [at, one] of all.entries()) {
          if (at % 10 === 9) bank.refuse(debitKey(one, month), day('15'));
          else bank.pay(debitKey(one, month), day('15'));
        }
        const before = everyMonth(n - 1)('15').slice(0, 7);
        if (n > 0) bank.recall(debitKey(all[n % 9]!, before), day('15'));
      };
      await watched(() => run('collection', day('15'), answers));
    },
    settlement: async (_, n, watched) => {
      await watched(() => run('interest-settlement', `${String(2026 + n)}-06-30`));
    },
    dormancy: async (day, _, watched) => {
      await empties();
      const closed = await watched(async () => {
        const sweep = await run('dormancy-sweep', day('20'));
        return closings(sweep, day('20'));
      });
      expect(closed).toBe(EMPTY);
    },
    payouts: (_, n, watched) => watched(() => payouts(n)),
    reversals: (_, _n, watched) => watched(reversals),
  };
}

/** Goes on until the reader has looked often enough. @returns how often it looked at each round */
async function beside(reader: BankTest, round: Round): Promise<readonly number[]> {
  const looks: number[] = [];
  const total = () => looks.reduce((sum, one) => sum + one, 0);
  for (let n = 0; n < 3 || total() < LOOKS_MIN; n += 1) {
    await round(everyMonth(n), n, async (work) => {
      const before = reader.looks();
      const done = await work();
      looks.push(reader.looks() - before);
      return done;
    });
  }
  return looks;
}

describe('the bank test beside all that moves money', { timeout: 300_000 }, () => {
  it('sees zero, balances that are sums, and nobody below zero, at every moment', async () => {
    const rounds = Object.entries(await kinds());
    const reader = await bankTest(suite.database.urls.api, { everything: true });
    const seen = await Promise.all(
      rounds.map(async ([kind, round]) => [kind, await beside(reader, round)] as const),
    );
    const { looks, wrong } = await reader.stop();
    expect(wrong).toEqual([]);
    for (const [kind, each] of seen) {
      // One round may be over between two looks; all of a kind were looked into often enough.
      const total = each.reduce((sum, one) => sum + one, 0);
      expect(total, kind).toBeGreaterThanOrEqual(LOOKS_MIN);
    }
    expect(looks).toBeGreaterThanOrEqual(LOOKS_MIN);
    const { rows } = await suite.owner.query<{ kind: string }>(
      'select distinct kind from journal order by kind',
    );
    for (const kind of ['contribution', 'reversal', 'interest', 'reserve', 'payment', 'takeover']) {
      expect(rows.map((row) => row.kind)).toContain(kind);
    }
  });
});
