/** What the course of a hold remembers, and what its parts share. */
import type { WaitSpec } from '../../src/cases/change.ts';
import type { HoldAction, HoldStage } from '../../src/cases/hold.ts';
import type { Act } from '../../src/cases/messages.ts';
import { waitFor } from '../../src/cases/wait-specs.ts';
import { addDays, startOf, type PlainDate } from '../../src/domain/calendar.ts';
import type { Yuan } from '../../src/domain/money.ts';
import type { HoldKind } from '../../src/domain/vocabulary.ts';
import type { HoldActs } from '../../src/forms/hold.ts';
import { HOLD_REASONS, HOLD_SPECS, type Held } from '../../src/policy/holds.ts';
import { refusedAct, type Desk, type Draft } from '../engine/desk.ts';
import type { PayoutNotes } from '../engine/payout.ts';

export interface HoldNotes {
  /** Opaque id. */
  readonly account: string;
  readonly kind: HoldKind;
  /** Null: the whole account. */
  readonly amount: Yuan | null;
  readonly document: string;
  readonly orderedBy: string;
  readonly placedOn: PlainDate;
  /** Last day of the term; null: until it is released. */
  readonly until: PlainDate | null;
  /** Somebody was reminded of the end of this term. */
  readonly reminded: boolean;
  /** Number of the document by which it is to be released; null: nobody proposed it. */
  readonly releaseBy: string | null;
  /** The deduction that was proposed or is with the bank; left out or null: there is none. */
  readonly deduction?: DeductionNotes | null;
  /** Payments of it so far; left out: none. */
  readonly payout?: PayoutNotes;
}

/** A deduction (依法扣划) as it was written down. */
export interface DeductionNotes {
  readonly amount: Yuan;
  /** Number of the order. */
  readonly document: string;
  readonly orderedOn: PlainDate;
  readonly orderedBy: string;
  readonly payee: { readonly holder: string; readonly bank: string; readonly number: string };
  /** The order says that the hold is over when it is used up. */
  readonly ends: boolean;
}

export type HoldDesk = Desk<HoldStage, HoldAction, HoldNotes>;
export type HoldDraft = Draft<HoldNotes>;
export type ActOf<Name extends HoldAction> = Act<HoldActs[Name]>;

/** What an act on the hold is done with: that a court is to be told what came back stays somebody's task. */
export const DONE_WITH = [
  ...['confirm-hold', 'renew-hold', 'end-hold', 'confirm-release'],
  ...['confirm-deduct', 'redo-deduction', 'payout-unknown', 'mend-payout'],
] as const;
export const CLEAN = { waits: { close: 'all' }, tasks: { close: DONE_WITH } } as const;
/** Working days in which a second person looks, and in which a term that is over is dealt with. */
export const LOOK_DAYS = 1;

/** The instant at which a day is over. */
export function endOf(day: PlainDate): number {
  return startOf(addDays(day, 1));
}

/** A wait of this hold: it rests on the clause of its kind. */
export function ofKind({ kind }: HoldNotes, wait: WaitSpec): WaitSpec {
  return { ...wait, clause: HOLD_SPECS[kind].clause, detail: { hold: kind } };
}

/** The wait of a hold in force: to the end of its term, or until it is released. */
export function termWait(notes: HoldNotes): WaitSpec {
  const { until } = notes;
  const wait = until === null ? waitFor('hold-open', null) : waitFor('hold-term', endOf(until));
  return ofKind(notes, wait);
}

/** In force again or for the first time; the step that follows looks at its term. */
export function inForce(notes: HoldNotes) {
  const { kind, until } = notes;
  return {
    notes,
    stage: { at: 'in force', detail: { hold: kind, until } },
    waits: { close: 'all', open: [termWait(notes)] },
    tasks: { close: DONE_WITH },
  } as const;
}

export type PaperCause = 'placed' | 'renewed' | 'released';

/** A court is answered; whoever else ordered it, the person is told. */
export function paper(notes: HoldNotes, cause: PaperCause, document: string) {
  const { kind, amount, orderedBy, placedOn, until } = notes;
  const params = { cause, kind, amount, document, orderedBy, placedOn, until };
  return HOLD_SPECS[kind].told
    ? ([{ kind: 'hold-notice', params, notify: 'sms' }] as const)
    : ([{ kind: 'hold-reply', params }] as const);
}

const POINTERS: Readonly<Record<string, `#/${string}`>> = {
  'no-account': '#/account',
  'account-closed': '#/account',
  'order-known': '#/orderNumber',
  'not-yet': '#/placedOn',
  'whole-only': '#/amount',
};

/** @throws ApplicationFailure with the first reason, its remedy, its clause and its field */
export function mustBeGranted({ reasons }: Held, prefix: '' | '/application'): void {
  const [code] = reasons;
  if (code === undefined) return;
  const { text, remedy, clause } = HOLD_REASONS[code];
  const pointer = POINTERS[code] ?? '#/holdUntil';
  throw refusedAct({
    ...{ code: 'action-not-permitted', detail: `${text}${remedy}`, restsOn: clause },
    pointer: `#${prefix}${pointer.slice(1)}` as `#/${string}`,
  });
}
