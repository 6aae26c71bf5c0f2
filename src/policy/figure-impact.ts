/**
 * What a change of a figure would do to openings that are under way.
 *
 * Acceptance fixes the figures of a case (ADR 11): whatever was accepted keeps them. Before that,
 * an application is measured by the figures of the day on which it is stated anew, so that a case
 * which can still be stated on the first day of the new figure, or after it, may come out otherwise.
 * One thing moves later: the agreement prints some figures of the day on which it is offered.
 *
 * The very rules of the opening are run twice, with and without the change. Pure.
 */
import { addDays, type PlainDate } from '../domain/calendar.ts';
import { assessEligibility, reachesAgeOn, type EligibilityFacts } from './eligibility.ts';
import type { Figure, FigureName } from './figures.ts';
import type { OpeningFigures } from './opening-figures.ts';
import { choiceGaps, type MissingItem, type OpeningApplication } from './opening-intake.ts';

/** How a figure reaches a case that is under way. */
interface Reach {
  /** What is measured or reckoned by it before acceptance; null: nothing. */
  readonly unaccepted: 'choice' | 'age' | 'eligibility' | 'deadline' | null;
  /** The agreement prints it, or what follows from it, as of the day of its offer. */
  readonly agreement: boolean;
}

const LIMIT: Reach = { unaccepted: 'choice', agreement: true };
const CHOICE: Reach = { unaccepted: 'choice', agreement: false };
const AGE: Reach = { unaccepted: 'age', agreement: false };
const DEADLINE: Reach = { unaccepted: 'deadline', agreement: false };
const PRINTED: Reach = { unaccepted: null, agreement: true };
const NONE: Reach = { unaccepted: null, agreement: false };

export const FIGURE_REACH: Readonly<Record<FigureName, Reach>> = {
  'age-min': AGE,
  'age-own-income-min': AGE,
  'retirement-base-female': { unaccepted: 'eligibility', agreement: true },
  'contribution-base-min': LIMIT,
  'contribution-base-max': LIMIT,
  'contribution-rate-min': LIMIT,
  'contribution-rate-max': LIMIT,
  'contribution-rounding': LIMIT,
  'contribution-cycles': CHOICE,
  'debit-day-min': CHOICE,
  'debit-day-max': CHOICE,
  'debit-day-rule': PRINTED,
  'collection-approval': NONE,
  'collection-retry-gap': NONE,
  'mandate-limit-factor': NONE,
  'recovery-days': NONE,
  'suspense-days': NONE,
  'difference-days': NONE,
  'proof-days': NONE,
  'payment-slip-days': NONE,
  'subsidy-rate': NONE,
  'subsidy-cap': NONE,
  'subsidy-months': NONE,
  'amount-change-gap': PRINTED,
  'mandate-change-wait': NONE,
  'contribution-receipt': NONE,
  'payment-reminder': NONE,
  'continuity-gap': NONE,
  'employment-wait': NONE,
  'check-valid': DEADLINE,
  'seal-wait': DEADLINE,
  'agreement-signing': DEADLINE,
  'reminder-before': DEADLINE,
  supplement: DEADLINE,
  'opening-promise': DEADLINE,
  'review-request': DEADLINE,
  'interest-rate': NONE,
  'interest-rate-current': NONE,
  'interest-divisor': NONE,
  'interest-settlement-day': NONE,
  'seal-clock': NONE,
  'exit-signing': NONE,
  'exit-regret': NONE,
  'loan-recheck': NONE,
  'personal-change-watch': NONE,
  'personal-change-promise': NONE,
  'rent-cap-single': NONE,
  'rent-cap-married': NONE,
  'rent-cap-registered': NONE,
  'rent-months-min': NONE,
  'rent-income-ratio': NONE,
  'rent-gap': NONE,
  'property-fee-gap': NONE,
  'loan-repayment-gap': NONE,
  'property-fee-cap': NONE,
  'renovation-cap': NONE,
  'housing-expense-window': NONE,
  'withdrawal-source-order': NONE,
  'withdrawal-loan-rule': NONE,
  'withdrawal-promise': NONE,
  'withdrawal-review-above': NONE,
  'withdrawal-approval-above': NONE,
  'payout-wait': NONE,
  'payout-mend': NONE,
  'agency-notarised-above': NONE,
  'breach-months': NONE,
  'dormancy-wait': PRINTED,
  'dormancy-notice': PRINTED,
  'dormancy-warnings': NONE,
  'service-order': NONE,
};

export type Proposed = Omit<Figure, 'to' | 'note'>;

/** The figures as they would be: the one before ends on the eve, the new one before the next. */
export function withProposed(figures: readonly Figure[], proposed: Proposed): readonly Figure[] {
  const same = (one: Figure) =>
    one.center === proposed.center &&
    one.district === proposed.district &&
    one.name === proposed.name;
  const next = figures
    .filter((one) => same(one) && one.from > proposed.from)
    .map(({ from }) => from)
    .sort()[0];
  const ended = figures.map((one) =>
    same(one) && one.from < proposed.from && (one.to === null || one.to > proposed.from)
      ? { ...one, to: proposed.from }
      : one,
  );
  const kept = ended.filter((one) => !same(one) || one.from !== proposed.from);
  return [...kept, { ...proposed, to: next ?? null }];
}

/** An opening under way, as far as figures touch it. */
export interface RunningOpening {
  readonly acceptedOn: PlainDate | null;
  /** The last day on which it can be stated anew by itself; null: no day ends that. */
  readonly lastDay: PlainDate | null;
  /** An agreement has been offered: its words stand. */
  readonly offered: boolean;
  /** What is missing has been told: that deadline stands. */
  readonly told: boolean;
  /** Nothing can be decided or offered any more but a review. */
  readonly refused: boolean;
  readonly stated: Stated;
}

