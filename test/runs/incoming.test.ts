/** Money that comes in by itself: booked once, to whom it belongs or to suspense; then dealt with. */
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { takeIncomingTransfers } from '../../activities/incoming.ts';
import { createOffices, type Offices } from '../../activities/offices.ts';
import type { BankTransfer } from '../../activities/outside/bank-answer.ts';
import type { BankClient } from '../../activities/outside/bank.ts';
import { readPayer, settleSuspense } from '../../src/db/suspense.ts';
import { inTransaction } from '../../src/db/transaction.ts';
import { plainDate } from '../../src/domain/calendar.ts';
import { yuan } from '../../src/domain/money.ts';
import { insertDues, markMissed } from '../../src/ledger/dues.ts';
import { acting, bench, CENTER } from '../db/fixtures.ts';
import { balanceOf } from '../ledger/fixtures.ts';
import { contributor, type Contributor } from './contributors.ts';
import { shippedFigures } from './fixtures.ts';

const suite = bench();
const came: BankTransfer[] = [];
const bank = {
  incoming: ({ center, after }: { center: string; after: string }) =>
    Promise.resolve({
      items: center === CENTER ? came.slice(Number(after)) : [],
      next: center === CENTER ? String(came.length) : '0',
      more: false,
    }),
} as unknown as BankClient;

let offices: Offices;
beforeAll(async () => {
  await shippedFigures(suite);
  offices = createOffices(suite.app);
});

let serial = 0;
const nextSerial = () => `T${String((serial += 1)).padStart(5, '0')}`;

async function arrives(
  virtualAccount: string | null,
  amount: string,
  more: Partial<BankTransfer> = {},
): Promise<string> {
  const number = more.serial ?? nextSerial();
  came.push({
    ...{ serial: number, amount: yuan(amount), bookedOn: plainDate('2026-11-20') },
    ...{ text: '缴存 荀况', virtualAccount, ...more },
  });
  const { app: pool, secrets } = suite;
  await takeIncomingTransfers({
    pool,
    secrets,
    bank,
    offices,
    signal: new AbortController().signal,
  });
  return number;
}

