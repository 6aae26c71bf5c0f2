/** From what a change of a case about an account says to everything its document prints. Pure. */
import { holdTitle } from '../../src/cases/wording-accounts.ts';
import {
  breachTitle,
  CHANGE_TITLES,
  GROUND_TITLES,
  measureDays,
  measureTitle,
  spanText,
  termTitle,
} from '../../src/cases/wording-breaches.ts';
import type { AccountPaperParams } from '../../src/cases/wording-documents.ts';
import { printedClause } from '../../src/cases/wording-reasons.ts';
import { isPlainMonth, plainDate } from '../../src/domain/calendar.ts';
import type { Yuan } from '../../src/domain/money.ts';
import type {
  AgreementChange,
  BreachKind,
  ChangeGround,
  HoldKind,
} from '../../src/domain/vocabulary.ts';
import { BREACH_KINDS } from '../../src/policy/breach-kinds.ts';
import type { Measure } from '../../src/policy/breach-measures.ts';
import { clauseTitle } from '../../src/policy/clauses.ts';
import { HOLD_SPECS } from '../../src/policy/holds.ts';
import type { AgreementMoved } from '../agreement-effects.ts';
import type { AccountHeld } from '../hold-effects.ts';
import { DEDUCTION_BUILDERS } from './deduction-papers.ts';
import { DORMANCY_BUILDERS } from './dormancy-papers.ts';
import { EMPLOYMENT_BUILDERS } from './employment-papers.ts';
import { DEATH_BUILDERS } from './death-papers.ts';
import { PERSONAL_BUILDERS } from './personal-papers.ts';
import { EXIT_BUILDERS } from './exit-papers.ts';
import { ownRule, waysOf, type Given } from './paper-parts.ts';
import { SUPERVISION_BUILDERS } from './supervision-papers.ts';
import { WITHDRAWAL_BUILDERS } from './withdrawal-papers.ts';

type Params = Readonly<Record<string, unknown>>;
type Kind = keyof AccountPaperParams;

const BUILDERS: {
  readonly [One in Kind]: (params: Params, given: Given) => AccountPaperParams[One];
} = {
  'agreement-changed': (params, { facts, head }) => {
    const moved = facts.outputs['change-agreement'] as AgreementMoved | undefined;
    if (!moved) throw new RangeError('no agreement was changed');
    const change = params['change'] as AgreementChange;
    return {
      ...head,
      changedOn: facts.on,
      last4: moved.last4,
      change,
      changeTitle: CHANGE_TITLES[change],
      ground: GROUND_TITLES[params['ground'] as ChangeGround],
      owesFrom: isPlainMonth(moved.owesFrom) ? moved.owesFrom : null,
      clauses: [printedClause('liaoning-2', facts.on), ...ownRule(facts)],
    };
  },
  'breach-notice': (params, { facts, head }) => {
    const kind = params['fact'] as BreachKind;
    const { term, clause, cure, measures } = BREACH_KINDS[kind];
    return {
      ...head,
      noticedOn: dateIn(params, 'noticedOn'),
      last4: textIn(params, 'last4'),
      fact: breachTitle(kind),
      months: spanText(
        params['from'] as string | null,
        params['to'] as string | null,
        params['months'] as number | null,
      ),
      told: textIn(params, 'told'),
      term: termTitle(term),
      clauses: [printedClause(clause, facts.on), ...ownRule(facts)],
      cure: cure ?? '',
      cureDays: Number(params['cureDays']),
      measures: measures.map((one) => measureTitle(one.kind)),
    };
  },
  'objection-reply': (params, { facts, head }) => ({
    ...head,
    repliedOn: facts.on,
    last4: textIn(params, 'last4'),
    fact: factIn(params),
    objectedOn: dateIn(params, 'objectedOn'),
    upheld: params['upheld'] === true,
    reason: textIn(params, 'reason'),
    cureUntil: dateIn(params, 'until'),
    ways: waysOf(facts),
  }),
  'breach-decision': (params, { facts, head }) => {
    // As the rule gave them, sent by our own workflow.
    const measures = params['measures'] as readonly Measure[];
    const clauses = [...new Set(measures.map(({ clause }) => clause))];
    return {
      ...head,
      decidedOn: facts.on,
      last4: textIn(params, 'last4'),
      fact: factIn(params),
      noticeNumber: facts.issued['breach-notice'] ?? '',
      servedOn: dateIn(params, 'servedOn'),
      cureUntil: dateIn(params, 'cureUntil'),
      measures: measures.map((one) => measureOnPaper(one)),
      terminates: measures.some((one) => one.kind === 'agreement-terminated'),
      clauses: [...clauses.map((key) => printedClause(key, facts.on)), ...ownRule(facts)],
      ways: waysOf(facts),
    };
  },
  'breach-closed': (params, { facts, head }) => ({
    ...head,
    closedOn: facts.on,
    last4: textIn(params, 'last4'),
    fact: factIn(params),
    how: params['how'] as AccountPaperParams['breach-closed']['how'],
    reason: textIn(params, 'reason'),
  }),
  'hold-notice': heldParams,
  'hold-reply': heldParams,
  ...DEDUCTION_BUILDERS,
  ...DORMANCY_BUILDERS,
  ...EMPLOYMENT_BUILDERS,
  ...WITHDRAWAL_BUILDERS,
  ...DEATH_BUILDERS,
  ...EXIT_BUILDERS,
  ...PERSONAL_BUILDERS,
  ...SUPERVISION_BUILDERS,
};

/** The account as the change found it or left it. */
function heldParams(params: Params, { facts, head }: Given): AccountPaperParams['hold-notice'] {
  const { outputs, on } = facts;
  const names = ['look-at-hold', 'renew-hold', 'release-hold'];
  const held = names.map((name) => outputs[name]).find((found) => found !== undefined);
  if (held === undefined) throw new RangeError('no hold was looked at');
  const kind = params['kind'] as HoldKind;
  // As the effect answered them, and as the course sent them.
  const { last4, total, available } = held as AccountHeld;
  return {
    ...head,
    ...{ on, last4, total, available, kind: holdTitle(kind) },
    cause: params['cause'] as AccountPaperParams['hold-notice']['cause'],
    amount: (params['amount'] ?? '') as Yuan | '',
    document: textIn(params, 'document'),
    orderedBy: textIn(params, 'orderedBy'),
    placedOn: dateIn(params, 'placedOn'),
    until: params['until'] === null ? '' : dateIn(params, 'until'),
    clauses: [printedClause(HOLD_SPECS[kind].clause, on), ...ownRule(facts)],
  };
}

export function isAccountPaper(kind: string): kind is Kind {
  return Object.hasOwn(BUILDERS, kind);
}

/** @throws RangeError when what is to be printed is not known */
export function accountPaperParams(kind: string, params: Params, given: Given): object {
  if (!isAccountPaper(kind)) throw new RangeError(`${kind} is no paper about an account`);
  return BUILDERS[kind](params, given);
}

function measureOnPaper({ kind, term, clause, from, until }: Measure) {
  const terminates = kind === 'agreement-terminated';
  return {
    title: measureTitle(kind),
    days: terminates ? '自本决定书送达之日起' : measureDays(from, until),
    term: termTitle(term),
    clause: clauseTitle(clause),
  };
}

function factIn(params: Params): string {
  return breachTitle(textIn(params, 'fact'));
}

function textIn(params: Params, name: string): string {
  const value = params[name];
  if (typeof value !== 'string') throw new RangeError(`the document needs ${name}`);
  return value;
}

function dateIn(params: Params, name: string) {
  return plainDate(textIn(params, name));
}
