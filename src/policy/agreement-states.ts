/**
 * 缴存使用协议 in force: which state may follow which, and who may suspend, resume or end one and why.
 *
 * In force is `active` or `suspended`. A suspended agreement asks for no contributions, keeps the
 * money and the account; months of the suspension are a gap for good. The database holds the same
 * table (`agreement_transition`) and refuses every other way.
 *
 * @source 通知（征求意见稿）（二）（三）; 缴存使用协议“中止与终止”
 */
import { addToMonth, monthOf, type PlainDate, type PlainMonth } from '../domain/calendar.ts';
import type { AgreementChange, ChangeGround } from '../domain/vocabulary.ts';
import type { ClauseKey } from './clauses.ts';
import { decide, type Decision, type ReasonText, type Rule } from './decision.ts';

export const AGREEMENT_STATES = [
  'offered',
  'active',
  'suspended',
  'terminated',
  'lapsed',
  'void',
] as const;
export type AgreementState = (typeof AGREEMENT_STATES)[number];

export const AGREEMENT_TRANSITIONS: Readonly<Record<AgreementState, readonly AgreementState[]>> = {
  offered: ['active', 'void', 'lapsed'],
  active: ['suspended', 'terminated', 'void'],
  suspended: ['active', 'terminated'],
  terminated: [],
  lapsed: [],
  void: [],
};

/** What each leads to. */
export const CHANGE_LEADS_TO = {
  suspend: 'suspended',
  resume: 'active',
  terminate: 'terminated',
} as const satisfies Record<AgreementChange, AgreementState>;

interface Ground {
  readonly changes: readonly AgreementChange[];
  readonly clause: ClauseKey;
  /** The holder does not ask for it: a second person looks. */
  readonly byCenter: boolean;
}

/** What the agreement lets each ground do. */
export const GROUNDS: Readonly<Record<ChangeGround, Ground>> = {
  'holder-asked': {
    changes: ['suspend', 'resume', 'terminate'],
    clause: 'liaoning-2',
    byCenter: false,
  },
  employed: { changes: ['suspend'], clause: 'liaoning-3', byCenter: true },
  'account-held': { changes: ['suspend'], clause: 'liaoning-2', byCenter: true },
  'ground-gone': { changes: ['resume'], clause: 'liaoning-2', byCenter: true },
  retired: { changes: ['terminate'], clause: 'liaoning-2', byCenter: true },
  deceased: { changes: ['terminate'], clause: 'civil-code-13', byCenter: true },
};

export interface AgreementChangeFacts {
  readonly change: AgreementChange;
  readonly ground: ChangeGround;
  readonly on: PlainDate;
  /** Null: the account has no agreement in force. */
  readonly state: AgreementState | null;
  /** 1 to 28. */
  readonly debitDay: number;
  /** A measure against a breach keeps the agreement suspended. */
  readonly heldByMeasure: boolean;
  /** A unit has listed the holder and is waited for, or pays. */
  readonly employed: boolean;
  /** The holder has signed an exit that is open. */
  readonly leaving: boolean;
  /** The holder draws everything, and the account closes when it is paid; left out: no such case is open. */
  readonly closing?: boolean;
  /** Heirs have asked for the money, and it is not decided yet. */
  readonly askedByHeirs: boolean;
  /** Money of the account is with the bank just now. */
  readonly debitUnderWay: boolean;
}

export interface AgreementChanged {
  readonly outcome: 'granted' | 'refused';
  readonly reasons: readonly AgreementChangeReason[];
  /** Another person has to agree. */
  readonly secondPerson: boolean;
  /** When it is resumed: the first month owed again. */
  readonly owesFrom: PlainMonth | null;
}

export const AGREEMENT_CHANGE_REASONS = {
  'not-in-force': {
    text: '该账户没有生效或者中止中的缴存使用协议。',
    remedy: '需要缴存的，请重新申请开户或者办理身份转换。',
    clause: 'liaoning-2',
  },
  'state-unfit': {
    text: '协议目前的状态不能这样变更。',
    remedy: '生效中的协议可以中止或者终止，中止中的协议可以恢复或者终止。',
    clause: 'liaoning-2',
  },
  'ground-unfit': {
    text: '所选事由不能作为这项变更的依据。',
    remedy: '请按协议“中止与终止”一条选择相应的事由。',
    clause: 'liaoning-2',
  },
  'held-by-measure': {
    text: '协议因违约处置措施中止，措施尚未解除。',
    remedy: '请先改正违约事实，在违约办件中申请解除措施，措施解除后协议自行恢复。',
    clause: 'liaoning-2',
  },
  employed: {
    text: '单位已报送录用本人，或者正在为本人缴存，协议因此停止扣款。',
    remedy:
      '单位期内未缴存的，协议自行恢复；报送有误的，由主管在灵活转单位办件中撤销；已由单位缴存的，离职封存后办理单位转灵活。',
    clause: 'liaoning-3',
  },
  'exit-signed': {
    text: '本人已签字退出，协议因此停止扣款。',
    remedy: '不再退出的，请在反悔期内撤回退出办件，协议自行恢复。',
    clause: 'liaoning-7',
  },
  'withdrawal-closes': {
    text: '本人申请提取全部余额并销户，尚未办结，协议因此停止扣款。',
    remedy: '该提取撤回或者没有办成的，协议自行恢复。',
    clause: 'regulation-24',
  },
  'asked-by-heirs': {
    text: '继承人或者受遗赠人申请死亡提取，尚未办结，协议因此停止扣款。',
    remedy: '该办件撤回或者复核不同意的，协议自行恢复。',
    clause: 'regulation-24',
  },
  'debit-under-way': {
    text: '有一笔扣款正在银行办理，结果未知，不能终止协议。',
    remedy: '请等银行回报（一般当日）后再终止；需要先停止以后的扣款的，可以先办理中止。',
    clause: 'liaoning-4',
  },
} as const satisfies Readonly<Record<string, ReasonText>>;
export type AgreementChangeReason = keyof typeof AGREEMENT_CHANGE_REASONS;

