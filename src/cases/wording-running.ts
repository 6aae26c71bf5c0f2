/** What a change of a figure would make of a running case, in words; and which types it can reach, and why not. */
import type { FigureName } from '../policy/figures.ts';
import { FIGURES } from '../policy/figures.ts';
import {
  RUNNING_TYPES,
  UNREACHED,
  verdictOf,
  type RunningType,
  type Verdict,
} from '../policy/figure-reach.ts';
import { CHOSEN_TYPES, JOINING_CLASS_TITLES, type FigureClass } from '../policy/figure-choice.ts';
import { CHANGE_REASON_WORDS } from '../policy/change-reasons.ts';
import { WITHDRAWAL_REFUSAL_WORDS } from '../policy/withdrawal-refusals.ts';
import type { CaseImpact, Foretold } from './figure-running.ts';
import { CASE_TYPES } from './index.ts';
import { sourceTitle } from './wording-accounts.ts';
import { withdrawalGapNames, withdrawalReviewText } from './wording-withdrawals.ts';
import { dayText, listText } from './wording.ts';

/** In one sentence, what it was and what it will be; null for a case that does not change. */
export function runningSentence(
  type: RunningType,
  name: FigureName,
  { from, impact }: { readonly from: string; readonly impact: CaseImpact },
): string | null {
  switch (impact.kind) {
    case 'outcome':
    case 'date':
      return `${dayText(from)}起，原为：${foretoldText(type, name, impact.before)}；将为：${foretoldText(type, name, impact.after)}。`;
    case 'unknown':
      return '没有可据以重新认定的记录，或者个人信息不能读取，未能计算。';
    case 'fixed':
    case 'ends-before':
    case 'none':
      return null;
  }
}

/** What it comes to by one of the figures. */
export function foretoldText(type: RunningType, name: FigureName, foretold: Foretold): string {
  const { outcome, on } = foretold;
  const day = on === null ? null : dayText(on);
  if (outcome === null) return day === null ? PERIOD_OVER : `${periodOf(type, name)}到${day}`;
  const { title, dated } = OUTCOMES[`${type} ${outcome}`] ?? OUTCOMES[outcome] ?? UNSAID;
  return [title, ...codesText(type, foretold), ...(day === null ? [] : [`${dated}${day}`])].join(
    '，',
  );
}

const PERIOD_OVER = '核查答复须重新取得';

function periodOf(type: RunningType, name: FigureName): string {
  if (name === 'check-valid') {
    return type === 'personal-change' ? '身份核验的答复可用' : '核查答复可用';
  }
  if (name === 'loan-recheck') return '再下一次核查贷款';
  return `“${FIGURES[name].title}”`;
}

interface OutcomeWords {
  readonly title: string;
  /** What the day is. */
  readonly dated: string;
}

const UNSAID: OutcomeWords = { title: '待认定', dated: '' };

const OUTCOMES: Readonly<Record<string, OutcomeWords>> = {
  'exit granted': { title: '全部付清并销户', dated: '最早' },
  'exit partial': { title: '先付灵活就业缴存部分，其余等封存满半年', dated: '销户最早' },
  'exit waits': { title: '全部等封存满半年', dated: '销户最早' },
  'exit refused': { title: '不予办理', dated: '' },
  'withdrawal granted': { title: '准予提取', dated: '受理于' },
  'withdrawal incomplete': { title: '补齐后可以提取', dated: '补齐于' },
  'withdrawal refused': { title: '不准提取', dated: '最早可以申请' },
  close: { title: '零余额销户', dated: '销户日' },
  keep: { title: '不销户：未缴存的月数不足', dated: '满足月数的首日' },
  'contribution-change granted': { title: '可以变更', dated: '' },
  'contribution-change refused': { title: '不能变更', dated: '' },
  kept: { title: '连续缴存不间断', dated: '协议生效不晚于' },
  broken: { title: '连续缴存中断', dated: '不间断须不晚于' },
  none: { title: '没有可以接续的连续缴存', dated: '' },
};

