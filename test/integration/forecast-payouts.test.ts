/** 到期预测: money of leaving, after a death and for a court that is on its way to the bank, until it has left. */
import { describe, expect, it } from 'vitest';
import type { Caller, Grant } from '../../src/api/caller.ts';
import { maturityOf } from '../../src/api/maturity.ts';
import { addDays, weekday, type PlainDate } from '../../src/domain/calendar.ts';
import { today } from '../builders.ts';
import { deductions } from '../harness/deductions.ts';
import { deaths } from '../harness/deaths.ts';
import { dormancies } from '../harness/dormancy.ts';
import { office, SUPERVISOR } from '../harness/office.ts';

const place = office();
const own = deaths(place);
const dormant = dormancies(place);
const court = deductions(place);
const SEEN = {
  caller: { id: SUPERVISOR.id } as Caller,
  grants: [
    { role: 'supervisor', center: '210100', branch: null, validFrom: '2026-01-01', validTo: null },
  ] as unknown as readonly Grant[],
};
const [from, to] = [today(), addDays(today(), 179)];
const forecast = () => maturityOf(place.pool, SEEN, { from, to, by: 'week' });
const NOTHING = '0.00';

function weekOf(day: PlainDate): string {
  const monday = addDays(day, -((weekday(day) + 6) % 7));
  return monday < from ? from : monday;
}

async function payoutOf(caseId: string) {
  const [row] = await place.ask<{ amount: string; on: PlainDate }>(
    'select amount::text, run_on::text as "on" from payout where case_id = $1',
    caseId,
  );
  return row!;
}

describe('the cash of leaving', () => {
  it('is foretold while the bank has it, and while another card is awaited, until it is paid', async () => {
    const caseId = await own.signed(await own.leaver({ flexible: '15000.00' }), 'paying');
    const { amount, on } = await payoutOf(caseId);
    expect((await forecast()).partOf(weekOf(on))).toMatchObject({
      ...{ cash: amount, cashCases: 1 },
    });
    expect((await forecast()).cash).toBe(amount);
    await own.answers(caseId, { refused: true });
    await place.until(caseId, 'payment failed');
    expect((await forecast()).cash).toBe(amount);
    await place.act(caseId, 'pay-again', { reason: '本人要求' });
    await place.until(caseId, 'paying');
    await own.paid(caseId, 'closed');
    expect((await forecast()).cash).toBe(NOTHING);
  });
});

describe('the cash of a deduction', () => {
  it('is foretold while the bank has it, until it is paid or is in the account again', async () => {
    const caseId = await court.paying(await own.leaver({ flexible: '5000.00' }));
    const { amount, on } = await payoutOf(caseId);
    expect((await forecast()).partOf(weekOf(on))).toMatchObject({ cash: '3000.00', cashCases: 1 });
    expect((await forecast()).cash).toBe(amount);
    await own.answers(caseId, { refused: true });
    expect((await forecast()).cash).toBe(NOTHING);
    await court.deduct(caseId);
    expect((await forecast()).cash).toBe(NOTHING);
    await court.confirm(caseId);
    expect((await forecast()).cash).toBe(amount);
    await own.paid(caseId, 'in force');
    expect((await forecast()).cash).toBe(NOTHING);
  });
});

describe('the cash of an empty account', () => {
  it('is foretold from the notice on and while the bank has its interest, until it is paid', async () => {
    const who = await dormant.holder();
    await dormant.earned(who);
    await dormant.carded(who);
    const { caseId, until } = await dormant.noticed(who);
    const told = (await forecast()).partOf(weekOf(addDays(until, 1)));
    expect(told).toMatchObject({ cash: '25.00', cashCases: 1, interest: '25.00' });
    expect(told).toMatchObject({ interestCases: 1, leavingCases: 0 });
    expect((await forecast()).cash).toBe('25.00');
    await dormant.goTo(caseId, addDays(until, 1));
    await place.until(caseId, 'paying');
    const { amount, on } = await payoutOf(caseId);
    expect(amount).toBe(told.interest);
    expect(weekOf(on)).toBe(weekOf(addDays(until, 1)));
    expect((await forecast()).partOf(weekOf(on))).toMatchObject({ cash: amount, cashCases: 1 });
    await own.paid(caseId, 'closed');
    expect((await forecast()).cash).toBe(NOTHING);
  });

  it.each([
    ['no card is on file', async () => Promise.resolve(), 'no-card'],
    [
      'it is held',
      async (account: string) => {
        await place.db.owner.query(
          `insert into hold (id, account, kind, document, placed_on, placed_by)
           values (gen_random_uuid(), $1, 'court', '（2026）辽01执1号', '2026-11-20', 'test')`,
          [account],
        );
      },
      'held',
    ],
  ] as const)('is not foretold where %s: the account is kept', async (_, happens, reason) => {
    const who = await dormant.holder();
    await dormant.earned(who);
    if (reason !== 'no-card') await dormant.carded(who);
    const { caseId, until } = await dormant.noticed(who);
    await happens(who.account);
    expect((await forecast()).cash).toBe(NOTHING);
    await dormant.goTo(caseId, addDays(until, 1));
    const { detail } = await place.until(caseId, 'kept');
    expect(JSON.stringify(detail)).toContain(reason);
  });
});

describe('the cash after a death', () => {
  it('is foretold for every heir, and less with each who is paid', async () => {
    const who = await own.leaver({ flexible: '10000.00', unit: '0.01' });
    const three = [own.heir('李四', 1), own.heir('张甲', 1), own.heir('张乙', 1)];
    const caseId = await own.paying(who, three);
    expect(await forecast()).toMatchObject({ cash: '10000.01' });
    await own.answers(caseId);
    await place.until(caseId, 'paying');
    expect((await forecast()).cash).toBe('6666.67');
    await own.answers(caseId);
    await place.until(caseId, 'paying');
    expect((await forecast()).cash).toBe('3333.33');
    await own.answers(caseId);
    await place.until(caseId, 'closed');
    expect((await forecast()).cash).toBe(NOTHING);
  });
});
