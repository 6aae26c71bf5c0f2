/** What a decision was taken from, in words: each input of a condition, its value, its source. */
import { districtName } from '../policy/centers/index.ts';
import { accountStateTitle, agreementStateTitle, sourceTitle } from './wording-accounts.ts';
import { measureTitle, termTitle } from './wording-breaches.ts';
import { dayText, monthText, systemTitle } from './wording.ts';
import { personalChangeTitle, recentChangeText } from './wording-recent-changes.ts';
import { documentProblemText } from './wording-reasons.ts';
import { figureWord, percent } from './wording-figures.ts';
import { choiceTitle } from './wording-forms.ts';

interface InputWords {
  readonly title: string;
  /** Where it comes from: 申请表, an outside system, our own books, the calendar. */
  readonly source: string;
  /** The place in a form whose choices are its values. */
  readonly choices?: string;
  /** How a value reads, where it is neither choice nor day nor yes or no. */
  readonly read?: (value: string) => string;
}

const FORM = '申请表';
const DOCUMENT = '证件号码';
const NATIONAL = systemTitle('national');
const IDENTITY = systemTitle('identity');
const COMPUTED = '按条款推算';
const BOOKS = '账户记录';
const AGREEMENT = '缴存使用协议';
const FIGURES = '参数';
const from = (source: string, title: string, choices?: string): InputWords =>
  choices === undefined ? { title, source } : { title, source, choices };
const read = (source: string, title: string, how: (value: string) => string): InputWords => ({
  ...from(source, title),
  read: how,
});
const yuanText = (value: string) => `${value}元`;

const NUMBER_OF: Readonly<Record<string, string>> = {
  nobody: '无人名下',
  own: '本人名下',
  other: '另一人名下',
};
const BIRTH: Readonly<Record<string, string>> = {
  agrees: '一致',
  differs: '不一致',
  unknown: '无从比较',
};
const DOCUMENT_CHANGES: Readonly<Record<string, string>> = {
  renewed: '换领，号码不变',
  'new-number': '新的号码或者种类',
  corrected: '更正登记错误的号码',
};

