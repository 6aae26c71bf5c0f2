/**
 * What outside systems send by themselves (来信), by kind. The sender's serial number makes a second
 * arrival known; `about` is the key of the message of ours that is answered.
 */
import { z } from 'zod';
import { unitField } from './conversion-to-employee.ts';
import { monthField } from './fields.ts';
import { bankIncoming, bankResult, dayTold, HEAD, visible } from './incoming-bank.ts';

/** 送达回执: what became of a notice. */
const deliveryReceipt = z.strictObject({
  ...HEAD,
  kind: z.literal('delivery-receipt'),
  content: z.strictObject({
    state: z.enum(['delivered', 'failed'], { error: '须为 delivered 或 failed' }),
    /** Of the delivery. */
    at: z.iso.datetime({ offset: true, error: '须为带时区的时刻' }).nullable(),
    /** Why it failed, in the sender's words. */
    reason: z.string().max(200).nullable(),
  }),
});

/** 委托扣款授权的变动: what became of a mandate at the bank without our asking. `about` is its number. */
const bankMandate = z
  .strictObject({
    ...HEAD,
    kind: z.literal('bank-mandate'),
    content: z.discriminatedUnion(
      'state',
      [
        z.strictObject({
          mandate: visible(200),
          state: z.literal('cancelled'),
          cancelledBy: z.enum(['center', 'holder', 'bank'], {
            error: '须为 center、holder 或 bank',
          }),
          cancelledOn: dayTold,
        }),
        z.strictObject({
          mandate: visible(200),
          state: z.literal('active'),
          confirmedOn: dayTold,
        }),
      ],
      { error: '须为 cancelled 或 active' },
    ),
  })
  .refine(({ about, content }) => about === content.mandate, {
    path: ['about'],
    error: '须与 content.mandate 相同',
  });

const UNIT_TOLD = {
  account: z.string().regex(/^\d{20}$/, { error: '须为20位个人账号' }),
  /** The day from which it counts. */
  on: dayTold,
  /** 单位账号. */
  unit: unitField,
};

/**
 * 单位端的变动: a unit sealed or unsealed the account of somebody it employs or employed, listed them for
 * opening, or paid for a month. `about` is the account's number.
 */
const unitEvent = z
  .strictObject({
    ...HEAD,
    kind: z.literal('unit-event'),
    content: z.discriminatedUnion(
      'event',
      [
        z.strictObject({ event: z.enum(['sealed', 'unsealed', 'listed']), ...UNIT_TOLD }),
        z.strictObject({
          event: z.literal('contributed'),
          ...UNIT_TOLD,
          /** The month that was paid. */
          month: monthField,
        }),
      ],
      { error: '须为 sealed、unsealed、listed 或 contributed' },
    ),
  })
  .refine(({ about, content }) => about === content.account, {
    path: ['about'],
    error: '须与 content.account 相同',
  });

/** Another kind of answer is another member here, and one more row where the inbox is worked off. */
export const IncomingMessage = z.discriminatedUnion(
  'kind',
  [deliveryReceipt, bankMandate, bankResult, bankIncoming, unitEvent],
  { error: '不认识的来信种类' },
);
export type IncomingMessage = z.infer<typeof IncomingMessage>;

/** Which messages of ours a kind may answer; null: it answers none, and `about` says what it is about. */
export const ANSWERS: Readonly<Record<IncomingMessage['kind'], readonly string[] | null>> = {
  'delivery-receipt': ['notice'],
  'bank-mandate': null,
  'bank-result': null,
  'bank-incoming': null,
  'unit-event': null,
};
