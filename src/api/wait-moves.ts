/** 改期: which wait of a case may be moved, what would follow from another day, and every move there was. */
import { z } from 'zod';
import { CASE_TYPES } from '../cases/index.ts';
import { moveAnswer } from '../cases/wait-answers.ts';
import { movableAt } from '../cases/wait-moves.ts';
import { moveGroundTitle, moveStateTitle } from '../cases/wording-wait-moves.ts';
import { waitTitle } from '../cases/wording-waits.ts';
import {
  findMovable,
  movesOf,
  openWaitKinds,
  sealInForce,
  type MovableRow,
  type MoveRow,
} from '../db/wait-moves.ts';
import {
  addDays,
  dateAt,
  isPlainDate,
  plainDate,
  toWorkingDay,
  type PlainDate,
} from '../domain/calendar.ts';
import { MOVE_GROUNDS, type MoveGround } from '../domain/vocabulary.ts';
import { dateField } from '../forms/fields.ts';
import {
  assessWaitMove,
  followsSeal,
  isMovable,
  lastDayOfCorrected,
  MOVABLE_WAITS,
  MOVE_GROUND_SPECS,
  type MovableWait,
  type SealCorrection,
} from '../policy/wait-moves.ts';
import { MOVE_REFUSALS } from '../policy/wait-move-refusals.ts';
import { caseFor } from './case-access.ts';
import { clauseRef } from './clause-ref.ts';
import type { ApiDeps } from './deps.ts';
import { operation } from './operation.ts';
import type { CaseRow } from './queries/cases.ts';
import { workCalendar } from './queries/figures.ts';
import { caseParams } from './schemas/terms.ts';
import { WaitMoves } from './schemas/wait-move.ts';
import { iso } from './show-case.ts';
import { namesIn } from './staff-names.ts';

export const getWaitMoves = operation({
  id: 'getWaitMoves',
  method: 'get',
  path: '/cases/{id}/wait-moves',
  tag: 'Cases',
  summary: 'Which wait of a case may be moved, what another day would change, and every move',
  description:
    'Nothing is written. The acts are `move-wait`, `confirm-wait-move` and `decline-wait-move` of the case.',
  params: caseParams,
  query: z.object({
    toOn: dateField.optional(),
    ground: z.enum(MOVE_GROUNDS, { error: '没有这种事由' }).optional(),
    correctedOn: dateField.optional().meta({
      description: 'The day of the seal as a document has it, where the wait follows from it',
    }),
  }),
  answers: { 200: { description: 'As it stands', schema: WaitMoves } },
  handle: async (call, deps) => {
    const row = await caseFor(call, deps, call.params.id);
    const { toOn, correctedOn } = call.query;
    const { ground = correctedOn === undefined ? 'hindered' : 'corrected-date' } = call.query;
    const [standing, fixed, moves, names] = await Promise.all([
      standingOf(deps, row),
      fixedOf(deps, row),
      movesOf(deps.pool, row.id),
      namesIn(deps.pool, [row.center]),
    ]);
    const preview =
      standing === null || (toOn === undefined && correctedOn === undefined)
        ? null
        : await previewOf(deps, standing, {
            ...(toOn !== undefined && { toOn: plainDate(toOn) }),
            ...(correctedOn !== undefined && { correctedOn: plainDate(correctedOn) }),
            ground,
          });
    return {
      status: 200,
      body: {
        movable: standing === null ? null : show(standing),
        fixed,
        preview,
        moves: moves.map((move) => showMove(move, names.staff)),
      },
    };
  },
});

/** Waits that nobody may move, with why. */
async function fixedOf({ pool }: ApiDeps, { id }: CaseRow) {
  const kinds = await openWaitKinds(pool, id);
  return kinds.flatMap((kind) => {
    const answer = moveAnswer(kind);
    if (answer === null || answer.movable) return [];
    return [{ kind, title: waitTitle(kind), how: answer.how }];
  });
}

