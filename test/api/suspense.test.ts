/** 暂收款 behind the screen: money of nobody is listed, assigned, returned, or goes to the fund of subsidies. */
import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { sealJson, sealText } from '../../src/crypto/cipher.ts';
import { place as placeOf } from '../../src/crypto/places.ts';
import { currentKey } from '../../src/crypto/secrets.ts';
import { CENTER, contributor, debits, inSuspense, month, owes, pays } from './world/contributor.ts';
import type { Contributor } from './world/contributor.ts';
import { world } from './world/index.ts';

const place = world();
const sun = () => place.as('sun-zhuguan');
const clerk = () => place.as('lin-guiyuan');
let holder: Contributor;
beforeAll(async () => {
  holder = await contributor(place);
});

const REASON = '来电核对，为本人缴存';
const settle = (id: string, body: object, { as = sun(), version = 1, key = randomUUID() } = {}) =>
  as.post(`/suspense/${id}/actions`, { body: { reason: REASON, ...body }, version, key });
const serials = async (state: string, as = sun()) =>
  (await as.get(`/suspense?state=${state}&limit=100`)).list('items').map(({ serial }) => serial);
/** Debits and credits of a journal, by book. */
const lines = async (journal: string) =>
  (
    await place.owner.query<{ line: string }>(
      `select book || ' ' || coalesce(source, '-') || ' ' || amount as line from posting
        where journal = $1 order by amount`,
      [journal],
    )
  ).rows.map(({ line }) => line);
const event = async (kind: string) =>
  (
    await place.owner.query<{ public: object }>(
      'select public from event where kind = $1 order by id desc limit 1',
      [kind],
    )
  ).rows[0]?.public;

describe('the list of money in suspense', () => {
  it('is by state, the oldest first, turned page by page', async () => {
    const late = await inSuspense(place.owner, '3.00', { on: '2026-11-21' });
    const early = await inSuspense(place.owner, '2.00', { on: '2026-11-02', cause: 'no-plan' });
    const first = await sun().get('/suspense?limit=1');
    expect(first.status, first.text).toBe(200);
    expect(first.list('items')).toMatchObject([
      {
        ...{ id: early.id, serial: early.serial, amount: '2.00', receivedOn: '2026-11-02' },
        ...{ state: 'open', stateTitle: '待处理', causeText: '账户没有生效的缴存计划' },
        ...{
          account: null,
          settledByName: null,
          settledAt: null,
          settledJournal: null,
          version: 1,
        },
      },
    ]);
    const next = await sun().get(`/suspense?limit=1&cursor=${first.string('nextCursor')}`);
    expect(next.list('items')).toMatchObject([{ serial: late.serial }]);
    expect(next.at('nextCursor')).toBeNull();
    expect((await sun().get('/suspense?state=gone')).status).toBe(422);
    expect((await sun().get(`/suspense/${early.id}`)).body).toMatchObject(first.list('items')[0]!);
  });

  it('is read by a clerk, and is nothing for another center', async () => {
    const { id, serial } = await inSuspense(place.owner, '4.00');
    expect(await serials('open', clerk())).toContain(serial);
    expect(await serials('open', place.as('dl-zhuguan'))).toEqual([]);
    expect((await place.as('dl-zhuguan').get(`/suspense/${id}`)).status).toBe(404);
    const other = await settle(id, { action: 'fund' }, { as: place.as('dl-zhuguan') });
    expect(other.status).toBe(404);
    expect((await settle(id, { action: 'fund' }, { as: clerk() })).status).toBe(403);
    expect(await serials('open')).toContain(serial);
  });
});

describe('who paid money in suspense', () => {
  const told = async () => {
    const item = await inSuspense(place.owner, '6.00');
    const key = currentKey(place.secrets.center);
    const of = [CENTER, item.serial] as const;
    await place.owner.query('update suspense_item set note = $2, payer = $3 where id = $1', [
      ...[item.id, sealText(key, placeOf.suspenseNote(...of), '代父亲缴存')],
      sealJson(key, placeOf.suspensePayer(...of), { name: '荀小况', account: '6222020000000000' }),
    ]);
    return item;
  };

  it('is told to a supervisor and an auditor, for a reason that the trail keeps', async () => {
    const { id, serial } = await told();
    for (const as of [sun(), place.as('li-shenji')]) {
      const shown = await as.post(`/suspense/${id}:reveal`, { body: { reason: REASON } });
      expect(shown.status, shown.text).toBe(200);
      expect(shown.body).toEqual({
        payer: { name: '荀小况', account: '6222020000000000' },
        note: '代父亲缴存',
      });
    }
    expect(await event('suspense-read')).toMatchObject({ item: id, serial, amount: '6.00' });
    expect(JSON.stringify(await event('suspense-read'))).not.toContain('荀小况');
    const trail = await place.as('li-shenji').get('/audit/events?kind=suspense-read');
    expect(trail.list('items')).toMatchObject([{ reason: REASON }, { reason: REASON }]);
    const without = await sun().post(`/suspense/${id}:reveal`, { body: { reason: ' ' } });
    expect(without.status).toBe(422);
  });

  it('stands on no page, and is nothing for a clerk or another center', async () => {
    const { id } = await told();
    expect((await sun().get(`/suspense/${id}`)).text).not.toContain('荀小况');
    const body = { reason: REASON };
    expect((await clerk().post(`/suspense/${id}:reveal`, { body })).status).toBe(403);
    expect((await place.as('dl-zhuguan').post(`/suspense/${id}:reveal`, { body })).status).toBe(
      404,
    );
  });

  it('may be nobody the bank named', async () => {
    const { id } = await inSuspense(place.owner, '7.00');
    const shown = await sun().post(`/suspense/${id}:reveal`, { body: { reason: REASON } });
    expect(shown.body).toEqual({ payer: null, note: null });
  });
});

