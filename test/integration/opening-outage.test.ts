/** （十四）: outside systems that do not answer. A case waits for them, and people have safe moves. */
import { beforeAll, describe, expect, it } from 'vitest';
import { application, type Applicant } from '../builders.ts';
import { CLERK, office, refusalOf, SECOND_SUPERVISOR, SUPERVISOR } from '../harness/office.ts';

const place = office();
const MINUTE_MS = 60_000;

interface Parked {
  readonly person: Applicant;
  readonly caseId: string;
}

async function park(...systems: readonly ('national' | 'identity')[]): Promise<Parked> {
  const person = await place.world.person();
  for (const system of systems) await place.world.breaks(system, 'down', { person });
  const { caseId } = await place.apply(person);
  await place.until(caseId, 'needs attention');
  return { person, caseId };
}

/** Parked at the same time, because parking takes its time; each story takes one. */
const ready: Parked[] = [];
beforeAll(async () => {
  ready.push(...(await Promise.all(Array.from({ length: 18 }, () => park('national')))));
});

function parked(): Parked {
  const one = ready.pop();
  if (!one) throw new Error('all parked cases are used up');
  return one;
}

async function transcript(
  caseId: string,
  found: Readonly<Record<string, unknown>> = {},
  minutesAgo = 5,
) {
  return {
    reason: '平台停机，已在平台网页查询',
    system: 'national',
    serial: 'GJ-2026-000123',
    file: await place.upload(),
    queriedAt: new Date((await place.now(caseId)) - minutesAgo * MINUTE_MS).toISOString(),
    national: {
      nameMatches: true,
      documentMatches: true,
      accounts: [],
      loans: [],
      fraudFlag: false,
      bans: [],
      ...found,
    },
  };
}

const REASON = { reason: '已与平台联系' };

describe('需处理', () => {
  it('is where a case comes after a short and a patient attempt, with what failed', async () => {
    const { caseId } = parked();
    const { detail } = await place.row(caseId);
    expect(detail['faults']).toMatchObject([{ system: 'national' }]);
    expect(await place.waits(caseId)).toMatchObject([
      { kind: 'parked', until: detail['retryAt'], detail: { systems: ['national'] } },
    ]);
    expect(await place.tasks(caseId)).toMatchObject([{ kind: 'repair', role: 'supervisor' }]);
    expect((await place.events(caseId)).slice(2)).toEqual([
      'check-answered',
      'check-failed',
      'case-parked',
    ]);
  });

  it('keeps the answer of the system that did answer, and asks it no second time', async () => {
    const { caseId, person } = parked();
    await place.world.mends('national', person);
    await place.act(caseId, 'retry-now', REASON, SUPERVISOR);
    await place.until(caseId, 'awaiting signature');
    expect(await place.world.asked('identity', caseId)).toHaveLength(1);
  });

  it('is the same when the identity service is down', async () => {
    const { caseId } = await park('identity');
    expect((await place.row(caseId)).detail['faults']).toMatchObject([{ system: 'identity' }]);
    const identity = { result: 'match' };
    const { national: _none, ...entry } = await transcript(caseId);
    await place.act(caseId, 'enter-answer', { ...entry, system: 'identity', identity });
    await place.act(caseId, 'confirm-answer', REASON, SUPERVISOR);
    await place.until(caseId, 'awaiting signature');
  });

  it('names both systems when both are down', async () => {
    const { caseId } = await park('national', 'identity');
    const { detail } = await place.row(caseId);
    expect(detail['faults']).toMatchObject([{ system: 'identity' }, { system: 'national' }]);
    expect(await place.ask('select key from "check" where case_id = $1', caseId)).toEqual([]);
  });
});

