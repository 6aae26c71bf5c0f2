/**
 * The holiday calendar of a year as an office keeps it: a CSV with one line for a holiday or a
 * make-up day, or JSON as the API itself shows a year.
 *
 *   日期,至,安排,名称
 *   2027-02-05,2027-02-11,放假,春节
 *   2027-01-31,,上班,春节调休
 *
 * Every line that cannot be read is named, not only the first.
 */
import { parse as parseCsv } from 'csv-parse/sync';
import { z } from 'zod';
import { addDays, isPlainDate } from '../domain/calendar.ts';
import { daysFromTo, type CalendarDay } from '../policy/calendars/check.ts';
import { dateField, textField } from '../forms/fields.ts';
import { errorsIn } from './input.ts';

const BYTES_MAX = 64 * 1024;
const LINES_MAX = 200;
const RANGE_MAX = 31;

export interface LineProblem {
  /** Line of the file, from 1; null: the whole file. */
  readonly line: number | null;
  readonly detail: string;
}

export interface CalendarFile {
  /** As the file says; null where it says none. */
  readonly documentNumber: string | null;
  readonly days: readonly CalendarDay[];
  /** Line of the file of every day, in the same order. */
  readonly lines: readonly (number | null)[];
  readonly problems: readonly LineProblem[];
}

export function readCalendarFile(bytes: Buffer, mediaType: string): CalendarFile {
  if (bytes.length > BYTES_MAX) return unreadable('文件过大：一年的日历不超过64KB。');
  const text = textOf(bytes);
  return mediaType.includes('json') ? fromJson(text) : fromCsv(text);
}

/** UTF-8 or GB 18030, as spreadsheet programs write it. */
function textOf(bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('gb18030').decode(bytes);
  }
}

function unreadable(detail: string): CalendarFile {
  return { documentNumber: null, days: [], lines: [], problems: [{ line: null, detail }] };
}

export const calendarDay = z.strictObject({
  day: dateField,
  working: z.boolean(),
  name: textField(40),
});
const jsonFile = z.object({
  documentNumber: textField(100).nullish(),
  days: z.array(calendarDay).max(120),
});

function fromJson(text: string): CalendarFile {
  let value: unknown;
  try {
    value = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    return unreadable('文件内容不是有效的 JSON。');
  }
  const errors = errorsIn(jsonFile, value);
  if (errors !== null) {
    const problems = errors.map(({ pointer, detail }) => ({
      line: null,
      detail: `${pointer}：${detail}`,
    }));
    return { documentNumber: null, days: [], lines: [], problems };
  }
  const { days, documentNumber = null } = jsonFile.parse(value);
  return { documentNumber, days, lines: days.map(() => null), problems: [] };
}

const COLUMNS = ['日期', '至', '安排', '名称'] as const;
type Column = (typeof COLUMNS)[number];
const WORKING: Readonly<Record<string, boolean>> = {
  放假: false,
  休: false,
  上班: true,
  班: true,
  调休上班: true,
};

function fromCsv(text: string): CalendarFile {
  const records = recordsIn(text);
  if (records === null) return unreadable('文件不是有效的 CSV。');
  const [header = [], ...rows] = records;
  const missing = COLUMNS.filter((name) => name !== '至' && !header.includes(name));
  if (missing.length > 0) {
    return unreadable(`首行须有“日期、至、安排、名称”，缺少${missing.join('、')}。`);
  }
  if (rows.length > LINES_MAX) return unreadable(`行数过多：一年不超过${String(LINES_MAX)}行。`);
  const read = rows.map((row, at) => {
    const cell = (name: Column) => row[header.indexOf(name)]?.trim() ?? '';
    return { line: at + 2, ...rowIn(cell) };
  });
  return {
    documentNumber: null,
    days: read.flatMap(({ days }) => days),
    lines: read.flatMap(({ line, days }) => days.map(() => line)),
    problems: read.flatMap(({ line, detail }) => (detail === null ? [] : [{ line, detail }])),
  };
}

function recordsIn(text: string): readonly (readonly string[])[] | null {
  try {
    const options = { bom: true, skip_empty_lines: true, relax_column_count: true };
    const records = parseCsv(text, { ...options, max_record_size: 2_000 });
    return records.map((row) => row.map((cell) => cell.trim()));
  } catch {
    return null;
  }
}

interface Row {
  readonly days: readonly CalendarDay[];
  readonly detail: string | null;
}

function rowIn(cell: (name: Column) => string): Row {
  const wrong = (detail: string): Row => ({ days: [], detail });
  const [first, last] = [cell('日期'), cell('至') || cell('日期')];
  if (!isPlainDate(first)) return wrong('日期应为存在的日期，写作 2027-02-05。');
  if (!isPlainDate(last)) return wrong('“至”应为存在的日期，或者留空。');
  if (last < first || last > addDays(first, RANGE_MAX)) {
    return wrong('“至”应在日期之后一个月以内。');
  }
  const working = WORKING[cell('安排')];
  if (working === undefined) return wrong('安排应为“放假”或“上班”。');
  const name = textField(40).safeParse(cell('名称'));
  if (!name.success) return wrong('名称应为节日的名称，不超过40个字。');
  const days = daysFromTo(first, last).map((day) => ({ day, working, name: name.data }));
  return { days, detail: null };
}
