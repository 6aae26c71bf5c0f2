/** 合规巡检 as a run: each forbidden state is found when planted, once; a center in order gives none. */
import { beforeAll, describe, expect, it } from 'vitest';
import { closingNow } from '../../activities/irregularity.ts';
import { findHits, LEGALITY_QUERIES } from '../../src/db/legality.ts';
import { dateAt } from '../../src/domain/calendar.ts';
import { INVARIANT_NAMES, type InvariantName } from '../../src/policy/legality.ts';
import { bench, CENTER, NOW } from '../db/fixtures.ts';
import type { Contributor } from './contributors.ts';
import { runs, shippedFigures } from './fixtures.ts';
import { PLANTED } from './legality-plants.ts';
import { deducted, deductedFrom } from './legality-states.ts';
import { planting, unguard } from './planting.ts';

const suite = bench();
const world = planting(suite);
const { start, drive, row, items, events } = runs(suite);
const ON = dateAt(NOW);

beforeAll(async () => {
  await shippedFigures(suite);
  await unguard(suite);
});

function hitsOf(invariant: InvariantName, person: string) {
  const asked = { center: CENTER, on: ON, at: NOW, closingNow: closingNow(), person };
  return findHits(suite.app, invariant, asked);
}

async function allHits(person: string) {
  const found = await Promise.all(
    INVARIANT_NAMES.map(async (name) => ((await hitsOf(name, person)).length > 0 ? [name] : [])),
  );
  return found.flat();
}

async function planted(invariant: InvariantName): Promise<Contributor> {
  const who = await world.holder();
  await PLANTED[invariant].wrong(who, world, suite);
  return who;
}

async function sweep(): Promise<string> {
  const id = await start('legality-sweep', ON);
  await drive(id);
  expect(await row(id)).toMatchObject({ state: 'done', approval: false });
  return id;
}

const mineOf = async (run: string, { person }: Contributor) =>
  (await items(run)).filter((item) => (item['detail'] as { person: string }).person === person);

async function casesOf({ person }: Contributor) {
  const { rows } = await suite.owner.query<{ case_id: string; invariant: string; hit: string }>(
    `select case_id, invariant, hit, outcome, evidence from irregularity where person = $1
      order by found_on, case_id`,
    [person],
  );
  return rows;
}

describe('a center in order', () => {
  it('gives nothing', async () => {
    await world.holder();
    const run = await sweep();
    expect(await items(run)).toEqual([]);
    expect(await events(run)).toEqual(['run-started', 'run-previewed', 'run-done']);
  });
});

describe('each forbidden state', () => {
  it('has a query, and nothing is asked for that has no name', () => {
    expect(Object.keys(LEGALITY_QUERIES).sort()).toEqual([...INVARIANT_NAMES].sort());
  });

  it.each(INVARIANT_NAMES)('%s is found when planted, with its evidence', async (name) => {
    const who = await planted(name);
    const [hit, ...more] = await hitsOf(name, who.person);
    expect(more).toEqual([]);
    expect(hit?.hit).toMatch(/\S/);
    expect(hit?.account ?? hit?.caseId).toBeTruthy();
    const shown = JSON.stringify(hit?.evidence);
    expect(Object.keys(hit?.evidence ?? {}).length).toBeGreaterThan(0);
    // Nothing personal: ids, codes and dates only.
    expect(shown).not.toMatch(/[\u4e00-\u9fff]|\d{17}/);
  });

  it('finds a payment to an account of somebody else that no order of a court stands behind', async () => {
    const who = await world.holder();
    const caseId = await world.caseOf(who, { type: 'withdrawal', outcome: 'paid' });
    const bare = await world.payout(who, { caseId, toHolder: false });
    const beside = await deducted(who, world, { kind: 'dispute' });
    const strange = await deducted(who, world, { from: await world.holder() });
    const hits = await hitsOf('payout-to-other', who.person);
    expect(hits.map(({ hit }) => hit).sort()).toEqual([bare, beside, strange].sort());
  });

  it('finds a hold that was ignored before a court took what it kept', async () => {
    const who = await world.holder();
    const caseId = await world.caseOf(who, { type: 'hold' });
    await world.posted(who, { on: '2026-05-01', amount: '200.00' });
    const hold = await world.held(who, { on: '2026-06-01', amount: '160.00', caseId });
    await world.posted(who, { on: '2026-06-02', amount: '-50.00', kind: 'reserve' });
    await deductedFrom(world, hold, await world.payout(who, { caseId, toHolder: false }));
    await world.force('update hold set amount = 60 where id = $1', hold);
    expect(await hitsOf('hold-ignored', who.person)).toHaveLength(1);
    await world.force(
      'update hold_deduction set deducted_on = $2 where hold = $1',
      hold,
      '2026-06-01',
    );
    expect(await hitsOf('hold-ignored', who.person)).toEqual([]);
  });

  it.each(INVARIANT_NAMES)('%s is not found one step beside it', async (name) => {
    const who = await world.holder();
    await PLANTED[name].right(who, world, suite);
    expect(await hitsOf(name, who.person)).toEqual([]);
  });

  it('is found alone: what is planted for one does not make another cry', async () => {
    const who = await planted('payout-over-grant');
    expect(await allHits(who.person)).toEqual(['payout-over-grant']);
  });
});

