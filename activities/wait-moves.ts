/** What the moving of a wait (改期) reads, and what it writes beyond the case's own rows. */
import type { WaitSpec } from '../src/cases/change.ts';
import { updateBreachCure } from '../src/db/breaches.ts';
import { constraintOf } from '../src/db/database-fault.ts';
import { moveDormancyNotice } from '../src/db/dormancies.ts';
import { findMovable, insertMove, movesOf, settleMove } from '../src/db/wait-moves.ts';
import {
  addDays,
  dateAt,
  plainDate,
  toWorkingDay,
  type PlainDate,
} from '../src/domain/calendar.ts';
import { Fault } from '../src/domain/fault.ts';
import { MOVE_GROUNDS, type MoveGround } from '../src/domain/vocabulary.ts';
import type { Context } from './commit/context.ts';
import { attach } from './commit/files.ts';
import type { Deps } from './deps.ts';

export interface MovableNow {
  readonly spec: WaitSpec;
  readonly stageDetail: Readonly<Record<string, unknown>>;
  /** The last day as it was given at first, and as it stands. */
  readonly givenOn: PlainDate;
  readonly lastOn: PlainDate;
  /** What was asked for about it and is not settled. */
  readonly asked: {
    readonly id: string;
    readonly toOn: PlainDate;
    readonly ground: MoveGround;
    readonly document: string;
  } | null;
  /** The day that was asked about, or the next working day after it. */
  readonly toOn: PlainDate | null;
}

export interface WaitMoveActivities {
  /** Null: no such wait is open. */
  readonly lookAtMovable: (ask: {
    readonly caseId: string;
    readonly kind: string;
    readonly toOn: PlainDate | null;
  }) => Promise<MovableNow | null>;
}

export function createWaitMoveActivities({ pool, offices }: Deps): WaitMoveActivities {
  return {
    lookAtMovable: async ({ caseId, kind, toOn }) => {
      const [wait, moves, { calendar }] = await Promise.all([
        findMovable(pool, caseId, kind),
        movesOf(pool, caseId),
        offices.read(),
      ]);
      if (!wait) return null;
      const lastOn = addDays(dateAt(wait.until), -1);
      const asked = moves.find((one) => one.state === 'proposed' && one.kind === kind) ?? null;
      const { until, clause, endedBy, shortenedBy, detail, stageDetail } = wait;
      return {
        spec: { kind, until, clause, endedBy, shortenedBy, detail },
        stageDetail,
        lastOn,
        givenOn: wait.givenOn === null ? lastOn : plainDate(wait.givenOn),
        asked:
          asked?.fromOn === lastOn
            ? {
                ...{ id: asked.id, document: asked.document, toOn: plainDate(asked.toOn) },
                ground: groundOf(asked.ground),
              }
            : null,
        toOn: toOn === null ? null : toWorkingDay(toOn, 'next', calendar),
      };
    },
  };
}

function groundOf(text: string): MoveGround {
  const ground = MOVE_GROUNDS.find((one) => one === text);
  if (!ground) throw new Error('the books name a ground that nobody knows');
  return ground;
}

type Params = Readonly<Record<string, unknown>>;

export const WAIT_MOVE_EFFECTS = {
  'ask-wait-move': ask,
  'settle-wait-move': settle,
  'move-dormancy-notice': ({ tx, head }: Context, { until }: Params) =>
    moveDormancyNotice(tx, head.id, String(until)),
  'move-cure': ({ tx, head }: Context, { until }: Params) =>
    updateBreachCure(tx, head.id, String(until)),
} as const;

async function ask(context: Context, params: Params): Promise<object> {
  const { tx, head, change } = context;
  await attach(context, [String(params['file'])]);
  const told = (name: string) => String(params[name]);
  try {
    await insertMove(tx, {
      ...{ caseId: head.id, kind: told('kind'), givenOn: told('givenOn'), fromOn: told('fromOn') },
      ...{ toOn: told('toOn'), ground: told('ground'), clause: told('clause') },
      ...{ document: told('document'), by: change.by.id, at: change.at },
    });
  } catch (error) {
    if (constraintOf(error) !== 'wait_move_proposed') throw error;
    throw new Fault('effect-conflict', '这项等待的改期已经提出，尚未确认，不能重复提出。');
  }
  return {};
}

async function settle({ tx, change }: Context, params: Params): Promise<object> {
  const state = params['moved'] === true ? 'moved' : 'declined';
  const by = change.by.id;
  const settled = await settleMove(tx, { id: String(params['move']), state, by, at: change.at });
  if (!settled) throw new Fault('effect-conflict', '这项改期已经处理。');
  return {};
}
