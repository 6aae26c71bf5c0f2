/**
 * Withdrawals while processes are killed: a clerk has a part of each balance paid out; afterwards each case is paid,
 * and the bank has paid it once.
 */
import { setTimeout as delay } from 'node:timers/promises';
import { addDays, dateAt } from '../../src/domain/calendar.ts';
import { CENTER, type Finding } from './books.ts';
import { underKills, type MoneyRun, type Part, type Payable } from './stretch.ts';
import { accepted, cardOf, handIn, retryNow } from './opening.ts';

const PAID_WITHIN_MS = 4 * 60_000;
const LOOK_EVERY_MS = 500;
/** How many are begun before the first kill. */
const GATE = 0.75;
const AMOUNT = '120.50';
const MATERIALS = ['identity-document', 'building-permit', 'expense-receipt'] as const;

export async function drawn(money: MoneyRun, holders: readonly Payable[]): Promise<Part> {
  const now = { done: 0 };
  const spread = { openings: holders.length, done: () => now.done };
  const { result: cases, kills } = await underKills(money, spread, async (firstKill) => {
    const begun = [];
    for (const one of holders) {
      begun.push(await begin(money, one));
      now.done = begun.length / 2;
      if (begun.length === Math.ceil(holders.length * GATE)) await firstKill();
    }
    await untilPaid(money, begun, (paid) => {
      now.done = (holders.length + paid) / 2;
    });
    return begun;
  });
  return { finding: await paidOnce(money, cases), kills };
}

async function begin({ clerk, dice, run }: MoneyRun, { id, n }: Payable): Promise<string> {
  const key = (step: string) => `${run}-${n}-withdrawal-${step}`;
  const evidence = [];
  for (const kind of MATERIALS) {
    evidence.push({ kind, file: await handIn({ by: clerk, dice }, kind, key(kind)) });
  }
  const reply = await clerk.ask({
    ...{ method: 'POST', path: '/cases', key: key('start'), hangsUp: dice.chance(0.15) },
    json: {
      type: 'withdrawal',
      application: {
        ...{ account: id, purpose: 'construction', amount: AMOUNT, evidence, bankCard: cardOf(n) },
        expense: { amount: '9000.00', on: addDays(dateAt(Date.now()), -30), reference: `SG-${n}` },
      },
    },
  });
  return accepted(reply, `the withdrawal of opening ${n}`).id;
}

/** Parked ones are tried again; what does not come to its end is found by the books. */
async function untilPaid(
  money: MoneyRun,
  cases: readonly string[],
  tell: (paid: number) => void,
): Promise<void> {
  const { own, signal } = money;
  const giveUpAt = Date.now() + PAID_WITHIN_MS;
  for (;;) {
    const found = await own
      .query<{ id: string; version: number; stage: string; open: boolean }>(
        'select id, version, stage, closed_at is null as open from "case" where id = any ($1)',
        [cases],
      )
      .catch(() => null);
    const rows = found?.rows ?? [];
    const paid = rows.filter(({ open }) => !open).length;
    tell(paid);
    if (paid === cases.length || Date.now() > giveUpAt) return;
    for (const one of rows) if (one.stage === 'needs attention') await retryNow(one, money);
    await delay(LOOK_EVERY_MS, undefined, { signal });
  }
}

async function paidOnce({ own, outside }: MoneyRun, cases: readonly string[]): Promise<Finding> {
  const { rows } = await own.query<Record<string, unknown>>(
    `select c.id as "case", c.stage, p.payouts, p.paid, p.moved, j.journals
       from unnest($1::uuid[]) as asked(id) left join "case" c on c.id = asked.id
      cross join lateral (select count(*)::integer as payouts,
                            count(*) filter (where o.state = 'paid')::integer as paid,
                            coalesce(sum(o.moved), 0) as moved from payout o where o.case_id = asked.id) p
      cross join lateral (select array_agg(j.kind order by j.id) as journals from journal j
                           where j.case_id = asked.id) j
      where (c.stage, p.payouts, p.paid, p.moved) is distinct from ('paid', 1, 1, $2::numeric)
         or j.journals is distinct from array['reserve', 'payment']`,
    [cases, AMOUNT],
  );
  const atBank = await outside.query<{ state: string; n: number }>(
    `select state, count(*)::integer as n from sim.bank_instruction
      where center = $1 and kind = 'payout' group by state`,
    [CENTER],
  );
  const told = JSON.stringify(atBank.rows);
  const wanted = JSON.stringify([{ state: 'done', n: cases.length }]);
  return {
    id: 'payouts',
    title: 'every withdrawal was paid once, at the bank and in the books',
    wrong: [
      ...rows.map((row) => JSON.stringify(row)),
      ...(told === wanted ? [] : [`the bank carried out ${told}`]),
    ],
    note: `${cases.length} withdrawals`,
  };
}
