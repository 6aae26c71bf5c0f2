/** 退回更正 of an opening and of taking up an account: what came back is mended there and reviewed anew. */
import { describe, expect, it } from 'vitest';
import { application, idNumber, type Applicant } from '../builders.ts';
import {
  actor,
  BANK,
  CLERK,
  office,
  refusalOf,
  REVIEWER,
  SECOND_REVIEWER,
} from '../harness/office.ts';
import { takeUps } from '../harness/take-ups.ts';

const place = office();
const world = takeUps(place);
const REASON = { reason: '已与本人核对' };
const WRONG = { reasonCode: 'entry-wrong', reason: '职业与原件不符' };
const CLEARED = { ...REASON, finding: 'fraud-flag', cleared: true };
const OTHER_CLERK = actor('clerk', 'wang-guiyuan');

async function known(by = CLERK) {
  const person = await place.world.person({ fraudFlag: true });
  const files = { 'identity-document': await place.upload(by) };
  const { caseId } = await place.apply({ ...person, files }, {}, by);
  await place.until(caseId, 'in review');
  return { person, caseId };
}
const inReview = async (by = CLERK) => (await known(by)).caseId;

async function form(person: Partial<Applicant>, more: Record<string, unknown> = {}) {
  return application({ ...person, files: { 'identity-document': await place.upload() } }, more);
}

const MENDED = { employment: { form: 'new-form', occupation: '网约车司机' } };
const promise = (caseId: string) =>
  place.ask('select accepted_on, due_on, promised_on from "case" where id = $1', caseId);

describe('an opening that is sent back', () => {
  it('goes to the counter by a coded reason: the code for everybody, the words sealed, nothing decided', async () => {
    const caseId = await inReview();
    const before = await promise(caseId);
    const decided = (await place.events(caseId)).filter((kind) => kind === 'decided').length;
    await place.act(caseId, 'send-back', WRONG, REVIEWER);
    const { detail } = await place.until(caseId, 'sent back');
    expect(detail).toEqual({ reasonCode: 'entry-wrong' });
    expect(await place.waits(caseId)).toMatchObject([{ kind: 'rework', until: null, detail }]);
    expect(await place.tasks(caseId)).toMatchObject([{ kind: 'rework', role: 'clerk' }]);
    const told = (await place.trail(caseId)).at(-1);
    expect(told).toMatchObject({ kind: 'sent-back', public: { reasonCode: 'entry-wrong' } });
    expect(told?.content).toEqual({ reason: '职业与原件不符' });
    expect((await place.events(caseId)).filter((kind) => kind === 'decided')).toHaveLength(decided);
    expect(await promise(caseId)).toEqual(before);
  });

  it('is corrected, reviewed by somebody else than who corrected it, and granted as accepted that first day', async () => {
    const { person, caseId } = await known();
    const before = await promise(caseId);
    await place.act(caseId, 'send-back', WRONG, REVIEWER);
    await place.days(caseId, 2);
    const corrected = { ...REASON, application: await form(person, MENDED) };
    await place.act(caseId, 'correct', corrected, OTHER_CLERK);
    await place.until(caseId, 'in review');
    expect((await place.tasks(caseId))[0]?.not_by).toEqual([CLERK.id, OTHER_CLERK.id]);
    const same = actor('reviewer', OTHER_CLERK.id);
    expect(await refusalOf(place.act(caseId, 'review', CLEARED, same))).toBe('same-person');
    expect(await refusalOf(place.act(caseId, 'send-back', WRONG, same))).toBe('same-person');
    const change = (await place.trail(caseId)).find(({ kind }) => kind === 'corrected');
    expect(change?.public['fields']).toEqual(['/employment/occupation', '/evidence']);
    await place.act(caseId, 'review', CLEARED, SECOND_REVIEWER);
    await place.until(caseId, 'awaiting signature');
    expect(await promise(caseId)).toEqual(before);
    await place.sign(caseId);
    await place.until(caseId, 'opened');
  });

  it('goes on as it stands when the counter says why: what was cleared before stays cleared', async () => {
    const person = await place.world.person({
      fraudFlag: true,
      accounts: [{ center: '110100', state: 'frozen' }],
    });
    const { caseId } = await place.apply(person);
    await place.until(caseId, 'in review');
    await place.act(caseId, 'review', CLEARED, REVIEWER);
    await place.until(caseId, 'in review');
    await place.act(caseId, 'send-back', { reasonCode: 'facts-unclear' }, REVIEWER);
    await place.act(caseId, 'resubmit', REASON, OTHER_CLERK);
    expect((await place.until(caseId, 'in review')).detail).toEqual({ finding: 'remote-frozen' });
    const again = (await place.trail(caseId)).find(({ kind }) => kind === 'resubmitted');
    expect(again).toMatchObject({ actor: OTHER_CLERK.id, content: REASON });
    const same = actor('reviewer', OTHER_CLERK.id);
    const cleared = { ...CLEARED, finding: 'remote-frozen' };
    expect(await refusalOf(place.act(caseId, 'review', cleared, same))).toBe('same-person');
    await place.act(caseId, 'review', cleared, REVIEWER);
    await place.until(caseId, 'awaiting signature');
  });

  it('is asked for anew when an answer has grown too old at the counter', async () => {
    const caseId = await inReview();
    await place.act(caseId, 'send-back', WRONG, REVIEWER);
    await place.days(caseId, 9);
    await place.act(caseId, 'resubmit', REASON);
    await place.until(caseId, 'in review');
    expect(await place.world.asked('national', caseId)).toHaveLength(2);
  });

  it('is withdrawn from there', async () => {
    const caseId = await inReview();
    await place.act(caseId, 'send-back', WRONG, REVIEWER);
    await place.act(caseId, 'withdraw', REASON);
    expect(await place.row(caseId)).toMatchObject({ stage: 'withdrawn', outcome: 'withdrawn' });
    expect(await place.waits(caseId)).toEqual([]);
    expect(await place.tasks(caseId)).toEqual([]);
  });

  it('is sent back by nobody but who may review it', async () => {
    const caseId = await inReview();
    const same = actor('reviewer', CLERK.id);
    expect(await refusalOf(place.act(caseId, 'send-back', WRONG, same))).toBe('same-person');
    expect(await refusalOf(place.act(caseId, 'send-back', WRONG, CLERK))).toBe('not-authorized');
    expect((await place.row(caseId)).stage).toBe('in review');
  });

  it('takes no correction that changes nothing, leaves something missing or is another person’s', async () => {
    const given = await form(await place.world.person({ fraudFlag: true }));
    const { caseId } = await place.submit(given);
    await place.until(caseId, 'in review');
    await place.act(caseId, 'send-back', WRONG, REVIEWER);
    const correct = (application: object) =>
      place.act(caseId, 'correct', { ...REASON, application });
    const { contribution: _none, ...without } = given;
    const { applicant: another } = await form({ number: idNumber(), name: '李四' });
    const told: unknown[] = [];
    for (const application of [given, without, { ...given, applicant: another }]) {
      told.push(await correct(application).catch((error: unknown) => error));
    }
    expect(told.map(messageOf)).toEqual([
      '申请内容没有改动；没有要更正的，请写明理由“再送复核”。',
      '已经受理的申请更正后须仍然齐全，还缺少缴存选择。',
      '姓名和证件号码同时改换的，是另一人的申请，不能更正；请撤回后以本人名义重新申请。',
    ]);
    expect((await place.row(caseId)).stage).toBe('sent back');
  });
});

