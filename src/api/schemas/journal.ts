/** Journals in answers, with what they are tied to; plans and proposals to take them back. */
import { z } from 'zod';
import {
  RECEIVABLE_STATE_NAMES,
  REVERSAL_ACTION_NAMES,
  REVERSAL_STATE_NAMES,
} from '../../cases/wording-ledger.ts';
import { SUSPENSE_STATE_NAMES } from '../../cases/wording-suspense.ts';
import { ClauseRef, centerCode, date, instant, pageOf, uuid } from './terms.ts';

const amount = z.string().meta({ description: 'Yuan', examples: ['800.00'] });
const number = z.string().meta({ description: 'Running number (凭证号)', examples: ['2001'] });

const head = {
  id: number,
  center: centerCode,
  kind: z.string(),
  title: z.string(),
  business: z.string().meta({ description: 'JGJ/T 320 A.5' }),
  valueDate: date,
  recordedAt: instant,
  recordedByName: z.string(),
  document: z.string().nullable(),
  caseId: uuid.nullable(),
  caseNumber: z.string().nullable(),
  run: z.string().nullable(),
  runTitle: z.string().nullable(),
  reverses: number.nullable(),
  reversedBy: number.nullable(),
  amount: amount.meta({ description: 'Sum of its credits' }),
};

const JournalHead = z.object(head).meta({ id: 'JournalHead' });
export const JournalPage = pageOf(JournalHead).meta({ id: 'JournalPage' });

const bookLine = {
  book: z.string(),
  bookTitle: z.string(),
  account: uuid.nullable(),
  accountNumber: z.string().nullable(),
  source: z.string().nullable(),
  sourceTitle: z.string().nullable(),
  amount: amount.meta({ description: 'Credit positive, debit negative' }),
};

export const JournalView = z
  .object({
    ...head,
    key: z.string().meta({ description: 'Business key: the same key is the same journal' }),
    lines: z.array(
      z.object({
        line: z.int(),
        ...bookLine,
        carried: amount.nullable(),
        current: amount.nullable(),
      }),
    ),
    bankLines: z.array(
      z.object({
        center: centerCode,
        day: date,
        n: z.int(),
        serial: z.string(),
        amount,
        stateTitle: z.string(),
      }),
    ),
    debits: z.array(
      z.object({
        run: z.string(),
        n: z.int(),
        coversFrom: z.string(),
        coversTo: z.string(),
        state: z.string(),
      }),
    ),
    months: z.array(z.object({ month: z.string(), amount, takenBack: number.nullable() })),
    suspense: z.array(
      z.object({
        id: uuid,
        serial: z.string(),
        amount,
        state: z.enum(SUSPENSE_STATE_NAMES),
        stateTitle: z.string(),
        journal: number,
        settledJournal: number.nullable(),
      }),
    ),
    receivables: z.array(
      z.object({
        id: uuid,
        amount,
        state: z.enum(RECEIVABLE_STATE_NAMES),
        stateTitle: z.string(),
      }),
    ),
    settlements: z.array(
      z.object({
        source: z.string(),
        sourceTitle: z.string(),
        settledOn: date,
        interest: amount,
        rolled: amount,
      }),
    ),
    subsidies: z.array(
      z.object({ month: z.string(), amount, journal: number, contribution: number }),
    ),
    reversal: z
      .object({ id: uuid, state: z.enum(REVERSAL_STATE_NAMES), stateTitle: z.string() })
      .nullable()
      .meta({ description: 'The latest proposal to take it back' }),
    mayReverse: z.boolean().meta({ description: 'The caller may propose to take it back' }),
  })
  .meta({ id: 'Journal' });

const planStep = z.object({
  journal: number,
  title: z.string(),
  valueDate: date,
  whyText: z.string(),
  restsOn: number.nullable(),
  lines: z.array(z.object(bookLine)),
  shortfalls: z.array(
    z.object({
      account: uuid.nullable(),
      accountNumber: z.string(),
      sourceTitle: z.string(),
      amount,
    }),
  ),
  rebooked: amount.nullable().meta({ description: 'What the bank has; it goes to suspense' }),
  charge: amount
    .nullable()
    .meta({ description: 'Its share of the interest charge, which goes back with it' }),
  stays: z.array(z.object({ text: z.string(), remedy: z.string() })),
});

export const ReversalPlanView = z
  .object({
    journal: number,
    digest: z.string(),
    possible: z.boolean(),
    lacks: amount.meta({ description: 'What accounts lack: it becomes 应收个人款' }),
    steps: z.array(planStep),
    laterDebits: z
      .array(z.object({ journal: number, title: z.string(), valueDate: date, amount }))
      .meta({ description: 'What went out since and stays; the first twenty' }),
    settledOver: z
      .array(
        z.object({
          journal: number.nullable(),
          sourceTitle: z.string(),
          settledOn: date,
          interest: amount,
        }),
      )
      .meta({ description: 'Interest settled over its days: the next settlement corrects it' }),
  })
  .meta({ id: 'ReversalPlan' });

export const OpeningUndoView = z
  .object({
    openingCase: uuid,
    account: uuid,
    accountNumber: z.string(),
    digest: z.string().meta({ description: 'Goes into the application of `opening-reversal`' }),
    possible: z.boolean(),
    undoneOn: date.nullable().meta({ description: 'Null: it was not undone' }),
    undoneBy: uuid.nullable().meta({ description: 'The case that has undone it' }),
    journals: z.array(number).meta({ description: 'Recorded when it was undone, in their order' }),
    reasons: z
      .array(
        z.object({ code: z.string(), text: z.string(), remedy: z.string(), clause: ClauseRef }),
      )
      .meta({ description: 'What stands against it, each with what to do first' }),
    changes: z
      .array(z.object({ title: z.string(), before: z.string(), after: z.string() }))
      .meta({ description: 'Before and after, in words' }),
    stays: z.array(z.string()).meta({ description: 'What stays, and why' }),
    steps: z.array(planStep).meta({ description: 'Journals that are taken back, in their order' }),
  })
  .meta({ id: 'OpeningUndo' });

export const ReversalView = z
  .object({
    id: uuid,
    center: centerCode,
    journal: number,
    journalTitle: z.string(),
    reason: z.string(),
    state: z.enum(REVERSAL_STATE_NAMES),
    stateTitle: z.string(),
    proposedByName: z.string(),
    proposedAt: instant,
    decidedByName: z.string().nullable(),
    decidedAt: instant.nullable(),
    steps: z.array(
      z.object({ journal: number, title: z.string(), valueDate: date, whyText: z.string() }),
    ),
    lacks: amount,
    journals: z.array(number).meta({ description: 'Recorded for it, in their order' }),
    actions: z.array(
      z.object({
        action: z.enum(REVERSAL_ACTION_NAMES),
        title: z.string(),
        refusal: z.string().nullable().meta({ description: 'Why not now; null: it may be done' }),
      }),
    ),
    version: z.int(),
  })
  .meta({ id: 'Reversal' });

export const ReversalPage = pageOf(ReversalView).meta({ id: 'ReversalPage' });
