/**
 * Agreements in force (生效或者中止中的协议): looked at, and moved from one state to another by a case.
 *
 * The database keeps which state may follow which, and every state an agreement was in.
 *
 * @source 通知（征求意见稿）（二）（三）
 */
import type { Db, Tx } from '../db/pool.ts';
import type { PlainDate } from '../domain/calendar.ts';
import { Fault } from '../domain/fault.ts';

/** A case for which nothing is to be collected: of a measure, whoever leaves or closes, heirs or an employment. */
export interface Keeper {
  readonly caseId: string;
  readonly reason: 'breach' | 'exit' | 'withdrawal' | 'deceased' | 'employed';
}

export interface InForce {
  readonly accountId: string;
  readonly account: string;
  readonly center: string;
  readonly branch: string;
  readonly person: string;
  readonly accountState: 'normal' | 'sealed' | 'closed';
  readonly accountSource: 'unit' | 'flexible';
  readonly agreement: string;
  readonly state: 'active' | 'suspended';
  /** The case by which it came to its state, and why. */
  readonly stateCase: string;
  readonly stateReason: string | null;
  readonly debitDay: number;
  /** Sealed under the person's key. */
  readonly parameters: string;
  /** What keeps it suspended, or would: in the order in which the right to resume it goes over. */
  readonly keepers: readonly Keeper[];
  readonly debitUnderWay: boolean;
}

const IN_FORCE = `
  select a.id as "accountId", a.number as account, a.center, a.person, a.state as "accountState",
         a.source as "accountSource", coalesce(c.branch, (select b.id from branch b where b.center = a.center and b.active
                              order by b.kind = 'hall' desc, b.id limit 1)) as branch,
         g.id as agreement, g.state, g.parameters,
         coalesce((select l.debit_day from plan l where l.account = a.number and l.active
                    order by l.from_month desc limit 1), g.debit_day) as "debitDay",
         g.state_case as "stateCase", g.state_reason as "stateReason",
         (select coalesce(jsonb_agg(jsonb_build_object('caseId', k.case_id, 'reason', k.reason)
                   order by k.n), '[]')
            from agreement_keepers(a.number) k where k.case_id is distinct from $2::uuid) as keepers,
         exists (select from debit d where d.account = a.number and d.state in ('planned', 'sent'))
           as "debitUnderWay"
    from account a
    join agreement g on g.account = a.number and g.state in ('active', 'suspended')
    left join "case" c on c.id = a.opened_by_case
   where a.id = $1`;

/**
 * The agreement in force of an account by its opaque id; null: there is none.
 *
 * @param ending a case that is just ending: it keeps nothing any more
 */
export async function findInForce(
  db: Db,
  accountId: string,
  ending: string | null = null,
): Promise<InForce | null> {
  const { rows } = await db.query<InForce>({
    name: 'find-in-force',
    text: IN_FORCE,
    values: [accountId, ending],
  });
  return rows[0] ?? null;
}

/** The same, held until the transaction ends. */
export async function lockInForce(
  tx: Tx,
  accountId: string,
  ending: string | null = null,
): Promise<InForce | null> {
  await tx.query({
    name: 'lock-account-by-id',
    text: 'select number from account where id = $1 for update',
    values: [accountId],
  });
  return findInForce(tx, accountId, ending);
}

/** What the rule wants to know of an account without an agreement, too. */
export interface Stopping {
  readonly heldByMeasure: boolean;
  readonly employed: boolean;
  readonly leaving: boolean;
  readonly closing?: true;
  readonly askedByHeirs: boolean;
}

/** Who stops the debits of an agreement, as the rule asks. */
export function stoppingOf(standing: InForce | null): Stopping {
  const has = (reason: Keeper['reason']) =>
    standing?.keepers.some((keeper) => keeper.reason === reason) ?? false;
  return {
    heldByMeasure: has('breach'),
    employed: has('employed') || standing?.accountSource === 'unit',
    leaving: has('exit'),
    ...(has('withdrawal') && { closing: true as const }),
    askedByHeirs: has('deceased'),
  };
}

/** Which withdrawal closes the account when all is paid, and keeps the debits stopped until then; null: none. */
export async function setClosingCase(
  tx: Tx,
  account: string,
  { from, to }: { readonly from: string | null; readonly to: string | null },
): Promise<void> {
  await tx.query({
    name: 'set-closing-case',
    text: `update agreement set closing_case = $3
            where account = $1 and state in ('active', 'suspended')
              and closing_case is not distinct from $2`,
    values: [account, from, to],
  });
}

/** It stays suspended, for another case from now on: that one lets it go on when it ends. */
export async function handOver(
  tx: Tx,
  agreement: string,
  { caseId, reason }: Keeper,
): Promise<void> {
  await tx.query({
    name: 'hand-agreement-over',
    text: `update agreement set state_case = $2, state_reason = $3, moves = moves + 1
            where id = $1 and state = 'suspended'`,
    values: [agreement, caseId, reason],
  });
}

export interface Move {
  readonly agreement: string;
  readonly from: 'active' | 'suspended';
  readonly to: 'active' | 'suspended' | 'terminated';
  readonly on: PlainDate;
  readonly caseId: string;
  /** Why, as a code. */
  readonly reason: string;
  /** Resumed: the first month owed again. */
  readonly owesFrom: string | null;
}

/** @throws Fault 'version-conflict' when it stands elsewhere by now */
export async function moveAgreement(tx: Tx, move: Move): Promise<void> {
  const { rowCount } = await tx.query({
    name: 'move-agreement',
    text: `update agreement set state = $3, since = $4, state_case = $5, state_reason = $6,
             owes_from = coalesce($7, owes_from), moves = moves + 1,
             ended_on = case when $3 = 'terminated' then $4::date end
            where id = $1 and state = $2`,
    values: [
      ...[move.agreement, move.from, move.to, move.on, move.caseId, move.reason],
      move.owesFrom,
    ],
  });
  if (rowCount !== 1) throw new Fault('version-conflict', '协议状态已经变化，请核对后再提交。');
}

/** What is owed and not with the bank is owed no more; what is with the bank counts as it comes back. */
export async function voidOpenDues(tx: Tx, account: string, on: PlainDate): Promise<number> {
  const { rowCount } = await tx.query({
    name: 'void-open-dues',
    text: `update contribution_due d set state = 'void', settled_on = $2, next_on = null
            where d.account = $1 and d.state = 'open'
              and not exists (select from debit b where b.account = d.account
                    and b.covers_from = d.covers_from and b.state in ('planned', 'sent'))`,
    values: [account, on],
  });
  return rowCount ?? 0;
}

/** No plan any more: nothing is owed from now on. */
export async function endPlans(tx: Tx, account: string): Promise<void> {
  await tx.query({
    name: 'end-plans',
    text: 'update plan set active = false where account = $1 and active',
    values: [account],
  });
}
