/**
 * States of a personal account and seals of its money (正常 封存 销户): which may follow which, by which
 * way, and the codes of JGJ/T 320 they are exported as.
 *
 * Money is sealed by source. An account is sealed when the source it is paid by now is; the unit
 * portion of somebody who became flexible stays sealed beside contributions that go on, and from its
 * own day runs the half year of clause 7. A hold is another matter: it changes no state. The database
 * holds the same table (`account_way`) and refuses every other way.
 *
 * @source 通知（征求意见稿）（三）（五）（七）; 住房公积金基础数据标准 JGJ/T 320-2014 A.5, A.6
 */
import type { PlainDate } from '../domain/calendar.ts';
import type { ClauseKey } from './clauses.ts';
import { decide, type Decision, type ReasonText, type Rule } from './decision.ts';

export const ACCOUNT_STATES = ['normal', 'sealed', 'closed'] as const;
export type AccountState = (typeof ACCOUNT_STATES)[number];
/** By whom an account is paid; money of each is sealed on its own. */
export const SEALED_SOURCES = ['unit', 'flexible'] as const;
export type SealedSource = (typeof SEALED_SOURCES)[number];

export interface Standing {
  readonly state: AccountState;
  readonly source: SealedSource;
}

export const ACCOUNT_WAY_NAMES = [
  'unit-sealed',
  'unit-unsealed',
  'converted-to-flexible',
  'agreement-ended',
  'exit-signed',
  'exit-regretted',
  'resumed',
  'converted-to-employee',
  'closed',
] as const;
export type AccountWay = (typeof ACCOUNT_WAY_NAMES)[number];

interface Way {
  readonly from: readonly Standing[];
  /** State after it, and by whom the account is paid then; null: as before. */
  readonly to: { readonly state: AccountState; readonly source: SealedSource | null };
  /** Source that is sealed with it, unless it is already. */
  readonly seals: SealedSource | null;
  /** Source whose seal ends with it, if it has one. */
  readonly ends: SealedSource | null;
  readonly clause: ClauseKey;
  /** JGJ/T 320 A.5. */
  readonly business: { readonly code: string; readonly title: string };
}

const SEALING = { code: '05', title: '封存' } as const;
const UNSEALING = { code: '04', title: '启封' } as const;
const MOVING = { code: '06', title: '内部转移' } as const;
const at = (state: AccountState, source: SealedSource): Standing => ({ state, source });

export const ACCOUNT_WAYS: Readonly<Record<AccountWay, Way>> = {
  'unit-sealed': {
    from: [at('normal', 'unit')],
    to: at('sealed', 'unit'),
    seals: 'unit',
    ends: null,
    clause: 'liaoning-3',
    business: SEALING,
  },
  'unit-unsealed': {
    from: [at('sealed', 'unit')],
    to: at('normal', 'unit'),
    seals: null,
    ends: 'unit',
    clause: 'liaoning-3',
    business: UNSEALING,
  },
  'converted-to-flexible': {
    from: [at('sealed', 'unit')],
    to: at('normal', 'flexible'),
    seals: null,
    ends: 'flexible',
    clause: 'liaoning-3',
    business: MOVING,
  },
  'agreement-ended': {
    from: [at('normal', 'flexible')],
    to: at('sealed', 'flexible'),
    seals: 'flexible',
    ends: null,
    clause: 'liaoning-2',
    business: SEALING,
  },
  // From the signature on nothing is contributed, though the agreement ends later: while it can be regretted.
  'exit-signed': {
    from: [at('normal', 'flexible')],
    to: at('sealed', 'flexible'),
    seals: 'flexible',
    ends: null,
    clause: 'liaoning-7',
    business: SEALING,
  },
  'exit-regretted': {
    from: [at('sealed', 'flexible')],
    to: at('normal', 'flexible'),
    seals: null,
    ends: 'flexible',
    clause: 'liaoning-7',
    business: UNSEALING,
  },
  resumed: {
    from: [at('sealed', 'flexible')],
    to: at('normal', 'flexible'),
    seals: null,
    ends: 'flexible',
    clause: 'liaoning-2',
    business: UNSEALING,
  },
  'converted-to-employee': {
    from: [at('normal', 'flexible'), at('sealed', 'flexible')],
    to: at('normal', 'unit'),
    seals: 'flexible',
    ends: 'unit',
    clause: 'liaoning-3',
    business: MOVING,
  },
  closed: {
    from: [
      ...[at('normal', 'unit'), at('sealed', 'unit')],
      ...[at('normal', 'flexible'), at('sealed', 'flexible')],
    ],
    to: { state: 'closed', source: null },
    seals: null,
    ends: null,
    clause: 'liaoning-7',
    business: { code: '12', title: '销户提取' },
  },
};

