/** A year of the working-day calendar as it would be, in answers. */
import { z } from 'zod';
import { date, uuid } from './terms.ts';

const counts = {
  moved: z.int().meta({ description: 'Of the own centers, with another last day' }),
  elsewhere: z.int().meta({ description: 'The same in other centers' }),
  certain: z.int().meta({ description: 'Same day, and no longer provisional' }),
};
const move = { caseNumber: z.string(), from: date, to: date };

const day = z.object({ day: date, working: z.boolean(), name: z.string() });

export const CalendarPreview = z
  .object({
    year: z.int(),
    documentNumber: z.string().nullable(),
    days: z.array(day),
    problems: z.array(
      z.object({
        severity: z.enum(['error', 'warning']),
        line: z.int().nullable().meta({ description: 'Line of the file' }),
        day: date.nullable(),
        detail: z.string(),
      }),
    ),
    ready: z.boolean().meta({ description: 'No error: it may be loaded' }),
    loaded: z.boolean().meta({ description: 'The year is loaded already' }),
    difference: z
      .object({ added: z.array(day), removed: z.array(day), changed: z.array(day) })
      .meta({ description: 'To what is loaded' }),
    moves: z
      .object({
        ...counts,
        items: z.array(
          z.object({
            id: uuid,
            title: z.string(),
            caseId: uuid.nullable().meta({ description: 'null: it is about money without a case' }),
            ...move,
          }),
        ),
        promises: z.object({ ...counts, items: z.array(z.object({ caseId: uuid, ...move })) }),
      })
      .nullable()
      .meta({ description: 'Open tasks, and promises to open cases; null while there are errors' }),
  })
  .meta({ id: 'CalendarPreview' });
