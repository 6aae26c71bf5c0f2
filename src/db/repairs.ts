/**
 * Repairs as the API may write them: proposed, decided, taken for a while, carried out, watched and
 * settled, each by an audited function that leaves its line in the trail.
 */
import { ACTOR, actorParams, type Acting } from './acting.ts';
import { refusing } from './database-fault.ts';
import { timestamp, type Db } from './pool.ts';

/** Why: sealed under a person's key, or plain when it is about nobody. */
export interface Told {
  readonly sealed: string | null;
  readonly plain: string | null;
}

export interface NewRepair {
  readonly id: string;
  readonly center: string;
  /** `case-<id>`, `outbox-<number>`, `inbox-<number>` */
  readonly object: string;
  readonly caseId: string | null;
  readonly kind: string;
  readonly move: string;
  /** Codes, ids and instants. */
  readonly params: Readonly<Record<string, unknown>>;
  readonly reason: Told;
  readonly before: unknown;
  readonly by: Acting;
}

const NEW_REPAIR = 'row($5, $6, $7, $8, $9, $10, $11, $12, $13, $14)::new_repair';

function repairParams(repair: NewRepair): readonly unknown[] {
  const { id, center, object, caseId, kind, move, params, reason, before, by } = repair;
  return [
    ...actorParams(by),
    ...[id, center, object, caseId, kind, move, JSON.stringify(params)],
    ...[reason.sealed, reason.plain, JSON.stringify(before)],
  ];
}

/**
 * @throws Fault 'not-found' (not there, or not theirs), 'not-authorized',
 *   'action-not-permitted' (being repaired already)
 */
export async function proposeRepair(db: Db, repair: NewRepair): Promise<void> {
  await refusing(
    db.query(`select api_propose_repair(${NEW_REPAIR}, ${ACTOR})`, [...repairParams(repair)]),
  );
}

export interface Decision {
  readonly repair: string;
  readonly approve: boolean;
  readonly reason: Told;
  readonly by: Acting;
}

/** @throws Fault 'same-person', 'not-found', 'action-not-permitted' (decided already) */
export async function decideRepair(db: Db, decision: Decision): Promise<void> {
  const { repair, approve, reason, by } = decision;
  await refusing(
    db.query(`select api_decide_repair($5, $6, $7, $8, ${ACTOR})`, [
      ...actorParams(by),
      repair,
      approve,
      reason.sealed,
      reason.plain,
    ]),
  );
}

/** @throws Fault 'not-authorized' (somebody else asked), 'not-found', 'action-not-permitted' */
export async function withdrawRepair(db: Db, repair: string, by: Acting): Promise<void> {
  await refusing(
    db.query(`select api_withdraw_repair($5, ${ACTOR})`, [...actorParams(by), repair]),
  );
}

export interface TakenRepair {
  readonly id: string;
  readonly center: string;
  readonly object: string;
  readonly case_id: string | null;
  readonly person: string | null;
  readonly kind: string;
  readonly move: string;
  readonly params: Readonly<Record<string, unknown>>;
  readonly reason: string | null;
  readonly reason_public: string | null;
  readonly asked_by: string;
  readonly asked_at: number;
  readonly decided_at: number | null;
  readonly state: 'ready' | 'watching';
  readonly before: unknown;
  readonly watched_until: number | null;
}

/** What is to be gone on with; nobody else gets it before the lease (ms) is over. */
export async function takeRepairs(
  db: Db,
  { limit, at, leaseMs }: { readonly limit: number; readonly at: number; readonly leaseMs: number },
): Promise<readonly TakenRepair[]> {
  const { rows } = await db.query<TakenRepair>('select * from api_take_repairs($1, $2, $3)', [
    limit,
    timestamp(at),
    leaseMs,
  ]);
  return rows;
}

/** Looked at, and to be looked at again from that instant on. */
export async function releaseRepair(db: Db, id: string, nextAt: number): Promise<void> {
  await db.query('select api_release_repair($1, $2)', [id, timestamp(nextAt)]);
}

