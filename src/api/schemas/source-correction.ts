/** Corrections of the source in answers: what one would come to, and proposals. */
import { z } from 'zod';
import {
  CORRECTED_FROM,
  CORRECTED_TO,
  SOURCE_CORRECTION_ACTION_NAMES,
  SOURCE_CORRECTION_STATE_NAMES,
} from '../../cases/wording-sources.ts';
import { ClauseRef, centerCode, date, instant, pageOf, PersonHead, uuid } from './terms.ts';

const amount = z.string().meta({ description: 'Yuan', examples: ['3000.00'] });
const both = z.object({ from: amount, to: amount });

const moved = {
  from: z.enum(CORRECTED_FROM),
  fromTitle: z.string(),
  to: z.enum(CORRECTED_TO),
  toTitle: z.string(),
  amount,
  since: date.meta({
    description: 'Value date (起算日): from this day it earns where it belongs',
  }),
  carried: amount.meta({ description: 'Of it 上年结转' }),
  current: amount.meta({ description: 'Of it 当年归集' }),
};

const stay = z.object({
  code: z.string(),
  text: z.string(),
  remedy: z.string(),
  clause: ClauseRef,
});

export const SourceCorrectionPlanView = z
  .object({
    ...moved,
    earliest: date.nullable().meta({
      description:
        'The first day from which it may count: the source held that much ever since, and no settlement counted it; null: it does not hold that much',
    }),
    before: both.meta({ description: 'What both sources hold' }),
    after: both,
    possible: z.boolean(),
    reasons: z.array(stay).meta({ description: 'What stands against it, each with what to do' }),
    digest: z.string(),
  })
  .meta({ id: 'SourceCorrectionPlan' });

export const SourceCorrectionView = z
  .object({
    id: uuid,
    center: centerCode,
    account: uuid,
    accountNumber: z.string(),
    person: PersonHead,
    ...moved,
    document: z.string().meta({ description: 'Number of the document it rests on' }),
    reason: z.string(),
    state: z.enum(SOURCE_CORRECTION_STATE_NAMES),
    stateTitle: z.string(),
    proposedByName: z.string(),
    proposedAt: instant,
    decidedByName: z.string().nullable(),
    decidedAt: instant.nullable(),
    journal: z.string().nullable().meta({ description: 'The journal recorded for it' }),
    reversedBy: z.string().nullable().meta({ description: 'The journal that took it back' }),
    actions: z.array(
      z.object({
        action: z.enum(SOURCE_CORRECTION_ACTION_NAMES),
        title: z.string(),
        refusal: z.string().nullable().meta({ description: 'Why not now; null: it may be done' }),
      }),
    ),
    version: z.int(),
  })
  .meta({ id: 'SourceCorrection' });

export const SourceCorrectionPage = pageOf(SourceCorrectionView).meta({
  id: 'SourceCorrectionPage',
});
