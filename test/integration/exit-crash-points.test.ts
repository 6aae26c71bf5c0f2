/**
 * Every point of two courses at which a worker can die: leaving with the half year between two payments, and
 * the closing of an empty account whose interest is paid first. The points are counted in the histories.
 */
import { describe, expect, it } from 'vitest';
import { addDays, plainDate, type PlainDate } from '../../src/domain/calendar.ts';
import type { Holder } from '../harness/breaches.ts';
import {
  acted,
  doomedOffice,
  expectClosedOnce,
  expectEveryPoint,
  goesTo,
  LIMIT_MS,
  paid,
} from '../harness/every-point.ts';
import type { Leaver } from '../harness/exits.ts';
import { CLERK } from '../harness/office.ts';

const GATE = plainDate('2027-03-01');
const first = doomedOffice();
const second = doomedOffice();

describe.concurrent('a worker killed at every point', { timeout: LIMIT_MS }, () => {
  it('of an exit with the half year between two payments', async () => {
    const { place, own } = first;
    let who: Leaver;
    await expectEveryPoint(first, {
      course: async () => {
        who = await own.leaver({ unit: '8000.00', sealedOn: '2026-08-31' });
        const signature = async () => ({ file: await place.upload(), datesExplained: true });
        return {
          ...{ type: 'exit', content: await own.form(who) },
          outside: {
            'awaiting signature': acted(first, 'sign', signature),
            paying: paid(first),
            'awaiting gate': goesTo(first, () => Promise.resolve(GATE)),
          },
        };
      },
      calmly: async ({ type, content }) => {
        const { caseId } = await place.start(type, content, CLERK);
        await place.until(caseId, 'awaiting signature');
        await own.sign(caseId);
        await place.until(caseId, 'paying');
        await own.paid(caseId, 'awaiting gate');
        await own.goTo(caseId, GATE, 0);
        await place.until(caseId, 'paying');
        await own.paid(caseId, 'closed');
        return caseId;
      },
      expectOnce: async (caseId) => {
        expect(await place.handle(caseId).result()).toBe('closed');
        const payouts = await own.payouts(caseId);
        expect(payouts.map(({ state }) => state)).toEqual(['paid', 'paid']);
        await expectClosedOnce(first, caseId, who);
        expect(await own.kinds(caseId)).toEqual([
          ...['exit-terms', 'exit-accepted', 'exit-decision', 'exit-paid'],
          ...['exit-decision', 'exit-paid', 'exit-closed'],
        ]);
      },
    });
  });

  it('of the closing of an empty account whose interest is paid first', async () => {
    const { place, own, dormant } = second;
    let who: Holder;
    const served = async (id: string) => ({
      ...{ way: 'counter', servedOn: await dormant.dayOf(id), reason: '本人签收' },
      file: await place.upload(),
    });
    const after = async (id: string) =>
      addDays((await dormant.dormancyOf(id))?.['notice_until'] as PlainDate, 1);
    await expectEveryPoint(second, {
      course: async () => {
        who = await dormant.holder();
        await dormant.earned(who);
        await dormant.carded(who);
        return {
          ...{ type: 'dormant-closing', content: { account: who.accountId, reason: '余额为零' } },
          outside: {
            serving: acted(second, 'record-delivery', served),
            noticed: goesTo(second, after),
            paying: paid(second),
          },
        };
      },
      calmly: async () => {
        const { caseId, until } = await dormant.noticed(who);
        await own.goTo(caseId, addDays(until, 1), 0);
        await place.until(caseId, 'paying');
        await own.paid(caseId, 'closed');
        return caseId;
      },
      expectOnce: async (caseId) => {
        expect(await place.handle(caseId).result()).toBe('closed');
        expect(await own.payouts(caseId)).toMatchObject([{ amount: '25.00', state: 'paid' }]);
        await expectClosedOnce(second, caseId, who);
        expect(await own.kinds(caseId)).toEqual([
          ...['dormancy-notice', 'dormant-interest-paid', 'dormant-closed'],
        ]);
      },
    });
  });
});
