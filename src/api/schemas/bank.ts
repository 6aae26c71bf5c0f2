/** The bank's days in answers: both sides' sums, lines, differences and what may be done. */
import { z } from 'zod';
import {
  BANK_DAY_STATE_NAMES,
  BANK_LINE_KIND_NAMES,
  BANK_LINE_STATE_NAMES,
  DIFFERENCE_ACTION_NAMES,
  DIFFERENCE_KIND_NAMES,
  DECLINE_REASON_NAMES,
  DIFFERENCE_REASON_NAMES,
  DIFFERENCE_STATE_NAMES,
} from '../../cases/bank-differences.ts';
import { centerCode, date, instant, listOf, pageOf, uuid } from './terms.ts';

const money = z.string().meta({ description: 'Yuan', examples: ['800.00'] });

const sums = z.object({ opening: money, received: money, paid: money, closing: money });

const head = {
  center: centerCode,
  day: date,
  state: z.enum(BANK_DAY_STATE_NAMES),
  stateTitle: z.string(),
  version: z.int(),
  lines: z.int(),
  bank: sums,
  book: sums.nullable().meta({ description: 'Our book; null: not compared yet' }),
  differences: z.object({
    open: z.int().meta({ description: 'Neither explained nor posted' }),
    explained: z.int(),
    all: z.int(),
  }),
  run: z.string().nullable(),
  closedByName: z.string().nullable(),
  closedAt: instant.nullable(),
};

const BankDayRow = z.object(head).meta({ id: 'BankDay' });
export const BankDayPage = pageOf(BankDayRow).meta({ id: 'BankDayPage' });

const JournalHead = z
  .object({
    id: z.string(),
    kindTitle: z.string(),
    amount: money.meta({ description: 'What it moved at the bank; in positive, out negative' }),
    case: uuid.nullable(),
    caseNumber: z.string().nullable(),
    account: uuid.nullable(),
  })
  .meta({ id: 'BankJournal' });

export const DifferenceView = z
  .object({
    id: uuid,
    day: date,
    kind: z.enum(DIFFERENCE_KIND_NAMES),
    kindTitle: z.string(),
    state: z.enum(DIFFERENCE_STATE_NAMES),
    stateTitle: z.string(),
    version: z.int(),
    line: z.int().nullable(),
    lineKindTitle: z
      .string()
      .nullable()
      .meta({ description: 'What the bank says the line is; null: there is no line' }),
    serial: z.string().nullable(),
    key: z.string().nullable(),
    bank: money,
    ours: money,
    amount: money.meta({ description: 'What the bank has more' }),
    journals: z.array(JournalHead),
    proposal: z.string().nullable(),
    lacks: money.nullable().meta({
      description:
        'What its posting would leave to be recovered of the account’s holder; null: nothing',
    }),
    reason: z.enum(DIFFERENCE_REASON_NAMES).nullable(),
    reasonTitle: z.string().nullable(),
    note: z.string().nullable(),
    declined: z
      .object({
        reason: z.enum(DECLINE_REASON_NAMES),
        reasonTitle: z.string(),
        note: z.string().nullable(),
      })
      .nullable()
      .meta({ description: 'Why the last posting that was proposed was declined' }),
    proposedByName: z.string().nullable(),
    settledByName: z.string().nullable(),
    settledAt: instant.nullable(),
    goneOn: date.nullable(),
    posted: z.array(JournalHead),
    actions: z.array(
      z.object({
        action: z.enum(DIFFERENCE_ACTION_NAMES),
        title: z.string(),
        permitted: z.boolean(),
        reason: z.string().nullable(),
      }),
    ),
  })
  .meta({ id: 'BankDifference' });

export const BankDayView = z
  .object({
    ...head,
    sha256: z.string(),
    fetchedAt: instant,
    found: listOf(DifferenceView).shape.items,
    close: z.object({ permitted: z.boolean(), reason: z.string().nullable() }),
  })
  .meta({ id: 'BankDayDetail' });

const BankLineView = z
  .object({
    n: z.int(),
    serial: z.string(),
    key: z.string().nullable(),
    amount: money,
    balance: money,
    virtualAccount: z.string().nullable(),
    kind: z.enum(BANK_LINE_KIND_NAMES),
    kindTitle: z.string(),
    state: z.enum(BANK_LINE_STATE_NAMES),
    stateTitle: z.string(),
    journals: z.array(JournalHead),
  })
  .meta({ id: 'BankLine' });
export const BankLinePage = pageOf(BankLineView).meta({ id: 'BankLinePage' });
