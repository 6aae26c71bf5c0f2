/**
 * 等封存满半年 as later releases have it: the wait of today, with commands in it that came with a release. Each
 * comes patched; is deprecated when no case from before it waits any more; and is there without a word when
 * none waits that has written its patch.
 */
import { deprecatePatch, patched, sleep, upsertMemo } from '@temporalio/workflow';
import { awaitGate as today } from '../../../workflows/exit/gate-news.ts';

/** The release with which a command came, and how the code of this one has it. */
export type Changes = Readonly<Record<string, 'patched' | 'deprecated' | 'plain'>>;

/** Whether the command is there for this case. */
function holds(change: string, how: Changes[string]): boolean {
  if (how === 'patched') return patched(change);
  if (how === 'deprecated') deprecatePatch(change);
  return true;
}

/**
 * A mark and a timer before the wait, and again when it is over. The mark comes first: of a timer alone a replay would
 * take that of the half year for it, and find nothing wrong.
 */
export function waitingWith(changes: Changes): typeof today {
  const added = async (where: string) => {
    for (const [release, how] of Object.entries(changes)) {
      if (!holds(`${release}-${where}`, how)) continue;
      upsertMemo({ [release]: where });
      await sleep(1);
    }
  };
  return async (desk) => {
    await added('waits');
    await today(desk);
    await added('wakes');
  };
}
