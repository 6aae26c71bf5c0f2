/**
 * Ranges of journals, as proofs know them: those of the last proof stay as they were, so that their
 * digests can be compared, and what came since is one more.
 */
import type { KeptPart } from '../../src/db/proof-parts.ts';
import type { JournalsTold } from '../../src/ledger/proof-journals.ts';
import type { JournalRange } from '../../src/ledger/proof-part.ts';

/** Journals of one range, and of one item. */
const JOURNALS = 250_000;

/** The ranges of all journals up to the horizon. */
export function ranges(known: JournalsTold['ranges'], horizon: number): readonly JournalRange[] {
  const all: JournalRange[] = known.map(({ from, to }) => [from, to]);
  for (let from = (known.at(-1)?.to ?? 0) + 1; from <= horizon; from += JOURNALS) {
    all.push([from, Math.min(horizon, from + JOURNALS - 1)]);
  }
  return all;
}

/** Side by side, as many as one item takes: a range for every night would be a query for each. */
export function stretches(all: readonly JournalRange[]): readonly (readonly JournalRange[])[] {
  const some: JournalRange[][] = [];
  let room = 0;
  for (const range of all) {
    const size = range[1] - range[0] + 1;
    const last = some.at(-1);
    if (last && size <= room) last.push(range);
    else {
      some.push([range]);
      room = JOURNALS;
    }
    room -= size;
  }
  return some;
}

/** Of each range the digest that is known of it; null: it is new. */
export function digestsOf(
  some: readonly JournalRange[],
  known: JournalsTold['ranges'],
): readonly (string | null)[] {
  const digests = new Map(known.map(({ from, to, digest }) => [`${from}-${to}`, digest]));
  return some.map(([from, to]) => digests.get(`${from}-${to}`) ?? null);
}

/** What the parts of a proof told of its journals. */
export function journalsTold(parts: readonly KeptPart[]): readonly JournalsTold[] {
  return parts.flatMap(({ name, told }) => (name === 'journals' ? [told as JournalsTold] : [])); // written by proveJournals
}

export function rangesOf(parts: readonly KeptPart[]): JournalsTold['ranges'] {
  return journalsTold(parts)
    .flatMap((told) => told.ranges)
    .toSorted((one, other) => one.from - other.from);
}
