/** 缴存扣款 where one account's data cannot be opened: it is listed as failed, and everybody else is debited. */
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { missedSpans, spansWithLeftOut } from '../../src/db/breaches.ts';
import { bench, CENTER, newCase } from '../db/fixtures.ts';
import { balanceOf } from '../ledger/fixtures.ts';
import { bankDouble } from './bank-double.ts';
import { contributor, debitKey, type Contributor } from './contributors.ts';
import { runs, shippedFigures } from './fixtures.ts';

const suite = bench();
const bank = bankDouble();
const { start, step, drive, act, row, items } = runs(suite, { bank: () => bank.client });

beforeAll(() => shippedFigures(suite));
// Every story has its own people: those of the story before owe nothing any more.
beforeEach(async () => {
  await suite.owner.query('update plan set active = false');
  await suite.owner.query(
    `update contribution_due set state = 'void', settled_on = due_on, next_on = null
      where state = 'open'`,
  );
});

const instant = (day: string) => Date.parse(`${day}T10:00:00+08:00`);
const FAILED = { verdict: 'due', state: 'failed', outcome: 'data-unreadable' };

async function listed(day: string): Promise<string> {
  const run = await start('collection', day);
  const { state } = await step(run, instant(day));
  if (state === 'previewed') await act(run, 'approve');
  return run;
}

async function collect(day: string): Promise<string> {
  const run = await listed(day);
  await drive(run, instant(day));
  return run;
}

async function itemsOf(run: string, { account }: Contributor) {
  return (await items(run)).filter((item) => item['account'] === account);
}

async function dueOf({ account }: Contributor, month: string) {
  const { rows } = await suite.owner.query<Record<string, unknown>>(
    `select state, attempts, attempts_max, left_out from contribution_due
      where account = $1 and covers_from = $2`,
    [account, month],
  );
  return rows[0];
}

/** What is sealed in a column is somebody else's: whole, and it opens nothing of theirs. @returns what puts it back */
async function damaged(
  of: 'agreement.parameters' | 'mandate.card' | 'person.name',
  { agreement, mandate, person }: Contributor,
): Promise<() => Promise<unknown>> {
  const [table = '', column = ''] = of.split('.');
  const id = { agreement, mandate, person }[table];
  const { rows } = await suite.owner.query<{ whole: string }>(
    `select ${column} as whole from ${table} where id = $1`,
    [id],
  );
  const put = (text: string | undefined) =>
    suite.owner.query(`update ${table} set ${column} = $2 where id = $1`, [id, text]);
  await put(rows[0]?.whole.replace(/.{8}$/, 'AAAAAAAA'));
  return () => put(rows[0]?.whole);
}

const two = async (wanted: Parameters<typeof contributor>[1]) =>
  [await contributor(suite, wanted), await contributor(suite, wanted)] as const;

describe('an agreement that cannot be opened', () => {
  it('fails alone, is listed each day, and owes the month that runs once it is mended', async () => {
    const [bad, good] = await two({ paidTo: '2026-01', debitDay: 10 });
    const mend = await damaged('agreement.parameters', bad);
    const run = await collect('2026-02-10');
    expect(await itemsOf(run, bad)).toMatchObject([{ ...FAILED, amount: null }]);
    expect(await itemsOf(run, good)).toMatchObject([{ state: 'sent', amount: '800.00' }]);
    bank.pay(debitKey(good, '2026-02'), '2026-02-10');
    expect(await drive(run, instant('2026-02-10'))).toMatchObject({ state: 'done' });
    expect(await row(run)).toMatchObject({ items: 2, done: 1, failed: 1, amount: '800.00' });
    expect(await itemsOf(await collect('2026-02-11'), bad)).toMatchObject([FAILED]);
    expect(await dueOf(bad, '2026-02')).toBeUndefined();
    await mend();
    const march = await collect('2026-03-10');
    // The month before is nobody's to pay any more.
    expect(await itemsOf(march, bad)).toMatchObject([
      { verdict: 'excluded', reason: 'cycle-over', amount: '800.00' },
      { state: 'sent', amount: '800.00' },
    ]);
    bank.pay(debitKey(bad, '2026-03'), '2026-03-10');
    bank.pay(debitKey(good, '2026-03'), '2026-03-10');
    expect(await drive(march, instant('2026-03-10'))).toMatchObject({ state: 'done' });
  });

  it('lets the list be struck out and cancelled like any other', async () => {
    const [bad] = await two({ paidTo: '2026-03', debitDay: 2 });
    const mend = await damaged('agreement.parameters', bad);
    await suite.owner.query(
      `update figure set value = 'supervisor' where name = 'collection-approval'`,
    );
    const own = runs(suite, { bank: () => bank.client });
    const run = await own.start('collection', '2026-04-02');
    await own.step(run, instant('2026-04-02'));
    const [item] = await itemsOf(run, bad);
    expect(item).toMatchObject({ verdict: 'due', state: 'open' });
    await own.strike(run, [Number(item?.['n'])]);
    expect(await itemsOf(run, bad)).toMatchObject([{ verdict: 'struck', reason: 'struck-out' }]);
    await own.act(run, 'cancel');
    await suite.owner.query(`update figure set value = 'none' where name = 'collection-approval'`);
    await mend();
  });

  it('keeps its reminder from being written, and nobody else’s', async () => {
    const [bad, good] = await two({ paidTo: '2026-04', debitDay: 6 });
    const run = await collect('2026-05-06');
    for (const one of [bad, good]) {
      bank.refuse(debitKey(one, '2026-05'), '2026-05-06', 'card-closed');
    }
    await drive(run, instant('2026-05-06'));
    const mend = await damaged('agreement.parameters', bad);
    const last = await collect('2026-05-29');
    expect(await itemsOf(last, bad)).toMatchObject([
      { ...FAILED, subject: `${bad.account}/2026-05/payment-reminder` },
    ]);
    expect(await itemsOf(last, good)).toEqual([]);
    expect(await row(last)).toMatchObject({ state: 'done', failed: 1 });
    await mend();
  });
});

