/** Earliest dates, as answers. */
import { z } from 'zod';
import { MILESTONE_CODES, STATE_TITLES } from '../../cases/dates/milestone.ts';
import { ClauseRef, date, uuid } from './terms.ts';

const source = z
  .string()
  .nullable()
  .meta({ description: 'Number or title of the document that sets the figure' });

export const EarliestDate = z
  .object({
    what: z.enum(MILESTONE_CODES),
    title: z.string(),
    account: z.string().nullable().meta({ description: 'Account number, masked' }),
    caseNumber: z.string().nullable().meta({ description: 'The case whose deadline it is' }),
    kind: z.enum(['from', 'until']).meta({ description: 'From this day on, or through its end' }),
    on: date.nullable(),
    state: z.enum(Object.keys(STATE_TITLES) as [keyof typeof STATE_TITLES]),
    stateTitle: z.string(),
    daysLeft: z.int().nullable().meta({ description: 'Negative when past' }),
    sentence: z.string(),
    steps: z
      .array(
        z.object({ text: z.string(), on: date.nullable(), clause: ClauseRef.nullable(), source }),
      )
      .meta({ description: 'The reckoning, step by step' }),
    reasoning: z.string().meta({ description: 'The steps in one line' }),
    advice: z.string().meta({ description: 'What would bring it forward, avoid it or keep it' }),
    readings: z
      .array(z.object({ rule: z.string(), question: z.string(), reading: z.string(), source }))
      .meta({ description: 'How open questions of the law were read (docs/readings.md)' }),
    otherwise: z
      .array(z.object({ text: z.string(), on: date.nullable() }))
      .meta({ description: 'The same date under another reading or fact' }),
    clauses: z.array(ClauseRef),
    rules: z.array(z.object({ name: z.string(), version: z.string() })),
    trace: z.unknown(),
  })
  .meta({ id: 'EarliestDate' });

export const EarliestDates = z
  .object({
    person: uuid.nullable().meta({ description: 'Null for facts that were typed in' }),
    on: date.meta({ description: 'The day it was reckoned for' }),
    items: z.array(EarliestDate),
    assumptions: z.array(z.string()).meta({ description: 'What was not looked at' }),
  })
  .meta({ id: 'EarliestDates' });
