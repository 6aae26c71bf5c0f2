/** A debit that the bank does not answer, in answers. */
import { z } from 'zod';
import { UNANSWERED_STATE_NAMES } from '../../cases/wording-unanswered.ts';
import { centerCode, date, instant, pageOf, uuid } from './terms.ts';

const month = z
  .string()
  .regex(/^\d{4}-\d{2}$/)
  .meta({ examples: ['2026-11'] });

export const UnansweredView = z
  .object({
    id: uuid,
    center: centerCode,
    key: z.string().meta({ description: 'Of the instruction at the bank' }),
    account: uuid,
    accountNumber: z.string(),
    from: month,
    to: month,
    amount: z.string().meta({ description: 'Yuan', examples: ['800.00'] }),
    run: z.string().meta({ description: 'The run that sent it' }),
    sentAt: instant.nullable().meta({ description: 'Since when the bank has it' }),
    foundOn: date.meta({ description: 'From which day on it is a person’s to look after' }),
    payableUntil: date.meta({ description: 'The last day on which it could be debited again' }),
    state: z.enum(UNANSWERED_STATE_NAMES),
    stateTitle: z.string(),
    unbookable: z.boolean().meta({
      description:
        'The bank has answered, and the books did not take it: find out what is in the way',
    }),
    confirmation: z
      .object({ document: z.string(), recordedByName: z.string(), recordedAt: instant })
      .nullable()
      .meta({
        description:
          'The bank’s word on paper that it was not carried out; it waits for another supervisor while the state is open',
      }),
    settledByName: z.string().nullable(),
    settledAt: instant.nullable(),
    dueOn: date.nullable().meta({ description: 'Last day of its task; null: done' }),
    claimedByName: z.string().nullable().meta({ description: 'Who is on it' }),
    version: z.int(),
  })
  .meta({ id: 'UnansweredDebit' });

export const UnansweredPage = pageOf(UnansweredView).meta({ id: 'UnansweredDebitPage' });
