/** The working-day calendar: shown, looked through as a file, and loaded when it can be right. */
import type pg from 'pg';
import { z } from 'zod';
import { taskWords } from '../cases/wording-tasks.ts';
import { loadCalendar } from '../db/calendar.ts';
import { plainDate, type PlainDate } from '../domain/calendar.ts';
import { Fault } from '../domain/fault.ts';
import { textField } from '../forms/fields.ts';
import {
  calendarDifference,
  checkCalendarYear,
  type CalendarDay,
} from '../policy/calendars/check.ts';
import { dueOn, type CalendarYear } from '../policy/calendars/years.ts';
import { acting, centersOf, grantIn } from './acting.ts';
import { calendarDay, readCalendarFile, type CalendarFile } from './calendar-file.ts';
import type { ApiDeps } from './deps.ts';
import { invalid } from './input.ts';
import { operation, type Context } from './operation.ts';
import { dueGroups, loadedYears, tasksOfGroups, type DueGroup } from './queries/calendar.ts';
import { calendarPast, findCalendarYear, type CalendarYear as YearRow } from './queries/figures.ts';
import { CalendarPreview } from './schemas/calendar.ts';
import { CalendarView } from './schemas/office.ts';
import { iso, isoOrNull } from './show-case.ts';

const tag = 'Calendar';

const yearParams = z.object({
  year: z
    .string()
    .regex(/^(19|20|21)\d{2}$/)
    .transform(Number),
});

export const getCalendar = operation({
  id: 'getCalendar',
  method: 'get',
  path: '/calendar/{year}',
  tag,
  summary: 'The days of a year that differ from the plain week',
  params: yearParams,
  answers: { 200: { description: 'The year', schema: CalendarView } },
  handle: async (call, { pool }) => {
    const { year } = call.params;
    return { status: 200, body: await yearBody(pool, year) };
  },
});

export const previewCalendar = operation({
  id: 'previewCalendar',
  method: 'post',
  path: '/calendar/{year}:preview',
  tag,
  summary:
    'Looks a year through as a file: what is wrong, what differs, which due dates would move',
  description:
    'A reading, not a change: it needs no key. CSV with the columns 日期, 至 (may be empty), 安排 (放假 or 上班), 名称; or JSON as `GET /calendar/{year}` answers. `days` of the answer is what is then put.',
  params: yearParams,
  query: z.object({ documentNumber: textField(100).optional() }),
  raw: { mediaTypes: ['text/csv', 'application/json'], limit: 'csv' },
  answers: { 200: { description: 'What was found', schema: CalendarPreview } },
  handle: async (call, deps) => {
    const { year } = call.params;
    const { body } = call.request as { readonly body: unknown };
    if (!Buffer.isBuffer(body) || body.length === 0) {
      throw new Fault('request-unreadable', '请求中没有文件内容。');
    }
    const file = readCalendarFile(body, call.request.get('content-type') ?? '');
    const documentNumber = call.query.documentNumber ?? file.documentNumber;
    const problems = problemsOf(year, file, documentNumber);
    const ready = problems.every(({ severity }) => severity !== 'error');
    const loaded = await findCalendarYear(deps.pool, year);
    return {
      status: 200,
      body: {
        year,
        documentNumber,
        days: file.days,
        problems,
        ready,
        loaded: loaded !== null,
        difference: calendarDifference(daysOf(loaded), file.days),
        moves: ready ? await movesOf(call, deps, { year, days: file.days }) : null,
      },
    };
  },
});

/** What cannot be read, then what cannot be right; days whose lines cannot be read are not missed. */
function problemsOf(year: number, file: CalendarFile, documentNumber: string | null) {
  const unread = file.problems.map((one) => ({ ...one, day: null, severity: 'error' as const }));
  const checked = checkCalendarYear(year, file.days)
    .filter(({ at }) => unread.length === 0 || at !== null)
    .map(({ at, severity, detail }) => ({
      severity,
      detail,
      line: at === null ? null : (file.lines[at] ?? null),
      day: at === null ? null : (file.days[at]?.day ?? null),
    }));
  const numbered = documentNumber === null ? [NO_NUMBER] : [];
  return [...unread, ...checked, ...numbered];
}

const NO_NUMBER = {
  severity: 'error' as const,
  line: null,
  day: null,
  detail: '须填写放假通知的文号或名称。',
};

