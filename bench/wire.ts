/** What the bench and its clients' process tell each other. */
import type { Doing } from './shapes.ts';

/** What the clients' process is started with, as JSON in its environment. */
export interface ClientSetting {
  readonly temporal: string;
  readonly namespace: string;
  readonly secretsFile: string;
  readonly apiUrl: string;
}

export interface Load {
  readonly shape: Doing;
  readonly clients: number;
  /** Instants (ms): clients work from now on; what ends between these two is counted. 0: until the scans are used up. */
  readonly from: number;
  readonly until: number;
  /** Scans handed in beforehand: two for each case. */
  readonly scans: readonly string[];
}

/** One case as its client saw it; milliseconds. */
export interface Measured {
  /** From receipt to activated. */
  readonly whole: number;
  /** The first human act: receipt, checks and decision are done when it is answered. */
  readonly submit: number;
  /** The second human act, answered when the account is open. */
  readonly sign: number;
}

export interface LoadResult {
  readonly cases: readonly Measured[];
  /** Everything that was begun, also outside the window; the clients' own statements are as many. */
  readonly begun: number;
  /** State transitions of some of them. */
  readonly transitions: readonly number[];
}

export type Told = { readonly result: LoadResult } | { readonly failed: string };
