/**
 * The bank test: a reader on a connection of its own who sums all money every 50 ms while others move
 * it, and never sees anything but zero.
 */
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';

const EVERY_MS = 50;

export interface BankTest {
  /** Reads once more and ends. @returns how often it looked, and what it saw that was not zero */
  readonly stop: () => Promise<{ readonly looks: number; readonly wrong: readonly string[] }>;
}

/** All postings, and the journals among the last ones that do not balance by themselves. */
const SUMS = `select
  (select coalesce(sum(amount), 0)::text from posting) as total,
  (select count(*)::int from (select journal from posting
     where journal > (select coalesce(max(id), 0) from journal) - 1000
     group by journal having sum(amount) <> 0) j) as broken`;

/** @param url of any role that may read postings */
export async function bankTest(url: string): Promise<BankTest> {
  // Whoever restarts the server ends the connection; the next look opens another one.
  const held: { reader: pg.Client | null } = { reader: await connected(url) };
  const wrong: string[] = [];
  let looks = 0;
  const state = { going: true };
  const look = async () => {
    try {
      held.reader ??= await connected(url);
      const { rows } = await held.reader.query<{ total: string; broken: number }>(SUMS);
      const [seen] = rows;
      looks += 1;
      if (seen && (Number(seen.total) !== 0 || seen.broken !== 0)) {
        wrong.push(`sum ${seen.total}, ${seen.broken} journals`);
      }
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
