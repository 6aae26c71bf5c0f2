/** Tasks about a payment whose case has ended: somebody calls the person. */
import { timestamp, type Tx } from './pool.ts';

interface PayoutTask {
  readonly caseId: string;
  readonly kind: string;
  /** Instant (ms). */
  readonly at: number;
}

/** Working days in which a clerk calls. */
const CALL_DAYS = 2;

/** In the branch of the case. */
export async function payoutTask(tx: Tx, { caseId, kind, at }: PayoutTask): Promise<void> {
  await tx.query({
    name: 'payout-task',
    text: `insert into task (id, case_id, center, branch, kind, role, opened_at, opened_on,
             working_days, due_on, due_provisional)
           select gen_random_uuid(), c.id, c.center, c.branch, $2, 'clerk', $3, shanghai_date($3),
                  $4, working_day_after(shanghai_date($3), $4),
                  calendar_provisional(shanghai_date($3), working_day_after(shanghai_date($3), $4))
             from "case" c where c.id = $1`,
    values: [caseId, kind, timestamp(at), CALL_DAYS],
  });
}
