/** A wait of a case in answers (为什么在等), with whether its last day may be moved. */
import { z } from 'zod';
import { ClauseRef, codes, instant } from './terms.ts';

/** 能否改期, of one wait; null: it is over, or not told to the caller. */
const MoveAnswerView = z.object({
  movable: z.boolean(),
  how: z.string().meta({ description: 'How its last day may be moved, or why it may not' }),
  clause: ClauseRef.nullable().meta({ description: 'That lets it be moved' }),
});

export const WaitView = z
  .object({
    id: z.string(),
    kind: z.string(),
    title: z.string(),
    sentence: z.string().meta({ description: '为什么在等: the whole card in one sentence' }),
    since: instant,
    sinceText: z.string(),
    until: instant.nullable(),
    endText: z.string().nullable().meta({ description: 'Until when, in words' }),
    daysLeft: z.int().nullable(),
    clause: ClauseRef.nullable(),
    endedBy: z.array(z.string()),
    shortenedBy: z.string().nullable(),
    move: MoveAnswerView.nullable(),
    detail: codes,
    closedAt: instant.nullable(),
    overdue: z.boolean(),
  })
  .meta({ id: 'Wait' });
