/** 缴存扣款 that the bank does not answer: it costs nobody else a day, and ends only by the bank's own word. */
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { missedSpans } from '../../src/db/breaches.ts';
import { settleUnanswered, type SettlingDebit } from '../../src/db/unanswered-debits.ts';
import { acting, bench, CENTER } from '../db/fixtures.ts';
import { tamper } from '../db/tamper.ts';
import { contribution } from '../ledger/entries.ts';
import { record } from '../ledger/fixtures.ts';
import { bankDouble } from './bank-double.ts';
import { contributor, debitKey, type Contributor } from './contributors.ts';
import { runs, shippedFigures } from './fixtures.ts';

const suite = bench();
const bank = bankDouble();
const { start, drive, ask, act, items, row } = runs(suite, { bank: () => bank.client });

beforeAll(() => shippedFigures(suite));
// Every story has its own people, and nothing is with the bank from the one before.
beforeEach(async () => {
  await suite.owner.query('update plan set active = false');
  await suite.owner.query(`update debit set state = 'refused' where state in ('planned', 'sent')`);
  await suite.owner.query(
    `update contribution_due set state = 'void', settled_on = due_on, next_on = null
      where state = 'open'`,
  );
  await suite.owner.query(
    `update run set state = 'done', ended_at = now() where state <> 'cancelled'`,
  );
});

const instant = (day: string) => Date.parse(`${day}T10:00:00+08:00`);

async function collect(day: string): Promise<string> {
  const run = await start('collection', day);
  const { state } = await drive(run, instant(day));
  if (state === 'previewed') {
    await act(run, 'approve');
    await drive(run, instant(day));
  }
  return run;
}

async function itemOf(run: string, { account }: Contributor) {
  return (await items(run)).find((item) => item['account'] === account);
}

async function dueOf({ account }: Contributor, month: string) {
  const { rows } = await suite.owner.query<Record<string, unknown>>(
    `select state, attempts, attempts_max, next_on, left_out, last_outcome from contribution_due
      where account = $1 and covers_from = $2`,
    [account, month],
  );
  return rows[0];
}

async function silenceOf({ account }: Contributor) {
  const { rows } = await suite.owner.query<{
    id: string;
    version: number;
    state: string;
    settled_by: string | null;
    unbookable: boolean;
  }>(
    `select u.id, u.version, u.state, u.settled_by, u.unbookable from unanswered_debit u
       join debit b on b.key = u.debit where b.account = $1`,
    [account],
  );
  return rows[0];
}

async function tasksOf(one: Contributor): Promise<readonly string[]> {
  const silence = await silenceOf(one);
  const { rows } = await suite.api.query<{ told: string }>(
    `select concat_ws(' ', kind, role, due_on, 'by ' || closed_by) as told from task where debit = $1`,
    [silence?.id],
  );
  return rows.map(({ told }) => told);
}

async function settle(
  one: Contributor,
  action: SettlingDebit['action'],
  { by = 'sun', on }: { readonly by?: string; readonly on: string },
): Promise<number> {
  const { id, version } = (await silenceOf(one))!;
  return settleUnanswered(suite.api, {
    ...{ id, version, action, on, reason: '银行来函' },
    document: action === 'record' ? '沈银函〔2026〕12号' : null,
    by: acting(by, 'supervisor'),
  });
}

const ownMissed = async ({ account }: Contributor) =>
  (await missedSpans(suite.app, CENTER)).filter((span) => span.account === account);

