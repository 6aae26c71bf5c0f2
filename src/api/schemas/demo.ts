/** The time demo, in answers. */
import { z } from 'zod';
import { date } from './terms.ts';

export const DemoAdvance = z
  .object({
    from: date.meta({ description: 'The demo’s date before' }),
    to: date.meta({ description: 'The demo’s date now' }),
    waits: z.int().meta({ description: 'Waits that ended on the way, of this case and others' }),
    runs: z
      .array(z.object({ title: z.string(), times: z.int() }))
      .meta({ description: 'Runs that the days brought with them' }),
    stopped: z
      .string()
      .nullable()
      .meta({ description: 'Why time stopped on the way, in Chinese; null: it went all the way' }),
  })
  .meta({ id: 'DemoAdvance' });
