/** The words of form fields about agreements in force and their breach, and of what can be chosen. */
import {
  AGREEMENT_CHANGES,
  BREACH_KIND_NAMES,
  CHANGE_GROUNDS,
  HOLD_KINDS,
  MEASURE_KINDS,
  MOVE_GROUNDS,
  SERVED_WAYS,
  type MoveGround,
} from '../domain/vocabulary.ts';
import { MOVE_GROUND_SPECS } from '../policy/wait-moves.ts';
import { holdTitle } from './wording-accounts.ts';
import {
  breachTitle,
  CHANGE_TITLES,
  GROUND_TITLES,
  measureTitle,
  wayTitle,
} from './wording-breaches.ts';

/** By place, as in wording-forms.ts. */
export const AGREEMENT_FIELDS = {
  account: { title: '个人账户', help: '20位账号；从账户页发起的已经填好', control: 'account' },
  unit: { title: '单位账号', help: '单位清单上的单位账号' },
  firstMonth: { title: '单位首次缴存月份', help: '清单上单位开始缴存的月份' },
  'conversion-to-employee.application.file': { title: '单位清单扫描件', fileKind: 'other' },
  change: { title: '变更' },
  ground: { title: '事由', help: '中止：缴存人申请、已由单位缴存、依法冻结；终止另有退休和死亡' },
  fact: { title: '违约情形' },
  withdrawal: {
    title: '违法提取的业务',
    help: '违法提取的填写；批准处置时责令退回，列应收个人款',
    control: 'case',
  },
  way: { title: '送达方式' },
  servedOn: { title: '送达日期', help: '整改期限自送达的次日起算' },
  publishedOn: { title: '公告日期', help: '公告之日起满30日视为送达' },
  publishedIn: { title: '公告载体', help: '报刊、网站或者公告栏' },
  curedOn: { title: '整改日期' },
  'record-delivery.file': { title: '送达回证扫描件', fileKind: 'other' },
  'announce.file': { title: '公告的扫描件或者截图', fileKind: 'other' },
  'record-cure.file': { title: '证明已经整改的材料', fileKind: 'other' },
  moveGround: { title: '改期的事由' },
  toOn: { title: '新的期限（最后一日）', help: '不能早于原来告知的期限；遇休息日顺延至下一工作日' },
  correctedOn: {
    title: '凭证上的封存日期',
    help: '封存日期登记有误的填写，新的期限由封存满半年推算，不另填',
  },
  moveDocument: { title: '文号', help: '裁定书、证明或者回证的编号' },
  'move-wait.file': { title: '文书扫描件', fileKind: 'other' },
  'explain.file': { title: '查明情况的材料', fileKind: 'other' },
  'mend.file': { title: '证明已经更正的材料', fileKind: 'other' },
  'propose-lift.file': { title: '证明已经改正的材料', fileKind: 'other' },
  objectedOn: { title: '提出异议的日期', help: '须在整改期限内' },
  upheld: { title: '异议成立' },
  serious: { title: '情节严重，经催告仍不整改', help: '选“是”的，同时解除协议' },
  measure: { title: '措施' },
  'serve-again.by': { title: '送达方式' },
  kind: { title: '冻结原因' },
  'hold.application.amount': {
    title: '冻结金额',
    help: '整户冻结的不填；可以超过余额，以后入账的一并冻结',
    control: 'money',
  },
  orderedBy: { title: '作出机关', help: '文书上载明的机关；本中心决定的填本中心' },
  orderNumber: { title: '文号', help: '如（2026）辽0102执1234号' },
  'deduct.amount': {
    title: '扣划金额',
    help: '不超过该冻结的金额和账户余额；登记在先的冻结不能动用',
    control: 'money',
  },
  'deduct.orderNumber': { title: '扣划文号', help: '执行裁定书或者协助执行通知书的文号' },
  'deduct.orderedOn': { title: '文书日期', help: '不早于冻结起始日期' },
  payee: { title: '收款账户', help: '文书载明的案款专户，不能是个人的账户' },
  'payee.holder': { title: '收款户名' },
  'payee.bank': { title: '开户银行' },
  'payee.number': { title: '收款账号', help: '12至19位数字' },
  payeeNumber: { title: '再次录入收款账号', help: '对照文书录入，须与登记的一致' },
  holdEnds: { title: '扣划后冻结结束', help: '文书载明并且冻结金额用完的才选' },
  placedOn: { title: '冻结起始日期', help: '文书送达之日' },
  holdUntil: { title: '冻结期限至', help: '期限的最后一日；贷款担保、转移在途的可以不填' },
} as const;

const titled = (codes: readonly string[], title: (code: string) => string) =>
  Object.fromEntries(codes.map((code) => [code, title(code)]));

export const AGREEMENT_CHOICES = {
  moveGround: titled(MOVE_GROUNDS, (code) =>
    isMoveGround(code) ? MOVE_GROUND_SPECS[code].title : code,
  ),
  change: titled(AGREEMENT_CHANGES, (code) => named(CHANGE_TITLES, code)),
  ground: titled(CHANGE_GROUNDS, (code) => named(GROUND_TITLES, code)),
  fact: titled(BREACH_KIND_NAMES, breachTitle),
  way: titled(SERVED_WAYS, wayTitle),
  'serve-again.by': titled(['sms', 'app', 'letter'], wayTitle),
  measure: titled(MEASURE_KINDS, measureTitle),
  upheld: { true: '成立，不认定违约', false: '不成立' },
  kind: titled(HOLD_KINDS, holdTitle),
  serious: { true: '是，同时解除协议', false: '否' },
} as const;

function named(titles: Readonly<Record<string, string>>, code: string): string {
  return titles[code] ?? code;
}

function isMoveGround(code: string): code is MoveGround {
  return Object.hasOwn(MOVE_GROUND_SPECS, code);
}
