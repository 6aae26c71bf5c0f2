/**
 * 改期: the last day of a wait becomes another day, with the timer that runs to it. What the case type
 * brings is where its course remembers that day; everything else is here, the same for all.
 */
import type { Act } from '../../src/cases/messages.ts';
import { CONFIRM_MOVE, DECLINE_MOVE, MOVE_WAIT, movableAt } from '../../src/cases/wait-moves.ts';
import { addDays, dateAt, plainDate, type PlainDate } from '../../src/domain/calendar.ts';
import type { MoveWaitForm, SettleMoveForm } from '../../src/forms/wait-moves.ts';
import {
  assessWaitMove,
  followsSeal,
  isMovable,
  type SealCorrection,
  type WaitMoveFacts,
} from '../../src/policy/wait-moves.ts';
import { MOVE_REFUSALS, type MoveRefusal } from '../../src/policy/wait-move-refusals.ts';
import type { EffectSpec } from '../../src/cases/change.ts';
import { steadily } from './commit.ts';
import {
  correctionOf,
  dayAskedFor,
  movedPaper,
  standingSeal,
  type MovedBy,
  type Standing,
} from './wait-move-parts.ts';
import { endOf } from './days.ts';
import { recordOf } from './decisions.ts';
import { refusedAct } from './refusal.ts';
import type { Case, Draft } from './writing.ts';

/** What a case type does when the last day of one of its waits becomes another one. */
export interface Moved<Notes> {
  readonly notes: Notes;
  readonly effects?: readonly EffectSpec[];
  /** What stage and wait say of the day beside `until`. */
  readonly detail?: Readonly<Record<string, unknown>>;
  readonly waitDetail?: Readonly<Record<string, unknown>>;
  readonly documents?: Draft<Notes>['documents'];
  /** The last day, where something else keeps it later than what was moved; left out: the day that was asked for. */
  readonly lastOn?: PlainDate;
}

/** By kind of wait. */
export type Movers<Notes> = Readonly<
  Record<string, (notes: Notes, lastOn: PlainDate, by: MovedBy) => Moved<Notes>>
>;

type Installing<Notes> = <Content>(
  action: string,
  apply: (act: Act<Content>) => Promise<Draft<Notes>>,
) => void;

/** Nothing waits for an answer any more. */
const SETTLED = { mover: [] } as const;
/** Working days in which a second supervisor looks. */
const CONFIRM_DAYS = 1;

export function installWaitMoves<Notes>(
  work: Case<Notes>,
  movers: Movers<Notes>,
  install: Installing<Notes>,
): void {
  install<MoveWaitForm>(MOVE_WAIT, (act) => ask(work, act));
  install<SettleMoveForm>(CONFIRM_MOVE, (act) => confirm(work, movers, act));
  install<SettleMoveForm>(DECLINE_MOVE, (act) => decline(work, act));
}

/** @throws ApplicationFailure when no such wait is open */
async function standing(work: Case<unknown>, asked: PlainDate | null): Promise<Standing> {
  const { caseType, now, start } = work;
  const kind = movableAt(caseType, now.stage);
  const { caseId } = start;
  const bySeal = kind !== null && isMovable(kind) && followsSeal(kind);
  const wait =
    kind === null
      ? null
      : await steadily(({ lookAtMovable }) =>
          lookAtMovable({ caseId, kind, toOn: asked, ...(bySeal && { bySeal }) }),
        );
  if (kind === null || wait === null) throw refused('over');
  return { kind, wait };
}

type Wanted = Pick<WaitMoveFacts, 'toOn' | 'ground'> & { readonly correctedOn: PlainDate | null };

function judged({ kind, wait }: Standing, { toOn, ground, correctedOn }: Wanted) {
  const { givenOn, lastOn, seal: standing = null } = wait;
  const seal: SealCorrection | null =
    correctedOn === null || standing === null ? null : { ...standingSeal(wait), correctedOn };
  const facts: WaitMoveFacts = {
    ...{ on: dateAt(Date.now()), kind, givenOn, lastOn, toOn, ground },
    ...(seal && { seal }),
  };
  const decision = assessWaitMove(facts);
  const [code] = decision.reasons;
  if (code !== undefined) throw refused(code);
  return { decision, facts };
}

function refused(code: MoveRefusal) {
  const { text, remedy, clause } = MOVE_REFUSALS[code];
  return refusedAct({
    ...{ code: 'action-not-permitted', detail: `${text}${remedy}`, restsOn: clause },
    ...(code !== 'over' && code !== 'not-movable' && { pointer: pointerOf(code) }),
  });
}

function pointerOf(code: MoveRefusal): '#/toOn' | '#/correctedOn' {
  return code.startsWith('seal-') ? '#/correctedOn' : '#/toOn';
}

