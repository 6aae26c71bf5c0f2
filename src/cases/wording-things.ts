/** The Chinese names of what hangs on a case: files, printed documents, ways of sending. */
import type { DocumentKind } from './wording-documents.ts';

const FILE_KINDS: Readonly<Record<string, string>> = {
  'identity-document': '身份证件影像',
  'own-income': '本人劳动收入材料',
  'retirement-base': '原法定退休年龄材料',
  'bank-card': '银行卡影像',
  application: '申请书',
  'signed-agreement': '协议签字页',
  transcript: '平台查询记录',
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
  amendment: '缴存使用协议补充协议',
  'contribution-changed': '缴存变更通知书',
  'change-refused': '不予变更通知书',
  'change-ended': '缴存变更终止通知',
  'contribution-receipt': '缴存回执',
  'debit-refused': '扣款未成功通知',
  'payment-reminder': '缴存提醒',
  'mandate-ended': '委托扣款授权终止通知',
  'agreement-changed': '协议变更告知书',
  'breach-notice': '违约告知书',
  'objection-reply': '违约异议答复书',
  'breach-decision': '违约处置决定书',
  'breach-closed': '违约处置办结告知书',
  'hold-notice': '账户冻结情况告知书',
  'hold-reply': '协助冻结回执',
  'earliest-dates': '最早可办日期告知单',
  'account-statement': '住房公积金个人明细账（对账单）',
  'proof-certificate': '账务核验证明',
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