export const AGREEMENT_CHANGE: Rule = {
  name: 'agreement-change',
  version: '2',
  title: '协议中止、恢复与终止',
  clauses: [
    ...(['liaoning-2', 'liaoning-3', 'liaoning-4', 'liaoning-7'] as const),
    ...(['regulation-24', 'civil-code-13'] as const),
  ],
};

/** Whether the agreement may be suspended, resumed or ended, and what comes of it. */
export function assessAgreementChange(facts: AgreementChangeFacts): Decision<AgreementChanged> {
  const { change, ground, on, state, debitDay } = facts;
  const reasons = reasonsAgainst(facts);
  const granted = reasons.length === 0;
  const secondPerson = change === 'terminate' || GROUNDS[ground].byCenter;
  const owesFrom = granted && change === 'resume' ? owedAgainFrom(on, debitDay) : null;
  return decide(
    AGREEMENT_CHANGE,
    { outcome: granted ? 'granted' : 'refused', reasons, secondPerson, owesFrom },
    [
      {
        condition: 'state-fits',
        label: '协议状态允许这项变更',
        inputs: { state, change },
        value: !reasons.includes('state-unfit') && !reasons.includes('not-in-force'),
        clause: 'liaoning-2',
      },
      {
        condition: 'ground-fits',
        label: '事由可以作为依据',
        inputs: { ground },
        value: !reasons.includes('ground-unfit'),
        clause: GROUNDS[ground].clause,
      },
      {
        condition: 'nothing-holds-it',
        label: '没有处置措施或者在途扣款阻止',
        inputs: { heldByMeasure: facts.heldByMeasure, debitUnderWay: facts.debitUnderWay },
        value: !reasons.includes('held-by-measure') && !reasons.includes('debit-under-way'),
        clause: 'liaoning-4',
      },
      {
        condition: 'nobody-else-stops-it',
        label: '没有单位录用、退出或者死亡提取使扣款停止',
        inputs: {
          ...{ employed: facts.employed, leaving: facts.leaving },
          askedByHeirs: facts.askedByHeirs,
          ...(facts.closing === true && { closing: true }),
        },
        value: !STOPPED_OTHERWISE.some((reason) => reasons.includes(reason)),
        clause: 'liaoning-3',
      },
    ],
  );
}

/** What stops the debits beside a measure: while it stands nobody lets them go on. */
const STOPPED_OTHERWISE = [
  'employed',
  'exit-signed',
  'withdrawal-closes',
  'asked-by-heirs',
] as const;

function reasonsAgainst(facts: AgreementChangeFacts): readonly AgreementChangeReason[] {
  const { change, ground, state, debitUnderWay } = facts;
  if (state !== 'active' && state !== 'suspended') return ['not-in-force'];
  const fits = AGREEMENT_TRANSITIONS[state].includes(CHANGE_LEADS_TO[change]);
  return [
    ...(fits ? [] : (['state-unfit'] as const)),
    ...(GROUNDS[ground].changes.includes(change) ? [] : (['ground-unfit'] as const)),
    ...(change === 'resume' ? stillStopping(facts) : []),
    ...(change === 'terminate' && debitUnderWay ? (['debit-under-way'] as const) : []),
  ];
}

function stillStopping(facts: AgreementChangeFacts): readonly AgreementChangeReason[] {
  return [
    ...(facts.heldByMeasure ? (['held-by-measure'] as const) : []),
    ...(facts.employed ? (['employed'] as const) : []),
    ...(facts.leaving ? (['exit-signed'] as const) : []),
    ...(facts.closing === true ? (['withdrawal-closes'] as const) : []),
    ...(facts.askedByHeirs ? (['asked-by-heirs'] as const) : []),
  ];
}

/**
 * The first month owed again: the one of the resumption while its debit day is still to come, else the
 * next. What lies before stays a gap: no missed month is bought.
 */
export function owedAgainFrom(on: PlainDate, debitDay: number): PlainMonth {
  const month = monthOf(on);
  return Number(on.slice(8)) < debitDay ? month : addToMonth(month, 1);
}
