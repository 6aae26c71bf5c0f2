/** What would move with a year of the calendar: due dates of open tasks, promises to open cases. */
import { taskWords } from '../cases/wording-tasks.ts';
import type { PlainDate } from '../domain/calendar.ts';
import type { CalendarDay } from '../policy/calendars/check.ts';
import { dueOn, type CalendarYear } from '../policy/calendars/years.ts';
import { centersOf } from './acting.ts';
import type { ApiDeps } from './deps.ts';
import type { Context } from './operation.ts';
import {
  casesOfGroups,
  dueGroups,
  loadedYears,
  promiseGroups,
  tasksOfGroups,
  type DueGroup,
} from './queries/calendar.ts';

interface Wanted {
  readonly year: number;
  readonly days: readonly CalendarDay[];
}

const SHOWN_MAX = 100;

/** Reckoned with the calendar as it would be. */
export async function movesOf(context: Context, { pool }: ApiDeps, { year, days }: Wanted) {
  const centers = centersOf(context);
  const others = (await loadedYears(pool)).filter((one) => one.year !== year);
  const years = [...others, yearOf({ year, days })];
  const tasks = reckon(await dueGroups(pool, centers), years);
  const promises = reckon(await promiseGroups(pool, centers), years);
  const taskRows = await tasksOfGroups(pool, centers, tasks.groups, SHOWN_MAX);
  const caseRows = await casesOfGroups(pool, centers, promises.groups, SHOWN_MAX);
  return {
    ...tasks.counts,
    items: taskRows.map((row) => ({
      id: row.id,
      title: taskWords(row.kind).title,
      caseId: row.case_id,
      caseNumber: row.number,
      from: row.due_on,
      to: tasks.to(row),
    })),
    promises: {
      ...promises.counts,
      items: caseRows.map((row) => ({
        caseId: row.case_id,
        caseNumber: row.number,
        from: row.due_on,
        to: promises.to(row),
      })),
    },
  };
}

type Due = Pick<DueGroup, 'opened_on' | 'working_days' | 'due_on'>;

function reckon(all: readonly DueGroup[], years: readonly CalendarYear[]) {
  const groups = all.map((group) => ({
    ...group,
    after: dueOn(group.opened_on, group.working_days, years),
  }));
  const moved = groups.filter(({ due_on, after }) => after.on !== due_on);
  const certain = groups.filter(
    ({ due_on, provisional, after }) => after.on === due_on && provisional && !after.provisional,
  );
  const to = new Map(moved.map((group) => [groupKey(group), group.after.on]));
  return {
    groups: moved,
    counts: {
      moved: sum(moved, ({ own }) => own),
      elsewhere: sum(moved, ({ elsewhere }) => elsewhere),
      certain: sum(certain, ({ own }) => own),
    },
    to: (due: Due) => to.get(groupKey(due)) ?? due.due_on,
  };
}

function groupKey({ opened_on, working_days, due_on }: Due): string {
  return `${opened_on} ${String(working_days)} ${due_on}`;
}

function sum<T>(items: readonly T[], of: (item: T) => number): number {
  return items.reduce((total, item) => total + of(item), 0);
}

function yearOf({ year, days }: Wanted): CalendarYear {
  const dated = (working: boolean): readonly PlainDate[] =>
    days.filter((one) => one.working === working).map(({ day }) => day);
  return { year, document: '', holidays: dated(false), workdays: dated(true) };
}
