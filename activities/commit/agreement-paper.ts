/** The agreement as it is printed and signed, and what every document of a case begins with. */
import type { Actor } from '../../src/cases/case.ts';
import type {
  AgreementParams,
  ChosenPlan,
  NoticeHead,
  PersonOnPaper,
} from '../../src/cases/wording-documents.ts';
import { plainDate, type PlainDate } from '../../src/domain/calendar.ts';
import type { AccountOpeningApplication } from '../../src/forms/account-opening.ts';
import { amountChangeGap } from '../../src/policy/change-figures.ts';
import { wholeValue } from '../../src/policy/figure-values.ts';
import { figureInForce, type Figure, type FigureName } from '../../src/policy/figures.ts';
import { assessIdentityDocument } from '../../src/policy/identity-document.ts';
import { openingFigures, type OpeningFigures } from '../../src/policy/opening-figures.ts';
import { retirementOf } from '../../src/policy/retirement.ts';
import type { Center } from '../offices.ts';

/** What every notice is made from, whether or not the case has an application of its own. */
export interface NoticeFacts {
  readonly center: Center;
  readonly branch: string;
  readonly caseNumber: string;
  /** What the case type is called. */
  readonly business: string;
  readonly figures: readonly Figure[];
  readonly on: PlainDate;
  readonly by: Actor;
  /** Who acts for the person, as it is printed; left out: nobody does. */
  readonly agent?: string;
  readonly acceptedOn: string | null;
  /** What this change promises; null: nothing. */
  readonly promise: {
    readonly days?: number;
    readonly on: PlainDate;
    readonly provisional: boolean;
  } | null;
  readonly outputs: Readonly<Record<string, unknown>>;
  /** Printed numbers of what was issued before, the newest of each kind. */
  readonly issued: Readonly<Record<string, string>>;
}

export interface PaperFacts extends NoticeFacts {
  readonly application: AccountOpeningApplication;
}

/** Terms of the agreement's own that no figure changes yet. */
const TERMS = { debitAttempts: 3, cureDays: 30 } as const;

/** Everything the two sides sign; the same facts give the same parameters and the same hash. */
export function agreementParams(facts: PaperFacts, signBy: PlainDate): AgreementParams {
  const { application, on } = facts;
  const { applicant, employment } = application;
  const figures = openingFiguresOf(facts);
  const person = head(facts).person;
  const { bornOn, sex } = personOf(application, on);
  if (!employment || bornOn === null || sex === null) {
    throw new RangeError('an agreement needs a complete application');
  }
  const base = application.retirementBase ?? figures.retirementBaseFemale;
  const wholeFigure = (name: FigureName) => {
    const found = figureInForce(facts.figures, {
      center: facts.center.code,
      district: null,
      name,
      on,
    });
    if (found === null) throw new RangeError(`no figure ${name} in force`);
    return wholeValue(found);
  };
  return {
    center: head(facts).center,
    caseNumber: facts.caseNumber,
    holder: { ...person, phone: applicant.phone ?? '', address: applicant.address ?? '' },
    employment,
    plan: chosenPlan(facts),
    // By the figures of the day of acceptance the amount was found to be within the limits.
    limits: openingFiguresOf(facts, plainDate(facts.acceptedOn ?? on)).limits,
    retiresOn: retirementOf({ bornOn, sex, ...(sex === 'F' ? { base } : {}) }).retiresOn,
    offeredOn: on,
    signBy,
    terms: {
      ...TERMS,
      changeMonths: amountChangeGap(facts.figures, { center: facts.center.code, on }),
      dormancyMonths: wholeFigure('dormancy-wait'),
      dormancyNoticeDays: wholeFigure('dormancy-notice'),
    },
  };
}

export function head(facts: PaperFacts): NoticeHead {
  const { applicant } = facts.application;
  return headFor(facts, {
    name: applicant.name,
    documentType: applicant.document.type,
    documentNumber: applicant.document.number,
  });
}

/** The same for a person who is known without an application. */
export function headFor(
  { center, branch, caseNumber, business, agent }: NoticeFacts,
  person: PersonOnPaper,
): NoticeHead {
  const { name, shortName, phone, address, rule } = center;
  const on = { name, shortName, phone, address, rule };
  return {
    center: on,
    caseNumber,
    business,
    person,
    branch,
    ...(agent !== undefined && { agent }),
  };
}

export function chosenPlan(facts: PaperFacts): ChosenPlan {
  const { bankCard, contribution } = facts.application;
  if (!bankCard || !contribution) throw new RangeError('a plan needs a card and an amount');
  return {
    ...contribution,
    debitRule: openingFiguresOf(facts).debit.rule,
    bank: bankCard.bank,
    cardLast4: bankCard.number.slice(-4),
  };
}

export function openingFiguresOf(
  { application, center, figures, on: today }: PaperFacts,
  on = today,
): OpeningFigures {
  return openingFigures(figures, {
    center: center.code,
    district: application.district ?? null,
    on,
  });
}

/** Birth date and sex, from the document's number where it tells, else as stated. */
export function personOf({ applicant }: AccountOpeningApplication, on: PlainDate) {
  return assessIdentityDocument({
    type: applicant.document.type,
    number: applicant.document.number,
    on,
    ...(applicant.bornOn === undefined ? {} : { bornOn: applicant.bornOn }),
    ...(applicant.sex === undefined ? {} : { sex: applicant.sex }),
  });
}
