/** What happens to an account while it is debited: between list and batch, and between batch and answer. */
import { randomUUID } from 'node:crypto';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { inTransaction } from '../../src/db/transaction.ts';
import { plainDate } from '../../src/domain/calendar.ts';
import { closeEmpty } from '../../src/ledger/accounts.ts';
import { coverMonths } from '../../src/ledger/contributions.ts';
import { holdsOf, placeHold } from '../../src/ledger/holds.ts';
import { recordJournals } from '../../src/ledger/journals.ts';
import { moveAccount } from '../../src/ledger/seals.ts';
import type { AccountWay } from '../../src/policy/account-states.ts';
import { bench, CENTER } from '../db/fixtures.ts';
import { contribution } from '../ledger/entries.ts';
import { balanceOf } from '../ledger/fixtures.ts';
import { bankDouble } from './bank-double.ts';
import { contributor, debitKey, type Contributor } from './contributors.ts';
import { runs, shippedFigures } from './fixtures.ts';

const suite = bench();
const bank = bankDouble();
const { start, step, drive, act, items } = runs(suite, { bank: () => bank.client });
const ON = plainDate('2026-11-16');
const AT = Date.parse('2026-11-16T10:00:00+08:00');
const NOVEMBER = { paidTo: '2026-10', debitDay: 16 };

beforeAll(() => shippedFigures(suite));
// Every story has its own people.
beforeEach(() => suite.owner.query('update plan set active = false'));

/** The list is frozen, and nothing has left. */
async function listed(): Promise<string> {
  const run = await start('collection', ON);
  const { state } = await step(run, AT);
  if (state === 'previewed') await act(run, 'approve');
  return run;
}

/** The batch has left; nothing was answered. */
async function sent(): Promise<string> {
  const run = await listed();
  expect(await drive(run, AT)).toMatchObject({ state: 'working' });
  return run;
}

async function answered(run: string): Promise<void> {
  expect(await drive(run, AT)).toMatchObject({ state: 'done' });
}

async function itemOf(run: string, { account }: Contributor) {
  return (await items(run)).find((item) => item['account'] === account);
}

const moves = ({ account }: Contributor, way: Exclude<AccountWay, 'closed'>) =>
  inTransaction(suite.app, (tx) =>
    moveAccount(tx, account, { way, on: ON, by: 'test', case: null }),
  );

async function months({ account }: Contributor): Promise<readonly unknown[]> {
  const { rows } = await suite.owner.query<{ month: string }>(
    `select month from contribution where account = $1 and taken_back is null order by month`,
    [account],
  );
  return rows.map(({ month }) => month);
}

async function suspenseOf({ account }: Contributor): Promise<readonly unknown[]> {
  const { rows } = await suite.owner.query<Record<string, unknown>>(
    'select amount, cause, state from suspense_item where account = $1',
    [account],
  );
  return rows;
}

describe('after the list was frozen', () => {
  it.each([
    ['agreement-ended', 'account-sealed'],
    ['converted-to-employee', 'under-unit'],
  ] as const)('an account that was moved (%s) is not debited any more', async (way, reason) => {
    const [one, other] = [await contributor(suite, NOVEMBER), await contributor(suite, NOVEMBER)];
    const run = await listed();
    await moves(one, way);
    await drive(run, AT);
    expect(await itemOf(run, one)).toMatchObject({ state: 'refused', outcome: reason });
    expect(bank.has().has(debitKey(one, '2026-11'))).toBe(false);
    expect(bank.has().has(debitKey(other, '2026-11'))).toBe(true);
    bank.pay(debitKey(other, '2026-11'), ON);
    await answered(run);
    expect(await months(other)).toEqual(['2026-11']);
  });
});

