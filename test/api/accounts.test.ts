/** An account behind the screen: money by source, holds, and everything that happened to it. */
import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { beforeAll, describe, expect, it } from 'vitest';
import { inTransaction } from '../../src/db/transaction.ts';
import { daysBetween, plainDate } from '../../src/domain/calendar.ts';
import { moveAccount } from '../../src/ledger/seals.ts';
import { yuan } from '../../src/domain/money.ts';
import { placeHold, releaseHold, type NewHold } from '../../src/ledger/holds.ts';
import { recordJournals, reverseJournal, type Journal } from '../../src/ledger/journals.ts';
import { contribution, reserve, takeover } from '../ledger/entries.ts';
import { idNumber } from '../builders.ts';
import { startCase } from './world/cases.ts';
import { world } from './world/index.ts';

const place = world();
const clerk = () => place.as('lin-guiyuan');
const CENTER = '210100';
const NUMBER = '21010000000000000059';
let id = '';
const record = (journals: readonly Journal[]) =>
  inTransaction(place.app, (tx) => recordJournals(tx, CENTER, journals));

beforeAll(async () => {
  const { told } = await startCase(clerk());
  const { rows } = await place.owner.query<{ id: string }>(
    `insert into account (number, center, person, state, source, opened_on)
     values ($1, $2, $3, 'normal', 'flexible', '2026-07-01') returning id`,
    [NUMBER, CENTER, told.string('person.id')],
  );
  id = rows[0]!.id;
  await record([takeover(NUMBER, '1000.00', 'unit')]);
  await record([contribution(NUMBER, '800.00', { valueDate: plainDate('2026-10-09') })]);
});

