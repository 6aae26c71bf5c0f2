/** 缴存扣款 as a run: who is debited and who not, each once, and what the bank's answers come to. */
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { inTransaction } from '../../src/db/transaction.ts';
import { plainDate } from '../../src/domain/calendar.ts';
import { moveAccount } from '../../src/ledger/seals.ts';
import { bench, CENTER, NOW } from '../db/fixtures.ts';
import { balanceOf } from '../ledger/fixtures.ts';
import { bankDouble } from './bank-double.ts';
import { contributor, debitKey, type Contributor } from './contributors.ts';
import { runs, shippedFigures } from './fixtures.ts';

const suite = bench();
const bank = bankDouble();
const { start, step, drive, ask, act, row, items, strike } = runs(suite, {
  bank: () => bank.client,
});

beforeAll(() => shippedFigures(suite));
// Every story has its own people: those of the story before owe nothing any more.
beforeEach(async () => {
  await suite.owner.query('update plan set active = false');
  await suite.owner.query(
    `update contribution_due set state = 'void', settled_on = due_on, next_on = null
      where state = 'open'`,
  );
  await suite.owner.query(`update debit set state = 'refused' where state in ('planned', 'sent')`);
  await suite.owner.query(`update run_item set state = 'failed' where state = 'sent'`);
  await suite.owner.query(
    `update run set state = 'done', ended_at = now() where state = 'working'`,
  );
});

const instant = (day: string) => Date.parse(`${day}T10:00:00+08:00`);

/** The run of a day up to where it waits for the bank; approved when it must be. */
async function collect(day: string): Promise<string> {
  const run = await start('collection', day);
  const stood = await drive(run, instant(day));
  if (stood.state === 'previewed') {
    await act(run, 'approve');
    await drive(run, instant(day));
  }
  return run;
}

async function itemOf(run: string, { account }: Contributor) {
  const all = await items(run);
  return all.find((item) => item['account'] === account);
}

async function months({ account }: Contributor): Promise<readonly string[]> {
  const { rows } = await suite.owner.query<{ month: string }>(
    `select month from contribution where account = $1 and taken_back is null order by month`,
    [account],
  );
  return rows.map(({ month }) => month);
}

async function dueOf({ account }: Contributor, month: string) {
  const { rows } = await suite.owner.query<Record<string, unknown>>(
    'select * from contribution_due where account = $1 and covers_from = $2',
    [account, month],
  );
  return rows[0];
}

async function paidTo({ account }: Contributor): Promise<string | null> {
  const { rows } = await suite.owner.query<{ paid_to: string | null }>(
    'select paid_to from account where number = $1',
    [account],
  );
  return rows[0]!.paid_to;
}

