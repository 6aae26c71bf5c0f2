/**
 * An engine without Temporal: every start and act is one real change of the database, by the very
 * activity the workers use. It can be made slow, silent or stubborn.
 */
import type { Change, TaskSpec, WaitSpec } from '../../../src/cases/change.ts';
import { judge, type Actor } from '../../../src/cases/case.ts';
import { HAND_OVER, handOverChange, type HandOver } from '../../../src/cases/hand-over.ts';
import { CASE_TYPES } from '../../../src/cases/index.ts';
import type { Standing } from '../../../src/cases/messages.ts';
import { createCommit } from '../../../activities/commit.ts';
import type { Deps } from '../../../activities/deps.ts';
import { createOffices } from '../../../activities/offices.ts';
import type { ActCommand, Engine } from '../../../src/api/engine.ts';
import { createPersonKeys } from '../../../src/crypto/person-key.ts';
import type { Secrets } from '../../../src/crypto/secrets.ts';
import { dateAt } from '../../../src/domain/calendar.ts';
import { refreshMasked } from '../../../src/db/persons.ts';
import { inTransaction } from '../../../src/db/transaction.ts';
import { Fault } from '../../../src/domain/fault.ts';
import type pg from 'pg';

export interface FakeEngine extends Engine {
  /** What the next calls do instead of answering. */
  trouble: 'none' | 'silent' | 'silent-after-work';
  /** Held back until this resolves. */
  gate: Promise<void>;
  /** Calls that did the work. */
  readonly done: string[];
  /** Moves a case from outside, as a workflow would. */
  move: (caseId: string, change: Partial<Change>) => Promise<Standing>;
}

interface Parts {
  readonly pool: pg.Pool;
  readonly secrets: Secrets;
  readonly now: () => number;
}

export function fakeEngine(parts: () => Parts): FakeEngine {
  const done = new Map<string, Standing>();
  const names: string[] = [];
  const write = async (change: Partial<Change>, by: Actor, caseId: string): Promise<Standing> => {
    const { pool, secrets, now } = parts();
    const commit = createCommit(depsFor(pool, secrets));
    const at = now();
    const given = { caseId, at, on: dateAt(at), by, events: [], asked: null, notes: {} };
    const { number, stage, version, before } = await commit({ ...given, ...change } as Change);
    if (before !== null) throw new Fault('version-conflict', '内容已被更新。');
    await showMasked(pool, secrets, caseId);
    return { caseId, number, stage, version };
  };
  const once = async (key: string, work: () => Promise<Standing>): Promise<Standing> => {
    await engine.gate;
    if (engine.trouble === 'silent') throw new Fault('engine-unavailable', 'no answer');
    const standing = done.get(key) ?? (await work());
    if (!done.has(key)) names.push(key);
    done.set(key, standing);
    if (engine.trouble === 'silent-after-work') throw new Fault('engine-unavailable', 'no answer');
    return standing;
  };
  const engine: FakeEngine = {
    trouble: 'none',
    gate: Promise.resolve(),
    done: names,
    start: (start, { content, by, operation }) =>
      once(`${start.caseId}:submit`, () =>
        write(
          {
            key: `${start.caseId}:submit:1`,
            expected: 0,
            start: {
              type: start.type,
              prefix: CASE_TYPES[start.type]!.numberPrefix,
              center: start.center,
              branch: start.branch,
              channel: start.channel,
              ...(operation === undefined ? {} : { operation }),
            },
            ...subjectOf(start.type, content),
            stage: { at: FIRST[start.type] ?? 'withdrawn' },
            events: [{ kind: 'case-received', public: { channel: start.channel } }],
            waits: { open: [SUPPLEMENT] },
            tasks: { open: [OWED] },
            documents: start.type === 'account-opening' ? [{ kind: 'receipt', params: {} }] : [],
          },
          by,
          start.caseId,
        ),
      ),
    act: (command) => once(`${command.caseId}:${command.updateId}`, () => act(command)),
    health: () => Promise.resolve({ reachable: true, pollers: { cases: 1, runs: 1 } }),
    move: async (caseId, change) => {
      const { pool } = parts();
      const { rows } = await pool.query<{ version: number; center: string }>(
        'select version, center from "case" where id = $1',
        [caseId],
      );
      const { version, center } = rows[0]!;
      const key = `${caseId}:move:${version}`;
      const by: Actor = { id: 'system', role: 'system', center, branch: null, origin: 'system' };
      return write({ key, expected: version, ...change }, by, caseId);
    },
  };

  async function act({ caseId, action, act: { content, by, expectedVersion } }: ActCommand) {
    const { pool } = parts();
    const { rows } = await pool.query<{
      type: string;
      stage: string;
      version: number;
      parties: Record<string, string>;
    }>('select type, stage, version, parties from "case" where id = $1', [caseId]);
    const row = rows[0]!;
    const refusal = judge(CASE_TYPES[row.type]!, row, by, action);
    if (refusal) throw new Fault(refusal.code, refusal.detail);
    if (expectedVersion !== null && expectedVersion !== row.version) {
      throw new Fault('version-conflict', '内容已被更新。');
    }
    const key = `${caseId}:${action}:${row.version}`;
    const event = { kind: action, content: content as Record<string, unknown> };
    const ends =
      action === 'withdraw'
        ? {
            stage: { at: 'withdrawn' },
            outcome: 'withdrawn',
            waits: { close: 'all' as const },
            tasks: { close: 'all' as const },
          }
        : {};
    // Another place is another place also without a workflow.
    const change =
      action === HAND_OVER ? handOverChange(content as HandOver) : { events: [event], ...ends };
    return write({ key, expected: row.version, ...change }, by, caseId);
  }
  return engine;
}

