/**
 * The end of the money in a chaos run: the bank's statement of every day on which it moved is fetched and
 * held beside the books, and the books are proved. Then a cent is planted, at the bank and in what was kept
 * of its statement: whoever does not see it has proved nothing.
 */
import { writeFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import type pg from 'pg';
import { dateAt } from '../../src/domain/calendar.ts';
import { CENTER, type Finding } from './books.ts';
import type { Caller } from './caller.ts';

const DAY_MS = 86_400_000;
const ENDS_WITHIN_MS = 4 * 60_000;
const LOOK_EVERY_MS = 250;
const CENT = '0.01';

export interface Proving {
  /** The product's database as its owner, and the simulators' own. */
  readonly own: pg.Pool;
  readonly outside: pg.Pool;
  /** The product's database as whoever holds the whole server. */
  readonly tampering: pg.Pool;
  /** How far the outside is ahead: the bank tells of a day when that is over there. */
  readonly outsideAhead: string;
  readonly supervisor: Caller;
  readonly clerk: Caller;
  /** Makes the runs of this one its own. */
  readonly run: string;
  readonly signal: AbortSignal;
}

/** As a supervisor has it done, over HTTP, when the last transfer is booked. */
export async function reconciledAndProved(proving: Proving): Promise<readonly Finding[]> {
  writeFileSync(proving.outsideAhead, String(DAY_MS));
  const days = await daysAtBank(proving);
  const lines = await reconciled(proving, days, 'first');
  const statement = {
    ...{ id: 'statement', title: 'the bank’s statement says what the books say, line by line' },
    wrong: [...lines, ...(await linesMissing(proving, days))],
    note: `${days.length} days`,
  };
  const title = 'the books are proved after all of it, the bank’s balance among them';
  const proof = { id: 'proof', title, wrong: await proved(proving, 'first') };
  return [statement, proof, await planted(proving, days)];
}

async function daysAtBank({ outside }: Proving): Promise<readonly string[]> {
  const { rows } = await outside.query<{ day: string }>(
    'select distinct day::text as day from sim.bank_entry where center = $1 order by day',
    [CENTER],
  );
  return rows.map(({ day }) => day);
}

/** Day after day. @returns what does not pair, as lines */
async function reconciled(
  proving: Proving,
  days: readonly string[],
  turn: string,
): Promise<readonly string[]> {
  for (const day of days) {
    const { wrong } = await ended(proving, { kind: 'reconciliation', on: day, turn });
    if (wrong !== null) return [wrong];
  }
  const { rows } = await proving.own.query<Record<string, unknown>>(
    `select day::text, kind, serial, amount::text from bank_difference
      where center = $1 and state <> 'gone' order by day, serial`,
    [CENTER],
  );
  return rows.map((row) => JSON.stringify(row));
}

/** Whether the statements that were kept are those of the bank's own books. */
async function linesMissing({ own, outside }: Proving, days: readonly string[]) {
  const atBank = await outside.query<{ day: string; lines: number }>(
    `select day::text as day, count(*)::integer as lines from sim.bank_entry
      where center = $1 group by day order by day`,
    [CENTER],
  );
  const kept = await own.query<{ day: string; lines: number }>(
    `select day::text as day, lines from bank_day where center = $1 and day = any ($2::date[])
      order by day`,
    [CENTER, days],
  );
  const [told, here] = [atBank.rows, kept.rows].map((rows) => JSON.stringify(rows));
  return told === here && days.length > 0 ? [] : [`the bank has ${told}, kept is ${here}`];
}

interface Proved {
  readonly verdict: string;
  readonly checks: readonly { readonly name: string; readonly ok: boolean | null }[];
}

/** What is not green of it; a bank that nobody looked at is not. */
async function proved(proving: Proving, turn: string): Promise<readonly string[]> {
  const on = dateAt(Date.now());
  const { wrong, result } = await ended(proving, { kind: 'proof', on, turn });
  if (wrong !== null) return [wrong];
  const { verdict, checks } = result as Proved;
  const broken = checks.filter(({ name, ok }) => ok === false || (name === 'bank' && ok !== true));
  const others = verdict === 'green' || broken.length > 0 ? [] : [`it is ${verdict}`];
  return [...broken.map((check) => JSON.stringify(check)), ...others];
}

/** A cent more on the last line at the bank, and another one in the kept day that nobody wrote down. */
async function planted(proving: Proving, days: readonly string[]): Promise<Finding> {
  const title = 'a cent that is planted is found, at the bank and in what is kept of it';
  const last = days.at(-1) ?? '';
  const { rows } = await proving.outside.query<{ serial: string }>(
    `update sim.bank_entry set amount = amount + $3, balance = balance + $3
      where id = (select max(id) from sim.bank_entry where center = $1 and day = $2)
      returning serial`,
    [CENTER, last, CENT],
  );
  const serial = rows[0]?.serial ?? '';
  const seen = await reconciled(proving, [last], 'planted');
  const wanted = { day: last, kind: 'amount-differs', serial, amount: CENT };
  // Known and written down, it makes no proof red; what nobody knows of does.
  const known = await proved(proving, 'known');
  await proving.tampering.query(
    `begin; set local session_replication_role = replica;
     update bank_day set received = received + ${CENT}, closing = closing + ${CENT}
      where center = '${CENTER}' and day = '${last}'; commit`,
  );
  const unknown = await proved(proving, 'unknown');
  return {
    ...{ id: 'planted', title },
    wrong: [
      ...(isSame(seen, [JSON.stringify(wanted)]) ? [] : [`the statement told ${seen.join(' ')}`]),
      ...known.map((one) => `written down, it is no difference: ${one}`),
      ...(unknown.length === 1 && unknown[0]?.includes('"name":"bank"') === true
        ? []
        : [`the proof told ${unknown.join(' ') || 'nothing'}`]),
    ],
  };
}

function isSame(some: readonly string[], others: readonly string[]): boolean {
  return JSON.stringify(some) === JSON.stringify(others);
}

export interface Ended {
  /** Why it did not come to its end; null: it did. */
  readonly wrong: string | null;
  readonly result: unknown;
}

/** A run that a supervisor begins, to its end. */
export async function ended(
  { own, supervisor, run, signal }: Proving,
  { kind, on, turn }: { readonly kind: string; readonly on: string; readonly turn: string },
): Promise<Ended> {
  const { status, body } = await supervisor.ask({
    ...{ method: 'POST', path: '/runs', key: `${run}-${kind}-${on}-${turn}` },
    json: { kind, center: CENTER, on },
  });
  if (status !== 201) return { wrong: `${kind}: ${status} ${JSON.stringify(body)}`, result: null };
  const { id } = body as { readonly id: string };
  const giveUpAt = Date.now() + ENDS_WITHIN_MS;
  for (;;) {
    const { rows } = await own.query<{ state: string; result: unknown }>(
      'select state, result from run where id = $1',
      [id],
    );
    const [now] = rows;
    if (now?.state === 'done') return { wrong: null, result: now.result };
    if (Date.now() > giveUpAt) return { wrong: `${id} is ${now?.state ?? ''}`, result: null };
    await delay(LOOK_EVERY_MS, undefined, { signal });
  }
}
