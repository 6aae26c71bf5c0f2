/**
 * What a change of a figure would do, in the words of whoever has to confirm it: which cases it can
 * reach at all, and what would become of each.
 */
import { FIGURE_REACH, type Impact } from '../policy/figure-impact.ts';
import { reachedTypes } from '../policy/figure-reach.ts';
import { FIGURES, type FigureName } from '../policy/figures.ts';
import type { MissingItem } from '../policy/opening-intake.ts';
import { verdictLines } from './wording-running.ts';
import { dayText, listText } from './wording.ts';
import { missingLines, missingName } from './wording-tasks.ts';

const FIXED = '已受理的开户、转换和恢复缴存不受影响：参数在受理当日确定，受理后不变。';

const UNACCEPTED = {
  choice:
    '尚未受理的申请，在生效日及以后补正、更正或核对的，按新值核对月缴存额、缴存周期和扣款日；期限在生效日之前届满的不受影响。',
  age: '尚未受理的申请，在生效日及以后受理的，按新的年龄认定是否符合参加条件、是否需要本人劳动收入材料；期限在生效日之前届满的不受影响。',
  eligibility:
    '尚未受理、未填报原法定退休年龄的女性申请人，在生效日及以后受理的，按新值认定是否达到法定退休年龄。',
  deadline: '尚未受理的申请，在生效日及以后受理的，其后各项期限按新值计算；已经告知的期限不变。',
} as const;

/** Which cases a figure can reach, and why the others cannot change. */
export function reachSentences(name: FigureName): readonly string[] {
  const { unaccepted, agreement } = FIGURE_REACH[name];
  const others = verdictLines(name);
  if (unaccepted === null && !agreement) {
    const plain =
      '在办业务的认定和期限不读取这项参数；变更只用于生效以后的计算（计算器和以后的业务）。';
    return reachedTypes(name).length === 0 ? [plain, ...others] : others;
  }
  const printed = '尚未提供协议的业务，生效日及以后提供的协议写明新值；已经提供或签署的协议不变。';
  return [
    ...(unaccepted === null ? [] : [UNACCEPTED[unaccepted]]),
    ...(agreement ? [printed] : []),
    FIXED,
    ...others,
  ];
}

/** What would become of one case; null for a case that does not change. */
export function impactSentence(name: FigureName, from: string, impact: Impact): string | null {
  const day = dayText(from);
  switch (impact.kind) {
    case 'choice':
      return choiceSentence(day, impact);
    case 'evidence':
      return impact.needed
        ? `${day}起补正的，须提供本人劳动收入材料。`
        : `${day}起补正的，不再需要本人劳动收入材料。`;
    case 'age':
      return impact.needed
        ? `${day}起受理的，因未满新的最低年龄不符合参加条件。`
        : `${day}起受理的，已满新的最低年龄，符合参加条件。`;
    case 'eligibility':
      return impact.needed
        ? `${day}起受理的，因已达到法定退休年龄不符合参加条件。`
        : `${day}起受理的，未达到法定退休年龄，符合参加条件。`;
    case 'deadline':
      return `${day}起受理的，“${FIGURES[name].title}”按新值计算。`;
    case 'agreement':
      return `尚未提供协议；${day}起提供的，协议写明新值。`;
    case 'unknown':
      return '个人信息不能读取，未能计算。';
    case 'fixed':
    case 'ends-before':
    case 'none':
      return null;
  }
}

interface Choice {
  readonly added: readonly MissingItem[];
  readonly removed: readonly MissingItem[];
  readonly moved: readonly MissingItem[];
}

function choiceSentence(day: string, { added, removed, moved }: Choice): string {
  const bring = (items: readonly MissingItem[]) =>
    missingLines(items).map((line) => line.bring.replace(/。$/, ''));
  const parts = [
    ...(added.length > 0 ? [`须${listText(bring(added))}`] : []),
    ...(removed.length > 0
      ? [`不再需要改选${listText(removed.map(({ code }) => missingName(code)))}`]
      : []),
    ...(moved.length > 0 ? [`仍须${listText(bring(moved))}`] : []),
  ];
  return `${day}起补正的，${parts.join('；')}。`;
}
