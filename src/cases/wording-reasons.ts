/**
 * Why a case was refused, reviewed or deferred, what the person can do, and the law's own words.
 *
 * The rules' reasons stand with the rules (src/policy); here stand those that only the course of a
 * case can give, and the printed form of all of them. A printed reason keeps the words in force on
 * the day of the decision, so that a later change of the law does not change an old notice.
 */
import type { PlainDate } from '../domain/calendar.ts';
import { clauseText, clauseTitle, type ClauseKey } from '../policy/clauses.ts';
import { DOCUMENT_PROBLEMS } from '../policy/identity-document.ts';
import { ELIGIBILITY_REASONS, LEGAL_AGES, withAges, type Ages } from '../policy/eligibility.ts';
import { CHANGE_REASON_WORDS } from '../policy/change-reasons.ts';
import { DEATH_REASONS } from '../policy/death-payout.ts';
import { EXIT_REFUSAL_WORDS } from '../policy/exit-refusals.ts';
import { WITHDRAWAL_REFUSAL_WORDS } from '../policy/withdrawal-refusals.ts';
import { OPENING_FINDINGS, OPENING_FLAGS } from '../policy/opening-findings.ts';
import { EMPLOYMENT_REASONS } from '../policy/conversion-to-employee.ts';
import { PERSONAL_CHANGE_FINDINGS, PERSONAL_CHANGE_REASONS } from '../policy/personal-change.ts';
import { TAKE_UP_EXPIRED, TAKE_UP_FINDINGS } from '../policy/take-up-findings.ts';
import type { PrintedClause, PrintedReason } from './wording-documents.ts';

interface Words {
  readonly text: string;
  readonly remedy: string;
  readonly clause: ClauseKey;
  /** Clauses beside the first that the reason rests on. */
  readonly also?: readonly ClauseKey[];
}

/** Reasons of the course itself and of the identity check. */
const COURSE_REASONS = {
  deceased: {
    text: '公安机关的身份登记显示申请人已死亡或户籍已注销。',
    remedy: '如登记有误，请本人持身份证件到公安机关更正后再次申请，或者申请人工复议。',
    clause: 'liaoning-1',
  },
  'identity-mismatch': {
    text: '公安机关的身份登记与所填姓名、证件号码不一致。',
    remedy: '请核对证件原件；近期变更过姓名或证件的，请携带户口簿等变更记录申请人工复议。',
    clause: 'liaoning-1',
  },
  'identity-not-found': {
    text: '公安机关的身份登记中没有查到所填证件。',
    remedy: '请核对证件类型和号码；新办或换领的证件，可在登记后再次申请，或者申请人工复议。',
    clause: 'liaoning-1',
  },
  'invalid-document': {
    text: '所持身份证件经核验已失效。',
    remedy: '请换领有效证件后再次申请。',
    clause: 'liaoning-1',
  },
  'minor-evidence': {
    text: '已满16周岁未满18周岁，所交材料不足以证明以自己的劳动收入为主要生活来源。',
    remedy: '可补充劳动合同、平台流水、营业执照、纳税或银行流水后再次申请，或年满18周岁后申请。',
    clause: 'liaoning-1',
    also: ['civil-code-18'],
  },
  'not-competent': {
    text: '所选区县不属于本中心管辖，本中心不能办理。',
    remedy: '请向就业地或居住地的住房公积金管理中心申请；区县填写有误的，更正后可以再次申请。',
    clause: 'regulation-49',
  },
  'amount-outside-limits': {
    text: '所选月缴存额不在当地规定的上下限以内。',
    remedy: '请改选上下限以内的月缴存额后再次申请。',
    clause: 'liaoning-4',
  },
  'supplement-expired': {
    text: '一次性补正告知的期限已满，所列材料仍未补齐。',
    remedy: '备齐材料后可以重新申请。',
    clause: 'liaoning-1',
  },
  'deferral-expired': {
    text: '告知的等待期限已满，外地账户仍未封存或合并，全国范围内仍有正常缴存的账户。',
    remedy: '请先到账户所在地的住房公积金管理中心办理封存、合并或转移，办妥后可以再次申请。',
    clause: 'liaoning-14',
    also: ['regulation-13'],
  },
} as const satisfies Record<string, Words>;

/** Clauses that a rule's reason rests on beside its own. */
const ALSO: Readonly<Record<string, readonly ClauseKey[]>> = {
  'under-16': ['civil-code-18'],
  'minor-without-own-income': ['civil-code-18'],
  retired: ['retirement-1'],
  pensioner: ['retirement-1'],
  'local-unit': ['liaoning-14'],
  'local-flexible': ['liaoning-14'],
  'remote-normal': ['regulation-13'],
  'several-accounts': ['regulation-13'],
  'changed-too-soon': ['liaoning-2'],
  'unit-seal-expired': ['regulation-13'],
};