describe('after the batch had left', () => {
  it.each(['agreement-ended', 'converted-to-employee'] as const)(
    'what the bank debited of an account that was moved (%s) is its contribution',
    async (way) => {
      const one = await contributor(suite, NOVEMBER);
      const run = await sent();
      await moves(one, way);
      bank.pay(debitKey(one, '2026-11'), ON);
      await answered(run);
      expect(await itemOf(run, one)).toMatchObject({ state: 'done', outcome: 'paid' });
      expect((await balanceOf(suite, one.account)).amount).toBe('800.00');
      expect(await months(one)).toEqual(['2026-11']);
    },
  );

  it('an account that was sealed is not tried again when the bank refuses', async () => {
    const one = await contributor(suite, NOVEMBER);
    const run = await sent();
    await moves(one, 'agreement-ended');
    bank.refuse(debitKey(one, '2026-11'), ON);
    await answered(run);
    const later = await start('collection', '2026-11-19');
    await drive(later, Date.parse('2026-11-19T10:00:00+08:00'));
    expect(await itemOf(later, one)).toMatchObject({
      ...{ verdict: 'excluded', reason: 'account-sealed' },
    });
    expect(bank.has().has(debitKey(one, '2026-11', 2))).toBe(false);
  });

  it('money for an account that was closed stands in suspense, named for it', async () => {
    const one = await contributor(suite, NOVEMBER);
    const run = await sent();
    const closes = () =>
      inTransaction(suite.app, (tx) =>
        closeEmpty(tx, { account: one.account, on: ON, reason: 'exit' }),
      );
    await expect(closes()).rejects.toMatchObject({ code: 'action-not-permitted' });
    // One that was closed all the same.
    const debitIs = (state: string) =>
      suite.owner.query('update debit set state = $2 where account = $1', [one.account, state]);
    await debitIs('refused');
    await suite.owner.query(
      `update contribution_due set state = 'void', settled_on = due_on, next_on = null
        where account = $1`,
      [one.account],
    );
    await closes();
    await debitIs('sent');
    bank.pay(debitKey(one, '2026-11'), ON);
    await answered(run);
    expect(await itemOf(run, one)).toMatchObject({ state: 'failed', outcome: 'account-closed' });
    expect(await suspenseOf(one)).toEqual([
      { amount: '800.00', cause: 'account-closed', state: 'open' },
    ]);
    expect((await balanceOf(suite, one.account)).amount).toBe('0.00');
    expect(await months(one)).toEqual([]);
  });

  it('a second payment of a month that was paid otherwise stands in suspense', async () => {
    const one = await contributor(suite, NOVEMBER);
    const run = await sent();
    const { account } = one;
    await inTransaction(suite.app, async (tx) => {
      const [paid] = await recordJournals(tx, CENTER, [
        contribution(account, '800.00', { valueDate: ON }),
      ]);
      const covered = { account, from: '2026-11', to: '2026-11', months: 1, amount: '800.00' };
      await coverMonths(tx, [{ ...covered, on: ON, journal: paid!.journal }]);
    });
    bank.pay(debitKey(one, '2026-11'), ON);
    await answered(run);
    expect(await itemOf(run, one)).toMatchObject({ state: 'failed', outcome: 'already-paid' });
    expect(await suspenseOf(one)).toEqual([
      { amount: '800.00', cause: 'already-paid', state: 'open' },
    ]);
    // Once, and not twice.
    expect((await balanceOf(suite, account)).amount).toBe('800.00');
    expect(await months(one)).toEqual(['2026-11']);
  });
});

describe('an account on hold', () => {
  it.each(['before the list', 'after the batch'])(
    'is debited all the same, and what comes in is held (%s)',
    async (when) => {
      const one = await contributor(suite, NOVEMBER);
      const hold = () =>
        inTransaction(suite.app, (tx) =>
          placeHold(tx, {
            ...{ id: randomUUID(), account: one.account, kind: 'court', by: 'test' },
            ...{ document: '（2026）辽0102执7号', placedOn: ON },
          }),
        );
      if (when === 'before the list') await hold();
      const run = await sent();
      if (when === 'after the batch') await hold();
      bank.pay(debitKey(one, '2026-11'), ON);
      await answered(run);
      expect(await itemOf(run, one)).toMatchObject({ state: 'done', outcome: 'paid' });
      expect(await months(one)).toEqual(['2026-11']);
      expect((await balanceOf(suite, one.account)).amount).toBe('800.00');
      expect(await holdsOf(suite.api, one.account)).toHaveLength(1);
      const taken = inTransaction(suite.app, (tx) =>
        recordJournals(tx, CENTER, [
          contribution(one.account, '-0.01', { kind: 'reserve', valueDate: ON }),
        ]),
      );
      await expect(taken).rejects.toMatchObject({ code: 'money-held' });
    },
  );
});

