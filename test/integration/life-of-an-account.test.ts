/** （三）: fourteen months of a life that joins, is employed, goes back, stops and goes on, against a plain reckoning. */
import { expect, it, vi } from 'vitest';
import { addToMonth, monthOf, type PlainMonth } from '../../src/domain/calendar.ts';
import { continuity } from '../../src/policy/continuity.ts';
import { today } from '../builders.ts';
import { breaches, type Holder } from '../harness/breaches.ts';
import { office } from '../harness/office.ts';
import { takeUps, type Known } from '../harness/take-ups.ts';

const place = office();
const world = breaches(place);
const units = takeUps(place);
const MONTH = () => monthOf(today());

/**
 * A month goes by: everything of the account lies one month further back. Cases, messages and books act on the
 * day of the test; what they left is moved, so that the next one finds it a month old.
 */
async function elapse(account: string, months = 1): Promise<void> {
  const day = (column: string) => `${column} = (${column} - interval '1 month' * $2)::date`;
  const month = (column: string) =>
    `${column} = to_char(to_date(${column}, 'YYYY-MM') - interval '1 month' * $2, 'YYYY-MM')`;
  // By way of another century: no month meets the one before it on the way.
  for (const by of [months + CENTURY, -CENTURY]) {
    for (const [table, sets] of [
      ['account', [day('sealed_on'), month('paid_to'), month('activated_in')]],
      ['seal', [day('sealed_on'), day('ended_on')]],
      ['account_step', [day('taken_on')]],
      ['contribution', [month('month'), day('paid_on')]],
      ['unit_month', [month('month'), day('paid_on')]],
      ['plan', [month('from_month')]],
    ] as const) {
      const key = table === 'account' ? 'number' : 'account';
      await place.db.owner.query(`alter table ${table} disable trigger user`);
      try {
        const text = `update ${table} set ${sets.join(', ')} where ${key} = $1`;
        await place.db.owner.query(text, [account, by]);
      } finally {
        await place.db.owner.query(`alter table ${table} enable trigger user`);
      }
    }
  }
}

/** In months. */
const CENTURY = 1200;

/** The plain reckoning: who paid in which month, counted back from the last one. */
function reckoning() {
  const months = new Map<number, Set<string>>();
  let own = 0;
  const paid = (n: number, by: 'own' | 'unit') => {
    months.set(n, (months.get(n) ?? new Set()).add(by));
    if (by === 'own') own += 800;
  };
  const list = (last: number): readonly PlainMonth[] =>
    [...months.keys()].sort((a, b) => a - b).map((n) => addToMonth(MONTH(), n - last));
  return { paid, list, balance: () => own.toFixed(2) };
}

async function began(who: Holder): Promise<string> {
  const [row] = await place.ask<{ case_id: string }>(
    'select case_id from employment where account = $1',
    who.account,
  );
  const caseId = row!.case_id;
  await vi.waitFor(
    async () => {
      await world.relay();
      expect((await place.ask('select 1 from "case" where id = $1', caseId)).length).toBe(1);
    },
    { timeout: 20_000, interval: 50 },
  );
  return caseId;
}

async function takenUp(type: 'conversion-to-flexible' | 'resumption', who: Known) {
  const caseId = await units.start(type, who);
  await place.until(caseId, 'awaiting signature');
  await place.sign(caseId);
  await place.until(caseId, 'taken up');
  const [event] = await place.ask<{ public: Record<string, unknown> }>(
    `select public from event where case_id = $1 and kind = 'account-taken-up'`,
    caseId,
  );
  return event!.public;
}

it('months are a set and money is a sum, whoever paid and in whatever order it was told', async () => {
  const who = await world.holder();
  const known: Known = {
    person: { name: '张三', type: 'resident-id', number: who.number },
    ...{ personId: who.person, account: who.account, accountId: who.accountId },
  };
  const plain = reckoning();
  let now = 0;
  const ahead = async (months = 1) => {
    await elapse(who.account, months);
    now += months;
  };
  const pays = async (month = now) => {
    await world.pay(who, addToMonth(MONTH(), month - now), today());
    plain.paid(month, 'own');
  };
  const contributes = async (month = now) => {
    await units.tells('contributed', who.account, today(), {
      month: addToMonth(MONTH(), month - now),
    });
    plain.paid(month, 'unit');
  };

  // Joins, and pays three months; then two ahead.
  for (let n = 0; n < 3; n += 1) {
    await pays();
    await ahead();
  }
  await pays(3);
  await pays(4);
  // Is employed: the two months paid ahead are the unit's as well.
  await contributes();
  await place.until(await began(who), 'converted');
  for (let n = 0; n < 4; n += 1) {
    await ahead();
    await contributes();
    if (n === 1) await contributes();
  }
  // Told late, and once more: nothing changes.
  await contributes(5);
  await units.tells('sealed', who.account, today());
  await ahead();
  // Goes back in the month after the unit's last one: nothing is lost.
  const back = await takenUp('conversion-to-flexible', known);
  expect(back).toMatchObject({ continuity: 'kept', gapMonths: 0, firstMonth: MONTH() });
  for (let n = 0; n < 3; n += 1) {
    await pays();
    await ahead();
  }
  // Stops for two months and goes on: the run is broken, the months are not.
  await units.terminate(who.accountId);
  await ahead(2);
  const again = await takenUp('resumption', known);
  expect(again).toMatchObject({ continuity: 'broken', gapMonths: 2, firstMonth: MONTH() });
  await pays();
  expect(now).toBe(13);

  const covered = await place.ask<{ month: PlainMonth }>(
    'select covered_months($1) as month order by 1',
    who.account,
  );
  const months = covered.map(({ month }) => month);
  expect(months).toEqual(plain.list(now));
  expect(months).toHaveLength(12);
  const ranges = months.map((month) => ({ from: month, to: month }));
  expect(continuity({ ranges, toleratedGap: 1 })).toMatchObject({ months: 12, continuous: 1 });
  const balances = await place.ask<{ source: string; amount: string }>(
    'select source, amount::text from balance where account = $1 and amount <> 0',
    who.account,
  );
  expect(balances).toEqual([{ source: 'flexible', amount: plain.balance() }]);
  expect(await units.steps(who)).toEqual([
    ...['converted-to-employee', 'unit-sealed', 'converted-to-flexible'],
    ...['agreement-ended', 'resumed'],
  ]);
  const agreements = await place.ask<{ state: string }>(
    'select state from agreement where account = $1',
    who.account,
  );
  expect(agreements.map(({ state }) => state).sort()).toEqual([
    ...['active', 'terminated', 'terminated'],
  ]);
});

it('seals told out of order come to the same account', async () => {
  const who = await units.employee({ state: 'normal', paidTo: null });
  await units.tells('unsealed', who.account, '2026-05-08');
  await units.tells('sealed', who.account, '2026-03-31');
  await units.hear();
  await units.tells('sealed', who.account, '2026-06-30');
  expect(await units.standing(who)).toMatchObject({ state: 'sealed', sealed_on: '2026-06-30' });
  expect(await units.steps(who)).toEqual(['unit-sealed', 'unit-unsealed', 'unit-sealed']);
});
