/** What the moving of a wait (改期) reads. */
import type { WaitSpec } from '../src/cases/change.ts';
import { findMovable, movesOf, sealInForce } from '../src/db/wait-moves.ts';
import {
  addDays,
  dateAt,
  plainDate,
  toWorkingDay,
  type PlainDate,
} from '../src/domain/calendar.ts';
import { MOVE_GROUNDS, type MoveGround } from '../src/domain/vocabulary.ts';
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
    /** Left out in histories from before seals were corrected. */
    readonly correctedOn?: PlainDate | null;
  } | null;
  /** Where the wait follows from a seal: the one in force; left out in older histories. */
  readonly seal?: {
    readonly number: string;
    readonly openedOn: PlainDate;
    readonly sealedOn: PlainDate;
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
    /** It follows from a seal. */
    readonly bySeal?: boolean;
  }) => Promise<MovableNow | null>;
}

export function createWaitMoveActivities({ pool, offices }: Deps): WaitMoveActivities {
  return {
    lookAtMovable: async ({ caseId, kind, toOn, bySeal = false }) => {
      const [wait, moves, { calendar }, seal] = await Promise.all([
        findMovable(pool, caseId, kind),
        movesOf(pool, caseId),
        offices.read(),
        bySeal ? sealInForce(pool, caseId) : null,
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
                correctedOn: asked.correctedOn === null ? null : plainDate(asked.correctedOn),
              }
            : null,
        seal: seal && {
          number: seal.number,
          openedOn: plainDate(seal.openedOn),
          sealedOn: plainDate(seal.sealedOn),
        },
        // The half year is no period to act in: no day of rest moves it.
        toOn: toOn === null || bySeal ? toOn : toWorkingDay(toOn, 'next', calendar),
      };
    },
  };
}

function groundOf(text: string): MoveGround {
  const ground = MOVE_GROUNDS.find((one) => one === text);
  if (!ground) throw new Error('the books name a ground that nobody knows');
  return ground;
}
