/** The center's own books in answers: balances as of a day, and the lines of one. */
import { z } from 'zod';
import { BOOKS } from '../../ledger/chart.ts';
import { centerCode, date, instant, pageOf, uuid } from './terms.ts';

const amount = z
  .string()
  .meta({ description: 'Yuan; credit positive, debit negative', examples: ['-800.00'] });
const number = z.string().meta({ description: 'Running number (凭证号)', examples: ['2001'] });

const BookView = z
  .object({
    book: z.enum(BOOKS),
    title: z.string(),
    side: z.enum(['asset', 'liability', 'result']),
    note: z.string(),
    balance: amount,
    hasPostings: z
      .boolean()
      .meta({ description: 'false: 住房公积金, whose lines stand with the accounts' }),
  })
  .meta({ id: 'Book' });

export const BooksView = z
  .object({ center: centerCode, asOf: date, items: z.array(BookView) })
  .meta({ id: 'Books' });

const BookPosting = z
  .object({
    journal: number,
    line: z.int(),
    valueDate: date,
    amount,
    kind: z.string(),
    title: z.string(),
    business: z.string().meta({ description: 'JGJ/T 320 A.5' }),
    recordedAt: instant,
    document: z.string().nullable(),
    caseId: uuid.nullable(),
    caseNumber: z.string().nullable(),
    run: z.string().nullable(),
    runTitle: z.string().nullable(),
    stretch: z.int().nullable().meta({
      description:
        'A stretch of accounts that a settlement credited as a whole, by its number in the run; `journal` is that which charged it',
    }),
    reverses: number.nullable(),
    reversedBy: number.nullable(),
    bankLine: z.object({ day: date, n: z.int(), serial: z.string() }).nullable(),
  })
  .meta({ id: 'BookPosting' });
export const BookPostingPage = pageOf(BookPosting).meta({ id: 'BookPostingPage' });
