/** Reading debits that the bank does not answer: which, since when, and what is said of each. */
import type pg from 'pg';
import type { Seen } from './cases.ts';
import { CENTER_VISIBLE, scopeParams } from './scope.ts';

export interface UnansweredRow {
  readonly id: string;
  readonly center: string;
  readonly key: string;
  readonly account: string;
  readonly accountNumber: string;
  readonly from: string;
  readonly to: string;
  readonly amount: string;
  readonly run: string;
  /** Since when the bank has it (instant, ms). */
  readonly sentAt: number | null;
  readonly foundOn: string;
  /** Last day on which it may be debited again. */
  readonly payableUntil: string;
  readonly state: string;
  /** The bank has answered, and the books did not take it. */
  readonly unbookable: boolean;
  /** The bank's word on paper that waits for another supervisor, or ended it; null: there is none. */
  readonly document: string | null;
  readonly proposedBy: string | null;
  readonly proposedAt: number | null;
  readonly settledBy: string | null;
  readonly settledAt: number | null;
  /** Of its task; null: it is done. */
  readonly dueOn: string | null;
  readonly claimedBy: string | null;
  readonly version: number;
}

const DEBIT = `x.id, x.center, x.debit as key, a.id as account, b.account as "accountNumber",
  d.covers_from as from, d.covers_to as to, b.amount, b.run, t.delivered_at as "sentAt",
  x.found_on as "foundOn", d.grace_until as "payableUntil", x.state, x.unbookable, x.document,
  x.proposed_by as "proposedBy", x.proposed_at as "proposedAt", x.settled_by as "settledBy",
  x.settled_at as "settledAt", k.due_on::text as "dueOn", k.claimed_by as "claimedBy", x.version
  from unanswered_debit x
  join debit b on b.key = x.debit join account a on a.number = b.account
  join contribution_due d on d.account = b.account and d.covers_from = b.covers_from
  left join debit_batch t on t.run = b.run and t.batch = b.batch
  left join task k on k.debit = x.id and k.closed_at is null`;

export async function findUnanswered(
  pool: pg.Pool,
  { caller, grants }: Seen,
  id: string,
): Promise<UnansweredRow | null> {
  const { rows } = await pool.query<UnansweredRow>(
    `select ${DEBIT} where x.id = $5 and ${CENTER_VISIBLE}`,
    [...scopeParams(caller, grants), id],
  );
  return rows[0] ?? null;
}

/** The longest without an answer first. */
export async function listUnanswered(
  pool: pg.Pool,
  { caller, grants }: Seen,
  { state }: { readonly state: string },
  { limit, after }: { readonly limit: number; readonly after: readonly (string | null)[] | null },
): Promise<readonly UnansweredRow[]> {
  const { rows } = await pool.query<UnansweredRow>(
    `select ${DEBIT} where ${CENTER_VISIBLE} and x.state = $5
        and ($6::date is null or (x.found_on, x.id) > ($6, $7::uuid))
      order by x.found_on, x.id limit $8`,
    [...scopeParams(caller, grants), state, after?.[0] ?? null, after?.[1] ?? null, limit + 1],
  );
  return rows;
}
