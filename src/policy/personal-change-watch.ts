/**
 * 近期变更信息后提取: whether somebody's phone, card, name or document was changed so shortly before money is
 * asked for, or while it is being paid, that a person looks first. It is a reason to look, never to refuse.
 * A card to be paid to that is not the one known from before counts as changed on the day it was first named.
 *
 * @source 通知（征求意见稿）（七）（十一）; the center's figure `personal-change-watch`
 */
import { addDays, type PlainDate } from '../domain/calendar.ts';
import type { DataChange } from '../domain/data-changes.ts';
import type { Condition } from './decision.ts';
import { wholeValue } from './figure-values.ts';
import { figureInForce, type Figure } from './figures.ts';

/** What may open the way to somebody else's money; an address does not. */
const WATCHED = ['name', 'document', 'phone', 'card', 'payout-card'] as const;
type Watched = (typeof WATCHED)[number];

export interface ChangeWatch {
  readonly changes: readonly DataChange[];
  /** The day on which the money was asked for. */
  readonly askedOn: PlainDate;
  /** How many days before it count; 0: only what is changed on that day or later. */
  readonly days: number;
  readonly document: string;
  /** Marks of what another person has looked at. */
  readonly seen: readonly string[];
}

export interface WatchedChange {
  readonly on: PlainDate;
  readonly what: readonly Watched[];
  readonly case: string | null;
  /** Which card, of payout-card. */
  readonly card?: string;
}

/** The finding by its code; the words stand in wording-personal-change.ts. */
export const RECENT_CHANGE = 'recent-personal-change';

/** Changes from the n-th day before the application on, and all that came after it. */
export function watchedChanges({ changes, askedOn, days }: ChangeWatch): readonly WatchedChange[] {
  return changes.flatMap(({ on, what, case: by, card }) => {
    const watched = WATCHED.filter((one) => what.includes(one));
    return watched.length > 0 && addDays(on, days) >= askedOn
      ? [{ on, what: watched, case: by, ...(card !== undefined && { card }) }]
      : [];
  });
}

/** Which change it is, for whoever has seen it: a later one is another. */
export function changeMark({ on, what, case: by, card }: WatchedChange): string {
  return [on, what.join('+'), by ?? '', ...(card === undefined ? [] : [card])].join(' ');
}

/** The marks among what another person has confirmed. */
export function marksIn(confirmed: readonly string[]): readonly string[] {
  return confirmed.filter((one) => /^\d{4}-\d{2}-\d{2} /.test(one));
}

/** Marks of everything that counts, once a person has looked at it. */
export function marksOf(watch: ChangeWatch | undefined): readonly string[] {
  return watch === undefined ? [] : watchedChanges(watch).map(changeMark);
}

/** Another card than the one known from before, entered in the very application that asks for the money. */
export function isOwnCard({ what, case: by }: WatchedChange): boolean {
  return by === null && what.includes('payout-card');
}

/** What nobody has looked at yet. */
export function unseenChanges(watch: ChangeWatch | undefined): readonly WatchedChange[] {
  if (watch === undefined) return [];
  return watchedChanges(watch).filter((change) => !isSeen(change, watch.seen));
}

/**
 * A card was looked at once, whatever day and case it is known from by now: paid to, it is known from the payment,
 * and the rest goes to it as well.
 */
function isSeen(change: WatchedChange, seen: readonly string[]): boolean {
  const { card } = change;
  const mark = changeMark(change);
  return seen.some((one) => one === mark || (card !== undefined && one.endsWith(` ${card}`)));
}

/** The line of the trace; none for facts that were kept before anybody watched. */
export function watchCondition(watch: ChangeWatch | undefined): readonly Condition[] {
  if (watch === undefined) return [];
  const { askedOn, days } = watch;
  const changes = watchedChanges(watch);
  return [
    {
      condition: RECENT_CHANGE,
      label: '申请以前不久变更过姓名、证件、手机号码或者银行卡',
      inputs: { askedOn, days, changes: changes.map(changeMark), seen: [...watch.seen] },
      value: changes.length > 0,
      clause: 'liaoning-11',
    },
  ];
}

/** @throws RangeError when the figure is not set: nobody is paid by a figure that nobody has set */
export function changeWatch(
  changes: readonly DataChange[],
  scope: {
    readonly figures: readonly Figure[];
    readonly center: string;
    readonly askedOn: PlainDate;
    readonly seen: readonly string[];
  },
): ChangeWatch {
  const { figures, center, askedOn, seen } = scope;
  const figure = figureInForce(figures, {
    ...{ center, district: null, on: askedOn, name: 'personal-change-watch' },
  });
  if (!figure) throw new RangeError(`the figure personal-change-watch is not set on ${askedOn}`);
  return { changes, askedOn, days: wholeValue(figure), document: figure.document, seen };
}
