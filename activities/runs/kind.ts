/** What a kind of run is: how its list is frozen and how a chunk of it is worked off. */
import type pg from 'pg';
import type { Secrets } from '../../src/crypto/secrets.ts';
import type { PersonKeys } from '../../src/crypto/person-key.ts';
import type { Run } from '../../src/db/runs.ts';
import type { Tx } from '../../src/db/pool.ts';
import type { BankClient } from '../outside/bank.ts';
import type { Offices } from '../offices.ts';

/** Behind which of the closed cases to begin, in the order of their closing. */
export interface ClosedPlace {
  /** Instant (ISO 8601) to the microsecond. */
  readonly at: string;
  /** Of the cases closed at that instant, the last one looked at. */
  readonly id: string;
}

/** What a proof asks of the engine; where nobody brings one, the proof says so. */
export interface EngineReader {
  /**
   * Open cases, and those closed since an instant, by the books and by the engine.
   *
   * @throws Fault 'engine-unavailable' when it does not answer: asked again, never taken for an answer
   */
  readonly compare: (ask: {
    readonly center: string;
    /** Where the last look stopped, or an instant in ms; null: all that the engine keeps. */
    readonly closedSince: ClosedPlace | number | null;
    /** Instant in ms. */
    readonly at: number;
  }) => Promise<{
    readonly counted: number;
    readonly broken: number;
    /** Numbers of cases, the first twenty. */
    readonly named: readonly string[];
    /** Everything was looked at. */
    readonly whole: boolean;
    /** Where the next look at closed cases begins, whether this one was whole or not. */
    readonly closedUntil: ClosedPlace;
    /** Closed cases that the engine need not keep any more, and does not. */
    readonly notKept: number;
  }>;
}

export interface RunDeps {
  readonly pool: pg.Pool;
  readonly secrets: Secrets;
  readonly personKeys: PersonKeys;
  readonly offices: Offices;
  readonly bank: BankClient;
  readonly engine?: EngineReader;
}

/** One whose data cannot be opened is listed as failed, and stops nobody else. */
export const UNREADABLE = { state: 'failed', outcome: 'data-unreadable' } as const;

/** What a chunk was worked with. */
export interface Working {
  readonly deps: RunDeps;
  readonly run: Run;
  /** Instant of the workflow (ms). */
  readonly at: number;
  readonly signal: AbortSignal;
}

/**
 * - `more`: something was done, there is more now
 * - `wait`: nothing can be done before `seconds` have passed
 * - `end`: every item of the list has come to its end
 * - `brake`: it must not go on, and stands until a person resumes it; a code of RUN_BRAKES says why
 */
export type Progress =
  | { readonly kind: 'more' }
  | { readonly kind: 'wait'; readonly seconds: number }
  | { readonly kind: 'end' }
  | { readonly kind: 'brake'; readonly brake: string };

/**
 * Why a list cannot be made, or stands at once: a code of RUN_BRAKES. With `figure-missing` nothing was written, and
 * it is asked for again.
 */
export interface Frozen {
  readonly brake?: string;
}

export interface RunWork {
  /**
   * What is asked outside before the list can be made; until it answers other than `wait` the run
   * stays 准备名单. Called again after any fault.
   */
  readonly prepare?: (working: Working) => Promise<Progress>;
  /**
   * Writes the list into `run_item`, set-based, in the transaction that freezes it; reads no clock.
   *
   * @param at instant of the workflow (ms)
   */
  readonly freeze: (tx: Tx, run: Run, deps: RunDeps, at: number) => Promise<Frozen>;
  /**
   * Works off some items, each transaction by `inRun`, so that nothing is done of a run that was
   * stopped. Called again after any fault: whatever it does is keyed by the item.
   */
  readonly chunk: (working: Working) => Promise<Progress>;
  /** How many chunks are worked side by side, each by `besideOthers`; 1 unless said otherwise. */
  readonly lanes?: number;
  /** It ends while items still wait for an answer: what they came to is written when that comes. */
  readonly leavesWaiting?: boolean;
  /** What came of it beyond the items, in the transaction that ends it. */
  readonly close?: (tx: Tx, run: Run, working: Working) => Promise<object>;
}
