/** The papers of a change of the contribution (缴存变更), from what the case knows. Pure. */
import { changeReasonText, changeRemedy, changesText } from '../../src/cases/wording-changes.ts';
import { printedClause, reasonOf } from '../../src/cases/wording-reasons.ts';
import { bankActText } from '../../src/cases/wording-changes.ts';
import type {
  AmendmentParams,
  CaseDocumentParams,
  ChosenPlan,
  FirstDebitOfChange,
} from '../../src/cases/wording-documents.ts';
import { plainDate } from '../../src/domain/calendar.ts';
import type { ChangeReason } from '../../src/policy/contribution-change.ts';
import type { ChangeOnPaper } from '../../src/cases/change-paper.ts';
import { head, type PaperFacts } from './agreement-paper.ts';

type Params = Readonly<Record<string, unknown>>;
type Kinds = 'amendment' | 'contribution-changed' | 'change-refused' | 'change-ended';
type Builders = {
  readonly [Kind in Kinds]: (params: Params, facts: PaperFacts) => CaseDocumentParams[Kind];
};

export const CHANGE_BUILDERS: Builders = {
  amendment: (params, facts) => amendmentParams(facts, onPaper(params), textIn(params, 'signBy')),
  'contribution-changed': (params, facts) => {
    const paper = onPaper(params);
    return {
      ...head(facts),
      ...compared(paper),
      changedOn: facts.on,
      changes: changesText(paper.changes),
      first: firstOf(paper),
    };
  },
  'change-refused': (params, facts) => ({
    ...head(facts),
    decidedOn: facts.on,
    changes: changesText(params['changes'] as readonly string[]),
    reasons: (params['reasons'] as readonly ChangeReason[]).map((reason) => ({
      code: reason.code,
      reason: changeReasonText(reason),
      remedy: changeRemedy(reason),
      clauses: reasonOf(reason.code).clauses.map((key) => printedClause(key, facts.on)),
      earliestOn: reason.earliestOn,
    })),
  }),
  'change-ended': (params, facts) => ({
    ...head(facts),
    endedOn: facts.on,
    why: whyOf(params['why']),
    changes: changesText(params['changes'] as readonly string[]),
    until: plainDate(textIn(params, 'until')),
  }),
};

/** Everything the two sides sign; the same facts give the same parameters and the same hash. */
export function amendmentParams(
  facts: PaperFacts,
  paper: ChangeOnPaper,
  signBy: string,
): AmendmentParams {
  return {
    ...head(facts),
    ...compared(paper),
    agreementNumber: paper.agreementNumber,
    changes: changesText(paper.changes),
    limits: paper.limits,
    expected: firstOf(paper),
    bank: bankActText(paper.bank),
    bankDays: paper.bankDays,
    changeMonths: paper.changeMonths,
    offeredOn: facts.on,
    signBy: plainDate(signBy),
  };
}

function compared(paper: ChangeOnPaper) {
  const { accountLast4, before, after, debitRule, cardBefore, cardAfter } = paper;
  const plan = (terms: ChangeOnPaper['before'], card: ChangeOnPaper['cardBefore']): ChosenPlan => ({
    ...{ monthlyAmount: terms.monthlyAmount, cycle: terms.cycle, debitDay: terms.debitDay },
    ...{ debitRule, bank: card.bank, cardLast4: card.last4 },
  });
  return { accountLast4, before: plan(before, cardBefore), after: plan(after, cardAfter) };
}

function firstOf({ first }: ChangeOnPaper): FirstDebitOfChange {
  if (first === null) throw new RangeError('no month is left to be debited');
  return first;
}

/** Written by the course of the case, and by nothing else. */
function onPaper(params: Params): ChangeOnPaper {
  return params['paper'] as ChangeOnPaper;
}

function textIn(params: Params, name: string): string {
  const value = params[name];
  if (typeof value !== 'string') throw new RangeError(`the document needs ${name}`);
  return value;
}

function whyOf(value: unknown): CaseDocumentParams['change-ended']['why'] {
  if (value === 'withdrawn' || value === 'not-signed') return value;
  return 'not-done';
}
