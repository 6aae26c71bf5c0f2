/** What a center says of its debits by figures: when a refused one is tried again, and where a holiday moves one. */
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { addDays, plainDate } from '../../src/domain/calendar.ts';
import { bench, CENTER } from '../db/fixtures.ts';
import { bankDouble } from './bank-double.ts';
import { contributor, debitKey, type Contributor } from './contributors.ts';
import { runs, shippedFigures } from './fixtures.ts';

const suite = bench();
const bank = bankDouble();
const { start, drive, act, row, items, deps } = runs(suite, { bank: () => bank.client });

beforeAll(async () => {
  await shippedFigures(suite);
  await suite.owner.query(
    `insert into calendar_year (year, document_number) values (2026, '国办发明电〔2025〕7号')
     on conflict do nothing`,
  );
  await suite.owner.query(
    `insert into calendar_day (day, year, working, name)
     select day::date, 2026, false, '国庆节'
       from generate_series('2026-10-01'::date, '2026-10-07', '1 day') as day
     on conflict do nothing`,
  );
});
// Every story has its own people and its own figures.
beforeEach(async () => {
  await suite.owner.query('update plan set active = false');
  await suite.owner.query('delete from figure where center = $1 and name = any ($2)', [
    CENTER,
    ['collection-retry-gap', 'debit-day-rule'],
  ]);
  deps().offices.forget();
});

const instant = (day: string) => Date.parse(`${day}T10:00:00+08:00`);

async function says(name: string, value: string, from = '2026-01-01'): Promise<void> {
  await suite.owner.query(
    `insert into figure (center, name, value, valid_from, document_number, proposed_by, approved_by)
     values ($1, $2, $3, $4, '测〔2026〕4号', 'sun', 'zhou')`,
    [CENTER, name, value, from],
  );
  deps().offices.forget();
}

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
  return (await items(run)).find((item) => item['account'] === account);
}

describe('a refused debit', () => {
  it.each([
    [1, '2026-03-04'],
    [5, '2026-04-08'],
  ])('is tried again as many days later as the center says (%i)', async (gap, first) => {
    await says('collection-retry-gap', String(gap));
    const day = plainDate(first);
    const month = first.slice(0, 7);
    const one = await contributor(suite, { fromMonth: month, debitDay: Number(first.slice(8)) });
    const run = await collect(day);
    bank.refuse(debitKey(one, month), day);
    await drive(run, instant(day));
    expect(await itemOf(run, one)).toMatchObject({ state: 'refused' });
    for (let later = 1; later < gap; later += 1) {
      expect(await itemOf(await collect(addDays(day, later)), one)).toBeUndefined();
    }
    const again = await collect(addDays(day, gap));
    expect(await itemOf(again, one)).toMatchObject({ state: 'sent', detail: { attempt: 2 } });
    bank.pay(debitKey(one, month, 2), addDays(day, gap));
    expect(await drive(again, instant(addDays(day, gap)))).toMatchObject({ state: 'done' });
  });

  it('is tried again by the figure of the day on which it was refused', async () => {
    await says('collection-retry-gap', '2', '2026-05-07');
    const one = await contributor(suite, { fromMonth: '2026-05', debitDay: 6 });
    const run = await collect('2026-05-06');
    bank.refuse(debitKey(one, '2026-05'), '2026-05-07');
    await drive(run, instant('2026-05-07'));
    expect(await itemOf(await collect('2026-05-08'), one)).toBeUndefined();
    const again = await collect('2026-05-09');
    expect(await itemOf(again, one)).toMatchObject({ state: 'sent', detail: { attempt: 2 } });
    bank.pay(debitKey(one, '2026-05', 2), '2026-05-09');
    await drive(again, instant('2026-05-09'));
  });
});

