/** One thing that stands still: what is wrong, both views of it, the safe moves. Looked at live. */
import { z } from 'zod';
import type { StuckKind } from '../../cases/repairs.ts';
import { taskWords } from '../../cases/wording-tasks.ts';
import { notFound } from '../case-access.ts';
import type { ApiDeps } from '../deps.ts';
import { operation, type Context } from '../operation.ts';
import {
  booksOf,
  booksOfMany,
  visibleInbox,
  visibleOutbox,
  type BooksRow,
} from '../queries/stuck.ts';
import { StuckPage } from '../schemas/repair.ts';
import { iso, isoOrNull, showWait } from '../show-case.ts';
import {
  failureTitle,
  stepTitle,
  workflowStatusTitle,
  stateTitle,
} from '../../cases/wording-stalls.ts';
import { diagnose, diagnoseAtRest, stageTitle, unmatchedText, type Finding } from './diagnose.ts';
import { isOpen, type WorkflowView } from './engine.ts';
import { objectField, objectOf } from './object.ts';
import type { Offer } from './offers.ts';
import {
  caseHead,
  caseMoves,
  inboxHead,
  inboxMoves,
  outboxHead,
  outboxMoves,
  showKind,
  showOpen,
  unknownCaseMoves,
  type Scene,
} from './show-stuck.ts';
import { look, lookAtCase, type CaseSnapshot, type Snapshot } from './snapshot.ts';
import { sceneOf } from './stuck.ts';

export const getStuck = operation({
  id: 'getStuck',
  method: 'get',
  path: '/supervision/stuck/{object}',
  tag: 'Supervision',
  summary: 'One thing that stands still: what is wrong, books and engine side by side, safe moves',
  params: z.object({ object: objectField }),
  answers: { 200: { description: 'As of now', schema: StuckPage } },
  handle: async (call, deps) => {
    const scene = await sceneOf(call, deps);
    const thing = await thingFor(scene, call.params.object);
    return { status: 200, body: thing.shown };
  },
});

/** What a proposal is judged by, and what a page shows. */
export interface Thing {
  readonly object: string;
  readonly center: string;
  readonly caseId: string | null;
  /** Whom it concerns, for sealing the reason. */
  readonly person: { readonly id: string; readonly wrappedKey: string | null } | null;
  readonly snapshot: Snapshot;
  readonly findings: readonly (Finding & { readonly moves: readonly Offer[] })[];
  readonly shown: object;
}

/** @throws Fault 'not-found', the same for "not there" and "not yours" */
export async function thingFor(scene: Scene, object: string): Promise<Thing> {
  const { kind, id } = objectOf(object);
  if (kind === 'case') return caseThing(scene, id);
  return kind === 'outbox' ? outboxThing(scene, id) : inboxThing(scene, id);
}

async function caseThing(scene: Scene, id: string): Promise<Thing> {
  const { call, deps } = scene;
  const [row] = await booksOfMany(deps.pool, call, [id]);
  if (!row && (await booksOf(deps.pool, id)) !== null) throw notFound();
  const snapshot = await lookAtCase(deps, id);
  if (!row && !(snapshot.engine && isOpen(snapshot.engine))) throw notFound();
  const moves = (kind: StuckKind) =>
    row ? caseMoves(scene, row, kind) : unknownCaseMoves(scene, id, kind);
  const findings = diagnoseAtRest(snapshot).map((found) => ({
    ...found,
    moves: moves(found.kind),
  }));
  const object = `case-${id}`;
  const head = shownOf(scene, { object, snapshot, findings });
  return {
    ...{ object, snapshot, findings, caseId: id },
    center: row?.center ?? centerOf(call),
    person: row ? { id: row.person, wrappedKey: row.wrapped_key } : null,
    shown: {
      ...head,
      case: row ? caseHead(deps, row) : null,
      books: row ? showBooks(deps, row) : null,
      engine: showEngine(snapshot),
    },
  };
}

/** Of what nobody knows the center, the caller's own takes care. */
function centerOf({ caller, grants }: Context): string {
  const own = grants.find(({ center }) => center === caller.center) ?? grants[0];
  return own?.center ?? caller.center;
}

async function outboxThing(scene: Scene, id: string): Promise<Thing> {
  const { call, deps } = scene;
  const row = await visibleOutbox(deps.pool, call, id);
  const object = `outbox-${id}`;
  const snapshot = row && (await look(deps, object));
  if (!row || !snapshot) throw notFound();
  const moves = outboxMoves(scene, row);
  const findings = diagnose(snapshot).map((found) => ({ ...found, moves }));
  const person = row.person === null ? null : { id: row.person, wrappedKey: row.wrapped_key };
  return {
    ...{ object, snapshot, findings, person, center: row.center, caseId: row.case_id },
    shown: { ...shownOf(scene, { object, snapshot, findings }), message: outboxHead(row) },
  };
}

async function inboxThing(scene: Scene, id: string): Promise<Thing> {
  const { call, deps } = scene;
  const row = await visibleInbox(deps.pool, call, id);
  const object = `inbox-${id}`;
  const snapshot = row && (await look(deps, object));
  if (!row || !snapshot) throw notFound();
  const open = row.handled_at === null && row.case_id === null;
  const found: Finding = {
    kind: 'inbox-unmatched',
    since: row.received_at,
    sentence: unmatchedText(row.sender, row.kind),
  };
  const findings = open ? [{ ...found, moves: inboxMoves(scene, row) }] : [];
  return {
    ...{ object, snapshot, findings, person: null, caseId: null },
    center: row.center ?? centerOf(call),
    shown: { ...shownOf(scene, { object, snapshot, findings }), message: inboxHead(row) },
  };
}

function shownOf(
  { open, workers }: Scene,
  { object, snapshot, findings }: Pick<Thing, 'object' | 'snapshot' | 'findings'>,
) {
  return {
    object,
    at: iso(snapshot.at),
    findings: findings.map(({ kind, since, sentence, moves }) => ({
      ...showKind(kind),
      since: iso(since),
      sentence,
      moves,
    })),
    case: null,
    message: null,
    books: null,
    engine: null,
    workers,
    repair: showOpen(open.get(object)),
  };
}

function showBooks({ now }: ApiDeps, row: BooksRow) {
  const waits = row.waits.map((wait) => {
    const { kind, title, sentence, until, overdue } = showWait(wait, now(), false);
    return { kind, title, sentence, until, overdue };
  });
  return {
    version: row.version,
    updatedAt: iso(row.updated_at),
    waits,
    tasks: row.tasks.map(({ kind, dueOn }) => ({ title: taskWords(kind).title, dueOn })),
  };
}

function showEngine({ engine, books }: CaseSnapshot) {
  return engine && showView(engine, books?.type ?? null);
}

function showView(view: WorkflowView, type: string | null) {
  const { status, state, startedAt, closedAt, standing, task, activities } = view;
  return {
    status,
    statusTitle: workflowStatusTitle(status),
    stateTitle: stateTitle(state),
    startedAt: isoOrNull(startedAt),
    closedAt: isoOrNull(closedAt),
    standing: standing && {
      version: standing.version,
      stageTitle: type === null ? standing.stage : stageTitle({ type, stage: standing.stage }),
    },
    taskAttempt: task?.attempt ?? null,
    activities: activities.map((activity) => ({
      title: stepTitle(activity.type),
      attempt: activity.attempt,
      paused: activity.state === 'paused',
      nextAt: isoOrNull(activity.nextAttemptAt),
      failure: activity.failure === null ? null : failureTitle(activity.failure),
    })),
  };
}
