/** Work of one step that goes on at the same time. */

/**
 * Waits for all of it: after a fault of one nothing goes on unseen.
 *
 * @throws the fault of the first that had one
 */
export async function sideBySide<T>(works: readonly Promise<T>[]): Promise<readonly T[]> {
  const ended = await Promise.allSettled(works);
  return ended.map((one) => {
    if (one.status === 'rejected') throw one.reason;
    return one.value;
  });
}
