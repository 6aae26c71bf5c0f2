/**
 * What the simulators are asked and told, as zod schemas: the outside interfaces and the control API.
 *
 * The real interfaces are not public; these shapes are the project's own proposal of them.
 */
import { z } from 'zod';

export const SYSTEMS = ['national', 'identity', 'notices', 'bank'] as const;
export type System = (typeof SYSTEMS)[number];

const STATES = ['normal', 'sealed', 'frozen', 'closed'] as const;
const SOURCES = ['unit', 'flexible', 'unknown'] as const;
const IDENTITY_RESULTS = [
  'match',
  'mismatch',
  'not-found',
  'deceased',
  'invalid-document',
] as const;

const day = z.iso.date();
const month = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/);
const center = z.string().regex(/^\d{6}$/);
const short = z.string().trim().min(1).max(200);
const document = z.strictObject({ type: short, number: short });
const sex = z.enum(['M', 'F']);

export const NationalQuery = z.strictObject({
  requestId: short,
  purpose: z.enum(['OPEN_ACCOUNT', 'LOAN', 'REVIEW']),
  /** Reference of the consent under which the person is asked about. */
  consent: short,
  person: z.strictObject({ name: short, documents: z.array(document).min(1).max(10) }),
});
export type NationalQuery = z.infer<typeof NationalQuery>;

export const IdentityQuery = z.strictObject({
  requestId: short,
  name: short,
  document,
  bornOn: day,
  sex,
});
export type IdentityQuery = z.infer<typeof IdentityQuery>;

export const Message = z.strictObject({
  messageId: short,
  channel: z.enum(['sms', 'app', 'letter']),
  to: short,
  template: short,
  text: z.string().min(1).max(2000),
});
export type Message = z.infer<typeof Message>;

const accountFields = {
  center,
  centerName: short.nullable(),
  /** Masked but for its end, as the platform shows it. */
  accountNo: short.nullable(),
  state: z.enum(STATES),
  source: z.enum(SOURCES),
  openedOn: day.nullable(),
  paidTo: month.nullable(),
  hasBalance: z.boolean(),
};
const freshAccount = {
  centerName: null,
  accountNo: null,
  source: 'unit',
  openedOn: null,
  paidTo: null,
  hasBalance: true,
} as const;

/** What is left out is as a fresh account of a unit has it. */
export const BookedAccount = z.preprocess(
  (given) => (typeof given === 'object' ? { ...freshAccount, ...given } : given),
  z.strictObject(accountFields),
);
export type BookedAccount = z.infer<typeof BookedAccount>;

export const BookedLoan = z.strictObject({
  center,
  kind: z.enum(['fund', 'combined', 'subsidized']).default('fund'),
  state: z.enum(['open', 'settled']),
  settledOn: day.nullable().default(null),
  role: z.enum(['borrower', 'co-borrower', 'guarantor']).default('borrower'),
  overdue: z.boolean().default(false),
  fraudFlag: z.boolean().default(false),
});
export type BookedLoan = z.infer<typeof BookedLoan>;

/** A person as the outside world knows them. The first document is the one they are found by. */
export const BookedPerson = z.strictObject({
  documents: z.array(document).min(1).max(10),
  name: short,
  bornOn: day.nullable().default(null),
  sex: sex.nullable().default(null),
  deceased: z.boolean().default(false),
  fraudFlag: z.boolean().default(false),
  bans: z
    .array(z.strictObject({ until: day }))
    .max(20)
    .default([]),
  accounts: z.array(BookedAccount).max(50).default([]),
  loans: z.array(BookedLoan).max(50).default([]),
  /** Says what the identity service answers, whatever the books say. */
  identityResult: z.enum(IDENTITY_RESULTS).nullable().default(null),
  /** Says how complete the national platform's answer about this person is. */
  nationalStatus: z.enum(['PARTIAL', 'TIMEOUT', 'ERROR']).nullable().default(null),
  /** Says what of the person fits, whatever the books say. */
  matches: z.enum(['name', 'document', 'neither']).nullable().default(null),
});
export type BookedPerson = z.infer<typeof BookedPerson>;