describe('a collection', () => {
  it('debits on the debit day, and credits the month when the bank has paid', async () => {
    const one = await contributor(suite, { paidTo: '2026-01', debitDay: 10 });
    const before = await collect('2026-02-09');
    expect(await itemOf(before, one)).toBeUndefined();
    const run = await collect('2026-02-10');
    const key = debitKey(one, '2026-02');
    expect(await itemOf(run, one)).toMatchObject({ state: 'sent', amount: '800.00' });
    expect(bank.has().get(key)).toMatchObject({ amount: '800.00', text: '住房公积金缴存2026-02' });
    bank.pay(key, '2026-02-10');
    expect(await drive(run, instant('2026-02-10'))).toMatchObject({ state: 'done' });
    expect(await balanceOf(suite, one.account)).toMatchObject({
      amount: '800.00',
      current: '800.00',
    });
    expect(await months(one)).toEqual(['2026-02']);
    expect(await paidTo(one)).toBe('2026-02');
    expect(await dueOf(one, '2026-02')).toMatchObject({ state: 'paid' });
    const again = await collect('2026-02-11');
    expect(await itemOf(again, one)).toBeUndefined();
  });

  it('covers a whole cycle by one debit', async () => {
    const one = await contributor(suite, { cycle: 'quarter', paidTo: '2026-02', debitDay: 3 });
    const run = await collect('2026-03-03');
    bank.pay(debitKey(one, '2026-03'), '2026-03-03');
    await drive(run, instant('2026-03-03'));
    expect(await months(one)).toEqual(['2026-03', '2026-04', '2026-05']);
    expect((await balanceOf(suite, one.account)).amount).toBe('2400.00');
    const april = await collect('2026-04-03');
    expect(await itemOf(april, one)).toBeUndefined();
  });

  it('takes the month of a late opening and the next one in one go', async () => {
    const one = await contributor(suite, { openedOn: '2026-03-20', fromMonth: '2026-03' });
    // The debit of March had come before the account was there.
    expect(await itemOf(await collect('2026-03-23'), one)).toBeUndefined();
    const run = await collect('2026-04-15');
    expect(await itemOf(run, one)).toMatchObject({
      amount: '1600.00',
      detail: { coversFrom: '2026-03', coversTo: '2026-04' },
    });
    bank.pay(debitKey(one, '2026-03'), '2026-04-15');
    await drive(run, instant('2026-04-15'));
    expect(await paidTo(one)).toBe('2026-04');
  });

  it('moves a debit day to the working day before, and makes up for a day on which nothing ran', async () => {
    // 2026-05-16 is a Saturday; nothing ran on the Friday.
    const one = await contributor(suite, { paidTo: '2026-04', debitDay: 16 });
    expect(await itemOf(await collect('2026-05-14'), one)).toBeUndefined();
    const run = await collect('2026-05-18');
    expect(await itemOf(run, one)).toMatchObject({ verdict: 'due' });
    expect(await dueOf(one, '2026-05')).toMatchObject({ due_on: '2026-05-15' });
    bank.pay(debitKey(one, '2026-05'), '2026-05-18');
    await drive(run, instant('2026-05-18'));
  });

  it('ends a yearly cycle with the month before retirement', async () => {
    const one = await contributor(suite, {
      ...{ cycle: 'year', paidTo: '2026-05', debitDay: 8, retiresOn: '2026-09-20' },
    });
    const run = await collect('2026-06-08');
    expect(await itemOf(run, one)).toMatchObject({
      amount: '2400.00',
      detail: { coversFrom: '2026-06', coversTo: '2026-08', months: 3 },
    });
    bank.pay(debitKey(one, '2026-06'), '2026-06-08');
    await drive(run, instant('2026-06-08'));
    const later = await collect('2026-09-08');
    expect(await itemOf(later, one)).toMatchObject({ verdict: 'excluded', reason: 'retired' });
  });

  it('says who is left out and why', async () => {
    const without = await contributor(suite, { mandate: 'none', paidTo: '2026-06', debitDay: 2 });
    const low = await contributor(suite, {
      ...{ monthlyAmount: '222.99', paidTo: '2026-06', debitDay: 2 },
    });
    const least = await contributor(suite, {
      ...{ monthlyAmount: '223.00', paidTo: '2026-06', debitDay: 2 },
    });
    const small = await contributor(suite, {
      ...{ limitEach: '799.99', paidTo: '2026-06', debitDay: 2 },
    });
    const sealed = await contributor(suite, { paidTo: '2026-06', debitDay: 2 });
    await suite.owner.query(
      `update account set state = 'sealed', sealed_on = '2026-06-30' where number = $1`,
      [sealed.account],
    );
    const employed = await contributor(suite, { paidTo: '2026-06', debitDay: 2 });
    await inTransaction(suite.app, (tx) =>
      moveAccount(tx, employed.account, {
        ...{ way: 'converted-to-employee', on: plainDate('2026-06-30'), by: 'test', case: null },
      }),
    );
    const run = await collect('2026-07-02');
    const reasons = [];
    for (const one of [without, low, least, small, sealed, employed]) {
      reasons.push((await itemOf(run, one))?.['reason']);
    }
    expect(reasons).toEqual([
      'no-mandate',
      'outside-limits',
      null,
      'over-mandate-limit',
      'account-sealed',
      'under-unit',
    ]);
    bank.pay(debitKey(least, '2026-07'), '2026-07-02');
    await drive(run, instant('2026-07-02'));
    // Once there is a mandate, the same month is debited on the next day that comes.
    expect(await dueOf(without, '2026-07')).toMatchObject({ state: 'open', attempts: 0 });
    expect(await dueOf(sealed, '2026-07')).toBeUndefined();
    expect(await dueOf(employed, '2026-07')).toBeUndefined();
  });
});

