/** Money that comes in by itself: one transfer, one account, one center never keeps the others from being booked. */
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { takeIncomingTransfers } from '../../activities/incoming.ts';
import { createOffices, type Offices } from '../../activities/offices.ts';
import type { BankTransfer } from '../../activities/outside/bank-answer.ts';
import type { BankClient } from '../../activities/outside/bank.ts';
import { inTransaction } from '../../src/db/transaction.ts';
import { plainDate } from '../../src/domain/calendar.ts';
import { yuan } from '../../src/domain/money.ts';
import { contributionJournal } from '../../src/ledger/contributions.ts';
import { insertDues } from '../../src/ledger/dues.ts';
import { recordJournals } from '../../src/ledger/journals.ts';
import { bench, CENTER } from '../db/fixtures.ts';
import { balanceOf } from '../ledger/fixtures.ts';
import { contributor, type Contributor } from './contributors.ts';
import { shippedFigures } from './fixtures.ts';

const suite = bench();
const OTHER = '210200';
let came: Record<string, BankTransfer[]>;
let asked: string[];
let away: readonly string[];
let offices: Offices;
beforeAll(async () => {
  await shippedFigures(suite);
  offices = createOffices(suite.app);
});
beforeEach(async () => {
  came = { [CENTER]: [], [OTHER]: [] };
  asked = [];
  away = [];
  await suite.owner.query('delete from bank_cursor');
});

const bank = {
  incoming: ({ center, after }: { center: string; after: string }) => {
    asked.push(center);
    if (away.includes(center)) return Promise.reject(new Error('a page that cannot be read'));
    const all = came[center] ?? [];
    const items = all.slice(Number(after));
    return Promise.resolve({ items, next: String(all.length), more: false });
  },
} as unknown as BankClient;

let serial = 0;
function arrives(to: Contributor | null, amount: string, on = '2026-11-20', center = CENTER) {
  const number = `A${String((serial += 1)).padStart(5, '0')}`;
  came[center]?.push({
    ...{ serial: number, amount: yuan(amount), bookedOn: plainDate(on), text: '缴存' },
    virtualAccount: to?.account ?? null,
  });
  return number;
}

function take(): Promise<number> {
  const { app: pool, secrets } = suite;
  const { signal } = new AbortController();
  return takeIncomingTransfers({ pool, secrets, bank, offices, signal });
}

async function suspense(number: string) {
  const { rows } = await suite.owner.query<Record<string, unknown>>(
    'select cause, amount, account, state from suspense_item where serial = $1',
    [number],
  );
  return rows[0];
}

async function paid({ account }: Contributor): Promise<readonly string[]> {
  const { rows } = await suite.owner.query<{ month: string }>(
    'select month from contribution where account = $1 and taken_back is null order by month',
    [account],
  );
  return rows.map(({ month }) => month);
}

/** As a debit leaves it. */
async function pays({ account }: Contributor, month: string, on: string) {
  const amount = yuan('800.00');
  const paying = {
    account,
    amount,
    on: plainDate(on),
    serial: `S-${account}-${month}`,
    by: 'test',
  };
  const journal = contributionJournal({ ...paying, key: `test/${account}/${month}` });
  await inTransaction(suite.app, async (tx) => {
    const [recorded] = await recordJournals(tx, CENTER, [journal]);
    await tx.query('select cover_months(row($1, $2, $2, 1)::paid_months, $3, $4, $5)', [
      ...[account, month, amount, on, recorded?.journal],
    ]);
  });
}

const owes = ({ account, agreement }: Contributor, month: string) =>
  inTransaction(suite.app, (tx) =>
    insertDues(
      tx,
      [
        {
          ...{ account, agreement, coversFrom: month, coversTo: month, months: 1 },
          ...{ amount: '800.00', dueOn: `${month}-05`, graceUntil: `${month}-30`, attemptsMax: 3 },
        },
      ],
      `${month}-05`,
    ),
  );

describe('a month that is owed before one that is paid', () => {
  it('is paid by its own amount, and an amount over the paid one waits in suspense', async () => {
    const one = await contributor(suite, { paidTo: '2026-10' });
    await owes(one, '2026-11');
    await pays(one, '2026-12', '2026-11-10');
    const over = arrives(one, '1600.00');
    const stranger = arrives(null, '5.00');
    expect(await take()).toBe(2);
    expect(await suspense(over)).toMatchObject({ cause: 'beyond-horizon', account: one.account });
    expect(await suspense(stranger)).toMatchObject({ state: 'open' });
    arrives(one, '800.00');
    await take();
    expect(await paid(one)).toEqual(['2026-11', '2026-12']);
  });

  it('is paid on the day on which the bank had the money, though the next month is paid by now', async () => {
    const one = await contributor(suite, { paidTo: '2026-08' });
    await owes(one, '2026-09');
    await pays(one, '2026-10', '2026-10-01');
    const over = arrives(one, '1600.00', '2026-09-30');
    arrives(one, '800.00', '2026-09-30');
    await take();
    expect(await suspense(over)).toMatchObject({ cause: 'beyond-horizon' });
    expect(await paid(one)).toEqual(['2026-09', '2026-10']);
  });
});

describe('an account whose record is wrong', () => {
  it('has its money in suspense with a task, and what came after it is booked', async () => {
    const bad = await contributor(suite, { paidTo: '2026-10' });
    const good = await contributor(suite, { paidTo: '2026-10' });
    // A month no calendar has: nothing reckons with it.
    await suite.owner.query('alter table plan drop constraint if exists plan_from_month_check');
    await suite.owner.query(`update plan set from_month = '2026-99' where account = $1`, [
      bad.account,
    ]);
    const stuck = arrives(bad, '800.00');
    arrives(good, '800.00');
    expect(await take()).toBe(2);
    expect(await suspense(stuck)).toMatchObject({ cause: 'account-refused', amount: '800.00' });
    expect((await balanceOf(suite, bad.account)).amount).toBe('0.00');
    expect(await paid(good)).toEqual(['2026-11']);
    const { rowCount } = await suite.owner.query(
      `select from task t join suspense_item i on i.id = t.suspense
        where i.serial = $1 and t.kind = 'settle-suspense'`,
      [stuck],
    );
    expect(rowCount).toBe(1);
  });
});

describe('a center whose page cannot be read', () => {
  it('is told as failed, and every other center has its money', async () => {
    await suite.owner.query(
      `insert into center (code, name, short_name, document_prefix)
       values ($1, '邻市住房公积金管理中心', '邻市中心', '邻') on conflict do nothing`,
      [OTHER],
    );
    away = [CENTER];
    const number = arrives(null, '7.00', '2026-11-20', OTHER);
    await expect(take()).rejects.toThrow('a page that cannot be read');
    expect(asked).toContain(OTHER);
    expect(await suspense(number)).toMatchObject({ amount: '7.00' });
  });
});