describe('money in suspense', () => {
  it('is assigned to an account, whose whole months it pays, once under a key', async () => {
    const { id, serial } = await inSuspense(place.owner, '1600.00');
    const body = { action: 'assign', account: holder.id };
    const key = randomUUID();
    const done = await settle(id, body, { key });
    expect(done.status, done.text).toBe(200);
    expect(done.body).toMatchObject({
      ...{ state: 'assigned', stateTitle: '已认领', version: 2, account: holder.id },
      ...{ accountNumber: holder.number, settledByName: 'sun-zhuguan' },
    });
    expect(await lines(done.string('settledJournal'))).toEqual([
      ...['suspense - -1600.00', 'personal flexible 1600.00'],
    ]);
    const told = await clerk().get(`/accounts/${holder.id}/contributions`);
    expect(told.list('months')).toMatchObject([
      { month: month(0), amount: '800.00', journal: done.string('settledJournal') },
      { month: month(1), amount: '800.00' },
    ]);
    expect((await settle(id, body, { key })).body).toEqual(done.body);
    expect(await event('suspense-assigned')).toMatchObject({
      ...{ item: id, serial, amount: '1600.00', reason: REASON },
    });
    const twice = await settle(id, body, { version: 2 });
    expect([twice.status, twice.string('detail')]).toEqual([409, '这笔暂收款已经处理。']);
  });

  it.each([
    ['800.01', '最接近的可缴金额为800.00元或1600.00元'],
    ['799.99', '不足应缴的一期，最接近的可缴金额为800.00元'],
    ['2400.00', '超过可以预缴的月份，最接近的可缴金额为1600.00元'],
  ])('%s does not fit, and is told what would', async (amount, words) => {
    const payer = await contributor(place, '李四');
    const { id, serial } = await inSuspense(place.owner, amount);
    const told = await settle(id, { action: 'assign', account: payer.id });
    expect([told.status, told.string('code')]).toEqual([409, 'payment-refused']);
    expect(told.string('detail')).toContain(words);
    expect(await serials('open')).toContain(serial);
  });

  it('is the person’s from the day on which the bank had it, and earns from then', async () => {
    const payer = await contributor(place);
    const valueDate = async (on: string) => {
      const { id } = await inSuspense(place.owner, '800.00', { on });
      const told = await settle(id, { action: 'assign', account: payer.id });
      expect(told.status, told.text).toBe(200);
      const { rows } = await place.owner.query<{ valued: string; entered: string }>(
        `select p.value_date as valued, j.value_date as entered
           from posting p join journal j on j.id = p.journal
          where p.journal = $1 and p.book = 'personal'`,
        [told.string('settledJournal')],
      );
      return rows[0];
    };
    expect(await valueDate('2026-11-03')).toEqual({ valued: '2026-11-03', entered: '2026-11-03' });
    // Nobody earned anything before the account was opened.
    await place.owner.query(`update account set opened_on = '2026-11-10' where number = $1`, [
      payer.number,
    ]);
    expect(await valueDate('2026-11-09')).toMatchObject({ valued: '2026-11-10' });
  });

  it('pays the month that was owed on the day on which the bank had it, however late it is found out', async () => {
    const payer = await contributor(place);
    for (const one of [month(-2), month(-1)]) {
      await owes(place.owner, payer, { month: one, state: 'missed' });
    }
    const on = `${month(-1)}-28`;
    const { id } = await inSuspense(place.owner, '800.00', { on });
    const told = await settle(id, { action: 'assign', account: payer.id });
    expect(told.status, told.text).toBe(200);
    const { rows } = await place.owner.query(
      'select month, paid_on as "paidOn" from contribution where account = $1',
      [payer.number],
    );
    expect(rows).toEqual([{ month: month(-1), paidOn: on }]);
    const { rows: dues } = await place.owner.query<{ state: string }>(
      'select state from contribution_due where account = $1 order by covers_from',
      [payer.number],
    );
    // The month before that was over on that day, too: nobody buys it.
    expect(dues.map(({ state }) => state)).toEqual(['missed', 'paid']);
  });

  it('pays what it would pay today where it paid nothing on that day', async () => {
    const payer = await contributor(place);
    for (const n of [-3, -2, -1, 0]) await pays(place, payer, month(n));
    const { id } = await inSuspense(place.owner, '800.00', { on: `${month(-3)}-20` });
    const told = await settle(id, { action: 'assign', account: payer.id });
    expect(told.status, told.text).toBe(200);
    const { rows } = await place.owner.query<{ month: string }>(
      'select max(month) as month from contribution where account = $1',
      [payer.number],
    );
    expect(rows[0]?.month).toBe(month(1));
  });

  it('is not assigned while the bank has a debit, nor to an account of nowhere', async () => {
    const payer = await contributor(place, '王五');
    await owes(place.owner, payer, { month: month(-1), state: 'open' });
    await debits(place.owner, payer, month(-1));
    const { id } = await inSuspense(place.owner, '800.00');
    const told = await settle(id, { action: 'assign', account: payer.id });
    expect(told.string('detail')).toBe('该账户有扣款正在银行办理。');
    const strange = await settle(id, { action: 'assign', account: randomUUID() });
    expect(strange.list('errors')).toEqual([
      { pointer: '#/account', detail: '没有这个账户，或者不在本中心' },
    ]);
  });

  it('is returned as a whole, with the bank’s number of it, when another supervisor agrees', async () => {
    const { id } = await inSuspense(place.owner, '55.00');
    const bare = await settle(id, { action: 'return' });
    expect(bare.status).toBe(422);
    const told = await settle(id, { action: 'return', document: ' 202611290000000099 ' });
    expect(told.body).toMatchObject({
      ...{ state: 'open', version: 2, settledJournal: null },
      returning: { document: '202611290000000099', proposedByName: 'sun-zhuguan' },
    });
    expect(await event('suspense-return-proposed')).toMatchObject({ item: id });
    // Nobody confirms what they have recorded themselves, and nothing else becomes of it meanwhile.
    const own = await settle(id, { action: 'confirm-return' }, { version: 2 });
    expect([own.status, own.at('code')]).toEqual([409, 'same-person']);
    expect((await settle(id, { action: 'fund' }, { version: 2 })).status).toBe(409);
    const zhou = place.as('zhou-zhuguan');
    const done = await settle(id, { action: 'confirm-return' }, { as: zhou, version: 2 });
    expect(done.body).toMatchObject({
      ...{ state: 'returned', stateTitle: '已退回', version: 3, returning: null },
      settledByName: 'zhou-zhuguan',
    });
    expect(await lines(done.string('settledJournal'))).toEqual([
      ...['suspense - -55.00', 'bank - 55.00'],
    ]);
    const { rows } = await place.owner.query('select document from journal where id = $1', [
      done.string('settledJournal'),
    ]);
    expect(rows).toEqual([{ document: '202611290000000099' }]);
    expect(await event('suspense-returned')).toMatchObject({
      ...{ item: id, amount: '55.00', proposedBy: 'sun-zhuguan' },
    });
  });

  it('is free again when the other supervisor does not agree to its return', async () => {
    const { id } = await inSuspense(place.owner, '56.00');
    expect((await settle(id, { action: 'confirm-return' })).status).toBe(409);
    await settle(id, { action: 'return', document: 'T-56' });
    const zhou = place.as('zhou-zhuguan');
    const declined = await settle(id, { action: 'decline-return' }, { as: zhou, version: 2 });
    expect(declined.body).toMatchObject({ state: 'open', returning: null, version: 3 });
    expect(await event('suspense-return-declined')).toMatchObject({ item: id, document: 'T-56' });
    const again = await settle(id, { action: 'return', document: 'T-57' }, { version: 3 });
    expect(again.body).toMatchObject({ state: 'open', returning: { document: 'T-57' } });
  });

  it('goes to the fund of subsidies, which is so much larger', async () => {
    const { id, serial } = await inSuspense(place.owner, '900.00');
    const done = await settle(id, { action: 'fund', reason: '财政拨款' });
    expect(done.body).toMatchObject({
      state: 'funded',
      stateTitle: '已拨入补贴资金',
      account: null,
    });
    expect(await lines(done.string('settledJournal'))).toEqual([
      ...['suspense - -900.00', 'subsidy-fund - 900.00'],
    ]);
    const { rows } = await place.owner.query(
      `select sum(p.amount) as fund from posting p join journal j on j.id = p.journal
        where p.book = 'subsidy-fund' and j.center = $1`,
      [CENTER],
    );
    expect(rows).toEqual([{ fund: '900.00' }]);
    expect(await serials('funded')).toEqual([serial]);
    expect(await event('suspense-funded')).toMatchObject({ item: id, reason: '财政拨款' });
  });

  it('is held to the version that was seen, and every act needs a reason', async () => {
    const { id } = await inSuspense(place.owner, '5.00');
    const stale = await settle(id, { action: 'fund' }, { version: 7 });
    expect([stale.status, stale.string('code')]).toEqual([412, 'version-conflict']);
    const body = { action: 'fund' };
    expect((await sun().post(`/suspense/${id}/actions`, { body, version: 1 })).status).toBe(422);
    expect((await settle(id, { action: 'keep' })).status).toBe(422);
  });
});
