/** The next 180 days, by days, weeks or months, from the ends of all open waits and tasks. */
import { z } from 'zod';
import { taskWords } from '../cases/wording-tasks.ts';
import { waitTitle } from '../cases/wording-waits.ts';
import { addDays, dateAt } from '../domain/calendar.ts';
import { operation } from './operation.ts';
import { periodsOf } from './periods.ts';
import { forecastRows, type ForecastRow, type ForecastTotal } from './queries/board.ts';
import { PERIODS } from './queries/periods.ts';
import { Forecast } from './schemas/supervision.ts';
import { maturityOf } from './maturity.ts';
import { iso } from './show-case.ts';

const DAYS = 180;

export const getForecast = operation({
  id: 'getForecast',
  method: 'get',
  path: '/supervision/forecast',
  tag: 'Supervision',
  summary:
    'What falls due in the next 180 days: cases, cash and hours, by day, week or month and kind',
  description:
    'Cases are counted, not waits: each number is that of `GET /cases` with `dueFrom`, `dueTo` and `dueKind`. A case with two due dates stands in both periods. `cash` is what is owed and has not left, of withdrawals, of leaving and after a death, what leaves after a regret and at each half-year gate, and the interest of empty accounts whose notice ends; `minutes` are those of tasks that are due and of tasks that waits bring when they end by the clock, by what finished tasks took.',
  query: z.object({
    by: z
      .enum(PERIODS)
      .default('week')
      .meta({ description: 'Each day, weeks from Monday to Sunday, or calendar months' }),
  }),
  answers: { 200: { description: 'By period, the first one from today', schema: Forecast } },
  handle: async (call, { pool, now }) => {
    const { by } = call.query;
    const at = now();
    const from = dateAt(at);
    const to = addDays(from, DAYS - 1);
    const days = { from, to, by };
    const [rows, maturity] = await Promise.all([
      forecastRows(pool, call, days),
      maturityOf(pool, call, days),
    ]);
    const part = (name: string | null) => ({ ...partOf(rows, name), ...maturity.partOf(name) });
    return {
      status: 200,
      body: {
        at: iso(at),
        ...days,
        periods: periodsOf(days).map(({ name, ...period }) => ({ ...period, ...part(name) })),
        before: part('before'),
        after: part('after'),
        endless: part(null),
        cash: maturity.cash,
        handling: maturity.handling,
      },
    };
  },
});

interface Rows {
  readonly kinds: readonly ForecastRow[];
  readonly all: readonly ForecastTotal[];
}

function partOf({ kinds, all }: Rows, period: string | null) {
  return {
    cases: all.find((one) => one.period === period)?.count ?? 0,
    kinds: kinds
      .filter((one) => one.period === period)
      .map(({ kind, count }) => ({ kind, title: dueTitle(kind), count })),
  };
}

/** `wait.signature` in words. */
function dueTitle(kind: string): string {
  const [of = '', ...rest] = kind.split('.');
  const name = rest.join('.');
  return of === 'task' ? `待办：${taskWords(name).title}` : waitTitle(name);
}