describe('a debit that the bank does not answer', () => {
  it('does not keep the next day’s list from being made: others are debited again in their days', async () => {
    const silent = await contributor(suite, { paidTo: '2026-10', debitDay: 26 });
    const other = await contributor(suite, { paidTo: '2026-10', debitDay: 26 });
    const run = await collect('2026-11-26');
    bank.refuse(debitKey(other, '2026-11'), '2026-11-26');
    expect(await drive(run, instant('2026-11-26'))).toMatchObject({ state: 'working' });
    expect(await dueOf(other, '2026-11')).toMatchObject({ next_on: '2026-11-29' });
    expect(await drive(run, instant('2026-11-27'))).toMatchObject({ state: 'done' });
    expect(await row(run)).toMatchObject({ sent: 1, refused: 1, failed: 0 });
    const again = await collect('2026-11-29');
    expect(await itemOf(again, other)).toMatchObject({ state: 'sent', detail: { attempt: 2 } });
    expect(await itemOf(again, silent)).toBeUndefined();
    bank.pay(debitKey(silent, '2026-11'), '2026-11-29');
    expect(await drive(again, instant('2026-11-29'))).toMatchObject({ state: 'working' });
    expect(await itemOf(run, silent)).toMatchObject({ state: 'done', outcome: 'paid' });
    expect(await row(run)).toMatchObject({ sent: 0, done: 1, refused: 1 });
  });

  it('is a task after three days, whether the bank can be asked or not, until it answers', async () => {
    const one = await contributor(suite, { paidTo: '2026-01', debitDay: 9 });
    const run = await collect('2026-02-09');
    await drive(run, instant('2026-02-10'));
    await ask(instant('2026-02-12'));
    expect(await silenceOf(one)).toBeUndefined();
    await ask(instant('2026-02-13'));
    await ask(instant('2026-02-13'));
    expect(await itemOf(run, one)).toMatchObject({ state: 'failed', outcome: 'unanswered' });
    const [task, ...more] = await tasksOf(one);
    expect(task).toMatch(/^unanswered-debit supervisor 2026-\d\d-\d\d$/);
    expect(more).toEqual([]);
    bank.pay(debitKey(one, '2026-02'), '2026-03-20');
    await ask(instant('2026-03-20'));
    expect(await silenceOf(one)).toMatchObject({ state: 'answered', settled_by: 'bank' });
    expect((await tasksOf(one))[0]).toMatch(/by bank$/);
    expect(await itemOf(run, one)).toMatchObject({ state: 'done', outcome: 'paid' });
    expect(await dueOf(one, '2026-02')).toMatchObject({ state: 'paid' });
  });

  it('is asked for by its key where the list says nothing', async () => {
    const one = await contributor(suite, { paidTo: '2026-02', debitDay: 9 });
    const run = await collect('2026-03-09');
    await drive(run, instant('2026-03-10'));
    bank.known(debitKey(one, '2026-03'), '2026-03-09');
    await ask(instant('2026-03-10'));
    expect(await itemOf(run, one)).toMatchObject({ state: 'done', outcome: 'paid' });
  });

  it('refused only after the last day, kept the holder from every other way: not the holder’s month', async () => {
    const one = await contributor(suite, { paidTo: '2026-03', debitDay: 9 });
    await drive(await collect('2026-04-09'), instant('2026-04-10'));
    bank.refuse(debitKey(one, '2026-04'), '2026-05-04', 'card-closed');
    await collect('2026-05-04');
    await drive('collection.210100.2026-05-04.1', instant('2026-05-05'));
    await collect('2026-05-06');
    expect(await dueOf(one, '2026-04')).toMatchObject({ state: 'missed', left_out: 'unanswered' });
    expect(await ownMissed(one)).toEqual([]);
  });
});