const INPUTS: Readonly<Record<string, InputWords>> = {
  employmentForm: from(FORM, '就业形式', 'employment.form'),
  acceptedOn: from('办理日期', '受理之日'),
  on: from('办理日期', '认定之日'),
  bornOn: from(DOCUMENT, '出生日期'),
  sex: from(DOCUMENT, '性别', 'sex'),
  sixteenOn: from(COMPUTED, '年满16周岁之日'),
  eighteenOn: from(COMPUTED, '年满18周岁之日'),
  livesOnOwnIncome: from(FORM, '以自己的劳动收入为主要生活来源'),
  fullCapacity: from(FORM, '声明具有完全民事行为能力'),
  delayMonths: from(COMPUTED, '延迟月数'),
  retiresOn: from(COMPUTED, '达到法定退休年龄之日'),
  drawsPension: from(FORM, '已领取基本养老金'),
  documentType: from(FORM, '证件类型', 'document.type'),
  identity: from(IDENTITY, '核验结果', 'identity.result'),
  askedOn: from('办理日期', '申请之日'),
  listedOn: from('办理日期', '按单位清单办理之日'),
  changes: read(BOOKS, '变更', (one) =>
    one.includes(' ') ? recentChangeText(one) : personalChangeTitle(one),
  ),
  seen: read('人工复核', '已复核的变更', recentChangeText),
  wanted: read(FORM, '申请变更', personalChangeTitle),
  same: read(BOOKS, '与登记相同', personalChangeTitle),
  otherChange: from(BOOKS, '另有信息变更在办'),
  counter: from(FORM, '到窗口办理'),
  numberOf: read(BOOKS, '号码登记在', (code) => NUMBER_OF[code] ?? code),
  birth: read(DOCUMENT, '出生日期、性别与登记', (code) => BIRTH[code] ?? code),
  how: read(FORM, '证件变更', (code) => DOCUMENT_CHANGES[code] ?? code),
  problems: read(DOCUMENT, '证件的问题', documentProblemText),
  status: from(NATIONAL, '答复'),
  nameMatches: from(NATIONAL, '姓名相符'),
  documentMatches: from(NATIONAL, '证件相符'),
  fraudFlag: from(NATIONAL, '骗提骗贷标识'),
  center: from('本中心', '本中心'),
  states: from(NATIONAL, '账户状态', 'accounts.state'),
  unclosed: from(NATIONAL, '未销户的账户数'),
  cleared: from('人工复核', '经复核予以排除'),
  sealedIn: from(NATIONAL, '封存账户所在中心'),
  loansIn: from(NATIONAL, '未结清贷款的中心'),
  until: from(NATIONAL, '限制至'),
  baseMin: read(FIGURES, '缴存基数下限', yuanText),
  baseMax: read(FIGURES, '缴存基数上限', yuanText),
  rateMin: read(FIGURES, '缴存比例下限', percent),
  rateMax: read(FIGURES, '缴存比例上限', percent),
  rounding: read(FIGURES, '取整', figureWord),
  monthlyAmount: read(FORM, '月缴存额', yuanText),
  district: read(FORM, '区县', districtName),
  min: read(COMPUTED, '月缴存额下限', yuanText),
  max: read(COMPUTED, '月缴存额上限', yuanText),
  change: from(FORM, '变更', 'change'),
  ground: from(FORM, '事由', 'ground'),
  state: read(BOOKS, '协议状态', agreementStateTitle),
  heldByMeasure: from(BOOKS, '因处置措施中止'),
  debitUnderWay: from(BOOKS, '有在途扣款'),
  employed: from(BOOKS, '单位已录用或者正在缴存'),
  leaving: from(BOOKS, '本人已签字退出'),
  askedByHeirs: from(BOOKS, '继承人申请死亡提取尚未办结'),
  cured: from(BOOKS, '在期限内整改'),
  curable: from(COMPUTED, '整改可以免除措施'),
  serious: from('处理意见', '情节严重'),
  accountState: read(BOOKS, '账户状态', accountStateTitle),
  account: read(BOOKS, '账户状态', accountStateTitle),
  source: read(BOOKS, '缴存来源', sourceTitle),
  agreement: read(BOOKS, '协议状态', agreementStateTitle),
  transfer: from(BOOKS, '转移在途'),
  paidTo: read(BOOKS, '缴至年月', monthText),
  firstMonth: read('单位报送', '单位首次缴存月份', monthText),
  ownMonths: from(BOOKS, '本人已缴的重叠月数'),
  gapMonths: from(COMPUTED, '间断月数'),
  toleratedGap: from(FIGURES, '容许间断的月数'),
  kind: read(COMPUTED, '措施', measureTitle),
  term: read(AGREEMENT, '协议条款', termTitle),
  from: from('办理日期', '自'),
};

export function hasInputWords(name: string): boolean {
  return Object.hasOwn(INPUTS, name);
}

/** One input of a condition as a reader sees it. */
export function inputText(name: string, value: unknown): string {
  const words = INPUTS[name];
  return `${words?.title ?? name}：${readAs(words, value)}`;
}

function readAs(words: InputWords | undefined, value: unknown): string {
  const { read: how, choices } = words ?? {};
  if (how === undefined) return valueOf(value, choices);
  if (typeof value === 'string') return how(value);
  if (!Array.isArray(value)) return valueOf(value, choices);
  // A kind of change is one word; the mark of a change is told as one.
  const items = value.map((item: unknown) => readAs(words, item));
  return items.length === 0 ? '无' : items.join('、');
}

/** Where the inputs of a condition come from, each source once. */
export function sourcesOf(names: readonly string[]): readonly string[] {
  return [...new Set(names.flatMap((name) => INPUTS[name]?.source ?? []))];
}

/** What a condition came to. */
export function conditionValue(value: unknown): string {
  return valueOf(value, undefined);
}

function valueOf(value: unknown, choices: string | undefined): string {
  if (value === null || value === undefined) return '无';
  if (typeof value === 'boolean') return value ? '是' : '否';
  if (typeof value === 'number') return String(value);
  if (typeof value === 'string') {
    if (/^\d{4}-\d{2}-\d{2}$/.test(value)) return dayText(value);
    return choices === undefined ? (WORDS[value] ?? value) : choiceTitle(choices, value);
  }
  if (!Array.isArray(value)) return '—';
  const items = value.map((item: unknown) => valueOf(item, choices));
  return items.length === 0 ? '无' : items.join('、');
}

const WORDS: Readonly<Record<string, string>> = { ok: '答复完整' };
