/** 改期: what the new last day rests on, the seal that is corrected with it, and the paper that tells of it. */
import type { MovableNow } from '../../activities/wait-moves.ts';
import type { EffectSpec } from '../../src/cases/change.ts';
import { addDays, isPlainDate, type PlainDate } from '../../src/domain/calendar.ts';
import type { MoveGround } from '../../src/domain/vocabulary.ts';
import {
  lastDayOfCorrected,
  type SealCorrection,
  type WaitMove,
} from '../../src/policy/wait-moves.ts';

/** What the new last day rests on. */
export interface MovedBy {
  readonly ground: MoveGround;
  readonly document: string;
  /** The day of a seal, corrected; null: the day itself was asked for. */
  readonly correctedOn: PlainDate | null;
}

export interface Standing {
  readonly kind: string;
  readonly wait: MovableNow;
}

/** The seal in force, and the day from which the wait runs. */
export function standingSeal({ seal, spec }: MovableNow): Omit<SealCorrection, 'correctedOn'> {
  if (seal === null || seal === undefined) throw new Error('no seal is in force');
  const { openedOn, sealedOn } = seal;
  const from = spec.detail?.['sealedOn'];
  return { openedOn, sealedOn, runsFrom: isPlainDate(from) ? from : sealedOn };
}

/** Of a corrected seal the day that follows from it, whatever was asked for beside it. */
export function dayAskedFor(
  { toOn, lastOn }: MovableNow,
  {
    wanted,
    correctedOn,
  }: { readonly wanted: PlainDate | null; readonly correctedOn: PlainDate | null },
): PlainDate {
  if (correctedOn !== null) return lastDayOfCorrected(correctedOn);
  return toOn ?? wanted ?? lastOn;
}

/**
 * 改期告知书: the person is told of the day that stands now, and what it rests on.
 *
 * @param heldTo the last day that something else keeps, later than what was asked for; left out: nothing does
 */
export function movedPaper(
  { kind, wait }: Standing,
  {
    move,
    decision,
    heldTo,
  }: {
    readonly move: NonNullable<MovableNow['asked']>;
    readonly decision: WaitMove;
    readonly heldTo: PlainDate | undefined;
  },
) {
  const { ground, document, correctedOn = null } = move;
  const { lastOn, spec } = wait;
  const params = {
    ...{ wait: kind, fromOn: lastOn, toOn: move.toOn, followsOn: decision.followsOn },
    ...{ ground, document, clause: spec.clause, correctedOn },
    ...(heldTo !== undefined && {
      ...{ toOn: heldTo, followsOn: addDays(heldTo, 1), lawOn: addDays(move.toOn, 1) },
    }),
  };
  return { kind: 'wait-moved', params, notify: 'sms' } as const;
}

/** The seal itself is corrected in the transaction of the move: what follows from it is the rule's. */
export function correctionOf(
  { seal }: MovableNow,
  { correctedOn, document }: MovedBy,
): readonly EffectSpec[] {
  if (seal === null || seal === undefined || correctedOn === null) return [];
  const { number, sealedOn } = seal;
  const params = { account: number, was: sealedOn, on: correctedOn, document };
  return [{ name: 'correct-seal', params }];
}
