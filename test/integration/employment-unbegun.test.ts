/** （三）: what a unit told and no case could begin for hands on what it had stopped. */
import { describe, expect, it, vi } from 'vitest';
import { monthOf } from '../../src/domain/calendar.ts';
import { today } from '../builders.ts';
import { deaths } from '../harness/deaths.ts';
import type { Leaver } from '../harness/exits.ts';
import { leftInOrder } from '../harness/in-order.ts';
import { CLERK, office } from '../harness/office.ts';
import { takeUps } from '../harness/take-ups.ts';

const place = office();
const own = deaths(place);
const units = takeUps(place);
leftInOrder(place);
const POLL = { timeout: 20_000, interval: 50 };
const FIGURE =
  'center, district, name, value, valid_from, valid_to, document_number, proposed_by, approved_by';

/** A worker keeps figures for a minute: one that begins anew reads them. */
async function anew(change: () => Promise<unknown>): Promise<void> {
  await place.stopWorker();
  await change();
  await place.startWorker();
}

/** While nobody has set how long a unit is waited for, its case cannot begin. */
async function withoutTerm(work: () => Promise<void>): Promise<void> {
  const { owner } = place.db;
  let rows: readonly Record<string, unknown>[] = [];
  await anew(async () => {
    ({ rows } = await owner.query<Record<string, unknown>>(
      `delete from figure where name = 'employment-wait' returning ${FIGURE}`,
    ));
  });
  try {
    await work();
  } finally {
    await anew(async () => {
      for (const row of rows) {
        const marks = Object.keys(row).map((_, n) => `$${String(n + 1)}`);
        await owner.query(
          `insert into figure (${FIGURE}) values (${marks.join(', ')})`,
          Object.values(row),
        );
      }
    });
  }
}

const listed = ({ account }: Leaver) => units.tells('listed', account, today());

async function employmentOf({ account }: Leaver) {
  const [row] = await place.ask<{ case_id: string; outcome: string | null }>(
    `select case_id, outcome from employment where account = $1
      order by ended_on is null desc limit 1`,
    account,
  );
  return row!;
}

async function begun(caseId: string): Promise<boolean> {
  return (await place.ask('select 1 from "case" where id = $1', caseId)).length === 1;
}

/** The message that would start the case has been taken, and there is none. */
async function notBegun(who: Leaver): Promise<void> {
  await vi.waitFor(async () => {
    await own.relay();
    expect((await employmentOf(who)).outcome).toBe('not-converted');
  }, POLL);
  expect(await begun((await employmentOf(who)).case_id)).toBe(false);
}

async function agreement({ account }: Leaver) {
  const [row] = await place.ask<Record<string, unknown>>(
    'select state, state_reason, state_case from agreement where account = $1',
    account,
  );
  return row!;
}

describe('an employment that no case could begin for', () => {
  it('lets the debits go on that rested for it, and stands in the trail', async () => {
    const who = await own.leaver();
    await withoutTerm(async () => {
      await listed(who);
      expect(await agreement(who)).toMatchObject({ state: 'suspended', state_reason: 'employed' });
      await notBegun(who);
    });
    expect(await agreement(who)).toMatchObject({ state: 'active', state_reason: 'not-employed' });
    const told = await place.ask<{ public: Readonly<Record<string, unknown>> }>(
      `select public from event where person = $1 and kind = 'employment-unbegun'`,
      who.person,
    );
    expect(told).toHaveLength(1);
    expect(String(told[0]?.public['owesFrom']).slice(0, 7)).toMatch(/^\d{4}-\d{2}$/);
  });

  it('hands the agreement over to the heirs who have asked meanwhile', async () => {
    const who = await own.leaver();
    await withoutTerm(async () => {
      await listed(who);
      const death = await own.inReview(who, [own.heir('李四', 1)]);
      await notBegun(who);
      expect(await agreement(who)).toEqual({
        ...{ state: 'suspended', state_reason: 'deceased', state_case: death },
      });
      await own.review(death, false);
      await place.until(death, 'refused');
    });
    expect(await agreement(who)).toMatchObject({ state: 'active' });
  });

  it('lets go on what an exit had handed to it when it was taken back', async () => {
    await own.withFigure('exit-regret', '7');
    const who = await own.leaver();
    const exit = await own.signed(who, 'regret');
    await withoutTerm(async () => {
      await listed(who);
      await place.act(exit, 'withdraw', { reason: '说明' }, CLERK);
      await place.until(exit, 'withdrawn');
      expect(await agreement(who)).toMatchObject({ state_reason: 'employed' });
      await notBegun(who);
    });
    expect(await agreement(who)).toMatchObject({ state: 'active', state_reason: 'not-employed' });
    await own.withFigure('exit-regret', '0');
  });

  it('is heard anew when the unit tells again, in a case of its own', async () => {
    const who = await own.leaver();
    await withoutTerm(async () => {
      await listed(who);
      await notBegun(who);
    });
    await units.tells('contributed', who.account, today(), { month: monthOf(today()) });
    const { case_id: caseId } = await employmentOf(who);
    await vi.waitFor(async () => {
      await own.relay();
      expect(await begun(caseId)).toBe(true);
    }, POLL);
    await place.until(caseId, 'converted');
    expect(await agreement(who)).toMatchObject({ state: 'suspended', state_case: caseId });
  });
});
