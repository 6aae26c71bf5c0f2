/** From what a change says to everything its document prints. Pure. */
import type { ApplicationPaperParams } from '../../src/cases/wording-documents.ts';
import { printedClause, printedReasons } from '../../src/cases/wording-reasons.ts';
import { missingLines } from '../../src/cases/wording-tasks.ts';
import { fileKindTitle } from '../../src/cases/wording-things.ts';
import { plainDate, type PlainDate } from '../../src/domain/calendar.ts';
import type { TakeUpWay } from '../../src/domain/vocabulary.ts';
import type { AccountOpeningApplication } from '../../src/forms/account-opening.ts';
import { centerClause } from '../../src/policy/clauses.ts';
import { joiningWithoutOn, type Ages } from '../../src/policy/eligibility.ts';
import type { Reason } from '../../src/policy/opening-decision.ts';
import type { MissingItem } from '../../src/policy/opening-intake.ts';
import { regulationOn } from '../../src/policy/statutory-deadline.ts';
import {
  agreementParams,
  chosenPlan,
  head,
  openingFiguresOf,
  personOf,
  type PaperFacts,
} from './agreement-paper.ts';
import { CHANGE_BUILDERS } from './change-papers.ts';
import { TAKE_UP_BUILDERS } from './take-up-papers.ts';
import type { Opened } from './opened.ts';

type Params = Readonly<Record<string, unknown>>;

type PaperKind = keyof ApplicationPaperParams;
type Builders = {
  readonly [Kind in PaperKind]: (params: Params, facts: PaperFacts) => ApplicationPaperParams[Kind];
};

type Common = 'refusal' | 'deferral' | 'signing-reminder' | 'lapse' | 'application-withdrawn';

/** What an opening and the taking up of an account tell from the same facts. */
const COMMON: Pick<Builders, Common> = {
  refusal: (params, facts) => ({
    ...head(facts),
    ...against(params, facts),
    acceptedOn: plainDate(facts.acceptedOn ?? facts.on),
    afterHumanReview: params['afterHumanReview'] === true,
  }),
  deferral: (params, facts) => ({
    ...head(facts),
    toldOn: facts.on,
    code: params['code'] === 'several-accounts' ? 'several-accounts' : 'remote-normal',
    elsewhere: [],
    until: dateIn(params, 'until'),
    clauses: [printedClause('liaoning-14', facts.on)],
  }),
  'signing-reminder': (params, facts) => ({
    ...head(facts),
    remindedOn: facts.on,
    signBy: dateIn(params, 'until'),
  }),
  lapse: (params, facts) => ({
    ...head(facts),
    lapsedOn: facts.on,
    signBy: dateIn(params, 'until'),
  }),
  'application-withdrawn': (_params, facts) => ({
    ...head(facts),
    withdrawnOn: facts.on,
    takenBy: facts.branch,
  }),
};

const BUILDERS: Builders = {
  agreement: (params, facts) => agreementParams(facts, dateIn(params, 'signBy')),
  receipt: (_params, facts) => ({
    ...head(facts),
    receivedOn: facts.on,
    materials: materialsOf(facts.application),
    complete: facts.acceptedOn !== null,
  }),
  acceptance: (_params, facts) => ({
    ...head(facts),
    acceptedOn: facts.on,
    regulation: regulationOn(facts.on),
    promisedWorkingDays: openingFiguresOf(facts).promiseWorkingDays,
    promisedOn: facts.promise?.on ?? null,
    promisedProvisional: facts.promise?.provisional ?? false,
  }),
  'supplement-notice': (params, facts) => ({
    ...head(facts),
    toldOn: facts.on,
    missing: missingLines(params['missing'] as readonly MissingItem[]),
    until: dateIn(params, 'until'),
  }),
  'not-accepted': (params, facts) => ({ ...head(facts), ...against(params, facts) }),
  'account-opened': (params, facts) => ({
    ...head(facts),
    openedOn: facts.on,
    accountNumber: openedIn(facts).account,
    agreementNumber: facts.issued['agreement'] ?? null,
    plan: { ...chosenPlan(facts), ...planInForce(openedIn(facts)) },
    transferInOffer: params['transferIn'] === true,
    dormancyMonths: openedIn(facts).dormancyMonths,
  }),
  'conversion-referral': (_params, facts) => ({
    ...head(facts),
    toldOn: facts.on,
    ...proposedIn(facts),
    clauses: [printedClause('regulation-13', facts.on), printedClause('liaoning-3', facts.on)],
  }),
  'human-review': (_params, facts) => ({
    ...head(facts),
    requestedOn: facts.on,
    decisionNumber:
      facts.issued['refusal'] ??
      facts.issued['take-up-refused'] ??
      facts.issued['not-accepted'] ??
      null,
    promisedWorkingDays: HUMAN_REVIEW_DAYS,
    promisedOn: null,
  }),
  'opening-undone': (params, facts) => ({
    ...head(facts),
    undoneOn: facts.on,
    ...undoneAccount(facts),
    reason: typeof params['reason'] === 'string' ? params['reason'] : '',
  }),
  ...CHANGE_BUILDERS,
  ...COMMON,
  ...TAKE_UP_BUILDERS,
  'take-up-refused': COMMON.refusal,
  'take-up-deferred': COMMON.deferral,
  'take-up-reminder': COMMON['signing-reminder'],
  'take-up-lapsed': COMMON.lapse,
  'take-up-withdrawn': COMMON['application-withdrawn'],
};

