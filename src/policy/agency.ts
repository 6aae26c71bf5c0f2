/**
 * 代理: what somebody may do for a person by a 授权委托书 (民法典 161, 165).
 *
 * The letter is judged on the very day of every act: its business, its powers, its days. Joining is
 * never done by an agent: whoever joins declares in person and signs an agreement in person. Money is
 * never received by one either: what a person is paid goes to a card of his or her own.
 *
 * @source 民法典 第十八条、第一百六十一条、第一百六十五条、第一百六十八条、第一百七十三条
 */
import type { PlainDate } from '../domain/calendar.ts';
import { compare, type Yuan } from '../domain/money.ts';
import type { AgentAct, AgentBusiness } from '../domain/vocabulary.ts';
import type { ClauseKey } from './clauses.ts';
import { decide, type Decision, type Json, type ReasonText, type Rule } from './decision.ts';
import type { DocumentProblem } from './identity-document.ts';

/** Nobody acts for another below this age; a letter is a business act of an adult (民法典 18). */
export const AGENT_AGE_MIN = 18;

export interface AgencyFacts {
  /** The day of the act. */
  readonly on: PlainDate;
  readonly business: AgentBusiness;
  readonly act: AgentAct;
  /** 协议恢复 is joining again, by whatever form. */
  readonly joins: boolean;
  /** Asked for by the person; what the center does of its own accord has no agent. */
  readonly ownWish: boolean;
  /** Somebody of the office stands face to face with the agent. */
  readonly atCounter: boolean;
  readonly businesses: readonly AgentBusiness[];
  readonly acts: readonly AgentAct[];
  readonly issuedOn: PlainDate;
  /** The last day on which the letter holds. */
  readonly endsOn: PlainDate;
  readonly notarised: boolean;
  /** What the business is about, in yuan; null: no money leaves. */
  readonly amount: Yuan | null;
  /** Above it the letter has to be notarised; null: the center does not ask for it. */
  readonly notarisedAbove: Yuan | null;
  readonly documentProblems: readonly DocumentProblem[];
  /** Whole years on the day; null: the document does not tell and nobody stated it. */
  readonly age: number | null;
  /** The agent is the person acted for. */
  readonly samePerson: boolean;
  /** Somebody who works at the office: nobody; whoever handles the case; somebody of the same name. */
  readonly staff: 'none' | 'handler' | 'namesake';
  /** The namesake was looked at and is another person. */
  readonly notStaff: boolean;
  /** What is to be paid would go to a card of the agent. */
  readonly paysAgent: boolean;
}

/** In the order in which they are told; `at` is the field below the agent's part of the form. */
export const AGENCY_REFUSALS = {
  joining: {
    text: '参加缴存、签订协议的行为须由本人亲自办理，不能由他人代理。',
    remedy: '请本人到网点或者通过本人的渠道办理。',
    clause: 'civil-code-161',
    at: '',
  },
  'not-own-wish': {
    text: '由本中心依规定作出的变更，没有代理人。',
    remedy: '只有缴存人申请的变更可以由代理人提出。',
    clause: 'civil-code-161',
    at: '',
  },
  'not-at-counter': {
    text: '代理人只能到网点柜面办理。',
    remedy: '请代理人携带本人身份证件和授权委托书原件到网点办理，或者由本人通过渠道办理。',
    clause: 'civil-code-165',
    at: '',
  },
  document: {
    text: '代理人的身份证件不能使用。',
    remedy: '请按代理人的证件原件重新录入，或者换用有效证件。',
    clause: 'civil-code-165',
    at: '/document/number',
  },
  'age-unknown': {
    text: '不能确定代理人是否成年。',
    remedy: '证件号码中没有出生日期的，请按证件填写代理人的出生日期。',
    clause: 'civil-code-18',
    at: '/bornOn',
  },
  minor: {
    text: '代理人未满18周岁。',
    remedy: '请由成年的代理人办理，或者由本人办理。',
    clause: 'civil-code-18',
    at: '/document/number',
  },
  'same-person': {
    text: '代理人与本人是同一人。',
    remedy: '本人亲自办理的不填代理人。',
    clause: 'civil-code-165',
    at: '/document/number',
  },
  'office-staff': {
    text: '代理人与本中心工作人员同名；本中心工作人员不能代理本中心的业务。',
    remedy:
      '经核对确为另一人的，请确认“不是本中心工作人员”；是工作人员的，请由他人代理或者本人办理。',
    clause: 'civil-code-168',
    at: '/name',
  },
  'handler-is-agent': {
    text: '代理人与经办人同名，经办人不能办理自己代理的业务。',
    remedy: '请由另一名工作人员核对身份后办理；本中心工作人员不能代理本中心的业务。',
    clause: 'civil-code-168',
    at: '/name',
  },
  'business-outside': {
    text: '授权委托书载明的代理事项不包括本业务。',
    remedy: '请补充载明本业务的授权委托书，或者由本人办理。',
    clause: 'civil-code-165',
    at: '/authority/businesses',
  },
  'act-outside': {
    text: '授权委托书载明的权限不包括这一步。',
    remedy: '请补充载明该权限的授权委托书，或者由本人办理这一步。',
    clause: 'civil-code-165',
    at: '/authority/acts',
  },
  'not-yet': {
    text: '授权委托书的出具日期晚于今天。',
    remedy: '请核对出具日期，自出具之日起可以办理。',
    clause: 'civil-code-165',
    at: '/authority/issuedOn',
  },
  expired: {
    text: '授权委托书的委托期限已经届满，委托代理终止。',
    remedy: '请由本人办理，或者补充新的授权委托书。',
    clause: 'civil-code-173',
    at: '/authority/endsOn',
  },
  'not-notarised': {
    text: '金额超过本中心规定的数额，授权委托书须经公证。',
    remedy: '请补充经公证的授权委托书，或者由本人办理。',
    clause: 'civil-code-165',
    at: '/authority/notarised',
  },
  'pays-agent': {
    text: '收款银行卡在代理人名下；代理人不能代收款项。',
    remedy: '款项只付到本人名下的银行卡，请填写本人的银行卡。',
    clause: 'liaoning-7',
    at: null,
  },
} as const satisfies Record<string, ReasonText & { readonly at: string | null }>;
export type AgencyRefusal = keyof typeof AGENCY_REFUSALS;