/** One account of a person found by document number; made when that center has none. */
export const AccountChange = z
  .strictObject(accountFields)
  .partial()
  .extend({ number: short, center });
export type AccountChange = z.infer<typeof AccountChange>;

export const Recipient = z.strictObject({
  to: short,
  outcome: z.enum(['delivered', 'failed', 'refused']),
  reason: short.nullable().default(null),
});
export type Recipient = z.infer<typeof Recipient>;

/** Who is reached by the app under this address, and what becomes of the messages there. */
export const AppUser = Recipient.extend({
  outcome: Recipient.shape.outcome.default('delivered'),
  registered: z.boolean().default(true),
});
export type AppUser = z.infer<typeof AppUser>;

export const Settings = z.strictObject({
  /** What the identity service says of people nobody prepared. */
  unknownIdentity: z.enum(['match', 'not-found']).default('match'),
  /** The simulators' business date; null follows the clock in Shanghai. */
  today: day.nullable().default(null),
  deliveryDelayMs: z.int().min(0).max(86_400_000).default(0),
  /** How long after it was taken an instruction is carried out. */
  bankDelayMs: z.int().min(0).max(86_400_000).default(0),
  /** A card that nobody prepared: its first bearer's own with money on it, or no card. */
  unknownCard: z.enum(['accept', 'refuse']).default('accept'),
  /** Where the bank tells results by itself; null: it waits to be asked. */
  bankCallback: z
    .strictObject({
      url: z.url({ protocol: /^https?$/ }),
      token: z.string().min(1).max(4000).nullable().default(null),
    })
    .nullable()
    .default(null),
  /** What the bank tells an inbox by itself: of mandates alone, or of debits and transfers too. */
  bankTells: z.enum(['mandates', 'all']).default('mandates'),
  /** How often a receipt is told: as it should be, by mistake twice, or never. */
  receipts: z.enum(['once', 'twice', 'none']).default('once'),
});
export type Settings = z.infer<typeof Settings>;

export const FAULT_KINDS = [
  'slow',
  'down',
  '5xx',
  'garbage',
  'endless',
  'duplicate',
  'late',
  'partial',
  'other-person',
  'other-request',
  'lost-answer',
  'timeout-status',
  'error-status',
  'redirect',
  'huge',
] as const;
/** What strikes one instruction of the bank. */
const ITEM_FAULTS = [
  'wrong-amount',
  'refuse-cards',
  'late-results',
  'never-answered',
  'asked-differs',
  'refused-then-done',
] as const;
/** What only the bank can do wrong. */
export const BANK_FAULT_KINDS = [
  ...ITEM_FAULTS,
  'partial-batch',
  'duplicate-result',
  'out-of-order',
] as const;
export type FaultKind = (typeof FAULT_KINDS)[number] | (typeof BANK_FAULT_KINDS)[number];

export function isGeneralFault(kind: FaultKind): boolean {
  return FAULT_KINDS.some((one) => one === kind);
}

export function isItemFault(kind: FaultKind): boolean {
  return ITEM_FAULTS.some((one) => one === kind);
}

export const FaultOrder = z.strictObject({
  kind: z.enum([...FAULT_KINDS, ...BANK_FAULT_KINDS]),
  probability: z.number().gt(0).max(1).default(1),
  delayMs: z.int().min(0).max(3_600_000).default(3000),
  /** How often it strikes before it mends itself; null: until it is mended. */
  times: z.int().min(1).nullable().default(null),
  /** The day on which it is over by itself; null: it stays. */
  until: day.nullable().default(null),
  /** Only when asked about this document, card or address; empty: always. */
  about: z.string().max(200).default(''),
});
export type FaultOrder = z.infer<typeof FaultOrder>;

export const DocumentSearch = z.strictObject({ number: short });