const REASONS: Readonly<Record<string, Words>> = {
  ...TAKE_UP_FINDINGS,
  ...TAKE_UP_EXPIRED,
  ...EMPLOYMENT_REASONS,
  ...OPENING_FINDINGS,
  ...ELIGIBILITY_REASONS,
  ...COURSE_REASONS,
  ...CHANGE_REASON_WORDS,
  ...WITHDRAWAL_REFUSAL_WORDS,
  ...EXIT_REFUSAL_WORDS,
  ...DEATH_REASONS,
  ...PERSONAL_CHANGE_REASONS,
  'personal-change-declined': {
    text: '复核认为不能变更，理由见决定书。',
    remedy: '备齐材料、消除所列情况后可以再次申请。',
    clause: 'liaoning-11',
  },
  'withdrawal-declined': {
    text: '复核或者审批认为不符合提取条件，理由见决定书。',
    remedy: '备齐材料、消除所列情况后可以再次申请。',
    clause: 'regulation-25',
  },
};

/** Every reason that words are kept for. */
export const REASON_CODES: readonly string[] = Object.keys(REASONS);

/** Whether words are kept for a reason; the tests ask it of every code a rule may give. */
export function hasReason(code: string): boolean {
  return Object.hasOwn(REASONS, code);
}

export interface ReasonOfCase {
  readonly code: string;
  /** What was found, one sentence. */
  readonly reason: string;
  /** What the person can do. */
  readonly remedy: string;
  readonly clause: ClauseKey;
  readonly clauses: readonly ClauseKey[];
}

/**
 * The words of a reason.
 *
 * @param ages the center's, where they stand in the words
 * @throws RangeError when nobody wrote words for the code: a refusal never goes out without them
 */
export function reasonOf(code: string, ages: Ages = LEGAL_AGES): ReasonOfCase {
  const words = REASONS[code];
  if (!words) throw new RangeError(`no words for the reason ${code}`);
  const { text, remedy, clause, also = ALSO[code] ?? [] } = words;
  return {
    code,
    reason: withAges(text, ages),
    remedy: withAges(remedy, ages),
    clause,
    clauses: [clause, ...also],
  };
}

/** Titles stand where nobody knows the center's figures: they name no age. */
const TITLES: Readonly<Record<string, string>> = {
  'under-16': '未达到可以参加的年龄',
  'minor-without-own-income': '未成年，且未以自己的劳动收入为主要生活来源',
  'minor-evidence': '未成年，所交材料不足以证明以自己的劳动收入为主要生活来源',
  ...PERSONAL_CHANGE_FINDINGS,
  'recent-personal-change': '近期变更信息后提取',
};

/** A finding or reason as a title for a timeline, a task or a flag: its code when unknown. */
export function findingTitle(code: string): string {
  return TITLES[code] ?? (REASONS[code]?.text ?? code).replace(/。$/, '');
}

export function flagText(flag: string): string {
  const flags: Readonly<Record<string, string>> = OPENING_FLAGS;
  return flags[flag] ?? flag;
}

/** What is wrong with an identity document, and the remedy. */
export function documentProblemText(problem: string): string {
  const problems: Readonly<Record<string, { readonly text: string; readonly remedy: string }>> =
    DOCUMENT_PROBLEMS;
  const words = problems[problem];
  return words ? words.text + words.remedy : problem;
}

/** A clause as a notice prints it: its title and the words in force on that day. */
export function printedClause(key: ClauseKey, on: PlainDate): PrintedClause {
  return { key, title: clauseTitle(key), text: clauseText(key, on) };
}

type Earliest = Readonly<Record<string, PlainDate>>;

/**
 * Reasons as a notice prints them.
 *
 * @param earliest the first day on which waiting alone brings a grant, where a rule computes one
 * @param ages the center's
 * @throws RangeError when nobody wrote words for a code
 */
export function printedReasons(
  codes: readonly string[],
  on: PlainDate,
  { earliest = {}, ages }: { readonly earliest?: Earliest; readonly ages?: Ages } = {},
): readonly PrintedReason[] {
  return codes.map((code) => {
    const { reason, remedy, clauses } = reasonOf(code, ages);
    return {
      code,
      reason,
      remedy,
      clauses: clauses.map((key) => printedClause(key, on)),
      earliestOn: earliest[code] ?? null,
    };
  });
}
