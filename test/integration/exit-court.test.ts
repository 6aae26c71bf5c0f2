/** （七）: the day that a court has ordered holds, however the center reads the seal meanwhile (封存满半年的计算对象). */
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { addDays, type PlainDate } from '../../src/domain/calendar.ts';
import { halfYear } from '../../src/policy/half-year.ts';
import { exits } from '../harness/exits.ts';
import { leftInOrder } from '../harness/in-order.ts';
import { office, SECOND_SUPERVISOR, SUPERVISOR } from '../harness/office.ts';

const place = office();
leftInOrder(place);
const own = exits(place);
const SEALED = '2026-08-31' as PlainDate;
const LAW = halfYear({ sealedOn: SEALED }).opensOn;

const read = (clock: 'employee-portion' | 'whole-account') => own.withFigure('seal-clock', clock);
beforeEach(() => read('employee-portion'));
afterAll(() => read('employee-portion'));

async function ordered(caseId: string, last: PlainDate): Promise<void> {
  await place.act(
    caseId,
    'move-wait',
    {
      ...{ moveGround: 'court-order', moveDocument: '（2027）辽01执1号', toOn: last },
      ...{ file: await place.upload(SUPERVISOR), reason: '协助执行' },
    },
    SUPERVISOR,
  );
  await place.act(caseId, 'confirm-wait-move', { reason: '属实' }, SECOND_SUPERVISOR);
}

async function restsAt(caseId: string, day: PlainDate, payouts: number): Promise<void> {
  await own.goTo(caseId, day);
  await own.news(caseId);
  expect((await place.row(caseId)).stage).toBe('awaiting gate');
  expect(await own.payouts(caseId)).toHaveLength(payouts);
}

describe('an exit under an order of a court', () => {
  it('read by the whole account and then by the employee portion, pays nothing before the court’s day', async () => {
    await read('whole-account');
    const who = await own.leaver({ unit: '8000.00', sealedOn: SEALED });
    const caseId = await own.signed(who, 'awaiting gate');
    const [wait] = await place.waits(caseId);
    const last = addDays(LAW, 200);
    expect(wait?.kind).toBe('exit-gate');
    await ordered(caseId, last);
    await restsAt(caseId, addDays(LAW, 1), 0);
    // From here on the flexible money would be free, and the half year of the portion is full.
    await read('employee-portion');
    for (const day of [addDays(LAW, 2), addDays(last, -1), last]) await restsAt(caseId, day, 0);
    await own.goTo(caseId, addDays(last, 1));
    await place.until(caseId, 'paying');
    await own.paid(caseId, 'closed');
    expect(await own.accountOf(who)).toMatchObject({ closed_on: addDays(last, 1) });
  });

  it('read by the employee portion and then by the whole account, waits for the later of both days', async () => {
    const who = await own.leaver({ unit: '8000.00', sealedOn: SEALED });
    const caseId = await own.signed(who, 'paying');
    await own.paid(caseId, 'awaiting gate');
    const last = addDays(LAW, 200);
    await ordered(caseId, last);
    await restsAt(caseId, addDays(LAW, 1), 1);
    await read('whole-account');
    for (const day of [addDays(LAW, 2), addDays(last, -1), last]) await restsAt(caseId, day, 1);
    await own.goTo(caseId, addDays(last, 1));
    await place.until(caseId, 'paying');
    await own.paid(caseId, 'closed');
  });
});
