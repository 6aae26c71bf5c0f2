/** Earliest dates of a person, as answers. */
import { z } from 'zod';
import { ClauseRef, date, uuid } from './terms.ts';

export const EarliestDate = z
  .object({
    what: z.enum(['join', 'retirement', 'half-year', 'exit', 'dormancy']),
    title: z.string(),
    account: z.string().nullable().meta({ description: 'Account number, masked' }),
    on: date.nullable(),
    outcome: z.string(),
    sentence: z.string(),
    clauses: z.array(ClauseRef),
    rule: z.object({ name: z.string(), version: z.string() }),
    trace: z.unknown(),
  })
  .meta({ id: 'EarliestDate' });

export const EarliestDates = z
  .object({
    person: uuid,
    on: date.meta({ description: 'The day it was reckoned for' }),
    items: z.array(EarliestDate),
    assumptions: z.array(z.string()).meta({ description: 'What was not looked at' }),
  })
  .meta({ id: 'EarliestDates' });
