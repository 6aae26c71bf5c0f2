/**
 * The bank test: a reader on a connection of its own who sums all money every 50 ms while others move
 * it, and never sees anything but zero. Each look is at one moment.
 */
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';

const EVERY_MS = 50;

export interface BankTest {
  /** How often it has looked so far. */
  readonly looks: () => number;
  /** Reads once more and ends. @returns how often it looked, and what it saw that was not zero */
  readonly stop: () => Promise<{ readonly looks: number; readonly wrong: readonly string[] }>;
}

export interface BankTestOptions {
  /** Every journal and every account each time: for books that are small. */
  readonly everything?: boolean;
}

/** All postings, and the journals among the last ones that do not balance by themselves. */
const SUMS = `select
  (select coalesce(sum(amount), 0)::text from posting) as total,
  (select count(*)::int from (select journal from posting
     where journal > (select coalesce(max(id), 0) from journal) - $1
     group by journal having sum(amount) <> 0) j) as broken`;
const LAST_JOURNALS = 1000;

/** Accounts whose balance is not the sum of their postings, or is below zero. */
const ACCOUNTS = `with moved as (
    select account, source, sum(amount) as amount, sum(carried) as carried, sum(current) as current
      from posting where account is not null group by account, source)
  select concat_ws(' ', coalesce(b.account, m.account), coalesce(b.source, m.source), b.amount,
           m.amount) as seen
    from balance b full join moved m on m.account = b.account and m.source = b.source
   where (coalesce(b.amount, 0), coalesce(b.carried, 0), coalesce(b.current, 0))
           <> (coalesce(m.amount, 0), coalesce(m.carried, 0), coalesce(m.current, 0))
      or b.amount < 0 or b.carried < 0 or b.current < 0`;

/** What is wrong at one moment. */
async function seenBy(reader: pg.Client, everything: boolean): Promise<readonly string[]> {
  await reader.query('begin transaction isolation level repeatable read read only');
  const last = everything ? Number.MAX_SAFE_INTEGER : LAST_JOURNALS;
  const { rows } = await reader.query<{ total: string; broken: number }>(SUMS, [last]);
  const accounts = everything ? await reader.query<{ seen: string }>(ACCOUNTS) : { rows: [] };
  await reader.query('commit');
  return [
    ...rows.flatMap(({ total, broken }) =>
      Number(total) === 0 && broken === 0 ? [] : [`sum ${total}, ${broken} journals`],
    ),
    ...accounts.rows.map(({ seen }) => `account ${seen}`),
  ];
}

/** @param url of any role that may read postings */
export async function bankTest(
  url: string,
  { everything = false }: BankTestOptions = {},
): Promise<BankTest> {
  // Whoever restarts the server ends the connection; the next look opens another one.
  const held: { reader: pg.Client | null } = { reader: await connected(url) };
  const wrong: string[] = [];
  let looks = 0;
  const state = { going: true };
  const look = async () => {
    try {
      held.reader ??= await connected(url);
      wrong.push(...(await seenBy(held.reader, everything)));
      looks += 1;
    } catch {
      await held.reader?.end().catch(() => undefined);
      held.reader = null;
    }
  };
  const done = (async () => {
    while (state.going) {
      await look();
      await pause(EVERY_MS);
    }
  })();
  return {
    looks: () => looks,
    stop: async () => {
      if (!state.going) return { looks, wrong };
      state.going = false;
      await done;
      await look();
      await held.reader?.end();
      if (looks === 0) throw new Error('the bank test never saw the books');
      return { looks, wrong };
    },
  };
}

async function connected(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url, application_name: 'bank-test' });
  client.on('error', () => undefined);
  await client.connect();
  return client;
}
