/** The safe moves for one thing that stands still, as this caller may or may not make them. */
import { roleTitle, type Role } from '../../cases/case.ts';
import { CASE_TYPES } from '../../cases/index.ts';
import {
  isRepairMove,
  MOVES_OF,
  MOVES_OF_ENDED,
  needsWorker,
  REPAIR_ROLES,
  SENT_AGAIN,
  takesTwo,
  type RepairMove,
  type StuckKind,
} from '../../cases/repairs.ts';
import { ACT_WORDS, MOVE_WORDS, type MoveWords } from '../../cases/wording-repairs.ts';

export interface Offer {
  readonly move: string;
  readonly title: string;
  /** `repair`: carried out and watched here; `case`: an act on the case's own page. */
  readonly via: 'repair' | 'case';
  readonly allowed: boolean;
  /** Why not, for the person who asked. */
  readonly refusal?: string;
  readonly roles: readonly Role[];
  readonly secondPerson: { readonly needed: boolean; readonly why: string | null };
  readonly needsReason: boolean;
  /** What else has to be said. */
  readonly needs: 'until' | 'case' | null;
  readonly preview: {
    readonly changes: readonly string[];
    readonly stays: readonly string[];
    readonly legal: string;
    readonly money: string;
    readonly proof: string;
  };
}

/** An act of the case as its permit table answers for this caller. */
export interface CaseAct {
  readonly action: string;
  readonly title: string;
  readonly allowed: boolean;
  readonly reason?: string | undefined;
}

export interface Situation {
  readonly kind: StuckKind;
  /** The books say that it has ended. */
  readonly closed: boolean;
  readonly workers: number;
  readonly messageKind: string | null;
  /** Type and stage of the case, with what the permit table says there. */
  readonly parked: { readonly type: string; readonly stage: string } | null;
  readonly acts: readonly CaseAct[];
  /** The caller is a supervisor of the place. */
  readonly mayRepair: boolean;
  /** It is being repaired already. */
  readonly busy: boolean;
}

const NOT_YOURS = '修复须由主管办理。';
const BUSY = '该事项已有正在进行的修复，请先看它的结果。';
const NO_WORKER = '没有办件进程在运行，现在做了也看不到结果；先恢复运行。';
const MONEY_FIRST = '这类消息不能直接重发，须先向接收方查询。';

export function offersFor(situation: Situation): readonly Offer[] {
  const { kind, closed, parked } = situation;
  const moves = (closed ? MOVES_OF_ENDED[kind] : undefined) ?? MOVES_OF[kind];
  const own = moves.map((move) => offer(situation, move));
  return kind === 'parked' && parked ? [...actsOf(situation, parked), ...own] : own;
}

function offer(situation: Situation, move: RepairMove): Offer {
  const refusal = refusalOf(situation, move);
  return {
    ...base(move, MOVE_WORDS[move].title, MOVE_WORDS[move]),
    ...permission(refusal),
    roles: REPAIR_ROLES,
    secondPerson: { needed: takesTwo(move), why: MOVE_WORDS[move].second },
    needs: NEEDS[move] ?? null,
  };
}

const NEEDS: Readonly<Partial<Record<RepairMove, Offer['needs']>>> = {
  'wait-until': 'until',
  'assign-message': 'case',
};

function base(move: string, title: string, words: Omit<MoveWords, 'title'>) {
  const { changes, stays, legal, money, proof } = words;
  return {
    move,
    title,
    via: 'repair' as const,
    needsReason: true,
    preview: { changes, stays, legal, money, proof },
  };
}

function permission(refusal: string | null) {
  return refusal === null ? { allowed: true } : { allowed: false, refusal };
}

function refusalOf(situation: Situation, move: RepairMove): string | null {
  const { mayRepair, busy, workers, messageKind } = situation;
  if (!mayRepair) return NOT_YOURS;
  if (busy) return BUSY;
  if (needsWorker(move) && workers === 0) return NO_WORKER;
  const known = messageKind !== null && SENT_AGAIN.includes(messageKind);
  return move === 'send-again' && !known ? MONEY_FIRST : null;
}

/** The acts that the permit table has at the parked stage and the type calls repairs. */
function actsOf(
  situation: Situation,
  { type, stage }: NonNullable<Situation['parked']>,
): readonly Offer[] {
  const caseType = CASE_TYPES[type];
  const permits = caseType?.permits[stage] ?? {};
  return Object.entries(caseType?.actions ?? {}).flatMap(([action, spec]) => {
    const permit = permits[action];
    if (spec.repair !== true || !permit) return [];
    const act = situation.acts.find((one) => one.action === action);
    const roles = permit.roles;
    const who = `“${spec.title}”须由${roles.map(roleTitle).join('或')}办理。`;
    const judged = act?.allowed === true ? null : (act?.reason ?? who);
    if (isRepairMove(action)) {
      return [
        {
          ...offer(situation, action),
          title: spec.title,
          roles,
          ...permission(judged ?? refusalOf(situation, action)),
        },
      ];
    }
    const words = ACT_WORDS[action];
    if (!words) return [];
    return [
      {
        ...base(action, spec.title, words),
        ...permission(judged ?? (situation.busy ? BUSY : null)),
        via: 'case' as const,
        roles,
        secondPerson: {
          needed: permit.notBy !== undefined || words.second !== null,
          why: words.second,
        },
        needs: null,
      },
    ];
  });
}
