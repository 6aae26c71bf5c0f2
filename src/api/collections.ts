/** What was collected by month, and what is in arrears by age. */
import { z } from 'zod';
import { ARREARS_AGES } from '../cases/wording-ledger.ts';
import {
  addToMonth,
  dateAt,
  firstDayOf,
  lastDayOf,
  monthOf,
  plainMonth,
} from '../domain/calendar.ts';
import { invalid } from './input.ts';
import { operation } from './operation.ts';
import { arrearsByAge, collectedByMonth } from './queries/collections.ts';
import { Arrears, Collections } from './schemas/receivable.ts';
import { centerCode } from './schemas/terms.ts';

const tag = 'Collections';
const month = z
  .string()
  .regex(/^20\d{2}-(0[1-9]|1[0-2])$/, { error: '须为二十一世纪的年月，如 2026-11' })
  .meta({ examples: ['2026-11'] });
/** As many as a chart can show. */
const MONTHS_MAX = 60;
const MONTHS_SHOWN = 13;

export const getCollections = operation({
  id: 'getCollections',
  method: 'get',
  path: '/collections',
  tag,
  summary: 'Contributions by the month in which they came, and what of them was taken back',
  query: z.object({
    center: centerCode,
    from: month.optional().meta({ description: 'First month; left out: a year before the last' }),
    to: month.optional().meta({ description: 'Last month; left out: this one' }),
  }),
  answers: { 200: { description: 'Every month of the time, ascending', schema: Collections } },
  handle: async (call, { pool, now }) => {
    const { center } = call.query;
    const last = plainMonth(call.query.to ?? monthOf(dateAt(now())));
    const first = plainMonth(call.query.from ?? addToMonth(last, 1 - MONTHS_SHOWN));
    if (first > last) {
      throw invalid([{ pointer: 'query/from', detail: '起始月份不能晚于截止月份' }]);
    }
    if (addToMonth(first, MONTHS_MAX - 1) < last) {
      const detail = `一次最多查询${String(MONTHS_MAX)}个月`;
      throw invalid([{ pointer: 'query/from', detail }]);
    }
    const span = { center, from: firstDayOf(first), to: lastDayOf(last) };
    const found = await collectedByMonth(pool, call, span);
    const known = new Map(found.map((one) => [one.month, one]));
    const months = [];
    for (let at = first; at <= last; at = addToMonth(at, 1)) {
      months.push(known.get(at) ?? { month: at, ...NOTHING });
    }
    return { status: 200, body: { ...span, months } };
  },
});

const NOTHING = { months: 0, amount: '0.00', takenBackMonths: 0, takenBackAmount: '0.00' };

export const getArrears = operation({
  id: 'getArrears',
  method: 'get',
  path: '/arrears',
  tag,
  summary: 'Missed contributions of accounts in normal state, by how long ago they were due',
  query: z.object({ center: centerCode }),
  answers: { 200: { description: 'Every age', schema: Arrears } },
  handle: async (call, { pool, now }) => {
    const { center } = call.query;
    const on = dateAt(now());
    const rows = await arrearsByAge(pool, call, { center, on });
    const titles = new Map<string, string>(ARREARS_AGES.map(({ code, title }) => [code, title]));
    const ages = rows.map((row) => ({ ...row, title: titles.get(row.age) ?? row.age }));
    return { status: 200, body: { center, on, ages } };
  },
});
