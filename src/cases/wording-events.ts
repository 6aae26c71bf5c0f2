/**
 * One plain sentence for every line of a case's timeline.
 *
 * Built from the event's kind and its public fields (codes and dates; the fields read are named
 * beside each kind). Who did it and when stand beside the sentence, not in it.
 */
import { AGENT_EVENTS } from './wording-agents.ts';
import { BANK_EVENTS } from './wording-events-bank.ts';
import { CHANGE_EVENTS } from './wording-events-change.ts';
import { DORMANCY_EVENTS } from './wording-dormancy.ts';
import { BREACH_EVENTS } from './wording-events-breaches.ts';
import { CHECK_EVENTS } from './wording-events-checks.ts';
import { DESK_EVENTS } from './wording-events-desk.ts';
import { COURSE_EVENTS } from './wording-events-course.ts';
import { HOLD_EVENTS } from './wording-events-holds.ts';
import { IRREGULARITY_EVENTS } from './wording-irregularities.ts';
import { LEDGER_EVENTS } from './wording-events-ledger.ts';
import { MANDATE_EVENTS } from './wording-events-mandates.ts';
import { REPAIR_EVENTS } from './wording-events-repair.ts';
import { RUN_EVENTS } from './wording-events-runs.ts';
import { STAFF_EVENTS } from './wording-events-staff.ts';
import { PAUSE_EVENTS } from './wording-pauses.ts';
import { EMPLOYMENT_EVENTS } from './wording-employment.ts';
import { TAKE_UP_EVENTS } from './wording-take-up.ts';
import { DEATH_EVENTS } from './wording-death.ts';
import { PERSONAL_EVENTS } from './wording-personal-change.ts';
import { EXIT_EVENTS } from './wording-events-exit.ts';
import { WAIT_MOVE_EVENTS } from './wording-wait-moves.ts';
import { WITHDRAWAL_EVENTS } from './wording-events-withdrawals.ts';
import type { EventWords, Fields } from './wording-fields.ts';

const EVENTS = {
  ...COURSE_EVENTS,
  ...CHANGE_EVENTS,
  ...CHECK_EVENTS,
  ...DESK_EVENTS,
  ...BANK_EVENTS,
  ...LEDGER_EVENTS,
  ...BREACH_EVENTS,
  ...DORMANCY_EVENTS,
  ...HOLD_EVENTS,
  ...IRREGULARITY_EVENTS,
  ...MANDATE_EVENTS,
  ...REPAIR_EVENTS,
  ...RUN_EVENTS,
  ...STAFF_EVENTS,
  ...TAKE_UP_EVENTS,
  ...EMPLOYMENT_EVENTS,
  ...WAIT_MOVE_EVENTS,
  ...PAUSE_EVENTS,
  ...WITHDRAWAL_EVENTS,
  ...EXIT_EVENTS,
  ...DEATH_EVENTS,
  ...PERSONAL_EVENTS,
  ...AGENT_EVENTS,
} as const satisfies Record<string, EventWords>;
export type EventKind = keyof typeof EVENTS;
export const EVENT_KINDS = Object.keys(EVENTS) as readonly EventKind[];

function isEventKind(kind: string): kind is EventKind {
  return Object.hasOwn(EVENTS, kind);
}

/** The short name of a kind of event; its code when nobody wrote it down. */
export function eventTitle(kind: string): string {
  return isEventKind(kind) ? EVENTS[kind].title : kind;
}

/**
 * The event as one lay sentence.
 *
 * @param fields the event's public fields; fields that are missing leave their words out
 */
export function eventSentence(kind: string, fields: Fields): string {
  return isEventKind(kind) ? EVENTS[kind].sentence(fields) : `${kind}。`;
}

/** The same for a channel, or null when the channel must not see the event at all. */
export function channelEventSentence(kind: string, fields: Fields): string | null {
  if (!isEventKind(kind)) return null;
  const { channel }: EventWords = EVENTS[kind];
  if (channel === null) return null;
  return channel === 'same' ? eventSentence(kind, fields) : channel.text;
}