async function suspense(number: string) {
  const { rows } = await suite.owner.query<Record<string, unknown>>(
    'select * from suspense_item where serial = $1',
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

describe('a transfer', () => {
  let one: Contributor;
  beforeEach(async () => {
    one = await contributor(suite, { paidTo: '2026-10' });
  });

  it('that is interest on the deposit is no receipt: neither a journal nor money in suspense', async () => {
    const number = await arrives(null, '3.21', { kind: 'interest' });
    expect(await suspense(number)).toBeUndefined();
    const { rowCount } = await suite.owner.query(
      'select from journal where center = $1 and (document = $2 or key like $3)',
      [CENTER, number, `%${number}`],
    );
    expect(rowCount).toBe(0);
  });

  it('pays no month of retirement: what would reach there stands in suspense', async () => {
    const old = await contributor(suite, { paidTo: '2026-10', retiresOn: '2026-12-05' });
    const beyond = await arrives(old.account, '1600.00');
    expect(await suspense(beyond)).toMatchObject({ cause: 'beyond-horizon' });
    await arrives(old.account, '800.00');
    expect(await paid(old)).toEqual(['2026-11']);
    const late = await arrives(old.account, '800.00');
    expect(await suspense(late)).toMatchObject({ cause: 'retired' });
  });

  it('that bears the number of an account and pays whole months is its contribution', async () => {
    await arrives(one.account, '1600.00');
    expect((await balanceOf(suite, one.account)).amount).toBe('1600.00');
    expect(await paid(one)).toEqual(['2026-11', '2026-12']);
  });

  it('of an amount outside the limits of its month stands in suspense, at the limit it is booked', async () => {
    await suite.owner.query(
      `insert into figure (center, district, name, value, valid_from, document_number, proposed_by,
         approved_by) values ($1, '210106', 'contribution-base-min', '9000.00', '2026-11-01',
         '测〔2026〕7号', 'sun', 'zhou')`,
      [CENTER],
    );
    offices.forget();
    const [low, least] = [
      await contributor(suite, { paidTo: '2026-10', monthlyAmount: '899.99' }),
      await contributor(suite, { paidTo: '2026-10', monthlyAmount: '900.00' }),
    ];
    await suite.owner.query(`update plan set district = '210106' where account = any ($1)`, [
      [low.account, least.account],
    ]);
    const number = await arrives(low.account, '899.99');
    expect(await suspense(number)).toMatchObject({ cause: 'outside-limits', account: low.account });
    await arrives(least.account, '900.00');
    expect([await paid(low), await paid(least)]).toEqual([[], ['2026-11']]);
  });

  it('told twice is booked once', async () => {
    const number = await arrives(one.account, '800.00');
    await arrives(one.account, '800.00', { serial: number });
    expect((await balanceOf(suite, one.account)).amount).toBe('800.00');
  });

  it.each([
    ['without a number', null, '800.00', 'no-virtual-account'],
    ['for an account that is not there', '00000000000000009999', '800.00', 'account-unknown'],
  ])('%s stands in suspense, with what the payer wrote sealed', async (_, to, amount, cause) => {
    const number = await arrives(to, amount);
    const item = await suspense(number);
    expect(item).toMatchObject({ cause, amount, state: 'open' });
    expect(item?.['note']).toMatch(/^v1\./);
    expect(item?.['payer']).toBeNull();
  });

  it('keeps sealed who paid it, for whoever looks for the owner with a reason', async () => {
    const told = { payer: '荀小况', payerAccount: '6222020000000000' };
    const number = await arrives(null, '12.00', told);
    const item = await suspense(number);
    expect(String(item?.['payer'])).toMatch(/^v1\./);
    const asked = {
      item: String(item?.['id']),
      reason: '查找归属',
      by: acting('sun', 'supervisor'),
    };
    expect(await readPayer(suite.api, suite.secrets, asked)).toEqual({
      payer: { name: '荀小况', account: '6222020000000000' },
      note: '缴存 荀况',
    });
    const { rows } = await suite.owner.query<{ kept: string }>(
      `select public::text || coalesce(content, '') as kept from event where kind = 'suspense-read'`,
    );
    expect(rows).toHaveLength(1);
    expect(rows[0]?.kept).toContain(number);
    expect(rows[0]?.kept).not.toMatch(/荀|6222|查找/);
  });

  it.each([
    ['799.99', 'below-owed'],
    ['1200.00', 'no-whole-months'],
    ['2400.00', 'beyond-horizon'],
  ])('of %s stands in suspense (%s) beside the account it names', async (amount, cause) => {
    const number = await arrives(one.account, amount);
    expect(await suspense(number)).toMatchObject({ cause, account: one.account });
    expect((await balanceOf(suite, one.account)).amount).toBe('0.00');
  });

  it('for an account whose data cannot be opened stands in suspense, and those after it are booked', async () => {
    const bad = await contributor(suite, { paidTo: '2026-10' });
    await suite.owner.query(
      `update agreement a set parameters = b.parameters from agreement b where a.id = $1 and b.id = $2`,
      [bad.agreement, one.agreement],
    );
    const [first, second] = [nextSerial(), nextSerial()];
    const common = { amount: yuan('800.00'), bookedOn: plainDate('2026-11-20'), text: '缴存' };
    came.push({ ...common, serial: first, virtualAccount: bad.account });
    await arrives(one.account, '800.00', { serial: second });
    expect(await suspense(first)).toMatchObject({
      ...{ cause: 'data-unreadable', account: bad.account, amount: '800.00', state: 'open' },
    });
    expect(await paid(one)).toEqual(['2026-11']);
  });

  it('for a sealed account stands in suspense', async () => {
    await suite.owner.query(
      `update account set state = 'sealed', sealed_on = '2026-11-01' where number = $1`,
      [one.account],
    );
    const number = await arrives(one.account, '800.00');
    expect(await suspense(number)).toMatchObject({ cause: 'account-not-normal' });
  });
});

/** A cycle that came to be owed and was not paid in the days there were for it. */
async function missed(one: Contributor, [coversFrom, coversTo]: readonly [string, string]) {
  const { account, agreement } = one;
  const months = Number(coversTo.slice(5)) - Number(coversFrom.slice(5)) + 1;
  const dueOn = `${coversFrom}-15`;
  const due = { coversFrom, coversTo, months, amount: `${String(800 * months)}.00`, dueOn };
  const graceUntil = `${coversFrom}-28`;
  await inTransaction(suite.app, async (tx) => {
    await insertDues(tx, [{ ...due, account, agreement, graceUntil, attemptsMax: 3 }], dueOn);
    await markMissed(tx, CENTER, '2026-11-19');
  });
}

describe('nobody buys a month before the current cycle', () => {
  const QUARTER = { cycle: 'quarter', paidTo: '2026-05' };

  it('a month that was missed stays unpaid: what comes pays the month that runs', async () => {
    const one = await contributor(suite, { paidTo: '2026-09' });
    await missed(one, ['2026-10', '2026-10']);
    await arrives(one.account, '800.00');
    expect(await paid(one)).toEqual(['2026-11']);
  });

  it.each([
    ['on its last day', '2026-09-30', ['2026-09']],
    ['on the day after, before a run has written it down', '2026-10-01', ['2026-10']],
    ['days after, while no run happens', '2026-10-05', ['2026-10']],
  ] as const)('money pays a month that is owed %s: %s pays %j', async (_, day, months) => {
    const one = await contributor(suite, { paidTo: '2026-08' });
    const { account, agreement } = one;
    const due = { coversFrom: '2026-09', coversTo: '2026-09', months: 1, amount: '800.00' };
    const days = { dueOn: '2026-09-15', graceUntil: '2026-09-30', attemptsMax: 3 };
    await inTransaction(suite.app, (tx) =>
      insertDues(tx, [{ ...due, ...days, account, agreement }], '2026-09-15'),
    );
    await arrives(account, '800.00', { bookedOn: plainDate(day) });
    expect(await paid(one)).toEqual(months);
    // What the bank had in time pays in time, however late it is read.
    await inTransaction(suite.app, (tx) => markMissed(tx, CENTER, '2026-10-06'));
    if (day === '2026-09-30') return;
    await arrives(account, '800.00', { bookedOn: plainDate('2026-09-30') });
    expect(await paid(one)).toEqual(['2026-09', '2026-10']);
  });

  it('a quarter whose days are over and that still runs is paid as a whole, written down or not', async () => {
    const one = await contributor(suite, { paidTo: '2026-08', cycle: 'quarter' });
    const { account, agreement } = one;
    const due = { coversFrom: '2026-09', coversTo: '2026-11', months: 3, amount: '2400.00' };
    const days = { dueOn: '2026-09-15', graceUntil: '2026-09-30', attemptsMax: 3 };
    await inTransaction(suite.app, (tx) =>
      insertDues(tx, [{ ...due, ...days, account, agreement }], '2026-09-15'),
    );
    const part = await arrives(account, '800.00', { bookedOn: plainDate('2026-10-05') });
    expect(await suspense(part)).toMatchObject({ cause: 'below-owed' });
    await arrives(account, '2400.00', { bookedOn: plainDate('2026-10-05') });
    expect(await paid(one)).toEqual(['2026-09', '2026-10', '2026-11']);
  });

  it('nor does money for two months reach back', async () => {
    const one = await contributor(suite, { paidTo: '2026-08' });
    await missed(one, ['2026-09', '2026-09']);
    await missed(one, ['2026-10', '2026-10']);
    await arrives(one.account, '1600.00');
    expect(await paid(one)).toEqual(['2026-11', '2026-12']);
  });

  it('whether anybody wrote down that it was owed or not', async () => {
    const one = await contributor(suite, { paidTo: '2026-08' });
    await arrives(one.account, '800.00');
    expect(await paid(one)).toEqual(['2026-11']);
  });

  it('a quarter that is over is not bought; the one that runs is, from its first month', async () => {
    const one = await contributor(suite, QUARTER);
    await missed(one, ['2026-06', '2026-08']);
    await arrives(one.account, '2400.00');
    expect(await paid(one)).toEqual(['2026-09', '2026-10', '2026-11']);
  });

  it('a cycle that was missed and still runs is paid as a whole', async () => {
    const one = await contributor(suite, { ...QUARTER, paidTo: '2026-08' });
    await missed(one, ['2026-09', '2026-11']);
    const less = await arrives(one.account, '800.00');
    expect(await suspense(less)).toMatchObject({ cause: 'below-owed' });
    await arrives(one.account, '2400.00');
    expect(await paid(one)).toEqual(['2026-09', '2026-10', '2026-11']);
  });
});

describe('money in suspense', () => {
  const settle = (item: string, more: Partial<Parameters<typeof settleSuspense>[1]>) =>
    settleSuspense(suite.api, {
      ...{ item, version: 1, action: 'return', paid: null, document: 'R1', reason: '来电核实' },
      ...{ on: '2026-11-23', by: acting('sun', 'supervisor'), ...more },
    });

  it('is assigned to an account, whose months it pays, and leaves suspense', async () => {
    const one = await contributor(suite, { paidTo: '2026-10' });
    const number = await arrives(null, '800.00');
    const item = await suspense(number);
    const months = { account: one.account, from: '2026-11', to: '2026-11', months: 1 };
    const id = String(item?.['id']);
    await settle(id, { action: 'assign', paid: months, document: null });
    expect((await balanceOf(suite, one.account)).amount).toBe('800.00');
    expect(await paid(one)).toEqual(['2026-11']);
    expect(await suspense(number)).toMatchObject({ state: 'assigned', account: one.account });
    await expect(settle(id, { version: 2 })).rejects.toMatchObject({
      code: 'action-not-permitted',
    });
  });

  it('is returned as a whole, by two supervisors of the center', async () => {
    const number = await arrives(null, '55.00');
    const id = String((await suspense(number))?.['id']);
    for (const [who, role] of [
      ['lin', 'clerk'],
      ['li', 'auditor'],
    ] as const) {
      await expect(settle(id, { by: acting(who, role) })).rejects.toMatchObject({
        code: 'not-authorized',
      });
    }
    await expect(settle(id, { by: acting('dl-sun', 'supervisor') })).rejects.toMatchObject({
      code: 'not-found',
    });
    await settle(id, {});
    const confirm = { version: 2, action: 'confirm-return', document: null } as const;
    await expect(settle(id, confirm)).rejects.toMatchObject({ code: 'same-person' });
    await settle(id, { ...confirm, by: acting('zhou', 'supervisor') });
    expect(await suspense(number)).toMatchObject({ state: 'returned', settled_by: 'zhou' });
    const { rows } = await suite.owner.query<{ sum: string }>(
      `select sum(p.amount) from posting p join journal j on j.id = p.journal
        where p.book = 'suspense' and j.document in ($1, 'R1') and p.amount in (55, -55)`,
      [number],
    );
    expect(rows[0]!.sum).toBe('0.00');
  });
});
