/** The legality sweep (合规巡检) over the books of a center, set-based: one pass a forbidden state. */
import { ACCOUNT_QUERIES } from './legality-accounts.ts';
import { CASE_QUERIES } from './legality-cases.ts';
import { MONEY_QUERIES } from './legality-money.ts';
import { timestamp, type Db } from './pool.ts';

export const LEGALITY_QUERIES: Readonly<Record<string, string>> = {
  ...ACCOUNT_QUERIES,
  ...MONEY_QUERIES,
  ...CASE_QUERIES,
};

export interface LegalityAsk {
  readonly center: string;
  readonly on: string;
  /** Instant (ms). */
  readonly at: number;
  /** Reasons of withdrawals for which unit money waits for no half year. */
  readonly closingNow: readonly string[];
  /** Only what is about this person; null: everybody. */
  readonly person: string | null;
}

/** One forbidden state that stands in the books. */
export interface Hit {
  readonly person: string;
  /** Number of the account it is about; null: it is about a case. */
  readonly account: string | null;
  readonly caseId: string | null;
  /** Business key among those of its invariant. */
  readonly hit: string;
  /** Ids and dates, nothing personal. */
  readonly evidence: Readonly<Record<string, unknown>>;
}

/** Everything that one invariant finds, in the order of its keys. */
export async function findHits(
  db: Db,
  invariant: string,
  { center, on, at, closingNow, person }: LegalityAsk,
): Promise<readonly Hit[]> {
  const query = LEGALITY_QUERIES[invariant];
  if (query === undefined) throw new Error(`nobody looks for ${invariant}`);
  const { rows } = await db.query<Hit>(
    `select f.person, f.account, f.case_id as "caseId", f.hit, jsonb_strip_nulls(f.evidence) as evidence
       from (${query}) f
      where $2::date is not null and $3::timestamptz is not null and $4::jsonb is not null
        and ($5::uuid is null or f.person = $5)
      order by f.hit`,
    [center, on, timestamp(at), JSON.stringify(closingNow), person],
  );
  return rows;
}
