/** The lines of our deposit accounts: one for each amount that came or went, with the balance after. */
import { type Ask } from '../database.ts';
import { maskName, maskNumber } from '../mask.ts';
import { balanceOf, cents, depositPlace, yuan } from './money.ts';

/** 类别 of a line: money that was moved, or the bank's own interest and fees. */
export type EntryKind = 'transfer' | 'interest' | 'fee';

export interface NewEntry {
  readonly center: string;
  /** Of our instruction; null: the money came by itself. */
  readonly key: string | null;
  /** Yuan; what comes in is positive. */
  readonly amount: string;
  /** Who is on the other side; masked before it is written. */
  readonly party: string;
  readonly account: string;
  readonly note: string;
  readonly virtualAccount: string | null;
  /** What the statement calls it; an ordinary movement unless told otherwise. */
  readonly kind?: EntryKind;
}

const INSERT = `
insert into sim.bank_entry (id, center, day, serial, key, amount, party, party_account, note,
  virtual_account, kind, balance)
select id, center, $2, serial, key, amount, party, account, note, virtual, kind, balance
from json_to_recordset($1::json) as e (id bigint, center text, serial text, key text,
  amount numeric, party text, account text, note text, virtual text, kind text, balance numeric)`;

/**
 * Writes lines in order, before their money is moved.
 *
 * @returns the bank's serial number of each
 */
export async function bookEntries(
  ask: Ask,
  entries: readonly NewEntry[],
  day: string,
): Promise<ReadonlyMap<NewEntry, string>> {
  const serials = new Map<NewEntry, string>();
  if (entries.length === 0) return serials;
  const ids = await ask(
    `select nextval('sim.bank_entry_id')::text as id from generate_series(1, $1::integer)`,
    [entries.length],
    'entry ids',
  );
  const balances = new Map<string, bigint>();
  const rows: object[] = [];
  for (const [at, entry] of entries.entries()) {
    const { center, amount } = entry;
    const before = balances.get(center) ?? (await balanceOf(ask, depositPlace(center)));
    const balance = before + cents(amount);
    balances.set(center, balance);
    const id = String(ids[at]?.['id']);
    const serial = `${day.replaceAll('-', '')}${id.padStart(10, '0')}`;
    serials.set(entry, serial);
    rows.push({
      id,
      serial,
      center,
      key: entry.key,
      amount,
      party: maskName(entry.party),
      account: maskNumber(entry.account),
      note: entry.note,
      virtual: entry.virtualAccount,
      kind: entry.kind ?? 'transfer',
      balance: yuan(balance),
    });
  }
  await ask(INSERT, [JSON.stringify(rows), day], 'book entries');
  return serials;
}
