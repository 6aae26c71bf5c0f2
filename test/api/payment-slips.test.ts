/** 柜面缴存: a slip says what to pay and until when; the money that comes by its number settles it. */
import { randomUUID } from 'node:crypto';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { bookTold } from '../../activities/incoming.ts';
import { createOffices } from '../../activities/offices.ts';
import { inTransaction } from '../../src/db/transaction.ts';
import { dateAt, lastDayOf, monthOf } from '../../src/domain/calendar.ts';
import { yuan } from '../../src/domain/money.ts';
import { CENTER, contributor, debits, inSuspense, month, owes, pays } from './world/contributor.ts';
import type { Contributor } from './world/contributor.ts';
import { world } from './world/index.ts';

const place = world();
const clerk = () => place.as('lin-guiyuan');
const today = dateAt(Date.now());
let holder: Contributor;
beforeAll(async () => {
  holder = await contributor(place);
});
afterEach(() => {
  place.clock.ahead = 0;
});

const make = (amount: string, { of = holder, as = clerk(), key = randomUUID() } = {}) =>
  as.post(`/accounts/${of.id}/payment-slips`, { body: { amount }, key });
const read = (id: string) => clerk().get(`/payment-slips/${id}`);
const slips = async (of = holder) =>
  (await clerk().get(`/accounts/${of.id}/payment-slips`)).list('items') as {
    readonly id: string;
    readonly state: string;
  }[];
const makeVoid = (id: string, { version = 1, as = clerk(), key = randomUUID() } = {}) =>
  as.post(`/payment-slips/${id}:void`, { body: { reason: '改为自动扣款' }, version, key });
/** The bank tells of a transfer to the account. */
async function comesIn(of: Contributor, amount: string, on = today): Promise<string> {
  const serial = randomUUID();
  const transfer = { serial, amount: yuan(amount), bookedOn: on, virtualAccount: of.number };
  await inTransaction(place.app, (tx) =>
    bookTold(
      tx,
      { ...place.deps, offices: createOffices(place.app) },
      { center: CENTER, transfer: { ...transfer, text: '柜台终端缴款' } },
    ),
  );
  return serial;
}

describe('a slip of a payment at the counter', () => {
  it('says months, amount, the number to pay to and the last day, within the month', async () => {
    const told = await make('1600.00');
    expect(told.status, told.text).toBe(201);
    expect(told.body).toMatchObject({
      ...{ account: holder.id, virtualAccount: holder.number, amount: '1600.00', months: 2 },
      ...{ from: month(0), to: month(1), madeOn: today, state: 'open', stateTitle: '待缴款' },
      ...{ madeByName: 'lin-guiyuan', paidOn: null, journal: null, version: 1 },
    });
    const validTo = told.string('validTo');
    expect(validTo >= today && validTo <= lastDayOf(monthOf(today))).toBe(true);
    const paper = await clerk().get(told.string('href').replace('/api/v1', ''));
    expect([paper.status, paper.text.slice(0, 5)]).toEqual([200, '%PDF-']);
    expect(await slips()).toMatchObject([{ id: told.string('id'), state: 'open' }]);
    const read = await place.owner.query(
      `select kind, public from event where kind = 'payment-slip-made' and person = $1`,
      [holder.person],
    );
    expect(read.rows).toMatchObject([{ public: { amount: '1600.00', from: month(0) } }]);
  });

  it('is one under its key, and makes the one before it void under another', async () => {
    const of = await contributor(place, '李四');
    const key = randomUUID();
    const first = await make('800.00', { of, key });
    expect((await make('800.00', { of, key })).string('id')).toBe(first.string('id'));
    const second = await make('1600.00', { of });
    expect(second.status, second.text).toBe(201);
    expect(await slips(of)).toMatchObject([
      { id: second.string('id'), state: 'open' },
      { id: first.string('id'), state: 'void', voidReason: '另开新单' },
    ]);
  });

  it.each([
    ['800.01', ['800.00', '1600.00'], '不是整月的缴存额'],
    ['799.99', ['800.00'], '不足应缴的一期'],
    ['2400.00', ['1600.00'], '超过可以预缴的月份'],
  ])('%s does not fit, and nobody has paid anything yet', async (amount, nearest, words) => {
    const told = await make(amount);
    expect(told.status).toBe(409);
    expect(told.body).toMatchObject({
      ...{ code: 'payment-refused', clause: 'liaoning-4', nearest },
      errors: [{ pointer: '#/amount', detail: expect.stringContaining(words) as string }],
    });
  });

  it('pays what is owed first and as a whole', async () => {
    const of = await contributor(place, '欠缴人');
    await owes(place.owner, of, { month: month(0), state: 'open' });
    const told = await make('800.00', { of });
    expect(told.body).toMatchObject({ from: month(0), to: month(0) });
  });

  it('is not made out while a debit is with the bank, whatever the amount', async () => {
    const of = await contributor(place, '扣款人');
    await owes(place.owner, of, { month: month(0), state: 'open' });
    await debits(place.owner, of, month(0));
    const told = await make('800.00', { of });
    expect(told.body).toMatchObject({
      ...{ status: 409, code: 'payment-refused', nearest: [] },
      detail: '该账户有扣款正在银行办理。',
    });
    expect(told.at('errors')).toBeUndefined();
  });

  it('asks for an amount in yuan, and is nothing for another center', async () => {
    expect((await make('800')).list('errors')).toMatchObject([{ pointer: '#/amount' }]);
    expect((await make('800.00', { as: place.as('dl-guiyuan') })).status).toBe(404);
    expect((await make('800.00', { as: place.as('li-shenji') })).status).toBe(403);
    const [open] = await slips();
    expect((await place.as('dl-guiyuan').get(`/payment-slips/${open!.id}`)).status).toBe(404);
    expect((await makeVoid(open!.id, { as: place.as('dl-guiyuan') })).status).toBe(404);
  });
});

