/**
 * Carrying out a move. Each may be made twice under the same repair: acts and wake-up calls by their
 * Update id, the rest because what is begun or ended already is left alone.
 */
import type pg from 'pg';
import { personKey } from '../../db/reasons.ts';
import type { TakenRepair } from '../../db/repairs.ts';
import { createPersonKeys } from '../../crypto/person-key.ts';
import type { Secrets } from '../../crypto/secrets.ts';
import { isRepairMove, type RepairMove } from '../../cases/repairs.ts';
import { dateAt } from '../../domain/calendar.ts';
import { Fault } from '../../domain/fault.ts';
import { reaches, type Grant } from '../caller.ts';
import { updateIdOf, type Engine } from '../engine.ts';
import { grantsOfStaff } from '../queries/staff.ts';
import { booksOf, type BooksRow } from '../queries/stuck.ts';
import { isOpen, type RepairEngine } from './engine.ts';
import type { CaseSnapshot, Snapshot } from './snapshot.ts';
import { toldIn } from './told.ts';

export interface CarryDeps {
  readonly pool: pg.Pool;
  readonly secrets: Secrets;
  readonly engine: Engine;
  readonly repairEngine: RepairEngine;
  readonly now: () => number;
}

export interface Carried {
  readonly repair: TakenRepair;
  /** As it stood when it was asked for, and as it stands now. */
  readonly before: Snapshot;
  readonly current: Snapshot;
}

/**
 * Messages are moved by the database itself, with the note that they were.
 *
 * @throws Fault as the case's own refusal; 'engine-unavailable' when nothing is known
 */
export async function carryOut(deps: CarryDeps, carried: Carried): Promise<void> {
  const { repair, current } = carried;
  const { move } = repair;
  if (current.of !== 'case' || !isRepairMove(move)) return;
  await MOVES[move](deps, carried, current);
}

type Mover = (deps: CarryDeps, carried: Carried, current: CaseSnapshot) => Promise<void>;

const nothing: Mover = () => Promise.resolve();

const MOVES: Readonly<Record<RepairMove, Mover>> = {
  'retry-now': act,
  'wait-until': act,
  'retry-activity': async ({ repairEngine }, { repair }, { engine }) => {
    // An attempt that is under way is left alone: it may be the one that succeeds.
    const failing = (engine?.activities ?? []).filter(
      ({ state, nextAttemptAt }) => state === 'paused' || nextAttemptAt !== null,
    );
    await repairEngine.retryActivities(caseOf(repair), failing);
  },
  wake: async ({ repairEngine }, { repair }) => {
    await repairEngine.wake(caseOf(repair), `wake:${repair.id}`);
  },
  restart: (deps, { repair }) => restart(deps, repair),
  rebuild: async (deps, { repair, before }, { engine }) => {
    const old = before.of === 'case' ? (before.engine?.runId ?? null) : null;
    // Only the run that was looked at is ended: a newer one is what this repair has begun.
    if (engine && isOpen(engine) && old !== null && engine.runId === old) {
      await deps.repairEngine.end(caseOf(repair), { runId: old, why: whyOf(repair) });
    }
    await restart(deps, repair);
  },
  'end-workflow': async ({ repairEngine }, { repair, before }) => {
    const runId = before.of === 'case' ? (before.engine?.runId ?? null) : null;
    if (runId !== null) await repairEngine.end(caseOf(repair), { runId, why: whyOf(repair) });
  },
  'send-again': nothing,
  'assign-message': nothing,
  'set-aside': nothing,
};

/** Codes only: Temporal keeps it as it is. */
function whyOf({ id }: TakenRepair): string {
  return `repair ${id}`;
}

function caseOf({ case_id }: TakenRepair): string {
  if (case_id === null) throw new Error('a repair of a case names it');
  return case_id;
}

async function restart({ repairEngine, pool }: CarryDeps, repair: TakenRepair): Promise<void> {
  const row = await booksOf(pool, caseOf(repair));
  if (!row) throw new Fault('not-found', '业务库中没有这件业务。');
  const { id: caseId, type, center, branch, channel } = row;
  await repairEngine.restart({ caseId, type, center, branch, channel });
}

/** The case's own act, in the name of whoever asked, judged by the permit table like any other. */
async function act(deps: CarryDeps, { repair, before }: Carried): Promise<void> {
  const row = await booksOf(deps.pool, caseOf(repair));
  if (!row) throw new Fault('not-found', '业务库中没有这件业务。');
  const grant = await supervisorGrant(deps, repair, row);
  const { id, asked_by: staff, params } = repair;
  const until = params['until'];
  const reason = await reasonOf(deps, repair);
  await deps.engine.act({
    caseId: row.id,
    action: repair.move,
    act: {
      content: { reason, ...(typeof until === 'string' ? { until } : {}) },
      by: {
        id: staff,
        role: grant.role,
        center: grant.center,
        branch: grant.branch,
        origin: originOf(id),
      },
      expectedVersion: before.of === 'case' ? before.version : null,
    },
    updateId: updateIdOf(staff, `repair\n${id}`),
  });
}

/** Ties the case's own event to the repair that caused it. */
export function originOf(repair: string): string {
  return `repair:${repair}`;
}

/** The right of whoever asked, as it stands today. @throws Fault 'not-authorized' */
async function supervisorGrant(
  { pool, now }: CarryDeps,
  { asked_by }: TakenRepair,
  { center, branch }: BooksRow,
): Promise<Grant> {
  const grants = await grantsOfStaff(pool, asked_by, dateAt(now()));
  const grant = grants.find((one) => one.role === 'supervisor' && reaches(one, { center, branch }));
  if (!grant) throw new Fault('not-authorized', '提出人的主管岗位已经取消。');
  return grant;
}

async function reasonOf({ pool, secrets }: CarryDeps, repair: TakenRepair): Promise<string> {
  const { person, reason: sealed, reason_public: plain } = repair;
  if (person !== null) {
    // The key may have been destroyed since: then there is nothing to act on any more.
    await personKey(pool, createPersonKeys(secrets.center), person);
  }
  const { rows } = await pool.query<{ wrapped_key: string | null }>(
    'select wrapped_key from person where id = $1',
    [person],
  );
  const wrapped_key = rows[0]?.wrapped_key ?? null;
  return toldIn(secrets, { case_id: repair.case_id, person, wrapped_key }, { sealed, plain }) ?? '';
}