describe('a hit', () => {
  it('opens one case, however often it is found again', async () => {
    const who = await planted('wait-overdue');
    const first = await sweep();
    expect(await mineOf(first, who)).toMatchObject([
      { verdict: 'due', state: 'done', outcome: 'irregularity-begun' },
    ]);
    const second = await sweep();
    expect(await mineOf(second, who)).toMatchObject([
      { verdict: 'excluded', reason: 'known-irregularity' },
    ]);
    const found = await casesOf(who);
    expect(found).toMatchObject([{ invariant: 'wait-overdue', outcome: null }]);
    const { rows } = await suite.owner.query<{ kind: string; payload: string }>(
      'select kind, payload from outbox where case_id = $1',
      [found[0]?.case_id],
    );
    expect(rows.map(({ kind }) => kind)).toEqual(['start-irregularity']);
  });

  it('that is gone is told to its case; found again after its end it is another one', async () => {
    const who = await planted('plan-without-agreement');
    await sweep();
    const [{ case_id: caseId } = { case_id: '' }] = await casesOf(who);
    await suite.owner.query(`update irregularity set begun_on = $2 where case_id = $1`, [
      caseId,
      ON,
    ]);
    await world.force('update plan set active = false where account = $1', who.account);
    const run = await sweep();
    const { rows } = await suite.owner.query(
      `select kind from outbox where case_id = $1 and key like '%' || $2`,
      [caseId, run],
    );
    expect(rows).toEqual([{ kind: 'tell-case' }]);
    await suite.owner.query(
      `update irregularity set outcome = 'gone', ended_on = $2 where case_id = $1`,
      [caseId, ON],
    );
    await world.force('update plan set active = true where account = $1', who.account);
    await sweep();
    expect(await casesOf(who)).toHaveLength(2);
  });

  it('that was explained is not opened again while its evidence is the same', async () => {
    const who = await planted('money-on-closed');
    await sweep();
    const [{ case_id: caseId } = { case_id: '' }] = await casesOf(who);
    await suite.owner.query(
      `update irregularity set outcome = 'explained', ended_on = $2 where case_id = $1`,
      [caseId, ON],
    );
    expect(await mineOf(await sweep(), who)).toMatchObject([{ reason: 'explained-before' }]);
    await world.force(`update account set closed_on = '2026-10-02' where number = $1`, who.account);
    expect(await mineOf(await sweep(), who)).toMatchObject([{ outcome: 'irregularity-begun' }]);
  });

  it('about somebody whose key is destroyed is listed and left alone', async () => {
    const who = await planted('ended-with-wait');
    await world.force(
      "update person set wrapped_key = null, key_id = 'destroyed', key_destroyed_at = now() where id = $1",
      who.person,
    );
    expect(await mineOf(await sweep(), who)).toMatchObject([{ reason: 'person-forgotten' }]);
    expect(await casesOf(who)).toEqual([]);
  });

  it('of another center is that center’s', async () => {
    const who = await planted('wait-overdue');
    const asked = { center: '210200', on: ON, at: NOW, closingNow: [], person: who.person };
    expect(await findHits(suite.app, 'wait-overdue', asked)).toEqual([]);
  });
});
