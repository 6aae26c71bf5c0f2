/** 合规巡检 of closings: each reason for which the product closes, each kind of loan, who decided. */
import { beforeAll, describe, expect, it } from 'vitest';
import { closingNow } from '../../activities/irregularity.ts';
import { findHits } from '../../src/db/legality.ts';
import { dateAt } from '../../src/domain/calendar.ts';
import { INVARIANT_NAMES } from '../../src/policy/legality.ts';
import { bench, CENTER, NOW } from '../db/fixtures.ts';
import type { Contributor } from './contributors.ts';
import { shippedFigures } from './fixtures.ts';
import {
  answer,
  approved,
  converted,
  debit,
  drawn,
  elsewhere,
  suspended,
} from './legality-states.ts';
import { planting, unguard, type CloseReason } from './planting.ts';

const suite = bench();
const world = planting(suite);
const LAST_DAY = '2026-09-30';

beforeAll(async () => {
  await shippedFigures(suite);
  await unguard(suite);
});

/** Every forbidden state that stands for a person, by name, with its evidence. */
async function hitsOf({ person }: Contributor) {
  const asked = { center: CENTER, on: dateAt(NOW), at: NOW, closingNow: closingNow(), person };
  const found = await Promise.all(
    INVARIANT_NAMES.map(async (name) =>
      (await findHits(suite.app, name, asked)).map(({ evidence }) => ({ name, evidence })),
    ),
  );
  return found.flat();
}

const namesOf = async (who: Contributor) => (await hitsOf(who)).map(({ name }) => name);

describe('the half year of the unit’s portion', () => {
  it('is asked of whoever left, also with nothing of the unit in the account', async () => {
    const who = await world.holder();
    await world.sealed(who, 'unit', '2026-03-31');
    await world.closed(who, LAST_DAY);
    expect(await hitsOf(who)).toEqual([
      {
        name: 'closed-before-gate',
        evidence: { closedOn: LAST_DAY, sealedOn: '2026-03-31', lastDayOn: LAST_DAY },
      },
    ]);
  });

  it('is asked when the unit’s money is paid out by a leaving, before anything is closed', async () => {
    const [early, inTime] = [await world.holder(), await world.holder()];
    for (const who of [early, inTime]) await converted(who, world);
    await drawn(early, world, { on: LAST_DAY });
    await drawn(inTime, world, { on: '2026-10-01' });
    expect(await hitsOf(early)).toMatchObject([
      { name: 'closed-before-gate', evidence: { paidOn: LAST_DAY, lastDayOn: LAST_DAY } },
    ]);
    expect(await namesOf(inTime)).toEqual([]);
  });

  it('begins anew with the next seal, and the corrected seal is the one that counts', async () => {
    const [anew, corrected] = [await world.holder(), await world.holder()];
    for (const who of [anew, corrected]) {
      await world.sealed(who, 'unit', '2026-03-31', who === anew ? '2026-05-01' : '2026-03-31');
    }
    for (const [who, on] of [
      [anew, '2026-06-30'],
      [corrected, '2026-02-28'],
    ] as const) {
      await world.force(
        `insert into seal (account, source, n, sealed_on, how, sealed_by)
         values ($1, 'unit', 2, $2, 'test', 'test')`,
        ...[who.account, on],
      );
      await world.closed(who, '2026-10-01');
    }
    expect(await namesOf(anew)).toEqual(['closed-before-gate']);
    expect(await namesOf(corrected)).toEqual([]);
  });

  it.each(['death', 'dormant', 'opened-by-mistake'] satisfies readonly CloseReason[])(
    'is not asked of an account that was closed for %s',
    async (reason) => {
      const who = await world.holder();
      await converted(who, world);
      await drawn(who, world, { on: LAST_DAY, type: 'death-payout' });
      await world.closed(who, LAST_DAY, reason);
      expect(await namesOf(who)).toEqual([]);
    },
  );

  it('is not asked of a withdrawal that closes the account: retirement waits for no half year', async () => {
    const who = await world.holder();
    await converted(who, world);
    const caseId = await drawn(who, world, { on: LAST_DAY, type: 'withdrawal' });
    await world.withdrawal(who, { caseId, on: LAST_DAY, reason: 'retirement' });
    await world.closed(who, LAST_DAY, 'withdrawn');
    expect(await namesOf(who)).toEqual([]);
  });

  it('is not asked of a withdrawal, whose reason has conditions of its own', async () => {
    const who = await world.holder();
    await converted(who, world);
    const caseId = await drawn(who, world, { on: LAST_DAY, type: 'withdrawal' });
    await world.withdrawal(who, { caseId, on: LAST_DAY });
    expect(await namesOf(who)).toEqual([]);
  });
});