/** @returns false when somebody else had carried it out */
export async function watchRepair(
  db: Db,
  { id, until, at }: { readonly id: string; readonly until: number; readonly at: number },
): Promise<boolean> {
  const { rows } = await refusing(
    db.query<{ ours: boolean }>('select api_watch_repair($1, $2, $3) as ours', [
      id,
      timestamp(until),
      timestamp(at),
    ]),
  );
  return rows[0]?.ours === true;
}

export interface Settlement {
  readonly id: string;
  readonly state: 'recovered' | 'not-recovered' | 'postponed' | 'not-needed';
  /** What was seen, in one sentence without personal data. */
  readonly finding: string;
  readonly after: unknown;
  readonly at: number;
}

/** @throws Fault 'action-not-permitted' when the database sees no change and it is called recovered */
export async function settleRepair(db: Db, settlement: Settlement): Promise<void> {
  const { id, state, finding, after, at } = settlement;
  await refusing(
    db.query('select api_settle_repair($1, $2, $3, $4, $5)', [
      id,
      state,
      finding,
      JSON.stringify(after),
      timestamp(at),
    ]),
  );
}

export interface FrozenRow {
  readonly object: string;
  readonly caseId: string | null;
  /** Sealed under the operation's key. */
  readonly content: string;
}

export interface NewBulkRepair {
  readonly id: string;
  readonly center: string;
  readonly wrappedKey: string;
  readonly keyId: string;
  readonly detail: Readonly<Record<string, unknown>>;
  readonly rows: readonly FrozenRow[];
  readonly by: Acting;
}

/** @throws Fault 'not-authorized', 'input-invalid' (nothing on the list) */
export async function proposeBulkRepair(db: Db, operation: NewBulkRepair): Promise<void> {
  const { id, center, wrappedKey, keyId, detail, rows, by } = operation;
  await refusing(
    db.query(
      `select api_propose_bulk_repair(row($5, $6, 'repair', null, $7, $8, $9)::new_operation,
         (select array_agg(row(o, c, t)::new_repair_row order by n)
            from unnest($10::text[], $11::uuid[], $12::text[]) with ordinality as r(o, c, t, n)),
         ${ACTOR})`,
      [
        ...actorParams(by),
        ...[id, center, wrappedKey, keyId, JSON.stringify(detail)],
        rows.map(({ object }) => object),
        rows.map(({ caseId }) => caseId),
        rows.map(({ content }) => content),
      ],
    ),
  );
}

/**
 * @throws Fault 'same-person', 'not-found', 'action-not-permitted', 'version-conflict' (the list is
 *   another one)
 */
export async function confirmOperation(
  db: Db,
  { id, hash, by }: { readonly id: string; readonly hash: string; readonly by: Acting },
): Promise<void> {
  await refusing(
    db.query(`select api_confirm_operation($5, $6, ${ACTOR})`, [...actorParams(by), id, hash]),
  );
}

export interface NextRow {
  readonly n: number;
  readonly object: string;
  readonly case_id: string | null;
  readonly content: string;
}

/** Rows of a confirmed list to begin with now. */
export async function nextRepairRows(
  db: Db,
  operation: string,
  atOnce: number,
): Promise<readonly NextRow[]> {
  const { rows } = await db.query<NextRow>(
    'select n, object, case_id, content from api_next_repair_rows($1, $2)',
    [operation, atOnce],
  );
  return rows;
}

/** @throws Fault 'action-not-permitted' (stopped meanwhile, or being repaired already), 'not-found' */
export async function startRowRepair(
  db: Db,
  repair: NewRepair,
  { operation, n }: { readonly operation: string; readonly n: number },
): Promise<void> {
  await refusing(
    db.query(`select api_start_row_repair(${NEW_REPAIR}, $15, $16, ${ACTOR})`, [
      ...repairParams(repair),
      operation,
      n,
    ]),
  );
}
