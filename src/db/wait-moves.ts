/** Waits that may be moved and their moves (改期), as workflows and the API read and write them. */
import { timestamp, type Db, type Tx } from './pool.ts';

export interface MovableRow {
  readonly center: string;
  readonly stage: string;
  readonly stageDetail: Readonly<Record<string, unknown>>;
  /** Instant (ms) at which it ends. */
  readonly until: number;
  readonly clause: string;
  readonly endedBy: readonly string[];
  readonly shortenedBy: string;
  readonly detail: Readonly<Record<string, unknown>>;
  /** The last day as it was given at first; null: it was never moved. */
  readonly givenOn: string | null;
}

/** The open wait of that kind with its end; null: there is none. */
export async function findMovable(
  db: Db,
  caseId: string,
  kind: string,
): Promise<MovableRow | null> {
  const { rows } = await db.query<MovableRow>({
    name: 'find-movable-wait',
    text: `select c.center, c.stage, c.detail as "stageDetail",
                  (extract(epoch from w.until) * 1000)::float8 as until, w.clause,
                  w.ended_by as "endedBy", w.shortened_by as "shortenedBy", w.detail,
                  (select m.given_on from wait_move m
                    where m.case_id = c.id and m.kind = w.kind and m.state = 'moved'
                      and (m.to_on + 1)::timestamp at time zone 'Asia/Shanghai' = w.until
                    order by m.settled_at desc limit 1) as "givenOn"
             from "case" c join wait w on w.case_id = c.id
            where c.id = $1 and w.kind = $2 and w.closed_at is null and w.until is not null
            order by w.id desc limit 1`,
    values: [caseId, kind],
  });
  return rows[0] ?? null;
}

/** Kinds of the waits of a case that are open, each once. */
export async function openWaitKinds(db: Db, caseId: string): Promise<readonly string[]> {
  const { rows } = await db.query<{ kind: string }>({
    name: 'open-wait-kinds',
    text: `select distinct kind from wait where case_id = $1 and closed_at is null order by kind`,
    values: [caseId],
  });
  return rows.map(({ kind }) => kind);
}

/** The seal of the unit's portion in force, of the one account that the case's person has; null: none is. */
export async function sealInForce(
  db: Db,
  caseId: string,
): Promise<{
  readonly number: string;
  readonly openedOn: string;
  readonly sealedOn: string;
} | null> {
  const { rows } = await db.query<{ number: string; openedOn: string; sealedOn: string }>({
    name: 'unit-seal-in-force',
    text: `select a.number, a.opened_on as "openedOn", s.sealed_on as "sealedOn"
             from "case" c
             join account a on a.person = c.person and a.center = c.center and a.state <> 'closed'
             join seal s on s.account = a.number
            where c.id = $1 and s.source = 'unit' and s.ended_on is null`,
    values: [caseId],
  });
  return rows[0] ?? null;
}

export interface MoveRow {
  readonly id: string;
  readonly kind: string;
  readonly givenOn: string;
  readonly fromOn: string;
  readonly toOn: string;
  readonly ground: string;
  readonly clause: string;
  readonly document: string;
  /** The corrected day of a seal; null: the last day itself was asked for. */
  readonly correctedOn: string | null;
  readonly state: string;
  readonly askedBy: string;
  readonly askedAt: number;
  readonly settledBy: string | null;
  readonly settledAt: number | null;
}

/** Every move of a case, the newest first. */
export async function movesOf(db: Db, caseId: string): Promise<readonly MoveRow[]> {
  const { rows } = await db.query<MoveRow>({
    name: 'moves-of-case',
    text: `select id, kind, given_on as "givenOn", from_on as "fromOn", to_on as "toOn", ground,
                  clause, document, corrected_on as "correctedOn", state, asked_by as "askedBy",
                  (extract(epoch from asked_at) * 1000)::float8 as "askedAt",
                  settled_by as "settledBy",
                  (extract(epoch from settled_at) * 1000)::float8 as "settledAt"
             from wait_move where case_id = $1 order by asked_at desc, id`,
    values: [caseId],
  });
  return rows;
}

export interface NewMove {
  readonly caseId: string;
  readonly kind: string;
  readonly givenOn: string;
  readonly fromOn: string;
  readonly toOn: string;
  readonly ground: string;
  readonly clause: string;
  readonly document: string;
  readonly correctedOn: string | null;
  readonly by: string;
  /** Instant (ms). */
  readonly at: number;
}

/** What was asked for about a day that is no longer the last one is overtaken by it. */
export async function insertMove(tx: Tx, move: NewMove): Promise<void> {
  const { caseId, kind, givenOn, fromOn, toOn, ground, clause, document, by, at } = move;
  const { correctedOn } = move;
  await tx.query({
    name: 'overtake-wait-moves',
    text: `update wait_move set state = 'overtaken', settled_by = $2, settled_at = $3
            where case_id = $1 and state = 'proposed' and (kind, from_on) <> ($4, $5::date)`,
    values: [caseId, 'system', timestamp(at), kind, fromOn],
  });
  await tx.query({
    name: 'insert-wait-move',
    text: `insert into wait_move (case_id, kind, given_on, from_on, to_on, ground, clause, document,
             asked_by, asked_at, corrected_on)
           values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
    values: [
      ...[caseId, kind, givenOn, fromOn, toOn, ground, clause, document, by, timestamp(at)],
      correctedOn,
    ],
  });
}

export async function settleMove(
  tx: Tx,
  settled: {
    readonly id: string;
    readonly state: 'moved' | 'declined';
    readonly by: string;
    readonly at: number;
  },
): Promise<boolean> {
  const { rowCount } = await tx.query({
    name: 'settle-wait-move',
    text: `update wait_move set state = $2, settled_by = $3, settled_at = $4
            where id = $1 and state = 'proposed'`,
    values: [settled.id, settled.state, settled.by, timestamp(settled.at)],
  });
  return rowCount === 1;
}
