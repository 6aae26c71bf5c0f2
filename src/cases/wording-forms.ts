/**
 * The Chinese words of form fields: what a field is called, what is to be filled in, what can be
 * chosen, and how a value reads.
 *
 * One table for every form of every case type, by the dotted place of the field (lists leave no
 * trace in it): `applicant.document.type`. The longest entry that a place ends with counts.
 */
import { CHOICES, type Titles } from './wording-form-choices.ts';
import { AGENT_FIELDS } from './wording-agents.ts';
import { AGREEMENT_FIELDS } from './wording-forms-agreements.ts';
import { DEATH_FIELDS } from './wording-death.ts';
import { PERSONAL_FIELDS } from './wording-personal-change.ts';
import { WITHDRAWAL_FIELDS } from './wording-forms-withdrawals.ts';
import { fileKindTitle } from './wording-things.ts';

/** How a field is best filled in, where its schema does not tell. */
export type Control =
  'money' | 'long' | 'district' | 'branch' | 'card' | 'phone' | 'case' | 'account';

export interface FieldWords {
  readonly title: string;
  readonly help?: string;
  readonly control?: Control;
  /** A file of this kind is uploaded. */
  readonly fileKind?: string;
}

const named = (title: string, help?: string): FieldWords =>
  help === undefined ? { title } : { title, help };

const FIELDS: Readonly<Record<string, FieldWords>> = {
  reason: { title: '事由（记入留痕）', control: 'long' },
  reasonCode: named('退回原因', '选“其他”的须在事由中写明'),
  application: named('申请表'),
  applicant: named('申请人'),
  name: named('姓名', '与证件一致；间隔点请用“·”'),
  document: named('身份证件'),
  'document.type': named('证件类型'),
  'document.number': named('证件号码'),
  'document.validUntil': named('证件有效期至', '长期有效的填“长期”'),
  otherDocuments: named('本人的其他证件', '旧证、通行证等'),
  'otherDocuments.type': named('证件类型'),
  'otherDocuments.number': named('证件号码'),
  'otherDocuments.validUntil': named('证件有效期至', '长期有效的填“长期”'),
  bornOn: named('出生日期', '证件号码中有的不必填写'),
  sex: named('性别', '证件号码中有的不必填写'),
  phone: { title: '手机号码', help: '11位', control: 'phone' },
  address: named('居住地址'),
  district: { title: '区县', control: 'district', help: '六位代码；月缴存额下限随区县而定' },
  employment: named('就业情况'),
  'employment.form': named('就业形式'),
  'employment.occupation': named('职业'),
  fullCapacity: named('声明具有完全民事行为能力'),
  livesOnOwnIncome: named('声明以自己的劳动收入为主要生活来源', '未满可以不凭收入参加的年龄的填写'),
  drawsPension: named('已领取基本养老金'),
  retirementBase: named('原法定退休年龄', '女性填写；50周岁须有材料'),
  bankCard: named('缴存银行卡'),
  'bankCard.number': { title: '银行卡号', control: 'card' },
  'bankCard.holder': named('户名', '须为申请人本人'),
  'bankCard.bank': named('开户银行'),
  contribution: named('缴存选择'),
  'contribution.monthlyAmount': { title: '月缴存额', control: 'money' },
  'contribution.cycle': named('缴存周期'),
  'contribution.debitDay': named('扣款日', '每月1日至28日'),
  amount: { title: '金额', control: 'money' },
  monthlyAmount: { title: '新的月缴存额', control: 'money', help: '不变的不填' },
  cycle: named('新的缴存周期', '不变的不填'),
  debitDay: named('新的扣款日', '每月1日至28日；不变的不填'),
  consents: named('同意书和授权书'),
  'consents.kind': named('种类'),
  'consents.version': named('文本版本'),
  'consents.givenAt': named('签署时间'),
  evidence: named('材料'),
  'evidence.kind': named('材料种类'),
  'evidence.file': named('材料文件'),
  channelReference: named('渠道业务号'),
  verdict: named('核对结论'),
  finding: named('复核事项'),
  cleared: named('经核实予以排除的事项'),
  'review.cleared': named('复核结论'),
  by: named('签署方式'),
  agreementHash: named('协议摘要'),
  file: { title: '扫描件', fileKind: 'other' },
  'sign.file': { title: '签字页扫描件', fileKind: 'signed-agreement' },
  signatureReference: named('电子签名凭证号'),
  termsExplained: named('已就重点条款向申请人作提示说明'),
  until: named('约定的时间'),
  system: named('查询的系统'),
  serial: named('查询流水号', '平台查询结果上的流水号'),
  'enter-answer.file': { title: '查询结果扫描件', fileKind: 'transcript' },
  queriedAt: named('查询时间'),
  national: named('全国账户核查结果'),
  'national.nameMatches': named('姓名相符'),
  'national.documentMatches': named('证件相符'),
  'national.accounts': named('账户', '平台上没有账户的不添加'),
  'accounts.center': named('所在中心', '六位代码'),
  'accounts.state': named('账户状态'),
  'accounts.source': named('缴存来源'),
  'national.loans': named('贷款', '平台上没有贷款的不添加'),
  'loans.center': named('贷款中心', '六位代码'),
  'loans.state': named('贷款状态'),
  'national.fraudFlag': named('有骗提骗贷标识'),
  'national.bans': named('限制期'),
  'bans.until': named('限制至'),
  identity: named('身份核验结果'),
  'identity.result': named('核验结果'),
  openingCase: { title: '误开户的业务', control: 'case' },
  digest: { title: '所看预览的摘要' },
  branch: { title: '接收网点', control: 'branch' },
  ...AGREEMENT_FIELDS,
  ...WITHDRAWAL_FIELDS,
  ...DEATH_FIELDS,
  ...PERSONAL_FIELDS,
  ...AGENT_FIELDS,
  identityFile: {
    title: '本人身份证件影像',
    help: '申请时没有附的，现在补上',
    fileKind: 'identity-document',
  },
  datesExplained: named('已把付款、销户的日期逐项向本人说明'),
};

