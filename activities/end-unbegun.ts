/** What became nothing before its case could begin: its book says so. */
import { updateBreach } from '../src/db/breaches.ts';
import { updateDormancy } from '../src/db/dormancies.ts';
import { updateEmployment } from '../src/db/employments.ts';
import { updateIrregularity } from '../src/db/irregularities.ts';
import type { Tx } from '../src/db/pool.ts';
import type { PlainDate } from '../src/domain/calendar.ts';
import type { FoundType } from './start-found.ts';

/** As its book says of one that needed no case. */
export function endUnbegun(
  tx: Tx,
  type: FoundType,
  { caseId, on }: { readonly caseId: string; readonly on: PlainDate },
): Promise<void> {
  switch (type) {
    case 'breach':
      return updateBreach(tx, caseId, { ended: { outcome: 'cured', on } });
    case 'dormant-closing':
      return updateDormancy(tx, caseId, { ended: { outcome: 'kept', on } });
    case 'irregularity':
      return updateIrregularity(tx, caseId, { ended: { outcome: 'gone', on } });
    case 'conversion-to-employee':
      return updateEmployment(tx, caseId, { ended: { outcome: 'not-converted', on } });
  }
}
