/** 演示时间: the clock of a time demo, as the API knows it. */

/** The clock of a time demo, as the API uses it. */
export interface DemoTime {
  /** The demo's instant (ms). */
  readonly now: () => number;
  /** Whether time is just passing. */
  readonly moving: () => boolean;
  /** Lets time pass up to then. @returns null while it passes already */
  readonly travel: (to: number) => Promise<DemoTravelled | null>;
}

export interface DemoTravelled {
  readonly from: number;
  readonly to: number;
  readonly waits: number;
  readonly runs: readonly { readonly kind: string }[];
  /** The workflow of the case for which it stopped on the way; null: it went all the way. */
  readonly stoppedBy: string | null;
}
