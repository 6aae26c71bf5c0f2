/**
 * 参制条件 (clause 1): who may join as a flexible worker, on the day of acceptance.
 *
 * Eighteen, or sixteen and living on one's own labor income, or whatever the center's figures say;
 * full capacity; below the statutory age of retirement and not drawing a pension; a document that is
 * enough. All reasons that hold are told, not the first. Joining is looked at again on the day of
 * activation.
 */
import { addMonths, type PlainDate } from '../domain/calendar.ts';
import {
  type DocumentType,
  type EmploymentForm,
  type RetirementBase,
  type Sex,
} from '../domain/vocabulary.ts';
import { decide, type Condition, type Decision, type ReasonText, type Rule } from './decision.ts';
import { retirementOf } from './retirement.ts';

export interface EligibilityFacts {
  /** Whose age counts: who was too young on that day applies anew. */
  readonly acceptedOn: PlainDate;
  /** On which it is judged: who retires before joining does not join; the day of acceptance unless said otherwise. */
  readonly on?: PlainDate;
  readonly bornOn: PlainDate;
  readonly sex: Sex;
  /** 以自己的劳动收入为主要生活来源. */
  readonly livesOnOwnIncome: boolean;
  /** 已领取基本养老金. */
  readonly drawsPension: boolean;
  readonly documentType: DocumentType;
  readonly employmentForm: EmploymentForm;
  /** 具有完全民事行为能力, as declared and seen; true unless said otherwise. */
  readonly fullCapacity?: boolean;
  readonly retirementBase?: RetirementBase;
  /** The center's figures, in whole years; those of the law unless said otherwise. */
  readonly ageMin?: number;
  readonly ageOwnIncomeMin?: number;
}

/** From which anybody may join, and from which those with an income of their own. */
export interface Ages {
  readonly ageMin: number;
  readonly ageOwnIncomeMin: number;
}

/** Civil Code art. 18; a center's document may ask for more. */
export const LEGAL_AGES: Ages = { ageMin: 18, ageOwnIncomeMin: 16 };

/** In the order in which a person hears them. */
export const ELIGIBILITY_REASONS = {
  'under-16': {
    text: '受理之日未满16周岁。',
    remedy: '年满16周岁并以自己的劳动收入为主要生活来源，或者年满18周岁后，可再次申请。',
    clause: 'liaoning-1',
  },
  'minor-without-own-income': {
    text: '受理之日已满16周岁未满18周岁，且未以自己的劳动收入为主要生活来源。',
    remedy:
      '可提供劳动合同、平台流水、营业执照、纳税或银行流水等收入材料后再次申请，或年满18周岁后申请。',
    clause: 'liaoning-1',
  },
  'no-full-capacity': {
    text: '不具有完全民事行为能力。',
    remedy: '民事行为能力恢复后，可凭生效文书再次申请；监护人不能代为参加。',
    clause: 'liaoning-1',
  },
  retired: {
    text: '已达到法定退休年龄。',
    remedy: '如对出生日期或原法定退休年龄有异议，可提供养老保险记录申请人工核对。',
    clause: 'liaoning-1',
  },
  pensioner: {
    text: '已领取基本养老金，视为已退休。',
    remedy: '如并未领取养老金，可提供社会保险经办机构的证明申请人工核对。',
    clause: 'liaoning-1',
  },
  'document-not-accepted': {
    text: '仅持护照，不属于可参加的人员所持证件。',
    remedy: '请出示居民身份证、港澳台居民居住证或来往通行证、外国人永久居留身份证。',
    clause: 'liaoning-1',
  },
} as const satisfies Record<string, ReasonText>;
export type EligibilityReason = keyof typeof ELIGIBILITY_REASONS;

/** The words of a reason with the center's ages in place of the law's. */
export function withAges(text: string, { ageMin, ageOwnIncomeMin }: Ages): string {
  const { ageMin: full, ageOwnIncomeMin: own } = LEGAL_AGES;
  return text.replace(/(\d+)周岁/g, (whole, years: string) => {
    if (Number(years) === full) return `${String(ageMin)}周岁`;
    return Number(years) === own ? `${String(ageOwnIncomeMin)}周岁` : whole;
  });
}

export interface Eligibility {
  readonly outcome: 'granted' | 'refused';
  /** All that hold, in the order of the table; empty when granted. */
  readonly reasons: readonly EligibilityReason[];
}

export const ELIGIBILITY: Rule = {
  name: 'eligibility',
  version: '1',
  title: '参加条件',
  clauses: ['liaoning-1', 'regulation-49', 'civil-code-18', 'civil-code-202', 'retirement-1'],
};

/**
 * The day a person reaches an age in whole years: the birthday itself. Born on 29 February, it is
 * the last day of February in a common year (Civil Code art. 202).
 */
