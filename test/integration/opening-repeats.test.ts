/** The same request twice, an old version, the wrong stage, the wrong person: nothing happens twice. */
import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { judge } from '../../src/cases/case.ts';
import { accountOpening } from '../../src/cases/account-opening.ts';
import { application } from '../builders.ts';
import {
  actor,
  CLERK,
  office,
  refusalOf,
  REVIEWER,
  SUPERVISOR,
  type As,
} from '../harness/office.ts';

const place = office();
const REASON = { reason: '再次提交' };

describe('the same request twice', () => {
  it('is one case, with one number', async () => {
    const caseId = randomUUID();
    const given = application({ files: { 'identity-document': await place.upload() } });
    const [first, second] = await Promise.all([
      place.submit(given, CLERK, caseId),
      place.submit(given, CLERK, caseId),
    ]);
    expect(second.number).toBe(first.number);
    await place.until(caseId, 'awaiting signature');
    expect((await place.submit(given, CLERK, caseId)).number).toBe(first.number);
    expect((await place.events(caseId)).filter((kind) => kind === 'case-received')).toHaveLength(1);
  });

  it('is one act, however often it is sent', async () => {
    const { caseId } = await place.apply();
    await place.until(caseId, 'awaiting signature');
    const as: As = { ...CLERK, updateId: 'act:00000000000000000000000000000001' };
    const content = {
      by: 'electronic',
      agreementHash: await place.agreementHash(caseId),
      signatureReference: 'ES-1',
      termsExplained: true,
    };
    const answers = await Promise.all([
      place.act(caseId, 'sign', content, as),
      place.act(caseId, 'sign', content, as),
    ]);
    expect(answers[0]).toEqual(answers[1]);
    const again = await place.act(caseId, 'sign', content, as);
    expect(again).toEqual(answers[0]);
    const accounts = 'select number from account where opened_by_case = $1';
    expect(await place.ask(accounts, caseId)).toHaveLength(1);
  });

  it('is refused the second time under another key: the stage has moved on', async () => {
    const { caseId } = await place.apply(await place.world.person({ fraudFlag: true }));
    await place.until(caseId, 'in review');
    const content = { ...REASON, finding: 'fraud-flag', cleared: true };
    const [first, second] = await Promise.allSettled([
      place.act(caseId, 'review', content, REVIEWER),
      place.act(caseId, 'review', content, actor('reviewer', 'sun-zhuguan')),
    ]);
    expect([first.status, second.status].sort()).toEqual(['fulfilled', 'rejected']);
    expect((await place.events(caseId)).filter((kind) => kind === 'reviewed')).toHaveLength(1);
  });
});

describe('an act on an old version', () => {
  it('is refused, and says nothing was changed only when that is so', async () => {
    const { caseId, version } = await place.apply();
    await place.until(caseId, 'awaiting signature');
    const old: As = { ...CLERK, expectedVersion: version };
    expect(await refusalOf(place.act(caseId, 'withdraw', REASON, old))).toBe('version-conflict');
    const now: As = { ...CLERK, expectedVersion: (await place.row(caseId)).version };
    expect((await place.act(caseId, 'withdraw', REASON, now)).stage).toBe('withdrawn');
  });

  it('lets one of two through that saw the same version', async () => {
    const { caseId } = await place.apply(await place.world.person({ fraudFlag: true }));
    const { version } = await place.until(caseId, 'in review');
    const as: As = { ...CLERK, expectedVersion: version };
    const acts = [
      place.act(caseId, 'recheck', {}, as),
      place.act(caseId, 'recheck', {}, as),
      place.act(caseId, 'recheck', {}, as),
    ];
    const done = (await Promise.allSettled(acts)).filter(({ status }) => status === 'fulfilled');
    expect(done).toHaveLength(1);
    await place.until(caseId, 'in review');
  });
});

describe('an act that is not to be done', () => {
  it('leaves no trace: no event, no version, no history', async () => {
    const { caseId } = await place.apply();
    await place.until(caseId, 'awaiting signature');
    const before = await place.row(caseId);
    const length = async () => (await place.handle(caseId).describe()).historyLength;
    const lengthBefore = await length();
    const acts: readonly [string, object, As, string][] = [
      ['supplement', { application: application() }, CLERK, 'action-not-permitted'],
      ['correct', { ...REASON, application: application() }, CLERK, 'action-not-permitted'],
      ['retry-now', REASON, SUPERVISOR, 'action-not-permitted'],
      ['withdraw', REASON, REVIEWER, 'not-authorized'],
      ['withdraw', REASON, actor('auditor', 'li-shenji'), 'not-authorized'],
      ['withdraw', REASON, { ...CLERK, center: '210200' }, 'not-authorized'],
    ];
    for (const [action, content, as, code] of acts) {
      expect(await refusalOf(place.act(caseId, action, content, as)), action).toBe(code);
    }
    expect(await place.row(caseId)).toEqual(before);
    expect(await length()).toBe(lengthBefore);
  });

  it('is judged as the permit table judges it', async () => {
    const { caseId } = await place.apply(await place.world.person({ fraudFlag: true }));
    const { stage, version, parties } = await place.until(caseId, 'in review');
    for (const as of [CLERK, REVIEWER, SUPERVISOR, actor('reviewer', CLERK.id)]) {
      const told = judge(accountOpening, { stage, version, parties }, as, 'review');
      const content = { ...REASON, finding: 'remote-frozen', cleared: true };
      // The wrong finding is refused later, by the act itself, where the table lets it pass.
      const code = told?.code ?? 'input-invalid';
      expect(await refusalOf(place.act(caseId, 'review', content, as))).toBe(code);
    }
  });
});
