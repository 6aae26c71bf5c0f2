/**
 * What balancing in the database costs a run: the same money recorded in three ways.
 *
 * "unguarded" inserts postings and adds to balances, and would record anything; "row by row" has a
 * deferred constraint on every posting; "the door" is the product's ledger_post with the statement
 * trigger behind it.
 */
import Table from 'cli-table3';
import pg from 'pg';
import { withDatabase } from './database.ts';

const CENTER = '210100';
const DAY = '2026-11-23';
const CHUNK = 5_000;

export interface LedgerLine {
  readonly way: string;
  readonly journals: number;
  readonly seconds: number;
}

interface LedgerSettings {
  /** How many accounts get one contribution each. */
  readonly accounts: number;
}

/** One after the other on one database, so that they share what the machine can do. */
export async function benchLedger(
  { accounts }: LedgerSettings,
  say: (line: string) => void,
): Promise<readonly LedgerLine[]> {
  return withDatabase({ name: 'anju_ledger', durable: true }, async (url) => {
    const client = new pg.Client({ connectionString: url('owner') });
    await client.connect();
    try {
      say(`filling in ${accounts.toLocaleString('en')} accounts`);
      for (const statement of FILL) {
        await client.query(statement.replaceAll('ACCOUNTS', String(accounts)));
      }
      const lines: LedgerLine[] = [];
      for (const [way, chunk] of Object.entries(WAYS)) {
        say(way);
        const began = performance.now();
        for (let from = 1; from <= accounts; from += CHUNK) {
          const until = Math.min(accounts, from + CHUNK - 1);
          await client.query(
            `begin;${chunk.replaceAll('FROM', String(from)).replaceAll('UNTIL', String(until))};commit`,
          );
        }
        lines.push({ way, journals: accounts, seconds: (performance.now() - began) / 1_000 });
      }
      return lines;
    } finally {
      await client.end();
    }
  });
}

export function ledgerTable(lines: readonly LedgerLine[]): string {
  const least = lines[0]?.seconds ?? 1;
  const table = new Table({
    head: ['recorded', 'journals', 'seconds', 'journals/s', 'ratio'],
    style: { head: [], border: [] },
  });
  for (const { way, journals, seconds } of lines) {
    const perSecond = Math.round(journals / seconds).toLocaleString('en');
    table.push([way, journals, seconds.toFixed(1), perSecond, (seconds / least).toFixed(2)]);
  }
  return table.toString();
}

/** Tables like the ledger's, with its keys and indexes and without its guards. */
const FILL = [
  'set statement_timeout = 0',
  `insert into person (id, center, key_id, key_destroyed_at, name, name_hash)
   select ('00000000-0000-4000-8000-' || lpad(n::text, 12, '0'))::uuid, '${CENTER}', 'bench', now(),
     '', n::text from generate_series(1, ACCOUNTS) n`,
  `insert into account (number, center, person, state, source, opened_on, posted)
   select lpad(n::text, 20, '0'), '${CENTER}',
     ('00000000-0000-4000-8000-' || lpad(n::text, 12, '0'))::uuid, 'normal', 'flexible',
     '2026-07-01', true from generate_series(1, ACCOUNTS) n`,
  `insert into balance (account, source)
   select lpad(n::text, 20, '0'), 'flexible' from generate_series(1, ACCOUNTS) n`,
  'create table bare_balance as select * from balance',
  'alter table bare_balance add primary key (account, source)',
  'create table bare_journal (like journal including all)',
  'create table bare_posting (like posting including all)',
  'create table row_journal (like journal including all)',
  'create table row_posting (like posting including all)',
  `create function row_balances() returns trigger language plpgsql as $$
   begin
     if (select sum(amount) from row_posting where journal = new.journal) <> 0 then
       raise exception 'does not balance';
     end if;
     return null;
   end $$`,
  `create constraint trigger row_balances after insert on row_posting
     deferrable initially deferred for each row execute function row_balances()`,
  'analyze',
];

/** @param prefix of the tables */
function unguarded(prefix: string): string {
  return `with made as (
    insert into ${prefix}_journal (center, key, kind, value_date, recorded_by, lines, digest)
      select '${CENTER}', '${prefix}/' || n, 'contribution', '${DAY}', 'bench', 2, ''
        from generate_series(FROM, UNTIL) n
      returning id, key)
    insert into ${prefix}_posting (journal, line, center, book, account, source, value_date, amount,
        carried, current)
      select id, line, '${CENTER}', case line when 1 then 'bank' else 'personal' end,
             case line when 2 then lpad(split_part(key, '/', 2), 20, '0') end,
             case line when 2 then 'flexible' end, '${DAY}',
             case line when 1 then -800 else 800 end, case line when 2 then 0 end,
             case line when 2 then 800 end
        from made, generate_series(1, 2) line;
    update bare_balance set current = current + 800
     where account between lpad('FROM', 20, '0') and lpad('UNTIL', 20, '0')`;
}

const WAYS: Readonly<Record<string, string>> = {
  unguarded: unguarded('bare'),
  'row by row': unguarded('row'),
  'the door': `select count(*) from ledger_post('${CENTER}', (
    select jsonb_agg(jsonb_build_object('key', 'door/' || n, 'kind', 'contribution', 'valueDate',
      '${DAY}', 'by', 'bench', 'lines', jsonb_build_array(
        jsonb_build_object('book', 'bank', 'amount', '-800.00'),
        jsonb_build_object('book', 'personal', 'account', lpad(n::text, 20, '0'), 'source',
          'flexible', 'amount', '800.00'))))
      from generate_series(FROM, UNTIL) n))`,
};
