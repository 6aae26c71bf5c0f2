/**
 * 存款计息 (regulation, article 21): interest by accumulation (积数法).
 *
 * Each day's balance is counted once, the first day in and the last day out; the sum of balance
 * times days, times the yearly rate, divided by the days of the interest year, is rounded once. A
 * change of the rate divides the period (分段计息); the parts are added before rounding.
 */
import { daysBetween, type PlainDate } from '../domain/calendar.ts';
import { Fault } from '../domain/fault.ts';
import { exact, round, type Rate, type Yuan } from '../domain/money.ts';
import { centerClause } from './clauses.ts';
import { decide, type Condition, type Decision, type Rule } from './decision.ts';

interface Movement {
  readonly on: PlainDate;
  /** Signed; it counts from its own day. */
  readonly amount: Yuan;
}

export interface InterestFacts {
  /** At the beginning of the first day. */
  readonly openingBalance: Yuan;
  /** The first day counted. */
  readonly from: PlainDate;
  /** The first day not counted. */
  readonly to: PlainDate;
  /** On days from `from` and before `to`, in any order. */
  readonly movements: readonly Movement[];
  /** A year, as a fraction. */
  readonly rate: Rate;
  /** Days of the interest year; 360 when left out. */
  readonly divisor?: number;
  readonly rateChanges?: readonly { readonly on: PlainDate; readonly rate: Rate }[];
  /** The numbers of the documents that set the rate, where it comes from the figures. */
  readonly documents?: readonly string[];
}

export interface DepositInterest {
  /** Yuan times days, two decimals. */
  readonly accumulation: string;
  /** Yuan, rounded half up once. */
  readonly interest: Yuan;
}

export const DEPOSIT_INTEREST: Rule = {
  name: 'deposit-interest',
  version: '1',
  title: '存款计息',
  clauses: ['regulation-21', 'regulation-6'],
};

const INTEREST_DIVISOR = 360;

type Exact = ReturnType<typeof exact>;

/** Days with the same balance at the same rate. */
interface Stretch {
  readonly from: PlainDate;
  readonly to: PlainDate;
  readonly days: number;
  readonly balance: Exact;
  readonly rate: Rate;
}

/**
 * The accumulation of a period and its interest.
 *
 * @throws Fault 'input-invalid' when the balance would be below zero at a day's end, or a movement
 *   lies outside the period
 */
export function depositInterest(facts: InterestFacts): Decision<DepositInterest> {
  const { divisor = INTEREST_DIVISOR, documents = [] } = facts;
  const all = stretches(facts);
  const below = all.find(({ balance }) => balance.isNegative() && !balance.isZero());
  if (below) throw overdrawn(facts, below.from);
  const parts = all.filter(({ days }) => days > 0);
  const { accumulation, earned } = sumsOf(parts);
  const interest = interestOf(earned, divisor);
  const fields = { accumulation: accumulation.toFixed(2), interest };
  return decide(
    DEPOSIT_INTEREST,
    fields,
    [
      ...parts.map(stretchCondition),
      {
        condition: 'interest',
        label: '利息（积数×年利率÷计息年天数，四舍五入一次）',
        inputs: { accumulation: fields.accumulation, divisor },
        value: interest,
        clause: 'regulation-21',
      },
    ],
    ['regulation-21', ...documents.map(centerClause)],
  );
}

/** What a balance earned, exactly. */
export interface Earnings {
  /** Yuan times days. */
  readonly accumulation: Exact;
  /** The same times the rate of each day, added over the stretches. */
  readonly earned: Exact;
}

/**
 * The sums behind the interest, for a ledger that settles several parts of one balance, each at its
 * own rate, with one rounding. A balance below zero counts as it is: what was paid too early and
 * taken back is part of what was earned.
 *
 * @throws Fault 'input-invalid' when a movement lies outside the period
 */
export function earningsOf(facts: InterestFacts): Earnings {
  return sumsOf(stretches(facts));
}

/** Yuan: divided by the days of the interest year and rounded half up, once. */
export function interestOf(earned: Exact, divisor: number): Yuan {
  return round(earned.dividedBy(divisor), 'half-up-cent');
}

function sumsOf(parts: readonly Stretch[]): Earnings {
  let [accumulation, earned] = [exact(0), exact(0)];
  for (const { balance, days, rate } of parts) {
    const product = balance.times(days);
    accumulation = accumulation.plus(product);
    earned = earned.plus(product.times(rate));
  }
  return { accumulation, earned };
}

function stretchCondition({ from, to, days, balance, rate }: Stretch): Condition {
  return {
    condition: 'accumulation',
    label: '分段积数（首日计入，末日不计）',
    inputs: { from, to, days, balance: balance.toFixed(2), rate },
    value: balance.times(days).toFixed(2),
    clause: 'regulation-21',
  };
}

/** The period cut wherever the balance or the rate may change. */
function stretches(facts: InterestFacts): readonly Stretch[] {
  const { from, to, rateChanges = [] } = facts;
  const moved = movedByDay(facts);
  const rates = new Map(rateChanges.map(({ on, rate }) => [on, rate]));
  const inside = [...moved.keys(), ...rates.keys()].filter((day) => day > from && day < to);
  const cuts = [...new Set([from, ...inside])].sort();
  const parts: Stretch[] = [];
  let balance = exact(facts.openingBalance);
  let rate = rateAt(facts);
  for (const [at, day] of cuts.entries()) {
    balance = balance.plus(moved.get(day) ?? 0);
    rate = rates.get(day) ?? rate;
    const next = cuts[at + 1] ?? to;
    parts.push({ from: day, to: next, days: daysBetween(day, next), balance, rate });
  }
  return parts;
}

/** The rate of the first day: the last change up to it, else the one given. */
function rateAt({ from, rate, rateChanges = [] }: InterestFacts): Rate {
  const before = rateChanges.filter(({ on }) => on <= from);
  return before.toSorted((a, b) => (a.on < b.on ? -1 : 1)).at(-1)?.rate ?? rate;
}

function movedByDay({ movements, from, to }: InterestFacts): ReadonlyMap<PlainDate, Exact> {
  const moved = new Map<PlainDate, Exact>();
  for (const [at, { on, amount }] of movements.entries()) {
    if (on < from || on >= to) {
      throw invalid(`/movements/${at}/on`, '发生日须不早于计息起日并早于计息止日');
    }
    moved.set(on, (moved.get(on) ?? exact(0)).plus(amount));
  }
  return moved;
}

/** Points at the last movement listed for the day that ends below zero. */
function overdrawn({ movements }: InterestFacts, day: PlainDate): Fault {
  const at = movements.findLastIndex(({ on }) => on === day);
  return invalid(at < 0 ? '/openingBalance' : `/movements/${at}/amount`, '日终余额不能小于零');
}

function invalid(pointer: string, detail: string): Fault {
  return new Fault('input-invalid', detail, { members: { errors: [{ pointer, detail }] } });
}
