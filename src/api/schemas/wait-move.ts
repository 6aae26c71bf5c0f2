/** The moving of a wait (改期): what may be moved, what would follow, and every move there was. */
import { z } from 'zod';
import { MOVE_GROUNDS } from '../../domain/vocabulary.ts';
import { ClauseRef, date, instant, staffId } from './terms.ts';

export const WaitMoves = z
  .object({
    movable: z
      .object({
        kind: z.string(),
        title: z.string(),
        clause: ClauseRef,
        how: z.string().meta({ description: 'Why it may be moved, and which way' }),
        grounds: z.array(
          z.object({ ground: z.enum(MOVE_GROUNDS), title: z.string(), document: z.string() }),
        ),
        givenOn: date.meta({ description: 'Last day as it was given at first; never before it' }),
        lastOn: date.meta({ description: 'Last day as it stands' }),
        followsOn: date,
        sealedOn: date
          .nullable()
          .meta({ description: 'The seal it follows from; null: it follows from none' }),
        then: z.string().meta({ description: 'What is done on the day after' }),
      })
      .nullable()
      .meta({ description: 'Null: no wait of the case may be moved now' }),
    fixed: z
      .array(z.object({ kind: z.string(), title: z.string(), how: z.string() }))
      .meta({ description: 'Open waits that nobody may move, each with why' }),
    preview: z
      .object({
        toOn: date.meta({ description: 'The day asked about, or the next working day' }),
        days: z.int().meta({ description: 'Later than it stands; negative: earlier' }),
        followsOn: date,
        refusals: z.array(z.object({ text: z.string(), remedy: z.string(), clause: ClauseRef })),
      })
      .nullable(),
    moves: z.array(
      z.object({
        title: z.string().meta({ description: 'Of the wait' }),
        givenOn: date,
        fromOn: date,
        toOn: date,
        correctedOn: date
          .nullable()
          .meta({ description: 'Corrected day of the seal; null: the last day was asked for' }),
        groundTitle: z.string(),
        clause: ClauseRef,
        document: z.string(),
        state: z.enum(['proposed', 'moved', 'declined', 'overtaken']),
        stateTitle: z.string(),
        askedBy: staffId,
        askedByName: z.string(),
        askedAt: instant,
        settledBy: staffId.nullable(),
        settledByName: z.string().nullable(),
        settledAt: instant.nullable(),
      }),
    ),
  })
  .meta({ id: 'WaitMoves' });