function messageOf(error: unknown): string {
  const cause = error instanceof Error ? error.cause : null;
  return cause instanceof Error ? cause.message : '';
}

describe('a channel', () => {
  it('may take back what it brought, and neither correct it nor send it again', async () => {
    const caseId = await inReview(BANK);
    await place.act(caseId, 'send-back', WRONG, REVIEWER);
    expect(await refusalOf(place.act(caseId, 'resubmit', REASON, BANK))).toBe('not-authorized');
    await place.act(caseId, 'withdraw', REASON, BANK);
  });
});

describe('the taking up of an account', () => {
  it.each([
    ['conversion-to-flexible', () => world.employee()],
    ['resumption', () => world.former()],
  ] as const)(
    '%s: is corrected without changing the account, and taken up',
    async (type, holder) => {
      const who = await holder();
      await place.world.person({ fraudFlag: true }, who.person);
      const caseId = await world.start(type, who);
      await place.until(caseId, 'in review');
      await place.act(caseId, 'send-back', WRONG, REVIEWER);
      const other = await world.employee();
      const given = await world.form(who, MENDED);
      const swapped = { ...REASON, application: { ...given, account: other.accountId } };
      expect(await refusalOf(place.act(caseId, 'correct', swapped))).toBe('input-invalid');
      await place.act(caseId, 'correct', { ...REASON, application: given });
      await place.until(caseId, 'in review');
      await place.act(caseId, 'review', CLEARED, REVIEWER);
      await place.until(caseId, 'awaiting signature');
      await place.sign(caseId);
      await place.until(caseId, 'taken up');
    },
  );
});
