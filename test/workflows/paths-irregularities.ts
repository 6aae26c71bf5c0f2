/** Every path of an irregularity, and every stage that waits. */
import { irregularities } from '../harness/irregularities.ts';
import { SECOND_SUPERVISOR, SUPERVISOR, type Office } from '../harness/office.ts';
import type { Path } from './path.ts';

const REASON = { reason: '说明' };
const RETURN = { reasonCode: 'other', reason: '事由另附' } as const;
type Own = ReturnType<typeof irregularities>;
const worlds = new WeakMap<Office, Own>();

/** Made while the suite is collected: it installs what comes before and after all. */
export function irregularitiesOf(place: Office): void {
  worlds.set(place, irregularities(place));
}

function ownOf(place: Office): Own {
  const own = worlds.get(place);
  if (!own) throw new Error('the suite has no irregularities');
  return own;
}

export const IRREGULARITY: Readonly<Record<string, Path>> = {
  'waiting-to-examine': async (place) => (await ownOf(place).begun()).caseId,
  'waiting-to-confirm': async (place) => {
    const { caseId } = await ownOf(place).begun();
    await ownOf(place).explain(caseId);
    return caseId;
  },
  explained: async (place) => {
    const { caseId } = await ownOf(place).begun();
    await ownOf(place).explain(caseId);
    await ownOf(place).confirm(caseId);
    return caseId;
  },
  mended: async (place) => {
    const { caseId, who } = await ownOf(place).begun();
    await place.act(caseId, 'mend', REASON, SUPERVISOR);
    await place.act(caseId, 'return', RETURN, SECOND_SUPERVISOR);
    await ownOf(place).mend(who);
    await place.act(caseId, 'mend', REASON, SUPERVISOR);
    await ownOf(place).confirm(caseId);
    return caseId;
  },
  gone: async (place) => {
    const { caseId, who } = await ownOf(place).begun();
    await place.handle(caseId).signal('news');
    await ownOf(place).mend(who);
    await place.handle(caseId).signal('news');
    await place.until(caseId, 'gone');
    return caseId;
  },
  rechecked: async (place) => {
    const { caseId, who } = await ownOf(place).begun();
    await place.act(caseId, 'recheck', {}, SUPERVISOR).catch(() => undefined);
    await ownOf(place).mend(who);
    await place.act(caseId, 'recheck', {}, SUPERVISOR);
    return caseId;
  },
};
