/** What the rules need to know of the office: figures in force, working days, branches. */
import { useQueries, useQuery } from '@tanstack/react-query';
import { addDays, plainDate, type PlainDate, type WorkCalendar } from '../../../domain/calendar.ts';
import { FIGURE_NAMES, type Figure } from '../../../policy/figures.ts';
import type { Role } from '../../../cases/case.ts';
import { api, read, type Schemas } from '../../api/client.ts';
import type { Me } from '../../api/me.ts';

/** Dated figures as the rules read them: the API keeps the last day, the rules the first after it. */
export function figuresOf(rows: readonly Schemas['Figure'][]): readonly Figure[] {
  return rows.flatMap((row) => {
    const name = FIGURE_NAMES.find((known) => known === row.name);
    if (name === undefined) return [];
    return [
      {
        center: row.center,
        district: row.district,
        name,
        value: row.value,
        from: plainDate(row.validFrom),
        to: row.validTo === null ? null : addDays(plainDate(row.validTo), 1),
        document: row.documentNumber,
      },
    ];
  });
}

/** Days that differ from the plain week. */
export function calendarOf(years: readonly Schemas['CalendarYear'][]): WorkCalendar {
  const days = years.flatMap(({ days: of }) => of);
  const where = (working: boolean): readonly PlainDate[] =>
    days.filter((one) => one.working === working).map(({ day }) => plainDate(day));
  return { holidays: where(false), workdays: where(true) };
}

export function useFigures(center: string) {
  return useQuery({
    queryKey: ['figures', center],
    queryFn: async () =>
      figuresOf((await read(api.GET('/api/v1/figures', { params: { query: { center } } }))).items),
    staleTime: 300_000,
  });
}

/** This year's and the next: a debit may fall beyond the year's end. */
export function useCalendar(today: string): {
  readonly calendar: WorkCalendar;
  /** A year without its calendar counts weekends only: 暂定. */
  readonly provisional: boolean;
} {
  const year = Number(today.slice(0, 4));
  const found = useQueries({
    queries: [year, year + 1].map((of) => ({
      queryKey: ['calendar', of],
      queryFn: () =>
        read(api.GET('/api/v1/calendar/{year}', { params: { path: { year: String(of) } } })),
      staleTime: 3_600_000,
    })),
  });
  const years = found.flatMap(({ data }) => (data ? [data] : []));
  return {
    calendar: calendarOf(years),
    provisional: years.some(({ provisional }) => provisional),
  };
}

export interface Branch {
  readonly id: string;
  readonly name: string;
  readonly center: string;
}

/** Where somebody may start a case that these roles start; the own branch first. */
export function branchesFor(me: Me, startedBy: readonly Role[]): readonly Branch[] {
  const grants = me.grants.filter(({ role }) => startedBy.includes(role));
  const all = me.centers.flatMap(({ code, branches }) =>
    branches
      .filter(({ id }) =>
        grants.some(({ center, branch }) => center === code && (branch === null || branch === id)),
      )
      .map(({ id, name }) => ({ id, name, center: code })),
  );
  return all.toSorted((a, b) => Number(b.id === me.homeBranch) - Number(a.id === me.homeBranch));
}