export function reachesAgeOn(bornOn: PlainDate, years: number): PlainDate {
  return addMonths(bornOn, years * 12);
}

/** Grants or refuses joining on the day of acceptance. */
export function assessEligibility(facts: EligibilityFacts): Decision<Eligibility> {
  const trace = conditions(facts);
  const reasons = trace.flatMap(({ reason }) => (reason === null ? [] : [reason]));
  return decide<Eligibility>(
    ELIGIBILITY,
    { outcome: reasons.length === 0 ? 'granted' : 'refused', reasons },
    trace.map(({ reason: _reason, ...condition }) => condition),
    ['liaoning-1', ...trace.map(({ clause }) => clause)],
  );
}

/** A condition, and the reason of refusal it gives. */
type Judged = Condition & { readonly reason: EligibilityReason | null };

function conditions(facts: EligibilityFacts): readonly Judged[] {
  const { acceptedOn, fullCapacity = true, documentType, drawsPension, employmentForm } = facts;
  return [
    {
      condition: 'works-flexibly',
      label: '以个体经营、非全日制或新就业形态就业',
      inputs: { employmentForm },
      value: true,
      clause: 'regulation-49',
      reason: null,
    },
    ageCondition(facts),
    {
      condition: 'full-capacity',
      label: '具有完全民事行为能力',
      inputs: { fullCapacity },
      value: fullCapacity,
      clause: 'liaoning-1',
      reason: fullCapacity ? null : 'no-full-capacity',
    },
    retirementCondition(facts),
    {
      condition: 'draws-no-pension',
      label: '未领取基本养老金',
      inputs: { acceptedOn, drawsPension },
      value: !drawsPension,
      clause: 'liaoning-1',
      reason: drawsPension ? 'pensioner' : null,
    },
    {
      condition: 'document-accepted',
      label: '所持证件可用于参加',
      inputs: { documentType },
      value: documentType !== 'passport',
      clause: 'liaoning-1',
      reason: documentType === 'passport' ? 'document-not-accepted' : null,
    },
  ];
}

function agesOf({
  ageMin,
  ageOwnIncomeMin,
}: Pick<EligibilityFacts, 'ageMin' | 'ageOwnIncomeMin'>): Ages {
  return {
    ageMin: ageMin ?? LEGAL_AGES.ageMin,
    ageOwnIncomeMin: ageOwnIncomeMin ?? LEGAL_AGES.ageOwnIncomeMin,
  };
}

function ageCondition(facts: EligibilityFacts): Judged {
  const { acceptedOn, bornOn, livesOnOwnIncome } = facts;
  const ages = agesOf(facts);
  const sixteenOn = reachesAgeOn(bornOn, ages.ageOwnIncomeMin);
  const eighteenOn = reachesAgeOn(bornOn, ages.ageMin);
  const reason = (() => {
    if (acceptedOn < sixteenOn) return 'under-16';
    if (acceptedOn < eighteenOn && !livesOnOwnIncome) return 'minor-without-own-income';
    return null;
  })();
  return {
    condition: 'age',
    label: withAges('年满18周岁，或年满16周岁并以自己的劳动收入为主要生活来源', ages),
    inputs: { acceptedOn, bornOn, sixteenOn, eighteenOn, livesOnOwnIncome },
    value: reason === null,
    clause: 'civil-code-18',
    reason,
  };
}

function retirementCondition({
  acceptedOn,
  on = acceptedOn,
  bornOn,
  sex,
  retirementBase,
}: EligibilityFacts): Judged {
  const base = retirementBase === undefined ? {} : { base: retirementBase };
  const { retiresOn, delayMonths } = retirementOf({ bornOn, sex, ...base });
  const retired = on >= retiresOn;
  return {
    condition: 'below-retirement-age',
    label: '未达到法定退休年龄',
    inputs: { on, bornOn, sex, delayMonths, retiresOn },
    value: !retired,
    clause: 'retirement-1',
    reason: retired ? 'retired' : null,
  };
}

type Grown = Pick<EligibilityFacts, 'bornOn' | 'livesOnOwnIncome' | 'ageMin' | 'ageOwnIncomeMin'>;

/**
 * The first day on which the same application would no longer be refused for a reason: an age that is
 * reached, whatever else stands against it. Evidence of an income is asked for until then.
 *
 * @returns null where no waiting ends the reason
 */
export function joiningWithoutOn(
  reason: string,
  { bornOn, livesOnOwnIncome, ...ages }: Grown,
): PlainDate | null {
  const { ageMin, ageOwnIncomeMin } = agesOf(ages);
  switch (reason) {
    case 'under-16':
      return reachesAgeOn(bornOn, livesOnOwnIncome ? ageOwnIncomeMin : ageMin);
    case 'minor-without-own-income':
    case 'minor-evidence':
      return reachesAgeOn(bornOn, ageMin);
    default:
      return null;
  }
}
