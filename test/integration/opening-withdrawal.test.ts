/** 撤回: the applicant may withdraw wherever nothing has been decided for good, and nowhere else. */
import { describe, expect, it } from 'vitest';
import { accountOpening, type OpeningStage } from '../../src/cases/account-opening.ts';
import { application, idNumber } from '../builders.ts';
import { office, refusalOf, REVIEWER } from '../harness/office.ts';

const place = office();
const REASON = { reason: '本人不再申请' };
const BEIJING = '110100';

/** How a case comes to each stage that waits for somebody. */
const WAYS: Readonly<Partial<Record<OpeningStage, () => Promise<string>>>> = {
  incomplete: async () => {
    const files = { 'identity-document': await place.upload() };
    return (await place.submit(application({ files }, { contribution: undefined }))).caseId;
  },
  contested: async () => {
    const number = idNumber();
    await place.apply({ number });
    return (await place.apply({ number })).caseId;
  },
  checking: async () => {
    const person = await place.world.person();
    await place.world.breaks('national', 'down', { person });
    return (await place.apply(person)).caseId;
  },
  'needs attention': async () => {
    const person = await place.world.person();
    await place.world.breaks('national', 'down', { person });
    return (await place.apply(person)).caseId;
  },
  'in review': async () =>
    (await place.apply(await place.world.person({ fraudFlag: true }))).caseId,
  deferred: async () => {
    const accounts = [{ center: BEIJING, state: 'normal' }] as const;
    return (await place.apply(await place.world.person({ accounts }))).caseId;
  },
  'awaiting signature': async () => (await place.apply()).caseId,
  opening: async () => {
    const person = await place.world.person();
    const { caseId } = await place.apply(person);
    await place.until(caseId, 'awaiting signature');
    await place.days(caseId, 9);
    await place.world.breaks('national', 'down', { person });
    await place.sign(caseId);
    return caseId;
  },
  'not accepted': async () => (await place.apply({}, { district: '210202' })).caseId,
  refused: async () => (await place.apply({}, { drawsPension: true })).caseId,
  'in human review': async () => {
    const { caseId } = await place.apply({}, { drawsPension: true });
    await place.until(caseId, 'refused');
    await place.act(caseId, 'request-human-review', { reason: '并未领取养老金' });
    return caseId;
  },
};

const STAGES = Object.keys(WAYS) as readonly OpeningStage[];
const mayWithdraw = (stage: OpeningStage) => 'withdraw' in accountOpening.permits[stage];

describe('撤回', () => {
  it.each(STAGES.filter(mayWithdraw))(
    'is possible at the stage %s and leaves nothing open',
    async (stage) => {
      const caseId = await WAYS[stage]!();
      await place.until(caseId, stage);
      expect(await place.act(caseId, 'withdraw', REASON)).toMatchObject({ stage: 'withdrawn' });
      expect(await place.row(caseId)).toMatchObject({ outcome: 'withdrawn' });
      expect(await place.handle(caseId).result()).toBe('withdrawn');
      const withdrawn = (await place.trail(caseId)).at(-1);
      expect(withdrawn).toMatchObject({ kind: 'withdrawn', actor: 'lin-guiyuan', content: REASON });
      expect((await place.papers(caseId)).at(-1)?.kind).toBe('application-withdrawn');
      const states = 'select distinct state from agreement where case_id = $1';
      const left = (await place.ask<{ state: string }>(states, caseId)).map(({ state }) => state);
      expect(left.filter((state) => state !== 'void')).toEqual([]);
      const accounts = 'select number from account where opened_by_case = $1';
      expect(await place.ask(accounts, caseId)).toEqual([]);
    },
  );

  it.each(STAGES.filter((stage) => !mayWithdraw(stage)))(
    'is refused at the stage %s',
    async (stage) => {
      const caseId = await WAYS[stage]!();
      await place.until(caseId, stage);
      const { version } = await place.row(caseId);
      expect(await refusalOf(place.act(caseId, 'withdraw', REASON))).toBe('action-not-permitted');
      expect((await place.row(caseId)).version).toBe(version);
    },
  );

  it('is no act of the reviewer', async () => {
    const { caseId } = await place.apply(await place.world.person({ fraudFlag: true }));
    await place.until(caseId, 'in review');
    expect(await refusalOf(place.act(caseId, 'withdraw', REASON, REVIEWER))).toBe('not-authorized');
  });

  it('lets the same person apply anew', async () => {
    const number = idNumber();
    const { caseId } = await place.apply({ number });
    await place.until(caseId, 'awaiting signature');
    await place.act(caseId, 'withdraw', REASON);
    const again = await place.apply({ number });
    expect(again.stage).toBe('checking');
    await place.until(again.caseId, 'awaiting signature');
  });
});
