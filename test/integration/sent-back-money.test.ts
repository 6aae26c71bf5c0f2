/** 退回更正 of a withdrawal and of leaving: the clock of the law goes on; another card is looked at. */
import { describe, expect, it } from 'vitest';
import { startOf, type PlainDate } from '../../src/domain/calendar.ts';
import { exits } from '../harness/exits.ts';
import { newCard } from '../harness/mandated.ts';
import {
  actor,
  CLERK,
  office,
  refusalOf,
  REVIEWER,
  SECOND_REVIEWER,
  SUPERVISOR,
} from '../harness/office.ts';
import { withdrawals } from '../harness/withdrawals.ts';

const place = office();
const money = withdrawals(place);
const leaving = exits(place);
const REASON = { reason: '已与本人核对' };
const WRONG = { reasonCode: 'entry-wrong', reason: '金额与合同不符' };
const APPROVE = { approve: true, ...REASON };
const OTHER_CLERK = actor('clerk', 'wang-guiyuan');
const HOUR_MS = 3_600_000;
const clocks = (caseId: string) =>
  place.ask<{ due_on: PlainDate }>(
    'select accepted_on, due_on::text, promised_on from "case" where id = $1',
    caseId,
  );
const correct = (caseId: string, application: object, by = CLERK) =>
  place.act(caseId, 'correct', { ...REASON, application }, by);

const BOUGHT = {
  ...{ purpose: 'purchase', period: undefined },
  expense: { amount: '900000.00', on: '2026-10-01', reference: 'GF-8' },
  materials: ['identity-document', 'purchase-contract', 'expense-receipt'],
};

async function reviewedWithdrawal(amount: string) {
  const who = await money.drawer({ flexible: '300000.00' });
  const given = await money.form(who, { ...BOUGHT, amount });
  const { caseId } = await place.start('withdrawal', given, CLERK);
  await place.until(caseId, 'in review');
  return { who, given, caseId };
}

async function sentBack(caseId: string, by = REVIEWER) {
  await place.act(caseId, 'send-back', WRONG, by);
  await place.until(caseId, 'sent back');
}

describe('a withdrawal that is sent back', () => {
  it('is corrected, looked at by another person and paid; its three days are those of the acceptance', async () => {
    const { given, caseId } = await reviewedWithdrawal('60000.00');
    const before = await clocks(caseId);
    await sentBack(caseId);
    await correct(caseId, { ...given, amount: '70000.00' }, OTHER_CLERK);
    await place.until(caseId, 'in review');
    expect((await place.tasks(caseId))[0]?.not_by).toEqual([CLERK.id, OTHER_CLERK.id]);
    const same = { ...REVIEWER, id: OTHER_CLERK.id };
    expect(await refusalOf(place.act(caseId, 'review', APPROVE, same))).toBe('same-person');
    await place.act(caseId, 'review', APPROVE, SECOND_REVIEWER);
    await place.until(caseId, 'paying');
    expect(await money.payouts(caseId)).toMatchObject([{ amount: '70000.00' }]);
    expect(await clocks(caseId)).toEqual(before);
  });

  it('is before the supervisor on the day of the law, at the counter and in the review that follows', async () => {
    const { caseId } = await reviewedWithdrawal('60000.00');
    await sentBack(caseId);
    const [{ due_on: lastOn } = { due_on: '' as PlainDate }] = await clocks(caseId);
    const at = new Date(startOf(lastOn) + 9.1 * HOUR_MS);
    await place.temporal.clock.jumpTo(place.handle(caseId), at);
    await place.temporal.clock.untilIdle(place.handle(caseId));
    const kinds = async () => (await place.tasks(caseId)).map(({ kind }) => kind);
    expect(await kinds()).toEqual(['rework', 'withdrawal-due']);
    await place.act(caseId, 'resubmit', REASON);
    await place.until(caseId, 'in review');
    expect(await kinds()).toEqual(['withdrawal-due', 'withdrawal-review']);
    await sentBack(caseId);
    expect(await kinds()).toEqual(['rework', 'withdrawal-due']);
    await place.act(caseId, 'withdraw', REASON);
    expect(await kinds()).toEqual([]);
  });

  it('comes back from the approval, and goes there again where nothing was changed, else to the review', async () => {
    const { given, caseId } = await reviewedWithdrawal('250000.00');
    await place.act(caseId, 'review', APPROVE, REVIEWER);
    await place.until(caseId, 'in approval');
    await sentBack(caseId, SUPERVISOR);
    await place.act(caseId, 'resubmit', REASON);
    await place.until(caseId, 'in approval');
    await sentBack(caseId, SUPERVISOR);
    await correct(caseId, { ...given, amount: '240000.00' });
    await place.until(caseId, 'in review');
    await place.act(caseId, 'withdraw', REASON);
  });

  it('keeps account, holder and what was accepted', async () => {
    const { given, caseId } = await reviewedWithdrawal('60000.00');
    await sentBack(caseId);
    const other = await money.drawer();
    for (const application of [
      { ...given, account: other.accountId },
      { ...given, bankCard: newCard('李四') },
      { ...given, evidence: given.evidence.slice(0, 1) },
      { ...given, purpose: 'retirement' },
      given,
    ]) {
      expect(await refusalOf(correct(caseId, application))).toBe('input-invalid');
    }
    expect((await place.row(caseId)).stage).toBe('sent back');
    await place.act(caseId, 'withdraw', REASON);
  });
});

describe('leaving that is sent back', () => {
  it('is paid to the corrected card once another person has looked at it', async () => {
    const who = await leaving.leaver();
    const given = {
      ...{ account: who.accountId, bankCard: newCard(who.applicant.name) },
      evidence: [{ kind: 'identity-document', file: await place.upload() }],
    };
    const { caseId } = await place.start('exit', given, CLERK);
    await place.until(caseId, 'awaiting signature');
    await leaving.sign(caseId);
    await place.until(caseId, 'in review');
    const before = await clocks(caseId);
    await sentBack(caseId);
    await place.act(caseId, 'resubmit', REASON);
    await place.until(caseId, 'in review');
    await sentBack(caseId);
    expect(await refusalOf(correct(caseId, { ...given, bankCard: newCard('李四') }))).toBe(
      'input-invalid',
    );
    const bankCard = newCard(who.applicant.name);
    await correct(caseId, { ...given, bankCard }, OTHER_CLERK);
    await place.until(caseId, 'in review');
    const same = { ...REVIEWER, id: OTHER_CLERK.id };
    expect(await refusalOf(place.act(caseId, 'review', APPROVE, same))).toBe('same-person');
    await place.act(caseId, 'review', APPROVE, REVIEWER);
    const { detail } = await place.until(caseId, 'paying');
    expect(detail).toMatchObject({ last4: bankCard.number.slice(-4) });
    expect(await clocks(caseId)).toEqual(before);
  });
});