export interface AccountMoveFacts extends Standing {
  readonly way: AccountWay;
  /** The day on which it takes effect. */
  readonly on: PlainDate;
  readonly today: PlainDate;
  readonly openedOn: PlainDate;
  /** The day of its last seal or unsealing, whatever the source; null: it had none. */
  readonly lastOn: PlainDate | null;
}

export const ACCOUNT_MOVE_REASONS = {
  'account-closed': {
    text: '该账户已经销户。',
    remedy: '重新缴存的，请办理开户；原账号不再使用。',
    clause: 'liaoning-5',
  },
  'state-unfit': {
    text: '账户目前的状态不能这样办理封存、启封或者转换。',
    remedy: '请先核对账户的缴存身份和封存经过。',
    clause: 'liaoning-3',
  },
  'not-yet': {
    text: '所报日期还没有到。',
    remedy: '到了当日再办理。',
    clause: 'liaoning-3',
  },
  'before-opening': {
    text: '所报日期早于账户开户日期。',
    remedy: '请核对所报日期和账号。',
    clause: 'liaoning-3',
  },
  'before-last': {
    text: '所报日期早于上一次封存、启封的日期。',
    remedy: '请按先后顺序补报；确属日期有误的，更正后重报。',
    clause: 'liaoning-3',
  },
} as const satisfies Readonly<Record<string, ReasonText>>;
export type AccountMoveReason = keyof typeof ACCOUNT_MOVE_REASONS;

export interface AccountMoved {
  readonly outcome: 'granted' | 'refused';
  readonly reasons: readonly AccountMoveReason[];
}

export const ACCOUNT_MOVE: Rule = {
  name: 'account-move',
  version: '1',
  title: '账户封存、启封和转换',
  clauses: ['liaoning-2', 'liaoning-3', 'liaoning-5', 'liaoning-7'],
};

/** Whether an account may go that way on that day. */
export function assessAccountMove(facts: AccountMoveFacts): Decision<AccountMoved> {
  const { way, on, today, state, source, openedOn, lastOn } = facts;
  const { from, clause } = ACCOUNT_WAYS[way];
  const fits = from.some((one) => one.state === state && one.source === source);
  const reasons: readonly AccountMoveReason[] = [
    ...(state === 'closed' ? (['account-closed'] as const) : []),
    ...(state !== 'closed' && !fits ? (['state-unfit'] as const) : []),
    ...(on > today ? (['not-yet'] as const) : []),
    ...(on < openedOn ? (['before-opening'] as const) : []),
    ...(lastOn !== null && on < lastOn ? (['before-last'] as const) : []),
  ];
  const days = { on, today, openedOn, lastOn };
  return decide(ACCOUNT_MOVE, { outcome: reasons.length === 0 ? 'granted' : 'refused', reasons }, [
    {
      condition: 'way-fits',
      label: '账户状态允许这样变化',
      inputs: { way, state, source },
      value: fits,
      clause,
    },
    {
      condition: 'day-fits',
      label: '日期在开户和上一次封存、启封之后，且已经到来',
      inputs: days,
      value: !reasons.some((one) => one !== 'state-unfit' && one !== 'account-closed'),
      clause: 'liaoning-3',
    },
  ]);
}

export interface Exported {
  readonly state: string;
  readonly closeReason: string | null;
  /** A hold on the whole account is in force. */
  readonly heldWhole: boolean;
}

/** A code of JGJ/T 320 with its own word. */
export interface StandardCode {
  readonly code: string;
  readonly title: string;
}

const CLOSED_AS: Readonly<Record<string, StandardCode>> = {
  merged: { code: '03', title: '合并销户' },
  'transferred-out': { code: '04', title: '外部转出销户' },
  withdrawn: { code: '05', title: '提取销户' },
  dormant: { code: '05', title: '提取销户' },
  exit: { code: '05', title: '提取销户' },
  death: { code: '05', title: '提取销户' },
};
const OTHER: StandardCode = { code: '99', title: '其他' };

/**
 * 个人账户状态 as exported (JGJ/T 320 A.6): 冻结 hides 正常 and 封存 while the whole account is held,
 * never that it is closed.
 */
export function standardState({ state, closeReason, heldWhole }: Exported): StandardCode {
  if (state === 'closed') return CLOSED_AS[closeReason ?? ''] ?? OTHER;
  if (heldWhole) return { code: '06', title: '冻结' };
  if (state === 'sealed') return { code: '02', title: '封存' };
  return state === 'normal' ? { code: '01', title: '正常' } : OTHER;
}
