/** What a change of a figure or of the calendar would do, in answers. */
import { z } from 'zod';
import { date, PersonHead, uuid } from './terms.ts';
import { FIGURE_PLACES, IMPACT_KINDS } from './words.ts';

const limits = z.object({ min: z.string(), max: z.string() });

export const FigurePreview = z
  .object({
    center: z.string(),
    district: z.string().nullable(),
    name: z.string(),
    title: z.string(),
    unit: z.string(),
    value: z.string(),
    validFrom: date,
    endsOn: date
      .nullable()
      .meta({ description: 'The eve of a later figure that is there already' }),
    before: z
      .object({
        value: z.string(),
        documentNumber: z.string(),
        from: date,
        place: z.enum(FIGURE_PLACES).meta({ description: 'Whose figure it is' }),
      })
      .nullable()
      .meta({ description: 'What would be in force on that day without the change' }),
    limits: z
      .object({ before: limits, after: limits })
      .nullable()
      .meta({ description: 'Limits of the monthly amount, where they follow from it' }),
    conflict: z.string().nullable().meta({ description: 'Why it could not be confirmed' }),
    reach: z.array(z.string()).meta({ description: 'Which cases it can reach, and which not' }),
    counts: z.object({
      open: z.int().meta({
        description: 'Under way in the center: openings, conversions to flexible, resumptions',
      }),
      accepted: z.int().meta({ description: 'Those accepted: their figures are fixed' }),
      looked: z.int(),
      changed: z.int().meta({ description: 'Outcome or dates would change' }),
      printed: z.int().meta({ description: 'Only the agreement would say otherwise' }),
      endsBefore: z.int().meta({ description: 'Over before the first day' }),
      unknown: z.int().meta({ description: 'Could not be reckoned' }),
      beyond: z.boolean().meta({ description: 'There are more than were looked at' }),
    }),
    items: z
      .array(
        z
          .object({
            id: uuid,
            number: z.string(),
            type: z.string(),
            typeTitle: z.string(),
            stageTitle: z.string(),
            branchName: z.string(),
            acceptedOn: date.nullable(),
            person: PersonHead,
            kind: z.enum(IMPACT_KINDS).meta({ description: 'The class a choice is made for' }),
            sentence: z.string(),
            before: z
              .string()
              .nullable()
              .meta({ description: 'What it comes to with the old figure' }),
            after: z.string().nullable().meta({ description: 'What it comes to with the new one' }),
          })
          .meta({ id: 'ImpactedCase' }),
      )
      .meta({ description: 'Those that would change, 200 at most' }),
  })
  .meta({ id: 'FigurePreview' });
