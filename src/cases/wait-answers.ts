/** 能否改期: of every kind of wait whether a supervisor may move its last day, by which clause, or why not. */
import type { ClauseKey } from '../policy/clauses.ts';
import { FIXED_WAITS } from '../policy/fixed-waits.ts';
import { MOVABLE_WAITS, type MovableWait } from '../policy/wait-moves.ts';
import { isWaitKind, type WaitKind } from './wording-waits.ts';

export interface MoveAnswer {
  readonly movable: boolean;
  /** How it may be moved, or why not and what there is instead. */
  readonly how: string;
  /** Null: no clause lets anybody move it. */
  readonly clause: ClauseKey | null;
}

/** A kind of wait without an answer does not build. */
const ANSWERS: Readonly<Record<WaitKind, MovableWait | string>> = {
  ...FIXED_WAITS,
  ...MOVABLE_WAITS,
};

/** Null: a kind that nobody wrote down. */
export function moveAnswer(kind: string): MoveAnswer | null {
  if (!isWaitKind(kind)) return null;
  const answer = ANSWERS[kind];
  if (typeof answer === 'string') return { movable: false, how: answer, clause: null };
  return { movable: true, how: answer.how, clause: answer.clause };
}
