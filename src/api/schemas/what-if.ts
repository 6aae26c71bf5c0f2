/** A what-if (试算), in answers. */
import { z } from 'zod';
import { WHAT_IF_NAMES, WHAT_IF_OUTCOMES } from '../../policy/what-if.ts';
import { ClauseRef, date, PersonHead, uuid } from './terms.ts';

const outcome = z.enum(Object.keys(WHAT_IF_OUTCOMES));
const reckoned = z.object({ outcome, outcomeTitle: z.string(), on: date });
const count = z.object({ outcome, title: z.string(), before: z.int(), after: z.int() });

const moved = z.object({
  cash: z.string().meta({ description: 'Yuan that leaves' }),
  minutes: z.int().meta({ description: 'Minutes of work' }),
});
const line = { before: moved, after: moved, difference: moved };

export const WhatIfMoney = z
  .object({
    basis: z.enum(['ahead', 'behind']).meta({
      description: 'ahead: the forecast of what is to come; behind: what was decided lately',
    }),
    months: z
      .array(z.object({ month: z.string(), ...line }))
      .meta({ description: 'What is overdue is told with the first' }),
    later: z.object(line).nullable().meta({ description: 'Beyond the days of the forecast' }),
    total: z.object(line),
  })
  .meta({ id: 'WhatIfMoney' });

export const WhatIf = z
  .object({
    name: z.enum(WHAT_IF_NAMES),
    title: z.string(),
    unit: z.string(),
    clause: ClauseRef,
    over: z.string().meta({ description: 'Who is looked at' }),
    dated: z.string().meta({ description: 'What the date is' }),
    center: z.string(),
    on: date.meta({ description: 'The day on which outcomes are taken' }),
    before: z.string().meta({ description: 'The value in force' }),
    after: z.string(),
    looked: z.int(),
    changed: z.int().meta({ description: 'Outcome or date would differ' }),
    beyond: z.boolean().meta({ description: 'There are more than were looked at' }),
    outcomes: z.array(count),
    items: z
      .array(
        z.object({
          account: uuid,
          accountLast4: z.string(),
          caseId: uuid.nullable(),
          person: PersonHead,
          before: reckoned,
          after: reckoned,
        }),
      )
      .meta({ description: 'Those that would differ, 200 at most' }),
    money: WhatIfMoney,
  })
  .meta({ id: 'WhatIf' });
