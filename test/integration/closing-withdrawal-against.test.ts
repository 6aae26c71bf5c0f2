/** 条例24、（七）: what stands against a withdrawal that closes the account, by name, before and after it is paid. */
import { describe, expect, it } from 'vitest';
import { addDays, dateAt, type PlainDate } from '../../src/domain/calendar.ts';
import { retirementOf } from '../../src/policy/retirement.ts';
import { idNumber, today } from '../builders.ts';
import { CLOSING_MATERIALS, closings } from '../harness/closings.ts';
import { office, refusalOf, SUPERVISOR } from '../harness/office.ts';
import { leftInOrder } from '../harness/in-order.ts';

const place = office();
const own = closings(place);
// One is planted as though another case paid.
leftInOrder(place, { except: ['payout-without-case'] });
const { leaver, paid, accountOf, agreementOf, payouts, kinds, asked, paying } = own;
const LOAN = { center: '210200', state: 'open' };
const REASON = { reason: '本人要求' };

/** Why a case was refused, as codes. */
async function refusedFor(caseId: string): Promise<readonly string[]> {
  const { detail } = await place.until(caseId, 'refused');
  return (detail['reasons'] as { code: string }[]).map(({ code }) => code);
}

describe('不予办理，逐项说明', () => {
  it.each([
    [[LOAN], ['loan-not-settled']],
    [[{ ...LOAN, role: 'co-borrower' }], ['loan-not-settled']],
    [[{ ...LOAN, role: 'guarantor' }], ['guarantee-not-released']],
  ])('%j, told by the platform when this very case asks: %j', async (loans, codes) => {
    const who = await leaver();
    await own.loans(who, loans);
    const caseId = await asked(who);
    expect(await refusedFor(caseId)).toEqual(codes);
    expect(await payouts(caseId)).toEqual([]);
    expect(await agreementOf(who)).toMatchObject({ state: 'active' });
    expect(await accountOf(who)).toMatchObject({ state: 'normal', money: '15000.00' });
  });

  it('a settled loan is none, and whoever keeps the account may draw beside an open one', async () => {
    const [settled, open] = [await leaver(), await leaver()];
    await own.loans(settled, [{ ...LOAN, state: 'settled' }]);
    const caseId = await paying(settled);
    await paid(caseId, 'closed');
    await own.loans(open, [LOAN]);
    expect(await refusedFor(await asked(open))).toEqual(['loan-not-settled']);
    // By the rule of the center: another person says whether anything is overdue.
    const kept = await asked(open, { close: false, amount: '100.00' });
    await place.until(kept, 'in review');
    await place.act(kept, 'withdraw', REASON);
  });

  it('a pledge is a guarantee; a court’s hold, what is owed and money of no known source hold it', async () => {
    const [pledged, held, owing, unknown] = [
      ...[await leaver(), await leaver()],
      ...[await leaver(), await leaver()],
    ] as const;
    await own.hold(pledged, 'loan-security');
    await own.hold(held);
    await own.owing(owing);
    await own.put(unknown, 'unclassified', '5.00');
    expect(await refusedFor(await asked(pledged))).toEqual(['guarantee-not-released']);
    for (const [who, word] of [
      [held, '司法冻结'],
      [owing, '应收个人款'],
      [unknown, '来源待定'],
    ] as const) {
      const caseId = await asked(who);
      expect(await refusedFor(caseId)).toEqual(['closing-held']);
      const [paper] = await place.papers(caseId);
      expect(JSON.stringify(paper?.params['reasons'])).toContain(word);
    }
  });

  it('a ban, another case, somebody else’s card, and a unit that still pays', async () => {
    const [banned, busy, employed] = [await leaver(), await leaver(), await leaver()];
    await own.ban(banned, '2029-01-01');
    expect(await refusedFor(await asked(banned))).toEqual(['withdrawal-ban']);
    const first = await paying(busy);
    expect(await refusedFor(await asked(busy, { purpose: 'emigration' }))).toContain(
      'withdrawal-case-in-flight',
    );
    await paid(first, 'closed');
    expect(await refusedFor(await asked(busy))).toContain('withdrawal-account-closed');
    await own.unit(employed, 'converted-to-employee', today());
    expect(await refusedFor(await asked(employed))).toEqual(['unit-account-not-sealed']);
    await own.unit(employed, 'unit-sealed', today());
    await paid(await paying(employed), 'closed');
    expect(await accountOf(employed)).toMatchObject({ state: 'closed', close_reason: 'withdrawn' });
  });
});

