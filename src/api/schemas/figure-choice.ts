/** What becomes of running cases when a figure changes (衔接办法), in answers. */
import { z } from 'zod';
import { CASE_PICKS, FIGURE_CLASSES, FIGURE_PICKS } from '../../policy/figure-choice.ts';
import { instant, staffId, uuid } from './terms.ts';

const pick = z.enum(FIGURE_PICKS);

export const FigureChoice = z
  .object({
    id: uuid,
    class: z.enum(FIGURE_CLASSES),
    classTitle: z.string(),
    pick,
    pickTitle: z.string(),
    cases: z.int(),
    reason: z.string(),
    askedBy: staffId,
    askedAt: instant,
    decidedBy: staffId.nullable(),
    decidedAt: instant.nullable(),
    approved: z.boolean().nullable().meta({ description: 'Null: undecided' }),
    decisionReason: z.string().nullable(),
    listed: z.array(
      z.object({
        caseId: uuid,
        number: z.string(),
        own: z.enum(CASE_PICKS).nullable().meta({ description: 'With singly: chosen for it' }),
        ownBy: staffId.nullable(),
        secondBy: staffId.nullable().meta({ description: 'Chose the same after: it counts' }),
      }),
    ),
  })
  .meta({ id: 'FigureChoice' });

export const FigureChoices = z
  .object({
    proposal: uuid,
    open: z.boolean().meta({ description: 'false: in force, or not agreed to' }),
    classes: z
      .array(
        z.object({
          class: z.enum(FIGURE_CLASSES),
          title: z.string(),
          cases: z.array(z.object({ id: uuid, number: z.string(), sentence: z.string() })),
          chosen: z.boolean().meta({ description: 'Asked for or agreed to' }),
        }),
      )
      .meta({ description: 'Running cases that would change, by what would change of them' }),
    choices: z.array(FigureChoice).meta({ description: 'All, the declined ones too' }),
  })
  .meta({ id: 'FigureChoices' });
