/** The papers about a conversion to employee (灵活转单位), from what a change of a case says. Pure. */
import type { EmploymentPaperParams } from '../../src/cases/wording-documents.ts';
import { printedClause } from '../../src/cases/wording-reasons.ts';
import { isPlainMonth, plainDate, plainMonth } from '../../src/domain/calendar.ts';
import { EMPLOYMENT_REASONS } from '../../src/policy/conversion-to-employee.ts';
import type { Given } from './paper-parts.ts';

type Params = Readonly<Record<string, unknown>>;

export const EMPLOYMENT_BUILDERS: {
  readonly [One in keyof EmploymentPaperParams]: (
    params: Params,
    given: Given,
  ) => EmploymentPaperParams[One];
} = {
  'employment-listed': (params, { facts, head }) => ({
    ...head,
    toldOn: facts.on,
    last4: String(params['last4']),
    fromOn: plainDate(String(params['fromOn'])),
    until: plainDate(String(params['until'])),
    suspended: params['suspended'] === true,
    clauses: [printedClause('liaoning-3', facts.on)],
  }),
  'converted-to-employee': (params, { facts, head }) => ({
    ...head,
    on: facts.on,
    last4: String(params['last4']),
    firstMonth: plainMonth(String(params['firstMonth'])),
    overlap: Number(params['overlap']),
    clauses: [printedClause('liaoning-3', facts.on)],
  }),
  'employment-ended': (params, { facts, head }) => {
    // As the effect of the same change answered.
    const ended = facts.outputs['end-employment'] as
      { readonly owesFrom: string | null; readonly last4: string } | undefined;
    const owesFrom = ended?.owesFrom ?? null;
    const codes = Array.isArray(params['codes']) ? params['codes'].map(String) : [];
    return {
      ...head,
      endedOn: facts.on,
      last4: ended?.last4 ?? '',
      how: params['how'] as EmploymentPaperParams['employment-ended']['how'],
      owesFrom: isPlainMonth(owesFrom) ? owesFrom : null,
      ...(codes.length > 0 && { reasons: codes.flatMap(reasonText) }),
    };
  },
};

function reasonText(code: string): readonly string[] {
  const known: Readonly<Record<string, { readonly text: string; readonly remedy: string }>> =
    EMPLOYMENT_REASONS;
  const reason = known[code];
  return reason === undefined ? [] : [`${reason.text}${reason.remedy}`];
}
