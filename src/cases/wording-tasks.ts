/**
 * What a task asks for and what an application lacks, in the words a clerk says to a person.
 */
import { SUPERVISION_TASK_KINDS, SUPERVISION_TASKS } from './wording-tasks-supervision.ts';
import { WITHDRAWAL_TASK_KINDS, WITHDRAWAL_TASKS } from './wording-tasks-withdrawals.ts';
import { DEATH_TASK_KINDS, DEATH_TASKS } from './wording-death.ts';
import { PERSONAL_TASK_KINDS, PERSONAL_TASKS } from './wording-personal-change.ts';
import { MONEY_TASK_KINDS, MONEY_TASKS } from './wording-tasks-money.ts';
import { HOLD_TASK_KINDS, HOLD_TASKS } from './wording-tasks-holds.ts';
import { EXIT_TASK_KINDS, EXIT_TASKS } from './wording-tasks-exit.ts';
import type { MissingItem, MissingCode } from '../policy/opening-intake.ts';

export const TASK_KINDS = [
  'supplement',
  'verdict',
  'repair',
  'confirm-answer',
  'review',
  'rework',
  'sign',
  'human-review',
  'approve-reversal',
  'sign-change',
  'bank-change',
  'take-over',
  'recover',
  'approve-agreement-change',
  'serve-notice',
  'answer-objection',
  'propose-measures',
  'approve-measures',
  'approve-lift',
  ...WITHDRAWAL_TASK_KINDS,
  ...EXIT_TASK_KINDS,
  ...DEATH_TASK_KINDS,
  ...PERSONAL_TASK_KINDS,
  ...HOLD_TASK_KINDS,
  ...SUPERVISION_TASK_KINDS,
  ...MONEY_TASK_KINDS,
  'approve-employment',
] as const;
export type TaskKind = (typeof TASK_KINDS)[number];

export interface TaskWords {
  readonly title: string;
  /** What the holder of the task does. */
  readonly todo: string;
  /** The acts by which it is done: the screen puts them first. */
  readonly acts?: readonly string[];
}

const TASKS: Readonly<Record<TaskKind, TaskWords>> = {
  'approve-employment': {
    title: '确认灵活转单位',
    todo: '对照单位的清单核对账户、单位和首次缴存月份，同意或不同意转换。',
    acts: ['approve', 'decline'],
  },
  supplement: {
    title: '催办补正',
    todo: '联系申请人一次补齐所列材料并录入；逾期不补的，业务按告知书终止。',
    acts: ['supplement'],
  },
  verdict: {
    title: '同一人多件核对',
    todo: '并排核对同一人的两件业务，认定本件为重复申请，或者等另一件办结后继续。',
    acts: ['verdict'],
  },
  repair: {
    title: '处理外部系统故障',
    todo: '查看失败的步骤，立即重试、约定时间再试，或录入在平台上实际查询的结果。',
    acts: ['retry-now', 'wait-until', 'enter-answer'],
  },
  'confirm-answer': {
    title: '确认录入的查询结果',
    todo: '对照查询流水号和扫描件，确认或退回他人录入的查询结果。',
    acts: ['confirm-answer', 'decline-answer'],
  },
  review: {
    title: '开户复核',
    todo: '逐项核实所列事项，写明依据；核实无误的事项予以排除，规则将再次计算。',
    acts: ['review'],
  },
  rework: {
    title: '更正后再送复核',
    todo: '查看退回的原因和说明，对照原件更正录入；须本人配合的联系本人。没有要更正的，写明理由再送复核。',
    acts: ['correct', 'resubmit'],
  },
  sign: {
    title: '签署协议',
    todo: '提示说明重点条款，打印协议请申请人签署，上传签字页扫描件。',
    acts: ['sign'],
  },
  'human-review': {
    title: '人工复议',
    todo: '对照申请人的理由逐项核对不予开户的事实，更正有误的事实，由规则再次认定。',
    acts: ['reconsider'],
  },
  'approve-reversal': {
    title: '确认撤销开户',
    todo: '核对开户有误的理由和账户从未记账，同意或不同意撤销。',
    acts: ['approve', 'decline'],
  },
  'sign-change': {
    title: '签署补充协议',
    todo: '说明变更内容和首次扣款，打印补充协议请申请人签署，上传签字页扫描件。',
    acts: ['sign'],
  },
  'bank-change': {
    title: '办妥扣款授权的变更',
    todo: '联系持卡人取得银行发送的验证码，在账户页录入；银行没有受理的，查明原因后再次向银行办理，或者由申请人撤回。',
    acts: ['ask-bank'],
  },
  'take-over': {
    title: '接收移交的业务',
    todo: '查看移交理由、环节和期限，确认接收后继续办理；业务已随移交转到本网点。',
  },
  recover: {
    title: '追回应收个人款',
    todo: '联系本人归还已付出而被银行收回或冲销的款项；到账后在“应收个人款”中用这笔来款登记追回。',
  },
  'approve-agreement-change': {
    title: '确认协议变更',
    todo: '核对事由和所附材料，同意或不同意中止、恢复、终止协议。',
    acts: ['approve', 'decline'],
  },
  'serve-notice': {
    title: '送达文书',
    todo: '短信和信函均未送达：当面送达并登记回证；下落不明的，登记公告送达。',
    acts: ['record-delivery', 'announce', 'serve-again'],
  },
  'answer-objection': {
    title: '审查异议',
    todo: '对照缴存人的理由核对违约事实，写明成立或不成立的理由，书面答复。',
    acts: ['decide-objection'],
  },
  'propose-measures': {
    title: '提出处理意见',
    todo: '整改期已过：核对是否已经整改，按协议的处置表提出处理意见。',
    acts: ['propose', 'record-cure', 'object'],
  },
  'approve-measures': {
    title: '审批处理意见',
    todo: '核对送达、整改期和处理意见的依据，批准或退回。',
    acts: ['approve', 'return'],
  },
  'approve-lift': {
    title: '审批解除措施',
    todo: '核对违约事实是否已经改正，批准或不同意解除措施。',
    acts: ['approve-lift', 'decline-lift'],
  },
  ...WITHDRAWAL_TASKS,
  ...EXIT_TASKS,
  ...DEATH_TASKS,
  ...PERSONAL_TASKS,
  ...HOLD_TASKS,
  ...SUPERVISION_TASKS,
  ...MONEY_TASKS,
};

