/** What rests sealed where one that cannot be opened must not stop the others: by a wrong key, or damaged. */

/** @returns null when `open` throws */
export function readable<T>(open: () => T): T | null {
  try {
    return open();
  } catch {
    return null;
  }
}
