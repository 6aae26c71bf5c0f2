/** 账务核验: payments, debits, paid months and subsidies beside their journals, each way broken once. */
import { randomUUID } from 'node:crypto';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { ProofResult } from '../../src/cases/proof-checks.ts';
import { yuan } from '../../src/domain/money.ts';
import { bench, CENTER } from '../db/fixtures.ts';
import { tamper as tamperWith } from '../db/tamper.ts';
import { contribution, DAY, takeover } from '../ledger/entries.ts';
import { newAccount, record } from '../ledger/fixtures.ts';
import { instructions } from '../ledger/instructions.ts';
import { runs, shippedFigures } from './fixtures.ts';

const suite = bench();
const { start, drive, row } = runs(suite);
const tamper = (...statements: readonly string[]) => tamperWith(suite, ...statements);
const { drawn, paid, refused, returned, numberOf } = instructions(suite);

let account = '';
let month = '';

beforeAll(async () => {
  await shippedFigures(suite);
  account = await newAccount(suite);
  await record(suite, [takeover(account, '90000.00')]);
  month = await debited('2026-10', '800.00');
});

async function found(): Promise<ProofResult> {
  const run = await start('proof', DAY);
  await drive(run);
  return (await row(run))['result'] as ProofResult;
}

async function wrong(): Promise<Readonly<Record<string, readonly string[]>>> {
  const { checks, verdict } = await found();
  const red = checks.filter(({ ok }) => ok === false);
  expect(verdict).toBe(red.length > 0 ? 'red' : 'green');
  return Object.fromEntries(red.map(({ name, broken }) => [name, broken]));
}

/** Breaks, looks, mends. */
async function broken(statement: string, mend: string): Promise<ReturnType<typeof wrong>> {
  await tamper(statement);
  try {
    return await wrong();
  } finally {
    await tamper(mend);
  }
}

const debitKeyOf = (covers: string) => `debit/test/${covers}/1`;

/** A debit that the bank made, with its journal and its month. @returns the number of the journal */
async function debited(covers: string, amount: string): Promise<string> {
  const key = debitKeyOf(covers);
  const [made] = await record(suite, [
    contribution(account, amount, { key: `contribution/${key}` }),
  ]);
  const journal = made!.journal;
  await tamper(
    `insert into debit (key, center, account, covers_from, attempt, mandate, amount, run, n, batch,
       state, outcome, serial, moved, booked_on, journal)
     values ('${key}', '${CENTER}', '${account}', '${covers}', 1, '${randomUUID()}', ${amount}, 'r', 1,
       1, 'paid', 'paid', 'S', ${amount}, '${DAY}', ${journal})`,
    `insert into contribution (account, month, amount, journal, paid_on)
     values ('${account}', '${covers}', ${amount}, ${journal}, '${DAY}')`,
  );
  return journal;
}

describe('facts and journals that agree', () => {
  it('are green, whatever became of a payment', async () => {
    const open = await drawn(account, '100.00');
    expect(await wrong()).toEqual({});
    await refused(open.key);
    expect(await wrong()).toEqual({});
    const later = await drawn(account, '100.00');
    await paid(later.key, '100.00', '2026-11-25');
    expect(await wrong()).toEqual({});
    await returned(later.key, '100.00');
    expect(await wrong()).toEqual({});
    for (const moved of ['90.00', '110.00']) {
      const otherwise = await drawn(account, '100.00');
      await paid(otherwise.key, moved);
      expect(await wrong()).toEqual({});
    }
    const { checks } = await found();
    const counted = (name: string) => checks.find((check) => check.name === name)?.counted;
    expect(counted('payouts')).toBe(8);
    expect(counted('debits')).toBe(1);
    expect(counted('months')).toBe(1);
  });
});

