/**
 * Centers, branches, calendar and figures as the activities use them: read once a minute, because
 * they change a few times a year and every case needs them.
 */
import type pg from 'pg';
import { CALENDAR_STAMP } from '../src/db/calendar.ts';
import { addDays, plainDate, type PlainDate, type WorkCalendar } from '../src/domain/calendar.ts';
import { Fault } from '../src/domain/fault.ts';
import { EVERY_CENTER, FIGURE_NAMES, type Figure, type FigureName } from '../src/policy/figures.ts';

const MINUTE_MS = 60_000;

export interface Center {
  readonly code: string;
  readonly name: string;
  readonly shortName: string;
  readonly documentPrefix: string;
  readonly phone: string | null;
  readonly address: string | null;
  readonly rule: string;
  readonly reconsiderationBody: string;
  readonly court: string | null;
}

export interface Branch {
  readonly id: string;
  readonly center: string;
  readonly name: string;
}

export interface Calendar extends WorkCalendar {
  /** Years whose holidays are published and loaded; others count weekends only. */
  readonly years: readonly number[];
  /** Another one whenever a year was loaded since. */
  readonly stamp: number;
}

export interface OfficeData {
  readonly centers: ReadonlyMap<string, Center>;
  readonly branches: ReadonlyMap<string, Branch>;
  readonly calendar: Calendar;
  readonly figures: readonly Figure[];
}

/** Whether the holidays of both days' years are known; else what is counted between them is 暂定. */
export function isSure({ years }: Calendar, from: PlainDate, to: PlainDate): boolean {
  return [from, to].every((day) => years.includes(Number(day.slice(0, 4))));
}

/** Thrown by whoever finds that a year was loaded since this was read: read it again. */
export class CalendarOutdated extends Error {
  override readonly name = 'CalendarOutdated';
}

export interface Offices {
  readonly read: () => Promise<OfficeData>;
  /** The next read asks the database again. */
  readonly forget: () => void;
}

export function createOffices(pool: pg.Pool): Offices {
  let known: { readonly at: number; readonly data: Promise<OfficeData> } | null = null;
  return {
    read: () => {
      const now = performance.now();
      if (known && now - known.at < MINUTE_MS) return known.data;
      const data = readOffices(pool);
      const mine = { at: now, data };
      known = mine;
      // A failed read is not remembered: the next caller asks again.
      data.catch(() => {
        if (known === mine) known = null;
      });
      return data;
    },
    forget: () => {
      known = null;
    },
  };
}

async function readOffices(pool: pg.Pool): Promise<OfficeData> {
  // First: what is read after it is at least as new, and the next change finds out if it is newer.
  const stamps = await pool.query<{ stamp: number }>(`select ${CALENDAR_STAMP} as stamp`);
  const [centers, branches, years, days, figures] = await Promise.all([
    pool.query<Center>(
      `select code, name, short_name as "shortName", document_prefix as "documentPrefix", phone,
              address, rule, reconsideration_body as "reconsiderationBody", court
         from center`,
    ),
    pool.query<Branch>('select id, center, name from branch'),
    pool.query<{ year: number }>('select year from calendar_year where not provisional'),
    pool.query<{ day: string; working: boolean }>('select day, working from calendar_day'),
    pool.query<FigureRow>(
      `select center, district, name, value, valid_from, valid_to, document_number from figure`,
    ),
  ]);
  const dated = days.rows.map(({ day, working }) => ({ day: plainDate(day), working }));
  return {
    centers: new Map(centers.rows.map((center) => [center.code, center])),
    branches: new Map(branches.rows.map((branch) => [branch.id, branch])),
    calendar: {
      years: years.rows.map(({ year }) => year),
      holidays: dated.filter(({ working }) => !working).map(({ day }) => day),
      workdays: dated.filter(({ working }) => working).map(({ day }) => day),
      stamp: stamps.rows[0]?.stamp ?? 0,
    },
    figures: figures.rows.flatMap(figureOf),
  };
}

interface FigureRow {
  readonly center: string;
  readonly district: string | null;
  readonly name: string;
  readonly value: string;
  readonly valid_from: string;
  readonly valid_to: string | null;
  readonly document_number: string;
}

/** A figure that this release does not know stays in the table and is not read. */
function figureOf(row: FigureRow): readonly Figure[] {
  const name = FIGURE_NAMES.find((known) => known === row.name);
  return name === undefined ? [] : [toFigure(row, name)];
}

function toFigure(row: FigureRow, name: FigureName): Figure {
  return {
    center: row.center === '' ? EVERY_CENTER : row.center,
    district: row.district,
    name,
    value: row.value,
    from: plainDate(row.valid_from),
    // The table names the last day in force; the rules, the first day no longer in force.
    to: row.valid_to === null ? null : addDays(plainDate(row.valid_to), 1),
    document: row.document_number,
  };
}

/** @throws Fault 'not-found' when the center is not in the database */
export function centerOf({ centers }: OfficeData, code: string): Center {
  const center = centers.get(code);
  if (!center) throw new Fault('not-found', 'the center is not known');
  return center;
}
