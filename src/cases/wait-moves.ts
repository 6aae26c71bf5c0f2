/**
 * 改期: the last day of a wait becomes another day. An act of every case type that has such waits, at the
 * stages in which they stand: one supervisor asks with a document, another one agrees.
 */
import { isMovable } from '../policy/wait-moves.ts';
import type { CaseType, Permit } from './case.ts';

export const MOVE_WAIT = 'move-wait';
export const CONFIRM_MOVE = 'confirm-wait-move';
export const DECLINE_MOVE = 'decline-wait-move';
export type MoveAction = typeof MOVE_WAIT | typeof CONFIRM_MOVE | typeof DECLINE_MOVE;
export const MOVE_ACTIONS: readonly string[] = [MOVE_WAIT, CONFIRM_MOVE, DECLINE_MOVE];

const BOSS: Permit = { roles: ['supervisor'] };
const OTHER_BOSS: Permit = {
  roles: ['supervisor'],
  notBy: ['mover'],
  after: { part: 'mover', detail: '没有待确认的改期。' },
};

/** The kind of wait that may be moved at a stage; null: none stands there. */
export function movableAt(
  { waitMoves }: Pick<CaseType, 'waitMoves'>,
  stage: string,
): string | null {
  const kind = waitMoves?.[stage] ?? null;
  return kind !== null && isMovable(kind) ? kind : null;
}

/** The case type with these acts added, where it has such waits. */
export function withWaitMoves<Stage extends string, Action extends string>(
  caseType: CaseType<Stage, Action>,
): CaseType<Stage, Action | MoveAction> {
  const { waitMoves, actions, permits } = caseType;
  if (waitMoves === undefined) return caseType as CaseType<Stage, Action | MoveAction>; // none of them is used
  const moved = Object.fromEntries(
    Object.keys(waitMoves).map((stage) => [
      stage,
      {
        ...permits[stage as Stage], // the keys of a record of stages
        [MOVE_WAIT]: BOSS,
        [CONFIRM_MOVE]: OTHER_BOSS,
        [DECLINE_MOVE]: OTHER_BOSS,
      },
    ]),
  );
  return {
    ...caseType,
    actions: {
      ...actions,
      [MOVE_WAIT]: {
        title: '提出改期',
        reason: true,
        preview: '提出后由另一名主管对照文书确认；确认前期限不变，确认后定时随之改动，永久留痕。',
      },
      [CONFIRM_MOVE]: {
        title: '确认改期',
        reason: true,
        preview: '等待的期限即时改为所提的日期，定时和到期后的办理随之改动。',
      },
      [DECLINE_MOVE]: { title: '不同意改期', reason: true },
    },
    permits: { ...permits, ...moved } as CaseType<Stage, Action | MoveAction>['permits'], // of its own stages
  };
}
