/** 更正 and 人工复议: what was typed wrong is put right, and a person looks at what a rule refused. */
import { describe, expect, it } from 'vitest';
import { addDays, dateAt } from '../../src/domain/calendar.ts';
import { application, idNumber, type Applicant } from '../builders.ts';
import { actor, CLERK, office, refusalOf, REVIEWER, SECOND_REVIEWER } from '../harness/office.ts';

const place = office();
const REASON = { reason: '并未领取养老金，见社保证明' };

async function refused(number = idNumber()) {
  const { caseId } = await place.apply({ number }, { drawsPension: true });
  await place.until(caseId, 'refused');
  return { number, caseId };
}

async function formOf(person: Applicant) {
  return application({ ...person, files: { 'identity-document': await place.upload() } });
}

async function form(number: string, more: Record<string, unknown> = {}) {
  return application({ number, files: { 'identity-document': await place.upload() } }, more);
}

describe('人工复议', () => {
  it('corrects the facts, and then the rule opens', async () => {
    const { number, caseId } = await refused();
    await place.act(caseId, 'request-human-review', REASON);
    expect(await place.tasks(caseId)).toMatchObject([
      { kind: 'human-review', role: 'reviewer', not_by: ['lin-guiyuan'] },
    ]);
    expect((await place.papers(caseId)).at(-1)?.kind).toBe('human-review');
    const corrected = { reason: '社保系统无领取记录', application: await form(number) };
    await place.act(caseId, 'reconsider', corrected, REVIEWER);
    await place.until(caseId, 'awaiting signature');
    await place.sign(caseId);
    await place.until(caseId, 'opened');
    const reconsidered = (await place.trail(caseId)).find(({ kind }) => kind === 'reconsidered');
    expect(reconsidered).toMatchObject({
      actor: 'zhao-fuhe',
      content: { before: { drawsPension: true }, after: { drawsPension: false } },
    });
  });

  it('is asked as a new question, of both systems', async () => {
    const { number, caseId } = await refused();
    await place.act(caseId, 'request-human-review', REASON);
    const corrected = { ...REASON, application: await form(number) };
    await place.act(caseId, 'reconsider', corrected, REVIEWER);
    await place.until(caseId, 'awaiting signature');
    expect(await place.world.asked('identity', caseId)).toHaveLength(2);
    expect(await place.world.asked('national', caseId)).toHaveLength(2);
  });

  it('refuses again when nothing has changed, and says that a person has looked', async () => {
    const { caseId } = await refused();
    await place.act(caseId, 'request-human-review', REASON);
    await place.act(caseId, 'reconsider', REASON, REVIEWER);
    await place.until(caseId, 'refused');
    const refusals = (await place.papers(caseId)).filter(({ kind }) => kind === 'refusal');
    expect(refusals.map(({ params }) => params['afterHumanReview'])).toEqual([false, true]);
  });

  it('clears a finding that a first reviewer upheld', async () => {
    const { caseId } = await place.apply(await place.world.person({ fraudFlag: true }));
    await place.until(caseId, 'in review');
    const upheld = { ...REASON, finding: 'fraud-flag', cleared: false };
    await place.act(caseId, 'review', upheld, REVIEWER);
    await place.act(caseId, 'request-human-review', REASON);
    const cleared = { ...REASON, cleared: ['fraud-flag'] };
    await place.act(caseId, 'reconsider', cleared, SECOND_REVIEWER);
    await place.until(caseId, 'awaiting signature');
  });

  it('is done by nobody who decided in the case, and not judged afterwards by whom it was about', async () => {
    const { caseId } = await place.apply(await place.world.person({ fraudFlag: true }));
    await place.until(caseId, 'in review');
    const upheld = { ...REASON, finding: 'fraud-flag', cleared: false };
    await place.act(caseId, 'review', upheld, REVIEWER);
    await place.act(caseId, 'request-human-review', REASON);
    expect(await place.tasks(caseId)).toMatchObject([
      { kind: 'human-review', not_by: [CLERK.id, REVIEWER.id] },
    ]);
    expect(await refusalOf(place.act(caseId, 'reconsider', REASON, REVIEWER))).toBe('same-person');
    await place.act(caseId, 'reconsider', REASON, SECOND_REVIEWER);
    await place.until(caseId, 'in review');
    expect(await place.tasks(caseId)).toMatchObject([
      { kind: 'review', not_by: [CLERK.id, REVIEWER.id] },
    ]);
    expect(await refusalOf(place.act(caseId, 'review', upheld, REVIEWER))).toBe('same-person');
    await place.act(caseId, 'review', upheld, SECOND_REVIEWER);
    await place.act(caseId, 'request-human-review', REASON);
    for (const before of [REVIEWER, SECOND_REVIEWER]) {
      const again = place.act(caseId, 'reconsider', { ...REASON, cleared: ['fraud-flag'] }, before);
      expect(await refusalOf(again)).toBe('same-person');
    }
    const third = actor('reviewer', 'qian-shenpi');
    await place.act(caseId, 'reconsider', { ...REASON, cleared: ['fraud-flag'] }, third);
    await place.until(caseId, 'awaiting signature');
    expect((await place.row(caseId)).parties).toMatchObject({
      reviewer: third.id,
      decider: [REVIEWER.id, SECOND_REVIEWER.id, third.id],
      appealed: [REVIEWER.id, SECOND_REVIEWER.id],
    });
  });

  it('is not done by the first of two reviewers either, though the second decided', async () => {
    const accounts = [{ center: '110100', state: 'frozen' }] as const;
    const { caseId } = await place.apply(await place.world.person({ fraudFlag: true, accounts }));
    await place.until(caseId, 'in review');
    const cleared = { ...REASON, finding: 'fraud-flag', cleared: true };
    await place.act(caseId, 'review', cleared, REVIEWER);
    await place.until(caseId, 'in review');
    const upheld = { ...REASON, finding: 'remote-frozen', cleared: false };
    await place.act(caseId, 'review', upheld, SECOND_REVIEWER);
    await place.act(caseId, 'request-human-review', REASON);
    for (const before of [REVIEWER, SECOND_REVIEWER]) {
      expect(await refusalOf(place.act(caseId, 'reconsider', REASON, before))).toBe('same-person');
    }
  });

  it('is not done by whoever gave a verdict on two cases of the person', async () => {
    const number = idNumber();
    const first = await place.apply({ number });
    await place.until(first.caseId, 'awaiting signature');
    const { caseId } = await place.apply({ number }, { drawsPension: true });
    await place.act(caseId, 'verdict', { ...REASON, verdict: 'continue-after' }, REVIEWER);
    await place.act(first.caseId, 'withdraw', REASON);
    await place.handle(caseId).signal('claimFree');
    await place.until(caseId, 'refused');
    await place.act(caseId, 'request-human-review', REASON);
    expect(await refusalOf(place.act(caseId, 'reconsider', REASON, REVIEWER))).toBe('same-person');
    await place.act(caseId, 'reconsider', REASON, SECOND_REVIEWER);
    await place.until(caseId, 'refused');
  });

  it('takes a wrong document back after 不予受理 too', async () => {
    const { caseId } = await place.apply({ type: 'passport', number: 'E12345678' });
    expect((await place.row(caseId)).stage).toBe('not accepted');
    await place.act(caseId, 'request-human-review', REASON);
    const corrected = { ...REASON, application: await form(idNumber()) };
    await place.act(caseId, 'reconsider', corrected, REVIEWER);
    const row = await place.until(caseId, 'awaiting signature');
    expect(row.accepted_on).toBe(dateAt(await place.now(caseId)));
  });

  it('is not done by the one who submitted, nor asked for while another case is open', async () => {
    const { number, caseId } = await refused();
    const other = await place.apply({ number });
    await place.until(other.caseId, 'awaiting signature');
    expect(await refusalOf(place.act(caseId, 'request-human-review', REASON))).toBe('claim-held');
    await place.act(other.caseId, 'withdraw', REASON);
    await place.act(caseId, 'request-human-review', REASON);
    const same = actor('reviewer', CLERK.id);
    expect(await refusalOf(place.act(caseId, 'reconsider', REASON, same))).toBe('same-person');
  });

  it('may be asked for through the last day of its window; then the refusal is final', async () => {
    const { caseId } = await refused();
    const { detail } = await place.row(caseId);
    const [figure] = await place.ask<{ value: string }>(
      `select value from figure where name = 'review-request' and center in ('210100', '*')
        order by center desc limit 1`,
    );
    const on = dateAt(await place.now(caseId));
    expect(detail['until']).toBe(addDays(on, Number(figure?.value)));
    await place.pass(caseId, 'review-window', -3_600_000);
    expect((await place.row(caseId)).stage).toBe('refused');
    const late = await refused();
    await place.pass(late.caseId, 'review-window');
    expect(await place.until(late.caseId, 'finally refused')).toMatchObject({ outcome: 'refused' });
    await place.act(caseId, 'request-human-review', REASON);
    await place.until(caseId, 'in human review');
  });
});

