/**
 * 改期: which waits may end on another day than the law or the notice said, on which grounds, which way
 * and by which clause. A wait is never just skipped: it ends on its day, wherever that is.
 *
 * A period that somebody was given may be made longer and never shorter than it was given; a term of the
 * law that binds the center cannot be moved at all.
 *
 * @source 通知（征求意见稿）（一）（二）（七）（十四）; 住房公积金管理条例 第二十五条、第四十九条; 民法典 第二百零三条
 */
import { addDays, daysBetween, type PlainDate } from '../domain/calendar.ts';
import { MOVE_GROUNDS, type MoveGround } from '../domain/vocabulary.ts';
import type { ClauseKey } from './clauses.ts';
import { decide, type Decision, type Rule } from './decision.ts';
import { halfYear } from './half-year.ts';
import type { MoveRefusal } from './wait-move-refusals.ts';

export interface MoveGroundSpec {
  readonly title: string;
  /** What the document is. */
  readonly document: string;
}

export const MOVE_GROUND_SPECS: Readonly<Record<MoveGround, MoveGroundSpec>> = {
  'court-order': { title: '人民法院文书', document: '裁定书、协助执行通知书等' },
  hindered: {
    title: '不可抗力或者其他正当理由，本人无法在期限内办理',
    document: '住院证明、隔离通知、灾害证明等',
  },
  'corrected-date': {
    title: '原来登记的起算日期有误',
    document: '送达回证、封存凭证等载明正确日期的材料',
  },
};

export interface MovableWait {
  readonly clause: ClauseKey;
  readonly grounds: readonly MoveGround[];
  /** Why it may be moved, for whoever asks. */
  readonly how: string;
  /** What follows on the day after. */
  readonly then: string;
  /** It ends by the half year of a seal: another day follows from a corrected day of the seal alone. */
  readonly followsSeal?: true;
}

const LONGER = '只能延后，不能早于原来告知的期限。';
const ANY = MOVE_GROUNDS;

/** Kinds of waits that may be moved. */
export const MOVABLE_WAITS = {
  supplement: {
    clause: 'liaoning-1',
    grounds: ANY,
    how: `补正期限是给申请人的，有正当理由的可以延长；${LONGER}`,
    then: '仍未补齐的，不予受理',
  },
  'withdrawal-supplement': {
    clause: 'regulation-25',
    grounds: ANY,
    how: `补正期限是给申请人的，有正当理由的可以延长；受理以后的法定期限不变；${LONGER}`,
    then: '仍未补齐的，业务终止',
  },
  'personal-supplement': {
    clause: 'liaoning-11',
    grounds: ANY,
    how: `补正期限是给申请人的，有正当理由的可以延长；${LONGER}`,
    then: '仍未补齐的，业务终止，登记的信息不变',
  },
  'seal-elsewhere': {
    clause: 'liaoning-14',
    grounds: ANY,
    how: `外地账户封存、合并的期限是给申请人的，有正当理由的可以延长；${LONGER}`,
    then: '仍未封存的，不予开户',
  },
  'review-window': {
    clause: 'regulation-49',
    grounds: ['court-order', 'hindered', 'corrected-date'],
    how: `申请复议的期限因正当理由耽误的可以延长；${LONGER}`,
    then: '没有申请复议的，业务办结',
  },
  cure: {
    clause: 'liaoning-2',
    grounds: ANY,
    how: `整改期限自送达的次日起算；送达日期更正或者有正当理由的可以延长；${LONGER}`,
    then: '没有整改的，提出处理意见',
  },
  'dormancy-notice': {
    clause: 'liaoning-14',
    grounds: ANY,
    how: `告知期自送达的次日起算；送达日期更正或者有正当理由的可以延长；${LONGER}`,
    then: '再次核查，仍为零余额的销户',
  },
  'unit-seal': {
    clause: 'liaoning-3',
    grounds: ['court-order', 'hindered'],
    how: `等原单位办理封存的期限是本中心给的，单位因正当理由未能按期办理、人民法院文书要求暂缓的可以延长；单位补办或者更正封存的，报来后即继续，不须改期；${LONGER}`,
    then: '单位仍未封存的，不予转换',
  },
  'exit-gate': {
    clause: 'liaoning-7',
    grounds: ['court-order', 'corrected-date'],
    how: '封存满半年是法律规定的条件，不能约定改动：封存日期登记有误的，凭封存凭证更正封存日期，由新的日期重新推算；人民法院文书要求延后付款的，可以延后。',
    then: '重新核查，付款并销户',
    followsSeal: true,
  },
} as const satisfies Readonly<Record<string, MovableWait>>;
export type MovableKind = keyof typeof MOVABLE_WAITS;

export function isMovable(kind: string): kind is MovableKind {
  return Object.hasOwn(MOVABLE_WAITS, kind);
}

