/** What every part of the bank works with: its transactions, its business day, its settings. */
import { type Ask, type Database } from '../database.ts';
import { type Settings } from '../inputs.ts';
import { depositPlace, openPlace } from './money.ts';

export interface BankDesk {
  readonly database: Database;
  readonly settings: () => Settings;
  /** The bank's business day. */
  readonly today: () => string;
}

/** Any number: whoever books waits for whoever is booking, so that lines and balances follow. */
const BOOKS_LOCK = 731_001;

/** Runs a block alone with the bank's books, in one transaction. */
export function alone<T>(database: Database, block: (ask: Ask) => Promise<T>): Promise<T> {
  return database.together(async (ask) => {
    await ask('select pg_advisory_xact_lock($1)', [BOOKS_LOCK], 'bank lock');
    return block(ask);
  });
}

/** A center that nobody told the bank about has a deposit account with nothing on it. */
export async function openDeposit(ask: Ask, center: string): Promise<void> {
  await openPlace(ask, depositPlace(center), 'deposit');
  await ask(
    `insert into sim.bank_deposit (center, place, account_no) values ($1, $2, $3)
     on conflict (center) do nothing`,
    [center, depositPlace(center), `2100${center}8888000001`],
  );
}

type EventKind = 'result' | 'incoming' | 'mandate';

export interface BankEvent {
  readonly kind: EventKind;
  readonly center: string;
  readonly batch: string | null;
  readonly content: object;
}

/** What the bank has to tell, in the order of the list. */
export async function tell(ask: Ask, events: readonly BankEvent[]): Promise<void> {
  await ask(
    `insert into sim.bank_event (kind, center, batch, content)
     select kind, center, batch, content
     from json_to_recordset($1::json)
       as e (kind text, center text, batch text, content json, at bigint) order by at`,
    [JSON.stringify(numbered(events))],
    'bank tell',
  );
}

/** With their places, which a record set in the database would not keep. */
export function numbered<Row extends object>(
  rows: readonly Row[],
): readonly (Row & { at: number })[] {
  return rows.map((row, at) => ({ ...row, at }));
}
