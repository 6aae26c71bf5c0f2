/** The papers about empty accounts (零余额停缴), from what a change of a case says. Pure. */
import type { DormancyPaperParams } from '../../src/cases/wording-documents.ts';
import { printedClause } from '../../src/cases/wording-reasons.ts';
import { plainDate, plainMonth } from '../../src/domain/calendar.ts';
import { yuan } from '../../src/domain/money.ts';
import { KEPT_REASONS, type KeptReason } from '../../src/policy/dormant-closing.ts';
import type { NoticeFacts } from './agreement-paper.ts';
import { ownRule, type Given } from './paper-parts.ts';

type Params = Readonly<Record<string, unknown>>;
type Kind = keyof DormancyPaperParams;

export const DORMANCY_BUILDERS: {
  readonly [One in Kind]: (params: Params, given: Given) => DormancyPaperParams[One];
} = {
  'dormancy-notice': (params, { facts, head }) => ({
    ...head,
    noticedOn: plainDate(String(params['noticedOn'])),
    last4: String(params['last4']),
    emptyFrom: plainMonth(String(params['emptyFrom'])),
    months: Number(params['months']),
    noticeDays: Number(params['noticeDays']),
    clauses: clausesOf(facts),
  }),
  'dormancy-ended': (params, { facts, head }) => ({
    ...head,
    endedOn: facts.on,
    last4: String(params['last4']),
    how: params['how'] as DormancyPaperParams['dormancy-ended']['how'],
    reasons: (params['reasons'] as readonly string[]).map(keptReason),
  }),
  'dormant-interest-paid': (params, { head }) => ({
    ...head,
    last4: String(params['last4']),
    cardLast4: String(params['cardLast4']),
    moved: yuan(String(params['moved'])),
    paidOn: plainDate(String(params['paidOn'])),
  }),
  'dormant-closed': (params, { facts, head }) => ({
    ...head,
    closedOn: facts.on,
    last4: String(params['last4']),
    emptyFrom: plainMonth(String(params['emptyFrom'])),
    servedOn: plainDate(String(params['servedOn'])),
    clauses: clausesOf(facts),
  }),
};

function clausesOf(facts: NoticeFacts) {
  return [
    printedClause('liaoning-14', facts.on),
    printedClause('civil-code-1259', facts.on),
    ...ownRule(facts),
  ];
}

/** A reason on paper, with what can be done. */
function keptReason(code: string): { readonly text: string; readonly remedy: string } {
  const { text, remedy } = KEPT_REASONS[code as KeptReason];
  return { text, remedy };
}
