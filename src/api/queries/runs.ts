/** Runs of the caller's centers, and the items of one. */
import type pg from 'pg';
import type { Seen } from './cases.ts';
import { CENTER_VISIBLE, scopeParams } from './scope.ts';

export interface RunRow {
  readonly id: string;
  readonly kind: string;
  readonly center: string;
  readonly businessOn: string;
  readonly turn: number;
  readonly state: string;
  readonly version: number;
  readonly approval: boolean;
  readonly brake: string | null;
  readonly items: number;
  readonly excluded: number;
  readonly struck: number;
  readonly sent: number;
  /** Of these, those that are at the bank or may be: the batches of the others have certainly not left. */
  readonly mayHaveLeft: number;
  readonly done: number;
  readonly refused: number;
  readonly failed: number;
  readonly skipped: number;
  readonly amount: string;
  readonly doneAmount: string;
  readonly digest: string | null;
  readonly forecast: Readonly<Record<string, unknown>>;
  readonly result: Readonly<Record<string, unknown>>;
  readonly startedBy: string;
  readonly startedAt: number;
  readonly frozenAt: number | null;
  readonly approvedBy: string | null;
  readonly approvedAt: number | null;
  readonly workedFrom: number | null;
  /** Seconds for which it stood since, all stops together. */
  readonly stoodSeconds: number;
  readonly stoppedBy: string | null;
  readonly stoppedAt: number | null;
  readonly endedAt: number | null;
}

export const RUN_COLUMNS = `x.id, x.kind, x.center, x.business_on as "businessOn", x.turn, x.state, x.version,
  x.approval, x.brake, x.items, x.excluded, x.struck, x.sent, x.done, x.refused, x.failed,
  x.skipped, x.amount, x.done_amount as "doneAmount", x.digest, x.forecast, x.result,
  x.started_by as "startedBy", x.started_at as "startedAt", x.frozen_at as "frozenAt",
  x.approved_by as "approvedBy", x.approved_at as "approvedAt", x.worked_from as "workedFrom",
  case when x.sent = 0 or x.state <> 'stopped' then x.sent else x.sent - (
    select count(*)::integer from debit b join debit_batch t on t.run = b.run and t.batch = b.batch
     where b.run = x.id and b.state = 'planned' and not t.may_have_left and not t.delivered)
    end as "mayHaveLeft",
  extract(epoch from x.stood)::float8 as "stoodSeconds", x.stopped_by as "stoppedBy",
  x.stopped_at as "stoppedAt", x.ended_at as "endedAt"`;

export async function findRunRow(
  pool: pg.Pool,
  { caller, grants }: Seen,
  id: string,
): Promise<RunRow | null> {
  const { rows } = await pool.query<RunRow>(
    `select ${RUN_COLUMNS} from run x where x.id = $5 and ${CENTER_VISIBLE}`,
    [...scopeParams(caller, grants), id],
  );
  return rows[0] ?? null;
}

export interface RunFilter {
  readonly center: string | null;
  readonly kind: string | null;
  readonly state: string | null;
  readonly open: boolean | null;
}

/** Newest business date first. */
export async function listRunRows(
  pool: pg.Pool,
  { caller, grants }: Seen,
  filter: RunFilter,
  { limit, after }: { readonly limit: number; readonly after: readonly (string | null)[] | null },
): Promise<readonly RunRow[]> {
  const { rows } = await pool.query<RunRow>(
    `select ${RUN_COLUMNS} from run x
      where ${CENTER_VISIBLE}
        and ($5::text is null or x.center = $5) and ($6::text is null or x.kind = $6)
        and ($7::text is null or x.state = $7)
        and ($8::boolean is null or (x.state not in ('done', 'cancelled')) = $8)
        and ($9::date is null or (x.business_on, x.id) < ($9, $10))
      order by x.business_on desc, x.id desc limit $11`,
    [
      ...scopeParams(caller, grants),
      ...[filter.center, filter.kind, filter.state, filter.open],
      ...[after?.[0] ?? null, after?.[1] ?? null, limit + 1],
    ],
  );
  return rows;
}

/** A piece of an item of many accounts, where not all of them could be done. */
export interface RunItemPartRow {
  readonly first: string;
  readonly last: string;
  /** Opaque id of the one account that could not be done; null: it could. */
  readonly account: string | null;
  readonly accounts: number;
  readonly amount: string | null;
  readonly outcome: string;
  readonly fault: string | null;
}

export interface RunItemRow {
  readonly n: number;
  readonly subject: string;
  readonly account: string | null;
  readonly accountNumber: string | null;
  readonly verdict: string;
  readonly reason: string | null;
  readonly amount: string | null;
  readonly detail: Readonly<Record<string, unknown>>;
  readonly state: string;
  readonly outcome: string | null;
  readonly journal: string | null;
  readonly settledAt: number | null;
  readonly parts: readonly RunItemPartRow[];
}

const PARTS = `coalesce((
    select jsonb_agg(jsonb_build_object('first', p.first_account, 'last', p.last_account,
             'account', case when p.amount is null then o.id end, 'accounts', p.accounts,
             'amount', p.amount::text, 'outcome', p.outcome, 'fault', p.fault)
             order by p.amount is not null, p.first_account)
      from run_item_part p join account o on o.number = p.first_account
     where p.run = i.run and p.n = i.n), '[]') as parts`;

/** In the order of the list; of the pieces of an item those first that could not be done. */
export async function listRunItemRows(
  pool: pg.Pool,
  run: string,
  filter: { readonly verdict: string | null; readonly state: string | null },
  { limit, after }: { readonly limit: number; readonly after: number },
): Promise<readonly RunItemRow[]> {
  const { rows } = await pool.query<RunItemRow>(
    `select i.n, i.subject, a.id as account, i.account as "accountNumber", i.verdict, i.reason,
            i.amount, i.detail, i.state, i.outcome, i.journal, i.settled_at as "settledAt", ${PARTS}
       from run_item i left join account a on a.number = i.account
      where i.run = $1 and i.n > $2 and ($3::text is null or i.verdict = $3)
        and ($4::text is null or i.state = $4)
      order by i.n limit $5`,
    [run, after, filter.verdict, filter.state, limit + 1],
  );
  return rows;
}
