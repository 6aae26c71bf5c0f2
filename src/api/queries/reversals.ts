/** Proposals to take journals back, and what a plan is told with besides its steps. */
import type pg from 'pg';
import type { ReversalPlan } from '../../ledger/reversals.ts';
import type { Seen } from './cases.ts';
import { CENTER_VISIBLE, scopeParams } from './scope.ts';

export interface ReversalRow {
  readonly id: string;
  readonly center: string;
  readonly journal: string;
  readonly title: string;
  readonly plan: ReversalPlan;
  readonly digest: string;
  readonly reason: string;
  readonly state: string;
  readonly proposedBy: string;
  readonly proposedAt: number;
  readonly decidedBy: string | null;
  readonly decidedAt: number | null;
  readonly journals: readonly string[];
  readonly version: number;
}

const REVERSAL = `x.id, x.center, x.journal, journal_title(j.kind, j.key) as title, x.plan, x.digest, x.reason, x.state,
  x.proposed_by as "proposedBy", x.proposed_at as "proposedAt", x.decided_by as "decidedBy",
  x.decided_at as "decidedAt", array(select unnest(x.journals)::text) as journals, x.version
  from reversal x join journal j on j.id = x.journal join journal_kind k on k.code = j.kind`;

export async function findReversal(
  pool: pg.Pool,
  { caller, grants }: Seen,
  id: string,
): Promise<ReversalRow | null> {
  const { rows } = await pool.query<ReversalRow>(
    `select ${REVERSAL} where x.id = $5 and ${CENTER_VISIBLE}`,
    [...scopeParams(caller, grants), id],
  );
  return rows[0] ?? null;
}

interface ListAsked {
  readonly state: string | null;
  readonly journal: string | null;
}

/** The newest first. */
export async function listReversalRows(
  pool: pg.Pool,
  { caller, grants }: Seen,
  { state, journal }: ListAsked,
  { limit, after }: { readonly limit: number; readonly after: readonly (string | null)[] | null },
): Promise<readonly ReversalRow[]> {
  const { rows } = await pool.query<ReversalRow>(
    `select ${REVERSAL} where ${CENTER_VISIBLE} and ($5::text is null or x.state = $5)
        and ($6::bigint is null or x.journal = $6)
        and ($7::float8 is null or (extract(epoch from x.proposed_at) * 1000, x.id) < ($7, $8::uuid))
      order by x.proposed_at desc, x.id desc limit $9`,
    [
      ...scopeParams(caller, grants),
      ...[state, journal, after?.[0] ?? null, after?.[1] ?? null, limit + 1],
    ],
  );
  return rows;
}

/** Opaque ids of accounts by their numbers. */
export async function accountIds(
  pool: pg.Pool,
  numbers: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const { rows } = await pool.query<{ number: string; id: string }>(
    'select number, id from account where number = any ($1)',
    [numbers],
  );
  return new Map(rows.map(({ number, id }) => [number, id]));
}

/** What went out of an account after a journal, and stays: it is why money may be lacking. */
export interface LaterDebit {
  readonly journal: string;
  readonly title: string;
  readonly valueDate: string;
  readonly amount: string;
}

/** Interest that was settled over the days of a journal: the next settlement corrects it. */
export interface SettledOver {
  readonly journal: string | null;
  readonly source: string;
  readonly settledOn: string;
  readonly interest: string;
}

const SHOWN_MAX = 20;

export async function aroundPlan(
  pool: pg.Pool,
  {
    root,
    chain,
    accounts,
  }: { root: string; chain: readonly string[]; accounts: readonly string[] },
): Promise<{ readonly debits: readonly LaterDebit[]; readonly settled: readonly SettledOver[] }> {
  const { rows: debits } = await pool.query<LaterDebit>(
    `select p.journal, journal_title(j.kind, j.key) as title, p.value_date as "valueDate", sum(p.amount) as amount
       from posting p join journal j on j.id = p.journal join journal_kind k on k.code = j.kind
      where p.account = any ($1) and p.journal > $2 and p.journal <> all ($3) and p.amount < 0
        and j.kind <> 'reversal'
        and not exists (select from journal r where r.reverses = j.id)
      group by p.journal, j.kind, j.key, p.value_date order by p.journal limit ${SHOWN_MAX}`,
    [accounts, root, chain],
  );
  const { rows: settled } = await pool.query<SettledOver>(
    `select s.journal, s.source, s.settled_on as "settledOn", s.interest
       from settlement s join journal j on j.id = $2
      where s.account = any ($1) and s.settled_on >= j.value_date
        and (s.journal is null or s.journal <> all ($3))
        and not exists (select from journal r where r.reverses = s.journal)
      order by s.settled_on, s.source limit ${SHOWN_MAX}`,
    [accounts, root, chain],
  );
  return { debits, settled };
}
