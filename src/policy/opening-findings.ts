/**
 * What the national check at opening can find: the outcome of each finding, what a person is
 * told, whether a reviewer may clear it, and the flags that stand beside any outcome.
 *
 * @source 通知（征求意见稿）（三）（十四）; regulation, articles 13, 31 and 41
 */
import { type OpeningCode } from '../domain/vocabulary.ts';
import { type ReasonText } from './decision.ts';

export type OpeningOutcome = 'open' | 'convert' | 'review' | 'defer' | 'refuse' | 'retry';

export const OPENING_FLAGS = {
  'transfer-in-offer': '在外地有封存账户，开户后可办理异地转入。',
  'open-loan': '在全国范围内有未结清的住房公积金贷款；可以开户，结清前不予新贷款。',
  ban: '在违规提取或骗贷的限制期内；可以开户缴存，限制期内不予提取和贷款。',
} as const;
export type OpeningFlag = keyof typeof OPENING_FLAGS;

interface Finding extends ReasonText {
  readonly outcome: OpeningOutcome;
  /** May a reviewer clear it? */
  readonly clearable: boolean;
}

/** What each finding leads to and what a person is told; the order is that of OPENING_CODES. */
export const OPENING_FINDINGS = {
  'no-answer': {
    outcome: 'retry',
    clearable: false,
    text: '未取得全国住房公积金监管服务平台的完整答复。',
    remedy: '系统将继续查询，取得完整答复前不能开户。',
    clause: 'liaoning-14',
  },
  'wrong-person': {
    outcome: 'retry',
    clearable: false,
    text: '平台答复的姓名与证件均与申请人不符，疑为他人的答复。',
    remedy: '系统将重新查询。',
    clause: 'liaoning-14',
  },
  mismatch: {
    outcome: 'review',
    clearable: true,
    text: '平台记录的姓名与证件只有一项与申请人相符。',
    remedy: '须人工核对是否为同一人。',
    clause: 'liaoning-14',
  },
  'fraud-flag': {
    outcome: 'review',
    clearable: true,
    text: '平台记录有骗提骗贷标识。',
    remedy: '须人工核对该标识及其期限。',
    clause: 'liaoning-14',
  },
  'local-frozen': {
    outcome: 'review',
    clearable: false,
    text: '在本中心有被冻结的账户。',
    remedy: '须先在本中心解除冻结。',
    clause: 'liaoning-14',
  },
  'remote-frozen': {
    outcome: 'review',
    clearable: true,
    text: '在外地有被冻结的账户。',
    remedy: '须人工核对冻结原因。',
    clause: 'liaoning-14',
  },
  'several-accounts': {
    outcome: 'defer',
    clearable: false,
    text: '在全国范围内有两个以上未销户的账户。',
    remedy: '请先办理账户合并或转移，合并后继续办理。',
    clause: 'liaoning-14',
  },
  'local-unit': {
    outcome: 'refuse',
    clearable: false,
    text: '在本中心有单位正常缴存的账户，仍为单位缴存职工。',
    remedy: '与单位终止劳动关系并封存账户后，可办理转为灵活就业人员缴存。',
    clause: 'regulation-13',
  },
  'local-flexible': {
    outcome: 'refuse',
    clearable: false,
    text: '在本中心已有灵活就业人员缴存账户。',
    remedy: '如需调整缴存金额或周期，请办理缴存变更。',
    clause: 'regulation-13',
  },
  'local-unknown': {
    outcome: 'review',
    clearable: false,
    text: '在本中心有正常缴存的账户，缴存身份不明。',
    remedy: '须先在本中心核实该账户的缴存身份。',
    clause: 'liaoning-14',
  },
  'local-sealed': {
    outcome: 'convert',
    clearable: false,
    text: '在本中心有封存账户，不另开户。',
    remedy: '请办理单位转灵活或者恢复缴存，原账号和缴存记录保留。',
    clause: 'liaoning-3',
  },
  'remote-normal': {
    outcome: 'defer',
    clearable: false,
    text: '在外地有正常缴存的账户。',
    remedy: '请先在外地办理封存，封存后继续办理。',
    clause: 'liaoning-14',
  },
  'remote-sealed': {
    outcome: 'open',
    clearable: false,
    text: '在外地有封存账户。',
    remedy: '开户后可办理异地转移接续。',
    clause: 'liaoning-3',
  },
  'local-closed': {
    outcome: 'open',
    clearable: false,
    text: '在本中心曾有账户，已销户。',
    remedy: '另开新账户，与原记录关联。',
    clause: 'liaoning-14',
  },
  'no-account': {
    outcome: 'open',
    clearable: false,
    text: '在全国范围内没有未销户的账户。',
    remedy: '可以开户。',
    clause: 'liaoning-14',
  },
} as const satisfies Record<OpeningCode, Finding>;

/** The findings a reviewer may clear. */
export type ClearableCode = 'mismatch' | 'fraud-flag' | 'remote-frozen';
export function isClearable(code: OpeningCode): code is ClearableCode {
  return OPENING_FINDINGS[code].clearable;
}
