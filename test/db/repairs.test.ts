/** Repairs in the database: whose, how many people, one at a time, and one process at a time. */
import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { REPAIR_MOVES, REPAIR_STATES, takesTwo } from '../../src/cases/repairs.ts';
import {
  decideRepair,
  proposeRepair,
  releaseRepair,
  settleRepair,
  takeRepairs,
  watchRepair,
  withdrawRepair,
} from '../../src/db/repairs.ts';
import { acting, bench, CENTER, newCase, NOW } from './fixtures.ts';

const suite = bench();
const sun = acting('sun', 'supervisor');
const zhou = acting('zhou', 'supervisor');
const WHY = { sealed: null, plain: '核实后修复' };

async function propose(more: Partial<Parameters<typeof proposeRepair>[1]> = {}): Promise<string> {
  const id = randomUUID();
  const caseId = more.caseId ?? (await newCase(suite)).id;
  await proposeRepair(suite.api, {
    ...{ id, center: CENTER, object: `case-${caseId}`, caseId, kind: 'parked' },
    ...{ move: 'retry-now', params: {}, reason: WHY, before: { version: 1 }, by: sun },
    ...more,
  });
  return id;
}

const code = (promise: Promise<unknown>) =>
  promise.then(
    () => 'done',
    (error: unknown) => (error as { code?: string }).code,
  );
const take = (at = NOW) => takeRepairs(suite.api, { limit: 50, at, leaseMs: 1_000 });
const mine = async (id: string, at?: number) => (await take(at)).some((one) => one.id === id);
const settle = (id: string, state: 'recovered' | 'not-recovered') =>
  settleRepair(suite.api, { id, state, finding: '。', after: {}, at: NOW });

describe('a repair in the database', () => {
  it('takes two where the table says so, for every move there is', async () => {
    for (const move of REPAIR_MOVES) {
      const { rows } = await suite.owner.query<{ two: boolean }>(
        'select repair_takes_two($1) as two',
        [move],
      );
      expect([move, rows[0]?.two]).toEqual([move, takesTwo(move)]);
    }
    const { rows } = await suite.owner.query<{ text: string }>(
      `select pg_get_constraintdef(oid) as text from pg_constraint
        where conrelid = 'repair'::regclass and contype = 'c'`,
    );
    const checks = rows.map(({ text }) => text).join();
    for (const word of [...REPAIR_MOVES, ...REPAIR_STATES]) expect(checks).toContain(`'${word}'`);
  });

  it('is proposed by a supervisor of the place and by nobody else', async () => {
    const { id: caseId } = await newCase(suite);
    expect(await code(propose({ caseId, by: acting('lin', 'clerk') }))).toBe('not-authorized');
    expect(await code(propose({ caseId, by: acting('dl-sun', 'supervisor') }))).toBe('not-found');
    expect(await code(propose({ caseId, by: acting('zhao', 'supervisor') }))).toBe('not-found');
    expect(await code(propose({ object: 'outbox-999999', move: 'send-again' }))).toBe('not-found');
    expect(await code(propose({ object: 'inbox-999999', move: 'set-aside' }))).toBe('not-found');
    expect(await code(propose({ caseId }))).toBe('done');
    expect(await code(propose({ caseId, by: zhou }))).toBe('action-not-permitted');
  });

  it('that takes two rests until another supervisor confirms it', async () => {
    const id = await propose({ kind: 'no-workflow', move: 'restart' });
    expect(await mine(id)).toBe(false);
    const decide = (by = zhou) =>
      code(decideRepair(suite.api, { repair: id, approve: true, reason: WHY, by }));
    expect(await decide(sun)).toBe('same-person');
    expect(await decide(acting('li', 'auditor'))).toBe('not-authorized');
    expect(await decide(acting('dl-sun', 'supervisor'))).toBe('not-found');
    expect(await decide()).toBe('done');
    expect(await decide()).toBe('action-not-permitted');
    expect(await code(withdrawRepair(suite.api, id, sun))).toBe('action-not-permitted');
    expect(await mine(id)).toBe(true);
  });

  it('is worked on by one process at a time, and by the next when that one died', async () => {
    const id = await propose();
    const taken = await Promise.all([mine(id), mine(id), mine(id)]);
    expect(taken.filter(Boolean)).toHaveLength(1);
    expect(await mine(id, NOW + 999)).toBe(false);
    expect(await mine(id, NOW + 1_000)).toBe(true);
    await releaseRepair(suite.api, id, NOW + 1_200);
    expect(await mine(id, NOW + 1_199)).toBe(false);
    expect(await mine(id, NOW + 1_200)).toBe(true);
  });

  it('is carried out once, and recovered only when the version grew', async () => {
    const { id: caseId } = await newCase(suite);
    const id = await propose({ caseId });
    const until = NOW + 60_000;
    expect(await watchRepair(suite.api, { id, until, at: NOW })).toBe(true);
    expect(await watchRepair(suite.api, { id, until, at: NOW })).toBe(false);
    expect(await code(settle(id, 'recovered'))).toBe('action-not-permitted');
    await suite.owner.query('update "case" set version = 2 where id = $1', [caseId]);
    expect(await code(settle(id, 'recovered'))).toBe('done');
    const { rows } = await suite.app.query<{ kind: string; actor: string }>(
      `select kind, actor from event where public ->> 'repair' = $1 order by id`,
      [id],
    );
    expect(rows).toEqual([
      { kind: 'repair-proposed', actor: 'sun' },
      { kind: 'repair-carried-out', actor: 'system' },
      { kind: 'repair-recovered', actor: 'system' },
    ]);
    // What is settled stays settled.
    await settle(id, 'not-recovered');
    const { rows: after } = await suite.api.query('select state from repair where id = $1', [id]);
    expect(after).toEqual([{ state: 'recovered' }]);
  });
});