describe('money that comes in by the number of the account', () => {
  it('of the amount of the slip pays it, with its journal', async () => {
    const of = await contributor(place, '缴款人');
    const slip = await make('1600.00', { of });
    const serial = await comesIn(of, '1600.00');
    const told = await read(slip.string('id'));
    expect(told.body).toMatchObject({ state: 'paid', stateTitle: '已缴款', paidOn: today });
    const { rows } = await place.owner.query('select id from journal where key = $1', [
      `payment/${serial}`,
    ]);
    expect(rows).toEqual([{ id: told.string('journal') }]);
    const months = await clerk().get(`/accounts/${of.id}/contributions`);
    expect(months.list('months')).toMatchObject([{ month: month(0) }, { month: month(1) }]);
    const late = await makeVoid(slip.string('id'), { version: 2 });
    expect([late.status, late.string('detail')]).toEqual([
      409,
      '这张缴款通知单已经缴款，不能作废。',
    ]);
  });

  it('of another amount leaves the slip open', async () => {
    const of = await contributor(place, '少缴人');
    const slip = await make('1600.00', { of });
    await comesIn(of, '800.00');
    expect((await read(slip.string('id'))).at('state')).toBe('open');
  });

  it('of its amount but for another month leaves it unpaid', async () => {
    const of = await contributor(place, '另月人');
    const slip = await make('800.00', { of });
    // The month of the slip is debited after all.
    await pays(place, of, month(0));
    await comesIn(of, '800.00');
    const months = await clerk().get(`/accounts/${of.id}/contributions`);
    expect(months.list('months')).toMatchObject([{ month: month(0) }, { month: month(1) }]);
    expect((await read(slip.string('id'))).body).toMatchObject({ paidOn: null, journal: null });
  });

  it('stands in suspense first and is assigned later: the slip is paid then', async () => {
    const of = await contributor(place, '漏填人');
    const slip = await make('800.00', { of });
    const { id } = await inSuspense(place.owner, '800.00');
    const assigned = await place.as('sun-zhuguan').post(`/suspense/${id}/actions`, {
      body: { action: 'assign', account: of.id, reason: '凭通知单认领' },
      version: 1,
    });
    expect((await read(slip.string('id'))).body).toMatchObject({
      ...{ state: 'paid', journal: assigned.string('settledJournal') },
    });
  });

  it('and is taken back is told at the slip', async () => {
    const of = await contributor(place, '冲账人');
    const slip = await make('800.00', { of });
    await comesIn(of, '800.00');
    const journal = (await read(slip.string('id'))).string('journal');
    const sun = place.as('sun-zhuguan');
    const plan = await sun.get(`/journals/${journal}/reversal-plan`);
    const body = { digest: plan.string('digest'), reason: '记错账户' };
    const proposed = await sun.post(`/journals/${journal}/reversals`, { body });
    const confirmed = await place
      .as('zhou-zhuguan')
      .post(`/reversals/${proposed.string('id')}/actions`, {
        body: { action: 'confirm' },
        version: 1,
      });
    expect(confirmed.status, confirmed.text).toBe(200);
    expect((await read(slip.string('id'))).body).toMatchObject({
      ...{ state: 'taken-back', stateTitle: '缴款已冲回' },
    });
  });
});

describe('a slip that is not paid', () => {
  it('is made void with a reason, once, by its version', async () => {
    const of = await contributor(place, '作废人');
    const id = (await make('800.00', { of })).string('id');
    expect((await makeVoid(id, { version: 7 })).status).toBe(412);
    const key = randomUUID();
    const done = await makeVoid(id, { key });
    expect(done.body).toMatchObject({
      ...{ state: 'void', voidReason: '改为自动扣款', voidedByName: 'lin-guiyuan', version: 2 },
    });
    expect((await makeVoid(id, { key })).body).toEqual(done.body);
    expect((await makeVoid(id, { version: 2 })).status).toBe(409);
    await comesIn(of, '800.00');
    expect((await read(id)).at('state')).toBe('void');
  });

  it('has lapsed after its last day, not on it', async () => {
    const of = await contributor(place, '过期人');
    const slip = await make('800.00', { of });
    const id = slip.string('id');
    const day = (shift: number) =>
      place.owner.query(
        'update payment_slip set made_on = $2::date + $3::integer, valid_to = $2::date + $3::integer where id = $1',
        [...[id, today, shift]],
      );
    await day(0);
    expect((await read(id)).at('state')).toBe('open');
    await day(-1);
    expect((await read(id)).body).toMatchObject({ state: 'lapsed', stateTitle: '已过期' });
    await make('800.00', { of });
    expect((await read(id)).at('state')).toBe('lapsed');
  });
});
