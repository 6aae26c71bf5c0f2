/** The working-day calendar: shown, looked through as a file, and loaded when it can be right. */
import type pg from 'pg';
import { z } from 'zod';
import { loadCalendar } from '../db/calendar.ts';
import { plainDate } from '../domain/calendar.ts';
import { Fault } from '../domain/fault.ts';
import { textField } from '../forms/fields.ts';
import {
  calendarDifference,
  checkCalendarYear,
  type CalendarDay,
} from '../policy/calendars/check.ts';
import { acting, grantIn } from './acting.ts';
import { calendarDay, readCalendarFile, type CalendarFile } from './calendar-file.ts';
import { movesOf } from './calendar-moves.ts';
import { invalid } from './input.ts';
import { operation } from './operation.ts';
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
    'Looks a year through as a file: what is wrong, what differs, which due dates and promises would move',
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

function daysOf(row: YearRow | null): readonly CalendarDay[] {
  return (row?.days ?? []).map((one) => ({ ...one, day: plainDate(one.day) }));
}

/** Invented: every holiday that a year must have. */
const EXAMPLE_DAYS = [
  ['2027-01-01', '元旦'],
  ['2027-02-08', '春节'],
  ['2027-04-05', '清明节'],
  ['2027-05-01', '劳动节'],
  ['2027-05-02', '劳动节'],
  ['2027-06-09', '端午节'],
  ['2027-09-15', '中秋节'],
  ['2027-10-01', '国庆节'],
  ['2027-10-02', '国庆节'],
  ['2027-10-03', '国庆节'],
].map(([day, name]) => ({ day, working: false, name }));

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
    days: EXAMPLE_DAYS,
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
