/**
 * Interventions: what people do to the course of things beside the ordinary acts of a case. The
 * operator's diary tells of them; guided repairs stand in it by their own rows.
 */
interface Intervention {
  /** Under which kind of standstill it is counted; null: it is not about one. */
  readonly kind: 'parked' | null;
  /** Under which move it is counted. */
  readonly move: string;
  /** Whether it held is judged by what the case did afterwards. */
  readonly judged: boolean;
}

/** Kinds of events; done by a person, not by the clock. */
export const INTERVENTIONS: Readonly<Record<string, Intervention>> = {
  'repair-retry': { kind: 'parked', move: 'retry-now', judged: true },
  'repair-wait': { kind: 'parked', move: 'wait-until', judged: false },
  'answer-entered': { kind: 'parked', move: 'enter-answer', judged: false },
  'answer-confirmed': { kind: 'parked', move: 'confirm-answer', judged: true },
  'answer-declined': { kind: 'parked', move: 'decline-answer', judged: false },
  'task-assigned': { kind: null, move: 'task-assigned', judged: false },
  'tasks-moved': { kind: null, move: 'tasks-moved', judged: false },
  'task-due-moved': { kind: null, move: 'task-due-moved', judged: false },
  'handed-over': { kind: null, move: 'handed-over', judged: false },
  'staff-change-approved': { kind: null, move: 'staff-change', judged: false },
  'staff-change-declined': { kind: null, move: 'staff-change', judged: false },
  'reversal-proposed': { kind: null, move: 'opening-reversal', judged: false },
  'account-opening-undone': { kind: null, move: 'opening-reversal', judged: false },
  'figure-approved': { kind: null, move: 'figure-change', judged: false },
  'figure-declined': { kind: null, move: 'figure-change', judged: false },
  'calendar-loaded': { kind: null, move: 'calendar-load', judged: false },
  'run-struck': { kind: null, move: 'run-struck', judged: false },
  'run-approved': { kind: null, move: 'run-approved', judged: false },
  'run-stopped': { kind: null, move: 'run-stopped', judged: false },
  'run-resumed': { kind: null, move: 'run-resumed', judged: false },
  'run-woken': { kind: null, move: 'run-woken', judged: false },
  'run-cancelled': { kind: null, move: 'run-cancelled', judged: false },
  'schedule-paused': { kind: null, move: 'schedule-paused', judged: false },
  'schedule-unpaused': { kind: null, move: 'schedule-unpaused', judged: false },
  'schedule-triggered': { kind: null, move: 'schedule-triggered', judged: false },
  'schedule-backfilled': { kind: null, move: 'schedule-backfilled', judged: false },
  'schedule-backfill-dropped': { kind: null, move: 'schedule-backfill-dropped', judged: false },
  'operation-stopped': { kind: null, move: 'operation-stop', judged: false },
};
