/**
 * 提取 (article 24, clause 7): whether a person may draw on the account for one of the cases of the law, up
 * to how much, from which source, what is still to be brought, and who else decides.
 *
 * Flexible workers have the rights of employees (通知（七）): nothing here asks whose money it is but the
 * order of sources. What stands in the way is told by name, with the first day on which waiting helps.
 * Open questions of the law: docs/readings.md.
 *
 * @source 住房公积金管理条例 第二十四条、第二十五条、第四十一条; 通知（征求意见稿）（五）（七）
 */
import { compare, type Yuan } from '../domain/money.ts';
import type { WithdrawalMaterial } from '../domain/vocabulary.ts';
import { centerClause } from './clauses.ts';
import { decide, type Decision, type Rule } from './decision.ts';
import { RECENT_CHANGE, unseenChanges, watchCondition } from './personal-change-watch.ts';
import { regulationOn, type Regulation } from './statutory-deadline.ts';
import { WITHDRAWAL_FINDINGS } from './withdrawal-findings.ts';
import type { WithdrawalRefusal } from './withdrawal-found.ts';
import {
  drawableOf,
  drawnFrom,
  limitOf,
  type Drawn,
  type WithdrawalLimit,
} from './withdrawal-limits.ts';
import { materialsOf, needsIncome } from './withdrawal-materials.ts';
import { WITHDRAWAL_CASES } from './withdrawal-reasons.ts';
import type { WithdrawalFacts } from './withdrawal-terms.ts';

export { WITHDRAWAL_REFUSALS, type WithdrawalRefusal } from './withdrawal-found.ts';

/** What is missing: a material, or something only the person can state. */
export type WithdrawalGap =
  | WithdrawalMaterial
  | 'married'
  | 'owns-home'
  | 'family-income'
  | 'expense'
  | 'expense-day'
  | 'period';

/** Who else decides: nobody, another person, a supervisor as well. */
export type DecidedBy = 'clerk' | 'reviewer' | 'supervisor';

/** Findings that another person confirms before the rule goes on. */
export type WithdrawalReviewed = 'loan-overdue-unknown' | 'state-approved' | typeof RECENT_CHANGE;

export interface WithdrawalDecision {
  readonly outcome: 'granted' | 'incomplete' | 'refused';
  readonly regulation: Regulation;
  /** Number of the item of article 24; null: the text has no such case. */
  readonly item: number | null;
  readonly reasons: readonly WithdrawalRefusal[];
  readonly missing: readonly WithdrawalGap[];
  readonly limit: WithdrawalLimit;
  /** Yuan that could be drawn for this case today. */
  readonly drawable: Yuan;
  /** By source, what is drawn when it is granted. */
  readonly drawn: readonly Drawn[];
  readonly toConfirm: readonly WithdrawalReviewed[];
  readonly decidedBy: DecidedBy;
}

/** With the facts it was taken from: they are kept, so that it can be taken again. */
export type WithdrawalDecided = Decision<WithdrawalDecision> & { readonly facts: WithdrawalFacts };

export const WITHDRAWAL: Rule = {
  name: 'withdrawal',
  version: '1',
  title: '提取',
  clauses: [
    'regulation-24',
    'regulation-25',
    'regulation-41',
    'liaoning-5',
    'liaoning-7',
    'liaoning-11',
    'retirement-1',
  ],
};

