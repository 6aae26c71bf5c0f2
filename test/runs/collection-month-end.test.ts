/** 缴存扣款 at the turn of a month: a month is debited to the end of the month in which it came to be owed, whenever a run happens. */
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { missedSpans } from '../../src/db/breaches.ts';
import { bench, CENTER } from '../db/fixtures.ts';
import { bankDouble } from './bank-double.ts';
import { contributor, debitKey, type Contributor } from './contributors.ts';
import { runs, shippedFigures } from './fixtures.ts';

const suite = bench();
const bank = bankDouble();
const { start, step, drive, act, items, deps } = runs(suite, { bank: () => bank.client });

beforeAll(() => shippedFigures(suite));
// Every story has its own people: those of the story before owe nothing any more.
beforeEach(async () => {
  await suite.owner.query('update plan set active = false');
  await suite.owner.query(`update debit set state = 'refused' where state in ('planned', 'sent')`);
  await suite.owner.query(`update run_item set state = 'failed' where state = 'sent'`);
  await suite.owner.query(
    `update run set state = 'done', ended_at = now() where state = 'working'`,
  );
  await suite.owner.query(
    `update contribution_due set state = 'void', settled_on = due_on, next_on = null
      where state = 'open'`,
  );
});

const instant = (at: string) => Date.parse(at.length === 10 ? `${at}T10:00:00+08:00` : at);

/** The list of a day, made at an instant of it or later; nothing has left. */
async function listed(day: string, at = day): Promise<string> {
  const run = await start('collection', day);
  const { state } = await step(run, instant(at));
  if (state === 'previewed') await act(run, 'approve');
  return run;
}

async function collect(day: string): Promise<string> {
  const run = await listed(day);
  await drive(run, instant(day));
  return run;
}

/** The bank refuses the newest month, and the run of the day, which waits for that, takes the answer. */
async function refusedOn(one: Contributor, day: string, attempt: number): Promise<void> {
  bank.refuse(debitKey(one, (await newestDue(one)).covers_from, attempt), day);
  await drive(await start('collection', day), instant(day));
}

async function itemOf(run: string, { account }: Contributor) {
  return (await items(run)).find((item) => item['account'] === account);
}

interface Due {
  readonly covers_from: string;
  readonly due_on: string;
  readonly grace_until: string;
  readonly state: string;
  readonly next_on: string | null;
  readonly left_out: string | null;
}

async function newestDue({ account }: Contributor): Promise<Due> {
  const { rows } = await suite.owner.query<Due>(
    `select covers_from, due_on, grace_until, state, next_on, left_out from contribution_due
      where account = $1 order by covers_from desc limit 1`,
    [account],
  );
  return rows[0]!;
}

async function stateOf({ account }: Contributor, month: string): Promise<unknown> {
  const { rows } = await suite.owner.query<{ state: string }>(
    'select state from contribution_due where account = $1 and covers_from = $2',
    [account, month],
  );
  return rows[0]?.state;
}

async function ruleIs(rule: 'previous' | 'next'): Promise<void> {
  await suite.owner.query(`update figure set value = $1 where name = 'debit-day-rule'`, [rule]);
  deps().offices.forget();
}

describe('a list that leaves later', () => {
  it.each([
    ['on the last day of the month', '2026-09-30T23:59:59+08:00', true],
    ['on the first of the next', '2026-10-01T00:00:00+08:00', false],
    ['after the holiday', '2026-10-08T10:00:00+08:00', false],
  ])('debits the month %s: %s, %s', async (_, at, leaves) => {
    const one = await contributor(suite, { paidTo: '2026-08', debitDay: 28 });
    const run = await listed('2026-09-28');
    await drive(run, instant(at));
    expect(bank.has().has(debitKey(one, '2026-09'))).toBe(leaves);
    expect(await itemOf(run, one)).toMatchObject(
      leaves ? { state: 'sent' } : { state: 'refused', outcome: 'month-over' },
    );
    if (leaves) return;
    await collect('2026-10-09');
    expect(await newestDue(one)).toMatchObject({ state: 'missed', left_out: 'month-over' });
    // The list of the center was late, and not the person.
    const spans = await missedSpans(suite.app, CENTER);
    expect(spans.filter(({ account }) => account === one.account)).toEqual([]);
  });

  it('leaves out of a batch that was made before what is over when it leaves', async () => {
    const one = await contributor(suite, { paidTo: '2026-09', debitDay: 28 });
    const run = await listed('2026-10-28');
    bank.nextSending('unreachable');
    await expect(drive(run, instant('2026-10-31'))).rejects.toMatchObject({
      code: 'outside-system-unavailable',
    });
    await suite.owner.query('update debit_batch set may_have_left = false where run = $1', [run]);
    await drive(run, instant('2026-11-01'));
    expect(await itemOf(run, one)).toMatchObject({ state: 'refused', outcome: 'month-over' });
    expect(bank.has().has(debitKey(one, '2026-10'))).toBe(false);
  });
});

