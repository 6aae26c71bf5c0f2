/**
 * The yearly settlement (年度结息) as a run: what every range of accounts would be credited is frozen,
 * approved, and then credited to just that figure or not at all.
 *
 * @source 住房公积金管理条例 第二十一条
 */
import {
  besideOthers,
  openItems,
  runEvent,
  settleItems,
  type Run,
  type RunItem,
} from '../../src/db/runs.ts';
import type { Tx } from '../../src/db/pool.ts';
import { plainDate } from '../../src/domain/calendar.ts';
import { Fault } from '../../src/domain/fault.ts';
import { checkSample } from '../../src/ledger/interest-sample.ts';
import { settle, sumSettlement, type YearlySettlement } from '../../src/ledger/interest.ts';
import { interestTerms } from '../../src/policy/interest-terms.ts';
import type { Offices } from '../offices.ts';
import type { Frozen, Progress, RunDeps, RunWork, Working } from './kind.ts';

/** Accounts of one item: what one transaction settles. */
const ACCOUNTS = 4_000;
/** Accounts of every item that are reckoned again by the rule. */
const SAMPLE = 10;

/** Ranges settled side by side: what a small database has processors for, and one while another waits for its disk. */
const LANES = 3;

export const settlementRun: RunWork = { freeze, chunk, lanes: LANES };

async function freeze(tx: Tx, run: Run, { offices }: RunDeps): Promise<Frozen> {
  const terms = await termsOf(offices, run);
  if (!terms) return { brake: 'figure-missing' };
  const { rows: ranges } = await tx.query<{ first: string; last: string }>(
    `select min(number) as first, max(number) as last
       from (select number, (row_number() over (order by number) - 1) / $2 as part
               from account where center = $1 and state <> 'closed') a
      group by part order by 1`,
    [run.center, ACCOUNTS],
  );
  const items: object[] = [];
  for (const { first, last } of ranges) {
    const sums = await sumSettlement(tx, settlementOf(run, { first, last }, terms));
    if (!sums.covered) return { brake: 'figure-missing' };
    const { accounts, interest, digest } = sums;
    if (accounts === 0) continue;
    const detail = { first, last, accounts, digest };
    items.push({ n: items.length + 1, subject: `${first}-${last}`, amount: interest, detail });
  }
  await tx.query(
    `insert into run_item (run, n, subject, verdict, amount, detail)
     select $1, n, subject, 'due', amount, detail
       from jsonb_to_recordset($2) as i(n integer, subject text, amount numeric, detail jsonb)`,
    [run.id, JSON.stringify(items)],
  );
  return {};
}

async function chunk(working: Working): Promise<Progress> {
  const { deps, run } = working;
  const terms = await termsOf(deps.offices, run);
  if (!terms) throw new Error('the figures that were there are gone');
  const taken = await besideOthers(deps.pool, run, async (tx) => {
    const [item] = await openItems(tx, run.id, 1);
    if (!item) return null;
    try {
      await tx.query('savepoint item');
      await credit(tx, working, { item, settlement: settlementOf(run, rangeOf(item), terms) });
    } catch (error) {
      // Something was posted for a day before the settlement since: the next run previews it anew.
      if (!(error instanceof Fault) || error.code !== 'version-conflict') throw error;
      await tx.query('rollback to savepoint item');
      const differs = { n: item.n, state: 'failed', outcome: 'differs-from-preview' } as const;
      await settleItems(tx, run.id, { settled: [differs], at: working.at });
    }
    return item;
  });
  return taken ? { kind: 'more' } : { kind: 'end' };
}

async function credit(
  tx: Tx,
  { run, at }: Working,
  { item, settlement }: { readonly item: RunItem; readonly settlement: YearlySettlement },
): Promise<void> {
  const { first, last, terms } = settlement;
  const settled = await settle(tx, settlement, {
    by: 'run',
    run: run.id,
    charge: `interest-charge/${run.id}/${item.n}`,
    previewed: String(item.detail['digest']),
  });
  const settledOn = plainDate(run.business_on);
  await checkSample(tx, { first, last, settledOn, terms, size: SAMPLE, seed: item.subject });
  const done = { n: item.n, state: 'done', outcome: 'credited', moved: settled.interest } as const;
  await settleItems(tx, run.id, { settled: [done], at });
  const { fresh, interest, digest } = settled;
  await runEvent(tx, run, {
    kind: 'run-chunk',
    at,
    told: { from: item.n, to: item.n, accounts: fresh, amount: interest, digest },
  });
}

type Terms = NonNullable<ReturnType<typeof interestTerms>>;
type Range = Pick<YearlySettlement, 'first' | 'last'>;

async function termsOf(offices: Offices, { center, business_on: on }: Run): Promise<Terms | null> {
  const { figures } = await offices.read();
  return interestTerms(figures, { center, on: plainDate(on) });
}

function settlementOf({ center, business_on: on }: Run, range: Range, terms: Terms) {
  return { center, ...range, year: Number(on.slice(0, 4)), terms };
}

function rangeOf({ detail }: RunItem): Range {
  return { first: String(detail['first']), last: String(detail['last']) };
}
