/** A list that is looked at keeps its order, whatever happens to what it shows. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { steadyRows } from '../../src/console/parts/steady-list.ts';

const items = (...ids: string[]) => ids.map((id) => ({ id, version: 1 }));

describe('a steady list', () => {
  it('keeps what was shown in its place, up to date, and says what is gone and what is new', () => {
    const latest = [{ id: 'new', version: 1 }, { id: 'b', version: 2 }, ...items('c')];
    const { rows, added, gone } = steadyRows(items('a', 'b', 'c'), latest);
    expect(rows.map(({ item, gone: left }) => [item.id, item.version, left])).toEqual([
      ['a', 1, true],
      ['b', 2, false],
      ['c', 1, false],
    ]);
    expect([added, gone]).toEqual([1, 1]);
  });

  it('never moves, drops or doubles a row', () => {
    const ids = fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'));
    fc.assert(
      fc.property(ids, ids, (kept, latest) => {
        const { rows, added } = steadyRows(items(...kept), items(...latest));
        expect(rows.map(({ item }) => item.id)).toEqual(kept);
        expect(added + rows.filter(({ gone }) => !gone).length).toBe(latest.length);
      }),
    );
  });
});
