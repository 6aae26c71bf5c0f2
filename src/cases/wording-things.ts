/** The Chinese names of what hangs on a case: files, printed documents, ways of sending. */
import { AGENT_FILE_KINDS } from './wording-agents.ts';
import { DEATH_FILE_KINDS } from './wording-death.ts';
import { PERSONAL_FILE_KINDS } from './wording-personal-change.ts';
import type { DocumentKind } from './wording-documents.ts';

const FILE_KINDS: Readonly<Record<string, string>> = {
  'identity-document': '身份证件影像',
  'own-income': '本人劳动收入材料',
  'retirement-base': '原法定退休年龄材料',
  'bank-card': '银行卡影像',
  application: '申请书',
  'signed-agreement': '协议签字页',
  transcript: '平台查询记录',
  'marriage-certificate': '结婚证',
  'no-home-proof': '无自有住房证明',
  lease: '房屋租赁合同',
  'income-proof': '家庭工资收入材料',
  'purchase-contract': '购房合同',
  'ownership-certificate': '不动产权证书',
  'building-permit': '建造、翻建、大修批准文件',
  'renovation-contract': '装修合同',
  'expense-receipt': '付款凭证',
  'loan-contract': '购房借款合同',
  'repayment-record': '还款记录',
  'retirement-certificate': '退休证明',
  'disability-appraisal': '劳动能力鉴定结论',
  'emigration-proof': '出境定居材料',
  'approval-document': '国务院批准文件',
  ...DEATH_FILE_KINDS,
  ...PERSONAL_FILE_KINDS,
  ...AGENT_FILE_KINDS,
  other: '其他材料',
};

export function fileKindTitle(kind: string): string {
  return FILE_KINDS[kind] ?? kind;
}

/** The title a printed document bears. */
export const DOCUMENT_TITLES: Readonly<Record<DocumentKind, string>> = {
  agreement: '灵活就业人员住房公积金缴存使用协议',
  receipt: '收件回执',
  acceptance: '受理通知书',
  'supplement-notice': '一次性补正告知书',
  'not-accepted': '不予受理通知书',
  refusal: '不予开户决定书',
  deferral: '待外地账户封存告知书',
  'signing-reminder': '协议签署提醒',
  lapse: '逾期未签终止通知',
  'account-opened': '开户通知书',
  'conversion-referral': '转办身份转换告知书',
  'application-withdrawn': '撤回申请确认书',
  'human-review': '人工复议受理告知书',
  'opening-undone': '撤销误开户告知书',
  'employment-listed': '单位报送录用告知书',
  'converted-to-employee': '转为单位缴存通知书',
  'employment-ended': '灵活转单位办结告知书',
  'take-up-agreement': '灵活就业人员住房公积金缴存使用协议（沿用原账户）',
  'taken-up': '沿用原账户缴存通知书',
  'unit-seal-awaited': '待单位封存告知书',
  'take-up-refused': '不予沿用原账户缴存决定书',
  'take-up-deferred': '待外地账户封存告知书',
  'take-up-reminder': '协议签署提醒',
  'take-up-lapsed': '逾期未签终止通知',
  'take-up-withdrawn': '撤回申请确认书',
  amendment: '缴存使用协议补充协议',
  'contribution-changed': '缴存变更通知书',
  'change-refused': '不予变更通知书',
  'change-ended': '缴存变更终止通知',
  'contribution-receipt': '缴存回执',
  'payment-slip': '缴款通知单',
  'debit-refused': '扣款未成功通知',
  'payment-reminder': '缴存提醒',
  'mandate-ended': '委托扣款授权终止通知',
  'agreement-changed': '协议变更告知书',
  'breach-notice': '违约告知书',
  'objection-reply': '违约异议答复书',
  'breach-decision': '违约处置决定书',
  'breach-closed': '违约处置办结告知书',
  'dormancy-warning': '零余额停缴提醒',
  'dormancy-notice': '零余额销户告知书',
  'dormancy-ended': '零余额销户办结告知书',
  'dormant-interest-paid': '零余额账户利息付款通知书',
  'dormant-closed': '零余额销户通知书',
  'withdrawal-accepted': '提取受理通知书',
  'withdrawal-supplement': '提取补正告知书',
  'withdrawal-decision': '准予提取决定书',
  'withdrawal-refused': '不准提取决定书',
  'withdrawal-paid': '提取付款通知书',
  'payout-failed': '付款未成功通知',
  'withdrawal-ended': '提取终止通知',
  'withdrawal-closed': '提取销户通知书',
  'withdrawal-kept-open': '账户未注销告知书',
  'payout-returned': '提取款退回通知',
  'death-accepted': '死亡提取受理通知书',
  'death-decision': '准予死亡提取决定书',
  'death-refused': '不准死亡提取决定书',
  'death-paid': '死亡提取付款通知书',
  'death-closed': '死亡销户通知书',
  'death-ended': '死亡提取终止通知',
  'personal-change-accepted': '信息变更受理通知书',
  'personal-change-supplement': '信息变更补正告知书',
  'personal-changed': '信息变更通知书',
  'personal-change-told': '信息变更告知（原手机号码）',
  'personal-change-refused': '不予变更决定书',
  'personal-change-ended': '信息变更终止通知',
  'exit-terms': '退出销户告知书',
  'exit-accepted': '退出销户受理通知书',
  'exit-decision': '准予退出提取决定书',
  'exit-refused': '不予办理退出销户决定书',
  'exit-paid': '退出提取付款通知书',
  'exit-gate-moved': '付款销户日期变动通知',
  'exit-closed': '销户通知书',
  'exit-ended': '退出销户终止通知',
  'exit-loan-settled': '贷款结清通知',
  'wait-moved': '改期告知书',
  'irregularity-result': '异常核查结果单',
  'hold-notice': '账户冻结情况告知书',
  'hold-reply': '协助冻结回执',
  'deduction-notice': '依法扣划告知书',
  'deduction-reply': '协助扣划回执',
  'earliest-dates': '最早可办日期告知单',
  'account-statement': '住房公积金个人明细账（对账单）',
  'proof-certificate': '账务核验证明',
  'run-list': '批处理名单',
};

/** The title of a kind of document; its code when nobody wrote it down. */
export function noticeTitle(kind: string): string {
  const titles: Readonly<Record<string, string>> = DOCUMENT_TITLES;
  return titles[kind] ?? kind;
}

const WAYS: Readonly<Record<string, string>> = { sms: '短信', app: '手机应用', letter: '信函' };

export function noticeWay(way: string): string {
  return WAYS[way] ?? way;
}

const CHANNELS: Readonly<Record<string, string>> = {
  hall: '服务大厅',
  bank: '银行代办网点',
  terminal: '自助终端',
  online: '网上服务大厅',
  run: '批处理',
};

/** The way by which a case came in; null for the id of a program that brings cases. */
export function wayTitle(channel: string): string | null {
  return CHANNELS[channel] ?? null;
}

const CONTENTS: Readonly<Record<string, string>> = {
  document: '打印的文书',
  'person-document': '打印的告知单',
  application: '申请内容',
  event: '留痕的详情',
  decision: '认定的详情',
  check: '核查的证据',
  note: '备注',
};

/** What of a case somebody looked at. */
export function contentTitle(what: string): string {
  return CONTENTS[what] ?? what;
}
