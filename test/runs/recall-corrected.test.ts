/** （五）分类核算: a debit that the bank takes back leaves the source in which its money stands now. */
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { ProofResult } from '../../src/cases/proof-checks.ts';
import type { MoneySource } from '../../src/ledger/chart.ts';
import { negated, yuan } from '../../src/domain/money.ts';
import { bench } from '../db/fixtures.ts';
import { owedBy } from '../ledger/corrections.ts';
import { DAY, takeover } from '../ledger/entries.ts';
import { balanceOf, record } from '../ledger/fixtures.ts';
import { correctSource } from '../ledger/source-corrections.ts';
import { bankDouble } from './bank-double.ts';
import { contributor, debitKey, type Contributor } from './contributors.ts';
import { runs, shippedFigures } from './fixtures.ts';

const suite = bench();
const bank = bankDouble();
const { start, drive, row } = runs(suite, { bank: () => bank.client });

beforeAll(() => shippedFigures(suite));

const instant = (day: string) => Date.parse(`${day}T10:00:00+08:00`);
async function collect(day: string): Promise<string> {
  const run = await start('collection', day);
  await drive(run, instant(day));
  return run;
}

let day = 0;
let one: Contributor;
let on = '';

/** Nobody else is debited: whoever was before owes nothing any more. */
async function quiet(): Promise<void> {
  await suite.owner.query('update plan set active = false');
  await suite.owner.query(
    `update contribution_due set state = 'void', settled_on = due_on, next_on = null
      where state = 'open'`,
  );
  await suite.owner.query(`update debit set state = 'refused' where state in ('planned', 'sent')`);
  await suite.owner.query(`update run_item set state = 'failed' where state = 'sent'`);
  await suite.owner.query(
    `update run set state = 'done', ended_at = now() where state = 'working'`,
  );
}

beforeEach(async () => {
  day += 1;
  on = `2026-10-${String(day).padStart(2, '0')}`;
  await quiet();
  one = await contributor(suite, { paidTo: '2026-09', debitDay: day });
  const run = await collect(on);
  bank.pay(debitKey(one, '2026-10'), on);
  await drive(run, instant(on));
});

const toUnit = (amount: string, since = on) =>
  correctSource(suite, one.account, { from: 'flexible', to: 'unit', amount, since });

/** It has left the account since. */
const gone = (amount: string, source: MoneySource) =>
  record(suite, [
    {
      ...{ key: `test/gone/${one.account}`, kind: 'fund-income', valueDate: DAY, by: 'test' },
      lines: [
        { book: 'personal', account: one.account, source, amount: negated(yuan(amount)) },
        { book: 'result', amount: yuan(amount) },
      ],
    },
  ]);

/** Taken back by the bank: what both sources hold then, and what is owed. */
async function recalled() {
  await quiet();
  const then = `2026-11-${String(day).padStart(2, '0')}`;
  bank.recall(debitKey(one, '2026-10'), then);
  await collect(then);
  const held = async (source: MoneySource) => (await balanceOf(suite, one.account, source)).amount;
  const owed = (await owedBy(suite, one.account)).map(({ amount }) => amount);
  const { rows } = await suite.owner.query<{ state: string }>(
    'select state from debit where account = $1',
    [one.account],
  );
  expect(rows).toEqual([{ state: 'returned' }]);
  const proof = await start('proof', '2026-11-30');
  await drive(proof, instant('2026-11-30'));
  const { checks } = (await row(proof))['result'] as ProofResult;
  expect(checks.filter(({ ok }) => ok === false).map(({ name }) => name)).toEqual([]);
  return { flexible: await held('flexible'), unit: await held('unit'), owed };
}

describe('a month that was corrected to unit money', () => {
  it('is taken back from there, whatever else the account has', async () => {
    await record(suite, [takeover(one.account, '300.00', 'unit'), takeover(one.account, '900.00')]);
    await toUnit('800.00');
    expect(await recalled()).toEqual({ flexible: '900.00', unit: '300.00', owed: [] });
  });

  it('in part is taken from both', async () => {
    await toUnit('500.00');
    expect(await recalled()).toEqual({ flexible: '0.00', unit: '0.00', owed: [] });
  });

  it('and drawn since is owed for what is lacking', async () => {
    await toUnit('800.00');
    await gone('300.00', 'unit');
    expect(await recalled()).toEqual({ flexible: '0.00', unit: '0.00', owed: ['300.00'] });
  });

  it('and back again is taken as it was credited', async () => {
    await toUnit('800.00');
    await correctSource(suite, one.account, {
      ...{ from: 'unit', to: 'flexible', amount: '800.00', since: null },
    });
    await record(suite, [takeover(one.account, '300.00', 'unit')]);
    expect(await recalled()).toEqual({ flexible: '0.00', unit: '300.00', owed: [] });
  });
});

describe('a month that was never corrected', () => {
  it('takes nothing of what a unit has paid', async () => {
    await record(suite, [takeover(one.account, '900.00', 'unit')]);
    await gone('800.00', 'flexible');
    expect(await recalled()).toEqual({ flexible: '0.00', unit: '900.00', owed: ['800.00'] });
  });

  it('stays whole where older money was corrected: flexible money is there', async () => {
    await record(suite, [takeover(one.account, '900.00')]);
    await toUnit('200.00', '2026-11-01');
    expect(await recalled()).toEqual({ flexible: '700.00', unit: '200.00', owed: [] });
  });
});
