/** The center's own books (总账): balances as of a day, and the lines of one with the way to bank and case. */
import { z } from 'zod';
import { runTitleOf } from '../cases/runs.ts';
import { dateAt, plainDate } from '../domain/calendar.ts';
import { BOOKS, JOURNAL_KINDS } from '../ledger/chart.ts';
import { notFound } from './case-access.ts';
import { cursorIn, cursorText, page } from './cursor.ts';
import type { ApiDeps } from './deps.ts';
import { invalid } from './input.ts';
import { operation, type Context } from './operation.ts';
import {
  bookBalances,
  bookLines,
  mayReadBooks,
  type BookLineRow,
  type CenterBook,
} from './queries/books.ts';
import { BookPostingPage, BooksView } from './schemas/book.ts';
import { centerCode, date, limitOf, paging } from './schemas/terms.ts';
import { iso } from './show-case.ts';

const tag = 'Ledger';
const CENTER_BOOKS = BOOKS.filter((book): book is CenterBook => book !== 'personal');

export const listBooks = operation({
  id: 'listBooks',
  method: 'get',
  path: '/books',
  tag,
  summary: 'What each book of a center holds as of a day; they sum to zero',
  query: z.object({
    center: centerCode,
    asOf: date.optional().meta({ description: 'Value date, included; left out: today' }),
  }),
  answers: { 200: { description: 'Every book', schema: BooksView } },
  handle: async (call, deps) => {
    const { center } = call.query;
    await centerFor(call, deps, center);
    const today = dateAt(deps.now());
    const asOf = plainDate(call.query.asOf ?? today);
    if (asOf > today) throw invalid([{ pointer: 'query/asOf', detail: '日期不能晚于今天' }]);
    const rows = await bookBalances(deps.pool, { center, asOf });
    const items = rows.map((row) => ({ ...row, hasPostings: row.book !== 'personal' }));
    return { status: 200, body: { center, asOf, items } };
  },
});

export const listBookPostings = operation({
  id: 'listBookPostings',
  method: 'get',
  path: '/books/{book}/postings',
  tag,
  summary:
    'The lines of a book of the center, newest first, each with its journal, case and bank line',
  description:
    'Of `interest-payable` what a settlement credited to a stretch of accounts is one line. Lines of persons stand with the accounts.',
  params: z.object({ book: z.enum(CENTER_BOOKS) }),
  query: z.object({
    ...paging,
    center: centerCode,
    from: date.optional().meta({ description: 'First value date' }),
    to: date.optional().meta({ description: 'Last value date' }),
    kind: z.enum([...JOURNAL_KINDS, 'reversal'], { error: '没有这种业务类型' }).optional(),
  }),
  answers: { 200: { description: 'A page', schema: BookPostingPage } },
  handle: async (call, deps) => {
    const { center, from = null, to = null, kind = null, cursor } = call.query;
    const { book } = call.params;
    await centerFor(call, deps, center);
    if (from !== null && to !== null && from > to) {
      throw invalid([{ pointer: 'query/from', detail: '起始日期不能晚于截止日期' }]);
    }
    const limit = limitOf(call.query.limit);
    const key = deps.secrets.session;
    const list = ['books', center, book, from, to, kind].join('/');
    const [day, journal, line] = cursorIn(key, list, cursor) ?? [];
    const rows = await bookLines(
      deps.pool,
      { center, book, from, to, kind },
      { limit, after: day && journal && line ? [day, journal, line] : null },
    );
    const body = page(
      rows,
      limit,
      (row) => cursorText(key, list, [row.valueDate, row.journal, String(row.line)]),
      showBookLine,
    );
    return { status: 200, body };
  },
});

/** @throws Fault 'not-found', the same for "not there" and "not yours" */
async function centerFor(call: Context, { pool }: ApiDeps, center: string): Promise<void> {
  if (!(await mayReadBooks(pool, call, center))) throw notFound();
}

function showBookLine({ recordedAt, bankDay, bankLine, serial, ...row }: BookLineRow) {
  return {
    ...row,
    runTitle: row.run === null ? null : runTitleOf(row.run),
    recordedAt: iso(recordedAt),
    bankLine:
      bankDay === null || bankLine === null || serial === null
        ? null
        : { day: bankDay, n: bankLine, serial },
  };
}
