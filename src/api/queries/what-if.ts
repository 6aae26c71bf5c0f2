/** The cohorts of a what-if (试算), as the books have them; nothing of them is written. */
import type pg from 'pg';
import type { PersonColumns, Seen } from './cases.ts';
import { scopeParams, visibleAt } from './scope.ts';

export interface CohortRow extends PersonColumns {
  readonly account: string;
  readonly accountNumber: string;
  readonly caseId: string | null;
  /** Who contributes, of the sealed ones. */
  readonly source: 'unit' | 'flexible' | null;
  readonly unitSealedOn: string | null;
  readonly accountSealedOn: string | null;
  readonly paidTo: string | null;
  readonly activatedIn: string | null;
  readonly amount: string | null;
  readonly decidedOn: string | null;
}

const COLUMNS = `a.id as account, a.number as "accountNumber", p.id as person, p.wrapped_key, p.masked`;
const NO_SEAL = `null as source, null as "unitSealedOn", null as "accountSealedOn"`;
const VISIBLE = visibleAt('a.center', 'null::text');

const COHORTS = {
  // Whoever has, or had, an employee portion, as the rule of leaving finds it.
  sealed: `select ${COLUMNS}, null::uuid as "caseId", a.source, s.sealed_on as "unitSealedOn",
        a.sealed_on as "accountSealedOn",
        null as "paidTo", null as "activatedIn", null as amount, null as "decidedOn"
      from account a join person p on p.id = a.person
      left join seal s on s.account = a.number and s.source = 'unit' and s.ended_on is null
     where a.center = $5 and a.state <> 'closed' and $6::date is not null
       and (s.account is not null or (a.source = 'unit' and a.state = 'sealed')
         or exists (select from balance b where b.account = a.number and b.source = 'unit'
                     and b.amount > 0))
       and ${VISIBLE}
     order by s.sealed_on, a.number limit $7`,
  empty: `select ${COLUMNS}, null::uuid as "caseId", ${NO_SEAL}, a.paid_to as "paidTo",
        a.activated_in as "activatedIn", null as amount, null as "decidedOn"
      from account a join person p on p.id = a.person
     where a.center = $5 and a.source = 'flexible' and a.state <> 'closed'
       and coalesce(a.paid_to, a.activated_in) is not null and $6::date is not null
       -- Whom the sweep would not close whatever the months are: money of any source, a hold.
       and not exists (select from balance b where b.account = a.number and b.amount <> 0)
       and not exists (select from hold h where h.account = a.number and h.released_on is null)
       and ${VISIBLE}
     order by coalesce(a.paid_to, a.activated_in), a.number limit $7`,
  withdrawals: `select ${COLUMNS}, w.case_id as "caseId", ${NO_SEAL}, null as "paidTo",
        null as "activatedIn", w.amount::text as amount, w.decided_on as "decidedOn"
      from withdrawal w join account a on a.number = w.account join person p on p.id = a.person
     where w.center = $5 and w.decided_on >= $6 and ${VISIBLE}
     order by w.decided_on, w.case_id limit $7`,
} as const;

export async function cohortRows(
  pool: pg.Pool,
  { caller, grants }: Seen,
  asked: {
    readonly cohort: keyof typeof COHORTS;
    readonly center: string;
    readonly since: string;
    readonly limit: number;
  },
): Promise<readonly CohortRow[]> {
  const { rows } = await pool.query<CohortRow>(COHORTS[asked.cohort], [
    ...scopeParams(caller, grants),
    ...[asked.center, asked.since, asked.limit],
  ]);
  return rows;
}
