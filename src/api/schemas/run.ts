/** Runs in answers: what is planned, how far it is, what became of each item. */
import { z } from 'zod';
import {
  RUN_ACTION_NAMES,
  RUN_ITEM_STATES,
  RUN_KIND_NAMES,
  RUN_STATE_NAMES,
  RUN_VERDICTS,
  type RunItemState,
  type RunVerdict,
} from '../../cases/runs.ts';
import { centerCode, codes, date, instant, pageOf, staffId, uuid } from './terms.ts';

export const RUN_VERDICT_NAMES = Object.keys(RUN_VERDICTS) as RunVerdict[];
export const RUN_ITEM_STATE_NAMES = Object.keys(RUN_ITEM_STATES) as RunItemState[];

const yuanText = z.string().meta({ description: 'Yuan', examples: ['800.00'] });
const digest = z.string().regex(/^[0-9a-f]{64}$/);

export const RunView = z
  .object({
    id: z.string().meta({ examples: ['interest-settlement.210100.2026-06-30.1'] }),
    kind: z.enum(RUN_KIND_NAMES),
    kindTitle: z.string(),
    note: z.string(),
    center: centerCode,
    businessOn: date,
    turn: z.int(),
    state: z.enum(RUN_STATE_NAMES),
    stateTitle: z.string(),
    version: z.int(),
    approval: z.boolean().meta({ description: 'A second supervisor approves the list first' }),
    brake: z.string().nullable(),
    brakeText: z.string().nullable(),
    counts: z.object({
      items: z.int(),
      excluded: z.int(),
      struck: z.int(),
      sent: z.int(),
      done: z.int(),
      refused: z.int(),
      failed: z.int(),
      skipped: z.int(),
      left: z.int(),
    }),
    amount: yuanText,
    doneAmount: yuanText,
    digest: digest.nullable(),
    forecast: codes,
    progress: z
      .object({
        perSecond: z.number(),
        remainingSeconds: z.int().nullable(),
      })
      .nullable()
      .meta({ description: 'While it works: how fast, and how long it will still take' }),
    result: codes,
    resultText: z.string().nullable().meta({ description: 'What it came to, beside the counts' }),
    startedBy: z.string(),
    startedByName: z.string(),
    startedAt: instant,
    frozenAt: instant.nullable(),
    approvedBy: staffId.nullable(),
    approvedByName: z.string().nullable(),
    approvedAt: instant.nullable(),
    stoppedByName: z.string().nullable(),
    stoppedAt: instant.nullable().meta({ description: 'Since when it stands' }),
    endedAt: instant.nullable(),
    actions: z.array(
      z.object({
        action: z.enum([...RUN_ACTION_NAMES, 'strike']),
        title: z.string(),
        permitted: z.boolean(),
        reason: z.string().nullable(),
      }),
    ),
  })
  .meta({ id: 'Run' });

export const RunPage = pageOf(RunView).meta({ id: 'RunPage' });

export const RunItemView = z
  .object({
    n: z.int(),
    subject: z.string(),
    account: uuid.nullable().meta({ description: 'Opaque id of the account it is about' }),
    accountNumber: z.string().nullable(),
    verdict: z.enum(RUN_VERDICT_NAMES),
    verdictTitle: z.string(),
    reason: z.string().nullable(),
    reasonText: z.string().nullable(),
    amount: yuanText.nullable(),
    detail: codes,
    state: z.enum(RUN_ITEM_STATE_NAMES),
    stateTitle: z.string(),
    outcome: z.string().nullable(),
    outcomeText: z.string().nullable(),
    journal: z.string().nullable(),
    settledAt: instant.nullable(),
    parts: z
      .array(
        z.object({
          first: z.string().meta({ description: 'Number of its first account' }),
          last: z.string().meta({ description: 'Number of its last account' }),
          account: uuid.nullable().meta({
            description: 'Opaque id of the one account that could not be done; null: all was done',
          }),
          accounts: z.int(),
          amount: yuanText.nullable(),
          outcome: z.string(),
          outcomeText: z.string(),
          fault: z.string().nullable().meta({ description: 'What was in the way, a code' }),
        }),
      )
      .meta({
        description:
          'What an item of many accounts came to piece by piece, where not all of them could be done',
      }),
  })
  .meta({ id: 'RunItem' });

export const RunItemPage = pageOf(RunItemView).meta({ id: 'RunItemPage' });
