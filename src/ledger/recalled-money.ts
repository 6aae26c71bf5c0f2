/**
 * Where the money of a debit is now: on the account it was meant for, in suspense, on the account it
 * was assigned to since, in the fund of subsidies, or gone.
 */
import type { Tx } from '../db/pool.ts';

/** A debit that the bank paid, and what became of its money in suspense. */
export interface Booked {
  readonly account: string;
  readonly covers_from: string;
  readonly covers_to: string;
  readonly state: string;
  /** Of the contribution, or of the receipt in suspense. */
  readonly journal: string;
  readonly item: string | null;
  readonly item_state: string | null;
  readonly item_account: string | null;
  /** What the item was settled by: an assignment and the like. */
  readonly settled_journal: string | null;
}

export interface Credited {
  readonly at: 'account';
  readonly account: string;
  /** The journal that credited it. */
  readonly journal: string;
  /** The item in suspense it was assigned from; null: it was debited for this account. */
  readonly item: string | null;
  /** Yuan that are still there. */
  readonly there: string;
}

export type Money =
  | { readonly at: 'suspense'; readonly item: string }
  | Credited
  | { readonly at: 'fund' }
  /** Whoever has had it owes it. */
  | { readonly at: 'gone'; readonly account: string };

/**
 * The debit, locked with its money in suspense; null: the center has none such. Accounts come first, its own and that of
 * its money, in their order: so does whoever else moves money that stands in suspense.
 */
export async function debitBooked(tx: Tx, key: string, center: string): Promise<Booked | null> {
  await tx.query({
    name: 'lock-accounts-of-debit',
    text: `select 1 from account where number in (
             select account from debit where key = $1
             union all
             select s.account from suspense_item s join debit d on d.journal = s.journal where d.key = $1)
            order by number for no key update`,
    values: [key],
  });
  await tx.query(
    'select 1 from suspense_item where journal = (select journal from debit where key = $1) for update',
    [key],
  );
  const { rows } = await tx.query<Booked>(
    `select d.account, d.covers_from, u.covers_to, d.state, d.journal, s.id as item,
            s.state as item_state, s.account as item_account, s.settled_journal
       from debit d
       join contribution_due u on u.account = d.account and u.covers_from = d.covers_from
       left join suspense_item s on d.state = 'to-suspense' and s.journal = d.journal
      where d.key = $1 and d.center = $2 for update of d`,
    [key, center],
  );
  return rows[0] ?? null;
}

export async function moneyOf(tx: Tx, booked: Booked): Promise<Money> {
  const { account, state, journal, item, item_state, item_account, settled_journal } = booked;
  if (state === 'paid') return credited(tx, { account, journal, item: null });
  if (item !== null && item_state === 'open') return { at: 'suspense', item };
  if (item_state === 'funded') return { at: 'fund' };
  if (item_state === 'assigned' && item_account !== null && settled_journal !== null) {
    return credited(tx, { account: item_account, journal: settled_journal, item });
  }
  // It paid what somebody owed, who owes it again; or it went back to whoever paid it.
  const holder = item_state === 'recovered' ? item_account : null;
  return { at: 'gone', account: holder ?? account };
}

async function credited(
  tx: Tx,
  { account, ...of }: Pick<Credited, 'account' | 'journal' | 'item'>,
): Promise<Money> {
  await tx.query('select 1 from account where number = $1 for no key update', [account]);
  const { rows } = await tx.query<{ there: string }>(
    `select case when a.state = 'closed' then 0 else coalesce(b.amount, 0) end as there
       from account a left join balance b on b.account = a.number and b.source = 'flexible'
      where a.number = $1`,
    [account],
  );
  return { at: 'account', account, ...of, there: rows[0]?.there ?? '0' };
}