describe('an instruction to pay', () => {
  let key = '';
  let number = '';

  beforeEach(async () => {
    expect(await wrong()).toEqual({});
  });

  beforeAll(async () => {
    const made = await drawn(account, '500.00');
    ({ key } = made);
    number = await numberOf(made.caseId);
    await paid(key, '500.00');
  });

  it.each([
    ['another amount', 'amount = amount + 1', 'amount = amount - 1'],
    ['that the bank moved something else', 'moved = moved + 1', 'moved = moved - 1'],
    ['another day of payment', 'booked_on = booked_on + 1', 'booked_on = booked_on - 1'],
    ['another line of the statement', `serial = serial || 'x'`, 'serial = left(serial, -1)'],
    [
      'that it was never paid',
      `state = 'sent', serial = null, answered_at = null`,
      `state = 'paid', serial = 'S-' || key, answered_at = now()`,
    ],
  ])('that says %s is named by its case', async (_, change, back) => {
    const where = ` where key = '${key}'`;
    expect(
      await broken(`update payout set ${change}${where}`, `update payout set ${back}${where}`),
    ).toEqual({ payouts: [number] });
  });

  it('of another account is named', async () => {
    const other = await newAccount(suite);
    const to = (one: string) => `update payout set account = '${one}' where key = '${key}'`;
    expect(await broken(to(other), to(account))).toEqual({ payouts: [number] });
  });

  it('that is gone leaves journals that nobody ordered', async () => {
    expect(
      await broken(
        `create table gone_payout as select * from payout where key = '${key}';
         delete from payout where key = '${key}'`,
        'insert into payout select * from gone_payout; drop table gone_payout',
      ),
    ).toEqual({ payouts: [number] });
  });

  it('that says paid and has no payment is named', async () => {
    const moved = (from: string, to: string) =>
      `update journal set key = '${to}' where key = '${from}'`;
    const own = `payment/${key}`;
    // Of a key that is no instruction's, the payment is nobody's, and the instruction has none.
    const red = await broken(moved(own, 'stray'), moved('stray', own));
    expect(red['payouts']).toContain(number);
  });

  it('that was paid twice is named', async () => {
    const twice = (sign: number) =>
      `[{"key": "payment/${key}/again", "kind": "payment", "by": "t", "valueDate": "${DAY}",
         "caseId": "${key.split('/')[1]!}", "lines": [{"book": "in-payment", "amount": "${-sign}"},
         {"book": "bank", "amount": "${sign}"}]}]`;
    const red = await broken(
      `select ledger_post('${CENTER}', '${twice(500)}')`,
      `delete from posting where journal in (select id from journal where key = 'payment/${key}/again');
       delete from journal where key = 'payment/${key}/again'`,
    );
    expect(red).toMatchObject({ payouts: [number], 'in-payment': [number] });
  });

  it('beside a withdrawal that stands otherwise is named', async () => {
    const to = (state: string) =>
      `update withdrawal set state = '${state}' where case_id = '${key.split('/')[1]!}'`;
    expect(await broken(to('released'), to('paid'))).toEqual({ payouts: [number] });
  });

  it('is never without a case: such a journal is named by its number', async () => {
    const made = await record(suite, [
      {
        ...{ key: 'stray/1', kind: 'payment', valueDate: DAY, by: 'test' },
        lines: [
          { book: 'in-payment', amount: yuan('-1.00') },
          { book: 'subsidy-fund', amount: yuan('1.00') },
        ],
      },
    ]);
    const red = await wrong();
    expect(red['payouts']).toEqual([`凭证${made[0]!.journal}`]);
    await tamper(
      `delete from posting where journal = ${made[0]!.journal};
       delete from journal where id = ${made[0]!.journal}`,
    );
    // A range that was proved red is no base: the next proof has none to compare with.
    expect(await wrong()).toEqual({});
  });
});

describe('a debit', () => {
  beforeEach(async () => {
    expect(await wrong()).toEqual({});
  });

  const named = () => ({ debits: [`${account} 2026-10`] });
  const where = ` where key = '${debitKeyOf('2026-10')}'`;

  it.each([
    ['that the bank moved something else', 'moved = moved + 1', 'moved = moved - 1'],
    ['another day', 'booked_on = booked_on + 1', 'booked_on = booked_on - 1'],
    ['that it was refused', `state = 'refused'`, `state = 'paid'`],
    ['that the money stands in suspense', `state = 'to-suspense'`, `state = 'paid'`],
    ['that the bank took it back', `state = 'returned'`, `state = 'paid'`],
  ])('that says %s is named by account and month', async (_, change, back) => {
    expect(
      await broken(`update debit set ${change}${where}`, `update debit set ${back}${where}`),
    ).toEqual(named());
  });

  it('that was made and became nothing is named, and its journal is nobody’s', async () => {
    expect(
      await broken(
        `update debit set journal = null${where}`,
        `update debit set journal = ${month}${where}`,
      ),
    ).toEqual({ debits: [`${account} 凭证${month}`, `${account} 2026-10`] });
  });

  it('whose journal two debits claim is named', async () => {
    const other = debitKeyOf('2026-09');
    const red = await broken(
      `insert into debit (key, center, account, covers_from, attempt, mandate, amount, run, n, batch,
         state, outcome, serial, moved, booked_on, journal)
       select '${other}', center, account, '2026-09', 1, mandate, amount, run, 2, 1, state, outcome,
         serial, moved, booked_on, journal from debit${where}`,
      `delete from debit where key = '${other}'`,
    );
    expect(red).toEqual({ debits: [`${account} 2026-09`, `${account} 2026-10`] });
  });
});

