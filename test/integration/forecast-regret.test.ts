/** 到期预测 of leaving that can still be regretted: what is foretold for the days after it is what is then paid. */
import { describe, expect, it } from 'vitest';
import type { Caller, Grant } from '../../src/api/caller.ts';
import { maturityOf } from '../../src/api/maturity.ts';
import { addDays, plainDate, type PlainDate } from '../../src/domain/calendar.ts';
import { exact } from '../../src/domain/money.ts';
import { halfYear } from '../../src/policy/half-year.ts';
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
const [from, to] = [today(), addDays(today(), 179)];
const forecast = () => maturityOf(place.pool, SEEN, { from, to, by: 'day' });
const REGRET_DAYS = 7;

/** Signed, and can still be regretted. */
async function regretting(money: object): Promise<{ caseId: string; after: PlainDate }> {
  const caseId = await own.signed(await own.leaver(money), 'regret');
  const until = String((await place.row(caseId)).detail['regretUntil']);
  return { caseId, after: addDays(plainDate(until), 1) };
}

async function withFigures(figures: Readonly<Record<string, string>>) {
  await place.stopWorker();
  for (const [name, value] of Object.entries(figures)) await own.figure(name, value);
  await place.startWorker();
}

/** The last payment of the case, as the bank was told. */
async function ordered(caseId: string) {
  const [row] = await place.ask<{ amount: string; on: PlainDate }>(
    `select amount::text, run_on::text as "on" from payout where case_id = $1
      order by n desc limit 1`,
    caseId,
  );
  return row!;
}

describe('the cash of leaving that can be regretted', () => {
  it('is foretold for the day after it, and of the unit’s portion for its gate, and so it is paid', async () => {
    await withFigures({ 'exit-regret': String(REGRET_DAYS) });
    expect((await forecast()).cash).toBe('0.00');
    const sealedOn = plainDate('2026-08-31');
    const { caseId, after } = await regretting({
      ...{ flexible: '15000.00', unit: '8000.00', sealedOn },
    });
    const gate = halfYear({ sealedOn }).opensOn;
    const told = await forecast();
    const [early, late] = [told.partOf(after), told.partOf(gate)];
    expect(early).toMatchObject({ leavingCases: 1, cashCases: 1, interestCases: 0 });
    expect(late).toMatchObject({ leavingCases: 1, cashCases: 1 });
    expect(told.cash).toBe(exact(early.leaving).plus(late.leaving).toFixed(2));

    await own.goTo(caseId, addDays(after, -1));
    expect((await place.row(caseId)).stage).toBe('regret');
    await own.goTo(caseId, after);
    await place.until(caseId, 'paying');
    expect(await ordered(caseId)).toEqual({ amount: early.leaving, on: after });
    expect(Number(early.leaving)).toBeGreaterThan(15000);
    await own.paid(caseId, 'awaiting gate');
    // What has left is foretold no more, the rest as before.
    expect((await forecast()).cash).toBe(late.leaving);
    await own.goTo(caseId, gate);
    await place.until(caseId, 'paying');
    expect(await ordered(caseId)).toEqual({ amount: late.leaving, on: gate });
    await own.paid(caseId, 'closed');
    expect((await forecast()).cash).toBe('0.00');
  });

  it('is all of it for the day after where nothing has to wait, and nothing once it is regretted', async () => {
    const sealed = await regretting({
      ...{ flexible: '600.00', unit: '12345.67', sealedOn: '2026-02-27' },
    });
    const flexible = await regretting({ flexible: '400.00' });
    expect(sealed.after).toBe(flexible.after);
    const told = (await forecast()).partOf(sealed.after);
    expect(told).toMatchObject({ leavingCases: 2 });
    expect((await forecast()).cash).toBe(told.cash);
    await own.goTo(sealed.caseId, sealed.after);
    await place.until(sealed.caseId, 'paying');
    const { amount } = await ordered(sealed.caseId);
    await own.paid(sealed.caseId, 'closed');
    const rest = (await forecast()).partOf(flexible.after);
    expect(exact(amount).plus(rest.leaving).toFixed(2)).toBe(told.leaving);
    await place.act(flexible.caseId, 'withdraw', { reason: '不销户了' });
    expect((await forecast()).cash).toBe('0.00');
  });

  it('waits as a whole for the half year of the account, which the signature seals', async () => {
    await withFigures({ 'seal-clock': 'whole-account' });
    const { caseId, after } = await regretting({
      ...{ flexible: '15000.00', unit: '8000.00', sealedOn: '2026-03-31' },
    });
    const told = await maturityOf(place.pool, SEEN, {
      ...{ from, to: addDays(from, 300), by: 'day' },
    });
    const gate = halfYear({ sealedOn: from }).opensOn;
    const part = told.partOf(gate);
    expect(part).toMatchObject({ leavingCases: 1 });
    expect(told.cash).toBe(part.leaving);
    await own.goTo(caseId, after);
    await place.until(caseId, 'awaiting gate');
    await own.goTo(caseId, gate);
    await place.until(caseId, 'paying');
    expect(await ordered(caseId)).toEqual({ amount: part.leaving, on: gate });
    await own.paid(caseId, 'closed');
    await withFigures({ 'seal-clock': 'employee-portion' });
  });
});