describe('an account', () => {
  it('shows its money by source and part, and what is available', async () => {
    const told = await clerk().get(`/accounts/${id}`);
    expect(told.status, told.text).toBe(200);
    expect(told.body).toMatchObject({
      id,
      number: NUMBER,
      stateTitle: '正常',
      at: null,
      total: '1800.00',
      held: '0.00',
      available: '1800.00',
      subLedgers: [
        { source: 'flexible', carried: '0.00', current: '800.00', amount: '800.00' },
        { source: 'unit', sourceTitle: '单位缴存', carried: '1000.00', amount: '1000.00' },
      ],
      holds: [],
      plans: [],
    });
    // 1000.00 since 23 November and 800.00 since 9 October, at 1.5 % of 360 days.
    const on = told.string('accrued.on');
    const days = (from: string) => daysBetween(plainDate(from), plainDate(on));
    const cents = (yuan: number, from: string) =>
      (Math.round((yuan * days(from) * 1.5 * 100) / 36_000) / 100 || 0).toFixed(2);
    expect(told.at('accrued.sources')).toMatchObject([
      { source: 'flexible', from: '2026-10-09', interest: cents(800, '2026-10-09') },
      { source: 'unit', from: '2026-11-23', interest: cents(1000, '2026-11-23') },
    ]);
  });

  it('shows holds, and what they leave over', async () => {
    const hold = randomUUID();
    const order = { kind: 'court', document: '执1号', placedOn: plainDate('2026-11-01') } as const;
    await inTransaction(place.app, (tx) =>
      placeHold(tx, { id: hold, account: NUMBER, amount: yuan('1500.50'), by: 'test', ...order }),
    );
    const held = await clerk().get(`/accounts/${id}`);
    expect(held.body).toMatchObject({
      held: '1500.50',
      available: '299.50',
      holds: [{ kindTitle: '司法冻结', amount: '1500.50', document: '执1号', releasedOn: null }],
    });
    await inTransaction(place.app, (tx) =>
      releaseHold(tx, hold, { releasedOn: plainDate('2026-11-20'), by: 'test', document: '解1号' }),
    );
    const released = await clerk().get(`/accounts/${id}`);
    expect(released.body).toMatchObject({
      available: '1800.00',
      holds: [{ releasedOn: '2026-11-20', releaseDocument: '解1号' }],
    });
  });

  it('tells its seals by source, and what it is exported as', async () => {
    const move = (way: 'agreement-ended' | 'resumed', on: string, document: string) =>
      inTransaction(place.app, (tx) =>
        moveAccount(tx, NUMBER, {
          ...{ way, on: plainDate(on), by: 'lin-guiyuan', case: null, document },
        }),
      );
    const shown = async () => (await clerk().get(`/accounts/${id}`)).body;
    expect(await shown()).toMatchObject({
      ...{ seals: [], standardState: { code: '01', title: '正常' }, employeeSealedOn: null },
    });
    await move('agreement-ended', '2026-11-21', '终1号');
    expect(await shown()).toMatchObject({
      ...{ state: 'sealed', sealedOn: '2026-11-21', employeeSealedOn: null },
      standardState: { code: '02', title: '封存' },
      seals: [
        {
          ...{ source: 'flexible', sourceTitle: '灵活就业缴存', sealedOn: '2026-11-21' },
          ...{ howTitle: '缴存使用协议终止', document: '终1号', clause: { id: 'liaoning-2' } },
          ...{ sealedBy: 'lin-guiyuan', endedOn: null, endTitle: null, endedBy: null },
        },
      ],
    });
    const hold = randomUUID();
    await inTransaction(place.app, (tx) =>
      placeHold(tx, {
        ...{ id: hold, account: NUMBER, kind: 'court', document: '执2号', by: 'test' },
        placedOn: plainDate('2026-11-22'),
      }),
    );
    expect(await shown()).toMatchObject({
      ...{ state: 'sealed', standardState: { code: '06', title: '冻结' }, available: '0.00' },
    });
    await inTransaction(place.app, (tx) =>
      releaseHold(tx, hold, { releasedOn: plainDate('2026-11-22'), by: 'test', document: '解2号' }),
    );
    await move('resumed', '2026-11-23', '签1号');
    expect(await shown()).toMatchObject({
      ...{ state: 'normal', sealedOn: null, standardState: { code: '01' } },
      seals: [{ endedOn: '2026-11-23', endTitle: '重新签订协议，恢复缴存', endDocument: '签1号' }],
    });
  });

  it('is the same for "not there" and "not yours"', async () => {
    const none = await clerk().get(`/accounts/${randomUUID()}`);
    const other = await place.as('dl-guiyuan').get(`/accounts/${id}`);
    expect([none.status, other.status]).toEqual([404, 404]);
    expect(other.at('detail')).toBe(none.at('detail'));
  });
});

describe('the earliest dates of its holder', () => {
  it('run from the seal of the unit’s portion while flexible contributions go on, and name a hold', async () => {
    const { told: started } = await startCase(clerk(), { number: idNumber('19920215') });
    const someone = started.string('person.id');
    const account = '21010000000000000067';
    await place.owner.query(
      `insert into account (number, center, person, state, source, opened_on, paid_to)
       values ($1, '210100', $2, 'normal', 'unit', '2020-01-01', '2026-03')`,
      [account, someone],
    );
    const move = (way: 'unit-sealed' | 'converted-to-flexible', on: string) =>
      inTransaction(place.app, (tx) =>
        moveAccount(tx, account, { way, on: plainDate(on), by: 'test', case: null }),
      );
    await move('unit-sealed', '2026-03-31');
    await move('converted-to-flexible', '2026-04-10');
    const dates = async () => {
      const told = await clerk().get(`/persons/${someone}/earliest-dates`);
      return (what: string) => told.list('items').find((one) => one['what'] === what);
    };
    expect((await dates())('half-year')).toMatchObject({
      on: '2026-10-01',
      sentence: expect.stringContaining('单位缴存部分2026年3月31日封存') as string,
    });
    await inTransaction(place.app, (tx) =>
      placeHold(tx, {
        ...{ id: randomUUID(), account, kind: 'court', document: '执1号', by: 'test' },
        ...{ amount: yuan('0.01'), placedOn: plainDate('2026-11-20') },
      }),
    );
    const exit = (await dates())('exit');
    expect(exit).toMatchObject({ on: null, state: 'barred' });
    expect(exit?.['sentence']).toContain('冻结');
  });
});

