/** The papers by which an account is taken up, from what a change of its case says. Pure. */
import type { TakeUpOnPaper, TakeUpPaperParams } from '../../src/cases/wording-documents.ts';
import { printedClause } from '../../src/cases/wording-reasons.ts';
import { plainDate, type PlainDate, type PlainMonth } from '../../src/domain/calendar.ts';
import type { TakeUpWay } from '../../src/domain/vocabulary.ts';
import type { Opened } from './opened.ts';
import { agreementParams, chosenPlan, head, type PaperFacts } from './agreement-paper.ts';

type Params = Readonly<Record<string, unknown>>;
type Own = 'take-up-agreement' | 'taken-up' | 'unit-seal-awaited';

/** As the course tells it: what is not known is null. */
export interface TakeUpTold extends Omit<TakeUpOnPaper, 'sealedOn' | 'paidTo' | 'keptThrough'> {
  readonly sealedOn: PlainDate | null;
  readonly paidTo: PlainMonth | null;
  readonly keptThrough: PlainDate | null;
}

export function takeUpOnPaper({
  sealedOn,
  paidTo,
  keptThrough,
  ...told
}: TakeUpTold): TakeUpOnPaper {
  const { way, last4, toleratedGap, outlook } = told;
  return {
    ...{ way, last4, toleratedGap, outlook },
    sealedOn: sealedOn ?? '',
    paidTo: paidTo ?? '',
    keptThrough: keptThrough ?? '',
  };
}

export const TAKE_UP_BUILDERS: {
  readonly [Kind in Own]: (params: Params, facts: PaperFacts) => TakeUpPaperParams[Kind];
} = {
  'take-up-agreement': (params, facts) => ({
    ...agreementParams(facts, plainDate(String(params['signBy']))),
    // As the rule told it, sent by our own workflow.
    takeUp: takeUpOnPaper(params['takeUp'] as TakeUpTold),
  }),
  'taken-up': (params, facts) => {
    const { account, firstMonth, debitRule, firstDebit, dormancyMonths } = takenIn(facts);
    return {
      ...head(facts),
      way: params['way'] as TakeUpWay,
      on: facts.on,
      accountNumber: account,
      agreementNumber: facts.issued['take-up-agreement'] ?? null,
      plan: { ...chosenPlan(facts), firstMonth, debitRule, firstDebit },
      transferInOffer: params['transferIn'] === true,
      dormancyMonths,
      gapMonths: Number(params['gapMonths']),
      continuity: params['continuity'] as TakeUpPaperParams['taken-up']['continuity'],
    };
  },
  'unit-seal-awaited': (params, facts) => ({
    ...head(facts),
    toldOn: facts.on,
    last4: typeof params['last4'] === 'string' ? params['last4'] : '',
    until: plainDate(String(params['until'])),
    clauses: [printedClause('liaoning-3', facts.on), printedClause('regulation-13', facts.on)],
  }),
};

function takenIn({ outputs }: PaperFacts): Opened {
  const taken = outputs['take-up-account'] as Opened | undefined;
  if (!taken) throw new RangeError('no account was taken up');
  return taken;
}