describe('a paid month', () => {
  beforeEach(async () => {
    expect(await wrong()).toEqual({});
  });

  const name = () => ({ months: [`${account} 凭证${month}`] });
  const where = () => ` where journal = ${month}`;

  it('of another amount than was credited is named', async () => {
    const add = (sign: string) => `update contribution set amount = amount ${sign} 0.01${where()}`;
    expect(await broken(add('+'), add('-'))).toEqual(name());
  });

  it('of another account than was credited is named', async () => {
    const other = await newAccount(suite);
    const to = (one: string) => `update contribution set account = '${one}'${where()}`;
    expect(await broken(to(other), to(account))).toEqual({ months: [`${other} 凭证${month}`] });
  });

  it('that is gone leaves a contribution that paid nothing', async () => {
    expect(
      await broken(
        `delete from contribution${where()}`,
        `insert into contribution (account, month, amount, journal, paid_on)
         values ('${account}', '2026-10', 800, ${month}, '${DAY}')`,
      ),
    ).toEqual(name());
  });

  it('that stands on money nobody contributed is named', async () => {
    const { rows } = await suite.owner.query<{ id: string }>(
      `select id from journal where kind = 'takeover' limit 1`,
    );
    const id = rows[0]!.id;
    expect(
      await broken(
        `insert into contribution (account, month, amount, journal, paid_on)
         values ('${account}', '2026-08', 800, ${id}, '${DAY}')`,
        `delete from contribution where journal = ${id}`,
      ),
    ).toEqual({ months: [`${account} 凭证${id}`] });
  });

  it('taken back by nothing is named; reversed, it covers nothing', async () => {
    const taken = (by: string) => `update contribution set taken_back = ${by}${where()}`;
    expect(await broken(taken(month), taken('null'))).toEqual(name());
    const other = await debited('2026-07', '800.00');
    const { rows } = await suite.app.query<{ journal: string }>(
      'select journal from ledger_reverse($1, $2, $3)',
      [CENTER, other, { key: 'test/back', valueDate: DAY, by: 'test' }],
    );
    expect(await wrong()).toEqual({
      months: [`${account} 凭证${other}`],
      debits: [`${account} 2026-07`],
    });
    await tamper(
      `update contribution set taken_back = ${rows[0]!.journal} where journal = ${other}`,
      `update debit set state = 'returned' where journal = ${other}`,
    );
    expect(await wrong()).toEqual({});
  });
});

describe('a subsidy', () => {
  it('of another amount than was credited, and a credit that no subsidy stands for, are named', async () => {
    expect(await wrong()).toEqual({});
    await record(suite, [
      {
        ...{ key: 'funding/test', kind: 'subsidy-funding', valueDate: DAY, by: 'test' },
        lines: [
          { book: 'result', amount: yuan('-40.00') },
          { book: 'subsidy-fund', amount: yuan('40.00') },
        ],
      },
    ]);
    const [made] = await record(suite, [
      {
        ...{ key: 'subsidy/test', kind: 'subsidy', valueDate: DAY, by: 'test' },
        lines: [
          { book: 'subsidy-fund', amount: yuan('-40.00') },
          { book: 'personal', account, source: 'subsidy', amount: yuan('40.00') },
        ],
      },
    ]);
    const name = { subsidies: [`${account} 凭证${made!.journal}`] };
    expect(await wrong()).toEqual(name);
    await tamper(
      `insert into subsidy (journal, account, month, contribution, amount, rate)
       values (${made!.journal}, '${account}', '2026-10', ${month}, 40, '0.05')`,
    );
    expect(await wrong()).toEqual({});
    const add = (sign: string) => `update subsidy set amount = amount ${sign} 1`;
    expect(await broken(add('+'), add('-'))).toEqual(name);
  });
});
