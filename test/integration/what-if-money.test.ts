/** 试算: cash and hours by month are the maturity forecast's, run with the changed term, to the cent. */
import { describe, expect, it } from 'vitest';
import type { Caller, Grant } from '../../src/api/caller.ts';
import { maturityOf } from '../../src/api/maturity.ts';
import type { CohortRow } from '../../src/api/queries/what-if.ts';
import { moneyOf } from '../../src/api/what-if-money.ts';
import { HANDLING_MINUTES } from '../../src/cases/handling.ts';
import { addDays, addMonths, monthOf, startOf, type PlainDate } from '../../src/domain/calendar.ts';
import { exact, yuan } from '../../src/domain/money.ts';
import { halfYear } from '../../src/policy/half-year.ts';
import type { Reckoned, Terms } from '../../src/policy/what-if.ts';
import { today } from '../builders.ts';
import { exits } from '../harness/exits.ts';
import { office, SUPERVISOR } from '../harness/office.ts';

const place = office();
const own = exits(place);
const SEEN = {
  caller: { id: SUPERVISOR.id } as Caller,
  grants: [
    { role: 'supervisor', center: '210100', branch: null, validFrom: '2026-01-01', validTo: null },
  ] as unknown as readonly Grant[],
};
const TERMS: Terms = {
  sealClock: 'employee-portion',
  ...{ halfYearMonths: 3, dormancyMonths: 12, noticeDays: 30 },
  ...{ reviewAbove: yuan('20000.00'), approvalAbove: yuan('50000.00') },
};
const on = today();
const to = addDays(on, 179);
const byMonth = () => maturityOf(place.pool, SEEN, { from: on, to, by: 'month' });
const ask = (name: 'half-year' | 'dormancy-wait') =>
  moneyOf(place.pool, SEEN, { name, on, changed: TERMS, judged: [] });

async function waiting(sealedOn: PlainDate, money: object): Promise<string> {
  const who = await own.leaver({ ...money, sealedOn });
  const caseId = await own.signed(who, 'paying');
  await own.paid(caseId, 'awaiting gate');
  return caseId;
}

/** The books as they would be by that half year: every gate on the day of the law with so many months. */
async function gatesMoved(seals: ReadonlyMap<string, PlainDate>, months: number) {
  for (const [caseId, sealedOn] of seals) {
    const { opensOn } = halfYear({ sealedOn, months });
    await place.db.owner.query(
      `update wait set until = to_timestamp($2::float8 / 1000)
        where case_id = $1 and kind = 'exit-gate' and closed_at is null`,
      [caseId, startOf(opensOn)],
    );
  }
}

describe('半年改为三个月', () => {
  it('moves the cash of every gate to the month of its other day, as the forecast then says, to the cent', async () => {
    const seals = new Map<string, PlainDate>();
    // The third one's three months are over already: by them it is paid today.
    for (const [days, unit] of [
      [-60, '8000.00'],
      [-20, '12345.67'],
      [-120, '5000.01'],
    ] as const) {
      const sealedOn = addDays(on, days);
      seals.set(await waiting(sealedOn, { flexible: '600.00', unit }), sealedOn);
    }
    const told = await ask('half-year');
    const before = await byMonth();
    for (const [n, { month, ...one }] of told.months.entries()) {
      const overdue = n === 0 ? before.partOf('before').cash : '0.00';
      expect(one.before.cash, month).toBe(
        exact(before.partOf(month).cash).plus(overdue).toFixed(2),
      );
    }
    expect(told.total.before.cash).toBe(before.cash);

    await gatesMoved(seals, 3);
    const after = await byMonth();
    for (const [n, { month, ...one }] of told.months.entries()) {
      const part = after.partOf(month);
      const overdue = n === 0 ? after.partOf('before') : { cash: '0.00', minutes: 0 };
      expect(one.after.cash, month).toBe(exact(part.cash).plus(overdue.cash).toFixed(2));
      expect(one.after.minutes, month).toBe(part.minutes + overdue.minutes);
      expect(one.difference.cash, month).toBe(
        exact(one.after.cash).minus(one.before.cash).toFixed(2),
      );
    }
    expect(told.total.after.cash).toBe(after.cash);
    expect(Number(after.partOf('before').cash)).toBeGreaterThan(5000);
    // Three months less of interest: less leaves altogether.
    expect(Number(told.total.difference.cash)).toBeLessThan(0);
    const gate = halfYear({ sealedOn: addDays(on, -20), months: 3 }).opensOn;
    const month = told.months.find((one) => one.month === monthOf(gate))!;
    expect(Number(month.after.cash)).toBeGreaterThan(12_345);
    // The weeks of the board say the same altogether.
    const weekly = await maturityOf(place.pool, SEEN, { from: on, to, by: 'week' });
    expect(told.total.after.cash).toBe(weekly.cash);
  });

  it('another parameter moves nothing that leaves, and no task that arises by itself', async () => {
    const told = await ask('dormancy-wait');
    expect(told.basis).toBe('ahead');
    expect(told.total.difference).toEqual({ cash: '0.00', minutes: 0 });
    expect(told.total.before).toEqual(told.total.after);
  });
});

describe('提取须复核的金额降低', () => {
  const decided = (outcome: Reckoned['outcome'], day: PlainDate) => ({ outcome, on: day });

  it('is the hours of what was decided lately, month by month; the cash is the same', async () => {
    const [last, first] = [on, addMonths(on, -1)];
    const row = (amount: string) => ({ amount }) as CohortRow;
    const told = await moneyOf(place.pool, SEEN, {
      ...{ name: 'withdrawal-review-above', on, changed: TERMS },
      judged: [
        {
          row: row('30000.00'),
          before: decided('clerk', first),
          after: decided('reviewer', first),
        },
        {
          row: row('60000.00'),
          before: decided('reviewer', last),
          after: decided('supervisor', last),
        },
      ],
    });
    const { 'withdrawal-review': review, 'withdrawal-approval': approval } = HANDLING_MINUTES;
    expect(told).toMatchObject({
      basis: 'behind',
      later: null,
      months: [
        {
          month: monthOf(first),
          before: { cash: '30000.00', minutes: 0 },
          after: { cash: '30000.00', minutes: review },
        },
        {
          month: monthOf(last),
          before: { cash: '60000.00', minutes: review },
          after: { minutes: review + approval },
          difference: { cash: '0.00', minutes: approval },
        },
      ],
      total: { difference: { cash: '0.00', minutes: review + approval } },
    });
  });
});
