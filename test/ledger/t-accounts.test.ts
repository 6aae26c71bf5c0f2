/** Every kind of journal posted by whatever posts it, beside its T-account in docs/ledger.md. */
import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { bookTitle } from '../../src/cases/wording-ledger.ts';
import type { Tx } from '../../src/db/pool.ts';
import { settleSuspense } from '../../src/db/suspense.ts';
import { inTransaction } from '../../src/db/transaction.ts';
import { yuan } from '../../src/domain/money.ts';
import { contributionJournal, coverMonths } from '../../src/ledger/contributions.ts';
import { takeAsFundIncome } from '../../src/ledger/fund-income.ts';
import { clawBack } from '../../src/ledger/clawback.ts';
import { placeHold } from '../../src/ledger/holds.ts';
import { takeBack as recall } from '../../src/ledger/recall.ts';
import { subsidize } from '../../src/ledger/subsidies.ts';
import { acting, bench, CENTER, NOW } from '../db/fixtures.ts';
import { tamper } from '../db/tamper.ts';
import { tAccounts, type Entry } from '../docs/t-accounts.ts';
import { arrived, assign, owedBy, payBack, sentBack, takeBack } from './corrections.ts';
import { DAY, reserve, takeover } from './entries.ts';
import { newAccount, record } from './fixtures.ts';
import { correctSource } from './source-corrections.ts';
import { instructions } from './instructions.ts';
import { on, settleYear, takeover as savings } from './interest-fixtures.ts';

const suite = bench();
const { deducted, drawn, paid, refused, returned } = instructions(suite);

const inTx = <T>(work: (tx: Tx) => Promise<T>) =>
  inTransaction(suite.app, work, { isolation: 'read committed' });

/** A month under a debit's key. @returns its journal */
async function month(account: string, key: string, covers = '2026-10'): Promise<string> {
  const [made] = await record(suite, [
    contributionJournal({
      ...{ key: `contribution/${key}`, account, amount: yuan('800.00'), on: DAY },
      ...{ serial: `S-${key}`, by: 'test' },
    }),
  ]);
  const { journal } = made!;
  await inTx((tx) =>
    coverMonths(tx, [
      { account, from: covers, to: covers, months: 1, amount: '800.00', on: DAY, journal },
    ]),
  );
  return journal;
}

async function corrections(): Promise<void> {
  const account = await newAccount(suite);
  const wrong = await month(account, 'debit/wrong');
  await takeBack(suite, wrong);
  const lacking = await month(account, 'debit/lacking', '2026-09');
  await record(suite, [reserve(account, '300.00', { kind: 'deduction' })]);
  await takeBack(suite, lacking);
  const [owed] = await owedBy(suite, account);
  const { item } = await arrived(suite, '300.00');
  await payBack(suite, owed!, item);
}

async function suspense(): Promise<void> {
  const account = await newAccount(suite);
  await assign(suite, (await arrived(suite, '800.00')).item, account);
  const back = await arrived(suite, '800.00');
  await sentBack(suite, { item: back.item, document: `P-${back.serial}`, on: DAY });
  const { item } = await arrived(suite, '800.00');
  await settleSuspense(suite.api, {
    ...{ item, version: 1, action: 'fund', paid: null, document: null, reason: '查明', on: DAY },
    by: acting('sun', 'supervisor'),
  });
  const contribution = await month(account, 'debit/subsidized', '2026-08');
  const given = { n: 1, account, month: '2026-08', contribution, amount: '40.00', rate: '0.05' };
  await inTx((tx) => subsidize(tx, { center: CENTER, run: 'test', on: DAY }, [given]));
}

async function payments(): Promise<void> {
  const account = await newAccount(suite);
  await record(suite, [takeover(account, '90000.00')]);
  await refused((await drawn(account, '5000.00')).key);
  const later = await drawn(account, '5000.00');
  await paid(later.key, '5000.00', '2026-11-25');
  await returned(later.key, '5000.00');
  const more = await drawn(account, '5000.00');
  await paid(more.key, '5010.00');
  const court = { id: randomUUID(), kind: 'court', document: '冻1号', placedOn: DAY } as const;
  await inTx((tx) => placeHold(tx, { ...court, account, amount: yuan('1200.00'), by: 'test' }));
  const taken = await deducted(account, '1200.00', { hold: court.id });
  await paid(taken.key, '1200.00');
  await inTx((tx) =>
    clawBack(tx, more.caseId, { on: DAY, at: NOW, by: 'test', breach: randomUUID() }),
  );
  await inTx((tx) =>
    takeAsFundIncome(tx, {
      ...{ center: CENTER, caseId: randomUUID(), account, round: 1, on: DAY, by: 'test' },
      drawn: [{ source: 'flexible', amount: yuan('5000.00') }],
    }),
  );
}

