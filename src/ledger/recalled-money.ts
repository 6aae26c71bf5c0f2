/**
 * Where the money of a debit is now: on the account it was meant for and in which of its sources, in suspense, on the account it
 * was assigned to since, in the fund of subsidies, or gone.
 */
import type { Tx } from '../db/pool.ts';
import type { Yuan } from '../domain/money.ts';
import type { MoneySource } from './chart.ts';

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
  /** What of it is still there, in the order in which it is taken. */
  readonly there: readonly There[];
}

export interface There {
  readonly source: MoneySource;
  /** Yuan, more than zero. */
  readonly amount: Yuan;
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
  return {
    at: 'account',
    account,
    ...of,
    there: await thereOf(tx, { account, journal: of.journal }),
  };
}

/**
 * Flexible money, and what corrections of the source (来源更正) have made unit money since it was credited: as much of it
 * as stands there. A correction from the very day of the credit, of that much at least, was about this money: then it is
 * taken from there first.
 */
async function thereOf(
  tx: Tx,
  { account, journal }: { readonly account: string; readonly journal: string },
): Promise<readonly There[]> {
  const { rows } = await tx.query<There>({
    name: 'money-credited-now',
    text: `with credit as (
             select j.id, j.value_date, sum(p.amount) as amount
               from journal j join posting p on p.journal = j.id
              where j.id = $2 and p.account = $1 group by j.id, j.value_date),
           corrected as (
             select p.source, sum(p.amount) as moved,
                    bool_or(j.value_date = c.value_date and p.amount >= c.amount) as meant
               from credit c join journal j on j.id > c.id and j.kind = 'reclassification'
               join posting p on p.journal = j.id
              where p.account = $1 and p.source = 'unit'
                and not exists (select from journal r where r.reverses = j.id) group by p.source),
           spots as (
             select 'flexible' as source, coalesce(sum(b.amount), 0) as amount, 1 as turn
               from balance b where b.account = $1 and b.source = 'flexible'
             union all
             select x.source, least(b.amount, x.moved), case when x.meant then 0 else 2 end
               from corrected x join balance b on b.account = $1 and b.source = x.source)
           select source, amount::numeric(18, 2)::text as amount from spots
            where amount > 0 and exists (select from account a where a.number = $1 and a.state <> 'closed')
            order by turn`,
    values: [account, journal],
  });
  return rows;
}