describe('a card that cannot be opened', () => {
  it('is taken out of its batch, counts as no attempt, and is debited once it is mended', async () => {
    const [bad, good] = await two({ paidTo: '2026-05', debitDay: 8 });
    const run = await listed('2026-06-08');
    const mend = await damaged('mandate.card', bad);
    await drive(run, instant('2026-06-08'));
    expect(await itemsOf(run, bad)).toMatchObject([FAILED]);
    expect(bank.has().has(debitKey(bad, '2026-06'))).toBe(false);
    expect(await dueOf(bad, '2026-06')).toEqual({
      ...{ state: 'open', attempts: 1, attempts_max: 4, left_out: 'data-unreadable' },
    });
    bank.pay(debitKey(good, '2026-06'), '2026-06-08');
    expect(await drive(run, instant('2026-06-08'))).toMatchObject({ state: 'done' });
    await mend();
    const next = await collect('2026-06-09');
    expect(await itemsOf(next, bad)).toMatchObject([{ state: 'sent', detail: { attempt: 2 } }]);
    bank.pay(debitKey(bad, '2026-06', 2), '2026-06-09');
    expect(await drive(next, instant('2026-06-09'))).toMatchObject({ state: 'done' });
  });

  it('alone in its batch leaves nothing to send', async () => {
    const bad = await contributor(suite, { paidTo: '2026-06', debitDay: 2 });
    const run = await listed('2026-07-02');
    const mend = await damaged('mandate.card', bad);
    const sent = bank.sendings();
    expect(await drive(run, instant('2026-07-02'))).toMatchObject({ state: 'done' });
    expect(bank.sendings()).toBe(sent);
    expect(await itemsOf(run, bad)).toMatchObject([FAILED]);
    await mend();
  });

  it('of what may have left is asked for by key: what the bank has is waited for, the rest is dropped', async () => {
    const [there, away] = await two({ paidTo: '2026-07', debitDay: 4 });
    const run = await listed('2026-08-04');
    bank.nextSending({ take: 1 });
    bank.nextSending('unreachable');
    await expect(drive(run, instant('2026-08-04'))).rejects.toMatchObject({
      code: 'outside-system-unavailable',
    });
    const mend = [await damaged('mandate.card', there), await damaged('mandate.card', away)];
    expect(await drive(run, instant('2026-08-04'))).toMatchObject({ state: 'working' });
    expect(await itemsOf(run, there)).toMatchObject([{ state: 'sent' }]);
    expect(await itemsOf(run, away)).toMatchObject([FAILED]);
    bank.pay(debitKey(there, '2026-08'), '2026-08-04');
    expect(await drive(run, instant('2026-08-04'))).toMatchObject({
      state: 'done',
      waitSeconds: null,
    });
    expect(await itemsOf(run, there)).toMatchObject([{ state: 'done', outcome: 'paid' }]);
    for (const one of mend) await one();
  });

  it('breaks no agreement: a month that nothing else kept from the bank does not count', async () => {
    const bad = await contributor(suite, { paidTo: '2026-08', debitDay: 3 });
    await damaged('mandate.card', bad);
    await collect('2026-09-03');
    await collect('2026-10-09');
    expect(await dueOf(bad, '2026-09')).toMatchObject({ state: 'missed' });
    const of = ({ account }: { readonly account: string }) => account === bad.account;
    expect((await missedSpans(suite.app, CENTER)).filter(of)).toEqual([]);
    expect((await spansWithLeftOut(suite.app, CENTER)).filter(of)).toMatchObject([{ months: 1 }]);
    // What lies with the person as well does.
    await suite.owner.query(
      `update contribution_due set left_out = 'no-mandate' where account = $1`,
      [bad.account],
    );
    expect((await missedSpans(suite.app, CENTER)).filter(of)).toMatchObject([{ months: 1 }]);
  });
});

describe('a holder who cannot be told', () => {
  it('has the money booked all the same, and the trail says how many were not told', async () => {
    const one = await contributor(suite, { paidTo: '2026-10', debitDay: 5 });
    const other = await contributor(suite, { paidTo: '2026-10', debitDay: 5 });
    for (const { person, account } of [one, other]) {
      const { id } = await newCase(suite);
      await suite.owner.query(
        `update "case" set person = $2, closed_at = now(), outcome = 'opened' where id = $1`,
        [id, person],
      );
      await suite.owner.query('update account set opened_by_case = $2 where number = $1', [
        account,
        id,
      ]);
    }
    const run = await collect('2026-11-05');
    const mend = await damaged('person.name', one);
    bank.refuse(debitKey(one, '2026-11'), '2026-11-05');
    bank.pay(debitKey(other, '2026-11'), '2026-11-05');
    expect(await drive(run, instant('2026-11-05'))).toMatchObject({ state: 'done' });
    expect(await itemsOf(run, one)).toMatchObject([{ state: 'refused' }]);
    expect((await balanceOf(suite, other.account)).amount).toBe('800.00');
    const { rows } = await suite.owner.query<{ told: unknown }>(
      `select coalesce(sum((public->>'untold')::integer), 0)::integer as told from event
        where kind = 'run-chunk' and public->>'run' = $1`,
      [run],
    );
    expect(rows).toEqual([{ told: 1 }]);
    await mend();
  });
});