describe('a card that is refused', () => {
  it('is debited again after three days, three times at most, and the month is missed', async () => {
    const one = await contributor(suite, { paidTo: '2026-07', debitDay: 5 });
    for (const [attempt, day] of [
      [1, '2026-08-05'],
      [2, '2026-08-08'],
      [3, '2026-08-11'],
    ] as const) {
      const run = await collect(day);
      expect(await itemOf(run, one)).toMatchObject({ state: 'sent', detail: { attempt } });
      bank.refuse(debitKey(one, '2026-08', attempt), day);
      await drive(run, instant(day));
      expect(await itemOf(run, one)).toMatchObject({
        ...{ state: 'refused', outcome: 'insufficient-funds' },
      });
      const eve = await collect(
        day.replace(/\d\d$/, (text) => String(Number(text) + 2).padStart(2, '0')),
      );
      expect(await itemOf(eve, one)).toBeUndefined();
    }
    expect(await itemOf(await collect('2026-08-14'), one)).toBeUndefined();
    expect(await dueOf(one, '2026-08')).toMatchObject({ state: 'open', next_on: null });
    await collect('2026-08-31');
    expect(await dueOf(one, '2026-08')).toMatchObject({ state: 'open' });
    await collect('2026-09-01');
    expect(await dueOf(one, '2026-08')).toMatchObject({
      state: 'missed',
      settled_on: '2026-09-01',
    });
    const next = await collect('2026-09-04');
    expect(await itemOf(next, one)).toMatchObject({ detail: { coversFrom: '2026-09' } });
    bank.pay(debitKey(one, '2026-09'), '2026-09-04');
    await drive(next, instant('2026-09-04'));
    expect(await months(one)).toEqual(['2026-09']);
    expect(await paidTo(one)).toBe('2026-09');
  });

  it('is not debited again when trying cannot help', async () => {
    const one = await contributor(suite, { paidTo: '2026-08', debitDay: 7 });
    const run = await collect('2026-09-07');
    bank.refuse(debitKey(one, '2026-09'), '2026-09-07', 'card-closed');
    await drive(run, instant('2026-09-07'));
    expect(await dueOf(one, '2026-09')).toMatchObject({
      next_on: null,
      last_outcome: 'card-closed',
    });
  });
});

