/**
 * The yearly settlement of interest: our ledger beside plain SQL that knows no ledger.
 *
 * Plain is one statement that sums the same lines, rounds, credits each account by a line that is found by
 * its account, and writes the new balances over the old ones; told beside it is what overwriting alone takes,
 * which leaves nothing that says why a balance is what it is. Ours runs as a run does: ranges of accounts, a transaction each, with journals, postings,
 * balances, settlement rows and the charge, all invariants held, and a sample checked by the rule.
 */
import Table from 'cli-table3';
import pg from 'pg';
import { createPool } from '../src/db/pool.ts';
import { inTransaction } from '../src/db/transaction.ts';
import { plainDate } from '../src/domain/calendar.ts';
import { settle } from '../src/ledger/interest.ts';
import { checkSample } from '../src/ledger/interest-sample.ts';
import { EVERY_CENTER_FIGURES } from '../src/policy/centers/every-center.ts';
import { interestTerms, type InterestTerms } from '../src/policy/interest-terms.ts';
import { withCluster } from './database.ts';
import { targetLine } from './targets.ts';

const CENTER = '210100';
const YEAR = 2027;
const SETTLED_ON = plainDate(`${YEAR}-06-30`);
/** Accounts settled in one transaction, and transactions side by side, as the run has them. */
const RANGE = 4_000;
const LANES = 3;
/** Accounts of each range that the rule reckons again. */
const SAMPLE = 10;

export interface InterestLine {
  readonly accounts: number;
  /** Seconds. */
  readonly overwriting: number;
  readonly plain: number;
  readonly ours: number;
  readonly ratio: number;
  /** Both came to the same sum. */
  readonly interest: string;
}

type Say = (line: string) => void;

/** Each size has a cluster of its own: a size must not profit from what another left in memory. */
export async function benchInterest(
  sizes: readonly number[],
  say: Say,
): Promise<readonly InterestLine[]> {
  const lines: InterestLine[] = [];
  for (const accounts of sizes) lines.push(await measure(accounts, say));
  return lines;
}

export function interestTable(lines: readonly InterestLine[]): string {
  const table = new Table({
    head: [
      'accounts',
      'overwriting s',
      'plain s',
      'ours s',
      'ratio',
      'ours µs/account',
      'interest',
    ],
    style: { head: [], border: [] },
  });
  for (const { accounts, overwriting, plain, ours, ratio, interest } of lines) {
    const each = (ours / accounts) * 1e6;
    table.push([
      accounts.toLocaleString('en'),
      overwriting.toFixed(2),
      plain.toFixed(2),
      ours.toFixed(2),
      ratio.toFixed(2),
      each.toFixed(0),
      interest,
    ]);
  }
  const million = lines.find(({ accounts }) => accounts === 1_000_000);
  return `${table.toString()}\n${targetLine('interest', million?.ratio)}`;
}

function measure(accounts: number, say: Say): Promise<InterestLine> {
  return withCluster('anju_interest', async ({ superuser, url }) => {
    say(`filling in ${accounts.toLocaleString('en')} accounts with a year of lines`);
    await fill(superuser, accounts);
    // Each begins at rest: what one leaves to tidy is not paid for by the next.
    const overwriting = await plainly(superuser, OVERWRITING);
    say(`overwriting: ${overwriting.toFixed(2)} s`);
    await atRest(superuser, 'overwritten_balance');
    const plain = await plainly(superuser, PLAIN);
    say(`plain: ${plain.toFixed(2)} s`);
    await atRest(superuser, 'plain_balance, plain_line');
    const credited = await plainlyCredited(superuser);
    const app = createPool(url('app'), { name: 'bench-app', max: LANES });
    const ours = await settleAll(app);
    await app.end();
    if (ours.interest !== credited) {
      throw new Error(`ours came to ${ours.interest}, plain to ${credited}`);
    }
    return {
      ...{ accounts, overwriting, plain },
      ours: ours.seconds,
      ratio: ours.seconds / plain,
      interest: ours.interest,
    };
  });
}

/**
 * A balance taken over on 1 July and a contribution on a day of each month, written month by month
 * as collections write them. Filling goes past the triggers; it is not what is measured.
 */
