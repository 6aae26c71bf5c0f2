/** The papers about deductions by order of a court (依法扣划), from what a change of a hold says. Pure. */
import type { DeductionPaperParams } from '../../src/cases/wording-documents.ts';
import { printedClause } from '../../src/cases/wording-reasons.ts';
import { plainDate } from '../../src/domain/calendar.ts';
import { yuan } from '../../src/domain/money.ts';
import type { AccountHeld } from '../hold-effects.ts';
import { ownRule, type Given } from './paper-parts.ts';

type Params = Readonly<Record<string, unknown>>;
type Kind = keyof DeductionPaperParams;

export const DEDUCTION_BUILDERS: {
  readonly [One in Kind]: (params: Params, given: Given) => DeductionPaperParams[One];
} = { 'deduction-notice': deducted, 'deduction-reply': deducted };

/** The account as the deduction left it. */
function deducted(params: Params, { facts, head }: Given): DeductionPaperParams[Kind] {
  const { outputs, on } = facts;
  const found = outputs['look-at-hold'] ?? outputs['release-hold'];
  if (found === undefined) throw new RangeError('no hold was looked at');
  // As the effect answered them.
  const { last4, total, available } = found as AccountHeld;
  const text = (name: string) => String(params[name]);
  return {
    ...head,
    ...{ on, last4, total, available },
    ...{ hold: text('hold'), order: text('order'), orderedBy: text('orderedBy') },
    placedOn: plainDate(text('placedOn')),
    orderedOn: plainDate(text('orderedOn')),
    paidOn: plainDate(text('paidOn')),
    asked: yuan(text('asked')),
    amount: yuan(text('amount')),
    payee: { holder: text('payeeHolder'), bank: text('payeeBank'), number: text('payeeNumber') },
    ends: params['ends'] === true,
    clauses: [printedClause('civil-procedure-253', on), ...ownRule(facts)],
  };
}
