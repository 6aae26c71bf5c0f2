/** What proves the list of a run: its digests before and after, the signature made at its end. */
import type { KeyObject } from 'node:crypto';
import type { RunListParams } from '../cases/wording-documents.ts';
import { isRunListGenuine, type RunListSeal } from '../crypto/run-signature.ts';
import type { DigestsNow, RunEventRow } from './queries/run-lists.ts';
import type { RunRow } from './queries/runs.ts';

export interface Digests {
  /** Before anybody struck anything out; null: not frozen yet. */
  readonly frozen: string | null;
  readonly approved: string | null;
  readonly ended: string | null;
  readonly now: string;
}

/** As the trail tells them, and as the list stands now. */
export function digestsOf(events: readonly RunEventRow[], now: DigestsNow): Digests {
  const told = (kind: string) => {
    const digest = events.find((one) => one.kind === kind)?.public['digest'];
    return typeof digest === 'string' ? digest : null;
  };
  return {
    frozen: told('run-previewed'),
    approved: told('run-approved'),
    ended: told('run-done'),
    now: now.digest,
  };
}

/** What was signed at the end of the run; null: nothing was. */
export function sealOf({ result }: Pick<RunRow, 'result'>): RunListSeal | null {
  const list = result['list'];
  const isSeal =
    typeof list === 'object' && list !== null && 'signature' in list && 'certificate' in list;
  return isSeal ? (list as RunListSeal) : null; // written by the run at its end
}

/** Whether the list is still the one that was signed, and the signature ours. */
export function standingOf(
  row: Pick<RunRow, 'id' | 'center' | 'businessOn' | 'state' | 'result'>,
  now: DigestsNow,
  publicKey: KeyObject,
): RunListParams['standing'] {
  const seal = sealOf(row);
  if (seal === null) return row.state === 'done' ? 'unsigned' : 'open';
  const { signature, ...found } = seal;
  const signed = { run: row.id, center: row.center, day: row.businessOn, ...found };
  if (!isRunListGenuine(publicKey, signed, signature) || seal.digest !== now.digest) {
    return 'broken';
  }
  return seal.outcomes === now.outcomes ? 'whole' : 'later';
}
