/**
 * Every point at which a worker can die while an account is drawn empty and closed: nothing is paid twice, and
 * nothing is closed with money. The points are counted in the histories.
 */
import { describe, expect, it } from 'vitest';
import { addDays } from '../../src/domain/calendar.ts';
import { today } from '../builders.ts';
import { closings } from '../harness/closings.ts';
import {
  acted,
  doomedOffice,
  expectClosedOnce,
  expectEveryPoint,
  LIMIT_MS,
  paid,
} from '../harness/every-point.ts';
import type { Leaver } from '../harness/exits.ts';
import { CLERK, REVIEWER } from '../harness/office.ts';

const APPROVE = { approve: true, reason: '已向本人核实' };
const doomed = doomedOffice();
const own = closings(doomed.place);

describe('a worker killed at every point', { timeout: LIMIT_MS }, () => {
  it('of a withdrawal that closes the account: everything is paid once, and it closes once', async () => {
    const { place } = doomed;
    let who: Leaver;
    await expectEveryPoint(doomed, {
      course: async () => {
        const since = addDays(today(), -142);
        // Above what a clerk decides alone: another person looks between the check and the payment.
        who = await own.leaver({ flexible: '60000.00', unit: '5000.00', since });
        return {
          ...{ type: 'withdrawal', content: await own.form(who) },
          outside: {
            'in review': acted(doomed, 'review', () => Promise.resolve(APPROVE), REVIEWER),
            paying: paid(doomed),
          },
        };
      },
      calmly: async ({ type, content }) => {
        const { caseId } = await place.start(type, content, CLERK);
        await place.until(caseId, 'in review');
        await place.act(caseId, 'review', APPROVE, REVIEWER);
        await place.until(caseId, 'paying');
        await own.paid(caseId, 'closed');
        return caseId;
      },
      expectOnce: async (caseId) => {
        expect(await place.handle(caseId).result()).toBe('closed');
        expect(await own.payouts(caseId)).toMatchObject([{ amount: '65384.58', state: 'paid' }]);
        await expectClosedOnce(doomed, caseId, who);
        expect(await own.agreementOf(who)).toMatchObject({ state: 'terminated' });
        expect(await own.kinds(caseId)).toEqual([
          ...['withdrawal-accepted', 'withdrawal-decision', 'withdrawal-paid', 'withdrawal-closed'],
        ]);
      },
    });
  });
});
