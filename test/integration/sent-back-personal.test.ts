/** 退回更正 of a change of personal data and of a payment after a death. */
import { describe, expect, it } from 'vitest';
import { idNumber } from '../builders.ts';
import { deaths } from '../harness/deaths.ts';
import { newCard } from '../harness/mandated.ts';
import {
  actor,
  BANK,
  CLERK,
  office,
  refusalOf,
  REVIEWER,
  SECOND_REVIEWER,
} from '../harness/office.ts';
import { personal } from '../harness/personal.ts';

const place = office();
const own = personal(place);
const heirs = deaths(place);
const REASON = { reason: '已对照原件' };
const WRONG = { reasonCode: 'entry-wrong', reason: '与户口簿不一致' };
const OTHER_CLERK = actor('clerk', 'wang-guiyuan');
const clocks = (caseId: string) =>
  place.ask('select accepted_on, due_on, promised_on from "case" where id = $1', caseId);
const correct = (caseId: string, application: object, by = CLERK) =>
  place.act(caseId, 'correct', { ...REASON, application }, by);
const toldOf = (error: unknown) =>
  error instanceof Error && error.cause instanceof Error ? error.cause.message : '';

async function sentBack(caseId: string) {
  await place.act(caseId, 'send-back', WRONG, REVIEWER);
  await place.until(caseId, 'sent back');
}

describe('a change of personal data that is sent back', () => {
  it('is corrected, asked of the registry for the new name, looked at by another person, and written', async () => {
    const who = await own.leaver();
    const caseId = await own.inReview(who, { name: '李四' });
    const before = await clocks(caseId);
    await sentBack(caseId);
    expect(await place.waits(caseId)).toMatchObject([{ kind: 'rework', until: null }]);
    expect(await place.tasks(caseId)).toMatchObject([{ kind: 'rework', role: 'clerk' }]);
    await place.days(caseId, 2);
    await correct(caseId, await own.form(who, { name: '李四四' }), OTHER_CLERK);
    await place.until(caseId, 'in review');
    expect(await place.world.asked('identity', caseId)).toHaveLength(2);
    const same = { ...REVIEWER, id: OTHER_CLERK.id };
    expect(await refusalOf(own.review(caseId, true, same))).toBe('same-person');
    await own.review(caseId, true, SECOND_REVIEWER);
    await place.until(caseId, 'awaiting mandate');
    expect((await own.holder(who)).name).toBe('李四四');
    expect(await clocks(caseId)).toEqual(before);
    await place.act(caseId, 'settle-mandate', REASON);
  });

  it('goes to review again as it stands: the registry is not asked a second time', async () => {
    const who = await own.leaver();
    const document = { type: 'resident-id', number: idNumber() };
    const caseId = await own.inReview(who, { document });
    await sentBack(caseId);
    await place.act(caseId, 'resubmit', REASON, OTHER_CLERK);
    await place.until(caseId, 'in review');
    expect((await place.tasks(caseId))[0]?.not_by).toEqual([CLERK.id, OTHER_CLERK.id]);
    const same = { ...REVIEWER, id: OTHER_CLERK.id };
    expect(await refusalOf(own.review(caseId, true, same))).toBe('same-person');
    await own.review(caseId);
    await place.until(caseId, 'changed');
    expect(await place.world.asked('identity', caseId)).toHaveLength(1);
  });

  it('takes no other account and nothing that is not whole: the case stays where it is', async () => {
    const who = await own.leaver();
    const caseId = await own.inReview(who, { name: '王五' });
    await sentBack(caseId);
    const form = await own.form(who, { name: '王五' });
    const other = await own.leaver();
    const { detail: before } = await place.row(caseId);
    const told = [];
    for (const application of [
      { ...form, account: other.accountId },
      { ...form, evidence: form.evidence.slice(0, 1) },
    ]) {
      told.push(toldOf(await correct(caseId, application).catch((error: unknown) => error)));
    }
    expect(told).toEqual([
      '更正不能改换账户，请撤回后重新申请。',
      expect.stringMatching(/^已经受理的申请更正后须仍然齐全，还缺少姓名变更材料/),
    ]);
    expect(await place.row(caseId)).toMatchObject({ stage: 'sent back', detail: before });
    await place.act(caseId, 'withdraw', REASON);
    expect((await own.holder(who)).name).not.toBe('王五');
  });

  it('is known to a channel as being looked at by a person, and no more', async () => {
    const who = await own.leaver();
    await place.db.owner.query('update "case" set submitted_by = $2 where id = $1', [
      who.openingCase,
      BANK.id,
    ]);
    await place.world.person({ identityResult: 'mismatch' }, who.applicant);
    const caseId = await own.asked(who, { phone: '13900000521', materials: [] }, BANK);
    await place.until(caseId, 'in review');
    await sentBack(caseId);
    expect(await refusalOf(place.act(caseId, 'resubmit', REASON, BANK))).toBe('not-authorized');
    await place.act(caseId, 'withdraw', REASON, BANK);
  });
});

