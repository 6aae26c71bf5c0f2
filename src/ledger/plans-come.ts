/** Plans a debit day has come for (扣款日已到), with what is needed to say what they owe. */
import type { Tx } from '../db/pool.ts';
import type { DebitCome } from '../policy/collection-due.ts';
import { STANDS } from './dues.ts';

/** A plan whose debit day has come and whose first unpaid month is not owed yet. */
export interface PlanCome {
  readonly account: string;
  readonly person: string;
  readonly wrappedKey: string | null;
  readonly accountState: string;
  readonly agreement: string;
  readonly agreementState: string;
  readonly parameters: string;
  readonly monthlyAmount: string;
  readonly cycle: string;
  readonly firstMonth: string;
  readonly dueMonth: string;
  readonly debitOn: string;
  readonly debitDay: number;
  readonly openedOn: string;
  /** When the terms were put in force by a change, and from which month they hold; null: they are those of the agreement. */
  readonly changedOn: string | null;
  readonly changedFrom: string;
}

const NEXT = (month: string) =>
  `to_char(to_date(${month}, 'YYYY-MM') + interval '1 month', 'YYYY-MM')`;

/**
 * Plans of a center whose debit day has come, by account; the plan in force is the latest that holds
 * for the month. A debit that came before the account was there is not its debit.
 */
export async function plansCome(
  tx: Tx,
  center: string,
  come: readonly DebitCome[],
): Promise<readonly PlanCome[]> {
  const { rows } = await tx.query<PlanCome>({
    name: 'plans-come',
    text: `with come as (
             select * from jsonb_to_recordset($2) as c("debitDay" integer, month text, "debitOn" date))
           select a.number as account, a.person, p.wrapped_key as "wrappedKey",
                  ${STANDS} as "accountState", g.id as agreement, g.state as "agreementState",
                  g.parameters, l.monthly_amount as "monthlyAmount", l.cycle,
                  newest.debit_day as "debitDay", f.since as "openedOn", f.month as "firstMonth",
                  m.in_force_on as "changedOn", l.from_month as "changedFrom",
                  c.month as "dueMonth", c."debitOn"
             from account a
             join person p on p.id = a.person
             join lateral (select * from plan l where l.account = a.number and l.active
                order by l.from_month desc limit 1) newest on true
             join come c on c."debitDay" = newest.debit_day
             join lateral (
               select * from plan l
                where l.account = a.number and l.active and l.from_month <= c.month
                order by l.from_month desc limit 1) l on true
             join agreement g on g.id = l.agreement
             left join amendment m on m.id = l.amendment
             left join lateral (select max(d.covers_to) as until from contribution_due d
                where d.account = a.number and d.state <> 'void') owed on true
             cross join lateral (
               select greatest(l.from_month, g.owes_from, ${NEXT('a.paid_to')},
                        ${NEXT('owed.until')}) as month,
                      -- Going on under a new agreement it could not be debited before that was in force either.
                      greatest(a.opened_on, (select min(s.since) from agreement_state s
                        where s.agreement = g.id and s.state = 'active'
                          and g.case_id is distinct from a.opened_by_case)) as since) f
            where a.center = $1 and a.state <> 'closed' and f.month <= c.month
              and c."debitOn" > f.since
            order by a.number`,
    values: [center, JSON.stringify(come)],
  });
  return rows;
}
