/** What the bank is asked and told, as zod schemas: its interface and the control of its books. */
import { z } from 'zod';

export const BANK_ITEMS_MAX = 1000;

const day = z.iso.date();
const short = z.string().trim().min(1).max(200);
const center = z.string().regex(/^\d{6}$/);
const card = z.string().regex(/^\d{12,19}$/);
const amount = z
  .string()
  .regex(/^(0|[1-9]\d{0,11})\.\d{2}$/)
  .refine((text) => /[1-9]/.test(text));
const balance = z.string().regex(/^(0|[1-9]\d{0,11})\.\d{2}$/);
const cursor = z.string().regex(/^(0|[1-9]\d{0,15})$/);
const document = z.strictObject({ type: short, number: short });
const requestId = short;
const mandate = short;
const uniqueKeys = (items: readonly { readonly key: string }[]) =>
  new Set(items.map(({ key }) => key)).size === items.length;

export const SignMandate = z.strictObject({
  requestId,
  center,
  card,
  holder: short,
  document,
  /** The most that one debit may take. */
  limit: amount,
});
export type SignMandate = z.infer<typeof SignMandate>;

/** The bank sends the cardholder a code; here it is the last six digits of the card. */
export const ConfirmMandate = z.strictObject({
  requestId,
  mandate,
  code: z.string().regex(/^\d{6}$/),
});
export type ConfirmMandate = z.infer<typeof ConfirmMandate>;

export const ChangeMandate = z.strictObject({
  requestId,
  mandate,
  card: card.optional(),
  limit: amount.optional(),
});
export type ChangeMandate = z.infer<typeof ChangeMandate>;

export const MandateNamed = z.strictObject({ requestId, mandate });
export type MandateNamed = z.infer<typeof MandateNamed>;

const instruction = { key: short, card, holder: short, amount, text: z.string().max(200) };

export const Debits = z.strictObject({
  requestId,
  center,
  batch: short,
  /** The day on which the debits run; a day that is over means at once. */
  day,
  items: z
    .array(z.strictObject({ ...instruction, mandate }))
    .min(1)
    .max(BANK_ITEMS_MAX)
    .refine(uniqueKeys),
});
export const Payouts = z.strictObject({
  requestId,
  center,
  batch: short,
  day,
  items: z.array(z.strictObject(instruction)).min(1).max(BANK_ITEMS_MAX).refine(uniqueKeys),
});

/** Debits and payouts alike; only a debit has a mandate. */
export interface Batch {
  readonly requestId: string;
  readonly center: string;
  readonly batch: string;
  readonly day: string;
  readonly items: readonly (z.infer<typeof Payouts>['items'][number] & {
    readonly mandate?: string | undefined;
  })[];
}

export const KeysQuery = z.strictObject({
  requestId,
  keys: z.array(short).min(1).max(BANK_ITEMS_MAX),
});
export type KeysQuery = z.infer<typeof KeysQuery>;

const paging = { after: cursor, limit: z.int().min(1).max(BANK_ITEMS_MAX) };
export const ResultsQuery = z.strictObject({
  requestId,
  center,
  batch: short.nullable(),
  ...paging,
});
export type ResultsQuery = z.infer<typeof ResultsQuery>;

export const IncomingQuery = z.strictObject({ requestId, center, ...paging });
export type IncomingQuery = z.infer<typeof IncomingQuery>;

export const CHARSETS = ['utf-8', 'gb18030'] as const;

export const StatementQuery = z.strictObject({
  requestId,
  center,
  day,
  charset: z.enum(CHARSETS),
});
export type StatementQuery = z.infer<typeof StatementQuery>;
export const StatementPath = StatementQuery.omit({ requestId: true });
export type StatementPath = z.infer<typeof StatementPath>;

/** A card as the bank's book is told to have it; what is left out stays as it is. */
export const CardChange = z.strictObject({
  number: card,
  holder: short.optional(),
  /** Number of the holder's identity document. */
  document: short.optional(),
  state: z.enum(['normal', 'lost', 'frozen', 'closed']).optional(),
  balance: balance.optional(),
});
export type CardChange = z.infer<typeof CardChange>;

export const CardSearch = z.strictObject({ number: card });

export const Transfer = z.strictObject({
  center,
  amount,
  text: z.string().max(200).default(''),
  virtualAccount: short.nullable().default(null),
  payer: short,
  /** The payer's account; one that is a card of the bank pays from there. */
  payerAccount: short,
});
export type Transfer = z.infer<typeof Transfer>;

/** What the bank moves for itself: interest it credits on the deposit, a fee it takes. */
export const OwnMove = z.strictObject({
  center,
  kind: z.enum(['interest', 'fee']),
  amount,
  text: z.string().trim().min(1).max(200).optional(),
});
export type OwnMove = z.infer<typeof OwnMove>;

/** A payment comes back, or a debit is recalled by the holder's bank. */
export const Return = z.strictObject({ key: short, code: short.default('90') });
export type Return = z.infer<typeof Return>;

export const HolderActs = z.strictObject({ mandate });

export const DepositChange = z.strictObject({ center, balance });
export type DepositChange = z.infer<typeof DepositChange>;

export const ListFilter = z.strictObject({
  limit: z.coerce.number().int().min(1).max(1000).default(50),
});
