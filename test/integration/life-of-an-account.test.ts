/** （三）（七）: fourteen months of a life that joins, is employed, goes back, stops, goes on and leaves, against a plain reckoning. */
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { setBusinessClock } from '../../src/domain/business-clock.ts';
import {
  addDays,
  addToMonth,
  dateAt,
  monthOf,
  plainDate,
  type PlainDate,
} from '../../src/domain/calendar.ts';
import { continuity } from '../../src/policy/continuity.ts';
import { openDemoClock } from '../../src/temporal/demo-clock.ts';
import { opensOn } from '../lives/judge.ts';
import { savings } from '../lives/savings.ts';
import { temporaryFolder } from '../harness/folder.ts';
import { leftInOrder } from '../harness/in-order.ts';
import { living } from '../harness/living.ts';
import { office } from '../harness/office.ts';

const clock = openDemoClock(join(temporaryFolder(), 'time'));
const place = office({ ahead: clock });
const life = living(place, clock);
const { units, own } = life;
leftInOrder(place, { at: clock.now });

beforeAll(() => {
  setBusinessClock(clock.now);
});
afterAll(() => {
  setBusinessClock(Date.now);
});

const UNIT_FEE = '960.00';
/** The fifth of the month so many after the first. */
const FIRST = addToMonth(monthOf(dateAt(Date.now())), 1);
const month = (n: number) => addToMonth(FIRST, n);
const fifth = (n: number): PlainDate => plainDate(`${month(n)}-05`);

it('seals told out of order come to the same account', async () => {
  const who = await units.employee({ state: 'normal', paidTo: null });
  await units.tells('unsealed', who.account, '2026-05-08');
  await units.tells('sealed', who.account, '2026-03-31');
  await units.hear();
  await units.tells('sealed', who.account, '2026-06-30');
  expect(await units.standing(who)).toMatchObject({ state: 'sealed', sealed_on: '2026-06-30' });
  expect(await units.steps(who)).toEqual(['unit-sealed', 'unit-unsealed', 'unit-sealed']);
});

it('months are a set and money is a sum, whoever paid and in whatever order it was told, to the last cent', async () => {
  const plain = savings();
  const covered = new Set<string>();
  /** To the fifth of a month; on the way the interest of the year is settled. */
  const reach = async (n: number) => {
    const june = `${month(n).slice(0, 4)}-06-30`;
    const isPassed = life.today() <= june && june < fifth(n);
    life.goTo(fifth(n));
    if (!isPassed) return;
    await life.settledYear(who, Number(june.slice(0, 4)));
    plain.settleYear(june);
  };
  const pays = async (n: number) => {
    await life.pays(who, month(n));
    covered.add(month(n));
    plain.comes('flexible', life.today(), 80_000);
  };
  const contributes = async (n: number) => {
    await life.unitPays(who, UNIT_FEE, month(n));
    covered.add(month(n));
    plain.comes('unit', life.today(), 96_000);
  };

  // Joins, and pays three months; then two ahead.
  life.goTo(fifth(0));
  const who = await life.joins();
  for (let n = 0; n < 3; n += 1) {
    await reach(n);
    await pays(n);
  }
  await reach(3);
  await pays(3);
  await pays(4);
  // Is employed: the two months paid ahead are the unit's as well.
  await contributes(3);
  await life.employed(who);
  for (let n = 4; n < 8; n += 1) {
    await reach(n);
    await contributes(n);
  }
  // Told late, and once more: nothing changes.
  await units.tells('contributed', who.account, life.today(), { month: month(5) });
  await reach(8);
  await life.unitSeals(who);
  const sealedOn = life.today();
  // Goes back in the month after the unit's last one: nothing is lost.
  const back = await life.goesOn('conversion-to-flexible', who);
  expect(back).toMatchObject({ continuity: 'kept', gapMonths: 0, firstMonth: month(8) });
  for (let n = 8; n < 11; n += 1) {
    await reach(n);
    await pays(n);
  }
  // Stops for two months and goes on: the run is broken, the months are not.
  await units.terminate(who.accountId);
  await reach(13);
  const again = await life.goesOn('resumption', who);
  expect(again).toMatchObject({ continuity: 'broken', gapMonths: 2, firstMonth: month(13) });
  await pays(13);

  const told = await place.ask<{ month: string }>(
    'select covered_months($1) as month order by 1',
    who.account,
  );
  expect(told.map((one) => one.month)).toEqual([...covered].sort());
  expect(told).toHaveLength(12);
  const ranges = told.map((one) => ({ from: one.month as never, to: one.month as never }));
  expect(continuity({ ranges, toleratedGap: 1 })).toMatchObject({ months: 12, continuous: 1 });
  expect(await life.balances(who)).toEqual(plain.balances());
  expect(await units.steps(who)).toEqual([
    ...['converted-to-employee', 'unit-sealed', 'converted-to-flexible'],
    ...['agreement-ended', 'resumed'],
  ]);

  // Leaves: what is flexible at once, with its interest to the day; the rest when its half year is full.
  const gate = plainDate(opensOn(sealedOn));
  const caseId = await own.signed(who, 'paying');
  const first = plain.closes('flexible', life.today());
  expect(await own.payouts(caseId)).toMatchObject([{ amount: first }]);
  await own.paid(caseId, 'awaiting gate', life.today());
  expect(await life.balances(who)).toEqual(plain.balances());
  life.goTo(addDays(gate, -1));
  await life.carried(caseId);
  expect((await place.row(caseId)).stage).toBe('awaiting gate');
  life.goTo(gate);
  await life.carried(caseId);
  await place.until(caseId, 'paying');
  const rest = plain.closes('unit', gate);
  expect(await own.payouts(caseId)).toMatchObject([{ amount: first }, { amount: rest }]);
  await own.paid(caseId, 'closed', gate);
  expect(await own.accountOf(who)).toMatchObject({
    ...{ state: 'closed', close_reason: 'exit', closed_on: gate, money: '0.00' },
  });
  const agreements = await place.ask<{ state: string }>(
    'select state from agreement where account = $1',
    who.account,
  );
  expect(agreements.map(({ state }) => state)).toEqual(['terminated', 'terminated', 'terminated']);
}, 120_000);