describe('an open loan on the day of the closing', () => {
  it.each([
    { role: undefined, name: 'closed-with-loan' },
    { role: 'co-borrower', name: 'closed-with-loan' },
    { role: 'guarantor', name: 'closed-with-guarantee' },
  ] as const)('as $role is found as $name', async ({ role, name }) => {
    const who = await world.holder();
    await answer(who, world, { state: 'open', ...(role && { role }) }, LAST_DAY);
    await world.closed(who, '2026-10-01');
    expect(await hitsOf(who)).toEqual([
      { name, evidence: { closedOn: '2026-10-01', answeredOn: LAST_DAY } },
    ]);
  });

  it('is found for every reason but an opening that was taken back', async () => {
    const found: Record<string, readonly string[]> = {};
    for (const reason of [
      ...(['exit', 'withdrawn', 'dormant', 'death', 'opened-by-mistake'] as const),
    ]) {
      const who = await world.holder();
      await answer(who, world, { state: 'open' }, LAST_DAY);
      await world.closed(who, '2026-10-01', reason);
      found[reason] = await namesOf(who);
    }
    const loan = ['closed-with-loan'];
    expect(found).toEqual({
      ...{ exit: loan, withdrawn: loan, dormant: loan, death: loan },
      'opened-by-mistake': [],
    });
  });

  it('that was settled is none, in whatever part', async () => {
    const who = await world.holder();
    await answer(who, world, { state: 'settled', role: 'guarantor' }, LAST_DAY);
    await world.closed(who, '2026-10-01');
    expect(await namesOf(who)).toEqual([]);
  });
});

describe('an account elsewhere that somebody pays into', () => {
  it.each([
    { on: '2026-09-30', found: [] },
    { on: '2026-10-01', found: ['account-elsewhere'] },
  ])('told on $on counts from the day of the agreement on, and says no name', async (one) => {
    const who = await world.holder();
    await world.force(`update agreement set since = '2026-10-01' where id = $1`, who.agreement);
    const other = { center: '110100', state: 'normal' };
    await elsewhere(who, world, { on: one.on, accounts: [other] });
    const hits = await hitsOf(who);
    expect(hits.map(({ name }) => name)).toEqual(one.found);
    for (const { evidence } of hits) {
      expect(evidence).toEqual({ since: '2026-10-01', answeredOn: one.on, elsewhere: 1 });
    }
  });
});

describe('what the product writes elsewhere', () => {
  it.each(['exit', 'death-payout', 'personal-change', 'withdrawal', 'conversion-to-employee'])(
    'a %s approved or reviewed by its submitter is found',
    async (type) => {
      for (const part of ['approver', 'reviewer']) {
        const who = await world.holder();
        const parties = { submitter: 'lin', [part]: 'lin' };
        await world.caseOf(who, { type, outcome: 'paid', parties });
        expect(await namesOf(who), part).toEqual(['decided-by-submitter']);
      }
      const who = await world.holder();
      await approved(who, world, 'zhao');
      expect(await namesOf(who)).toEqual([]);
    },
  );

  it.each(['sent', 'paid', 'to-suspense', 'returned'])(
    'a debit after the suspension is found when it is %s',
    async (state) => {
      const who = await world.holder();
      await suspended(who, world, '2026-11-14');
      await debit(who, world, '2026-11-15');
      await world.force('update debit set state = $2 where account = $1', who.account, state);
      expect(await namesOf(who)).toEqual(['debit-after-suspension']);
    },
  );
});
