/**
 * What an application for account opening must hold before it can be accepted (受理), and what can
 * never be accepted.
 *
 * Everything missing is named at once (一次性补正告知); the statutory clock starts only when nothing is
 * missing. A wrong document or a wrong center is not a gap but a reason not to accept (不予受理).
 *
 * @source 通知（征求意见稿）（一）（二）（四）（十四）; the center's list of documents
 */
import type { PlainDate } from '../domain/calendar.ts';
import { compare, type Yuan } from '../domain/money.ts';
import type { Cycle, DocumentType, EmploymentForm, Sex } from '../domain/vocabulary.ts';
import type { ClauseKey } from './clauses.ts';
import type { Rule } from './decision.ts';
import { reachesAgeOn } from './eligibility.ts';
import { assessIdentityDocument } from './identity-document.ts';
import type { OpeningFigures } from './opening-figures.ts';

/** The parts of an application that the intake looks at; the form's type fits it. */
export interface OpeningApplication {
  readonly applicant: {
    readonly name: string;
    readonly document: StatedDocument;
    readonly bornOn?: PlainDate | undefined;
    readonly sex?: Sex | undefined;
    readonly phone?: string | undefined;
    readonly address?: string | undefined;
  };
  readonly district?: string | undefined;
  readonly employment?: { readonly form: EmploymentForm; readonly occupation: string } | undefined;
  readonly fullCapacity?: boolean | undefined;
  readonly livesOnOwnIncome: boolean;
  readonly drawsPension: boolean;
  readonly retirementBase?: 60 | 55 | 50 | undefined;
  readonly bankCard?: { readonly holder: string } | undefined;
  readonly contribution?:
    { readonly monthlyAmount: Yuan; readonly cycle: Cycle; readonly debitDay: number } | undefined;
  readonly consents: readonly { readonly kind: string }[];
  readonly evidence: readonly { readonly kind: string }[];
}

interface StatedDocument {
  readonly type: DocumentType;
  readonly number: string;
  readonly validUntil?: PlainDate | null | undefined;
}

/** Something to bring or to mend, with where it stands in the form. */
export interface MissingItem {
  readonly code: MissingCode;
  readonly pointer: string;
  readonly detail?: Readonly<Record<string, string>>;
}

export type MissingCode =
  | 'document-unreadable'
  | 'document-mismatch'
  | 'document-expired'
  | 'document-scan'
  | 'born-on'
  | 'sex'
  | 'phone'
  | 'address'
  | 'district'
  | 'employment'
  | 'full-capacity'
  | 'own-income-evidence'
  | 'retirement-base-evidence'
  | 'bank-card'
  | 'bank-card-holder'
  | 'contribution'
  | 'contribution-amount'
  | 'contribution-cycle'
  | 'debit-day'
  | 'consent-personal-data'
  | 'consent-national-platform'
  | 'consent-identity-verification';

export interface Unacceptable {
  readonly code: 'document-not-accepted' | 'not-competent';
  readonly clause: ClauseKey;
}

export interface Intake {
  readonly missing: readonly MissingItem[];
  readonly unacceptable: readonly Unacceptable[];
  /** Taken from the document where its number tells, else as stated. */
  readonly bornOn: PlainDate | null;
  readonly sex: Sex | null;
  readonly needsOwnIncomeEvidence: boolean;
}

export const OPENING_INTAKE: Rule = {
  name: 'opening-intake',
  version: '2026-1',
  title: '开户收件',
  clauses: ['liaoning-1', 'liaoning-2', 'liaoning-4', 'liaoning-14', 'regulation-49'],
};

interface IntakeFacts {
  readonly application: OpeningApplication;
  readonly center: string;
  readonly on: PlainDate;
  readonly figures: OpeningFigures;
}

/** Looks through an application once and names everything at once. Pure. */
export function assessIntake({ application, center, on, figures }: IntakeFacts): Intake {
  const { applicant } = application;
  const { document } = applicant;
  const identity = assessIdentityDocument({
    type: document.type,
    number: document.number,
    on,
    ...(applicant.bornOn === undefined ? {} : { bornOn: applicant.bornOn }),
    ...(applicant.sex === undefined ? {} : { sex: applicant.sex }),
    ...(document.validUntil == null ? {} : { validUntil: document.validUntil }),
  });
  const { problems, bornOn, sex } = identity;
  const unacceptable: Unacceptable[] = [];
  if (problems.includes('not-accepted')) {
    unacceptable.push({ code: 'document-not-accepted', clause: 'liaoning-1' });
  }
  if (application.district !== undefined && !belongs(application.district, center)) {
    unacceptable.push({ code: 'not-competent', clause: 'regulation-49' });
  }
  const needsOwnIncomeEvidence =
    application.livesOnOwnIncome && bornOn !== null && on < reachesAgeOn(bornOn, figures.ageMin);
  const missing = [
    ...documentGaps(application, problems, { bornOn, sex }),
    ...personGaps(application, needsOwnIncomeEvidence),
    ...contributionGaps(application, figures),
    ...consentGaps(application),
  ];
  return { missing, unacceptable, bornOn, sex, needsOwnIncomeEvidence };
}

