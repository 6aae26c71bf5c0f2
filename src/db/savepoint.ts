/** A part of a transaction that may come to nothing without the rest of it. */
import type { Tx } from './pool.ts';

/**
 * Does the work, or takes back what it did when `known` has a word for what was thrown.
 *
 * @throws whatever else the work throws; the transaction is to be rolled back then
 */
export async function attempt<T, F extends object>(
  tx: Tx,
  work: () => Promise<T>,
  known: (error: unknown) => F | null,
): Promise<{ readonly value: T } | { readonly fault: F; readonly error: unknown }> {
  await tx.query('savepoint attempt');
  try {
    const value = await work();
    await tx.query('release savepoint attempt');
    return { value };
  } catch (error) {
    const fault = known(error);
    if (!fault) throw error;
    await tx.query('rollback to savepoint attempt');
    await tx.query('release savepoint attempt');
    return { fault, error };
  }
}