describe('an instruction', () => {
  it('leaves once, whatever is lost on the way', async () => {
    const some = [];
    for (let n = 0; n < 3; n += 1) {
      some.push(await contributor(suite, { paidTo: '2026-08', debitDay: 9 }));
    }
    const run = await start('collection', '2026-09-09');
    const sent = bank.sendings();
    bank.nextSending('unreachable');
    bank.nextSending({ take: 1 });
    bank.nextSending('answer-lost');
    const day = instant('2026-09-09');
    for (let n = 0; n < 6; n += 1) await step(run, day).catch(() => undefined);
    await drive(run, day);
    expect(bank.sendings() - sent).toBe(3 + 3 + 2);
    expect(await row(run)).toMatchObject({ state: 'working', sent: 3 });
    for (const one of some) bank.pay(debitKey(one, '2026-09'), '2026-09-09');
    await drive(run, day);
    expect(await row(run)).toMatchObject({ state: 'done', done: 3, done_amount: '2400.00' });
  });

  it('that was answered twice is posted once', async () => {
    const one = await contributor(suite, { paidTo: '2026-08', debitDay: 10 });
    const run = await collect('2026-09-10');
    const key = debitKey(one, '2026-09');
    bank.pay(key, '2026-09-10');
    await drive(run, instant('2026-09-10'));
    bank.pay(key, '2026-09-10');
    bank.refuse(key, '2026-09-10');
    await collect('2026-09-11');
    expect((await balanceOf(suite, one.account)).amount).toBe('800.00');
    expect(await itemOf(run, one)).toMatchObject({ state: 'done' });
  });

  it.each([['799.00'], ['801.00']])(
    'for which %s came puts all of it into suspense, and covers no month',
    async (amount) => {
      const one = await contributor(suite, { paidTo: '2026-08', debitDay: 11 });
      const run = await collect('2026-09-11');
      bank.pay(debitKey(one, '2026-09'), '2026-09-11', amount);
      await drive(run, instant('2026-09-11'));
      expect(await itemOf(run, one)).toMatchObject({ state: 'failed', outcome: 'amount-differs' });
      expect((await balanceOf(suite, one.account)).amount).toBe('0.00');
      const { rows } = await suite.owner.query<{ amount: string; state: string }>(
        'select amount, state from suspense_item where account = $1',
        [one.account],
      );
      expect(rows).toEqual([{ amount, state: 'open' }]);
      expect(await months(one)).toEqual([]);
      await suite.owner.query(
        `with gone as (delete from task t using suspense_item s
           where s.id = t.suspense and s.account = $1)
         delete from suspense_item where account = $1`,
        [one.account],
      );
    },
  );

  it('that nobody gave leaves its money in suspense', async () => {
    const stranger = await contributor(suite, { paidTo: '2026-12' });
    bank.pay(debitKey(stranger, '2026-09'), '2026-09-12', '55.00');
    await collect('2026-09-12');
    const { rows } = await suite.owner.query<{ cause: string }>(
      `select cause from suspense_item where amount = 55`,
    );
    expect(rows).toEqual([{ cause: 'unknown-instruction' }]);
  });

  it('without an answer for three days is a person’s to look after, and its answer still counts', async () => {
    const one = await contributor(suite, { paidTo: '2026-09', debitDay: 12 });
    const run = await collect('2026-10-12');
    expect(await drive(run, instant('2026-10-12'))).toMatchObject({ state: 'working' });
    expect(await drive(run, instant('2026-10-13'))).toMatchObject({ state: 'done' });
    await ask(instant('2026-10-15'));
    expect(await itemOf(run, one)).toMatchObject({ state: 'sent', outcome: null });
    await ask(instant('2026-10-16'));
    expect(await itemOf(run, one)).toMatchObject({ state: 'failed', outcome: 'unanswered' });
    const next = await collect('2026-10-16');
    expect(await itemOf(next, one)).toBeUndefined();
    bank.pay(debitKey(one, '2026-10'), '2026-10-17');
    await collect('2026-10-17');
    expect(await itemOf(run, one)).toMatchObject({ state: 'done', outcome: 'paid' });
    expect(await months(one)).toEqual(['2026-10']);
  });
});

describe('a debit that the bank takes back', () => {
  it('takes money and month from the account again', async () => {
    const one = await contributor(suite, { paidTo: '2026-09', debitDay: 13 });
    const run = await collect('2026-10-13');
    bank.pay(debitKey(one, '2026-10'), '2026-10-13');
    await drive(run, instant('2026-10-13'));
    bank.recall(debitKey(one, '2026-10'), '2026-10-20');
    await collect('2026-10-20');
    expect((await balanceOf(suite, one.account)).amount).toBe('0.00');
    expect(await months(one)).toEqual([]);
    expect(await dueOf(one, '2026-10')).toMatchObject({ state: 'open', next_on: '2026-10-23' });
  });

  it('leaves a debt of the person where the money is gone', async () => {
    const one = await contributor(suite, { paidTo: '2026-09', debitDay: 14 });
    const run = await collect('2026-10-14');
    bank.pay(debitKey(one, '2026-10'), '2026-10-14');
    await drive(run, instant('2026-10-14'));
    await suite.app.query('select * from ledger_post($1, $2)', [
      CENTER,
      JSON.stringify([
        {
          ...{ key: `test/${one.account}`, kind: 'reserve', valueDate: '2026-10-15', by: 'test' },
          lines: [
            { book: 'personal', account: one.account, source: 'flexible', amount: '-500.00' },
            { book: 'in-payment', amount: '500.00' },
          ],
        },
      ]),
    ]);
    bank.recall(debitKey(one, '2026-10'), '2026-10-21');
    await collect('2026-10-21');
    expect((await balanceOf(suite, one.account)).amount).toBe('0.00');
    const { rows } = await suite.owner.query<{ sum: string }>(
      `select sum(p.amount) from posting p join journal j on j.id = p.journal
        where p.book = 'receivable' and j.key = $1`,
      [`recall/${debitKey(one, '2026-10')}`],
    );
    expect(rows[0]!.sum).toBe('-500.00');
  });
});

