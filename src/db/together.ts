/**
 * Several statements in one round trip.
 *
 * A statement that answers nothing may go to the server at once (a transaction is a `Writer` too)
 * or wait for its like. What was gathered goes as the parts of one statement: each part sees the
 * books as they were before all of them, so no two may touch the same row, and what must be seen
 * by another part is sent by itself before.
 */
import { createHash } from 'node:crypto';
import type { Tx } from './pool.ts';

export interface Statement {
  /** Names the text: the same name is always the same text. */
  readonly name: string;
  readonly text: string;
  readonly values: unknown[];
}

/** Where a statement goes that answers nothing. */
export interface Writer {
  readonly query: (statement: Statement) => Promise<unknown>;
}

export interface Gathered extends Writer {
  /**
   * Sends everything gathered so far together with one more statement.
   *
   * @returns how many rows that last one wrote
   */
  readonly sendWith: (tx: Tx, last: Statement) => Promise<number>;
}

export function gather(): Gathered {
  let parts: readonly Statement[] = [];
  return {
    query: (statement) => {
      parts = [...parts, statement];
      return Promise.resolve();
    },
    sendWith: async (tx, last) => {
      const all = [...parts, last];
      parts = [];
      const { rowCount } = await tx.query({
        ...joined(all),
        values: all.flatMap(({ values }) => values),
      });
      return rowCount ?? 0;
    },
  };
}

/** PostgreSQL keeps a plan by name; there are as many names as kinds of changes. */
const known = new Map<string, { readonly name: string; readonly text: string }>();

function joined(parts: readonly Statement[]): { readonly name: string; readonly text: string } {
  const names = parts.map(({ name }) => name).join(' ');
  const found = known.get(names);
  if (found) return found;
  let before = 0;
  const texts = parts.map(({ text, values }) => {
    const moved = text.replaceAll(/\$(\d+)/g, (_, n: string) => `$${Number(n) + before}`);
    before += values.length;
    return moved;
  });
  const last = texts.pop() ?? '';
  const others = texts.map((text, n) => `part_${n} as (${text})`).join(',\n');
  const made = {
    // A name of PostgreSQL has room for 63 characters.
    name: `together-${createHash('sha256').update(names).digest('hex').slice(0, 32)}`,
    text: others === '' ? last : `with ${others}\n${last}`,
  };
  known.set(names, made);
  return made;
}
