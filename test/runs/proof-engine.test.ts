/** 账务核验 with the engine's own reader: what differs is named, and closed cases are all looked at in the end. */
import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { ProofResult } from '../../src/cases/proof-checks.ts';
import { createEngineReader, type EngineReaderOptions } from '../../src/worker-engine.ts';
import type { EngineReader } from '../../activities/runs/kind.ts';
import { fakeWatch } from '../api/world/watch.ts';
import { bench, CENTER, newCase, NOW } from '../db/fixtures.ts';
import { tamper } from '../db/tamper.ts';
import { runs } from './fixtures.ts';

const suite = bench();
const watch = fakeWatch(() => suite.app);
const asked: { options: EngineReaderOptions } = { options: {} };
const engine: EngineReader = {
  compare: (ask) => createEngineReader({ pool: suite.app, watch }, asked.options).compare(ask),
};
const { start, drive, row } = runs(suite, { engine });
const HOUR = 3_600_000;
/** Long after the cases last moved: what just moves is no difference. */
const LATER = NOW + 2 * HOUR;

/** The check `engine` of a proof at an instant, and the verdict. */
async function proved(at: number) {
  const run = await start('proof', '2026-11-23');
  expect(await drive(run, at)).toEqual({ state: 'done', waitSeconds: null });
  const { verdict, checks } = (await row(run))['result'] as ProofResult;
  const { skipped, counted, broken } = checks.find(({ name }) => name === 'engine')!;
  return { verdict, skipped, counted, broken };
}

interface Known {
  readonly id: string;
  readonly number: string;
}

/** Open, at rest and waiting for nobody. */
async function idle(): Promise<Known> {
  const { id } = await newCase(suite);
  await tamper(
    suite,
    `update "case" set stage = 'in review', updated_at = opened_at where id = '${id}'`,
    `delete from task where case_id = '${id}'`,
    `delete from wait where case_id = '${id}'`,
  );
  const { rows } = await suite.app.query<Known>('select id, number from "case" where id = $1', [
    id,
  ]);
  return rows[0]!;
}

async function waiting(): Promise<Known> {
  const made = await idle();
  await tamper(
    suite,
    `insert into wait (case_id, kind, since, clause, ended_by, shortened_by)
     select id, 'review', opened_at, 'liaoning-14', '{reviewer}', '' from "case"
      where id = '${made.id}'`,
  );
  return made;
}

async function closed(made: Known, at: number): Promise<Known> {
  const instant = `to_timestamp(${at / 1000}) + interval '7 microseconds'`;
  await tamper(
    suite,
    `delete from wait where case_id = '${made.id}'`,
    `update "case" set closed_at = ${instant}, updated_at = ${instant}, outcome = 'withdrawn',
       stage = 'withdrawn' where id = '${made.id}'`,
  );
  return made;
}

const runningOn = (caseId: string) => ({
  ...{ caseId, type: 'account-opening', center: CENTER, branch: 'sy-hall' },
  ...{ state: 'waiting', startedAt: NOW, failing: false },
});

describe('a proof beside the engine', () => {
  it('names a workflow that has no case', async () => {
    await waiting();
    const fine = { verdict: 'green', skipped: null, counted: 1, broken: [] };
    expect(await proved(LATER)).toEqual(fine);
    const nowhere = randomUUID();
    watch.more.push(runningOn(nowhere));
    expect(await proved(LATER)).toMatchObject({ verdict: 'red', broken: [nowhere] });
    watch.more.length = 0;
    expect(await proved(LATER)).toEqual(fine);
  });

  it('names a case whose state the engine shows otherwise', async () => {
    const { id, number } = await waiting();
    watch.instead.set(id, { state: 'attention' });
    expect(await proved(LATER)).toMatchObject({ verdict: 'red', broken: [number] });
    watch.instead.delete(id);
  });

  it('names a case that waits for nobody and that nothing moves', async () => {
    const made = await idle();
    expect(await proved(LATER)).toMatchObject({ verdict: 'red', broken: [made.number] });
    watch.instead.set(made.id, { status: 'completed' });
    await closed(made, LATER - HOUR);
    expect(await proved(LATER)).toMatchObject({ verdict: 'green', broken: [] });
  });

  it('names a closed case whose workflow runs on, once', async () => {
    const made = await closed(await waiting(), LATER + HOUR);
    watch.more.push(runningOn(made.id));
    expect(await proved(LATER + 2 * HOUR)).toMatchObject({ broken: [made.number] });
    watch.more.length = 0;
    watch.instead.set(made.id, { status: 'completed' });
    expect(await proved(LATER + 2 * HOUR)).toMatchObject({ verdict: 'green', broken: [] });
  });
});

describe('more closed cases than one proof looks at', () => {
  it('are looked at by the next that reaches the engine, closed at one instant as they were', async () => {
    const some = await Promise.all([waiting(), waiting(), waiting()]);
    for (const one of some) await closed(one, LATER + 3 * HOUR);
    const [first, second, wrong] = [...some].sort((one, other) => (one.id < other.id ? -1 : 1));
    watch.instead.set(first!.id, { status: 'completed' });
    watch.instead.set(second!.id, { status: 'completed' });
    watch.instead.set(wrong!.id, { status: 'failed' });
    asked.options = { closedMax: 2, closedMs: 0 };
    const partly = await proved(LATER + 4 * HOUR);
    expect(partly).toMatchObject({ verdict: 'green', skipped: 'too-many', broken: [] });
    const unreached = runs(suite);
    const run = await unreached.start('proof', '2026-11-23');
    await unreached.drive(run, LATER + 4.5 * HOUR);
    expect((await row(run))['result']).toMatchObject({ verdict: 'green' });
    expect(await proved(LATER + 5 * HOUR)).toEqual({
      ...{ verdict: 'red', skipped: null, counted: partly.counted - 1, broken: [wrong!.number] },
    });
  });
});
