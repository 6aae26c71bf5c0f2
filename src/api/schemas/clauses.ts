/** Clauses of the law and what rests on them, in answers. */
import { z } from 'zod';
import { NOTICE_PARTS, NOTICE_STANDINGS } from '../../documents/notice-differences.ts';
import { WaitView } from './wait.ts';
import { date, listOf, PersonHead, uuid } from './terms.ts';
import { CLAUSE_SOURCES } from './words.ts';

const carried = z
  .object({
    rules: z.int(),
    figures: z.int(),
    waits: z.int(),
    tasks: z.int(),
    documents: z.int(),
    tests: z.int(),
  })
  .meta({ id: 'ClauseCounts' });

const clause = {
  id: z.string(),
  title: z.string(),
  text: z.string(),
  before: z.object({ on: date, text: z.string() }).nullable(),
  source: z.enum(CLAUSE_SOURCES),
  carried,
};
export const ClauseList = listOf(z.object(clause).meta({ id: 'Clause' })).meta({
  id: 'ClauseList',
});

const named = z.object({ kind: z.string(), title: z.string() });
const place = z.object({ path: z.string(), says: z.string() });

export const ClauseMap = z
  .object({
    ...clause,
    sentence: z.string().meta({ description: 'What carries it, in one sentence' }),
    types: z.array(z.object({ type: z.string(), title: z.string() })),
    rules: z.array(z.object({ name: z.string(), title: z.string(), version: z.string() })),
    figures: z.array(z.object({ name: z.string(), title: z.string(), unit: z.string() })),
    waits: z.array(named),
    tasks: z.array(named),
    documents: z.array(named),
    reasons: z.array(z.object({ code: z.string(), text: z.string() })),
    sources: z.array(place).meta({ description: 'Files of the product that name it' }),
    tests: z.array(place).meta({ description: 'Tests that hold it' }),
  })
  .meta({ id: 'ClauseMap' });

export const ClauseCases = z
  .object({
    count: z.int().meta({ description: 'Cases that wait because of it now' }),
    items: z.array(
      z
        .object({
          id: uuid,
          number: z.string(),
          typeTitle: z.string(),
          stageTitle: z.string(),
          branchName: z.string(),
          person: PersonHead,
          wait: WaitView,
        })
        .meta({ id: 'ClauseCase' }),
    ),
    nextCursor: z.string().nullable(),
  })
  .meta({ id: 'ClauseCases' });

export const NoticeView = z
  .object({
    blocks: z.array(
      z
        .object({
          kind: z.enum(['title', 'heading', 'paragraph', 'signature', 'clause']),
          text: z.string(),
          clause: z
            .object({
              id: z.string(),
              numeral: z.string(),
              name: z.string(),
              department: z.string(),
              carried,
              waiting: z
                .int()
                .nullable()
                .meta({ description: 'Cases that wait because of it now; null: none may be seen' }),
            })
            .nullable(),
        })
        .meta({ id: 'NoticeBlock' }),
    ),
  })
  .meta({ id: 'Notice' });

export const NoticeToCompare = z.object({
  text: z
    .string()
    .min(1)
    .max(30_000)
    .meta({ description: 'The new text, as plain text with its line ends' }),
});

const numeral = z.string().meta({ description: 'Its numeral in brackets of full width' });

export const NoticeComparison = z
  .object({
    counts: z.object({ same: z.int(), changed: z.int(), added: z.int(), gone: z.int() }),
    clauses: z.array(
      z
        .object({
          standing: z.enum(NOTICE_STANDINGS),
          id: z
            .string()
            .nullable()
            .meta({ description: 'null: a new clause, which nothing cites' }),
          numeral,
          name: z.string(),
          department: z.string(),
          numeralBefore: numeral.nullable(),
          nameBefore: z.string().nullable(),
          departmentBefore: z.string().nullable(),
          parts: z
            .array(z.object({ kind: z.enum(NOTICE_PARTS), text: z.string() }))
            .meta({ description: 'The words in their order; spaces and line ends left out' }),
          carried: carried.nullable(),
          waiting: z
            .int()
            .nullable()
            .meta({ description: 'Cases that wait because of it now; null: none may be seen' }),
        })
        .meta({ id: 'ComparedClause' }),
    ),
  })
  .meta({ id: 'NoticeComparison' });
