/** Interest earned and not credited yet, on any day: to the cent, around a settlement, and days that are refused. */
import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { inTransaction } from '../../src/db/transaction.ts';
import { addDays, dateAt, plainDate } from '../../src/domain/calendar.ts';
import { recordJournals } from '../../src/ledger/journals.ts';
import { settle } from '../../src/ledger/interest.ts';
import { idNumber } from '../builders.ts';
import { contribution, reserve } from '../ledger/entries.ts';
import { TERMS } from '../ledger/interest-fixtures.ts';
import { startCase } from './world/cases.ts';
import { world } from './world/index.ts';

const place = world();
const clerk = () => place.as('lin-guiyuan');
const CENTER = '210100';

/** An account that was opened on a day and holds 36,000.00 from then on: 1.50 yuan a day. */
async function holding(number: string, since: string): Promise<string> {
  const { told } = await startCase(clerk(), { number: idNumber() });
  const { rows } = await place.owner.query<{ id: string }>(
    `insert into account (number, center, person, state, source, opened_on)
     values ($1, '210100', $2, 'normal', 'flexible', $3) returning id`,
    [number, told.string('person.id'), since],
  );
  await inTransaction(place.app, (tx) =>
    recordJournals(tx, CENTER, [
      contribution(number, '36000.00', { valueDate: plainDate(since), source: 'flexible' }),
    ]),
  );
  return rows[0]!.id;
}

const accrued = (id: string, on: string) => clerk().get(`/accounts/${id}/accrued?on=${on}`);

/** Told at the field, in these words. */
async function refused(id: string, on: string, detail: string): Promise<void> {
  const told = await accrued(id, on);
  expect(told.status, told.text).toBe(422);
  expect(told.body).toMatchObject({
    code: 'input-invalid',
    errors: [{ pointer: 'query/on', detail }],
  });
}

describe('interest that is not credited yet', () => {
  it('is 150.00 for 36,000.00 and a hundred days at 1.5 %, a day less before, foreseen after today', async () => {
    const today = dateAt(Date.now());
    const opened = addDays(today, -100);
    const id = await holding('21010000000000000075', opened);
    for (const [after, total] of [
      [-100, '0.00'],
      [-1, '148.50'],
      [0, '150.00'],
      [1, '151.50'],
    ] as const) {
      const on = addDays(today, after);
      expect((await accrued(id, on)).body).toEqual({
        ...{ on, foreseen: after > 0, total },
        sources: [
          { source: 'flexible', sourceTitle: '灵活就业缴存', from: opened, interest: total },
        ],
      });
    }
    expect((await clerk().get(`/accounts/${id}`)).body).toMatchObject({
      accrued: { total: '150.00' },
    });
  });

  it('begins anew with the settlement of 30 June, and is still told for the days before it', async () => {
    const number = '21010000000000000083';
    const id = await holding(number, '2026-03-22');
    await inTransaction(
      place.app,
      (tx) =>
        settle(
          tx,
          { center: CENTER, first: number, last: number, year: 2026, terms: TERMS },
          { by: 'test', charge: 'interest-charge/2026/accrued' },
        ),
      { isolation: 'read committed' },
    );
    const totals = [];
    for (const on of ['2026-06-29', '2026-06-30', '2026-07-01', '2026-07-02']) {
      const told = await accrued(id, on);
      totals.push([told.at('total'), told.at('sources.0.from'), told.at('foreseen')]);
    }
    // 150.00 were credited at the end of 30 June; a day of it earns 0.00625.
    expect(totals).toEqual([
      ['148.50', '2026-03-22', false],
      ['0.00', '2026-06-30', false],
      ['1.50', '2026-06-30', false],
      ['3.01', '2026-06-30', false],
    ]);
  });
});

describe('a day that cannot be told', () => {
  it('is refused with the first that can: of the opening, of the terms of interest', async () => {
    const id = await holding('21010000000000000091', '2020-05-01');
    await refused(id, '2020-04-30', '自2020-05-01起才算得出未结利息：账户这一天才开立');
    const [, first = ''] =
      /自(\d{4}-\d{2}-\d{2})起才算得出未结利息：此前没有生效的计息参数/.exec(
        (await accrued(id, '2020-05-01')).string('errors.0.detail'),
      ) ?? [];
    expect((await accrued(id, addDays(plainDate(first), -1))).status).toBe(422);
    expect((await accrued(id, first)).status).toBe(200);
  });

  it('is one of more than a hundred years ahead, or no day at all', async () => {
    const id = await holding('21010000000000000106', '2026-08-01');
    const last = addDays(dateAt(Date.now()), 36_525);
    expect((await accrued(id, last)).status).toBe(200);
    await refused(id, addDays(last, 1), '最多预计到100年以后');
    for (const query of ['', '?on=2026-02-30', '?on=today']) {
      expect((await clerk().get(`/accounts/${id}/accrued${query}`)).status).toBe(422);
    }
  });

  it('is any of a closed account; one of another center is not there', async () => {
    const id = await holding('21010000000000000114', '2026-08-01');
    const other = await place.as('dl-guiyuan').get(`/accounts/${id}/accrued?on=2026-09-01`);
    const none = await accrued(randomUUID(), '2026-09-01');
    expect([other.status, none.status]).toEqual([404, 404]);
    await inTransaction(place.app, (tx) =>
      recordJournals(tx, CENTER, [reserve('21010000000000000114', '36000.00')]),
    );
    await place.owner.query(
      `update account set state = 'closed', closed_on = '2026-11-24', close_reason = 'withdrawn'
        where id = $1`,
      [id],
    );
    const told = await accrued(id, '2026-09-01');
    expect([told.status, told.at('code')]).toEqual([409, 'account-closed']);
  });
});