describe('更正录入', () => {
  it('keeps before and after in the trail, and in the open only which fields changed', async () => {
    const number = idNumber();
    const { caseId } = await place.apply(await place.world.person({ fraudFlag: true }, { number }));
    await place.until(caseId, 'in review');
    const given = await form(number, { district: '210103' });
    const corrected = { ...given, applicant: { ...given.applicant, phone: '13900002222' } };
    await place.act(caseId, 'correct', { reason: '电话录错', application: corrected });
    const [event] = (await place.trail(caseId)).filter(({ kind }) => kind === 'corrected');
    expect(event?.public['fields']).toEqual(
      expect.arrayContaining(['/applicant/phone', '/district', '/evidence']),
    );
    expect(event?.content).toMatchObject({
      reason: '电话录错',
      before: { applicant: { phone: '13900001111' } },
      after: { applicant: { phone: '13900002222' } },
    });
    const raw = await place.ask<{ line: string }>(
      `select e::text as line from event e where case_id = $1 and kind = 'corrected'`,
      caseId,
    );
    expect(raw[0]?.line).not.toContain('13900002222');
  });

  it('is checked anew: what was answered or cleared for the old facts does not count', async () => {
    const known = {
      fraudFlag: true,
      accounts: [{ center: '110100', state: 'frozen' }],
    } as const;
    const person = await place.world.person(known);
    const { caseId } = await place.apply(person);
    await place.until(caseId, 'in review');
    const cleared = { ...REASON, finding: 'fraud-flag', cleared: true };
    await place.act(caseId, 'review', cleared, REVIEWER);
    expect((await place.until(caseId, 'in review')).detail).toEqual({ finding: 'remote-frozen' });
    const corrected = await formOf(await place.world.person({ fraudFlag: true }));
    await place.act(caseId, 'correct', { reason: '证件录错', application: corrected });
    expect((await place.until(caseId, 'in review')).detail).toEqual({ finding: 'fraud-flag' });
  });

  it('voids an agreement that was signed on what stood there before', async () => {
    const person = await place.world.person();
    const { caseId } = await place.apply(person);
    await place.until(caseId, 'awaiting signature');
    await place.days(caseId, 9);
    await place.world.account(person, { center: '110100', state: 'frozen' });
    await place.sign(caseId);
    await place.until(caseId, 'in review');
    await place.world.account(person, { center: '110100', state: 'closed' });
    const states = 'select state, monthly_amount from agreement where case_id = $1 order by state';
    const { contribution: _none, ...without } = await formOf(person);
    await place.act(caseId, 'correct', { reason: '金额待定', application: without });
    expect(await place.ask(states, caseId)).toEqual([{ state: 'void', monthly_amount: '800.00' }]);
    const contribution = { monthlyAmount: '900.00', cycle: 'month', debitDay: 12 };
    await place.act(caseId, 'supplement', { application: { ...without, contribution } });
    await place.until(caseId, 'awaiting signature');
    expect(await place.ask(states, caseId)).toEqual([
      { state: 'offered', monthly_amount: '900.00' },
      { state: 'void', monthly_amount: '800.00' },
    ]);
    await place.sign(caseId);
    await place.until(caseId, 'opened');
  });

  it('may make the application incomplete, and then asks anew for what is missing', async () => {
    const person = await place.world.person({ fraudFlag: true });
    const { caseId } = await place.apply(person, { contribution: undefined });
    const given = await formOf(person);
    const { contribution: _none, ...without } = given;
    await place.act(caseId, 'supplement', { application: given });
    await place.until(caseId, 'in review');
    await place.days(caseId, 2);
    await place.act(caseId, 'correct', { reason: '金额待定', application: without });
    expect((await place.row(caseId)).stage).toBe('incomplete');
    const notices = (await place.papers(caseId)).filter(({ kind }) => kind === 'supplement-notice');
    expect(notices).toHaveLength(2);
    expect(notices[0]?.params['until']).not.toBe(notices[1]?.params['until']);
    await place.act(caseId, 'supplement', { application: given });
    await place.until(caseId, 'in review');
  });
});
