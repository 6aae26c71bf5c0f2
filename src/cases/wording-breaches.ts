/** Words for agreements in force and their breach: states, grounds, facts, measures, ways of service. */
import type {
  AgreementChange,
  BreachKind,
  ChangeGround,
  MeasureKind,
} from '../domain/vocabulary.ts';
import type { AgreementState } from '../policy/agreement-states.ts';
import { BREACH_KINDS, BREACH_TERMS } from '../policy/breach-kinds.ts';
import { dayText, monthText } from './wording.ts';
import { plainDate, plainMonth } from '../domain/calendar.ts';

const STATE_MEANS: Readonly<Record<AgreementState, string>> = {
  offered: '协议已出具，等签署。',
  active: '按缴存计划委托银行扣款。',
  suspended: '自下一次扣款起不再扣款，余额保留并照常计息；中止的月份不能补缴。',
  terminated: '缴存计划和扣款授权已经结束，账户封存，余额依法提取。',
  lapsed: '没有在期限内签署，协议未生效。',
  void: '协议作废，不扣款。',
};

/** What a state of an agreement means for its holder. */
export function agreementStateMeans(state: string): string {
  const means: Readonly<Record<string, string>> = STATE_MEANS;
  return means[state] ?? '';
}

export const CHANGE_TITLES: Readonly<Record<AgreementChange, string>> = {
  suspend: '中止',
  resume: '恢复',
  terminate: '终止',
};

export const GROUND_TITLES: Readonly<Record<ChangeGround, string>> = {
  'holder-asked': '缴存人申请',
  employed: '已由单位缴存',
  'account-held': '账户被依法冻结',
  'ground-gone': '中止的事由已经消除',
  retired: '达到法定退休年龄',
  deceased: '缴存人死亡',
};

/** Why an agreement stands where it stands: beside the grounds, what a breach did. */
const REASON_TITLES: Readonly<Record<string, string>> = {
  ...GROUND_TITLES,
  breach: '违约处置',
  'measure-lifted': '处置措施已解除',
  'measure-revoked': '违约告知已撤销',
  dormant: '零余额停缴销户',
  exit: '退出销户',
  'exit-regretted': '退出销户在反悔期内撤回',
  withdrawal: '提取全部余额并销户',
  'withdrawal-ended': '提取并销户撤回或者没有办成',
  'not-employed': '单位没有缴存或者报送有误',
  'death-not-proved': '死亡提取撤回或者没有准予',
};

export function stateReasonTitle(reason: string): string {
  return REASON_TITLES[reason] ?? reason;
}

export function breachTitle(kind: string): string {
  return isKind(kind) ? BREACH_KINDS[kind].title : kind;
}

function isKind(kind: string): kind is BreachKind {
  return Object.hasOwn(BREACH_KINDS, kind);
}

export const MEASURE_WORDS: Readonly<
  Record<MeasureKind, { readonly title: string; readonly means: string }>
> = {
  'continuity-reset': {
    title: '连续缴存时间中断，重新计算',
    means: '连续缴存月数自恢复缴存的月份起重新计算；累计月数不变。',
  },
  'subsidy-lost': { title: '停发缴存补贴', means: '自决定之日起不再发放缴存补贴。' },
  'quota-recalculated': {
    title: '贷款条件和额度重新认定',
    means: '以后的贷款申请按重新计算的连续缴存时间认定。',
  },
  'loan-rate-raised': { title: '按借款合同调整贷款执行利率', means: '按借款合同约定执行。' },
  'loan-barred': { title: '暂停办理新的贷款', means: '解除前不受理新的住房公积金贷款申请。' },
  'agreement-suspended': {
    title: '中止缴存使用协议',
    means: '不再扣款，余额保留；措施解除后协议恢复。',
  },
  ban: { title: '限制提取和贷款', means: '限制期内不得提取住房公积金，不得使用住房公积金贷款。' },
  'agreement-terminated': {
    title: '解除缴存使用协议',
    means: '决定书送达之日解除；缴存计划和扣款授权结束，余额依法提取。',
  },
};

function isMeasure(kind: string): kind is MeasureKind {
  return Object.hasOwn(MEASURE_WORDS, kind);
}

export function measureTitle(kind: string): string {
  return isMeasure(kind) ? MEASURE_WORDS[kind].title : kind;
}

export function measureMeans(kind: string): string {
  return isMeasure(kind) ? MEASURE_WORDS[kind].means : '';
}

/** 《缴存使用协议》“违约情形及处置”… */
export function termTitle(term: string): string {
  const known: Readonly<Record<string, string>> = BREACH_TERMS;
  return `《缴存使用协议》${known[term] ?? term}`;
}

const WAY_TITLES: Readonly<Record<string, string>> = {
  counter: '当面',
  letter: '信函',
  sms: '短信',
  app: '手机应用',
  announcement: '公告',
};

export function wayTitle(way: string): string {
  return WAY_TITLES[way] ?? way;
}

const BREACH_OUTCOMES: Readonly<Record<string, string>> = {
  cured: '已整改',
  dismissed: '异议成立',
  withdrawn: '已撤销',
  concluded: '已处置',
};

export function breachOutcome(outcome: string): string {
  return BREACH_OUTCOMES[outcome] ?? outcome;
}

/** 2026年7月至9月，共3个月; empty where no months are meant. */
export function spanText(from: string | null, to: string | null, months: number | null): string {
  if (from === null || to === null || months === null) return '';
  const range =
    from === to
      ? monthText(plainMonth(from))
      : `${monthText(plainMonth(from))}至${monthText(plainMonth(to))}`;
  return `${range}，共${String(months)}个月`;
}

/** 自2026年12月1日起，至2029年12月1日止. */
export function measureDays(from: string, until: string | null): string {
  const since = `自${dayText(plainDate(from))}起`;
  return until === null ? since : `${since}，至${dayText(plainDate(until))}止`;
}