async function ask<Notes>(
  work: Case<Notes>,
  { content, by }: Act<MoveWaitForm>,
): Promise<Draft<Notes>> {
  const { moveGround: ground, moveDocument: document, file, reason } = content;
  const correctedOn = content.correctedOn === undefined ? null : plainDate(content.correctedOn);
  const wanted = content.toOn === undefined ? null : plainDate(content.toOn);
  const found = await standing(work, wanted);
  const { kind, wait } = found;
  const toOn = dayAskedFor(wait, { wanted, correctedOn });
  const { decision } = judged(found, { toOn, ground, correctedOn });
  const { givenOn, lastOn } = wait;
  const clause = wait.spec.clause;
  const told = {
    ...{ wait: kind, from: lastOn, to: toOn, ground, clause },
    ...(correctedOn !== null && { sealedOn: correctedOn }),
  };
  return {
    step: MOVE_WAIT,
    notes: notesOf(work),
    parties: { mover: by.id },
    events: [
      {
        kind: 'wait-move-asked',
        public: { ...told, follows: decision.followsOn },
        content: { reason, document, file },
      },
    ],
    effects: [
      {
        name: 'ask-wait-move',
        params: {
          ...{ kind, givenOn, fromOn: lastOn, toOn, ground, clause, document, file },
          ...(correctedOn !== null && { correctedOn }),
        },
      },
    ],
    tasks: {
      close: ['confirm-wait-move'],
      open: [
        {
          kind: 'confirm-wait-move',
          role: 'supervisor',
          workingDays: CONFIRM_DAYS,
          notBy: [by.id],
        },
      ],
    },
  };
}

/** What was asked for, as it stands now. @throws ApplicationFailure when nothing is, or not about this day */
async function asked(work: Case<unknown>) {
  const found = await standing(work, null);
  const move = found.wait.asked;
  if (move === null) {
    throw refusedAct({
      code: 'action-not-permitted',
      detail: '没有待确认的改期；所提改期的等待可能已经结束。',
    });
  }
  return { found, move };
}

async function confirm<Notes>(
  work: Case<Notes>,
  movers: Movers<Notes>,
  { content }: Act<SettleMoveForm>,
): Promise<Draft<Notes>> {
  const { found, move } = await asked(work);
  const { kind, wait } = found;
  // Left out by workers from before seals were corrected: their histories are replayed.
  const { ground, document, correctedOn = null } = move;
  const { decision, facts } = judged(found, { toOn: move.toOn, ground, correctedOn });
  const mover = movers[kind];
  if (!mover) throw new Error(`nobody moves ${kind}`);
  const by = { ground, document, correctedOn };
  const moved = mover(notesOf(work), move.toOn, by);
  const toOn = moved.lastOn ?? move.toOn;
  const followsOn = moved.lastOn === undefined ? decision.followsOn : addDays(toOn, 1);
  const { notes, effects = [], detail = {}, waitDetail = {}, documents = [] } = moved;
  const corrected = correctionOf(wait, by);
  const until = (detail: Readonly<Record<string, unknown>>) =>
    'until' in detail ? { ...detail, until: toOn } : detail;
  return {
    step: CONFIRM_MOVE,
    notes,
    parties: SETTLED,
    decisions: [recordOf(decision, facts)],
    events: [
      {
        kind: 'wait-moved',
        public: {
          ...{ wait: kind, from: wait.lastOn, to: toOn, ground, clause: wait.spec.clause },
          follows: followsOn,
          ...(correctedOn !== null && { sealedOn: correctedOn }),
        },
        content: { reason: content.reason, document },
      },
    ],
    stage: { at: work.now.stage, detail: { ...until(wait.stageDetail), ...detail } },
    effects: [
      { name: 'settle-wait-move', params: { move: move.id, moved: true } },
      ...corrected,
      ...effects,
    ],
    documents: [movedPaper(found, { move, decision, heldTo: moved.lastOn }), ...documents],
    waits: {
      close: [kind],
      open: [
        {
          ...wait.spec,
          until: endOf(toOn),
          detail: { ...until(wait.spec.detail ?? {}), ...waitDetail },
        },
      ],
    },
    tasks: { close: ['confirm-wait-move'] },
  };
}

async function decline<Notes>(
  work: Case<Notes>,
  { content }: Act<SettleMoveForm>,
): Promise<Draft<Notes>> {
  const { found, move } = await asked(work);
  return {
    step: DECLINE_MOVE,
    notes: notesOf(work),
    parties: SETTLED,
    events: [
      {
        kind: 'wait-move-declined',
        public: { wait: found.kind, from: found.wait.lastOn, to: move.toOn },
        content: { reason: content.reason },
      },
    ],
    effects: [{ name: 'settle-wait-move', params: { move: move.id, moved: false } }],
    tasks: { close: ['confirm-wait-move'] },
  };
}

/** Judged before: a case that was not submitted yet waits for nothing. */
function notesOf<Notes>({ now }: Case<Notes>): Notes {
  return now.notes as Notes;
}
