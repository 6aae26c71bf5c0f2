/**
 * How long what `npm start` began may take to end, one after the other: Ctrl-C ends all of it within ten
 * seconds. What has not ended by then is killed outright; the next start finds everything that was committed.
 */
export const STOP_MS = {
  /** API, workers, simulators, provider: side by side. */
  programs: 3_000,
  engine: 3_000,
  database: 3_000,
} as const;