const FIRST: Readonly<Record<string, string>> = {
  'account-opening': 'incomplete',
  'opening-reversal': 'awaiting second person',
  hold: 'to confirm',
  'dormant-closing': 'serving',
  'conversion-to-employee': 'awaiting second person',
};

/** Begun by a supervisor about an account. */
const ABOUT_ACCOUNT = ['hold', 'dormant-closing', 'conversion-to-employee'];

/** A case about another one, or about an account, has no applicant of its own. */
function subjectOf(type: string, content: unknown): Partial<Change> {
  const form = content as Record<string, unknown>;
  const { openingCase: other, account } = form;
  if (ABOUT_ACCOUNT.includes(type)) return { subject: { account: String(account) } };
  return typeof other === 'string' ? { subject: { case: other } } : { content: form };
}

const SUPPLEMENT: WaitSpec = {
  kind: 'supplement',
  until: Date.parse('2027-01-05T00:00:00+08:00'),
  clause: 'liaoning-1',
  endedBy: ['applicant', 'clerk'],
  shortenedBy: '一次补齐所列材料',
  detail: { missing: ['bank-card'] },
};
const OWED: TaskSpec = { kind: 'supplement', role: 'clerk', workingDays: 5, ownBranch: true };

/** What may be shown without a reason, as the workers write it. */
async function showMasked(pool: pg.Pool, secrets: Secrets, caseId: string): Promise<void> {
  const { rows } = await pool.query<{ person: string; wrapped_key: string | null }>(
    'select c.person, p.wrapped_key from "case" c join person p on p.id = c.person where c.id = $1',
    [caseId],
  );
  const { person: id, wrapped_key } = rows[0]!;
  const key = createPersonKeys(secrets.center).unwrap(id, wrapped_key);
  await inTransaction(pool, (tx) => refreshMasked(tx, { id, key }));
}

function depsFor(pool: pg.Pool, secrets: Secrets): Deps {
  const nobody = { health: () => null, close: () => Promise.resolve() };
  return {
    pool,
    secrets,
    personKeys: createPersonKeys(secrets.center),
    offices: createOffices(pool),
    national: nobody,
    identity: nobody,
    patience: { budgetSeconds: 1, retryMinutes: 1 },
  } as unknown as Deps;
}
