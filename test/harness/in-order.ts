/** Whatever a suite has done, no forbidden state stands in its books afterwards: the sweep's own questions. */
import { afterAll, expect } from 'vitest';
import { closingNow } from '../../activities/irregularity.ts';
import { findHits } from '../../src/db/legality.ts';
import { dateAt } from '../../src/domain/calendar.ts';
import { INVARIANT_NAMES, type InvariantName } from '../../src/policy/legality.ts';
import type { Office } from './office.ts';

interface Settings {
  /** The instant of the sweep; left out: now. */
  readonly at?: () => number;
  /** What the harness plants itself by going past the engine. */
  readonly except?: readonly InvariantName[];
}

/** Call it at the top of a suite, after the office. */
export function leftInOrder(place: Office, { at = Date.now, except = [] }: Settings = {}): void {
  afterAll(async () => {
    const asked = { center: '210100', at: at(), closingNow: closingNow(), person: null };
    const on = dateAt(asked.at);
    const found: string[] = [];
    for (const name of INVARIANT_NAMES.filter((one) => !except.includes(one))) {
      const hits = await findHits(place.pool, name, { ...asked, on });
      found.push(...hits.map(({ hit, evidence }) => `${name} ${hit} ${JSON.stringify(evidence)}`));
    }
    expect(found).toEqual([]);
  });
}