/** It ends by the half year of a seal. */
export function followsSeal(kind: MovableKind): boolean {
  const spec: MovableWait = MOVABLE_WAITS[kind];
  return spec.followsSeal === true;
}

/** Longer than this nobody is made to wait by one document. */
export const MOVE_DAYS_MAX = 366;

export interface WaitMoveFacts {
  readonly on: PlainDate;
  readonly kind: string;
  /** The last day as it was given at first. */
  readonly givenOn: PlainDate;
  /** The last day as it stands. */
  readonly lastOn: PlainDate;
  /** The last day that is asked for. */
  readonly toOn: PlainDate;
  readonly ground: MoveGround;
  /** Where it ends by the half year of a seal: the day as it stands, and as the document has it. */
  readonly seal?: SealCorrection | null;
}

export interface SealCorrection {
  readonly openedOn: PlainDate;
  readonly sealedOn: PlainDate;
  /** The day from which the wait runs: that of the seal, or of the whole account by this case. */
  readonly runsFrom: PlainDate;
  readonly correctedOn: PlainDate;
}

/** The last day of the half year of a corrected seal: the gate opens on the day after. */
export function lastDayOfCorrected(correctedOn: PlainDate): PlainDate {
  return halfYear({ sealedOn: correctedOn }).lastDayOn;
}

export interface WaitMove {
  readonly outcome: 'granted' | 'refused';
  readonly reasons: readonly MoveRefusal[];
  /** First day on which what follows is done. */
  readonly followsOn: PlainDate;
  /** How many days later than it stands; negative: earlier. */
  readonly days: number;
}

export const WAIT_MOVE: Rule = {
  name: 'wait-move',
  version: '1',
  title: '改期',
  clauses: [
    ...['liaoning-1', 'liaoning-2', 'liaoning-7', 'liaoning-11', 'liaoning-14'],
    ...['regulation-25', 'regulation-49'],
    ...['civil-code-201', 'civil-code-203'],
  ] as const satisfies readonly ClauseKey[],
};

/** Whether the last day of a wait may become another day. */
export function assessWaitMove(facts: WaitMoveFacts): Decision<WaitMove> {
  const { on, kind, givenOn, lastOn, toOn, ground, seal = null } = facts;
  const spec: MovableWait | null = isMovable(kind) ? MOVABLE_WAITS[kind] : null;
  const clause = spec?.clause ?? 'liaoning-14';
  const bySeal = spec?.followsSeal === true && ground === 'corrected-date';
  const given: readonly Check[] = [
    ['in-the-past', '新的期限不早于今天', toOn >= on, 'civil-code-201'],
    ['before-given', '新的期限不早于原来告知的期限', toOn >= givenOn, 'civil-code-201'],
    ['same-day', '新的期限与现在的不同', toOn !== lastOn, 'civil-code-201'],
    ['too-far', '延长不超过一年', daysBetween(lastOn, toOn) <= MOVE_DAYS_MAX, 'civil-code-201'],
    ['seal-not-asked', '没有更正封存日期', seal === null, clause],
  ];
  const checks: readonly Check[] = [
    ['not-movable', '该等待可以凭此事由改期', spec?.grounds.includes(ground) === true, clause],
    ['over', '等待尚未到期', lastOn >= on, clause],
    ...(bySeal ? sealChecks(on, seal) : given),
  ];
  const reasons = checks.flatMap(([code, , holds]) => (holds ? [] : [code]));
  const followsOn = addDays(toOn, 1);
  return decide(
    WAIT_MOVE,
    {
      outcome: reasons.length === 0 ? 'granted' : 'refused',
      reasons,
      // A half year that is full already: nothing waits any more, from today.
      followsOn: followsOn < on ? on : followsOn,
      days: daysBetween(lastOn, toOn),
    },
    checks.map(([condition, label, value, of]) => ({
      ...{ condition, label, value, clause: of },
      inputs: { on, givenOn, lastOn, toOn, ground, ...(seal && { ...seal }) },
    })),
  );
}

type Check = readonly [MoveRefusal, string, boolean, ClauseKey];

/** The day that follows is the law's own: it may be earlier than was told, and may have come. */
function sealChecks(on: PlainDate, seal: SealCorrection | null): readonly Check[] {
  const clause = 'liaoning-7';
  if (seal === null) return [['seal-not-given', '填写了凭证上的封存日期', false, clause]];
  const { openedOn, sealedOn, runsFrom, correctedOn } = seal;
  return [
    ['seal-own', '半年自单位缴存部分的封存起算', runsFrom === sealedOn, clause],
    ['seal-future', '更正的封存日期不晚于今天', correctedOn <= on, clause],
    ['seal-before-account', '更正的封存日期不早于开户日期', correctedOn >= openedOn, clause],
    ['seal-same', '更正的封存日期与登记的不同', correctedOn !== sealedOn, clause],
  ];
}
