/** What a CSV for a bulk start may hold, in answers. */
import { z } from 'zod';
import { listOf } from './terms.ts';

const BulkColumnView = z
  .object({
    path: z.string().meta({ examples: ['applicant.name'] }),
    title: z.string().meta({ examples: ['姓名'] }),
    help: z.string().nullable(),
    required: z.boolean().meta({ description: 'No application can be read without it' }),
    choices: z
      .array(z.object({ value: z.string(), title: z.string() }))
      .meta({ description: 'Either may stand in a cell' }),
  })
  .meta({ id: 'BulkColumn' });

export const BulkColumns = listOf(BulkColumnView).meta({ id: 'BulkColumnList' });