describe('立即重试 and 约定时间再试', () => {
  it('tries again by itself after half an hour, and recovers after three hours of outage', async () => {
    const { caseId, person } = parked();
    for (let tries = 0; tries < 6; tries += 1) {
      await place.pass(caseId, 'parked');
      await place.until(caseId, 'needs attention');
    }
    await place.world.mends('national', person);
    await place.pass(caseId, 'parked');
    await place.until(caseId, 'awaiting signature');
    const asked = await place.events(caseId);
    expect(asked.filter((kind) => kind === 'case-parked')).toHaveLength(7);
    await place.sign(caseId);
  });

  it('parks again when a supervisor tries too early', async () => {
    const { caseId } = parked();
    await place.act(caseId, 'retry-now', REASON, SUPERVISOR);
    await place.until(caseId, 'needs attention');
    const retried = (await place.trail(caseId)).find(({ kind }) => kind === 'repair-retry');
    expect(retried).toMatchObject({ actor: 'sun-zhuguan', content: REASON });
  });

  it('waits until the time a supervisor says, and not a minute less', async () => {
    const { caseId, person } = parked();
    const until = (await place.now(caseId)) + 5 * 60 * MINUTE_MS;
    const content = { ...REASON, until: new Date(until).toISOString() };
    await place.act(caseId, 'wait-until', content, SUPERVISOR);
    expect(await place.waits(caseId)).toMatchObject([{ kind: 'parked', until }]);
    await place.world.mends('national', person);
    await place.pass(caseId, 'parked', -MINUTE_MS);
    expect((await place.row(caseId)).stage).toBe('needs attention');
    await place.pass(caseId, 'parked');
    await place.until(caseId, 'awaiting signature');
  });

  it('refuses a time that has passed, and whoever is no supervisor', async () => {
    const { caseId } = parked();
    const content = { ...REASON, until: '2026-01-01T09:00:00+08:00' };
    expect(await refusalOf(place.act(caseId, 'wait-until', content, SUPERVISOR))).toBe(
      'input-invalid',
    );
    expect(await refusalOf(place.act(caseId, 'retry-now', REASON, CLERK))).toBe('not-authorized');
  });
});

