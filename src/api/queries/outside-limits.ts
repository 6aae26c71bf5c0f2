/** Agreements whose amount lies outside the limits of today: of the caller's centers, one center at a time. */
import type pg from 'pg';
import type { LimitsOfDistrict } from '../../ledger/debit-batches.ts';
import type { PersonColumns, Seen } from './cases.ts';
import { CENTER_VISIBLE, scopeParams } from './scope.ts';

export interface OutsideRow extends PersonColumns {
  readonly account: string;
  readonly accountNumber: string;
  readonly district: string | null;
  readonly monthlyAmount: string;
  readonly cycle: string;
  readonly min: string;
  readonly max: string;
  readonly signedOn: string;
  readonly changeCase: string | null;
  readonly changeNumber: string | null;
  readonly changeAmount: string | null;
}

interface OutsideAsked {
  readonly center: string;
  /** Of today; one of them for null. */
  readonly monthly: readonly LimitsOfDistrict[];
}

/**
 * By account number. Of an account that contributes the plan counts that is debited next; a change that is in force from
 * a later month on is one.
 */
export async function listOutsideLimits(
  pool: pg.Pool,
  { caller, grants }: Seen,
  { center, monthly }: OutsideAsked,
  { limit, after }: { readonly limit: number; readonly after: readonly (string | null)[] | null },
): Promise<readonly OutsideRow[]> {
  const { rows } = await pool.query<OutsideRow>(
    `with monthly as materialized (
       select * from jsonb_to_recordset($6) as m(district text, min numeric, max numeric)),
     narrow as (select max(min) as min, min(max) as max from monthly),
     -- Whoever keeps the narrowest limits keeps all: by the index, few plans are looked at further.
     plans as (
       select l.account, l.agreement, l.monthly_amount, l.cycle, l.from_month, l.district
         from plan l
        where l.active and (l.monthly_amount < (select min from narrow)
                         or l.monthly_amount > (select max from narrow)))
     select x.id as account, x.number as "accountNumber", l.district,
            l.monthly_amount as "monthlyAmount", l.cycle, w.min, w.max, g.signed_on as "signedOn",
            p.id as person, p.wrapped_key, p.masked, k.id as "changeCase", k.number as "changeNumber",
            m.monthly_amount as "changeAmount"
       from plans l
       join account x on x.number = l.account
       join agreement g on g.id = l.agreement and g.state = 'active'
       join person p on p.id = x.person
       cross join lateral (
         select y.min, y.max from monthly y where y.district = l.district or y.district is null
          order by y.district nulls last limit 1) w
       left join amendment m on m.account = x.number and m.state = 'offered'
       left join "case" k on k.id = m.case_id
      where x.center = $5 and x.state = 'normal' and x.source = 'flexible' and ${CENTER_VISIBLE}
        and l.monthly_amount not between w.min and w.max
        and not exists (select from plan n where n.account = l.account and n.active
                          and n.from_month > l.from_month)
        and ($7::text is null or x.number > $7)
      order by x.number limit $8`,
    [
      ...scopeParams(caller, grants),
      ...[center, JSON.stringify(monthly), after?.[0] ?? null, limit + 1],
    ],
  );
  return rows;
}
