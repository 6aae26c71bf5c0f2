/** A run whose process dies at any commit, before it or after it: nothing is lost, nothing is doubled. */
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { bench, CENTER, newPerson } from '../db/fixtures.ts';
import { balanceOf, newAccount, record } from '../ledger/fixtures.ts';
import { on, takeover } from '../ledger/interest-fixtures.ts';
import { bankDouble, type BankDouble } from './bank-double.ts';
import { contributor, debitKey, type Contributor } from './contributors.ts';
import { deaths, doomed } from './dying-pool.ts';
import { runs, shippedFigures } from './fixtures.ts';

const suite = bench();
let bank: BankDouble;
const own = runs(suite, { bank: () => bank.client });
const { start, act, row, events } = own;
const { workOn, dieAndGoOn } = doomed(suite, own);

beforeAll(() => shippedFigures(suite));
beforeEach(() => {
  bank = bankDouble();
});

describe('a collection', () => {
  const instant = Date.parse('2026-11-16T10:00:00+08:00');
  /** The list; the batch, that it may have left and that it came; two looks for more of it. */
  const OUT = 7;
  /** A look for more, both halves of the page, the cursor, another look, and the end. */
  const BACK = 6;
  let people: Contributor[];
  let run: string;
  beforeEach(async () => {
    await suite.owner.query('update plan set active = false');
    await suite.owner.query('truncate bank_cursor');
    people = [];
    for (let n = 0; n < 3; n += 1) {
      people.push(await contributor(suite, { paidTo: '2026-10', debitDay: 16 }));
    }
    run = await start('collection', '2026-11-16');
  });

  async function expectPaidOnce(): Promise<void> {
    for (const one of people) {
      expect((await balanceOf(suite, one.account)).amount).toBe('800.00');
      const { rows } = await suite.owner.query(
        'select month from contribution where account = $1',
        [one.account],
      );
      expect(rows).toEqual([{ month: '2026-11' }]);
    }
    expect(await row(run)).toMatchObject({
      state: 'done',
      done: 3,
      done_amount: '2400.00',
      sent: 0,
    });
    expect(bank.sendings()).toBe(3);
    const { rows } = await suite.owner.query('select list, cursor from bank_cursor');
    expect(rows).toEqual([{ list: 'results', cursor: '3' }]);
    const told = await events(run);
    expect(told.filter((kind) => kind === 'run-previewed')).toHaveLength(1);
    expect(told.filter((kind) => kind === 'run-done')).toHaveLength(1);
  }

  const answerAll = () => {
    for (const one of people) bank.pay(debitKey(one, '2026-11'), '2026-11-16');
  };

  it('has this many commits, all of which are died at below', async () => {
    expect(await workOn(run, instant, null)).toEqual({ commits: OUT, dead: false });
    answerAll();
    expect(await workOn(run, instant, null)).toEqual({ commits: BACK, dead: false });
    await expectPaidOnce();
  });

  it.each(deaths(OUT))('dies $when commit $at on its way to the bank', async (death) => {
    await dieAndGoOn(run, instant, death);
    answerAll();
    await workOn(run, instant, null);
    await expectPaidOnce();
  });

  it.each(deaths(BACK))('dies $when commit $at over the answers', async (death) => {
    await workOn(run, instant, null);
    answerAll();
    await dieAndGoOn(run, instant, death);
    await expectPaidOnce();
  });
});

describe('a settlement', () => {
  const instant = Date.parse('2026-07-01T00:30:00+08:00');
  const LIST = 1;
  /** Three side by side for both items, three that find nothing more, and the end. */
  const WORK = 7;
  /** Accounts between the two that have money: more than any item holds. */
  const BETWEEN = 4_000;
  let both: readonly string[];
  let run: string;

  beforeAll(async () => {
    await suite.owner.query('drop index account_one_open_per_person');
    const person = await newPerson(suite);
    await suite.owner.query(
      `insert into account (number, center, person, state, source, opened_on)
       select '5' || lpad(n::text, 19, '0'), $1, $2, 'normal', 'flexible', '2026-01-01'
         from generate_series(1, ${BETWEEN}) n`,
      [CENTER, person.id],
    );
  });
  beforeEach(async () => {
    const [before, after] = [await newAccount(suite), await newAccount(suite)];
    const last = `9${after.slice(1)}`;
    await suite.owner.query('update account set number = $2 where number = $1', [after, last]);
    both = [before, last];
    const valueDate = on('2026-01-01');
    await record(suite, [
      takeover(before, '36000.00', { valueDate }),
      takeover(last, '18000.00', { valueDate }),
    ]);
    run = await start('interest-settlement', '2026-06-30');
  });

  async function expectCreditedOnce(): Promise<void> {
    // 36,000.00 and 18,000.00 over 180 days of 360 at 1.5 %.
    const amounts = await Promise.all(both.map((one) => balanceOf(suite, one)));
    expect(amounts.map(({ amount }) => amount)).toEqual(['36270.00', '18135.00']);
    const { rows } = await suite.owner.query(
      'select account from settlement where account = any ($1) order by account',
      [both],
    );
    expect(rows).toEqual(both.map((account) => ({ account })));
    expect(await row(run)).toMatchObject({
      ...{ state: 'done', items: 2, done: 2, failed: 0, done_amount: '405.00' },
    });
    expect(await events(run)).toEqual(EVENTS);
  }

  const EVENTS = [
    ...['run-started', 'run-previewed', 'run-approved'],
    ...['run-chunk', 'run-chunk', 'run-done'],
  ];

  it('has this many commits, all of which are died at below', async () => {
    expect(await workOn(run, instant, null)).toEqual({ commits: LIST, dead: false });
    await act(run, 'approve');
    expect(await workOn(run, instant, null)).toEqual({ commits: WORK, dead: false });
    await expectCreditedOnce();
  });

  it.each(deaths(LIST))('dies $when commit $at over its list', async (death) => {
    await dieAndGoOn(run, instant, death);
    await act(run, 'approve');
    await workOn(run, instant, null);
    await expectCreditedOnce();
  });

  it.each(deaths(WORK))('dies $when commit $at, and credits once', async (death) => {
    await workOn(run, instant, null);
    await act(run, 'approve');
    await dieAndGoOn(run, instant, death);
    await expectCreditedOnce();
  });
});