describe('a list', () => {
  it('waits for a supervisor where the center asks for it, and loses who was struck out', async () => {
    const one = await contributor(suite, { paidTo: '2026-10', debitDay: 17 });
    const other = await contributor(suite, { paidTo: '2026-10', debitDay: 17 });
    await suite.owner.query(
      `update figure set value = 'supervisor' where name = 'collection-approval'`,
    );
    const asking = runs(suite, { bank: () => bank.client });
    const run = await start('collection', '2026-11-17');
    const day = instant('2026-11-17');
    expect(await asking.drive(run, day)).toMatchObject({ state: 'previewed' });
    await strike(run, [Number((await itemOf(run, one))?.['n'])]);
    await act(run, 'approve');
    await asking.drive(run, day);
    expect(bank.has().has(debitKey(one, '2026-11'))).toBe(false);
    expect(bank.has().has(debitKey(other, '2026-11'))).toBe(true);
    expect(await itemOf(run, one)).toMatchObject({ verdict: 'struck', reason: 'struck-out' });
    await suite.owner.query(`update figure set value = 'none' where name = 'collection-approval'`);
  });

  it('is worked off no further once it is stopped, and goes on where it was', async () => {
    const one = await contributor(suite, { paidTo: '2026-10', debitDay: 18 });
    const run = await start('collection', '2026-11-18');
    const day = instant('2026-11-18');
    await step(run, day);
    await act(run, 'stop');
    expect(await drive(run, day)).toEqual({ state: 'stopped', waitSeconds: null });
    expect(bank.has().has(debitKey(one, '2026-11'))).toBe(false);
    await act(run, 'resume');
    await drive(run, day);
    expect(bank.has().has(debitKey(one, '2026-11'))).toBe(true);
  });

  it('far longer than those before waits for a person, and stops when too much of it fails', async () => {
    const people = [];
    for (let n = 0; n < 22; n += 1) {
      people.push(await contributor(suite, { paidTo: '2026-10', debitDay: 20 }));
    }
    await suite.owner.query('alter table run disable trigger run_moves');
    await suite.owner.query(`update run set items = 0, amount = 0 where kind = 'collection'`);
    await suite.owner.query('alter table run enable trigger run_moves');
    const run = await start('collection', '2026-11-20');
    const day = instant('2026-11-20');
    expect(await drive(run, day)).toMatchObject({ state: 'previewed' });
    expect(await row(run)).toMatchObject({ brake: 'over-forecast', items: 22 });
    await act(run, 'approve');
    await drive(run, day);
    for (const one of people.slice(0, 20)) bank.pay(debitKey(one, '2026-11'), '2026-11-20', '1.00');
    expect(await drive(run, day)).toMatchObject({ state: 'stopped' });
    expect(await row(run)).toMatchObject({ brake: 'too-many-failed', failed: 20, sent: 2 });
    // Whoever resumes it has seen why it stopped; it stood from its step to that act.
    await act(run, 'resume');
    const { rows } = await suite.owner.query<{ stood: number; stopped_at: null }>(
      'select extract(epoch from stood)::float8 * 1000 as stood, stopped_at from run where id = $1',
      [run],
    );
    expect(rows).toEqual([{ stood: NOW - day, stopped_at: null }]);
    for (const one of people.slice(20)) bank.pay(debitKey(one, '2026-11'), '2026-11-20');
    expect(await drive(run, day)).toMatchObject({ state: 'done' });
    expect(await row(run)).toMatchObject({ done: 2, failed: 20 });
  });
});
