/** What a task is about: a case, or something of the books that has none. */
import { z } from 'zod';
import { date } from './terms.ts';

export const TaskSubject = z
  .object({
    kind: z.enum(['case', 'suspense', 'difference', 'proof', 'account', 'debit']),
    id: z.string().meta({ description: 'Opaque; of a proof the id of its run' }),
    day: date.nullable().meta({
      description:
        'The bank’s day, of money; the day that was proved; the value date of a correction',
    }),
  })
  .meta({ description: 'What is settled by doing it', id: 'TaskSubject' });
