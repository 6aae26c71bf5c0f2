/**
 * Going on with an account that is here already: 单位转灵活 (a unit sealed it) and 恢复缴存 (it was paid by
 * the holder, and sealed). The same number, the same history; a new agreement.
 *
 * Whether the person may join is decided as at an opening: age and form of employment, identity,
 * amount. What differs is the account: it must be the person's own, sealed, and the only one that goes
 * on. A ban on withdrawals and loans (article 41) forbids no contribution, and is told.
 *
 * @source 通知（征求意见稿）（一）（二）（三）（四）（十四）; domain decision table 7.1
 */
import { plainDate } from '../domain/calendar.ts';
import type { TakeUpWay } from '../domain/vocabulary.ts';
import type { AccountState, SealedSource } from './account-states.ts';
import type { ClauseKey } from './clauses.ts';
import type { Condition, Json, Rule } from './decision.ts';
import { assessEligibility, ELIGIBILITY } from './eligibility.ts';
import { flagConditions, type OpeningCheckFacts, type ReportedAccount } from './opening-check.ts';
import {
  amountFinding,
  identityFinding,
  type Finding,
  type OpeningFacts,
  type Reason,
} from './opening-decision.ts';
import { TAKE_UP_FINDINGS, type TakeUpCode, type TakeUpOutcome } from './take-up-findings.ts';

/** The account that was named, as the books have it. */
export interface TakenAccount {
  /** It is the applicant's. */
  readonly own: boolean;
  readonly state: AccountState;
  readonly source: SealedSource;
  /** The agreement in force; null: none. */
  readonly agreement: 'active' | 'suspended' | null;
  /** A hold for a transfer in flight. */
  readonly transfer: boolean;
  /** Types of open cases that end or move the account. */
  readonly underWay: readonly string[];
}

export interface TakeUpFacts extends Omit<OpeningFacts, 'contribution'> {
  readonly way: TakeUpWay;
  readonly contribution: NonNullable<OpeningFacts['contribution']>;
  /** Null: there is no such account in the center. */
  readonly account: TakenAccount | null;
}

export interface TakeUpDecision {
  readonly outcome: TakeUpOutcome;
  /** The finding that decided. */
  readonly code: string;
  readonly reasons: readonly Reason[];
  readonly flags: readonly string[];
  readonly clauses: readonly ClauseKey[];
  readonly rule: { readonly name: string; readonly version: string };
  readonly trace: readonly Condition[];
  readonly facts: TakeUpFacts;
}

export const TAKE_UP: Rule = {
  name: 'take-up',
  version: '1',
  title: '沿用原账户缴存审核',
  clauses: [
    ...new Set([
      ...ELIGIBILITY.clauses,
      ...Object.values(TAKE_UP_FINDINGS).map(({ clause }) => clause),
      ...(['liaoning-4', 'civil-code-13', 'regulation-31', 'regulation-41'] as const),
    ]),
  ],
};

/** Decides from complete answers only; a missing answer is `retry`, never "nothing found". */
export function decideTakeUp(facts: TakeUpFacts): TakeUpDecision {
  const eligibility = assessEligibility(facts.eligibility);
  const identity = identityFinding(facts);
  const found = accountFinding(facts);
  const amount = amountFinding(facts.contribution);
  const flags = found.outcome === 'retry' ? [] : flagConditions(facts.check);
  const decided = (
    outcome: TakeUpOutcome,
    code: string,
    reasons: readonly Reason[] = [],
  ): TakeUpDecision => ({
    ...{ outcome, code, reasons, facts },
    flags: flags.flatMap(({ condition, value }) => (value ? [condition] : [])),
    clauses: [
      ...new Set<ClauseKey>([
        ...[...eligibility.clauses, ...identity.clauses, ...found.clauses, ...amount.clauses],
        ...flags.flatMap(({ value, clause }) => (value ? [clause] : [])),
      ]),
    ],
    rule: { name: TAKE_UP.name, version: TAKE_UP.version },
    trace: [...eligibility.trace, identity.condition, ...found.trace, ...flags, ...amount.trace],
  });
  if (eligibility.outcome === 'refused') {
    const reasons = eligibility.reasons.map((code): Reason => ({ code, clause: 'liaoning-1' }));
    return decided('refuse', eligibility.reasons[0] ?? 'not-eligible', reasons);
  }
  if (identity.outcome === 'refuse') {
    return decided('refuse', identity.code, [{ code: identity.code, clause: 'civil-code-13' }]);
  }
  if (found.outcome === 'retry') return decided('retry', found.code);
  if (identity.outcome === 'review') return decided('review', identity.code);
  const { outcome, code, clause } = found;
  if (outcome === 'refuse') return decided('refuse', code, [{ code, clause }]);
  if (outcome === 'review' || outcome === 'defer') return decided(outcome, code);
  if (facts.needsOwnIncomeEvidence && !facts.cleared.includes('minor-evidence')) {
    return decided('review', 'minor-evidence');
  }
  if (!amount.fits) {
    const reason: Reason = { code: 'amount-outside-limits', clause: 'liaoning-4' };
    return decided('refuse', reason.code, [reason]);
  }
  return decided(outcome, code);
}

