/** 到期预测 of leaving under virtual time: the cash foretold for a half-year gate is what is then paid, to the cent. */
import { describe, expect, it } from 'vitest';
import type { Caller, Grant } from '../../src/api/caller.ts';
import { maturityOf } from '../../src/api/maturity.ts';
import { addDays, plainDate, weekday, type PlainDate } from '../../src/domain/calendar.ts';
import { exact } from '../../src/domain/money.ts';
import { today } from '../builders.ts';
import { exits } from '../harness/exits.ts';
import { office, SECOND_SUPERVISOR, SUPERVISOR } from '../harness/office.ts';

const place = office();
const own = exits(place);
const SEEN = {
  caller: { id: SUPERVISOR.id } as Caller,
  grants: [
    { role: 'supervisor', center: '210100', branch: null, validFrom: '2026-01-01', validTo: null },
  ] as unknown as readonly Grant[],
};
const [from, to] = [today(), addDays(today(), 179)];
const forecast = () => maturityOf(place.pool, SEEN, { from, to, by: 'week' });
const weekOf = (day: PlainDate) => addDays(day, -((weekday(day) + 6) % 7));
const REASON = { reason: '对照凭证属实' };

async function waiting(sealedOn: string, money: object): Promise<string> {
  const who = await own.leaver({ ...money, sealedOn });
  const caseId = await own.signed(who, 'paying');
  await own.paid(caseId, 'awaiting gate');
  return caseId;
}

/** What the gate has paid: the last payment of the case. */
async function paidAtGate(caseId: string, gate: PlainDate): Promise<string> {
  await own.goTo(caseId, gate);
  await place.until(caseId, 'paying');
  await own.paid(caseId, 'closed');
  const last = (await own.payouts(caseId)).at(-1)!;
  expect(last.booked_on).toBe(gate);
  return last.amount;
}

describe('the cash of leaving', () => {
  it('is foretold for the week of each gate with the interest of that day, and equals what is paid', async () => {
    expect((await forecast()).cash).toBe('0.00');
    // The gates lie on working days: 2027-03-01 is a Monday, 2027-03-31 a Wednesday.
    const first = await waiting('2026-08-31', { flexible: '15000.00', unit: '8000.00' });
    const second = await waiting('2026-09-30', { flexible: '600.00', unit: '12345.67' });
    const gates = { first: plainDate('2027-03-01'), second: plainDate('2027-03-31') };
    const told = await forecast();
    const early = told.partOf(weekOf(gates.first));
    const late = told.partOf(weekOf(gates.second));
    expect(early).toMatchObject({ leavingCases: 1, cashCases: 1 });
    expect(late).toMatchObject({ leavingCases: 1, cashCases: 1 });
    expect(Number(early.leaving)).toBeGreaterThan(8000);
    expect(early.leaving).toBe(await paidAtGate(first, gates.first));
    expect(late.leaving).toBe(await paidAtGate(second, gates.second));
    expect(told.cash).toBe(exact(early.leaving).plus(late.leaving).toFixed(2));
    // What has left is foretold no more.
    expect((await forecast()).cash).toBe('0.00');
  });

  it('is none where a hold stands against it today, and is foretold again when that is over', async () => {
    const gate = plainDate('2027-03-01');
    const who = await own.leaver({ flexible: '15000.00', unit: '8000.00', sealedOn: '2026-08-31' });
    const caseId = await own.signed(who, 'paying');
    await own.paid(caseId, 'awaiting gate');
    const before = (await forecast()).partOf(weekOf(gate)).leavingCases;
    const hold = await own.hold(who);
    expect((await forecast()).partOf(weekOf(gate)).leavingCases).toBe(before - 1);
    await own.release(hold);
    expect((await forecast()).partOf(weekOf(gate)).leavingCases).toBe(before);
    await own.hold(who);
    await own.goTo(caseId, gate);
    await place.until(caseId, 'refused');
  });

  it('follows a corrected seal to another week', async () => {
    const caseId = await waiting('2026-08-31', { flexible: '15000.00', unit: '8000.00' });
    const before = plainDate('2027-03-01');
    const gate = plainDate('2027-02-16');
    expect((await forecast()).partOf(weekOf(before)).leavingCases).toBe(1);
    await place.act(
      caseId,
      'move-wait',
      {
        ...{ moveGround: 'corrected-date', moveDocument: '封〔2026〕7号', ...REASON },
        ...{ correctedOn: '2026-08-15', file: await place.upload(SUPERVISOR) },
      },
      SUPERVISOR,
    );
    await place.act(caseId, 'confirm-wait-move', REASON, SECOND_SUPERVISOR);
    const told = await forecast();
    expect(told.partOf(weekOf(before)).leavingCases).toBe(0);
    const part = told.partOf(weekOf(gate));
    expect(part.leavingCases).toBe(1);
    expect(part.leaving).toBe(await paidAtGate(caseId, gate));
  });
});