/** The words of a field; its own name when nobody wrote any. */
export function fieldWords(place: string): FieldWords {
  return lookUp(FIELDS, place) ?? { title: place.slice(place.lastIndexOf('.') + 1) };
}

export function hasFieldWords(place: string): boolean {
  return lookUp(FIELDS, place) !== null;
}

/** The titles of what can be chosen at a place; null where nobody wrote any. */
export function choicesAt(place: string): Titles | null {
  return lookUp(CHOICES, place);
}

export function choiceTitle(place: string, value: string): string {
  return choicesAt(place)?.[value] ?? value;
}

function lookUp<T>(table: Readonly<Record<string, T>>, place: string): T | null {
  const key = keyIn(table, place);
  return key === null ? null : (table[key] ?? null);
}

function keyIn(table: Readonly<Record<string, unknown>>, place: string): string | null {
  const parts = place.split('.');
  const endings = parts.map((_, from) => parts.slice(from).join('.'));
  return endings.find((ending) => Object.hasOwn(table, ending)) ?? null;
}

const ORDER = new Map(Object.keys(FIELDS).map((key, n) => [key, n]));

/** Pointers in the order in which forms ask: what was stored may have lost it. */
export function inFormOrder(pointers: readonly string[]): readonly string[] {
  const rank = (pointer: string) => ORDER.get(keyIn(FIELDS, placeOf(pointer)) ?? '') ?? ORDER.size;
  return pointers.toSorted((left, right) => rank(left) - rank(right));
}

/** `/applicant/otherDocuments/0/type` → `applicant.otherDocuments.type` */
export function placeOf(pointer: string): string {
  return pointer
    .split('/')
    .filter((part) => part !== '' && part !== '#' && !/^\d+$/.test(part))
    .join('.');
}

/**
 * 申请人 · 身份证件 · 证件号码. What stands for everything (the whole form, the act) is left out.
 */
export function fieldTitle(pointer: string): string {
  const parts = placeOf(pointer).split('.');
  const places = parts.map((_, end) => parts.slice(0, end + 1).join('.'));
  const known = places.filter((place, n) => n === parts.length - 1 || hasFieldWords(place));
  return known
    .map((place) => fieldWords(place).title)
    .filter((title, n) => n === known.length - 1 || title !== '申请表')
    .join(' · ');
}

/** A value as it stands in a form, for people. */
export function valueText(pointer: string, value: unknown): string {
  const place = placeOf(pointer);
  if (value === undefined || value === null || value === '') return '—';
  if (typeof value === 'boolean') {
    return choicesAt(place)?.[String(value)] ?? (value ? '是' : '否');
  }
  if (typeof value === 'string') return textOf(place, value);
  if (typeof value === 'number') return choiceTitle(place, String(value));
  if (Array.isArray(value)) {
    const items = value.map((item: unknown) => valueText(pointer, item));
    return items.length === 0 ? '无' : items.join('；');
  }
  if (typeof value !== 'object') return '—';
  const fields = new Map(
    Object.entries(value).map(([name, inner]: [string, unknown]) => [`${pointer}/${name}`, inner]),
  );
  return inFormOrder([...fields.keys()])
    .filter((at) => !HIDDEN.has(lastOf(at)))
    .map((at) => {
      const text = valueText(at, fields.get(at));
      return NAMED_BY_VALUE.has(lastOf(at)) ? text : `${fieldWords(placeOf(at)).title}${text}`;
    })
    .join('，');
}

function lastOf(pointer: string): string {
  return pointer.slice(pointer.lastIndexOf('/') + 1);
}

/** Opaque ids say nothing to a reader. */
const HIDDEN = new Set(['file', 'version', 'givenAt']);
/** The value alone says what it is. */
const NAMED_BY_VALUE = new Set(['kind', 'type', 'state', 'source', 'number']);

function textOf(place: string, value: string): string {
  if (place.endsWith('kind')) return choicesAt(place)?.[value] ?? fileKindTitle(value);
  return choiceTitle(place, value);
}
