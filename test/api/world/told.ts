/** An answer of the API as a test reads it. */
export interface Told {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** Parsed JSON; null for anything else. */
  readonly body: unknown;
  /** What stands at a dotted path, `items.0.id`. */
  at: (path: string) => unknown;
  string: (path: string) => string;
  number: (path: string) => number;
  list: (path: string) => readonly Record<string, unknown>[];
}