const FILL = [
  'set session_replication_role = replica',
  `insert into center (code, name, short_name, document_prefix, rule, reconsideration_body)
   values ('${CENTER}', '甲中心', '甲', '甲', '甲规', '甲府')`,
  `insert into person (id, center, key_id, key_destroyed_at, name, name_hash)
   values ('00000000-0000-4000-8000-000000000000', '${CENTER}', 'bench', now(), '', 'bench')`,
  'drop index account_one_open_per_person',
  `insert into account (number, center, person, state, source, opened_on, posted)
   select lpad(n::text, 20, '0'), '${CENTER}', '00000000-0000-4000-8000-000000000000', 'normal',
     'flexible', date '2026-07-01', true from generate_series(1, ROWS) n`,
  `insert into journal (center, key, kind, value_date, recorded_by, lines, digest)
   select '${CENTER}', 'bench/' || m, case m when 0 then 'takeover' else 'contribution' end,
     date '2026-07-01' + (m * 30), 'bench', ROWS + 1, '' from generate_series(0, 11) m`,
  `insert into posting (journal, line, center, book, account, source, value_date, amount, carried, current)
   select j.id, n, '${CENTER}', 'personal', lpad(n::text, 20, '0'), 'flexible', j.value_date, a.amount,
     case j.kind when 'takeover' then a.amount else 0 end, case j.kind when 'takeover' then 0 else a.amount end
   from journal j, generate_series(1, ROWS) n,
     lateral (select (case j.kind when 'takeover' then 20000 + n % 7919 else 500 + n % 797 end)::numeric(18, 2) as amount) a
   order by j.id, n`,
  `insert into posting (journal, line, center, book, value_date, amount)
   select journal, ROWS + 1, '${CENTER}', 'bank', min(value_date), -sum(amount) from posting group by journal`,
  `insert into balance (account, source, carried, current, lines)
   select account, source, sum(carried), sum(current), count(*) from posting
    where account is not null group by account, source order by account`,
  `insert into balance (account, source) select number, 'unit' from account order by number`,
  "create table plain_balance as select account, carried, current from balance where source = 'flexible'",
  'alter table plain_balance add primary key (account)',
  'create table overwritten_balance as table plain_balance',
  'alter table overwritten_balance add primary key (account)',
  'create table plain_line (account text, value_date date, amount numeric(18, 2), primary key (account, value_date))',
  'set session_replication_role = origin',
  'vacuum (analyze)',
  'checkpoint',
];

const RECKONED = `select account,
           round(sum(amount * (date '${SETTLED_ON}' - value_date)) * 0.015 / 360, 2) as interest
      from posting where account is not null and value_date < '${SETTLED_ON}' group by account`;

const OVERWRITING = `update overwritten_balance b
     set carried = b.carried + b.current + i.interest, current = 0
    from (${RECKONED}) i where i.account = b.account`;

const PLAIN = `with reckoned as materialized (${RECKONED}),
   lines as (insert into plain_line select account, date '${SETTLED_ON}', interest from reckoned)
   update plain_balance b set carried = b.carried + b.current + i.interest, current = 0
     from reckoned i where i.account = b.account`;

async function fill(url: string, accounts: number): Promise<void> {
  await asSuperuser(url, async (client) => {
    for (const text of FILL) await client.query(text.replaceAll('ROWS', String(accounts)));
  });
}

async function plainly(url: string, statement: string): Promise<number> {
  return asSuperuser(url, (client) => timed(() => client.query(statement)));
}

/** What all its lines come to, which is what the balances have grown by. */
async function plainlyCredited(url: string): Promise<string> {
  return asSuperuser(url, async (client) => {
    const { rows } = await client.query<{ interest: string; grown: string }>(
      `select (select sum(amount) from plain_line) as interest,
              (select sum(carried) from plain_balance) -
              (select sum(carried + current) from balance) as grown`,
    );
    const [sums] = rows;
    if (sums?.interest !== sums?.grown) throw new Error('the lines of plain are not its balances');
    return sums?.interest ?? '';
  });
}

async function atRest(url: string, written: string): Promise<void> {
  await asSuperuser(url, async (client) => {
    await client.query(`vacuum (analyze) ${written}`);
    await client.query('checkpoint');
  });
}

/** The superuser's own connection: no limit on how long a statement takes. */
async function asSuperuser<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  await work();
  return (performance.now() - startedAt) / 1000;
}

async function settleAll(app: pg.Pool) {
  const terms = interestTerms(EVERY_CENTER_FIGURES, { center: CENTER, on: SETTLED_ON });
  if (!terms) throw new Error('the figures name no terms');
  const ranges = await rangesOf(app);
  const seconds = await timed(async () => {
    const left = ranges.entries();
    const lane = async () => {
      for (const [at, range] of left) await settleRange(app, range, { at, terms });
    };
    await Promise.all(Array.from({ length: LANES }, lane));
  });
  const { rows } = await app.query<{ interest: string }>(
    'select sum(interest) as interest from settlement',
  );
  return { seconds, interest: rows[0]?.interest ?? '' };
}

interface Range {
  readonly first: string;
  readonly last: string;
}

async function rangesOf(app: pg.Pool): Promise<readonly Range[]> {
  const { rows } = await app.query<Range>(
    `select min(number) as first, max(number) as last
       from (select number, (row_number() over (order by number) - 1) / $1 as range from account) a
      group by range order by range`,
    [RANGE],
  );
  return rows;
}

async function settleRange(
  app: pg.Pool,
  { first, last }: Range,
  { at, terms }: { readonly at: number; readonly terms: InterestTerms },
): Promise<void> {
  await inTransaction(
    app,
    async (tx) => {
      const entry = { by: 'bench', run: 'bench', charge: `interest-charge/bench/${at}` };
      await settle(tx, { center: CENTER, first, last, year: YEAR, terms }, entry);
      await checkSample(tx, {
        first,
        last,
        settledOn: SETTLED_ON,
        terms,
        size: SAMPLE,
        seed: `bench/${at}`,
      });
    },
    { isolation: 'read committed' },
  );
}