describe('the bank’s word on paper that it did not carry it out', () => {
  async function unanswered(month: string, until: string): Promise<Contributor> {
    const before = new Date(`${month}-15`);
    before.setUTCMonth(before.getUTCMonth() - 1);
    const paidTo = before.toISOString().slice(0, 7);
    const one = await contributor(suite, { paidTo, debitDay: 9 });
    const run = await collect(`${month}-09`);
    await drive(run, instant(`${month}-10`));
    await ask(instant(until));
    return one;
  }

  it('counts when another supervisor confirms it: debited again while days are left, as no attempt', async () => {
    const one = await unanswered('2026-06', '2026-06-13');
    const first = 'collection.210100.2026-06-09.1';
    await expect(settle(one, 'confirm', { on: '2026-06-15' })).rejects.toMatchObject({
      code: 'action-not-permitted',
    });
    await settle(one, 'record', { on: '2026-06-15' });
    await expect(settle(one, 'record', { on: '2026-06-15' })).rejects.toMatchObject({
      code: 'action-not-permitted',
    });
    await expect(settle(one, 'confirm', { on: '2026-06-15' })).rejects.toMatchObject({
      code: 'same-person',
    });
    expect(await dueOf(one, '2026-06')).toMatchObject({ attempts: 1, attempts_max: 3 });
    await settle(one, 'confirm', { by: 'zhou', on: '2026-06-15' });
    expect(await silenceOf(one)).toMatchObject({ state: 'not-carried-out', settled_by: 'zhou' });
    expect((await tasksOf(one))[0]).toMatch(/by zhou$/);
    expect(await dueOf(one, '2026-06')).toMatchObject({
      ...{ state: 'open', attempts: 1, attempts_max: 4, next_on: '2026-06-15', left_out: null },
    });
    expect(await itemOf(first, one)).toMatchObject({ state: 'failed', outcome: 'not-carried-out' });
    const again = await collect('2026-06-16');
    expect(await itemOf(again, one)).toMatchObject({ state: 'sent', detail: { attempt: 2 } });
  });

  it('after the last day leaves the month out, and it is not the holder’s', async () => {
    const one = await unanswered('2026-07', '2026-07-13');
    await collect('2026-08-03');
    expect(await dueOf(one, '2026-07')).toMatchObject({ state: 'open' });
    await settle(one, 'record', { on: '2026-08-03' });
    await settle(one, 'confirm', { by: 'zhou', on: '2026-08-03' });
    await drive('collection.210100.2026-08-03.1', instant('2026-08-04'));
    await collect('2026-08-05');
    expect(await dueOf(one, '2026-07')).toMatchObject({ state: 'missed', left_out: 'unanswered' });
    expect(await ownMissed(one)).toEqual([]);
  });

  it('proved wrong later loses nothing: what the bank carried out all the same is booked', async () => {
    const one = await unanswered('2026-08', '2026-08-13');
    await settle(one, 'record', { on: '2026-08-14' });
    await settle(one, 'confirm', { by: 'zhou', on: '2026-08-14' });
    bank.pay(debitKey(one, '2026-08'), '2026-08-15');
    await collect('2026-08-15');
    expect(await itemOf('collection.210100.2026-08-09.1', one)).toMatchObject({
      ...{ state: 'done', outcome: 'paid' },
    });
  });

  it('that is not confirmed changes nothing, and an answer meanwhile ends it', async () => {
    const one = await unanswered('2026-09', '2026-09-13');
    await settle(one, 'record', { on: '2026-09-15' });
    await settle(one, 'decline', { by: 'zhou', on: '2026-09-15' });
    expect(await tasksOf(one)).toEqual([expect.not.stringContaining('by ')]);
    await settle(one, 'record', { on: '2026-09-16' });
    bank.pay(debitKey(one, '2026-09'), '2026-09-17');
    await ask(instant('2026-09-17'));
    expect(await silenceOf(one)).toMatchObject({ state: 'answered' });
    await expect(settle(one, 'confirm', { by: 'zhou', on: '2026-09-17' })).rejects.toMatchObject({
      code: 'action-not-permitted',
    });
    expect(await dueOf(one, '2026-09')).toMatchObject({ state: 'paid' });
  });
});

describe('a debit that was to come, and no list was made for it', () => {
  it('is the center’s: the month breaks nothing', async () => {
    const one = await contributor(suite, { paidTo: '2026-09', debitDay: 26 });
    const run = await collect('2026-10-26');
    bank.refuse(debitKey(one, '2026-10'), '2026-10-26');
    await drive(run, instant('2026-10-26'));
    await collect('2026-11-02');
    expect(await dueOf(one, '2026-10')).toMatchObject({
      ...{ state: 'missed', attempts: 1, left_out: 'not-asked' },
    });
    expect(await ownMissed(one)).toEqual([]);
  });

  it('is the holder’s where a supervisor struck it out', async () => {
    const one = await contributor(suite, { paidTo: '2026-11', debitDay: 4 });
    await suite.owner.query(
      `update figure set value = 'supervisor' where name = 'collection-approval'`,
    );
    const own = runs(suite, { bank: () => bank.client });
    const run = await own.start('collection', '2026-12-04');
    await own.step(run, instant('2026-12-04'));
    await own.strike(run, [Number((await itemOf(run, one))?.['n'])]);
    await own.act(run, 'cancel');
    await suite.owner.query(`update figure set value = 'none' where name = 'collection-approval'`);
    await collect('2027-01-01');
    expect(await dueOf(one, '2026-12')).toMatchObject({ state: 'missed', left_out: null });
    expect(await ownMissed(one)).toMatchObject([{ months: 1 }]);
  });
});

