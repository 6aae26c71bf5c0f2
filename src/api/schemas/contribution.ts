/** Contributions in answers: months paid, what is owed, what may be paid; money in suspense. */
import { z } from 'zod';
import { SLIP_STATE_NAMES, SUSPENSE_STATE_NAMES } from '../../cases/wording-suspense.ts';
import { centerCode, date, instant, listOf, pageOf, uuid } from './terms.ts';

const amount = z.string().meta({ description: 'Yuan', examples: ['800.00'] });
const month = z
  .string()
  .regex(/^\d{4}-\d{2}$/)
  .meta({ examples: ['2026-11'] });

export const Contributions = z
  .object({
    paidTo: month
      .nullable()
      .meta({ description: 'The last month that is paid, as on the account' }),
    months: z
      .array(
        z.object({
          month,
          amount,
          paidOn: date,
          journal: z.string(),
        }),
      )
      .meta({ description: 'Months that are paid, ascending' }),
    dues: z
      .array(
        z.object({
          from: month,
          to: month,
          months: z.int(),
          amount,
          dueOn: date,
          state: z.string(),
          stateTitle: z.string(),
          attempts: z.int(),
          nextOn: date.nullable(),
          outcomeText: z.string().nullable(),
        }),
      )
      .meta({ description: 'What was owed, the newest first' }),
    continuity: z.object({
      months: z.int().meta({ description: 'Months paid, each once' }),
      continuous: z.int().meta({ description: 'Paid months in the last run' }),
    }),
    firstUnpaid: month.nullable().meta({
      description:
        'The month that is paid for next (首个未缴月份), whatever keeps it from being paid just now; null: there is none',
    }),
    noneUnpaid: z.string().nullable().meta({ description: 'Why there is no such month' }),
    payable: z
      .object({
        from: month,
        until: month,
        choices: z
          .array(z.object({ months: z.int(), to: month, amount }))
          .meta({ description: 'Every number of months that may be paid, with what it costs' }),
        amountMin: amount,
        amountMax: amount,
        monthlyAmount: amount,
        virtualAccount: z.string().meta({ description: 'Where a transfer is to be sent to' }),
      })
      .nullable()
      .meta({ description: 'What a payment of one’s own may cover now; null: nothing' }),
    notPayable: z.string().nullable().meta({ description: 'Why nothing may be paid now' }),
  })
  .meta({ id: 'Contributions' });

export const SuspenseView = z
  .object({
    id: uuid,
    center: centerCode,
    serial: z.string().meta({ description: 'The bank’s number of the line' }),
    amount,
    receivedOn: date,
    cause: z.string(),
    causeText: z.string(),
    account: uuid.nullable(),
    accountNumber: z.string().nullable(),
    journal: z.string(),
    state: z.enum(SUSPENSE_STATE_NAMES),
    stateTitle: z.string(),
    dueOn: date.nullable().meta({ description: 'Last day of the task to settle it; null: done' }),
    claimedByName: z.string().nullable().meta({ description: 'Who is on it' }),
    returning: z
      .object({ document: z.string(), proposedByName: z.string(), proposedAt: instant })
      .nullable()
      .meta({ description: 'A return that waits for another supervisor; null: none does' }),
    settledByName: z.string().nullable(),
    settledAt: instant.nullable(),
    settledJournal: z.string().nullable(),
    version: z.int(),
  })
  .meta({ id: 'SuspenseItem' });

export const RevealedPayer = z
  .object({
    payer: z
      .object({ name: z.string().nullable(), account: z.string().nullable() })
      .nullable()
      .meta({ description: 'As the bank told it; null: it told nobody' }),
    note: z.string().nullable().meta({ description: 'What the payer wrote (附言)' }),
  })
  .meta({ id: 'RevealedPayer' });

export const SuspensePage = pageOf(SuspenseView).meta({ id: 'SuspensePage' });

export const PaymentSlipView = z
  .object({
    id: uuid,
    number: z.string().meta({ description: 'Printed on the paper' }),
    account: uuid,
    virtualAccount: z.string().meta({ description: 'Where it is to be paid to' }),
    from: month,
    to: month,
    months: z.int(),
    amount,
    madeOn: date,
    validTo: date.meta({ description: 'The last day on which this amount pays these months' }),
    state: z.enum(SLIP_STATE_NAMES),
    stateTitle: z.string(),
    madeByName: z.string(),
    voidedByName: z.string().nullable(),
    voidReason: z.string().nullable(),
    paidOn: date.nullable(),
    journal: z.string().nullable().meta({ description: 'The journal that booked its payment' }),
    href: z.string().meta({ description: 'The paper as PDF' }),
    version: z.int(),
  })
  .meta({ id: 'PaymentSlip' });
export const PaymentSlipList = listOf(PaymentSlipView).meta({ id: 'PaymentSlipList' });
