/**
 * 开户核查 (clause 14): what the national platform's answer means for an opening.
 *
 * One table, read from the top: the first row that fits decides. A reviewer clears a finding by
 * its name and the rule runs again with that row passed over; nobody clears an outcome. No
 * complete answer is never "no account": it is asked for again.
 */
import { type PlainDate } from '../domain/calendar.ts';
import {
  type AnswerStatus,
  type LoanState,
  type OpeningCode,
  type ReportedSource,
  type ReportedState,
} from '../domain/vocabulary.ts';
import { type ClauseKey } from './clauses.ts';
import { decide, type Condition, type Decision, type Json, type Rule } from './decision.ts';
import {
  isClearable,
  OPENING_FINDINGS,
  OPENING_FLAGS,
  type OpeningFlag,
  type OpeningOutcome,
} from './opening-findings.ts';

export interface ReportedAccount {
  readonly center: string;
  readonly state: ReportedState;
  readonly source: ReportedSource;
}

export interface PlatformAnswer {
  readonly status: AnswerStatus;
  readonly accounts: readonly ReportedAccount[];
  readonly loans: readonly { readonly center: string; readonly state: LoanState }[];
  readonly fraudFlag: boolean;
  /** The last day of each ban (regulation, article 41). */
  readonly bans: readonly { readonly until: PlainDate }[];
}

export interface OpeningCheckFacts {
  /** The center that would open the account. */
  readonly center: string;
  readonly nameMatches: boolean;
  readonly documentMatches: boolean;
  readonly answer: PlatformAnswer;
  readonly on: PlainDate;
  /** Codes of findings that a reviewer has cleared; what cannot be cleared stays. */
  readonly cleared?: readonly string[];
}

export interface OpeningCheck {
  readonly outcome: OpeningOutcome;
  readonly code: OpeningCode;
  readonly flags: readonly OpeningFlag[];
}

export const OPENING_CHECK: Rule = {
  name: 'opening-check',
  version: '1',
  title: '开户核查',
  clauses: ['liaoning-14', 'liaoning-3', 'regulation-13', 'regulation-31', 'regulation-41'],
};

/** Whether an answer shows each finding. */
function findings(facts: OpeningCheckFacts): readonly (readonly [OpeningCode, boolean, Inputs])[] {
  const { nameMatches, documentMatches, answer } = facts;
  const { status, fraudFlag, accounts } = answer;
  const match = { nameMatches, documentMatches };
  const here = accounts.filter(({ center }) => center === facts.center);
  const elsewhere = accounts.filter(({ center }) => center !== facts.center);
  const unclosed = accounts.filter(({ state }) => state !== 'closed').length;
  const has = (list: readonly ReportedAccount[], state: ReportedState, source?: ReportedSource) =>
    list.some((one) => one.state === state && (source === undefined || one.source === source));
  const local = { center: facts.center, states: here.map(({ state }) => state) };
  const remote = { states: elsewhere.map(({ state }) => state) };
  return [
    ['no-answer', status !== 'ok', { status }],
    ['wrong-person', !nameMatches && !documentMatches, match],
    ['mismatch', nameMatches !== documentMatches, match],
    ['fraud-flag', fraudFlag, { fraudFlag }],
    ['local-frozen', has(here, 'frozen'), local],
    ['remote-frozen', has(elsewhere, 'frozen'), remote],
    ['several-accounts', unclosed > 1, { unclosed }],
    ['local-unit', has(here, 'normal', 'unit'), local],
    ['local-flexible', has(here, 'normal', 'flexible'), local],
    ['local-unknown', has(here, 'normal', 'unknown'), local],
    ['local-sealed', has(here, 'sealed'), local],
    ['remote-normal', has(elsewhere, 'normal'), remote],
    ['remote-sealed', has(elsewhere, 'sealed'), remote],
    ['local-closed', has(here, 'closed'), local],
    ['no-account', true, { unclosed }],
  ];
}
type Inputs = Readonly<Record<string, Json>>;

/**
 * What to do with an application for opening.
 *
 * @returns the outcome and code of the first row that fits, and the flags of a complete answer
 */
export function assessOpeningCheck(facts: OpeningCheckFacts): Decision<OpeningCheck> {
  const cleared = new Set(facts.cleared);
  const trace: Condition[] = [];
  for (const [code, found, inputs] of findings(facts)) {
    const { outcome, text, clause } = OPENING_FINDINGS[code];
    const passed = found && isClearable(code) && cleared.has(code);
    const condition = { condition: code, label: text.replace(/。$/, ''), clause };
    trace.push({
      ...condition,
      inputs: passed ? { ...inputs, cleared: true } : inputs,
      value: found,
    });
    if (!found || passed) continue;
    const flags = outcome === 'retry' ? [] : flagConditions(facts);
    return decide<OpeningCheck>(
      OPENING_CHECK,
      {
        outcome,
        code,
        flags: flags.flatMap(({ condition: flag, value }) => (value ? [flag] : [])),
      },
      [...trace, ...flags],
      ['liaoning-14', clause, ...flags.flatMap((flag) => (flag.value ? [flag.clause] : []))],
    );
  }
  throw new RangeError('the table of findings has no last row');
}

/**
 * Everything in the answer that refuses an opening by itself, in the order of the table, also behind
 * the row that decided. Nothing while the answer is not complete, or may be another person's: nobody
 * is told of accounts that may not be his or hers.
 */
export function accountRefusals(facts: OpeningCheckFacts): readonly Condition[] {
  const rows = findings(facts);
  const cleared = new Set(facts.cleared);
  const doubtful = rows.some(
    ([code, found]) =>
      found &&
      (OPENING_FINDINGS[code].outcome === 'retry' || (code === 'mismatch' && !cleared.has(code))),
  );
  if (doubtful) return [];
  return rows.flatMap(([code, found, inputs]) => {
    const { outcome, text, clause } = OPENING_FINDINGS[code];
    if (!found || outcome !== 'refuse') return [];
    return [{ condition: code, label: text.replace(/。$/, ''), inputs, value: true, clause }];
  });
}

/** What stands beside any outcome of a complete answer. */
export function flagConditions(facts: OpeningCheckFacts) {
  const { accounts, loans, bans } = facts.answer;
  const sealedIn = accounts
    .filter(({ center, state }) => center !== facts.center && state === 'sealed')
    .map(({ center }) => center);
  const loansIn = loans.filter(({ state }) => state === 'open').map(({ center }) => center);
  const lastBan = bans.reduce<PlainDate | null>(
    (last, { until }) => (last === null || until > last ? until : last),
    null,
  );
  const flag = (condition: OpeningFlag, value: boolean, inputs: Inputs, clause: ClauseKey) => ({
    condition,
    label: OPENING_FLAGS[condition].replace(/。$/, ''),
    inputs,
    value,
    clause,
  });
  return [
    flag('transfer-in-offer', sealedIn.length > 0, { sealedIn }, 'regulation-31'),
    flag('open-loan', loansIn.length > 0, { loansIn }, 'liaoning-14'),
    flag(
      'ban',
      lastBan !== null && lastBan >= facts.on,
      { on: facts.on, until: lastBan },
      'regulation-41',
    ),
  ];
}