interface Wanted {
  readonly year: number;
  readonly days: readonly CalendarDay[];
}

const SHOWN_MAX = 100;

/** Open tasks whose due date would be another, reckoned with the calendar as it would be. */
async function movesOf(context: Context, { pool }: ApiDeps, { year, days }: Wanted) {
  const centers = centersOf(context);
  const years = [
    ...(await loadedYears(pool)).filter((one) => one.year !== year),
    yearOf({ year, days }),
  ];
  const groups = (await dueGroups(pool, centers)).map((group) => ({
    ...group,
    after: dueOn(group.opened_on, group.working_days, years),
  }));
  const moved = groups.filter(({ due_on, after }) => after.on !== due_on);
  const certain = groups.filter(
    ({ due_on, provisional, after }) => after.on === due_on && provisional && !after.provisional,
  );
  const tasks = await tasksOfGroups(pool, centers, moved, SHOWN_MAX);
  const to = new Map(moved.map((group) => [groupKey(group), group.after.on]));
  return {
    moved: sum(moved, ({ own }) => own),
    elsewhere: sum(moved, ({ elsewhere }) => elsewhere),
    certain: sum(certain, ({ own }) => own),
    items: tasks.map((task) => ({
      id: task.id,
      title: taskWords(task.kind).title,
      caseId: task.case_id,
      caseNumber: task.number,
      from: task.due_on,
      to: to.get(groupKey(task)) ?? task.due_on,
    })),
  };
}

function groupKey(group: Pick<DueGroup, 'opened_on' | 'working_days' | 'due_on'>): string {
  return `${group.opened_on} ${String(group.working_days)} ${group.due_on}`;
}

function sum<T>(items: readonly T[], of: (item: T) => number): number {
  return items.reduce((total, item) => total + of(item), 0);
}

function yearOf({ year, days }: Wanted): CalendarYear {
  const dated = (working: boolean): readonly PlainDate[] =>
    days.filter((one) => one.working === working).map(({ day }) => day);
  return { year, document: '', holidays: dated(false), workdays: dated(true) };
}

function daysOf(row: YearRow | null): readonly CalendarDay[] {
  return (row?.days ?? []).map((one) => ({ ...one, day: plainDate(one.day) }));
}

export const putCalendar = operation({
  id: 'putCalendar',
  method: 'put',
  path: '/calendar/{year}',
  tag,
  summary: 'Load a year; due dates of open tasks and promises to open cases are counted anew',
  params: yearParams,
  body: z.strictObject({ documentNumber: textField(100), days: z.array(calendarDay).max(120) }),
  bodyExample: {
    documentNumber: '国办发明电〔2026〕8号',
    days: [{ day: '2027-01-01', working: false, name: '元旦' }],
  },
  keyed: true,
  answers: { 200: { description: 'The year as loaded', schema: CalendarView } },
  handle: async (call, deps) => {
    const { year } = call.params;
    const wrong = checkCalendarYear(year, call.body.days).filter(
      ({ severity }) => severity === 'error',
    );
    if (wrong.length > 0) {
      throw invalid(
        wrong.map(({ at, detail }) => ({
          pointer: at === null ? '#/days' : `#/days/${String(at)}/day`,
          detail,
        })),
      );
    }
    const grant = grantIn(call, call.caller.center);
    const by = acting(call, deps, grant);
    const moved = await loadCalendar(deps.pool, { ...call.body, center: grant.center, year, by });
    const body = await yearBody(deps.pool, year);
    return {
      status: 200,
      body: { ...body, tasksMoved: moved.tasks, promisesMoved: moved.promises },
    };
  },
});

async function yearBody(pool: pg.Pool, year: number) {
  const [row, past] = await Promise.all([findCalendarYear(pool, year), calendarPast(pool, year)]);
  return {
    year,
    documentNumber: row?.document_number ?? null,
    loaded: row !== null,
    provisional: row?.provisional ?? true,
    loadedAt: isoOrNull(row?.loaded_at ?? null),
    days: row?.days ?? [],
    earlier: past.map((one) => ({
      documentNumber: one.document_number,
      loadedAt: iso(one.loaded_at),
      replacedAt: iso(one.replaced_at),
      days: one.days,
    })),
  };
}
