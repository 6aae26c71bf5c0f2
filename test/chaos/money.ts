/**
 * Money while processes are killed: the first month is transferred to every other account that was opened, the
 * rest is debited by a collection, and of what was transferred something is drawn again; afterwards each stands
 * in the books once, the bank's statement says the same, and a proof of the books is green.
 */
import { setTimeout as delay } from 'node:timers/promises';
import type { Finding } from './books.ts';
import { CENTER } from './books.ts';
import { collected } from './debits.ts';
import type { Kill } from './killer.ts';
import { drawn } from './payouts.ts';
import { reconciledAndProved } from './proof.ts';
import { underKills, type MoneyRun, type Part, type Payable } from './stretch.ts';

const BOOKED_WITHIN_MS = 4 * 60_000;
const LOOK_EVERY_MS = 250;
/** How much of it is sent before the first kill. */
const GATE = 0.75;

export interface MoneyResult {
  readonly findings: readonly Finding[];
  /** By what was going on. */
  readonly kills: Readonly<Record<'transfers' | 'collection' | 'payouts', readonly Kill[]>>;
}

/** Pays in, collects and pays out, then holds the bank's statement beside the books. */
export async function payAndProve(money: MoneyRun): Promise<MoneyResult> {
  const { openings, say } = money;
  const { rows } = await money.own.query<Omit<Payable, 'n'> & { readonly opened: string }>(
    `select a.id, a.number as account, p.monthly_amount::text as amount, a.opened_by_case as opened
       from account a join plan p on p.account = a.number and p.active
       join "case" c on c.id = a.opened_by_case order by a.number`,
  );
  const numbers = new Map(openings.map(({ caseId, n }) => [caseId, n]));
  const all = rows.map(({ opened, ...one }): Payable => ({ ...one, n: numbers.get(opened) ?? -1 }));
  const paying = all.filter((_, at) => at % 2 === 0);
  const debited = all.filter((_, at) => at % 2 === 1);
  const transfers = await transferred(money, paying);
  say('a collection debits the others');
  const collection = await collected(money, debited);
  say('money is drawn');
  const payouts = await drawn(money, paying);
  const parts = [transfers, collection, payouts];
  return {
    findings: [...parts.map(({ finding }) => finding), ...(await reconciledAndProved(money))],
    kills: {
      ...{ transfers: transfers.kills, collection: collection.kills, payouts: payouts.kills },
    },
  };
}

async function transferred(money: MoneyRun, payable: readonly Payable[]): Promise<Part> {
  const now = { sent: 0, booked: 0 };
  // They are booked in one go: half of it is that they leave.
  const spread = { openings: payable.length, done: () => (now.sent + now.booked) / 2 };
  const { kills } = await underKills(money, spread, async (firstKill) => {
    const counting = count(money, payable, (booked) => {
      now.booked = booked;
    });
    for (const one of payable) {
      await transfer(money, one);
      now.sent += 1;
      if (now.sent === Math.ceil(payable.length * GATE)) await firstKill();
    }
    await counting;
  });
  return { finding: await bookedOnce(money, payable), kills };
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
