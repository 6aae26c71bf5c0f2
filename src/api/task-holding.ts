/** Who has a task in hand and is away, and whether it has gone past its day and whose. */
import { dayText } from '../cases/wording.ts';
import { daysBetween, plainDate, type PlainDate } from '../domain/calendar.ts';
import type { TaskRow } from './queries/tasks.ts';

export interface HolderAway {
  readonly staff: string;
  readonly from: string;
  readonly to: string;
  readonly deputy: string | null;
}

/** The absence of whoever claimed the task, or was given it, when they are away today. */
export function holderAway(row: TaskRow, today: PlainDate): HolderAway | null {
  const staff = row.claimed_by ?? row.assigned_to;
  const away = row.holder_absences.find(({ from, to }) => from <= today && today <= to);
  return staff === null || away === undefined ? null : { staff, ...away };
}

export const ESCALATIONS = ['law', 'promise', 'task'] as const;

export interface Escalation {
  /** What was passed: the law's day, the center's promise, or the task's own. */
  readonly level: (typeof ESCALATIONS)[number];
  /** The day that was passed. */
  readonly on: string;
  readonly days: number;
  readonly sentence: string;
}

const PASSED: Readonly<Record<Escalation['level'], string>> = {
  law: '法定期限',
  promise: '承诺期限',
  task: '待办期限',
};

/** Overdue work stands with the supervisor by itself: the gravest day that was passed says why. */
export function escalationOf(row: TaskRow, today: PlainDate): Escalation | null {
  if (row.closed_at !== null) return null;
  const days: Readonly<Record<Escalation['level'], string | null>> = {
    law: row.case_due_on,
    promise: row.case_promised_on,
    task: row.due_on,
  };
  for (const level of ESCALATIONS) {
    const on = days[level];
    if (on === null || on >= today) continue;
    const over = daysBetween(plainDate(on), today);
    const sentence = `已超过${PASSED[level]}（${dayText(plainDate(on))}）${String(over)}天，请主管处理。`;
    return { level, on, days: over, sentence };
  }
  return null;
}