describe('录入平台查询结果', () => {
  it('goes on with what one person entered and a second one confirmed', async () => {
    const { caseId } = parked();
    const entry = await transcript(caseId);
    await place.act(caseId, 'enter-answer', entry, CLERK);
    expect(await place.tasks(caseId)).toMatchObject([
      { kind: 'confirm-answer', role: 'supervisor', not_by: ['lin-guiyuan'] },
      { kind: 'repair' },
    ]);
    await place.act(caseId, 'confirm-answer', REASON, SUPERVISOR);
    await place.until(caseId, 'awaiting signature');
    expect(
      await place.ask(
        `select entered_by, confirmed_by from "check" where case_id = $1 and system = 'national'`,
        caseId,
      ),
    ).toEqual([{ entered_by: 'lin-guiyuan', confirmed_by: 'sun-zhuguan' }]);
    expect(await place.ask('select case_id from file where id = $1', entry.file)).toEqual([
      { case_id: caseId },
    ]);
  });

  it('is not confirmed by whoever entered it', async () => {
    const { caseId } = parked();
    await place.act(caseId, 'enter-answer', await transcript(caseId), SUPERVISOR);
    expect(await refusalOf(place.act(caseId, 'confirm-answer', REASON, SUPERVISOR))).toBe(
      'same-person',
    );
    await place.act(caseId, 'confirm-answer', REASON, SECOND_SUPERVISOR);
    expect((await place.row(caseId)).parties['decider']).toEqual([SECOND_SUPERVISOR.id]);
    await place.until(caseId, 'awaiting signature');
  });

  it('decides by what was read: an account elsewhere defers here too', async () => {
    const { caseId } = parked();
    const accounts = [{ center: '110100', state: 'normal', source: 'unit' }];
    await place.act(caseId, 'enter-answer', await transcript(caseId, { accounts }));
    await place.act(caseId, 'confirm-answer', REASON, SUPERVISOR);
    await place.until(caseId, 'deferred');
  });

  it('is put beside our own books, which know better what is here', async () => {
    const person = place.world.demo('local-unit');
    await place.world.breaks('national', 'down', { person });
    const { caseId } = await place.apply(person);
    await place.until(caseId, 'needs attention');
    await place.act(caseId, 'enter-answer', await transcript(caseId));
    await place.act(caseId, 'confirm-answer', REASON, SUPERVISOR);
    const { detail } = await place.until(caseId, 'refused');
    expect(detail['reasons']).toMatchObject([{ code: 'local-unit' }]);
  });

  it('is declined with a reason, and may be entered again by somebody else', async () => {
    const { caseId } = parked();
    await place.act(caseId, 'enter-answer', await transcript(caseId), CLERK);
    await place.act(caseId, 'decline-answer', { reasonCode: 'scan-unreadable' }, SUPERVISOR);
    expect(await place.tasks(caseId)).toMatchObject([{ kind: 'repair' }]);
    expect(await refusalOf(place.act(caseId, 'confirm-answer', REASON, SUPERVISOR))).toBe(
      'action-not-permitted',
    );
    await place.act(caseId, 'enter-answer', await transcript(caseId), SECOND_SUPERVISOR);
    await place.act(caseId, 'confirm-answer', REASON, SUPERVISOR);
    await place.until(caseId, 'awaiting signature');
  });

  it('waits for the second person through every attempt that fails', async () => {
    const { caseId } = parked();
    await place.act(caseId, 'enter-answer', await transcript(caseId), CLERK);
    const [task] = await place.tasks(caseId);
    await place.pass(caseId, 'parked');
    await place.until(caseId, 'needs attention');
    await place.act(caseId, 'retry-now', REASON, SECOND_SUPERVISOR);
    await place.until(caseId, 'needs attention');
    expect(await place.tasks(caseId)).toMatchObject([
      { kind: 'confirm-answer', role: 'supervisor', id: task?.id },
      { kind: 'repair' },
    ]);
    await place.act(caseId, 'confirm-answer', REASON, SUPERVISOR);
    await place.until(caseId, 'awaiting signature');
    expect(await place.tasks(caseId)).toMatchObject([{ kind: 'sign' }]);
  });

  it('falls away when the system answers before anybody has confirmed', async () => {
    const { caseId, person } = parked();
    await place.act(caseId, 'enter-answer', await transcript(caseId));
    await place.world.mends('national', person);
    await place.pass(caseId, 'parked');
    await place.until(caseId, 'awaiting signature');
    expect(
      await place.ask(
        `select key from "check" where case_id = $1 and entered_by is not null`,
        caseId,
      ),
    ).toEqual([]);
    expect(await place.events(caseId)).toContain('answer-overtaken');
    expect(await place.tasks(caseId)).toMatchObject([{ kind: 'sign' }]);
  });

  it.each([
    ['about somebody else', { nameMatches: false, documentMatches: false }, 5],
    ['of tomorrow', {}, -24 * 60],
    ['too old to be used', {}, 9 * 24 * 60],
  ])('refuses a transcript %s', async (_, found, minutesAgo) => {
    const { caseId } = parked();
    const entry = await transcript(caseId, found, minutesAgo);
    expect(await refusalOf(place.act(caseId, 'enter-answer', entry))).toBe('input-invalid');
  });

  it('refuses the answer of a system that is not missing, and a scan of another case', async () => {
    const { caseId } = parked();
    const { national: _none, ...rest } = await transcript(caseId);
    const identity = { ...rest, system: 'identity', identity: { result: 'match' } };
    expect(await refusalOf(place.act(caseId, 'enter-answer', identity))).toBe('input-invalid');
    const other = parked();
    const entry = await transcript(caseId);
    await place.act(other.caseId, 'enter-answer', entry);
    expect(await refusalOf(place.act(caseId, 'enter-answer', entry))).toBe('file-not-usable');
  });
});

describe('更正录入 while a system is down', () => {
  it('asks with the new facts, as a new question', async () => {
    const { caseId } = parked();
    const right = await place.world.person();
    const files = { 'identity-document': await place.upload() };
    const corrected = application({ ...right, files });
    await place.act(caseId, 'correct', { application: corrected, reason: '证件号码录错' });
    await place.until(caseId, 'awaiting signature');
    const [latest] = await place.world.asked('national', caseId);
    expect(latest?.requestId).toBe(`${caseId}:national:2`);
    expect(await place.world.asked('identity', caseId)).toHaveLength(2);
  });

  it('overtakes an attempt that is still under way', async () => {
    const person = await place.world.person();
    await place.world.breaks('national', 'down', { person });
    const { caseId } = await place.apply(person);
    await expect.poll(() => place.events(caseId), { interval: 10 }).toContain('check-failed');
    await place.act(caseId, 'withdraw', { reason: '不等了' });
    expect(await place.row(caseId)).toMatchObject({ stage: 'withdrawn' });
    expect(await place.handle(caseId).result()).toBe('withdrawn');
  });
});