function isTaskKind(kind: string): kind is TaskKind {
  return Object.hasOwn(TASKS, kind);
}

/** The words of a task; a kind nobody wrote down keeps its code as its title. */
export function taskWords(kind: string): TaskWords {
  return isTaskKind(kind) ? TASKS[kind] : { title: kind, todo: '' };
}

interface MissingWords {
  /** The thing, as a noun: 居住地址. */
  readonly name: string;
  /** What to bring or to say. */
  readonly bring: string;
}

const MISSING: Readonly<Record<MissingCode, MissingWords>> = {
  'document-unreadable': {
    name: '证件号码',
    bring: '携带有效身份证件原件，证件号码无法通过校验，须按原件重新核对录入。',
  },
  'document-mismatch': {
    name: '出生日期或性别',
    bring: '携带身份证件原件，所填出生日期或性别与证件号码不一致，须按证件更正。',
  },
  'document-expired': {
    name: '有效期内的证件',
    bring: '换领新证后携带原件；已办理换领的，可携带临时身份证件。',
  },
  'document-scan': { name: '身份证件影像', bring: '携带身份证件原件，现场拍照或扫描。' },
  'born-on': { name: '出生日期', bring: '说明出生日期，并携带载明出生日期的证件原件。' },
  sex: { name: '性别', bring: '说明性别，并携带载明性别的证件原件。' },
  phone: { name: '手机号码', bring: '提供本人正在使用的11位手机号码。' },
  address: { name: '居住地址', bring: '提供现居住地址，用于送达文书。' },
  district: { name: '就业或居住的区县', bring: '说明就业或居住所在的区县，缴存额下限按区县确定。' },
  employment: {
    name: '就业形式和职业',
    bring: '说明就业形式（个体经营、非全日制或新就业形态）和所从事的职业。',
  },
  'full-capacity': { name: '民事行为能力声明', bring: '本人声明是否具有完全民事行为能力。' },
  'own-income-evidence': {
    name: '本人劳动收入材料',
    bring:
      '携带劳动合同、平台收入流水、营业执照、纳税或银行流水之一，证明以自己的劳动收入为主要生活来源。',
  },
  'retirement-base-evidence': {
    name: '原法定退休年龄材料',
    bring: '携带养老保险参保记录，证明原法定退休年龄为50周岁。',
  },
  'bank-card': { name: '缴存银行卡', bring: '携带本人名下的借记卡。' },
  'bank-card-holder': {
    name: '本人名下的银行卡',
    bring: '所填银行卡户名与申请人姓名不一致，须改用本人名下的借记卡。',
  },
  contribution: { name: '缴存选择', bring: '选定月缴存额、缴存周期和扣款日。' },
  'contribution-amount': { name: '月缴存额', bring: '改选当地上下限以内的月缴存额。' },
  'contribution-cycle': { name: '缴存周期', bring: '改选本中心已开通的缴存周期。' },
  'debit-day': { name: '扣款日', bring: '改选允许范围内的扣款日。' },
  'consent-personal-data': {
    name: '个人信息处理同意书',
    bring: '阅读并签署个人信息（含敏感个人信息）处理同意书。',
  },
  'consent-national-platform': {
    name: '全国账户核查授权书',
    bring: '阅读并签署授权书，授权通过全国住房公积金监管服务平台核查账户和贷款情况。',
  },
  'consent-identity-verification': {
    name: '身份核验授权书',
    bring: '阅读并签署身份信息核验授权书。',
  },
};

/** One line of a supplement notice. */
export interface MissingLine {
  readonly name: string;
  readonly bring: string;
}

/** What is missing and what to bring, in the order of the intake; one line for each thing. */
export function missingLines(items: readonly MissingItem[]): readonly MissingLine[] {
  return items.map(({ code, detail }) => {
    const { name, bring } = MISSING[code];
    return { name, bring: bring.replace(/。$/, `${rangeText(code, detail)}。`) };
  });
}

/** The same from the stored detail of a case; what this release does not know is left out. */
export function missingLinesIn(stored: unknown): readonly MissingLine[] {
  return Array.isArray(stored) ? missingLines(stored.filter(isMissingItem)) : [];
}

function isMissingItem(value: unknown): value is MissingItem {
  if (typeof value !== 'object' || value === null || !('code' in value)) return false;
  return typeof value.code === 'string' && Object.hasOwn(MISSING, value.code);
}

/** The range that an amount or a day must keep, as the intake gave it. */
function rangeText(code: MissingCode, detail: MissingItem['detail']): string {
  const { min, max } = { min: detail?.['min'], max: detail?.['max'] };
  if (min === undefined || max === undefined) return '';
  return code === 'debit-day' ? `（每月${min}日至${max}日）` : `（每月${min}元至${max}元，含两端）`;
}

/** The noun of a missing thing, for lists and sentences; its code when nobody wrote it down. */
export function missingName(code: string): string {
  const known: Readonly<Record<string, MissingWords>> = MISSING;
  return known[code]?.name ?? code;
}