interface Standing {
  readonly kind: string;
  readonly spec: MovableWait;
  readonly givenOn: PlainDate;
  readonly lastOn: PlainDate;
  /** Where it follows from a seal: the one in force, and the day from which it runs. */
  readonly seal: Omit<SealCorrection, 'correctedOn'> | null;
}

async function standingOf({ pool }: ApiDeps, row: CaseRow): Promise<Standing | null> {
  const kind = movableAt(CASE_TYPES[row.type] ?? {}, row.stage);
  if (kind === null || !isMovable(kind)) return null;
  const [wait, sealed] = await Promise.all([
    findMovable(pool, row.id, kind),
    followsSeal(kind) ? sealInForce(pool, row.id) : null,
  ]);
  if (!wait) return null;
  const lastOn = addDays(dateAt(wait.until), -1);
  const givenOn = wait.givenOn === null ? lastOn : plainDate(wait.givenOn);
  return { kind, spec: MOVABLE_WAITS[kind], givenOn, lastOn, seal: sealed && sealOf(sealed, wait) };
}

function sealOf(
  { openedOn, sealedOn }: NonNullable<Awaited<ReturnType<typeof sealInForce>>>,
  { detail }: MovableRow,
): Omit<SealCorrection, 'correctedOn'> {
  const from = detail['sealedOn'];
  const own = plainDate(sealedOn);
  return { openedOn: plainDate(openedOn), sealedOn: own, runsFrom: isPlainDate(from) ? from : own };
}

function show({ kind, spec, givenOn, lastOn, seal }: Standing) {
  const { clause, how, then, grounds } = spec;
  return {
    ...{ kind, title: waitTitle(kind), clause: clauseRef(clause), how, then, givenOn, lastOn },
    followsOn: addDays(lastOn, 1),
    sealedOn: seal?.sealedOn ?? null,
    grounds: grounds.map((ground) => ({ ground, ...MOVE_GROUND_SPECS[ground] })),
  };
}

async function previewOf(
  { pool, now }: ApiDeps,
  { kind, givenOn, lastOn, seal }: Standing,
  wanted: {
    readonly toOn?: PlainDate;
    readonly correctedOn?: PlainDate;
    readonly ground: MoveGround;
  },
) {
  const { ground, correctedOn } = wanted;
  const calendar = await workCalendar(pool);
  const given = wanted.toOn ?? lastOn;
  // The half year is no period to act in: no day of rest moves it.
  const next = isMovable(kind) && followsSeal(kind) ? given : toWorkingDay(given, 'next', calendar);
  const toOn = correctedOn === undefined ? next : lastDayOfCorrected(correctedOn);
  const on = dateAt(now());
  const { reasons, days, followsOn } = assessWaitMove({
    ...{ on, kind, givenOn, lastOn, toOn, ground },
    seal: seal === null || correctedOn === undefined ? null : { ...seal, correctedOn },
  });
  return {
    ...{ toOn, days, followsOn },
    refusals: reasons.map((code) => {
      const { text, remedy, clause } = MOVE_REFUSALS[code];
      return { text, remedy, clause: clauseRef(clause) };
    }),
  };
}

const STATES = ['proposed', 'moved', 'declined', 'overtaken'] as const;

function showMove(move: MoveRow, nameOf: (id: string) => string) {
  const { kind, givenOn, fromOn, toOn, ground, clause, document, askedBy, settledBy } = move;
  const state = STATES.find((one) => one === move.state);
  if (state === undefined) throw new Error('the books name a state that nobody knows');
  return {
    ...{ title: waitTitle(kind), givenOn, fromOn, toOn, document, state },
    correctedOn: move.correctedOn,
    ...{ groundTitle: moveGroundTitle(ground), clause: clauseRef(clause) },
    stateTitle: moveStateTitle(state),
    ...{ askedBy, askedByName: nameOf(askedBy), askedAt: iso(move.askedAt) },
    settledBy,
    settledByName: settledBy === null ? null : settledBy === 'system' ? '系统' : nameOf(settledBy),
    settledAt: move.settledAt === null ? null : iso(move.settledAt),
  };
}