const WITHDRAWAL_REASONS: Readonly<Record<string, { readonly text: string }>> =
  WITHDRAWAL_REFUSAL_WORDS;
const CHANGE_REASONS: Readonly<Record<string, { readonly text: string }>> = CHANGE_REASON_WORDS;
const DECIDERS: Readonly<Record<string, string>> = {
  'by-clerk': '经办即可决定',
  'by-reviewer': '须复核',
  'by-supervisor': '须主管审批',
};

function codesText(type: RunningType, foretold: Foretold): readonly string[] {
  if (type === 'withdrawal') return withdrawalTexts(foretold);
  if (type !== 'contribution-change') return [];
  return foretold.codes.map((code) => plain(CHANGE_REASONS[code]?.text ?? code));
}

function withdrawalTexts({ outcome, codes, amount }: Foretold): readonly string[] {
  const reasons = codes.flatMap((code) => WITHDRAWAL_REASONS[code]?.text ?? []).map(plain);
  if (outcome === 'refused') return reasons;
  const sources = codes.flatMap((code) => {
    const [source = '', drawn] = code.split(' ');
    return drawn === undefined ? [] : [`${sourceTitle(source)}${drawn}元`];
  });
  const rest = codes.filter((code) => !code.includes(' ') && DECIDERS[code] === undefined);
  const reviewed = rest.filter((code) => withdrawalReviewText([code]) !== code);
  const missing = rest.filter((code) => !reviewed.includes(code));
  return [
    ...(missing.length > 0 ? [`待补${withdrawalGapNames(missing)}`] : []),
    ...(reviewed.length > 0 ? [withdrawalReviewText(reviewed)] : []),
    ...codes.flatMap((code) => DECIDERS[code] ?? []),
    ...(amount === null ? [] : [`最多可提取${amount}元`]),
    ...(sources.length > 0 ? [`动用${listText(sources)}`] : []),
  ];
}

function plain(sentence: string): string {
  return sentence.replace(/。$/, '');
}

/** What the class of cases is, for whoever chooses for it. */
export function figureClassTitle(of: FigureClass): string {
  for (const type of CHOSEN_TYPES) {
    for (const [kind, title] of Object.entries(CLASS_TITLES)) {
      if (of === `${type}-${kind}`) return `${CASE_TYPES[type]?.title ?? type}：${title}`;
    }
  }
  const joining: Readonly<Record<string, string>> = JOINING_CLASS_TITLES;
  return joining[of] ?? of;
}

const CLASS_TITLES = { outcome: '结果会变', date: '日期会变', unknown: '未能计算的' } as const;

/** The verdict of the table for every type whose course reads the figure at all, one line each. */
export function verdictLines(name: FigureName): readonly string[] {
  return RUNNING_TYPES.flatMap((type) => {
    const verdict = verdictOf(type, name);
    if (verdict.reaches === null && verdict.why === 'not-read') return [];
    if (isJoiningAlone(type, name)) return [];
    return [`${CASE_TYPES[type]?.title ?? type}：${verdictText(type, verdict)}。`];
  });
}

/** Said in the sentences about who joins already. */
function isJoiningAlone(type: RunningType, name: FigureName): boolean {
  if (type === 'account-opening') return true;
  const isTakenUp = type === 'conversion-to-flexible' || type === 'resumption';
  return isTakenUp && name !== 'continuity-gap';
}

function verdictText(type: RunningType, verdict: Verdict): string {
  if (verdict.reaches === null) return UNREACHED[verdict.why];
  const stages = verdict.at.map((stage) => `“${CASE_TYPES[type]?.stages[stage]?.title ?? stage}”`);
  const where = stages.length === 0 ? '还没有提供协议的' : `处于${listText(stages)}的`;
  return `${where}，生效日及以后${REACHED[verdict.reaches]}`;
}

const REACHED = {
  decision: '决定的，按新值决定',
  period: '起算的期限，按新值计算',
  answer: '使用已有核查答复的，按新值判断是否须重新核查',
  recheck: '安排的再次核查，按新值计算',
} as const;
