/**
 * The closed lists of words that rules, forms and tables share, so that none is kept twice.
 *
 * The words are those of the rules' interface; what a reader sees in Chinese stands beside them
 * where a screen or a notice prints it.
 */

/** 性别, GB/T 2261.1 as M and F. */
export const SEXES = ['M', 'F'] as const;
export type Sex = (typeof SEXES)[number];

/** 证件类型 a person may show; a passport is read, but never enough to join (clause 1). */
export const DOCUMENT_TYPES = [
  'resident-id',
  'residence-permit',
  'permanent-residence-card',
  'travel-permit-hk-macao',
  'travel-permit-taiwan',
  'passport',
] as const;
export type DocumentType = (typeof DOCUMENT_TYPES)[number];

export const DOCUMENT_TYPE_NAMES: Record<DocumentType, string> = {
  'resident-id': '居民身份证',
  'residence-permit': '港澳台居民居住证',
  'permanent-residence-card': '外国人永久居留身份证',
  'travel-permit-hk-macao': '港澳居民来往内地通行证',
  'travel-permit-taiwan': '台湾居民来往大陆通行证',
  passport: '护照',
};

/** 就业形态: 个体经营, 非全日制, 新就业形态 (clause 1). */
export const EMPLOYMENT_FORMS = ['self-employed', 'part-time', 'new-form'] as const;
export type EmploymentForm = (typeof EMPLOYMENT_FORMS)[number];

export const EMPLOYMENT_FORM_NAMES: Record<EmploymentForm, string> = {
  'self-employed': '个体经营',
  'part-time': '非全日制',
  'new-form': '新就业形态',
};

/** 缴存周期 (clause 4) and the months each covers. */
export const CYCLE_MONTHS = { month: 1, quarter: 3, 'half-year': 6, year: 12 } as const;
export type Cycle = keyof typeof CYCLE_MONTHS;
export const CYCLES = ['month', 'quarter', 'half-year', 'year'] as const satisfies readonly Cycle[];

export const CYCLE_NAMES: Record<Cycle, string> = {
  month: '按月',
  quarter: '按季',
  'half-year': '按半年',
  year: '按年',
};

/** Where a debit goes when its day is no banking day. */
export const DEBIT_RULES = ['previous', 'next'] as const;
export type DebitRule = (typeof DEBIT_RULES)[number];

/** How the national platform answered; only `ok` is an answer. */
export const ANSWER_STATUSES = ['ok', 'partial', 'timeout', 'error'] as const;
export type AnswerStatus = (typeof ANSWER_STATUSES)[number];

/** The state of an account as another center reports it. */
export const REPORTED_STATES = ['normal', 'sealed', 'frozen', 'closed'] as const;
export type ReportedState = (typeof REPORTED_STATES)[number];

/** By whom a reported account is paid. */
export const REPORTED_SOURCES = ['unit', 'flexible', 'unknown'] as const;
export type ReportedSource = (typeof REPORTED_SOURCES)[number];

export const LOAN_STATES = ['open', 'settled'] as const;
export type LoanState = (typeof LOAN_STATES)[number];

/** What must be sealed for half a year before a converted person's account closes (clause 7). */
export const SEAL_CLOCKS = ['employee-portion', 'whole-account'] as const;
export type SealClock = (typeof SEAL_CLOCKS)[number];

/** Business with a statutory time for its decision (regulation, articles 25 and 26). */
export const STATUTORY_BUSINESSES = ['withdrawal', 'loan'] as const;
export type StatutoryBusiness = (typeof STATUTORY_BUSINESSES)[number];

/** 原法定退休年龄: men 60, women 55 or 50. */
export const RETIREMENT_BASES = [50, 55, 60] as const;
export type RetirementBase = (typeof RETIREMENT_BASES)[number];

/** Whether an original age exists for a sex. */
export function baseFits(sex: Sex, base: RetirementBase): boolean {
  return (sex === 'M') === (base === 60);
}

/**
 * What a national check at opening can find, in the order in which the findings decide
 * (clause 14; the first that fits).
 */
export const OPENING_CODES = [
  'no-answer',
  'wrong-person',
  'mismatch',
  'fraud-flag',
  'local-frozen',
  'remote-frozen',
  'several-accounts',
  'local-unit',
  'local-flexible',
  'local-unknown',
  'local-sealed',
  'remote-normal',
  'remote-sealed',
  'local-closed',
  'no-account',
] as const;
export type OpeningCode = (typeof OPENING_CODES)[number];

/** 违约情形, by the table of the agreement. */
export const BREACH_KIND_NAMES = [
  'missed-contributions',
  'stopped-with-loan',
  'undeclared-employment',
  'several-accounts',
  'account-lent',
  'false-documents',
  'fraudulent-withdrawal',
  'fraudulent-loan',
] as const;
export type BreachKind = (typeof BREACH_KIND_NAMES)[number];

/** 处置措施. */
export const MEASURE_KINDS = [
  'continuity-reset',
  'subsidy-lost',
  'quota-recalculated',
  'loan-rate-raised',
  'loan-barred',
  'agreement-suspended',
  'ban',
  'agreement-terminated',
] as const;
export type MeasureKind = (typeof MEASURE_KINDS)[number];