/** A district belongs to the center of the same city: the first four digits agree. */
function belongs(district: string, center: string): boolean {
  return district.slice(0, 4) === center.slice(0, 4);
}

function gap(code: MissingCode, pointer: string, detail?: MissingItem['detail']): MissingItem {
  return { code, pointer, ...(detail ? { detail } : {}) };
}

function documentGaps(
  { applicant, evidence }: OpeningApplication,
  problems: readonly string[],
  derived: { bornOn: PlainDate | null; sex: Sex | null },
): MissingItem[] {
  const gaps: MissingItem[] = [];
  const unreadable = ['format', 'checksum', 'date', 'future', 'sequence', 'province'];
  if (problems.some((problem) => unreadable.includes(problem))) {
    gaps.push(gap('document-unreadable', '/applicant/document/number'));
  }
  if (problems.includes('mismatch')) gaps.push(gap('document-mismatch', '/applicant/bornOn'));
  if (problems.includes('expired')) {
    gaps.push(gap('document-expired', '/applicant/document/validUntil'));
  }
  if (!has(evidence, 'identity-document')) gaps.push(gap('document-scan', '/evidence'));
  const readable = gaps.every(({ code }) => code !== 'document-unreadable');
  if (readable && derived.bornOn === null) gaps.push(gap('born-on', '/applicant/bornOn'));
  if (readable && derived.sex === null) gaps.push(gap('sex', '/applicant/sex'));
  if (applicant.phone === undefined) gaps.push(gap('phone', '/applicant/phone'));
  if (applicant.address === undefined) gaps.push(gap('address', '/applicant/address'));
  return gaps;
}

function personGaps(application: OpeningApplication, needsOwnIncome: boolean): MissingItem[] {
  const { district, employment, fullCapacity, retirementBase, evidence } = application;
  const gaps: MissingItem[] = [];
  if (district === undefined) gaps.push(gap('district', '/district'));
  if (employment === undefined) gaps.push(gap('employment', '/employment'));
  if (fullCapacity === undefined) gaps.push(gap('full-capacity', '/fullCapacity'));
  if (needsOwnIncome && !has(evidence, 'own-income')) {
    gaps.push(gap('own-income-evidence', '/evidence'));
  }
  if (retirementBase === 50 && !has(evidence, 'retirement-base')) {
    gaps.push(gap('retirement-base-evidence', '/evidence'));
  }
  return gaps;
}

function contributionGaps(
  { applicant, bankCard, contribution }: OpeningApplication,
  figures: OpeningFigures,
): MissingItem[] {
  const gaps: MissingItem[] = [];
  if (!bankCard) gaps.push(gap('bank-card', '/bankCard'));
  else if (bankCard.holder !== applicant.name) {
    gaps.push(gap('bank-card-holder', '/bankCard/holder'));
  }
  return [...gaps, ...choiceGaps(contribution, figures)];
}

/** What is wrong with the chosen amount, cycle and debit day under these figures. */
export function choiceGaps(
  contribution: OpeningApplication['contribution'],
  { limits, cycles, debit }: Pick<OpeningFigures, 'limits' | 'cycles' | 'debit'>,
): readonly MissingItem[] {
  if (!contribution) return [gap('contribution', '/contribution')];
  const gaps: MissingItem[] = [];
  const { monthlyAmount, cycle, debitDay } = contribution;
  if (compare(monthlyAmount, limits.min) < 0 || compare(monthlyAmount, limits.max) > 0) {
    const detail = { min: limits.min, max: limits.max };
    gaps.push(gap('contribution-amount', '/contribution/monthlyAmount', detail));
  }
  if (!cycles.includes(cycle)) gaps.push(gap('contribution-cycle', '/contribution/cycle'));
  if (debitDay < debit.dayMin || debitDay > debit.dayMax) {
    const detail = { min: String(debit.dayMin), max: String(debit.dayMax) };
    gaps.push(gap('debit-day', '/contribution/debitDay', detail));
  }
  return gaps;
}

function consentGaps({ consents }: OpeningApplication): MissingItem[] {
  const needed = ['personal-data', 'national-platform', 'identity-verification'] as const;
  return needed
    .filter((kind) => !consents.some((given) => given.kind === kind))
    .map((kind) => gap(`consent-${kind}`, '/consents'));
}

function has(evidence: readonly { readonly kind: string }[], kind: string): boolean {
  return evidence.some((item) => item.kind === kind);
}
