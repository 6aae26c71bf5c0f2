/**
 * What becomes of running cases when a figure changes (参数变更的衔接): for each class of cases whose
 * outcome or dates would change, two supervisors choose before it takes force: the old one is kept, the
 * new one applies, or each case is decided by itself. What nobody chose follows the law: the new one.
 *
 * @source 通知（征求意见稿）（四）（五）; 住房公积金管理条例 第四十九条
 */
import type { PlainDate } from '../domain/calendar.ts';
import type { Figure } from './figures.ts';
import type { Impact } from './figure-impact.ts';
import type { RunningType } from './figure-reach.ts';

export const FIGURE_PICKS = ['keep', 'new', 'singly'] as const;
export type FigurePick = (typeof FIGURE_PICKS)[number];
export const CASE_PICKS = ['keep', 'new'] as const;

export const FIGURE_PICK_TITLES: Readonly<Record<FigurePick, string>> = {
  keep: '沿用原参数',
  new: '适用新参数',
  singly: '逐件决定',
};

/** Classes of who joins (开户, 单位转灵活, 恢复缴存): what would change of them. */
const JOINING_CLASSES = [
  'choice',
  'evidence',
  'age',
  'eligibility',
  'deadline',
  'agreement',
  'unknown',
] as const satisfies readonly Impact['kind'][];
export type JoiningClass = (typeof JOINING_CLASSES)[number];

/** The other types whose running cases a figure reaches (figure-reach.ts). */
export const CHOSEN_TYPES = [
  'exit',
  'withdrawal',
  'dormant-closing',
  'conversion-to-flexible',
  'resumption',
  'contribution-change',
  'death-payout',
  'personal-change',
] as const satisfies readonly RunningType[];
export type ChosenType = (typeof CHOSEN_TYPES)[number];

/** Of such a type: its outcome would be another one, only a day would, or nobody could tell. */
const CHANGED = ['outcome', 'date', 'unknown'] as const;
export type RunningClass = `${ChosenType}-${(typeof CHANGED)[number]}`;

/** Classes of cases that a change may touch; a choice is made for each. */
export type FigureClass = JoiningClass | RunningClass;
export const FIGURE_CLASSES: readonly FigureClass[] = [
  ...JOINING_CLASSES,
  ...CHOSEN_TYPES.flatMap((type) => CHANGED.map((kind) => `${type}-${kind}` as const)),
];

export const JOINING_CLASS_TITLES: Readonly<Record<JoiningClass, string>> = {
  choice: '缴存额、周期、扣款日的核对结果会变',
  evidence: '须不须本人劳动收入材料会变',
  age: '符不符合年龄条件会变',
  eligibility: '符不符合参加条件会变',
  deadline: '其后的期限会变',
  agreement: '只是协议写明的内容会变',
  unknown: '未能计算的',
};

export function isFigureClass(kind: string): kind is FigureClass {
  return FIGURE_CLASSES.some((one) => one === kind);
}

/** A figure by its place, name and first day. */
export interface FigureAt {
  readonly center: string;
  readonly district: string | null;
  readonly name: string;
  readonly from: PlainDate;
}

/** The figures as if that one had never been set: the one before it goes on in its place. */
export function withoutFigure(figures: readonly Figure[], left: FigureAt): readonly Figure[] {
  const isPlace = (one: Figure) =>
    one.center === left.center && one.district === left.district && one.name === left.name;
  const gone = figures.find((one) => isPlace(one) && one.from === left.from);
  if (!gone) return figures;
  return figures
    .filter((one) => one !== gone)
    .map((one) => (isPlace(one) && one.to === gone.from ? { ...one, to: gone.to } : one));
}
