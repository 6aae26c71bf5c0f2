/** Reading dated figures, their proposals, and the working-day calendar. */
import type pg from 'pg';
import { plainDate, type WorkCalendar } from '../../domain/calendar.ts';

export interface FigureRow {
  readonly id: string;
  readonly center: string;
  readonly district: string | null;
  readonly name: string;
  readonly value: string;
  readonly valid_from: string;
  readonly valid_to: string | null;
  readonly document_number: string;
  readonly proposed_by: string;
  readonly approved_by: string;
  readonly recorded_at: number;
}

export interface FigureFilter {
  readonly centers: readonly string[];
  readonly district?: string | undefined;
  readonly name?: string | undefined;
  /** In force on this day; all when left out. */
  readonly on?: string | undefined;
}

/** Of the centers and of every center (`*`); by name, then place, then date. */
export async function listFigures(
  pool: pg.Pool,
  { centers, district, name, on }: FigureFilter,
): Promise<readonly FigureRow[]> {
  const { rows } = await pool.query<FigureRow>(
    `select id, center, district, name, value, valid_from, valid_to, document_number, proposed_by,
       approved_by, recorded_at
     from figure
     where (center = any ($1) or center = '*')
       and ($2::text is null or district = $2 or district is null)
       and ($3::text is null or name = $3)
       and ($4::date is null or (valid_from <= $4 and (valid_to is null or valid_to >= $4)))
     order by name, center, district nulls first, valid_from`,
    [centers, district ?? null, name ?? null, on ?? null],
  );
  return rows;
}

export interface ProposalRow {
  readonly id: string;
  readonly center: string;
  readonly district: string | null;
  readonly name: string;
  readonly value: string;
  readonly valid_from: string;
  readonly document_number: string;
  readonly reason: string;
  readonly proposed_by: string;
  readonly proposed_at: number;
  readonly decided_by: string | null;
  readonly decided_at: number | null;
  readonly approved: boolean | null;
}

const PROPOSAL = `id, center, district, name, value, valid_from, document_number, reason,
  proposed_by, proposed_at, decided_by, decided_at, approved`;

/** Undecided first, then the newest; 200 at most. */
export async function listProposals(
  pool: pg.Pool,
  centers: readonly string[],
): Promise<readonly ProposalRow[]> {
  const { rows } = await pool.query<ProposalRow>(
    `select ${PROPOSAL} from figure_proposal where center = any ($1)
     order by (decided_at is not null), proposed_at desc limit 200`,
    [centers],
  );
  return rows;
}

export async function findProposal(
  pool: pg.Pool,
  centers: readonly string[],
  id: string,
): Promise<ProposalRow | null> {
  const { rows } = await pool.query<ProposalRow>(
    `select ${PROPOSAL} from figure_proposal where id = $1 and center = any ($2)`,
    [id, centers],
  );
  return rows[0] ?? null;
}

export interface CalendarYear {
  readonly year: number;
  readonly document_number: string;
  readonly provisional: boolean;
  readonly loaded_at: number;
  readonly days: readonly CalendarDayRow[];
}

interface CalendarDayRow {
  readonly day: string;
  readonly working: boolean;
  readonly name: string;
}

/** A calendar that another one took the place of. */
export interface CalendarPast {
  readonly document_number: string;
  readonly loaded_at: number;
  readonly replaced_at: number;
  readonly days: readonly CalendarDayRow[];
}

/** The newest first, ten at most. */
export async function calendarPast(pool: pg.Pool, year: number): Promise<readonly CalendarPast[]> {
  const { rows } = await pool.query<CalendarPast>(
    `select document_number, loaded_at, replaced_at, days from calendar_past
      where year = $1 order by id desc limit 10`,
    [year],
  );
  return rows;
}

/** Null for a year that was not loaded: weekends alone count there. */
export async function findCalendarYear(pool: pg.Pool, year: number): Promise<CalendarYear | null> {
  const { rows } = await pool.query<CalendarYear>(
    `select y.year, y.document_number, y.provisional, y.loaded_at,
       coalesce((select json_agg(json_build_object('day', d.day::text, 'working', d.working,
           'name', d.name) order by d.day)
         from calendar_day d where d.year = y.year), '[]') as days
     from calendar_year y where y.year = $1`,
    [year],
  );
  return rows[0] ?? null;
}

/** The days that differ from the plain week, as the rules count. */
export async function workCalendar(pool: pg.Pool): Promise<WorkCalendar> {
  const { rows } = await pool.query<{ day: string; working: boolean }>(
    'select day, working from calendar_day',
  );
  const where = (working: boolean) =>
    rows.filter((row) => row.working === working).map(({ day }) => plainDate(day));
  return { holidays: where(false), workdays: where(true) };
}
