/** 参数变更的衔接, of withdrawals (提取): the cap of rent falls while an application waits for what is missing. */
import { beforeAll, describe, expect, it } from 'vitest';
import { addDays } from '../../src/domain/calendar.ts';
import { today } from '../builders.ts';
import { figureChanges, type Planted } from '../harness/figure-changes.ts';
import { office } from '../harness/office.ts';
import { withdrawals } from '../harness/withdrawals.ts';

const place = office();
const own = withdrawals(place);
const figures = figureChanges(place);
const IN_DAYS = 5;
const FROM = addDays(today(), IN_DAYS);

let cap: Planted;
let order: Planted;
let promise: Planted;
beforeAll(async () => {
  // Three months at 2000.00 become three at 800.00: 3000.00 is no longer within it.
  cap = await figures.planted('rent-cap-single', '800.00', FROM);
  order = await figures.planted('withdrawal-source-order', 'unit-first', FROM);
  promise = await figures.planted('withdrawal-promise', '9', FROM);
  await own.funded();
});

type Who = Awaited<ReturnType<typeof own.drawer>>;

/** Everything but the proof of having no home, which is handed in later. */
async function begun(more: Record<string, unknown> = {}) {
  const who = await own.drawer({ flexible: '9000.00', unit: '9000.00' });
  const caseId = await own.asked(who, { materials: ['identity-document'], ...more });
  await place.until(caseId, 'incomplete');
  return { who, caseId };
}

async function supplemented(who: Who, caseId: string, more: Record<string, unknown> = {}) {
  await place.act(caseId, 'supplement', { application: await own.form(who, more) });
}

describe('租房提取限额在待补正期间调低', () => {
  it('is foretold with what could be drawn by either, and the sources', async () => {
    const { caseId } = await begun();
    expect(await figures.foretold(caseId, cap)).toMatchObject({
      kind: 'outcome',
      before: { outcome: 'incomplete', amount: '6000.00' },
      after: { outcome: 'refused', codes: ['amount-above-limit'] },
    });
  });

  it('沿用原参数的，生效日补正也按原限额准予', async () => {
    const { who, caseId } = await begun();
    await figures.chosen(cap, 'keep', { of: 'withdrawal-outcome', cases: [caseId] });
    await place.days(caseId, IN_DAYS);
    await supplemented(who, caseId);
    await place.until(caseId, 'paying');
  });

  it('适用新参数的，生效日补正按新限额不准', async () => {
    const { who, caseId } = await begun();
    await figures.chosen(cap, 'new', { of: 'withdrawal-date', cases: [caseId] });
    await place.days(caseId, IN_DAYS);
    await supplemented(who, caseId);
    await place.until(caseId, 'refused');
  });

  it('生效前一日受理的，按原限额', async () => {
    const { who, caseId } = await begun();
    await place.days(caseId, IN_DAYS - 1);
    await supplemented(who, caseId);
    await place.until(caseId, 'paying');
    expect((await place.row(caseId)).accepted_on).toBe(addDays(FROM, -1));
    expect(await figures.foretold(caseId, cap)).toEqual({ kind: 'fixed' });
  });
});

describe('先动用的资金来源改变', () => {
  it('is foretold by what is drawn from which, and done as it was chosen', async () => {
    const more = { amount: '2000.00' };
    const [kept, left] = [await begun(more), await begun(more)];
    const impact = await figures.foretold(left.caseId, order);
    // What is missing is missing by either: which money is drawn is decided once it is there.
    expect(impact).toMatchObject({ kind: 'outcome' });
    await figures.chosen(order, 'keep', { of: 'withdrawal-outcome', cases: [kept.caseId] });
    for (const [{ who, caseId }, source] of [
      [kept, 'flexible'],
      [left, 'unit'],
    ] as const) {
      await place.days(caseId, IN_DAYS);
      await supplemented(who, caseId, more);
      await place.until(caseId, 'paying');
      expect(await own.balances(who)).toMatchObject({
        [source === 'unit' ? 'flexible' : 'unit']: '9000.00',
        [source]: '7000.00',
      });
    }
  });
});

describe('承诺办结时限', () => {
  it('is a day alone: told with the working days of either', async () => {
    const { caseId } = await begun();
    const impact = await figures.foretold(caseId, promise);
    expect(impact).toMatchObject({
      kind: 'date',
      before: { outcome: null },
      after: { outcome: null },
    });
  });
});
