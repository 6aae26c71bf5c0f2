/**
 * Guessing made slow: five wrong answers lock a name for a quarter of an hour, each further lock
 * twice as long, so that a day allows 35 guesses. Names that nobody has are counted too: whoever
 * guesses cannot learn from a lock which names exist.
 */

const WRONG_MAX = 5;
const LOCK_MS = 15 * 60_000;
const LOCKS_DOUBLED_MAX = 6;
/** Names remembered; the oldest goes first. */
const NAMES_MAX = 10_000;

interface Entry {
  wrong: number;
  locks: number;
  lockedUntil: number;
}

export interface Lockout {
  isLocked: (name: string, at: number) => boolean;
  /** @returns true when this wrong answer locked the name */
  wrong: (name: string, at: number) => boolean;
  right: (name: string) => void;
}

export function createLockout(): Lockout {
  const entries = new Map<string, Entry>();
  const entryOf = (name: string): Entry => {
    const entry = entries.get(name) ?? { wrong: 0, locks: 0, lockedUntil: 0 };
    entries.delete(name);
    entries.set(name, entry);
    const oldest = entries.keys().next().value;
    if (entries.size > NAMES_MAX && oldest !== undefined) entries.delete(oldest);
    return entry;
  };
  return {
    isLocked: (name, at) => (entries.get(name)?.lockedUntil ?? 0) > at,
    wrong: (name, at) => {
      const entry = entryOf(name);
      entry.wrong += 1;
      if (entry.wrong < WRONG_MAX) return false;
      entry.lockedUntil = at + LOCK_MS * 2 ** Math.min(entry.locks, LOCKS_DOUBLED_MAX);
      entry.wrong = 0;
      entry.locks += 1;
      return true;
    },
    right: (name) => void entries.delete(name),
  };
}