/** @source article 24 by the day of acceptance; clause 7; the center's figures of that day */
export function decideWithdrawal(facts: WithdrawalFacts): WithdrawalDecided {
  const { stated, acceptedOn, figures } = facts;
  const regulation = regulationOn(acceptedOn);
  const found = WITHDRAWAL_FINDINGS.flatMap((finding) => finding(facts));
  const reasons = found.flatMap(({ reason }) => (reason ? [reason] : []));
  const missing = missingOf(facts);
  const limit = limitOf(facts);
  const drawable = leastOf(drawableOf(facts), limit.amount);
  const granted = reasons.length === 0 && missing.length === 0;
  const fields: WithdrawalDecision = {
    outcome: reasons.length > 0 ? 'refused' : granted ? 'granted' : 'incomplete',
    regulation,
    item: WITHDRAWAL_CASES[stated.reason].item[regulation],
    reasons,
    missing,
    limit,
    drawable,
    drawn: granted ? drawnFrom(stated.amount, facts) : [],
    toConfirm: granted ? toConfirm(facts) : [],
    decidedBy: decidedBy(facts),
  };
  const trace = [
    ...found.map(({ condition }) => condition),
    {
      condition: 'materials',
      label: '材料和情况说明齐全',
      inputs: { reason: stated.reason, materials: [...stated.materials].sort() },
      value: [...missing],
      clause: 'regulation-25',
    } as const,
    {
      condition: 'source-order',
      label: '动用资金来源的次序',
      inputs: { ...facts.balances, order: figures.sourceOrder },
      value: fields.drawn.map(({ source, amount }) => ({ source, amount })),
      clause: 'liaoning-5',
    } as const,
    ...watchCondition(facts.watch),
  ];
  const clauses = [...trace.map(({ clause }) => clause), ...figures.documents.map(centerClause)];
  if (facts.watch) clauses.push(centerClause(facts.watch.document));
  return { ...decide(WITHDRAWAL, fields, trace, clauses), facts };
}

function leastOf(one: Yuan, other: Yuan | null): Yuan {
  return other !== null && compare(other, one) < 0 ? other : one;
}

/** Everything at once, so that it is told once (一次性告知). */
function missingOf({ stated, retiresOn, acceptedOn }: WithdrawalFacts): readonly WithdrawalGap[] {
  const spec = WITHDRAWAL_CASES[stated.reason];
  const asked: readonly (readonly [WithdrawalGap, boolean])[] = [
    ['married', stated.reason === 'rent' && stated.married === null],
    ['owns-home', stated.reason === 'rent' && stated.ownsHome === null],
    ['family-income', needsIncome(stated.reason, acceptedOn) && stated.familyIncome === null],
    ['expense', spec.limit !== 'balance' && stated.expense === null],
    ['expense-day', spec.window && stated.expense !== null && stated.expense.on === null],
    ['period', spec.period && stated.period === null],
  ];
  const facts = asked.flatMap(([gap, isMissing]) => (isMissing ? [gap] : []));
  const needed = materialsOf({ stated, retiresOn, acceptedOn });
  return [...facts, ...needed.filter((material) => !stated.materials.includes(material))];
}

function toConfirm(facts: WithdrawalFacts): readonly WithdrawalReviewed[] {
  const { stated, openLoan, confirmed, figures } = facts;
  const unknown =
    openLoan !== null &&
    openLoan.overdue === null &&
    stated.reason !== 'loan-repayment' &&
    figures.loanRule === 'overdue-first';
  const asked: readonly (readonly [WithdrawalReviewed, boolean])[] = [
    ['loan-overdue-unknown', unknown],
    ['state-approved', stated.reason === 'state-approved'],
  ];
  const open = asked.flatMap(([code, isAsked]) =>
    isAsked && !confirmed.includes(code) ? [code] : [],
  );
  // Each change by itself: one that came after the review is looked at as well.
  return unseenChanges(facts.watch).length > 0 ? [...open, RECENT_CHANGE] : open;
}

/** Who decides: the clerk alone, a second person, or a supervisor. */
export function decidedBy({
  stated,
  figures,
}: {
  readonly stated: Pick<WithdrawalFacts['stated'], 'amount'>;
  readonly figures: Pick<WithdrawalFacts['figures'], 'reviewAbove' | 'approvalAbove'>;
}): DecidedBy {
  if (compare(stated.amount, figures.approvalAbove) > 0) return 'supervisor';
  return compare(stated.amount, figures.reviewAbove) > 0 ? 'reviewer' : 'clerk';
}