describe('a center that has not said when a refused debit is tried again', () => {
  const forget = async () => {
    await suite.owner.query(`delete from figure where name = 'collection-retry-gap'`);
    deps().offices.forget();
  };

  it('has no list until it does', async () => {
    const one = await contributor(suite, { fromMonth: '2026-06', debitDay: 3 });
    await forget();
    const run = await start('collection', '2026-06-03');
    expect(await drive(run, instant('2026-06-03'))).toMatchObject({ state: 'preparing' });
    expect(await row(run)).toMatchObject({ brake: 'figure-missing', items: 0 });
    await says('collection-retry-gap', '4');
    expect(await drive(run, instant('2026-06-03'))).toMatchObject({ state: 'working' });
    expect(await row(run)).toMatchObject({ brake: null, items: 1 });
    bank.pay(debitKey(one, '2026-06'), '2026-06-03');
    expect(await drive(run, instant('2026-06-03'))).toMatchObject({ state: 'done' });
    await shippedFigures(suite);
  });

  it('books a refusal only once it has', async () => {
    const one = await contributor(suite, { fromMonth: '2026-07', debitDay: 2 });
    const run = await collect('2026-07-02');
    await forget();
    bank.refuse(debitKey(one, '2026-07'), '2026-07-02');
    await expect(drive(run, instant('2026-07-02'))).rejects.toMatchObject({
      code: 'figure-missing',
      message: expect.stringContaining('2026-07-02没有生效的参数') as string,
    });
    expect(await itemOf(run, one)).toMatchObject({ state: 'sent' });
    await says('collection-retry-gap', '4');
    expect(await drive(run, instant('2026-07-02'))).toMatchObject({ state: 'done' });
    expect(await itemOf(run, one)).toMatchObject({ state: 'refused' });
    const { rows } = await suite.owner.query<{ next_on: string }>(
      'select next_on from contribution_due where account = $1',
      [one.account],
    );
    expect(rows).toEqual([{ next_on: '2026-07-06' }]);
    await shippedFigures(suite);
  });
});

describe('a figure that ended between the list and the refusal', () => {
  const ends = async (last: string) => {
    await suite.owner.query(`update figure set valid_to = $1 where name = 'collection-retry-gap'`, [
      last,
    ]);
    deps().offices.forget();
  };

  it('counts as the list was made by it, and what needs none is booked without', async () => {
    await suite.owner.query(`delete from figure where name = 'collection-retry-gap'`);
    await says('collection-retry-gap', '5');
    const wanted = { fromMonth: '2026-08', debitDay: 3 };
    const [again, never] = [await contributor(suite, wanted), await contributor(suite, wanted)];
    const run = await collect('2026-08-03');
    await ends('2026-08-03');
    bank.refuse(debitKey(again, '2026-08'), '2026-08-04');
    bank.refuse(debitKey(never, '2026-08'), '2026-08-04', 'card-closed');
    expect(await drive(run, instant('2026-08-04'))).toMatchObject({ state: 'done' });
    const { rows } = await suite.owner.query<{ next_on: string | null }>(
      `select next_on from contribution_due where account = any ($1) order by next_on nulls last`,
      [[again.account, never.account]],
    );
    expect(rows).toEqual([{ next_on: '2026-08-09' }, { next_on: null }]);
    await suite.owner.query(`delete from figure where name = 'collection-retry-gap'`);
    await shippedFigures(suite);
    deps().offices.forget();
  });
});

describe('a debit day within a holiday', () => {
  // Thursday to Wednesday, 1 to 7 October: 30 September and 8 October are working days.
  it.each([
    ['previous', ['2026-09-29'], '2026-09-30'],
    ['next', ['2026-09-30', '2026-10-05', '2026-10-07'], '2026-10-08'],
  ])('is moved as the center says (%s)', async (rule, before, on) => {
    await says('debit-day-rule', rule);
    const one = await contributor(suite, { fromMonth: '2026-10', debitDay: 5 });
    for (const day of before) expect(await itemOf(await collect(day), one)).toBeUndefined();
    const run = await collect(on);
    expect(await itemOf(run, one)).toMatchObject({
      state: 'sent',
      detail: { coversFrom: '2026-10', coversTo: '2026-10' },
    });
    bank.pay(debitKey(one, '2026-10'), on);
    expect(await drive(run, instant(on))).toMatchObject({ state: 'done' });
    const { rows } = await suite.owner.query<{ due_on: string }>(
      'select due_on from contribution_due where account = $1',
      [one.account],
    );
    expect(rows).toEqual([{ due_on: on }]);
  });
});
