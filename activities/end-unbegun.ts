/**
 * What became nothing before its case could begin: its book says so, and whatever was stopped for it meanwhile goes
 * on, or goes over to the case that stops it, too.
 */
import { updateBreach } from '../src/db/breaches.ts';
import { insertEvents } from '../src/db/case-writes.ts';
import { updateDormancy } from '../src/db/dormancies.ts';
import { findEmployment, updateEmployment } from '../src/db/employments.ts';
import { updateIrregularity } from '../src/db/irregularities.ts';
import type { Tx } from '../src/db/pool.ts';
import { dateAt } from '../src/domain/calendar.ts';
import { handedBack } from './agreement-effects.ts';
import { tellCasesOf } from './person-news.ts';
import type { FoundType } from './start-found.ts';

export interface Unbegun {
  readonly caseId: string;
  readonly person: string;
  /** Instant (ms). */
  readonly at: number;
}

/** As its book says of one that needed no case. */
export function endUnbegun(tx: Tx, type: FoundType, unbegun: Unbegun): Promise<void> {
  const { caseId, at } = unbegun;
  const on = dateAt(at);
  switch (type) {
    case 'breach':
      return updateBreach(tx, caseId, { ended: { outcome: 'cured', on } });
    case 'dormant-closing':
      return updateDormancy(tx, caseId, { ended: { outcome: 'kept', on } });
    case 'irregularity':
      return updateIrregularity(tx, caseId, { ended: { outcome: 'gone', on } });
    case 'conversion-to-employee':
      return endEmployment(tx, unbegun);
  }
}

/**
 * The unit was heard, and the debits rested from then on (employment-news.ts), or were handed to it by another case
 * that ended: with no case to end it nobody else would let them go on.
 */
async function endEmployment(tx: Tx, { caseId, person, at }: Unbegun): Promise<void> {
  const on = dateAt(at);
  const told = await findEmployment(tx, caseId);
  await updateEmployment(tx, caseId, { ended: { outcome: 'not-converted', on } });
  if (told === null) return;
  const { accountId: account, center, unit } = told;
  const { owesFrom } = await handedBack(tx, {
    ...{ account, of: 'employed', reason: 'not-employed', on, caseId },
  });
  const actor = { actor: 'system', role: 'system', origin: 'relay' };
  await insertEvents(tx, { center, caseId, person, at }, [
    { kind: 'employment-unbegun', public: { unit, owesFrom }, ...actor, content: null },
  ]);
  await tellCasesOf(tx, { center, person, because: `employment-${caseId}`, by: null });
}