/** Who applies, as eligibility sees it. */
export type Whole = Omit<EligibilityFacts, 'acceptedOn' | 'on'>;

export interface Stated {
  readonly district: string | null;
  readonly contribution: OpeningApplication['contribution'];
  /** The person, where the rule looks at one; null: could not be read. */
  readonly whole: Whole | 'untouched' | null;
}

export type Impact =
  | { readonly kind: 'fixed' | 'ends-before' | 'none' | 'unknown' }
  | {
      /** Gaps of the choice that come, go, or move to another range. */
      readonly kind: 'choice';
      readonly added: readonly MissingItem[];
      readonly removed: readonly MissingItem[];
      readonly moved: readonly MissingItem[];
    }
  | { readonly kind: 'evidence' | 'age' | 'eligibility'; readonly needed: boolean }
  | { readonly kind: 'deadline' | 'agreement' };

export interface Change {
  readonly name: FigureName;
  /** The first day of the new figure. */
  readonly from: PlainDate;
  /** The figures of an opening on that day, without the change and with it, for its district. */
  readonly before: OpeningFigures;
  readonly after: OpeningFigures;
  /** The value in force on that day, without the change and with it, for its district. */
  readonly values: readonly [string | null, string | null];
}

/** What the change would do to the case. */
export function impactOn(running: RunningOpening, change: Change): Impact {
  const { unaccepted, agreement } = FIGURE_REACH[change.name];
  if (change.values[0] === change.values[1]) return { kind: 'none' };
  if (running.acceptedOn !== null) {
    const printed = agreement && !running.offered && !running.refused;
    return { kind: printed ? 'agreement' : 'fixed' };
  }
  if (running.lastDay !== null && running.lastDay < change.from) return { kind: 'ends-before' };
  const impact = beforeAcceptance(running, change, unaccepted);
  return impact.kind === 'none' && agreement ? { kind: 'agreement' } : impact;
}

function beforeAcceptance(
  { stated, told }: RunningOpening,
  change: Change,
  by: Reach['unaccepted'],
): Impact {
  switch (by) {
    case 'choice':
      return choiceImpact(stated, change);
    case 'age':
      return ageImpact(stated, change);
    case 'eligibility':
      return eligibilityImpact(stated, change);
    case 'deadline':
      return { kind: change.name === 'supplement' && told ? 'fixed' : 'deadline' };
    case null:
      return { kind: 'none' };
  }
}

function choiceImpact({ contribution }: Stated, { before, after }: Change): Impact {
  const [then, now] = [choiceGaps(contribution, before), choiceGaps(contribution, after)];
  const added = now.filter(({ code }) => !then.some((one) => one.code === code));
  const removed = then.filter(({ code }) => !now.some((one) => one.code === code));
  const moved = now.filter((one) =>
    then.some(({ code, detail }) => code === one.code && !sameRange(detail, one.detail)),
  );
  const some = added.length + removed.length + moved.length > 0;
  // Nothing was chosen yet: it will be chosen within the new range.
  const open = contribution === undefined && !sameRange(before.limits, after.limits);
  if (!some && !open) return { kind: 'none' };
  return { kind: 'choice', added, removed, moved: open ? now : moved };
}

type Range = Readonly<Record<string, string>> | undefined;

function sameRange(left: Range, right: Range): boolean {
  return left?.['min'] === right?.['min'] && left?.['max'] === right?.['max'];
}

/**
 * Who is old enough, with an income of one's own or without; evidence of that income is asked of
 * whoever has not reached the age on that day.
 */
function ageImpact({ whole }: Stated, { before, after, from }: Change): Impact {
  if (whole === null) return { kind: 'unknown' };
  if (whole === 'untouched') return { kind: 'none' };
  const old = ({ ageMin, ageOwnIncomeMin }: OpeningFigures) => {
    const facts = { ...whole, acceptedOn: from, ageMin, ageOwnIncomeMin };
    return !assessEligibility(facts).reasons.some((code) => AGE_REASONS.includes(code));
  };
  if (old(before) !== old(after)) return { kind: 'age', needed: !old(after) };
  if (!whole.livesOnOwnIncome) return { kind: 'none' };
  const needed = (age: number) => from < reachesAgeOn(whole.bornOn, age);
  const [then, now] = [needed(before.ageMin), needed(after.ageMin)];
  return then === now ? { kind: 'none' } : { kind: 'evidence', needed: now };
}

const AGE_REASONS: readonly string[] = ['under-16', 'minor-without-own-income'];

/** A base that was stated counts; the figure stands in for one that was not. */
function eligibilityImpact({ whole }: Stated, { before, after, from }: Change): Impact {
  if (whole === null) return { kind: 'unknown' };
  if (whole === 'untouched' || whole.sex !== 'F' || whole.retirementBase !== undefined) {
    return { kind: 'none' };
  }
  const granted = (base: OpeningFigures['retirementBaseFemale']) =>
    assessEligibility({
      ...whole,
      acceptedOn: from,
      retirementBase: base,
      ageMin: before.ageMin,
      ageOwnIncomeMin: before.ageOwnIncomeMin,
    }).outcome === 'granted';
  const [then, now] = [granted(before.retirementBaseFemale), granted(after.retirementBaseFemale)];
  return then === now ? { kind: 'none' } : { kind: 'eligibility', needed: !now };
}

/** The last day of a figure that ends on the first day of the next one. */
export function lastDayOfFigure({ to }: Pick<Figure, 'to'>): PlainDate | null {
  return to === null ? null : addDays(to, -1);
}