describe('a plan of a district', () => {
  it('is held against the limits of its district, and others against those of the center', async () => {
    // 10 % of 9,000.00 at least in the district.
    await suite.owner.query(
      `insert into figure (center, district, name, value, valid_from, document_number,
         proposed_by, approved_by)
       values ($1, '210106', 'contribution-base-min', '9000.00', '2026-01-01', '测〔2026〕2号',
         'sun', 'zhou')`,
      [CENTER],
    );
    const own = runs(suite, { bank: () => bank.client });
    const in_ = async (district: string | null, monthlyAmount: string) => {
      const one = await contributor(suite, { ...NOVEMBER, monthlyAmount });
      await suite.owner.query('update plan set district = $2 where account = $1', [
        one.account,
        district,
      ]);
      return one;
    };
    const low = await in_('210106', '899.99');
    const least = await in_('210106', '900.00');
    const elsewhere = await in_('210102', '899.99');
    const everywhere = await in_(null, '899.99');
    const run = await own.start('collection', ON);
    await own.step(run, AT);
    const reasons = [];
    for (const one of [low, least, elsewhere, everywhere]) {
      reasons.push((await itemOf(run, one))?.['reason']);
    }
    expect(reasons).toEqual(['outside-limits', null, null, null]);
  });
});

describe('a list that waited for its approval while the limits changed', () => {
  // From 2026-12-10 on 10 % of 9,000.00 at least in the district, and 24 % of 12,000.00 at most.
  beforeAll(async () => {
    await suite.owner.query(
      `update run set state = 'done', ended_at = now() where state = 'working'`,
    );
    await suite.owner.query(
      `insert into figure (center, district, name, value, valid_from, document_number,
         proposed_by, approved_by)
       select $1, '210104', name, value, '2026-12-10', '测〔2026〕3号', 'sun', 'zhou'
         from (values ('contribution-base-min', '9000.00'), ('contribution-base-max', '12000.00'))
           as f(name, value)`,
      [CENTER],
    );
  });

  const plansOf = async () => {
    const own = runs(suite, { bank: () => bank.client });
    const debited = { paidTo: '2026-11', debitDay: 9 };
    const in_ = async (district: string | null, monthlyAmount: string, cycle = 'month') => {
      const one = await contributor(suite, { ...debited, monthlyAmount, cycle });
      await suite.owner.query('update plan set district = $2 where account = $1', [
        one.account,
        district,
      ]);
      return one;
    };
    const people = [
      await in_('210104', '899.99'),
      await in_('210104', '900.00'),
      await in_('210104', '2880.00'),
      await in_('210104', '2880.01'),
      // 2,700.00 at once, and no more than 900.00 of a month.
      await in_('210104', '900.00', 'quarter'),
      await in_('210102', '899.99'),
      await in_(null, '899.99'),
    ];
    const run = await own.start('collection', '2026-12-09');
    await own.step(run, Date.parse('2026-12-09T10:00:00+08:00'));
    for (const one of people) expect(await itemOf(run, one)).toMatchObject({ verdict: 'due' });
    return { own, run, people };
  };

  it.each([
    ['the day before', '2026-12-09T23:59:59+08:00', []],
    ['the day', '2026-12-10T00:00:00+08:00', [0, 3]],
    ['the day after', '2026-12-11T10:00:00+08:00', [0, 3]],
  ] as const)('is debited by those of the day on which it is sent (%s)', async (_, at, outside) => {
    const { own, run, people } = await plansOf();
    if ((await own.row(run))['state'] === 'previewed') await act(run, 'approve');
    await own.drive(run, Date.parse(at));
    for (const [n, one] of people.entries()) {
      const isOut = (outside as readonly number[]).includes(n);
      expect(await itemOf(run, one)).toMatchObject(
        isOut ? { state: 'refused', outcome: 'outside-limits' } : { state: 'sent', outcome: null },
      );
      expect(bank.has().has(debitKey(one, '2026-12'))).toBe(!isOut);
    }
    // What was left alone is owed still, and counts as no attempt.
    const { rows } = await suite.owner.query<Record<string, unknown>>(
      `select state, attempts from contribution_due where account = $1`,
      [people[0]!.account],
    );
    expect(rows).toEqual([{ state: 'open', attempts: outside.length > 0 ? 0 : 1 }]);
    for (const one of people) {
      const key = debitKey(one, '2026-12');
      if (bank.has().has(key)) bank.pay(key, at.slice(0, 10));
    }
    expect(await own.drive(run, Date.parse(at))).toMatchObject({ state: 'done' });
    await suite.owner.query(
      `update contribution_due set state = 'void', settled_on = due_on, next_on = null
        where state = 'open'`,
    );
  });
});
