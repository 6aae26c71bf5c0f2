/**
 * Before a statement is compared the bank is asked, by their keys, for our instructions that it shows as carried
 * out and that our books do not: its answer books them, so that no line of ours stays a difference that nobody
 * may post.
 */
import { Fault } from '../../src/domain/fault.ts';
import { databaseFault } from '../../src/db/database-fault.ts';
import { inTransaction } from '../../src/db/transaction.ts';
import { isResult } from '../outside/bank-answer.ts';
import { BANK_ITEMS_MAX } from '../outside/bank.ts';
import { bookResult } from '../payouts.ts';
import { bookResults } from './collection-results.ts';
import type { Working } from './kind.ts';

const TIMEOUT_MS = 60_000;

/**
 * Until every key is asked for, a batch at a time. What the bank does not answer now stays a difference of its day.
 *
 * @param batch how many keys are asked for at once
 */
export async function askForShown(working: Working, batch = BANK_ITEMS_MAX): Promise<void> {
  let after = '';
  for (;;) {
    working.signal.throwIfAborted();
    const keys = await shownOtherwise(working, { after, batch });
    const last = keys.at(-1);
    if (last === undefined || !(await askFor(working, keys))) return;
    after = last;
  }
}

/** @returns false when the bank cannot be asked now */
async function askFor(working: Working, keys: readonly string[]): Promise<boolean> {
  const { deps, run, at, signal } = working;
  const { center } = run;
  const because = `${run.id}/shown/${keys[0] ?? ''}`;
  const call = { key: because, timeoutMs: TIMEOUT_MS, signal };
  const answers = await deps.bank.findInstructions(keys, call).catch(unlessOutside);
  if (answers === null) return false;
  for (const result of answers.filter(isResult)) {
    await inTransaction(
      deps.pool,
      (tx) =>
        result.kind === 'payout'
          ? bookResult(tx, { personKeys: deps.personKeys, at }, result)
          : bookResults(tx, deps, { center, at, results: [result], because }),
      { isolation: 'read committed' },
    ).catch(unlessOfThisOne);
  }
  return true;
}

/** What cannot be booked stays a difference of its day, for a person; an outage is no word about it. */
function unlessOfThisOne(error: unknown): void {
  if (databaseFault(error) !== null) throw error;
}

function unlessOutside(error: unknown): null {
  if (error instanceof Fault && error.code.startsWith('outside-')) return null;
  throw error;
}

/** Keys in their order, behind one of them: of the center, under another number of the bank's than the line's, or none. */
async function shownOtherwise(
  { deps, run }: Working,
  { after, batch }: { readonly after: string; readonly batch: number },
): Promise<readonly string[]> {
  const { rows } = await deps.pool.query<{ key: string }>(
    `select distinct l.key from bank_line l
      where l.center = $1 and l.day = $2 and l.key > $3
        and (exists (select from debit b where b.key = l.key and b.center = l.center
               and b.serial is distinct from l.serial)
          or exists (select from payout p where p.key = l.key and p.center = l.center
               and p.serial is distinct from l.serial
               and p.return_serial is distinct from l.serial))
      order by l.key limit $4`,
    [run.center, run.business_on, after, batch],
  );
  return rows.map(({ key }) => key);
}
