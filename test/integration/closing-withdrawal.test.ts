/** 条例24: whoever retires, can work no more or settles abroad draws everything, and the account closes. */
import { describe, expect, it } from 'vitest';
import { addDays } from '../../src/domain/calendar.ts';
import { exact } from '../../src/domain/money.ts';
import { today } from '../builders.ts';
import { closings } from '../harness/closings.ts';
import { office, REVIEWER, SUPERVISOR } from '../harness/office.ts';
import { leftInOrder } from '../harness/in-order.ts';

const place = office();
const own = closings(place);
leftInOrder(place);
const { leaver, paid, accountOf, agreementOf, payouts, kinds, asked, paying } = own;
const REASON = { reason: '本人要求' };

describe('提取并销户', () => {
  it.each(['retirement', 'disability', 'emigration'] as const)(
    '%s: everything is paid with its interest, no amount need be named, and the account closes',
    async (purpose) => {
      const since = addDays(today(), -142);
      const who = await leaver({ flexible: '10000.00', unit: '5000.00', since });
      const caseId = await paying(who, { purpose });
      expect(await agreementOf(who)).toMatchObject({
        ...{ state: 'suspended', state_reason: 'withdrawal' },
      });
      expect(await payouts(caseId)).toMatchObject([{ n: 1, state: 'ready', amount: '15088.75' }]);
      // Not before the money has really left.
      expect(await accountOf(who)).toMatchObject({ state: 'normal', money: '0.00' });
      await paid(caseId, 'closed');
      expect(await accountOf(who)).toMatchObject({
        ...{ state: 'closed', close_reason: 'withdrawn', closed_on: today(), money: '0.00' },
      });
      expect(await agreementOf(who)).toMatchObject({
        ...{ state: 'terminated', state_reason: 'withdrawal' },
      });
      expect(await kinds(caseId)).toEqual([
        ...['withdrawal-accepted', 'withdrawal-decision', 'withdrawal-paid', 'withdrawal-closed'],
      ]);
      const [, decision] = await place.papers(caseId);
      expect(decision?.params).toMatchObject({
        ...{ amount: '15088.75', interest: '88.75', closes: true },
      });
      expect(await place.handle(caseId).result()).toBe('closed');
      expect(await place.waits(caseId)).toEqual([]);
      expect(await place.tasks(caseId)).toEqual([]);
    },
  );

  it('by the unit’s money too, however short it has been sealed: no half year is waited for', async () => {
    const who = await leaver({ flexible: '0.00', unit: '5000.00', sealedOn: addDays(today(), -3) });
    const caseId = await paying(who, { purpose: 'retirement' });
    await paid(caseId, 'closed');
    expect(await accountOf(who)).toMatchObject({ state: 'closed', close_reason: 'withdrawn' });
  });

  it('paid a day later by the bank, that day’s interest is a payment of its own before it closes', async () => {
    const since = addDays(today(), -142);
    const who = await leaver({ flexible: '15000.00', since });
    const caseId = await paying(who);
    const later = addDays(today(), 3);
    await own.goTo(caseId, later);
    await paid(caseId, 'paying', later);
    expect(await payouts(caseId)).toMatchObject([
      { amount: '15088.75', state: 'paid' },
      { amount: '1.89', state: 'ready' },
    ]);
    expect(await accountOf(who)).toMatchObject({ state: 'normal' });
    await paid(caseId, 'closed', later);
    const sum = (await payouts(caseId)).reduce((all, { amount }) => all.plus(amount), exact(0));
    expect(sum.toFixed(2)).toBe('15090.64');
    expect(await own.granted(caseId)).toEqual({ amount: '15090.64', state: 'paid' });
    const closed = (await place.papers(caseId)).at(-1);
    expect(closed?.params).toMatchObject({ total: '15090.64' });
  });

  it('whoever says so keeps the account: what was named is paid, and nothing else happens', async () => {
    const who = await leaver();
    const caseId = await paying(who, { close: false, amount: '4000.00' });
    expect(await agreementOf(who)).toMatchObject({ state: 'active' });
    await paid(caseId, 'paid');
    expect(await accountOf(who)).toMatchObject({ state: 'normal', money: '11000.00' });
    expect(await kinds(caseId)).toEqual([
      ...['withdrawal-accepted', 'withdrawal-decision', 'withdrawal-paid'],
    ]);
  });
});

describe('金额', () => {
  it('less than everything is refused with its place, the balance and what to do', async () => {
    const who = await leaver();
    const caseId = await asked(who, { amount: '14999.99' });
    await place.until(caseId, 'refused');
    const [paper] = await place.papers(caseId);
    const told = JSON.stringify(paper?.params['reasons']);
    expect(told).toContain('须一次提取全部余额');
    expect(told).toContain('账户余额为15000.00元');
    expect(told).toContain('金额可以不填');
    expect(await agreementOf(who)).toMatchObject({ state: 'active' });
    expect(await accountOf(who)).toMatchObject({ state: 'normal', money: '15000.00' });
  });

  it('above what others decide is looked at by them first, and nothing is drawn meanwhile', async () => {
    const who = await leaver({ flexible: '200000.01' });
    const caseId = await asked(who);
    await place.until(caseId, 'in review');
    expect(await accountOf(who)).toMatchObject({ money: '200000.01' });
    // Stopped with the acceptance, before the next run could take a debit.
    expect(await agreementOf(who)).toMatchObject({ state: 'suspended' });
    await place.act(caseId, 'review', { approve: true, ...REASON }, REVIEWER);
    await place.until(caseId, 'in approval');
    await place.act(caseId, 'approve', REASON, SUPERVISOR);
    await place.until(caseId, 'paying');
    await paid(caseId, 'closed');
  });

  it('that others do not agree to is not drawn: the account stays, and the agreement goes on', async () => {
    const who = await leaver({ flexible: '60000.00' });
    const caseId = await asked(who);
    await place.until(caseId, 'in review');
    await place.act(caseId, 'review', { approve: false, ...REASON }, REVIEWER);
    await place.until(caseId, 'refused');
    expect(await agreementOf(who)).toMatchObject({
      ...{ state: 'active', state_reason: 'withdrawal-ended' },
    });
    expect(await accountOf(who)).toMatchObject({ state: 'normal', money: '60000.00' });
    const refused = (await place.papers(caseId)).at(-1);
    expect(refused).toMatchObject({ kind: 'withdrawal-refused', params: { stopped: true } });
  });
});
