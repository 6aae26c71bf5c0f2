/** 缴存扣款 for which the bank moves another amount, or takes its money back: what came is settled first, then it is asked again. */
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { missedSpans } from '../../src/db/breaches.ts';
import { settleSuspense, type SettlingAct } from '../../src/db/suspense.ts';
import { acting, bench, CENTER } from '../db/fixtures.ts';
import { bankDouble } from './bank-double.ts';
import { contributor, debitKey, type Contributor } from './contributors.ts';
import { runs, shippedFigures } from './fixtures.ts';

const suite = bench();
const bank = bankDouble();
const { start, drive, act, items } = runs(suite, { bank: () => bank.client });

beforeAll(() => shippedFigures(suite));
// Every story has its own people.
beforeEach(async () => {
  await suite.owner.query('update plan set active = false');
  await suite.owner.query(
    `update contribution_due set state = 'void', settled_on = due_on, next_on = null
      where state = 'open'`,
  );
});

const instant = (day: string) => Date.parse(`${day}T10:00:00+08:00`);

async function collect(day: string): Promise<string> {
  await suite.owner.query(
    `update run set state = 'done', ended_at = now() where state = 'working'`,
  );
  const run = await start('collection', day);
  const { state } = await drive(run, instant(day));
  if (state === 'previewed') {
    await act(run, 'approve');
    await drive(run, instant(day));
  }
  return run;
}

async function listed(run: string, { account }: Contributor) {
  return (await items(run)).find((item) => item['account'] === account);
}

async function dueOf({ account }: Contributor, month: string) {
  const { rows } = await suite.owner.query<Record<string, unknown>>(
    `select state, attempts, attempts_max, next_on, left_out from contribution_due
      where account = $1 and covers_from = $2`,
    [account, month],
  );
  return rows[0];
}

async function itemOf({ account }: Contributor) {
  const { rows } = await suite.owner.query<{ id: string; version: number; state: string }>(
    'select id, version, state from suspense_item where account = $1 order by received_on desc limit 1',
    [account],
  );
  return rows[0]!;
}

async function settle(one: Contributor, action: SettlingAct, by: string, on: string) {
  const { id, version } = await itemOf(one);
  await settleSuspense(suite.api, {
    ...{ item: id, version, action, paid: null, reason: '与银行核对', on },
    document: action === 'return' ? 'T-1' : null,
    by: acting(by, 'supervisor'),
  });
}

const ownMissed = async ({ account }: Contributor) =>
  (await missedSpans(suite.app, CENTER)).filter((span) => span.account === account);

/** 850.00 for 800.00, on the debit day. */
async function wrong(month: string): Promise<Contributor> {
  const before = new Date(`${month}-15`);
  before.setUTCMonth(before.getUTCMonth() - 1);
  const one = await contributor(suite, { paidTo: before.toISOString().slice(0, 7), debitDay: 9 });
  const run = await collect(`${month}-09`);
  bank.pay(debitKey(one, month), `${month}-09`, '850.00');
  await drive(run, instant(`${month}-09`));
  expect(await listed(run, one)).toMatchObject({ state: 'failed', outcome: 'amount-differs' });
  return one;
}

describe('850.00 that came for 800.00', () => {
  it('is not followed by a debit while it is here, and by one when it went back, as no attempt', async () => {
    const one = await wrong('2026-02');
    expect(await listed(await collect('2026-02-10'), one)).toBeUndefined();
    await settle(one, 'return', 'sun', '2026-02-10');
    expect(await listed(await collect('2026-02-11'), one)).toBeUndefined();
    await settle(one, 'confirm-return', 'zhou', '2026-02-11');
    const again = await collect('2026-02-12');
    expect(await listed(again, one)).toMatchObject({ state: 'sent', detail: { attempt: 2 } });
    expect(await dueOf(one, '2026-02')).toMatchObject({ attempts: 2, attempts_max: 4 });
    bank.pay(debitKey(one, '2026-02', 2), '2026-02-12');
    await drive(again, instant('2026-02-12'));
    expect(await dueOf(one, '2026-02')).toMatchObject({ state: 'paid' });
  });

  it('and is still here after the last day: the month is not the holder’s', async () => {
    const one = await wrong('2026-03');
    await collect('2026-04-01');
    expect(await dueOf(one, '2026-03')).toMatchObject({
      ...{ state: 'missed', left_out: 'amount-differs' },
    });
    expect(await ownMissed(one)).toEqual([]);
  });

  it('and that the bank gives back itself is followed by a debit, too', async () => {
    const one = await wrong('2026-04');
    bank.recall(debitKey(one, '2026-04'), '2026-04-10');
    const again = await collect('2026-04-10');
    expect(await itemOf(one)).toMatchObject({ state: 'returned' });
    expect(await dueOf(one, '2026-04')).toMatchObject({ state: 'open', left_out: null });
    const later = await collect('2026-04-11');
    const lists = [await listed(again, one), await listed(later, one)];
    expect(lists.find((item) => item !== undefined)).toMatchObject({ detail: { attempt: 2 } });
  });

  it('and a debit after it that is refused to the end is the holder’s month', async () => {
    const one = await wrong('2026-05');
    await settle(one, 'return', 'sun', '2026-05-10');
    await settle(one, 'confirm-return', 'zhou', '2026-05-10');
    const again = await collect('2026-05-11');
    bank.refuse(debitKey(one, '2026-05', 2), '2026-05-11', 'card-closed');
    await drive(again, instant('2026-05-11'));
    await collect('2026-06-01');
    expect(await dueOf(one, '2026-05')).toMatchObject({ state: 'missed', left_out: null });
    expect(await ownMissed(one)).toMatchObject([{ from: '2026-05' }]);
  });
});

describe('a paid debit that the bank takes back', () => {
  async function paid(month: string): Promise<Contributor> {
    const before = new Date(`${month}-15`);
    before.setUTCMonth(before.getUTCMonth() - 1);
    const one = await contributor(suite, { paidTo: before.toISOString().slice(0, 7), debitDay: 9 });
    const run = await collect(`${month}-09`);
    bank.pay(debitKey(one, month), `${month}-09`);
    await drive(run, instant(`${month}-09`));
    return one;
  }

  it('is debited again after the days between, while days are left', async () => {
    const one = await paid('2026-07');
    bank.recall(debitKey(one, '2026-07'), '2026-07-20');
    await collect('2026-07-21');
    expect(await dueOf(one, '2026-07')).toMatchObject({ state: 'open', next_on: '2026-07-23' });
    expect(await listed(await collect('2026-07-22'), one)).toBeUndefined();
    const again = await collect('2026-07-23');
    expect(await listed(again, one)).toMatchObject({ state: 'sent', detail: { attempt: 2 } });
    bank.pay(debitKey(one, '2026-07', 2), '2026-07-23');
    await drive(again, instant('2026-07-23'));
    expect(await dueOf(one, '2026-07')).toMatchObject({ state: 'paid' });
  });

  it('is missed where no day is left, or no attempt', async () => {
    const late = await paid('2026-08');
    bank.recall(debitKey(late, '2026-08'), '2026-08-30');
    await collect('2026-08-30');
    expect(await dueOf(late, '2026-08')).toMatchObject({ state: 'missed', next_on: null });
    const last = await paid('2026-09');
    await suite.owner.query('update contribution_due set attempts = 3 where account = $1', [
      last.account,
    ]);
    bank.recall(debitKey(last, '2026-09'), '2026-09-15');
    await collect('2026-09-15');
    expect(await dueOf(last, '2026-09')).toMatchObject({ state: 'missed' });
  });
});