describe('离休、退休', () => {
  /** Born so that the legal age is reached in some days. */
  function bornFor(inDays: number): string {
    const wanted = addDays(today(), inDays);
    for (let back = 63 * 366; back > 59 * 365; back -= 1) {
      const bornOn = addDays(today(), -back);
      if (retirementOf({ bornOn, sex: 'M', base: 60 }).retiresOn === wanted) return bornOn;
    }
    throw new Error('nobody retires on that day');
  }

  it('before the day a certificate is asked for; on the day it needs none, and the case closes', async () => {
    const IN_DAYS = 4;
    const number = idNumber(bornFor(IN_DAYS).replaceAll('-', ''), 301);
    const who = await leaver({ applicant: { name: '张三', type: 'resident-id', number } });
    const day: PlainDate = addDays(today(), IN_DAYS);
    const materials = ['identity-document'];
    const caseId = await asked(who, { materials });
    expect((await place.until(caseId, 'incomplete')).detail['missing']).toEqual([
      'retirement-certificate',
    ]);
    const application = await own.form(who, { materials });
    await own.goTo(caseId, addDays(day, -1));
    await place.act(caseId, 'supplement', { application });
    expect((await place.row(caseId)).stage).toBe('incomplete');
    await own.goTo(caseId, day);
    await place.act(caseId, 'supplement', { application });
    await place.until(caseId, 'paying');
    await paid(caseId, 'closed', day);
    expect(await accountOf(who)).toMatchObject({ state: 'closed', closed_on: day });
  });
});

describe('在途', () => {
  it('a debit with the bank is waited for, and what it brought is paid as well', async () => {
    const who = await leaver();
    await own.debited(who);
    const caseId = await asked(who);
    await place.until(caseId, 'deciding');
    await place.temporal.clock.untilIdle(place.handle(caseId));
    const [delay] = await place.waits(caseId);
    expect(delay).toMatchObject({ kind: 'exit-delay' });
    await own.debitBack(who, true);
    await place.pass(caseId, 'exit-delay');
    await place.until(caseId, 'paying');
    // With the interest of the day on which it was waited for; before nine it is looked at the same day.
    const isNextDay = dateAt(delay!.until!) > today();
    expect(await payouts(caseId)).toMatchObject([{ amount: isNextDay ? '15800.66' : '15800.00' }]);
    await paid(caseId, 'closed');
  });

  it('a hold that comes after the payment keeps the account open: told with its name, the agreement goes on', async () => {
    const who = await leaver();
    const caseId = await paying(who);
    const hold = await own.hold(who);
    await paid(caseId, 'paid');
    expect(await accountOf(who)).toMatchObject({ state: 'normal', money: '0.00' });
    expect(await agreementOf(who)).toMatchObject({ state: 'active' });
    expect((await kinds(caseId)).at(-1)).toBe('withdrawal-kept-open');
    const paper = (await place.papers(caseId)).at(-1);
    expect(paper?.params).toMatchObject({ total: '15000.00' });
    expect(JSON.stringify(paper?.params['reasons'])).toContain('司法冻结');
    expect((await place.row(caseId)).detail).toMatchObject({
      reasons: [{ code: 'closing-held' }],
    });
    await own.release(hold);
  });

  it('a platform that does not answer is no "no loan": it parks, asks again, and at a supervisor’s wish', async () => {
    const who = await leaver();
    await own.control('PUT', '/faults/national', { kind: 'down' });
    const caseId = await asked(who);
    await place.until(caseId, 'check unanswered');
    expect(await payouts(caseId)).toEqual([]);
    expect(await place.waits(caseId)).toMatchObject([{ kind: 'exit-parked' }]);
    expect(await place.tasks(caseId)).toMatchObject([{ kind: 'repair' }]);
    await place.pass(caseId, 'exit-parked');
    await place.until(caseId, 'check unanswered');
    await own.control('DELETE', '/faults/national');
    expect(await refusalOf(place.act(caseId, 'retry-now', REASON))).toBe('not-authorized');
    await place.act(caseId, 'retry-now', REASON, SUPERVISOR);
    await place.until(caseId, 'paying');
    expect(await place.tasks(caseId)).toEqual([]);
    await paid(caseId, 'closed');
  });
});

describe('取消', () => {
  it('taken back before it is paid, everything is as before', async () => {
    const who = await leaver({ flexible: '60000.00' });
    const caseId = await asked(who, { materials: CLOSING_MATERIALS.retirement });
    await place.until(caseId, 'in review');
    await place.act(caseId, 'withdraw', REASON);
    expect(await agreementOf(who)).toMatchObject({ state: 'active' });
    expect(await accountOf(who)).toMatchObject({ state: 'normal', money: '60000.00' });
    const [ended] = (await place.papers(caseId)).slice(-1);
    expect(ended).toMatchObject({ kind: 'withdrawal-ended', params: { stopped: true } });
  });
});
