/**
 * Money while processes are killed: somebody transfers the first month to every account that was
 * opened; afterwards each stands in the books once, the bank's statement says the same, and a proof of the
 * books is green.
 */
import { setTimeout as delay } from 'node:timers/promises';
import type { Stack } from '../../src/embedded/stack.ts';
import type { Finding } from './books.ts';
import { CENTER } from './books.ts';
import type { Dice } from './dice.ts';
import { killAtRandom, type Kill } from './killer.ts';
import { reconciledAndProved, type Proving } from './proof.ts';

const BOOKED_WITHIN_MS = 4 * 60_000;
const LOOK_EVERY_MS = 250;

export interface MoneyRun extends Proving {
  readonly stack: Stack;
  readonly kills: number;
  readonly dice: Dice;
  readonly onKill: (kill: Kill) => void;
}

interface Payable {
  readonly account: string;
  readonly amount: string;
}

/** Pays into every account that was opened here, then holds the bank's statement beside the books. */
export async function payAndProve(
  money: MoneyRun,
): Promise<{ readonly findings: readonly Finding[]; readonly kills: readonly Kill[] }> {
  const { own, stack, kills, dice, signal, onKill } = money;
  const { rows: payable } = await own.query<Payable>(
    `select a.number as account, p.monthly_amount::text as amount
       from account a join plan p on p.account = a.number and p.active
       join "case" c on c.id = a.opened_by_case order by a.number`,
  );
  const now = { booked: 0 };
  const over = new AbortController();
  const killing = killAtRandom({
    ...{ stack, kills, dice, onKill, openings: payable.length, done: () => now.booked },
    signal: AbortSignal.any([over.signal, signal]),
  });
  const counting = count(money, payable, (booked) => {
    now.booked = booked;
  });
  for (const one of payable) await transfer(money, one);
  await counting;
  const made = await killing;
  over.abort();
  const booked = await bookedOnce(money, payable);
  return { findings: [booked, ...(await reconciledAndProved(money))], kills: made };
}

/** Sent until the bank has it, and never twice: its own books say whether it has. */
async function transfer(money: MoneyRun, { account, amount }: Payable): Promise<void> {
  const { outside, stack, run, signal } = money;
  const text = `${run}-${account}`;
  const body = JSON.stringify({
    ...{ center: CENTER, amount, text, virtualAccount: account },
    ...{ payer: '张三', payerAccount: '6228480000000000001' },
  });
  for (;;) {
    signal.throwIfAborted();
    const known = await outside
      .query('select from sim.bank_entry where note = $1', [text])
      .then(({ rowCount }) => (rowCount ?? 0) > 0)
      .catch(() => null);
    if (known === true) return;
    if (known === false) {
      const { simulators } = stack.addresses;
      await fetch(`${simulators}/control/bank/transfers`, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          authorization: `Bearer ${stack.home.passwords.simulatorToken}`,
        },
        body,
        signal: AbortSignal.timeout(5_000),
      }).catch(() => undefined);
    }
    await delay(20, undefined, { signal });
  }
}

/** Until every transfer is booked, or it has taken too long: the findings say which. */
async function count(
  { own, signal }: MoneyRun,
  payable: readonly Payable[],
  tell: (booked: number) => void,
): Promise<void> {
  const giveUpAt = Date.now() + BOOKED_WITHIN_MS;
  const accounts = payable.map(({ account }) => account);
  let booked = 0;
  while (booked < accounts.length && Date.now() < giveUpAt) {
    await delay(LOOK_EVERY_MS, undefined, { signal });
    const found = await own
      .query('select distinct account from contribution where account = any ($1)', [accounts])
      .catch(() => null);
    booked = found?.rowCount ?? booked;
    tell(booked);
  }
}

async function bookedOnce({ own }: MoneyRun, payable: readonly Payable[]): Promise<Finding> {
  const { rows } = await own.query<Record<string, unknown>>(
    `select p.account, p.amount, c.months, b.amount as balance, s.items as "in suspense"
       from jsonb_to_recordset($1) as p(account text, amount numeric)
      cross join lateral (select count(*)::integer as months from contribution c
                           where c.account = p.account and c.taken_back is null) c
      cross join lateral (select coalesce(sum(b.amount), 0) as amount from balance b
                           where b.account = p.account) b
      cross join lateral (select count(*)::integer as items from suspense_item s
                           where s.account = p.account) s
      where c.months <> 1 or b.amount <> p.amount or s.items <> 0`,
    [JSON.stringify(payable)],
  );
  return {
    id: 'money',
    title: 'every transfer was booked once, to the account and the month it is for',
    wrong: rows.map((row) => JSON.stringify(row)),
    note: `${payable.length} transfers`,
  };
}
