/**
 * The bank's money: it is only ever moved, so that what all places hold together stays zero.
 *
 * Amounts are cents (bigint) inside and yuan with two decimals outside.
 */
import { type Ask } from '../database.ts';

export function cents(yuan: string): bigint {
  return BigInt(yuan.replace('.', ''));
}

export function yuan(cents: bigint): string {
  const digits = (cents < 0n ? -cents : cents).toString().padStart(3, '0');
  return `${cents < 0n ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

export const WORLD = 'world';
export const cardPlace = (number: string) => `card:${number}`;
export const depositPlace = (center: string) => `deposit:${center}`;

export interface Move {
  readonly source: string;
  readonly target: string;
  readonly amount: bigint;
}

const MOVE = `
with moved as (
  insert into sim.bank_move (source, target, amount)
  select source, target, amount
  from json_to_recordset($1::json) as m (source text, target text, amount numeric)
  returning source, target, amount
), change as (
  select code, sum(amount) as amount from (
    select source as code, -amount as amount from moved
    union all select target, amount from moved) as sides group by code
)
update sim.bank_place p set balance = p.balance + change.amount
from change where p.code = change.code`;

/** All of them or none; nothing but the world goes below zero. */
export async function move(ask: Ask, moves: readonly Move[]): Promise<void> {
  if (moves.length === 0) return;
  const rows = moves.map((one) => ({ ...one, amount: yuan(one.amount) }));
  await ask(MOVE, [JSON.stringify(rows)], 'bank move');
}

export async function openPlace(ask: Ask, code: string, kind: 'card' | 'deposit'): Promise<void> {
  await ask(
    `insert into sim.bank_place (code, kind) values ('${WORLD}', 'world'), ($1, $2)
     on conflict (code) do nothing`,
    [code, kind],
  );
}

export async function balanceOf(ask: Ask, code: string): Promise<bigint> {
  const [row] = await ask('select balance::text from sim.bank_place where code = $1', [code]);
  return row === undefined ? 0n : cents(String(row['balance']));
}
