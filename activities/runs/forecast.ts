/** What a run is expected to be, from those before it: far more is looked at by a person first. */
import type { Run } from '../../src/db/runs.ts';
import type { Tx } from '../../src/db/pool.ts';
import { exact } from '../../src/domain/money.ts';

export interface Forecast {
  /** How many runs it rests on. */
  readonly runs: number;
  /** Of the largest of them. */
  readonly items: number;
  readonly amount: string;
}

/** Fewer runs than this say nothing. */
const RUNS_MIN = 3;
/** The day of the month decides how much is due: as many runs as two months have. */
const RUNS_MAX = 62;
const FACTOR = '1.5';
/** A small center has small numbers: so many more are no surprise. */
const ITEMS_SPARE = 20;

export async function forecastOf(tx: Tx, run: Run): Promise<Forecast> {
  const { rows } = await tx.query<Forecast>({
    name: 'run-forecast',
    text: `select count(*)::integer as runs, coalesce(max(items), 0) as items,
             coalesce(max(amount), 0) as amount
             from (select items, amount from run
                    where kind = $1 and center = $2 and state = 'done' and business_on < $3
                    order by business_on desc limit $4) before`,
    values: [run.kind, run.center, run.business_on, RUNS_MAX],
  });
  return rows[0] ?? { runs: 0, items: 0, amount: '0' };
}

export function isOver(
  forecast: Forecast,
  { items, amount }: { readonly items: number; readonly amount: string },
): boolean {
  if (forecast.runs < RUNS_MIN) return false;
  const itemsMax = exact(String(forecast.items)).mul(FACTOR).plus(ITEMS_SPARE);
  if (exact(String(items)).gt(itemsMax)) return true;
  return items > ITEMS_SPARE && exact(amount).gt(exact(forecast.amount).mul(FACTOR));
}
