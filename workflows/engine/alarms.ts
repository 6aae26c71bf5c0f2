/**
 * The alarms of the three days (条例 25): told in the morning before the last day, and put before a supervisor on
 * the day. They go on whatever the case waits for, and what is due stays due until it is decided.
 */
import type { TaskKind } from '../../src/cases/wording-tasks.ts';
import type { EventKind } from '../../src/cases/wording-events.ts';
import { startOf, type PlainDate } from '../../src/domain/calendar.ts';
import type { Desk } from './desk.ts';
import type { Draft } from './writing.ts';

/** The hour at which alarms go off. */
const MORNING_MS = 9 * 3_600_000;

export interface ClockNotes {
  /** The last day of the law and the day on which it is told that it is near; null: nothing is due. */
  readonly clock?: { readonly lastOn: PlainDate; readonly alarmOn: PlainDate } | null;
  /** Which alarms went off. */
  readonly alarms?: readonly ('near' | 'day')[];
}

/** How a type tells it, and where it is not decided yet. */
export interface AlarmWords {
  readonly near: EventKind;
  readonly day: EventKind;
  readonly task: TaskKind;
  readonly undecided: readonly string[];
  /** Tasks that are over when the case goes on before it is decided. */
  readonly others: readonly TaskKind[];
}

type AnyDesk<Notes> = Pick<Desk<string, string, Notes>, 'notes' | 'changed' | 'advance'>;

interface Alarm {
  readonly which: 'near' | 'day';
  readonly at: number;
}

function nextAlarm({ clock = null, alarms = [] }: ClockNotes): Alarm | null {
  if (clock === null || alarms.includes('day')) return null;
  const day = startOf(clock.lastOn) + MORNING_MS;
  const near = startOf(clock.alarmOn) + MORNING_MS;
  if (!alarms.includes('near') && near < day) return { which: 'near', at: near };
  return { which: 'day', at: day };
}

/** 临近法定期限; on the day itself a supervisor has it on the list (升级). */
function alarmed<Notes extends ClockNotes>(
  desk: AnyDesk<Notes>,
  which: Alarm['which'],
  words: AlarmWords,
): Draft<Notes> {
  const notes = desk.notes();
  const lastOn = notes.clock?.lastOn ?? '';
  const base = { notes: { ...notes, alarms: [...(notes.alarms ?? []), which] } };
  if (which === 'near') {
    return { ...base, step: 'near', events: [{ kind: words.near, public: { lastOn } }] };
  }
  return {
    ...base,
    step: 'escalate',
    events: [{ kind: words.day, public: { lastOn } }],
    tasks: { open: [{ kind: words.task, role: 'supervisor', workingDays: 0 }] },
  };
}

/** Waits until a moment, or for ever; alarms go off meanwhile. @returns whether the moment came */
export async function waitedFor<Notes extends ClockNotes>(
  desk: AnyDesk<Notes>,
  seen: number,
  until: number | null,
  words: AlarmWords,
): Promise<boolean> {
  const next = nextAlarm(desk.notes());
  const isFirst = next !== null && (until === null || next.at < until);
  if (await desk.changed(seen, isFirst ? next.at : until)) return false;
  if (!isFirst) return until !== null;
  await desk.advance(() => alarmed(desk, next.which, words), seen);
  return false;
}

/** The day of the law has come: the supervisor's task stays until it is decided. */
export function stillDue<Notes extends ClockNotes>(
  next: Draft<Notes>,
  { alarms = [] }: ClockNotes,
  { undecided, others }: AlarmWords,
): Draft<Notes> {
  const { stage, tasks } = next;
  if (!alarms.includes('day') || !undecided.includes(stage?.at ?? '')) return next;
  return tasks?.close === 'all' ? { ...next, tasks: { ...tasks, close: others } } : next;
}
