/** The next 180 days, week by week, from the ends of all open waits and tasks. */
import { taskWords } from '../cases/wording-tasks.ts';
import { waitTitle } from '../cases/wording-waits.ts';
import { addDays, dateAt, plainDate, weekday, type PlainDate } from '../domain/calendar.ts';
import { operation } from './operation.ts';
import { forecastRows, type ForecastRow, type ForecastTotal } from './queries/board.ts';
import { Forecast } from './schemas/supervision.ts';
import { maturityOf } from './maturity.ts';
import { iso } from './show-case.ts';

const DAYS = 180;

export const getForecast = operation({
  id: 'getForecast',
  method: 'get',
  path: '/supervision/forecast',
  tag: 'Supervision',
  summary: 'What falls due in the next 180 days: cases, cash and hours, by week and kind',
  description:
    'Cases are counted, not waits: each number is that of `GET /cases` with `dueFrom`, `dueTo` and `dueKind`. A case with two due dates stands in both weeks. `cash` is what is owed and has not left, of withdrawals, of leaving and after a death, and what leaves at each half-year gate; `minutes` are those of tasks that are due and of tasks that waits bring when they end by the clock, by what finished tasks took.',
  answers: { 200: { description: 'Weeks from Monday to Sunday', schema: Forecast } },
  handle: async (call, { pool, now }) => {
    const at = now();
    const from = dateAt(at);
    const to = addDays(from, DAYS - 1);
    const [rows, maturity] = await Promise.all([
      forecastRows(pool, call, { from, to }),
      maturityOf(pool, call, { from, to, by: 'week' }),
    ]);
    const part = (week: string | null) => ({ ...partOf(rows, week), ...maturity.partOf(week) });
    return {
      status: 200,
      body: {
        at: iso(at),
        from,
        to,
        weeks: weeksOf(from, to).map((week) => ({ ...week, ...part(week.from) })),
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
  readonly weeks: readonly ForecastTotal[];
}

function partOf({ kinds, weeks }: Rows, week: string | null) {
  return {
    cases: weeks.find((one) => one.week === week)?.count ?? 0,
    kinds: kinds
      .filter((one) => one.week === week)
      .map(({ kind, count }) => ({ kind, title: dueTitle(kind), count })),
  };
}

/** `wait.signature` in words. */
function dueTitle(kind: string): string {
  const [of = '', ...rest] = kind.split('.');
  const name = rest.join('.');
  return of === 'task' ? `待办：${taskWords(name).title}` : waitTitle(name);
}

/** The first begins today, the last ends on the last day. */
function weeksOf(from: PlainDate, to: PlainDate) {
  const weeks: { readonly from: PlainDate; readonly to: PlainDate }[] = [];
  for (let start = from; start <= to;) {
    const sunday = addDays(start, (7 - weekday(start)) % 7);
    const end = sunday < to ? sunday : to;
    weeks.push({ from: start, to: end });
    start = plainDate(addDays(end, 1));
  }
  return weeks;
}
