/** The papers of a change of personal data (信息变更), from what a change of its case says. Pure. */
import type { PersonalHead, PersonalPaperParams } from '../../src/cases/wording-documents.ts';
import { changedValueText, personalGapTitle } from '../../src/cases/wording-personal-change.ts';
import { personalChangeNames } from '../../src/cases/wording-recent-changes.ts';
import { printedClause } from '../../src/cases/wording-reasons.ts';
import { plainDate, type PlainDate } from '../../src/domain/calendar.ts';
import type { ClauseKey } from '../../src/policy/clauses.ts';
import { ownRule, waysOf, type Given } from './paper-parts.ts';

type Params = Readonly<Record<string, unknown>>;
type Kind = keyof PersonalPaperParams;

export const PERSONAL_BUILDERS: {
  readonly [One in Kind]: (params: Params, given: Given) => PersonalPaperParams[One];
} = {
  'personal-change-accepted': (params, given) => ({
    ...headOf(params, given),
    acceptedOn: dayIn(params, 'acceptedOn'),
    promisedWorkingDays: Number(params['promisedWorkingDays']),
    promisedOn: given.facts.promise?.on ?? null,
    reviewed: params['reviewed'] === true,
  }),
  'personal-change-supplement': (params, given) => ({
    ...headOf(params, given),
    toldOn: given.facts.on,
    missing: listIn(params, 'missing').map(personalGapTitle),
    until: dayIn(params, 'until'),
  }),
  'personal-changed': (params, given) => ({
    ...headOf(params, given),
    changedOn: dayIn(params, 'changedOn'),
    changes: changesIn(params).map(changedValueText),
    mandate: params['mandate'] === true,
    held: params['held'] === true,
    clauses: [printedClause('liaoning-11', given.facts.on), ...ownRule(given.facts)],
  }),
  'personal-change-told': (params, given) => ({
    ...headOf(params, given),
    changedOn: dayIn(params, 'changedOn'),
  }),
  'personal-change-refused': (params, given) => ({
    ...headOf(params, given),
    decidedOn: given.facts.on,
    reasons: (params['reasons'] as readonly Reason[]).map(
      ({ code, text: reason, remedy, clause }) => ({
        ...{ code, reason, remedy, earliestOn: null },
        clauses: [printedClause(clause, given.facts.on), ...ownRule(given.facts)],
      }),
    ),
    ways: waysOf(given.facts),
  }),
  'personal-change-ended': (params, given) => ({
    ...headOf(params, given),
    endedOn: given.facts.on,
    why: params['why'] === 'not-supplied' ? 'not-supplied' : 'withdrawn',
  }),
};

interface Reason {
  readonly code: string;
  readonly clause: ClauseKey;
  readonly text: string;
  readonly remedy: string;
}

interface Changed {
  readonly kind: string;
  readonly before: string | null;
  readonly after: string;
}

/** As the course sent them, masked before it did. */
function changesIn(params: Params): readonly Changed[] {
  return params['changes'] as readonly Changed[];
}

function headOf(params: Params, { head }: Given): PersonalHead {
  return {
    ...head,
    accountLast4: textIn(params, 'accountLast4'),
    what: personalChangeNames(listIn(params, 'wanted')),
  };
}

function listIn(params: Params, name: string): readonly string[] {
  const value = params[name];
  return Array.isArray(value) ? value.map(String) : [];
}

function textIn(params: Params, name: string): string {
  const value = params[name];
  if (typeof value !== 'string') throw new RangeError(`the document needs ${name}`);
  return value;
}

function dayIn(params: Params, name: string): PlainDate {
  return plainDate(textIn(params, name));
}