export interface Agency {
  readonly outcome: 'granted' | 'refused';
  readonly reasons: readonly AgencyRefusal[];
}

export const AGENCY: Rule = {
  name: 'agency',
  version: '1',
  title: '代理',
  clauses: [
    ...['civil-code-18', 'civil-code-161', 'civil-code-165', 'civil-code-168'],
    ...['civil-code-173', 'liaoning-7'],
  ] as const satisfies readonly ClauseKey[],
};

/** Whether the agent may do this, on this day, by this letter. */
export function assessAgency(facts: AgencyFacts): Decision<Agency> {
  const looks = conditionsOf(facts);
  const reasons = looks.flatMap(([code, , , holds]) => (holds ? [] : [code]));
  return decide(
    AGENCY,
    { outcome: reasons.length === 0 ? 'granted' : 'refused', reasons },
    looks.map(([condition, label, inputs, value]) => ({
      ...{ condition, label, inputs, value },
      clause: AGENCY_REFUSALS[condition].clause,
    })),
  );
}

type Look = readonly [AgencyRefusal, string, Readonly<Record<string, Json>>, boolean];

function conditionsOf(facts: AgencyFacts): readonly Look[] {
  const { on, business, act, joins, ownWish, atCounter, businesses, acts } = facts;
  const { issuedOn, endsOn, age, staff, notStaff, documentProblems } = facts;
  return [
    ['joining', '不是参加缴存、签订协议的行为', { business, joins }, !joins],
    ['not-own-wish', '由缴存人申请', { ownWish }, ownWish],
    ['not-at-counter', '代理人到网点柜面', { atCounter }, atCounter],
    [
      'document',
      '代理人的证件可以使用',
      { problems: documentProblems },
      documentProblems.length === 0,
    ],
    ['age-unknown', '知道代理人的年龄', { known: age !== null }, age !== null],
    ['minor', '代理人年满18周岁', { age }, age === null || age >= AGENT_AGE_MIN],
    ['same-person', '代理人不是本人', {}, !facts.samePerson],
    ['handler-is-agent', '代理人不是经办人', { staff }, staff !== 'handler'],
    [
      'office-staff',
      '代理人不是本中心工作人员',
      { staff, notStaff },
      staff !== 'namesake' || notStaff,
    ],
    [
      'business-outside',
      '代理事项包括本业务',
      { business, businesses },
      businesses.includes(business),
    ],
    ['act-outside', '代理权限包括这一步', { act, acts }, acts.includes(act)],
    ['not-yet', '授权委托书已经出具', { on, issuedOn }, issuedOn <= on],
    ['expired', '在委托期限内', { on, endsOn }, on <= endsOn],
    notarisedLook(facts),
    ['pays-agent', '款项不付给代理人', {}, !facts.paysAgent],
  ];
}

function notarisedLook({ notarised, amount, notarisedAbove }: AgencyFacts): Look {
  const asks = amount !== null && notarisedAbove !== null && compare(amount, notarisedAbove) > 0;
  const inputs = { notarised, amount, notarisedAbove };
  return ['not-notarised', '超过规定数额的，授权委托书经过公证', inputs, notarised || !asks];
}

/** Case types that nobody may begin for another: joining, and what makes a new agreement. */
export const NEVER_BY_AGENT: readonly string[] = [
  'account-opening',
  'conversion-to-flexible',
  'conversion-to-employee',
  'resumption',
];