/** Working days in which a review by a person is promised; the task's due date says the same. */
const HUMAN_REVIEW_DAYS = 5;
/** @throws RangeError when what is to be printed is not known */
export function documentParams<Kind extends PaperKind>(
  kind: Kind,
  params: Params,
  facts: PaperFacts,
): ApplicationPaperParams[Kind] {
  return BUILDERS[kind](params, facts);
}

export function isPaperKind(kind: string): kind is PaperKind {
  return Object.hasOwn(BUILDERS, kind);
}

function against(params: Params, facts: PaperFacts) {
  const reasons = params['reasons'] as readonly Reason[];
  const { reconsiderationBody, court, rule } = facts.center;
  // A refusal rests on the center's own document as well as on the clause.
  const own = rule === '' ? [] : [printedClause(centerClause(rule), facts.on)];
  const codes = reasons.map(({ code }) => code);
  // As it was decided: by the figures of the day of acceptance.
  const ages = openingFiguresOf(facts, plainDate(facts.acceptedOn ?? facts.on));
  const earliest = earliestOf(codes, facts, ages);
  return {
    decidedOn: facts.on,
    reasons: printedReasons(codes, facts.on, { earliest, ages }).map((reason) => ({
      ...reason,
      clauses: [...reason.clauses, ...own],
    })),
    review: {
      humanReviewUntil: dateIn(params, 'reviewUntil'),
      reconsiderationBody,
      court,
    },
  };
}

/** For each reason the first day without it: only a rule's own arithmetic, never a guess. */
function earliestOf(
  codes: readonly string[],
  { application, on }: PaperFacts,
  ages: Ages,
): Readonly<Record<string, PlainDate>> {
  const { bornOn } = personOf(application, on);
  if (bornOn === null) return {};
  const { livesOnOwnIncome } = application;
  return Object.fromEntries(
    codes.flatMap((code) => {
      const day = joiningWithoutOn(code, { bornOn, livesOnOwnIncome, ...ages });
      return day === null ? [] : [[code, day]];
    }),
  );
}

function proposedIn({ outputs }: PaperFacts) {
  // As the effect of the same change answered.
  const proposed = outputs['propose-conversion'] as
    { readonly last4: string | null; readonly way: TakeUpWay } | undefined;
  return {
    accountLast4: proposed?.last4 ?? null,
    way: proposed?.way ?? ('conversion-to-flexible' as const),
  };
}

function materialsOf({ evidence }: AccountOpeningApplication) {
  const kinds = [...new Set(evidence.map(({ kind }) => kind))];
  return kinds.map((kind) => ({
    name: fileKindTitle(kind),
    count: evidence.filter((one) => one.kind === kind).length,
  }));
}

function planInForce({ firstMonth, debitRule, firstDebit }: Opened) {
  return { firstMonth, debitRule, firstDebit };
}

function openedIn({ outputs }: PaperFacts): Opened {
  const opened = outputs['open-account'] as Opened | undefined;
  if (!opened) throw new RangeError('no account was opened');
  return opened;
}

function dateIn(params: Params, name: string): PlainDate {
  const value = params[name];
  if (typeof value !== 'string') throw new RangeError(`the document needs ${name}`);
  return plainDate(value);
}

function undoneAccount({ outputs }: PaperFacts) {
  const undone = outputs['undo-opening'] as
    { readonly last4: string; readonly toSuspense: string } | undefined;
  if (!undone) throw new RangeError('no opening was undone');
  const { last4, toSuspense } = undone;
  return { accountLast4: last4, ...(toSuspense !== '0.00' && { toSuspense }) };
}
