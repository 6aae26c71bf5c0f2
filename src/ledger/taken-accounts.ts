/** An account that somebody wants to go on with (单位转灵活, 恢复缴存), as the books have it. */
import type { Db, Tx } from '../db/pool.ts';
import type { PlainDate, PlainMonth } from '../domain/calendar.ts';
import type { TakenAccount } from '../policy/take-up.ts';

export interface Taken extends TakenAccount {
  readonly number: string;
  readonly center: string;
  readonly sealedOn: PlainDate | null;
  readonly paidTo: PlainMonth | null;
}

/** Open cases of these types end the account or carry it away: nothing is taken up beside them. */
const ENDING: readonly string[] = [
  'exit',
  'death-payout',
  'transfer-out',
  'conversion-to-employee',
  'opening-reversal',
];

/** By its opaque id; `caseId` says whose it must be. Null: there is none. */
export async function findTaken(
  db: Db,
  { id, caseId }: { readonly id: string; readonly caseId: string },
): Promise<Taken | null> {
  const { rows } = await db.query<Taken>({
    name: 'find-taken-account',
    text: `select a.number, a.center, a.state, a.source, a.sealed_on as "sealedOn",
                  a.paid_to as "paidTo", a.person = c.person as own,
                  (select g.state from agreement g where g.account = a.number
                     and g.state in ('active', 'suspended')) as agreement,
                  exists (select from hold h where h.account = a.number
                     and h.kind = 'transfer' and h.released_on is null) as transfer,
                  (select coalesce(jsonb_agg(distinct o.type order by o.type), '[]') from "case" o
                    where o.person = a.person and o.center = a.center and o.closed_at is null
                      and o.id <> c.id and o.type = any($3)) as "underWay"
             from account a, "case" c
            where a.id::text = $1 and c.id = $2`,
    values: [id, caseId, ENDING],
  });
  return rows[0] ?? null;
}

/** Held until the transaction ends. */
export async function lockTaken(
  tx: Tx,
  asked: { readonly id: string; readonly caseId: string },
): Promise<Taken | null> {
  await tx.query({
    name: 'lock-taken-account',
    text: 'select number from account where id::text = $1 for update',
    values: [asked.id],
  });
  return findTaken(tx, asked);
}

/** The agreement that a unit's contributions had suspended ends with the new one. */
export async function endSuspended(
  tx: Tx,
  {
    account,
    on,
    caseId,
  }: { readonly account: string; readonly on: PlainDate; readonly caseId: string },
): Promise<void> {
  await tx.query({
    name: 'end-suspended-agreement',
    text: `update agreement set state = 'terminated', since = $2, ended_on = $2, state_case = $3,
             state_reason = 'taken-up', moves = moves + 1
            where account = $1 and state = 'suspended'`,
    values: [account, on, caseId],
  });
}
