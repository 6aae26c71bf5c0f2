/** （十四）: every row of the opening check, from the platform's answer to what happens. */
import { describe, expect, it } from 'vitest';
import { office, SUPERVISOR } from '../harness/office.ts';

const place = office();

interface Row {
  /** What the check finds: the code of the row, and of the person who shows it. */
  readonly code: string;
  readonly stage: string;
  readonly outcome: string;
  readonly flags?: readonly string[];
}

const ROWS: readonly Row[] = [
  { code: 'no-account', stage: 'awaiting signature', outcome: 'open' },
  { code: 'local-closed', stage: 'awaiting signature', outcome: 'open' },
  { code: 'local-sealed', stage: 'to convert', outcome: 'convert' },
  { code: 'local-unit', stage: 'refused', outcome: 'refuse' },
  { code: 'local-flexible', stage: 'refused', outcome: 'refuse' },
  { code: 'local-unknown', stage: 'in review', outcome: 'review' },
  { code: 'local-frozen', stage: 'in review', outcome: 'review' },
  {
    code: 'remote-sealed',
    stage: 'awaiting signature',
    outcome: 'open',
    flags: ['transfer-in-offer'],
  },
  { code: 'remote-normal', stage: 'deferred', outcome: 'defer' },
  { code: 'remote-frozen', stage: 'in review', outcome: 'review' },
  { code: 'fraud-flag', stage: 'in review', outcome: 'review' },
  {
    code: 'several-accounts',
    stage: 'deferred',
    outcome: 'defer',
    flags: ['transfer-in-offer'],
  },
  { code: 'mismatch', stage: 'in review', outcome: 'review', flags: ['transfer-in-offer'] },
  { code: 'identity-mismatch', stage: 'in review', outcome: 'review' },
  { code: 'identity-not-found', stage: 'in review', outcome: 'review' },
  { code: 'deceased', stage: 'refused', outcome: 'refuse' },
];

describe('开户核查: what is found decides', () => {
  it.each(ROWS)('$code: $outcome', async ({ code, stage, outcome, flags = [] }) => {
    const { caseId } = await place.apply(place.world.demo(code));
    await place.until(caseId, stage);
    const decided = (await place.trail(caseId)).find(({ kind }) => kind === 'decided');
    expect(decided?.public).toEqual({ rule: 'account-opening', outcome, code, flags });
    expect(
      await place.ask('select rule, outcome from decision where case_id = $1', caseId),
    ).toEqual([{ rule: 'account-opening', outcome }]);
    expect(
      await place.ask(
        'select system, status from "check" where case_id = $1 order by system',
        caseId,
      ),
    ).toEqual([
      { system: 'identity', status: 'ok' },
      { system: 'national', status: 'ok' },
    ]);
  });

  it('offers the account in spite of an open loan and a ban, and keeps both as flags', async () => {
    const { caseId } = await place.apply(place.world.demo('open-loan'));
    const { detail } = await place.until(caseId, 'awaiting signature');
    expect(detail['flags']).toEqual(['open-loan', 'ban']);
    await place.sign(caseId);
    expect((await place.row(caseId)).detail).toEqual({ flags: ['open-loan', 'ban'] });
  });

  it('tells the holder of a sealed account elsewhere that it may be transferred in', async () => {
    const person = await place.world.person({
      accounts: [{ center: '210200', state: 'sealed', source: 'unit' }],
    });
    const { caseId } = await place.apply(person);
    await place.until(caseId, 'awaiting signature');
    await place.sign(caseId);
    const told = (await place.papers(caseId)).find(({ kind }) => kind === 'account-opened');
    expect(told?.params['transferInOffer']).toBe(true);
  });

  it('leaves a proposal behind where a sealed account of this center is to be converted', async () => {
    const [link] = await place.ask<{ kind: string; other: string }>(
      `select kind, other from case_link l join "case" c on c.id = l.case_id
        where c.stage = 'to convert'`,
    );
    expect(link).toEqual({ kind: 'proposes', other: 'conversion-to-flexible' });
  });
});

describe('不予开户决定书', () => {
  it('names every reason with its clause, what can be done, and the ways against it', async () => {
    const { caseId } = await place.apply(await place.world.person({ deceased: true }), {
      drawsPension: true,
      fullCapacity: false,
    });
    const { detail } = await place.until(caseId, 'refused');
    const [refusal] = (await place.papers(caseId)).filter(({ kind }) => kind === 'refusal');
    expect(refusal?.params).toMatchObject({
      reasons: [{ code: 'no-full-capacity' }, { code: 'pensioner' }, { code: 'deceased' }],
      review: { humanReviewUntil: detail['until'], reconsiderationBody: '沈阳市人民政府' },
      afterHumanReview: false,
    });
    const reasons = refusal?.params['reasons'] as readonly {
      readonly remedy: string;
      readonly clauses: readonly { readonly key: string; readonly text: string }[];
    }[];
    for (const { remedy, clauses } of reasons) {
      expect(remedy).not.toBe('');
      expect(clauses[0]).toMatchObject({ key: 'liaoning-1' });
      expect(clauses[0]?.text).not.toBe('');
    }
    expect(await place.ask('select kind from outbox where case_id = $1', caseId)).toEqual([
      { kind: 'notice' },
    ]);
  });

  it('lets go of the person, so that a new application is not held up by the old one', async () => {
    const person = await place.world.person();
    const first = await place.apply(person, { drawsPension: true });
    await place.until(first.caseId, 'refused');
    const second = await place.apply(person);
    await place.until(second.caseId, 'awaiting signature');
  });
});

describe('nothing but a complete answer is an answer', () => {
  const KINDS = [
    'partial',
    'timeout-status',
    'error-status',
    'garbage',
    'other-person',
    'other-request',
    'lost-answer',
    '5xx',
    'down',
    'redirect',
  ] as const;

  it('waits for a repair whatever the platform says instead of an answer, and never opens', async () => {
    const told = await Promise.all(
      KINDS.map(async (kind) => {
        const person = await place.world.person();
        await place.world.breaks('national', kind, { person });
        const { caseId } = await place.apply(person);
        await place.until(caseId, 'needs attention');
        return { caseId, strikes: await place.world.asked('national', caseId) };
      }),
    );
    expect(told.some(({ strikes }) => strikes.length > 0)).toBe(true);
    expect(
      await place.ask(
        `select id from "check" where system = 'national'
      and case_id = any ($1)`,
        told.map(({ caseId }) => caseId),
      ),
    ).toEqual([]);
    expect(
      await place.ask(
        `select id from agreement where case_id = any ($1)`,
        told.map(({ caseId }) => caseId),
      ),
    ).toEqual([]);
    await place.world.mends('national');
    const { caseId } = told[0]!;
    await place.act(caseId, 'retry-now', { reason: '平台已恢复' }, SUPERVISOR);
    await place.until(caseId, 'awaiting signature');
  });

  it.each(['no-answer', 'wrong-person'])(
    '%s: is asked for again and never decided on',
    async (code) => {
      const { caseId } = await place.apply(place.world.demo(code));
      await place.until(caseId, 'needs attention');
      expect(await place.events(caseId)).not.toContain('decided');
    },
  );
});
