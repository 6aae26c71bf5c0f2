/** Proposals to move money of an account between its sub-ledgers, of the caller's centers. */
import type pg from 'pg';
import type { PersonColumns, Seen } from './cases.ts';
import { CENTER_VISIBLE, scopeParams } from './scope.ts';

export interface SourceCorrectionRow extends PersonColumns {
  readonly id: string;
  readonly center: string;
  readonly account: string;
  readonly accountNumber: string;
  readonly from: string;
  readonly to: string;
  readonly amount: string;
  readonly since: string;
  readonly carried: string;
  readonly current: string;
  readonly document: string;
  readonly reason: string;
  readonly state: string;
  readonly proposedBy: string;
  readonly proposedAt: number;
  readonly decidedBy: string | null;
  readonly decidedAt: number | null;
  readonly journal: string | null;
  readonly reversedBy: string | null;
  readonly version: number;
}

const CORRECTION = `x.id, x.center, a.id as account, x.account as "accountNumber", x.from_source as "from",
  x.to_source as "to", x.amount, x.since, x.plan->>'carried' as carried, x.plan->>'current' as current,
  x.document, x.reason, x.state, x.proposed_by as "proposedBy", x.proposed_at as "proposedAt",
  x.decided_by as "decidedBy", x.decided_at as "decidedAt", x.journal,
  (select r.id from journal r where r.reverses = x.journal) as "reversedBy", x.version,
  p.id as person, p.wrapped_key, p.masked
  from source_correction x join account a on a.number = x.account join person p on p.id = a.person`;

export async function findSourceCorrection(
  pool: pg.Pool,
  { caller, grants }: Seen,
  id: string,
): Promise<SourceCorrectionRow | null> {
  const { rows } = await pool.query<SourceCorrectionRow>(
    `select ${CORRECTION} where x.id = $5 and ${CENTER_VISIBLE}`,
    [...scopeParams(caller, grants), id],
  );
  return rows[0] ?? null;
}

interface ListAsked {
  readonly state: string | null;
  /** Opaque id of the account. */
  readonly account: string | null;
}

/** The newest first. */
export async function listSourceCorrectionRows(
  pool: pg.Pool,
  { caller, grants }: Seen,
  { state, account }: ListAsked,
  { limit, after }: { readonly limit: number; readonly after: readonly (string | null)[] | null },
): Promise<readonly SourceCorrectionRow[]> {
  const { rows } = await pool.query<SourceCorrectionRow>(
    `select ${CORRECTION} where ${CENTER_VISIBLE} and ($5::text is null or x.state = $5)
        and ($6::uuid is null or a.id = $6)
        and ($7::float8 is null or (extract(epoch from x.proposed_at) * 1000, x.id) < ($7, $8::uuid))
      order by x.proposed_at desc, x.id desc limit $9`,
    [
      ...scopeParams(caller, grants),
      ...[state, account, after?.[0] ?? null, after?.[1] ?? null, limit + 1],
    ],
  );
  return rows;
}
