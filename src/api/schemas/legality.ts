/** The legality sweep (合规巡检) and what it found, in answers. */
import { z } from 'zod';
import { INVARIANT_NAMES } from '../../policy/legality.ts';
import { ClauseRef, date, pageOf, PersonHead, uuid } from './terms.ts';

const invariant = z.enum(INVARIANT_NAMES);

export const LegalityView = z
  .object({
    invariants: z.array(
      z.object({
        name: invariant,
        title: z.string().meta({ description: 'What is wrong, as an auditor would call it' }),
        clause: ClauseRef,
        rule: z.string().meta({ description: 'What the law or the books ask instead' }),
        remedy: z.string(),
        found: z.int().nullable().meta({ description: 'By the last sweeps; null: there was none' }),
        open: z.int().meta({ description: 'Cases that are open about it' }),
      }),
    ),
    sweeps: z
      .array(
        z.object({
          run: z.string(),
          center: z.string(),
          on: date,
          ended: z.boolean(),
          found: z.int(),
          begun: z.int().meta({ description: 'New ones, each with a case of its own' }),
        }),
      )
      .meta({ description: 'The last of each center' }),
    open: z.int(),
  })
  .meta({ id: 'Legality' });

export const IrregularityView = z
  .object({
    caseId: uuid,
    caseNumber: z.string().nullable().meta({ description: 'Null: its case is about to begin' }),
    stageTitle: z.string(),
    invariant,
    title: z.string(),
    clause: ClauseRef,
    person: PersonHead,
    account: uuid.nullable(),
    accountLast4: z.string().nullable(),
    aboutCase: uuid.nullable(),
    aboutCaseNumber: z.string().nullable(),
    evidence: z.string().meta({ description: 'Ids and dates in words; nothing personal' }),
    run: z.string().meta({ description: 'The sweep that found it' }),
    foundOn: date,
    seenOn: date.meta({ description: 'When a sweep saw it last' }),
    outcomeTitle: z.string().nullable(),
    endedOn: date.nullable(),
  })
  .meta({ id: 'Irregularity' });

export const IrregularityPage = pageOf(IrregularityView).meta({ id: 'IrregularityPage' });
