/**
 * Seals of an account (封存, 启封), by source: moved by a way of the table, and read with everything they
 * rest on.
 *
 * @source 通知（征求意见稿）（三）（七）; JGJ/T 320-2014 A.5 04 启封, 05 封存
 */
import type { Db, Tx } from '../db/pool.ts';
import { refusing } from '../db/database-fault.ts';
import type { PlainDate } from '../domain/calendar.ts';
import type { AccountState, AccountWay, SealedSource } from '../policy/account-states.ts';

export interface AccountMove {
  readonly way: Exclude<AccountWay, 'closed'>;
  /** The day from which it counts. */
  readonly on: PlainDate;
  /** Staff id, `system`, or the unit that told of it. */
  readonly by: string;
  readonly case: string | null;
  /** Number of the document or message it rests on. */
  readonly document?: string;
}

/** @throws Fault 'action-not-permitted' when the table has no such way from where the account stands */
export async function moveAccount(tx: Tx, account: string, move: AccountMove): Promise<void> {
  await refusing(tx.query('select account_move($1, $2)', [account, JSON.stringify(move)]));
}

/** 封存日期更正: the wrong seal of the unit's portion ends on its own day, the right one takes its place. */
export async function correctSeal(
  tx: Tx,
  account: string,
  correction: {
    readonly was: PlainDate;
    readonly on: PlainDate;
    readonly today: PlainDate;
    readonly by: string;
    readonly case: string;
    readonly document: string;
  },
): Promise<void> {
  await refusing(tx.query('select seal_correct($1, $2)', [account, JSON.stringify(correction)]));
}

/** The day of the last step of an account, whatever it was; null: it never went anywhere. */
export async function lastStepOf(db: Db, account: string): Promise<PlainDate | null> {
  const { rows } = await db.query<{ on: PlainDate | null }>({
    name: 'last-step-of',
    text: `select greatest((select max(greatest(s.sealed_on, s.ended_on)) from seal s
                    where s.account = $1),
                  (select max(taken_on) from account_step where account = $1)) as on`,
    values: [account],
  });
  return rows[0]?.on ?? null;
}

/** The last time that a unit sealed its portion, whatever became of the seal since. */
export interface UnitSeal {
  readonly on: PlainDate;
  /** The unit that told it; null: a person corrected its day. */
  readonly unit: string | null;
}

/** @returns null: no unit ever sealed it */
export async function lastUnitSealOf(db: Db, account: string): Promise<UnitSeal | null> {
  const { rows } = await db.query<UnitSeal>({
    name: 'last-unit-seal-of',
    text: `select sealed_on as "on", case when how = 'unit-sealed' then sealed_by end as unit
             from seal where account = $1 and source = 'unit'
            order by n desc limit 1`,
    values: [account],
  });
  return rows[0] ?? null;
}

/** One step of an account (封存, 启封, 转换). */
export interface Step {
  readonly way: string;
  readonly on: PlainDate;
  readonly by: string;
  readonly caseId: string | null;
  readonly document: string | null;
  readonly toState: AccountState;
  readonly toSource: SealedSource;
}

/** Every way the account went, the latest first. */
export async function stepsOf(db: Db, account: string): Promise<readonly Step[]> {
  const { rows } = await db.query<Step>({
    name: 'steps-of',
    text: `select way, taken_on as on, taken_by as by, case_id as "caseId", document,
                  to_state as "toState", to_source as "toSource"
             from account_step where account = $1 order by n desc`,
    values: [account],
  });
  return rows;
}

export interface Seal {
  readonly source: SealedSource;
  readonly sealedOn: PlainDate;
  readonly how: string;
  readonly by: string;
  readonly caseId: string | null;
  readonly document: string | null;
  /** Null: in force. */
  readonly endedOn: PlainDate | null;
  readonly endHow: string | null;
  readonly endedBy: string | null;
  readonly endCase: string | null;
  readonly endDocument: string | null;
}

/** Every seal the account ever had, the newest first. */
export async function sealsOf(db: Db, account: string): Promise<readonly Seal[]> {
  const { rows } = await db.query<Seal>({
    name: 'seals-of',
    text: `select source, sealed_on as "sealedOn", how, sealed_by as by, case_id as "caseId",
                  document, ended_on as "endedOn", end_how as "endHow", ended_by as "endedBy",
                  end_case as "endCase", end_document as "endDocument"
             from seal where account = $1 order by sealed_on desc, source, n desc`,
    values: [account],
  });
  return rows;
}

export interface AccountStanding {
  readonly id: string;
  readonly number: string;
  readonly center: string;
  readonly person: string;
  readonly state: AccountState;
  readonly source: SealedSource;
  readonly openedOn: PlainDate;
  /** Since when the unit's portion is sealed; null: it is not. */
  readonly unitSealedOn: PlainDate | null;
  /** The day of its last step: sealed, unsealed, converted. */
  readonly lastOn: PlainDate | null;
}

/** An account of the centers in which a sender may speak for all branches, held until the transaction ends; null: none. */
export async function lockStanding(
  tx: Tx,
  {
    number,
    sender,
    on,
  }: { readonly number: string; readonly sender: string; readonly on: PlainDate },
): Promise<AccountStanding | null> {
  const { rows } = await tx.query<AccountStanding>({
    name: 'lock-standing',
    text: `select a.id, a.number, a.center, a.person, a.state,
                  a.source, a.opened_on as "openedOn",
                  (select s.sealed_on from seal s where s.account = a.number
                     and s.source = 'unit' and s.ended_on is null) as "unitSealedOn",
                  greatest((select max(greatest(s.sealed_on, s.ended_on)) from seal s
                             where s.account = a.number),
                    (select max(t.taken_on) from account_step t
                      where t.account = a.number)) as "lastOn"
             from account a where a.number = $1
              and exists (select from staff_scope g where g.staff = $2 and g.role = 'channel'
                and g.branch is null and g.center = a.center and g.valid_from <= $3
                and (g.valid_to is null or g.valid_to >= $3))
              for update of a`,
    values: [number, sender, on],
  });
  return rows[0] ?? null;
}
