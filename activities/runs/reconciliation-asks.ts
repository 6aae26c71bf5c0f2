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

/** What the bank does not answer now stays a difference of its day. */
export async function askForShown(working: Working): Promise<void> {
  const { deps, run, at, signal } = working;
  const { center } = run;
  const keys = await shownOtherwise(working);
  if (keys.length === 0) return;
  const call = { key: `${run.id}/shown`, timeoutMs: TIMEOUT_MS, signal };
  const answers = await deps.bank.findInstructions(keys, call).catch(unlessOutside);
  const results = (answers ?? []).filter(isResult);
  const because = `${run.id}/shown`;
  for (const result of results) {
    await inTransaction(
      deps.pool,
      (tx) =>
        result.kind === 'payout'
          ? bookResult(tx, { personKeys: deps.personKeys, at }, result)
          : bookResults(tx, deps, { center, at, results: [result], because }),
      { isolation: 'read committed' },
    ).catch(unlessOfThisOne);
  }
}

/** What cannot be booked stays a difference of its day, for a person; an outage is no word about it. */
function unlessOfThisOne(error: unknown): void {
  if (databaseFault(error) !== null) throw error;
}

function unlessOutside(error: unknown): null {
  if (error instanceof Fault && error.code.startsWith('outside-')) return null;
  throw error;
}

/** Instructions of the center under another number of the bank's than the line's, or none: as many as it is asked for. */
async function shownOtherwise({ deps, run }: Working): Promise<readonly string[]> {
  const { rows } = await deps.pool.query<{ key: string }>(
    `select distinct l.key from bank_line l
      where l.center = $1 and l.day = $2 and l.key is not null
        and (exists (select from debit b where b.key = l.key and b.center = l.center
               and b.serial is distinct from l.serial)
          or exists (select from payout p where p.key = l.key and p.center = l.center
               and p.serial is distinct from l.serial
               and p.return_serial is distinct from l.serial))
      order by l.key limit $3`,
    [run.center, run.business_on, BANK_ITEMS_MAX],
  );
  return rows.map(({ key }) => key);
}