describe('a payment after a death that is sent back', () => {
  it('is corrected: an heir who is named otherwise is asked for anew, and the shares are as corrected', async () => {
    const who = await heirs.leaver();
    const [spouse, child] = [heirs.heir('李四', 2), heirs.heir('张甲', 1)];
    const caseId = await heirs.inReview(who, [spouse, child]);
    const before = await clocks(caseId);
    await sentBack(caseId);
    await correct(caseId, await heirs.form(who, [spouse, heirs.heir('张乙', 2)]), OTHER_CLERK);
    await place.until(caseId, 'in review');
    expect(await place.world.asked('identity', caseId)).toHaveLength(4);
    const same = actor('reviewer', OTHER_CLERK.id);
    const approve = { approve: true, reason: '齐全' };
    expect(await refusalOf(place.act(caseId, 'review', approve, same))).toBe('same-person');
    await place.act(caseId, 'review', approve, SECOND_REVIEWER);
    const { detail } = await place.until(caseId, 'paying');
    expect(detail).toMatchObject({ heir: 1, of: 2 });
    expect(await clocks(caseId)).toEqual(before);
    const shared = (await place.trail(caseId)).find(({ kind }) => kind === 'death-shared');
    const [one, two] = shared?.public['amounts'] as string[];
    expect(one).toBe(two);
  });

  it('goes to review again as it stands, or is taken back', async () => {
    const caseId = await heirs.inReview(await heirs.leaver(), [heirs.heir('李四', 1)]);
    await sentBack(caseId);
    await place.act(caseId, 'resubmit', REASON);
    await place.until(caseId, 'in review');
    await sentBack(caseId);
    await place.act(caseId, 'withdraw', REASON);
    expect((await place.row(caseId)).stage).toBe('withdrawn');
  });

  it('keeps account and shares once they were told; the card of who is still to be paid may be corrected', async () => {
    const who = await heirs.leaver();
    const named = [heirs.heir('李四', 2), heirs.heir('张甲', 1)] as const;
    const form = await heirs.form(who, named);
    const { caseId } = await place.start('death-payout', form, CLERK);
    await place.until(caseId, 'in review');
    await heirs.review(caseId);
    await place.until(caseId, 'paying');
    await heirs.answers(caseId, { refused: true });
    await place.until(caseId, 'payment failed');
    await place.act(caseId, 'change-card', { bankCard: newCard('李四'), ...REASON });
    await place.until(caseId, 'in review');
    await sentBack(caseId);
    const [first, second] = named;
    const other = await heirs.leaver();
    for (const application of [
      { ...form, account: other.accountId },
      { ...form, heirs: [{ ...first, parts: 3 }, second] },
    ]) {
      expect(await refusalOf(correct(caseId, application))).toBe('input-invalid');
    }
    const card = newCard('李四');
    await correct(caseId, { ...form, heirs: [{ ...first, bankCard: card }, second] });
    await place.until(caseId, 'in review');
    await heirs.review(caseId);
    const { detail } = await place.until(caseId, 'paying');
    expect(detail).toMatchObject({ heir: 1, last4: card.number.slice(-4) });
  });
});
