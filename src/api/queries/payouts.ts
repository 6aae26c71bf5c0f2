/** Payments of an account (付款), as the account shows them. */
import type pg from 'pg';

export interface PayoutListed {
  readonly id: string;
  readonly caseId: string;
  readonly caseNumber: string;
  readonly purpose: string;
  readonly amount: string;
  readonly moved: string | null;
  readonly cardLast4: string;
  readonly state: string;
  readonly reason: string | null;
  readonly decidedOn: string;
  readonly bookedOn: string | null;
  readonly returnedOn: string | null;
}

const PAYOUTS_MAX = 50;

/** The newest first. */
export async function payoutsOf(pool: pg.Pool, account: string): Promise<readonly PayoutListed[]> {
  const { rows } = await pool.query<PayoutListed>(
    `select o.id, o.case_id as "caseId", c.number as "caseNumber", coalesce(w.reason, case c.type when 'hold' then 'deduction' else c.type end)
              as purpose,
            o.amount::text as amount, o.moved::text as moved, o.card_last4 as "cardLast4", o.state,
            o.reason, o.run_on as "decidedOn", o.booked_on as "bookedOn",
            o.returned_on as "returnedOn"
       from payout o join "case" c on c.id = o.case_id left join withdrawal w on w.case_id = o.case_id
      where o.account = $1 order by o.created_at desc, o.n desc limit ${String(PAYOUTS_MAX)}`,
    [account],
  );
  return rows;
}