interface AccountFinding {
  readonly outcome: TakeUpOutcome;
  readonly code: TakeUpCode;
  readonly clause: ClauseKey;
  readonly clauses: readonly ClauseKey[];
  readonly trace: readonly Condition[];
}

type Found = Pick<TakeUpFacts, 'way' | 'account' | 'check' | 'cleared'>;

/** What the account itself comes to, before anybody outside is asked. */
export function findTakenAccount(
  way: TakeUpWay,
  account: TakenAccount | null,
): Pick<AccountFinding, 'outcome' | 'code'> {
  const answer = { status: 'ok', accounts: [], loans: [], fraudFlag: false, bans: [] } as const;
  const on = plainDate('2026-01-01'); // no ban is looked at
  const check = { center: '', nameMatches: true, documentMatches: true, answer, on };
  const { outcome, code } = accountFinding({ way, account, check, cleared: [] });
  return { outcome, code };
}

/** The first row that fits, what a reviewer has cleared passed over. */
function accountFinding(facts: Found): AccountFinding {
  const cleared: readonly Finding[] = facts.cleared;
  const trace: Condition[] = [];
  for (const [code, found, inputs] of findings(facts)) {
    const { outcome, text, clause, clearable } = TAKE_UP_FINDINGS[code];
    const passed = found && clearable && cleared.some((one) => one === code);
    trace.push({
      condition: code,
      label: text.replace(/。$/, ''),
      clause,
      inputs: passed ? { ...inputs, cleared: true } : inputs,
      value: found,
    });
    if (!found || passed) continue;
    return { outcome: outcomeOf(outcome), code, clause, clauses: ['liaoning-14', clause], trace };
  }
  throw new RangeError('the table of findings has no last row');
}

/** As the opening's table calls it. */
function outcomeOf(outcome: (typeof TAKE_UP_FINDINGS)[TakeUpCode]['outcome']): TakeUpOutcome {
  return outcome;
}

type Inputs = Readonly<Record<string, Json>>;
type Row = readonly [TakeUpCode, boolean, Inputs];

function findings(facts: Found): readonly Row[] {
  const { nameMatches, documentMatches, answer } = facts.check;
  const match = { nameMatches, documentMatches };
  const { status, fraudFlag } = answer;
  return [
    ['no-answer', status !== 'ok', { status }],
    ['wrong-person', !nameMatches && !documentMatches, match],
    ['mismatch', nameMatches !== documentMatches, match],
    ['fraud-flag', fraudFlag, { fraudFlag }],
    ...accountRows(facts),
    ...remoteRows(facts.check),
    ['unit-not-sealed', isUnsealed(facts), { account: facts.account?.state ?? null }],
    ['ready-to-take-up', true, {}],
  ];
}

function isUnsealed({ way, account }: Found): boolean {
  return way === 'conversion-to-flexible' && account?.state === 'normal';
}

function accountRows({ way, account, check }: Found): readonly Row[] {
  const { state = null, source = null, agreement = null } = account ?? {};
  const standing = { accountState: state, source };
  const flexible = source === 'flexible' && state !== 'closed';
  const frozen = check.answer.accounts.some(
    (one) => one.center === check.center && one.state === 'frozen',
  );
  const unit = source === 'unit';
  return [
    ['account-unknown', account === null, {}],
    ['account-not-own', account?.own === false, {}],
    ['account-over', state === 'closed', standing],
    ['local-frozen', frozen, { states: statesOf(check, true) }],
    ['transfer-under-way', account?.transfer === true, {}],
    ['case-under-way', (account?.underWay ?? []).length > 0, {}],
    ['agreement-on-hold', flexible && agreement === 'suspended', { ...standing, agreement }],
    ['already-flexible', flexible && state === 'normal', { ...standing, agreement }],
    ['still-employed', way === 'resumption' && unit && state === 'normal', standing],
    ['of-unit', way === 'resumption' && unit, standing],
    ['of-holder', way === 'conversion-to-flexible' && flexible, standing],
  ];
}

/** The account itself is no other account: only what is elsewhere counts. */
function remoteRows(check: Omit<OpeningCheckFacts, 'cleared'>): readonly Row[] {
  const elsewhere = check.answer.accounts.filter(({ center }) => center !== check.center);
  const has = (state: ReportedAccount['state']) => elsewhere.some((one) => one.state === state);
  const unclosed = elsewhere.filter(({ state }) => state !== 'closed').length;
  const states = { states: statesOf(check, false) };
  return [
    ['remote-frozen', has('frozen'), states],
    ['several-accounts', unclosed > 1, { unclosed }],
    ['remote-normal', has('normal'), states],
  ];
}

function statesOf({ answer, center }: Omit<OpeningCheckFacts, 'cleared'>, here: boolean) {
  return answer.accounts
    .filter((one) => (one.center === center) === here)
    .map(({ state }) => state);
}
