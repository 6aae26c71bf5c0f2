/**
 * A collection while processes are killed: mandates are confirmed, the accounts are made to be some months old, and the
 * run of today debits what they owe; afterwards each due was debited once and stands in the books once.
 */
import { setTimeout as delay } from 'node:timers/promises';
import { z } from 'zod';
import { addMonths, dateAt, monthOf } from '../../src/domain/calendar.ts';
import { CENTER, type Finding } from './books.ts';
import { underKills, type MoneyRun, type Part, type Payable } from './stretch.ts';
import { cardOf } from './opening.ts';
import { ended } from './proof.ts';

const CONFIRMED_WITHIN_MS = 2 * 60_000;
const LOOK_EVERY_MS = 250;
/** As the simulated bank sends it: the last digits of the card. */
const CODE_DIGITS = 6;
const AGE_MONTHS = 3;

const Account = z.object({
  mandate: z.object({ state: z.string(), version: z.number() }).nullable(),
});

export async function collected(money: MoneyRun, debtors: readonly Payable[]): Promise<Part> {
  for (const one of debtors) await confirm(money, one);
  await areActive(money, debtors);
  const on = dateAt(Date.now());
  await makeOlder(money, debtors);
  // The first kill may fall as soon as the run is asked for: with little to do it is over in a moment.
  const now = { done: debtors.length / 2 };
  const spread = { openings: debtors.length, done: () => now.done };
  const { result, kills } = await underKills(money, spread, async () => {
    const over = new AbortController();
    const looking = look(money, debtors.length, {
      tell: (done) => {
        now.done = Math.max(now.done, done);
      },
      signal: AbortSignal.any([over.signal, money.signal]),
    });
    const { wrong } = await ended(money, { kind: 'collection', on, turn: 'first' });
    over.abort();
    await looking;
    return wrong;
  });
  const once = await debitedOnce(money, debtors);
  return {
    finding: { ...once, wrong: [...(result === null ? [] : [result]), ...once.wrong] },
    kills,
  };
}

async function confirm({ clerk, run }: MoneyRun, { id, n }: Payable): Promise<void> {
  const { mandate } = Account.parse(
    (await clerk.ask({ method: 'GET', path: `/accounts/${id}` })).body,
  );
  if (mandate?.state !== 'unconfirmed') return;
  await clerk.ask({
    ...{ method: 'POST', path: `/accounts/${id}/mandate:confirm`, key: `${run}-${n}-confirm` },
    version: mandate.version,
    json: { code: cardOf(n).number.slice(-CODE_DIGITS) },
  });
}

/** Whoever is not confirmed in time is found by what was not debited. */
async function areActive({ own, signal }: MoneyRun, debtors: readonly Payable[]): Promise<void> {
  const giveUpAt = Date.now() + CONFIRMED_WITHIN_MS;
  for (;;) {
    const { rowCount } = await own.query(
      `select from mandate where account = any ($1) and state = 'active' and under_way is null`,
      [debtors.map(({ account }) => account)],
    );
    if (rowCount === debtors.length || Date.now() > giveUpAt) return;
    await delay(LOOK_EVERY_MS, undefined, { signal });
  }
}

/** Opened some months ago, and to be debited on the first: of last month or of this one it is owed today. */
async function makeOlder({ own }: MoneyRun, debtors: readonly Payable[]): Promise<void> {
  const today = dateAt(Date.now());
  const accounts = debtors.map(({ account }) => account);
  await own.query('update account set opened_on = $2 where number = any ($1)', [
    ...[accounts, addMonths(today, -AGE_MONTHS)],
  ]);
  await own.query('update plan set debit_day = 1, from_month = $2 where account = any ($1)', [
    ...[accounts, monthOf(addMonths(today, -1))],
  ]);
}

interface Looking {
  readonly tell: (done: number) => void;
  readonly signal: AbortSignal;
}

/** A quarter when the list is frozen, a half when the bank has it, the rest as it is booked. */
async function look({ own }: MoneyRun, debtors: number, { tell, signal }: Looking): Promise<void> {
  while (!signal.aborted) {
    const found = await own
      .query<{ listed: number; sent: number; paid: number }>(
        `select count(*)::integer as listed, count(d.key) filter (where d.state <> 'planned')::integer as sent,
                count(*) filter (where d.state = 'paid')::integer as paid
           from run r join run_item i on i.run = r.id left join debit d on d.run = i.run and d.n = i.n
          where r.kind = 'collection' and i.verdict = 'due'`,
      )
      .catch(() => null);
    const [row] = found?.rows ?? [];
    if (row && row.listed > 0) {
      tell(row.paid > 0 ? debtors / 2 + row.paid / 2 : row.sent > 0 ? debtors / 2 : debtors / 4);
    }
    await delay(LOOK_EVERY_MS, undefined, { signal }).catch(() => undefined);
  }
}

async function debitedOnce(
  { own, outside }: MoneyRun,
  debtors: readonly Payable[],
): Promise<Finding> {
  const { rows } = await own.query<Record<string, unknown>>(
    `select p.account, d.debits, d.paid, d.moved, m.months, m.amount as "of months", b.amount as balance,
            o.open, s.items as "in suspense"
       from unnest($1::text[]) as p(account)
      cross join lateral (select count(*)::integer as debits,
                            count(*) filter (where d.state = 'paid')::integer as paid,
                            coalesce(sum(d.moved), 0) as moved from debit d where d.account = p.account) d
      cross join lateral (select count(distinct c.month)::integer as months, count(*)::integer as rows,
                            coalesce(sum(c.amount), 0) as amount from contribution c
                           where c.account = p.account and c.taken_back is null) m
      cross join lateral (select coalesce(sum(b.amount), 0) as amount from balance b
                           where b.account = p.account) b
      cross join lateral (select count(*)::integer as open from contribution_due o
                           where o.account = p.account and o.state <> 'paid'
                             -- Months before that no list asked for in time.
                             and o.left_out is distinct from 'cycle-over') o
      cross join lateral (select count(*)::integer as items from suspense_item s
                           where s.account = p.account) s
      where (d.debits, d.paid, o.open, s.items, m.rows) <> (1, 1, 0, 0, m.months) or m.months < 1
         or d.moved <> b.amount or m.amount <> b.amount`,
    [debtors.map(({ account }) => account)],
  );
  const atBank = await outside.query<{ state: string; n: number }>(
    `select state, count(*)::integer as n from sim.bank_instruction
      where center = $1 and kind = 'debit' group by state`,
    [CENTER],
  );
  const told = JSON.stringify(atBank.rows);
  const wanted = JSON.stringify([{ state: 'done', n: debtors.length }]);
  return {
    id: 'collection',
    title: 'every due was debited once, at the bank and in the books',
    wrong: [
      ...rows.map((row) => JSON.stringify(row)),
      ...(told === wanted ? [] : [`the bank carried out ${told}`]),
    ],
    note: `${debtors.length} debits`,
  };
}
