/**
 * A list that does not jump under the cursor: what was shown stays in its place and is kept up to
 * date there; what is new waits until it is asked for; what is gone says so.
 */
import { useState } from 'react';

interface Item {
  readonly id: string;
}

export interface Steady<T> {
  /** In the order in which they were first shown. */
  readonly rows: readonly { readonly item: T; readonly gone: boolean }[];
  readonly added: number;
  readonly gone: number;
  /** Shows the list as it is now. */
  readonly refresh: () => void;
}

/** @param question what the list was asked; another question is another list */
export function useSteadyList<T extends Item>(
  latest: readonly T[] | undefined,
  question: string,
): Steady<T> {
  const [shown, setShown] = useState<{ question: string; items: readonly T[] } | null>(null);
  if (latest !== undefined && shown?.question !== question) {
    setShown({ question, items: latest });
  }
  const kept = shown?.question === question ? shown.items : (latest ?? []);
  return {
    ...steadyRows(kept, latest ?? kept),
    refresh: () => {
      if (latest !== undefined) setShown({ question, items: latest });
    },
  };
}

/** What stands where, given what was shown first and what there is now. */
export function steadyRows<T extends Item>(
  kept: readonly T[],
  latest: readonly T[],
): Omit<Steady<T>, 'refresh'> {
  const now = new Map(latest.map((item) => [item.id, item]));
  const rows = kept.map((item) => ({ item: now.get(item.id) ?? item, gone: !now.has(item.id) }));
  const before = new Set(kept.map(({ id }) => id));
  return {
    rows,
    added: latest.filter(({ id }) => !before.has(id)).length,
    gone: rows.filter(({ gone }) => gone).length,
  };
}
