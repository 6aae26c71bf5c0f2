/**
 * The chain of the trail from a place on: what a proof walks, because the one before walked the rest.
 */
import { chainStart } from '../crypto/chain.ts';
import type { Secrets } from '../crypto/secrets.ts';
import type { Tx } from './pool.ts';
import { fits, readSeals, SEALS_AT_ONCE } from './verify-chain.ts';

export interface ChainPlace {
  readonly seq: string;
  readonly mac: string;
}

export interface ChainWalked {
  readonly counted: number;
  readonly broken: number;
  /** Numbers of the seals that do not hold; the first ones. */
  readonly named: readonly string[];
  /** Where the chain stands; null when it is empty. */
  readonly head: ChainPlace | null;
}

const NAMED_MAX = 20;

/** @param since where the chain stood when it was walked last; null: from its start */
export async function walkChainSince(
  tx: Tx,
  secrets: Secrets,
  { center, since }: { readonly center: string; readonly since: ChainPlace | null },
): Promise<ChainWalked> {
  const broken: string[] = [];
  if (since !== null && !(await stands(tx, center, since))) broken.push(since.seq);
  let previous = since?.mac ?? chainStart(center);
  let last = BigInt(since?.seq ?? 0);
  let counted = 0;
  for (;;) {
    const rows = await readSeals(tx, center, last);
    for (const row of rows) {
      const seq = BigInt(row.seq);
      const whole = row.there && seq === last + 1n && fits(secrets, row, previous);
      if (!whole) broken.push(row.seq);
      previous = row.mac;
      last = seq;
      counted += 1;
    }
    if (rows.length < SEALS_AT_ONCE) break;
  }
  const head = last === 0n ? null : { seq: String(last), mac: previous };
  return { counted, broken: broken.length, named: broken.slice(0, NAMED_MAX), head };
}

async function stands(tx: Tx, center: string, { seq, mac }: ChainPlace): Promise<boolean> {
  const { rows } = await tx.query<{ mac: string }>(
    'select mac from event_seal where center = $1 and seq = $2',
    [center, seq],
  );
  return rows[0]?.mac === mac;
}