describe('a collection that works for long', () => {
  it('keeps no earlier debit from becoming a task, nor from being asked for by its key', async () => {
    const [silent, other, late] = [
      await contributor(suite, { paidTo: '2027-01', debitDay: 9 }),
      await contributor(suite, { paidTo: '2027-01', debitDay: 9 }),
      await contributor(suite, { paidTo: '2027-01', debitDay: 13 }),
    ];
    const before = await collect('2027-02-09');
    await drive(before, instant('2027-02-10'));
    const now = await collect('2027-02-13');
    expect(await row(now)).toMatchObject({ state: 'working' });
    bank.known(debitKey(other, '2027-02'), '2027-02-09');
    const asked: string[] = [];
    const client = {
      ...bank.client,
      results: () => Promise.reject(new Error('the collection reads the list')),
      findInstructions: (...wanted: Parameters<typeof bank.client.findInstructions>) => {
        asked.push(...wanted[0]);
        return bank.client.findInstructions(...wanted);
      },
    };
    await runs(suite, { bank: () => client }).ask(instant('2027-02-13'));
    expect(await itemOf(before, silent)).toMatchObject({ outcome: 'unanswered' });
    expect(await tasksOf(silent)).toHaveLength(1);
    expect(await itemOf(before, other)).toMatchObject({ state: 'done', outcome: 'paid' });
    expect(asked).not.toContain(debitKey(late, '2027-02'));
    expect(await itemOf(now, late)).toMatchObject({ state: 'sent' });
    bank.pay(debitKey(late, '2027-02'), '2027-02-13');
    await drive(now, instant('2027-02-13'));
    expect(await row(now)).toMatchObject({ state: 'done', done: 1, sent: 0 });
  });
});

describe('an answer that the books do not take', () => {
  it('keeps no other from being booked, and is a task at once: the bank has answered', async () => {
    const [bad, good] = [
      await contributor(suite, { paidTo: '2026-12', debitDay: 12 }),
      await contributor(suite, { paidTo: '2026-12', debitDay: 12 }),
    ];
    const run = await collect('2027-01-12');
    await drive(run, instant('2027-01-13'));
    const [stuck, other] = [debitKey(bad, '2027-01'), debitKey(good, '2027-01')];
    // Somebody has put another fact under its key.
    const [wrong] = await record(suite, [
      contribution(bad.account, '1.00', { key: `contribution/${stuck}` }),
    ]);
    for (const key of [stuck, other]) bank.known(key, '2027-01-12');
    await ask(instant('2027-01-13'));
    expect(await itemOf(run, good)).toMatchObject({ state: 'done', outcome: 'paid' });
    expect(await itemOf(run, bad)).toMatchObject({ state: 'failed', outcome: 'unbookable' });
    expect(await silenceOf(bad)).toMatchObject({ state: 'open', unbookable: true });
    expect(await tasksOf(bad)).toHaveLength(1);
    await ask(instant('2027-01-17'));
    expect(await tasksOf(bad)).toHaveLength(1);
    // Put right, it stands in the way no more, and the bank's answer is booked.
    await tamper(suite, `update journal set key = 'test/' || key where id = ${wrong!.journal}`);
    await ask(instant('2027-01-18'));
    expect(await silenceOf(bad)).toMatchObject({ state: 'answered', settled_by: 'bank' });
    expect(await itemOf(run, bad)).toMatchObject({ state: 'done', outcome: 'paid' });
  });
});

describe('the bank of one center that does not answer', () => {
  it('keeps no other center from being asked', async () => {
    const [here, there] = [
      await contributor(suite, { paidTo: '2027-02', debitDay: 4 }),
      await contributor(suite, { paidTo: '2027-02', debitDay: 4 }),
    ];
    const run = await collect('2027-03-04');
    await suite.owner.query(
      `insert into center (code, name, short_name, document_prefix)
       values ('210200', '邻市住房公积金管理中心', '邻市中心', '邻') on conflict do nothing`,
    );
    await suite.owner.query(`update debit set center = '210200' where key = $1`, [
      debitKey(there, '2027-03'),
    ]);
    await drive(run, instant('2027-03-05'));
    const asked: string[] = [];
    const client = {
      ...bank.client,
      results: (...wanted: Parameters<typeof bank.client.results>) => {
        asked.push(wanted[0].center);
        if (wanted[0].center === CENTER) return Promise.reject(new Error('not to be read'));
        return bank.client.results(...wanted);
      },
    };
    const own = runs(suite, { bank: () => client });
    await expect(own.ask(instant('2027-03-05'))).rejects.toThrow('not to be read');
    expect([asked[0], asked.at(-1)]).toEqual([CENTER, '210200']);
    expect(await itemOf(run, here)).toMatchObject({ state: 'sent' });
  });
});
