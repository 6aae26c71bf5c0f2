/** Pieces of items of many accounts, where not all of them could be done. */
import { timestamp, type Tx } from './pool.ts';

/** A piece of an item of many accounts; without an amount: the one account that could not be done. */
export interface ItemPart {
  readonly first: string;
  readonly last: string;
  readonly accounts: number;
  /** Yuan. */
  readonly amount?: string;
  readonly digest?: string;
  readonly outcome: string;
  /** An SQLSTATE or a code, never a text. */
  readonly fault?: string;
}

export async function keepItemParts(
  tx: Tx,
  { run, n, at }: { readonly run: string; readonly n: number; readonly at: number },
  parts: readonly ItemPart[],
): Promise<void> {
  await tx.query(
    `insert into run_item_part (run, n, first_account, last_account, accounts, amount, digest,
        outcome, fault, settled_at)
     select $1, $2, first, last, accounts, amount, digest, outcome, fault, $3
       from jsonb_to_recordset($4) as p(first text, last text, accounts integer, amount numeric,
         digest text, outcome text, fault text)`,
    [run, n, timestamp(at), JSON.stringify(parts)],
  );
}
