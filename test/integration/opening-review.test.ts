/** 人工复核: a second person clears one named finding, or upholds it; the rule decides again. */
import { describe, expect, it } from 'vitest';
import { actor, CLERK, office, refusalOf, REVIEWER, SUPERVISOR } from '../harness/office.ts';
import { reachesAge } from '../builders.ts';

const place = office();
const BEIJING = '110100';

async function inReview(known: Parameters<typeof place.world.person>[0], finding: string) {
  const person = await place.world.person(known);
  const { caseId } = await place.apply(person);
  const { detail } = await place.until(caseId, 'in review');
  expect(detail).toEqual({ finding });
  return { person, caseId };
}

function review(finding: string, cleared: boolean) {
  return { finding, cleared, reason: '已与原中心电话核实' };
}

describe('人工复核', () => {
  it('waits for a reviewer who is not the one who submitted it', async () => {
    const { caseId } = await inReview({ fraudFlag: true }, 'fraud-flag');
    expect(await place.waits(caseId)).toMatchObject([{ kind: 'review', until: null }]);
    expect(await place.tasks(caseId)).toMatchObject([
      { kind: 'review', role: 'reviewer', not_by: ['lin-guiyuan'] },
    ]);
    const same = actor('reviewer', CLERK.id);
    const content = review('fraud-flag', true);
    expect(await refusalOf(place.act(caseId, 'review', content, same))).toBe('same-person');
    expect(await refusalOf(place.act(caseId, 'review', content, CLERK))).toBe('not-authorized');
    expect((await place.row(caseId)).stage).toBe('in review');
  });

  it('goes on when the flag is cleared, with who cleared it and why', async () => {
    const { caseId } = await inReview({ fraudFlag: true }, 'fraud-flag');
    await place.act(caseId, 'review', review('fraud-flag', true), REVIEWER);
    expect((await place.row(caseId)).parties['reviewer']).toBe('zhao-fuhe');
    await place.until(caseId, 'awaiting signature');
    const [reviewed] = (await place.trail(caseId)).filter(({ kind }) => kind === 'reviewed');
    expect(reviewed).toMatchObject({
      actor: 'zhao-fuhe',
      public: { finding: 'fraud-flag', cleared: true },
      content: { reason: '已与原中心电话核实' },
    });
    await place.sign(caseId);
    await place.until(caseId, 'opened');
  });

  it.each(['fraud-flag', 'mismatch', 'remote-frozen', 'identity-mismatch'])(
    'refuses by name when %s is upheld',
    async (finding) => {
      const { caseId } = await place.apply(place.world.demo(finding));
      await place.until(caseId, 'in review');
      await place.act(caseId, 'review', review(finding, false), REVIEWER);
      const { detail } = await place.until(caseId, 'refused');
      expect(detail['reasons']).toMatchObject([{ code: finding }]);
      const refusal = (await place.papers(caseId)).find(({ kind }) => kind === 'refusal');
      expect(refusal?.params).toMatchObject({ reasons: [{ code: finding }] });
    },
  );

  it('comes back for the next finding: clearing one clears nothing else', async () => {
    const { caseId } = await inReview(
      { fraudFlag: true, accounts: [{ center: BEIJING, state: 'frozen' }] },
      'fraud-flag',
    );
    await place.act(caseId, 'review', review('fraud-flag', true), REVIEWER);
    expect((await place.until(caseId, 'in review')).detail).toEqual({ finding: 'remote-frozen' });
    const again = place.act(caseId, 'review', review('fraud-flag', true), REVIEWER);
    expect(await refusalOf(again)).toBe('input-invalid');
    await place.act(caseId, 'review', review('remote-frozen', true), REVIEWER);
    await place.until(caseId, 'awaiting signature');
  });

  it('clears a mismatch of the identity service, and the platform still decides', async () => {
    const { caseId } = await inReview(
      { identityResult: 'mismatch', accounts: [{ center: BEIJING, state: 'normal' }] },
      'identity-mismatch',
    );
    await place.act(caseId, 'review', review('identity-mismatch', true), REVIEWER);
    await place.until(caseId, 'deferred');
  });

  it('asks again before it opens when the review took longer than an answer is good for', async () => {
    const person = await place.world.person();
    const { caseId } = await place.apply(person);
    await place.until(caseId, 'awaiting signature');
    await place.days(caseId, 9);
    await place.world.account(person, { center: BEIJING, state: 'frozen' });
    await place.sign(caseId);
    await place.until(caseId, 'in review');
    await place.days(caseId, 10);
    await place.act(caseId, 'review', review('remote-frozen', true), REVIEWER);
    await place.until(caseId, 'opened');
    const asked = await place.world.asked('national', caseId);
    expect(asked.map(({ requestId }) => requestId?.at(-1))).toEqual(['3', '2', '1']);
  });
});

