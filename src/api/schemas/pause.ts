/** A case put aside (暂缓办理) in answers. */
import { z } from 'zod';
import { PAUSE_REASONS } from '../../domain/vocabulary.ts';
import { ClauseRef, date, instant, staffId } from './terms.ts';

const pauseReason = z.enum(PAUSE_REASONS).meta({ id: 'PauseReason' });

export const AsideView = z
  .object({
    reasonCode: pauseReason,
    reasonTitle: z.string(),
    until: date.meta({ description: 'The last day on which it is aside' }),
  })
  .meta({ description: '暂缓办理: put aside today; deadlines go on', id: 'CaseAside' });

export const PauseView = z
  .object({
    allowed: z.boolean().meta({ description: 'Whether the caller may put it aside or take it up' }),
    latestOn: date
      .nullable()
      .meta({ description: 'The last day it may be put aside until, as of today; null: none' }),
    clause: ClauseRef.nullable().meta({
      description: 'Of the statutory last day, where there is one',
    }),
    standing: z
      .object({
        reasonCode: pauseReason,
        reasonTitle: z.string(),
        until: date,
        by: staffId,
        byName: z.string(),
        at: instant,
        note: z.string().nullable(),
      })
      .nullable()
      .meta({ description: 'null: it is not aside today' }),
  })
  .meta({ id: 'CasePause' });
