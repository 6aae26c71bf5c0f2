/** What a run found and what was gone when its case should begin: it ends in the books without one. */
import { updateBreach } from '../src/db/breaches.ts';
import { updateDormancy } from '../src/db/dormancies.ts';
import { updateIrregularity } from '../src/db/irregularities.ts';
import type { Tx } from '../src/db/pool.ts';
import type { FoundType } from './start-found.ts';

export function endedWithoutCase(
  tx: Tx,
  type: FoundType,
  { caseId, on }: { readonly caseId: string; readonly on: string },
): Promise<void> {
  switch (type) {
    case 'breach':
      return updateBreach(tx, caseId, { ended: { outcome: 'cured', on } });
    case 'dormant-closing':
      return updateDormancy(tx, caseId, { ended: { outcome: 'kept', on } });
    case 'irregularity':
      return updateIrregularity(tx, caseId, { ended: { outcome: 'gone', on } });
  }
}