describe('what is frozen here', () => {
  it('cannot be cleared, but is asked again once it was solved', async () => {
    const { person, caseId } = await inReview(
      { accounts: [{ center: '210100', state: 'frozen', source: 'flexible' }] },
      'local-frozen',
    );
    const content = review('local-frozen', true);
    expect(await refusalOf(place.act(caseId, 'review', content, REVIEWER))).toBe('input-invalid');
    expect((await place.row(caseId)).stage).toBe('in review');
    await place.world.account(person, { center: '210100', state: 'closed' });
    await place.act(caseId, 'recheck', {});
    await place.until(caseId, 'awaiting signature');
  });

  it('is refused when the freeze is upheld', async () => {
    const { caseId } = await place.apply(place.world.demo('local-frozen'));
    await place.until(caseId, 'in review');
    await place.act(caseId, 'review', review('local-frozen', false), REVIEWER);
    await place.until(caseId, 'refused');
  });
});

describe('16–17 years', () => {
  const OWN_INCOME = { livesOnOwnIncome: true };

  async function minor(number: string) {
    const files = { 'own-income': await place.upload() };
    return place.apply({ number, files }, OWN_INCOME);
  }

  it('are reviewed for their evidence of an income of their own', async () => {
    const { caseId } = await minor(reachesAge(16, 0));
    expect((await place.until(caseId, 'in review')).detail).toEqual({ finding: 'minor-evidence' });
    await place.act(caseId, 'review', review('minor-evidence', true), REVIEWER);
    await place.until(caseId, 'awaiting signature');
  });

  it('are refused when the evidence does not show it', async () => {
    const { caseId } = await minor(reachesAge(17, -3));
    await place.until(caseId, 'in review');
    await place.act(caseId, 'review', review('minor-evidence', false), REVIEWER);
    expect((await place.until(caseId, 'refused')).detail['reasons']).toEqual([
      { code: 'minor-evidence', clause: 'liaoning-1' },
    ]);
  });

  it('are asked for the evidence when it is not there', async () => {
    const { caseId, stage } = await place.apply({ number: reachesAge(18, 1) }, OWN_INCOME);
    expect(stage).toBe('incomplete');
    expect((await place.row(caseId)).detail['missing']).toMatchObject([
      { code: 'own-income-evidence' },
    ]);
  });

  it('end on the eighteenth birthday: no evidence is asked for any more', async () => {
    const { caseId, stage } = await place.apply({ number: reachesAge(18, 0) }, OWN_INCOME);
    expect(stage).toBe('checking');
    await place.until(caseId, 'awaiting signature');
  });

  it.each([
    ['one day short of sixteen', 16, OWN_INCOME, 'under-16'],
    ['one day short of eighteen without an income', 18, {}, 'minor-without-own-income'],
  ])('refuses %s', async (_, years, more, code) => {
    const files = { 'own-income': await place.upload() };
    const { caseId } = await place.apply({ number: reachesAge(years, 1), files }, more);
    expect((await place.until(caseId, 'refused')).detail['reasons']).toMatchObject([{ code }]);
  });

  it('refuses whoever became sixteen while the platform was down: the day of acceptance counts', async () => {
    const person = await place.world.person({}, { number: reachesAge(16, 1) });
    await place.world.breaks('national', 'down', { person });
    const files = { 'own-income': await place.upload() };
    const { caseId } = await place.apply({ ...person, files }, OWN_INCOME);
    await place.until(caseId, 'needs attention');
    const next = new Date((await place.now(caseId)) + 36 * 3_600_000).toISOString();
    await place.act(caseId, 'wait-until', { reason: '已与平台联系', until: next }, SUPERVISOR);
    await place.world.mends('national', person);
    await place.pass(caseId, 'parked');
    const { detail } = await place.until(caseId, 'refused');
    expect(detail['reasons']).toMatchObject([{ code: 'under-16' }]);
  });
});
