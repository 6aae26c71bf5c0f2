/**
 * What the fields of forms and the choices in them are called, for every case type and act.
 *
 * A field is looked up by the end of its path: `contribution.cycle` before `cycle`, so that one
 * word serves wherever the field stands, and a place that needs another word has its own line.
 */
import { CYCLE_NAMES, DOCUMENT_TYPE_NAMES, EMPLOYMENT_FORM_NAMES } from '../domain/vocabulary.ts';
import { consentTitle } from './wording-consents.ts';
import { fileKindTitle } from './wording-things.ts';

type Step = string | number;

const FIELDS: Readonly<Record<string, string>> = {
  application: '申请内容',
  applicant: '申请人',
  name: '姓名',
  document: '身份证件',
  'document.type': '证件类型',
  'document.number': '证件号码',
  otherDocuments: '本人的其他证件',
  'otherDocuments.type': '证件类型',
  'otherDocuments.number': '证件号码',
  validUntil: '有效期至',
  bornOn: '出生日期',
  sex: '性别',
  phone: '手机号码',
  address: '居住地址',
  district: '就业或居住的区县',
  employment: '就业情况',
  'employment.form': '就业形式',
  occupation: '职业',
  fullCapacity: '具有完全民事行为能力',
  livesOnOwnIncome: '以自己的劳动收入为主要生活来源',
  drawsPension: '已领取基本养老金',
  retirementBase: '原法定退休年龄',
  bankCard: '缴存银行卡',
  'bankCard.number': '银行卡号',
  holder: '户名',
  bank: '开户银行',
  contribution: '缴存选择',
  monthlyAmount: '月缴存额（元）',
  cycle: '缴存周期',
  debitDay: '扣款日（每月几日）',
  consents: '授权与同意',
  'consents.kind': '授权事项',
  'consents.version': '文本版本',
  givenAt: '签署时间',
  evidence: '材料',
  'evidence.kind': '材料种类',
  file: '扫描件',
  'evidence.file': '影像',
  channelReference: '渠道流水号',
  openingCase: '开户业务编号',
  reason: '事由',
  verdict: '核对结论',
  finding: '复核事项',
  cleared: '复核意见',
  by: '签署方式',
  agreementHash: '协议摘要',
  termsExplained: '已对重点条款作提示说明',
  signatureReference: '电子签名编号',
  until: '再试时间',
  system: '核查系统',
  serial: '查询流水号',
  queriedAt: '查询时间',
  national: '全国平台的答复',
  nameMatches: '姓名相符',
  documentMatches: '证件号码相符',
  accounts: '账户',
  'accounts.center': '中心代码',
  'accounts.state': '账户状态',
  'accounts.source': '缴存身份',
  loans: '贷款',
  'loans.center': '中心代码',
  'loans.state': '贷款状态',
  fraudFlag: '有骗提骗贷标识',
  bans: '限制期',
  'bans.until': '限制至',
  identity: '身份核验的答复',
  result: '核验结果',
};

const CHOICES: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'document.type': DOCUMENT_TYPE_NAMES,
  'otherDocuments.type': DOCUMENT_TYPE_NAMES,
  sex: { M: '男', F: '女' },
  'employment.form': EMPLOYMENT_FORM_NAMES,
  retirementBase: { 60: '60周岁（男）', 55: '55周岁（女）', 50: '50周岁（女）' },
  cycle: CYCLE_NAMES,
  verdict: { duplicate: '本件为重复申请，终止', 'continue-after': '等另一件办结后继续' },
  finding: {
    mismatch: '平台记录与申请人只有一项相符',
    'fraud-flag': '有骗提骗贷标识',
    'remote-frozen': '外地账户被冻结',
    'identity-mismatch': '身份登记与所填不一致',
    'identity-not-found': '身份登记中查无此人',
    'minor-evidence': '未成年人劳动收入材料',
    'local-frozen': '本中心账户被冻结',
    'local-unknown': '本中心账户缴存身份不明',
  },
  system: { national: '全国住房公积金监管服务平台', identity: '公安身份核验' },
  by: { counter: '柜面签署', electronic: '电子签署' },
  'accounts.state': { normal: '正常', sealed: '封存', frozen: '冻结', closed: '销户' },
  'accounts.source': { unit: '单位缴存', flexible: '灵活就业', unknown: '不明' },
  'loans.state': { open: '未结清', settled: '已结清' },
  result: {
    match: '相符',
    mismatch: '不相符',
    'not-found': '库中无此人',
    deceased: '登记为已死亡',
  },
};

/** What a field is called; its name when nobody wrote it down. */
export function fieldTitle(path: readonly Step[]): string {
  return byEnd(FIELDS, path) ?? String(path.at(-1) ?? '');
}

/** What a choice is called; its code when nobody wrote it down. */
export function choiceTitle(path: readonly Step[], value: Step): string {
  const names = namesOf(path);
  if (names.at(-1) === 'kind' && names.at(-2) === 'evidence') return fileKindTitle(String(value));
  if (names.at(-1) === 'kind' && names.at(-2) === 'consents') return consentTitle(String(value));
  const words = byEnd(CHOICES, names.at(-1) === 'cleared' ? ['finding'] : path);
  return words?.[String(value)] ?? String(value);
}

function namesOf(path: readonly Step[]): readonly string[] {
  return path.filter((step) => typeof step === 'string');
}

function byEnd<T>(words: Readonly<Record<string, T>>, path: readonly Step[]): T | null {
  const names = namesOf(path);
  for (let from = Math.max(0, names.length - 2); from < names.length; from += 1) {
    const found = words[names.slice(from).join('.')];
    if (found !== undefined) return found;
  }
  return null;
}
