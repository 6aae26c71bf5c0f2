/**
 * What time it is for this process's business: the machine's, unless a time demo runs ahead of it.
 *
 * Only for instants that come from no workflow (news from outside, what is asked over HTTP). Leases,
 * sessions and timeouts are the machine's and never read it.
 */
let clock: () => number = Date.now;

/** ms since the epoch. */
export function businessNow(): number {
  return clock();
}

/** Set once, by the start of a process of the time demo. */
export function setBusinessClock(now: () => number): void {
  clock = now;
}
