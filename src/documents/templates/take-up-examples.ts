/** Parameters of imaginary people for the papers by which an account is taken up. */
import { plainDate, plainMonth } from '../../domain/calendar.ts';
import type {
  ApplicationWithdrawnParams,
  DeferralParams,
  LapseParams,
  RefusalParams,
  SigningReminderParams,
  TakenUpParams,
  TakeUpAgreementParams,
  TakeUpOnPaper,
  UnitSealAwaitedParams,
} from '../../cases/wording-documents.ts';
import {
  AGREEMENT_EXAMPLES,
  BARE_HEAD,
  CLAUSE,
  DEFERRAL_EXAMPLES,
  HEAD,
  LAPSE_EXAMPLES,
  OPENED_EXAMPLES,
  REFUSAL_EXAMPLES,
  REMINDER_EXAMPLES,
  WITHDRAWN_EXAMPLES,
} from './examples.ts';

const business = '单位转灵活';
const on = plainDate('2026-11-23');
const month = plainMonth('2026-11');
const next = plainMonth('2026-12');
const head = { ...HEAD, business };

const unit: TakeUpOnPaper = {
  way: 'conversion-to-flexible',
  last4: '0012',
  sealedOn: plainDate('2026-09-30'),
  paidTo: plainMonth('2026-09'),
  toleratedGap: 1,
  keptThrough: plainDate('2026-11-30'),
  outlook: [
    { in: month, firstMonth: month, gapMonths: 1, continuity: 'kept' },
    { in: next, firstMonth: next, gapMonths: 2, continuity: 'broken' },
  ],
};
const never: TakeUpOnPaper = {
  ...{ way: 'resumption', last4: '0012', sealedOn: '', paidTo: '', toleratedGap: 1 },
  keptThrough: '',
  outlook: [{ in: month, firstMonth: month, gapMonths: 0, continuity: 'none' }],
};

const [agreement, bare = agreement] = AGREEMENT_EXAMPLES;
export const TAKE_UP_AGREEMENT_EXAMPLES: readonly [
  TakeUpAgreementParams,
  ...TakeUpAgreementParams[],
] = [
  { ...agreement, takeUp: unit },
  { ...bare, takeUp: never },
];

const taken = ({ openedOn: _on, ...params }: (typeof OPENED_EXAMPLES)[number]) => params;
const [opened, ...others] = OPENED_EXAMPLES;
const numberless = others.at(-1) ?? opened;
export const TAKEN_UP_EXAMPLES: readonly [TakenUpParams, ...TakenUpParams[]] = [
  { ...taken(opened), business, way: unit.way, on, gapMonths: 0, continuity: 'kept' },
  { ...taken(opened), business, way: unit.way, on, gapMonths: 1, continuity: 'kept' },
  { ...taken(opened), business, way: 'resumption', on, gapMonths: 4, continuity: 'broken' },
  { ...taken(numberless), business, way: 'resumption', on, gapMonths: 0, continuity: 'none' },
  ...others.map((one) => ({
    ...{ ...taken(one), business, way: unit.way, on, gapMonths: 0 },
    continuity: 'kept' as const,
  })),
];

export const UNIT_SEAL_AWAITED_EXAMPLES: readonly [
  UnitSealAwaitedParams,
  ...UnitSealAwaitedParams[],
] = [
  { ...head, toldOn: on, last4: '0012', until: plainDate('2026-12-23'), clauses: [CLAUSE] },
  {
    ...{ ...BARE_HEAD, business, toldOn: on, last4: '0012' },
    ...{ until: plainDate('2026-12-23'), clauses: [] },
  },
];

type Several<Params> = readonly [Params, ...Params[]];
function ofBusiness<Params>([first, ...rest]: Several<Params>): Several<Params> {
  return [{ ...first, business }, ...rest.map((one) => ({ ...one, business }))];
}
export const TAKE_UP_REFUSED_EXAMPLES: Several<RefusalParams> = ofBusiness(REFUSAL_EXAMPLES);
export const TAKE_UP_DEFERRED_EXAMPLES: Several<DeferralParams> = ofBusiness(DEFERRAL_EXAMPLES);
export const TAKE_UP_REMINDER_EXAMPLES: Several<SigningReminderParams> =
  ofBusiness(REMINDER_EXAMPLES);
export const TAKE_UP_LAPSED_EXAMPLES: Several<LapseParams> = ofBusiness(LAPSE_EXAMPLES);
export const TAKE_UP_WITHDRAWN_EXAMPLES: Several<ApplicationWithdrawnParams> =
  ofBusiness(WITHDRAWN_EXAMPLES);