describe('a debit day that falls into the next month', () => {
  it('is tried again there, and is missed at its end', async () => {
    await ruleIs('next');
    // 2026-02-28 is a Saturday.
    const one = await contributor(suite, { paidTo: '2026-01', debitDay: 28 });
    await collect('2026-03-02');
    expect(await newestDue(one)).toMatchObject({
      ...{ covers_from: '2026-02', due_on: '2026-03-02', grace_until: '2026-03-31' },
    });
    await refusedOn(one, '2026-03-02', 1);
    expect(await newestDue(one)).toMatchObject({ state: 'open', next_on: '2026-03-05' });
    const again = await collect('2026-03-05');
    expect(await itemOf(again, one)).toMatchObject({ state: 'sent', detail: { attempt: 2 } });
    await refusedOn(one, '2026-03-05', 2);
    await collect('2026-03-31');
    expect(await newestDue(one)).toMatchObject({ covers_from: '2026-03', state: 'open' });
    expect(await stateOf(one, '2026-02')).toBe('open');
    bank.refuse(debitKey(one, '2026-02', 3), '2026-03-31');
    await refusedOn(one, '2026-03-31', 1);
    await collect('2026-04-01');
    expect(await stateOf(one, '2026-02')).toBe('missed');
    await ruleIs('previous');
  });

  it('moved into the month before it is owed to the end of its own', async () => {
    // 2026-08-01 is a Saturday.
    const one = await contributor(suite, { paidTo: '2026-07', debitDay: 1 });
    await collect('2026-07-31');
    expect(await newestDue(one)).toMatchObject({
      ...{ covers_from: '2026-08', due_on: '2026-07-31', grace_until: '2026-08-31' },
    });
  });
});

describe('a day on which no list was made', () => {
  it('made up for in the next month has all of that month', async () => {
    const one = await contributor(suite, { paidTo: '2026-04', debitDay: 28 });
    const run = await collect('2026-06-02');
    expect(await itemOf(run, one)).toMatchObject({ state: 'sent' });
    expect(await newestDue(one)).toMatchObject({
      ...{ covers_from: '2026-05', due_on: '2026-05-28', grace_until: '2026-06-30' },
    });
    await refusedOn(one, '2026-06-02', 1);
    await collect('2026-06-03');
    expect(await newestDue(one)).toMatchObject({ state: 'open', next_on: '2026-06-05' });
  });

  it('caught up later has the month in which the debit leaves', async () => {
    const one = await contributor(suite, { paidTo: '2026-10', debitDay: 27 });
    const run = await listed('2026-11-27', '2026-12-02');
    await drive(run, instant('2026-12-02'));
    expect(await itemOf(run, one)).toMatchObject({ state: 'sent' });
    expect(await newestDue(one)).toMatchObject({
      ...{ covers_from: '2026-11', due_on: '2026-11-27', grace_until: '2026-12-31' },
    });
  });
});

describe('an account that goes on under a new agreement', () => {
  const taken = (inForceOn: string, debitDay: number) =>
    contributor(suite, {
      ...{ openedOn: '2020-01-05', inForceOn, fromMonth: '2026-03', paidTo: '2025-12', debitDay },
    });

  it('is not debited by a day before it was in force: the first debit is for both months', async () => {
    const one = await taken('2026-03-20', 10);
    expect(await itemOf(await collect('2026-03-21'), one)).toBeUndefined();
    const run = await listed('2026-04-10');
    expect(await itemOf(run, one)).toMatchObject({ amount: '1600.00' });
  });

  it('of the last day of a month lets no month go that could not be debited yet', async () => {
    const one = await taken('2026-03-31', 1);
    expect(await itemOf(await listed('2026-04-01'), one)).toMatchObject({ amount: '1600.00' });
  });
});
