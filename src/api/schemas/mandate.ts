/** A direct-debit mandate in answers. */
import { z } from 'zod';
import { date, uuid } from './terms.ts';

const card = z
  .object({
    number: z
      .string()
      .meta({ description: 'The last four digits', examples: ['************0123'] }),
    bank: z.string(),
  })
  .nullable();

export const MandateView = z
  .object({
    id: uuid,
    state: z.enum(['requested', 'unconfirmed', 'active', 'refused', 'cancelled']),
    stateTitle: z.string(),
    underWay: z
      .enum(['sign', 'confirm', 'change', 'cancel'])
      .nullable()
      .meta({ description: 'What the bank was told and has not answered yet' }),
    reason: z
      .object({ code: z.string(), title: z.string(), remedy: z.string() })
      .nullable()
      .meta({ description: 'Why it was refused or ended, or why the last act did not succeed' }),
    next: z.string().meta({ description: 'What comes next, in one sentence' }),
    card: card.meta({
      description: 'Null: the bank has not been told yet, or the key is destroyed',
    }),
    nextCard: card.meta({ description: 'A card that waits for its confirmation' }),
    limit: z.string().meta({ description: 'The most that one debit may take, yuan' }),
    bankMandate: z.string().nullable().meta({ description: 'The bank’s number (授权编号)' }),
    requestedOn: date,
    confirmedOn: date.nullable(),
    endedOn: date.nullable(),
    endedBy: z.enum(['holder', 'bank', 'center']).nullable(),
    version: z.int().meta({ description: 'Send it back in If-Match: `"v3"`' }),
    actions: z
      .array(z.enum(['sign', 'confirm', 'change', 'cancel']))
      .meta({ description: 'What the caller may do with it as it stands' }),
  })
  .meta({ id: 'Mandate' });
