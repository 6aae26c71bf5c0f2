/**
 * The alarms of the three days (条例 25): told in the morning before the last day, and put before a supervisor on
 * the day. They go on whatever the case waits for, and what is due stays due until it is decided.
 */
import { startOf } from '../../src/domain/calendar.ts';
import type { WithdrawalDesk, WithdrawalDraft, WithdrawalNotes } from './state.ts';

/** The hour at which alarms go off. */
const MORNING_MS = 9 * 3_600_000;
/** Not decided yet, or looked at again. */
const UNDECIDED = new Set([
  ...['deciding', 'checking', 'check unanswered', 'sent back', 'in review', 'in approval'],
]);
/** Tasks that are over when the case goes on before it is decided. */
const OTHER_TASKS = ['withdrawal-review', 'withdrawal-approval', 'rework', 'repair'];

export interface Alarm {
  readonly which: 'near' | 'day';
  readonly at: number;
}

export function nextAlarm({ clock, alarms }: WithdrawalNotes): Alarm | null {
  if (clock === null || alarms.includes('day')) return null;
  const day = startOf(clock.lastOn) + MORNING_MS;
  const near = startOf(clock.alarmOn) + MORNING_MS;
  if (!alarms.includes('near') && near < day) return { which: 'near', at: near };
  return { which: 'day', at: day };
}

/** 临近法定期限; on the day itself a supervisor has it on the list (升级). */
export function alarmed(desk: WithdrawalDesk, which: Alarm['which']): WithdrawalDraft {
  const notes = desk.notes();
  const lastOn = notes.clock?.lastOn ?? '';
  const alarms = [...notes.alarms, which];
  const base = { notes: { ...notes, alarms } };
  if (which === 'near') {
    return { ...base, step: 'near', events: [{ kind: 'withdrawal-due-soon', public: { lastOn } }] };
  }
  return {
    ...base,
    step: 'escalate',
    events: [{ kind: 'withdrawal-escalated', public: { lastOn } }],
    tasks: {
      open: [{ kind: 'withdrawal-due', role: 'supervisor', workingDays: 0 }],
    },
  };
}

/** Waits until a moment, or for ever; alarms go off meanwhile. @returns whether the moment came */
export async function waitedFor(
  desk: WithdrawalDesk,
  seen: number,
  until: number | null,
): Promise<boolean> {
  const next = nextAlarm(desk.notes());
  const isFirst = next !== null && (until === null || next.at < until);
  if (await desk.changed(seen, isFirst ? next.at : until)) return false;
  if (!isFirst) return until !== null;
  await desk.advance(() => alarmed(desk, next.which), seen);
  return false;
}

/** The day of the law has come: the supervisor's task stays until it is decided. */
export function stillDue(next: WithdrawalDraft, { alarms }: WithdrawalNotes): WithdrawalDraft {
  const { stage, tasks } = next;
  if (!alarms.includes('day') || !UNDECIDED.has(stage?.at ?? '')) return next;
  return tasks?.close === 'all' ? { ...next, tasks: { ...tasks, close: OTHER_TASKS } } : next;
}