/** What may be done to an agreement in force, and on which grounds. */
export const AGREEMENT_CHANGES = ['suspend', 'resume', 'terminate'] as const;
export type AgreementChange = (typeof AGREEMENT_CHANGES)[number];
export const CHANGE_GROUNDS = [
  'holder-asked',
  'employed',
  'account-held',
  'ground-gone',
  'retired',
  'deceased',
] as const;
export type ChangeGround = (typeof CHANGE_GROUNDS)[number];

/** Why money of an account is held (冻结原因). */
export const HOLD_KINDS = ['court', 'loan-security', 'ban', 'transfer', 'dispute'] as const;
export type HoldKind = (typeof HOLD_KINDS)[number];

/** How a notice reached the person. */
export const SERVED_WAYS = ['counter', 'letter', 'sms', 'app'] as const;

/** 提取情形: the cases of article 24, housing bought and housing built apart. */
export const WITHDRAWAL_REASONS = [
  'rent',
  'purchase',
  'construction',
  'loan-repayment',
  'renovation',
  'property-fee',
  'retirement',
  'disability',
  'emigration',
  'state-approved',
] as const;
export type WithdrawalReason = (typeof WITHDRAWAL_REASONS)[number];

export function isWithdrawalReason(value: unknown): value is WithdrawalReason {
  return WITHDRAWAL_REASONS.some((one) => one === value);
}

/** 提取材料: what a person may bring; a proof of the employer is none of them (条例 25). */
export const WITHDRAWAL_MATERIALS = [
  'identity-document',
  'marriage-certificate',
  'no-home-proof',
  'lease',
  'income-proof',
  'purchase-contract',
  'ownership-certificate',
  'building-permit',
  'renovation-contract',
  'expense-receipt',
  'loan-contract',
  'repayment-record',
  'retirement-certificate',
  'disability-appraisal',
  'emigration-proof',
  'approval-document',
  'other',
] as const;
export type WithdrawalMaterial = (typeof WITHDRAWAL_MATERIALS)[number];

/** 死亡提取的依据: by what the heirs inherit, or that nobody does. */
export const DEATH_BASES = ['notarised', 'agreement', 'judgment', 'no-heirs'] as const;
export type DeathBasis = (typeof DEATH_BASES)[number];

/** 与死者的关系. */
export const HEIR_RELATIONS = ['spouse', 'child', 'parent', 'sibling', 'legatee', 'other'] as const;

/** 死亡提取材料. */
export const DEATH_MATERIALS = [
  'death-certificate',
  'kinship-proof',
  'notarial-certificate',
  'inheritance-agreement',
  'judgment',
  'no-heirs-proof',
  'identity-document',
  'other',
] as const;

/** 变更的信息: the debit card is changed by a change of the contribution (缴存变更). */
export const PERSONAL_CHANGES = ['name', 'document', 'phone', 'address'] as const;
export type PersonalChange = (typeof PERSONAL_CHANGES)[number];

/** 信息变更材料. */
export const PERSONAL_CHANGE_MATERIALS = [
  'identity-document',
  'name-change-proof',
  'number-link-proof',
  'other',
] as const;
export type PersonalChangeMaterial = (typeof PERSONAL_CHANGE_MATERIALS)[number];

/** From which source a withdrawal takes first. */
export const SOURCE_ORDERS = ['flexible-first', 'unit-first'] as const;
export type SourceOrder = (typeof SOURCE_ORDERS)[number];

/** What an open loan does to a withdrawal that is not for it. */
export const LOAN_RULES = ['overdue-first', 'refuse'] as const;
export type LoanRule = (typeof LOAN_RULES)[number];

/** 沿用原账户: a unit's sealed account is converted, or the holder's own goes on. */
export const TAKE_UP_WAYS = ['conversion-to-flexible', 'resumption'] as const;
export type TakeUpWay = (typeof TAKE_UP_WAYS)[number];
/** Why a wait may end on another day (改期). */
export const MOVE_GROUNDS = ['court-order', 'hindered', 'corrected-date'] as const;
export type MoveGround = (typeof MOVE_GROUNDS)[number];
/** Why a case is put aside (暂缓办理). */
export const PAUSE_REASONS = ['applicant', 'other-department', 'system-fault', 'other'] as const;
export type PauseReason = (typeof PAUSE_REASONS)[number];

/** Why something is sent back to whoever submitted it (退回原因). */
export const RETURN_CODES = [
  'facts-unclear',
  'evidence-missing',
  'scan-unreadable',
  'entry-wrong',
  'ground-wrong',
  'procedure-wrong',
  'books-differ',
  'other',
] as const;
export type ReturnCode = (typeof RETURN_CODES)[number];

/** 代理权限: what somebody with a 授权委托书 may do for the person. Receiving money is none of them. */
export const AGENT_ACTS = ['submit', 'supplement', 'sign', 'withdraw', 'receive-papers'] as const;
export type AgentAct = (typeof AGENT_ACTS)[number];

/** 代理事项: business that an agent may do; joining is none of it. */
export const AGENT_BUSINESSES = [
  'withdrawal',
  'exit',
  'death-payout',
  'contribution-change',
  'agreement-change',
] as const;
export type AgentBusiness = (typeof AGENT_BUSINESSES)[number];

/** 批处理种类. */
export const RUN_KIND_NAMES = [
  'collection',
  'breach-search',
  'dormancy-sweep',
  'interest-settlement',
  'subsidy',
  'reconciliation',
  'proof',
  'legality-sweep',
] as const;
export type RunKindName = (typeof RUN_KIND_NAMES)[number];