async function recalled(): Promise<void> {
  const account = await newAccount(suite);
  const key = 'debit/recalled';
  const journal = await month(account, key);
  await record(suite, [reserve(account, '300.00', { kind: 'deduction' })]);
  await tamper(
    suite,
    `insert into contribution_due (account, covers_from, covers_to, months, amount, agreement, due_on,
       grace_until, attempts_max, state, settled_on)
     values ('${account}', '2026-10', '2026-10', 1, 800, gen_random_uuid(), '${DAY}', '${DAY}', 1, 'paid',
       '${DAY}')`,
    `insert into debit (key, center, account, covers_from, attempt, mandate, amount, run, n, batch, state,
       outcome, serial, moved, booked_on, journal)
     values ('${key}', '${CENTER}', '${account}', '2026-10', 1, gen_random_uuid(), 800, 'r', 1, 1, 'paid',
       'paid', 'S', 800, '${DAY}', ${journal})`,
  );
  const refusal = { reason: 'other', bankCode: '99' } as const;
  const told = { key, amount: yuan('800.00'), returnSerial: 'R1', returnedOn: DAY, refusal };
  await inTx((tx) => recall(tx, told, { center: CENTER, at: NOW, retryGap: () => 3 }));
}

/** Two supervisors say where money of unknown source belongs. */
async function reclassified(): Promise<void> {
  const account = await newAccount(suite);
  await record(suite, [takeover(account, '3000.00', 'unclassified')]);
  const asked = { from: 'unclassified', to: 'unit', amount: '3000.00' };
  await correctSource(suite, account, asked);
}

/** As a reconciliation posts what the statement calls interest and fees. */
async function ownLines(): Promise<void> {
  const lines = [
    { serial: 'I1', amount: '120.50', nature: 'interest' },
    { serial: 'F1', amount: '-2.00', nature: 'fee' },
  ] as const;
  for (const { serial, amount, nature } of lines) {
    const { rows } = await suite.owner.query<{ posted: string }>(
      `select bank_own_post(jsonb_populate_record(null::bank_difference, $1),
         ('zhou', 'supervisor', 'test', $2)::actor) as posted`,
      [
        {
          ...{
            id: randomUUID(),
            center: CENTER,
            day: DAY,
            kind: 'missing-here',
            serial,
            version: 1,
          },
          proposal: { income: amount, nature },
        },
        new Date(NOW),
      ],
    );
    expect(rows[0]?.posted).toMatch(/^\d+$/);
  }
}

const marks = (lines: readonly (readonly [book: string, side: string])[]) =>
  [...new Set(lines.map(([book, side]) => `${side} ${book}`))].toSorted().join(', ');

const drawnMarks = (entries: readonly Entry[]) =>
  marks(entries.map(({ account, side }) => [account.split('·')[0] ?? '', side] as const));

describe('a journal, posted by whatever posts it', () => {
  const posted = new Map<string, Set<string>>();
  const kinds = tAccounts();

  beforeAll(async () => {
    const saver = await newAccount(suite);
    await record(suite, [savings(saver, '20000.00', { valueDate: on('2025-07-01') })]);
    await settleYear(suite, { first: saver, year: 2026 });
    await corrections();
    await suspense();
    await payments();
    await recalled();
    await ownLines();
    await reclassified();
    const { rows } = await suite.owner.query<{
      id: string;
      kind: string;
      book: string;
      side: string;
    }>(
      `select j.id, j.kind, p.book, case when p.amount < 0 then 'debit' else 'credit' end as side
         from journal j join posting p on p.journal = j.id where p.amount <> 0`,
    );
    for (const lines of Map.groupBy(rows, ({ id }) => id).values()) {
      const { kind } = lines[0]!;
      const seen = posted.get(kind) ?? new Set();
      posted.set(kind, seen.add(marks(lines.map((one) => [bookTitle(one.book), one.side]))));
    }
  });

  it.each(kinds.map((one) => [one.kind, one] as const))(
    '%s moves the books that docs/ledger.md draws',
    (kind, { entries }) => {
      expect([...(posted.get(kind) ?? [])]).toContain(drawnMarks(entries));
    },
  );

  it('has the name and the code of A.5 that the database has', async () => {
    const { rows } = await suite.api.query<{ row: readonly string[] }>(
      'select array[code, title, business] as row from journal_kind',
    );
    expect(kinds.map(({ kind, title, business }) => [kind, title, business]).toSorted()).toEqual(
      rows.map(({ row }) => row).toSorted(),
    );
  });
});
