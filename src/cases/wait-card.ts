/**
 * The card of a wait (为什么在等): what it waits for, since when, until which day, by which clause, who can
 * end it and what would shorten it, from the words of its kind (wording-waits.ts).
 */
import { dateAt, daysBetween } from '../domain/calendar.ts';
import { CLAUSES, clauseTitle, type ClauseKey } from '../policy/clauses.ts';
import { enderTitle } from './wording-enders.ts';
import type { WaitWords } from './wait-words.ts';
import type { Fields } from './wording-fields.ts';
import { isWaitKind, WAITS } from './wording-waits.ts';
import { CHANNEL_REVIEW, dayText, instantText, lastDayBefore } from './wording.ts';

function isClauseKey(text: string): text is ClauseKey {
  return Object.hasOwn(CLAUSES, text) || text.startsWith('center:');
}

/** A wait as the database keeps it; instants in ms since the epoch. */
export interface OpenWait {
  readonly kind: string;
  readonly since: number;
  readonly until: number | null;
  readonly clause: string;
  readonly endedBy: readonly string[];
  readonly shortenedBy: string;
  readonly detail: Fields;
}

export interface WaitCard {
  readonly title: string;
  /** The card as one sentence. */
  readonly sentence: string;
  readonly sinceText: string;
  readonly untilText: string | null;
  /** Until when, in words: 最迟…，还剩…; null without an end. */
  readonly endText: string | null;
  /** Whole days left, 0 on the last day, negative when over; null without an end. */
  readonly daysLeft: number | null;
  readonly clauseTitle: string;
  readonly endedBy: readonly string[];
  readonly shortenedBy: string;
}

/**
 * The card of an open wait.
 *
 * @param now the instant (ms) at which it is looked at
 */
export function waitCard(wait: OpenWait, now: number): WaitCard {
  const words = isWaitKind(wait.kind) ? WAITS[wait.kind] : null;
  const what = words?.what(wait.detail) ?? '';
  const title = (words?.title ?? wait.kind) + (what === '' ? '' : `（${what}）`);
  const end = endOf(wait, words?.atHour, now);
  const sinceText = dayText(dateAt(wait.since));
  const clause = isClauseKey(wait.clause) ? clauseTitle(wait.clause) : wait.clause;
  const endedBy = wait.endedBy.map(enderTitle);
  const parts = [
    title,
    `${sinceText}起${end.text === null ? '' : `，${end.text}`}`,
    `依据：${clause}`,
    ...(endedBy.length > 0 ? [`可由${endedBy.join('、')}结束`] : []),
    `能提前的办法：${wait.shortenedBy}`,
  ];
  return {
    title,
    sentence: `${parts.join('；')}。`,
    sinceText,
    untilText: end.until,
    endText: end.text,
    daysLeft: end.daysLeft,
    clauseTitle: clause,
    endedBy,
    shortenedBy: wait.shortenedBy,
  };
}

interface End {
  readonly until: string | null;
  readonly daysLeft: number | null;
  readonly text: string | null;
}

function endOf({ until }: OpenWait, atHour: WaitWords['atHour'], now: number): End {
  if (until === null) return { until: null, daysLeft: null, text: null };
  const lastDay = atHour ? dateAt(until) : lastDayBefore(until);
  const daysLeft = daysBetween(dateAt(now), lastDay);
  const untilText = atHour ? instantText(until) : dayText(lastDay);
  if (atHour) return { until: untilText, daysLeft, text: atHour(untilText) };
  const left =
    daysLeft > 0
      ? `还剩${String(daysLeft)}天`
      : daysLeft === 0
        ? '今天是最后一天'
        : `已超过${String(-daysLeft)}天`;
  return { until: untilText, daysLeft, text: `最迟${untilText}，${left}` };
}

/** All a channel may read of a wait: its title, without clause, people or ways out where hidden. */
export function channelWait(wait: OpenWait, now: number): string {
  const words = isWaitKind(wait.kind) ? WAITS[wait.kind] : null;
  return words?.channel ?? (words === null ? CHANNEL_REVIEW : waitCard(wait, now).sentence);
}