describe('its postings', () => {
  it('come newest first, each with the balances after it', async () => {
    const told = await clerk().get(`/accounts/${id}/postings`);
    expect(told.status, told.text).toBe(200);
    expect(told.list('items')).toMatchObject([
      { kind: 'contribution', title: '汇缴', business: '01', amount: '800.00', balance: '1800.00' },
      { kind: 'takeover', sourceBalance: '1000.00', balance: '1000.00', reversedBy: null },
    ]);
  });

  it('are narrowed by source and value date, and turned page by page', async () => {
    const unit = await clerk().get(`/accounts/${id}/postings?source=unit`);
    expect(unit.list('items')).toMatchObject([{ kind: 'takeover' }]);
    const october = await clerk().get(`/accounts/${id}/postings?from=2026-10-01&to=2026-10-31`);
    expect(october.list('items')).toMatchObject([{ valueDate: '2026-10-09' }]);
    const first = await clerk().get(`/accounts/${id}/postings?limit=1`);
    const cursor = first.string('nextCursor');
    const second = await clerk().get(`/accounts/${id}/postings?limit=1&cursor=${cursor}`);
    expect(second.list('items')).toMatchObject([{ kind: 'takeover' }]);
    expect(second.at('nextCursor')).toBeNull();
    const wrong = await clerk().get(`/accounts/${id}/postings?source=gold&from=2026-02-30`);
    expect(wrong.status).toBe(422);
  });

  it('stand as they stood at any past moment, a reversal included', async () => {
    const [paid] = await record([reserve(NUMBER, '100.00')]);
    const before = new Date().toISOString();
    await inTransaction(place.app, (tx) =>
      reverseJournal(tx, CENTER, paid!.journal, {
        key: `test/back/${paid!.journal}`,
        valueDate: plainDate('2026-11-23'),
        by: 'test',
      }),
    );
    const now = await clerk().get(`/accounts/${id}/postings`);
    expect(now.list('items').slice(0, 2)).toMatchObject([
      { kind: 'reversal', reverses: paid!.journal, balance: '1800.00' },
      { kind: 'reserve', reversedBy: now.string('items.0.journal'), balance: '1700.00' },
    ]);
    const then = await clerk().get(`/accounts/${id}/postings?at=${before}`);
    expect(then.list('items')[0]).toMatchObject({ kind: 'reserve', reversedBy: null });
    const account = await clerk().get(`/accounts/${id}?at=${before}`);
    expect(account.body).toMatchObject({ at: before, total: '1700.00' });
  });

  it('with what was held and available then', async () => {
    const read = async (at?: string) => {
      const told = await clerk().get(`/accounts/${id}${at === undefined ? '' : `?at=${at}`}`);
      return [told.at('held'), told.at('available'), told.list('holds').length];
    };
    const [heldBefore, availableBefore, holds] = await read();
    const before = new Date().toISOString();
    const hold = randomUUID();
    const order = { id: hold, account: NUMBER, kind: 'court', document: '（2026）辽0102执77号' };
    await inTransaction(place.app, (tx) =>
      placeHold(tx, { ...order, placedOn: plainDate('2026-11-01'), by: 'test' } as NewHold),
    );
    // An instant of whole milliseconds, behind what was written down.
    await delay(5);
    const during = new Date().toISOString();
    expect(await read()).toEqual([null, '0.00', Number(holds) + 1]);
    const release = { releasedOn: plainDate('2026-11-20'), by: 'test', document: '解' };
    await inTransaction(place.app, (tx) => releaseHold(tx, hold, release));
    // Its days say November; what counts is when it was written down.
    expect(await read(before)).toEqual([heldBefore, availableBefore, holds]);
    expect(await read(during)).toEqual([null, '0.00', Number(holds) + 1]);
    expect(await read()).toEqual([heldBefore, availableBefore, Number(holds) + 1]);
  });
});
