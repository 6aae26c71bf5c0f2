/** Changes of the contribution (缴存变更) of a suite: asked for, signed, answered by the bank. */
import type { Actor } from '../../src/cases/case.ts';
import type { Office } from './office.ts';
import { CLERK } from './office.ts';
import type { mandates } from './mandated.ts';

export interface PlanStanding {
  readonly monthly_amount: string;
  readonly cycle: string;
  readonly debit_day: number;
  readonly from_month: string;
  readonly active: boolean;
  readonly card: string;
}

export interface AmendmentStanding {
  readonly state: string;
  readonly changes: readonly string[];
  readonly from_month: string | null;
}

let runs = 0;

/** Call it once at the top of a suite. */
export function changes(place: Office, { standing, relay }: ReturnType<typeof mandates>) {
  /** Asked for at the counter, for the account that a case opened. */
  const asked = async (opening: string, wanted: object, by: Actor = CLERK) => {
    const { account_id: account } = await standing(opening);
    return place.start('contribution-change', { account, ...wanted }, by);
  };
  return {
    asked,
    /** The same, and signed. */
    signed: async (opening: string, wanted: object) => {
      const { caseId } = await asked(opening, wanted);
      await place.sign(caseId);
      return caseId;
    },
    /** All versions of the plan of the account that a case opened, the oldest first. */
    plans: (opening: string) =>
      place.ask<PlanStanding>(
        `select l.* from plan l join account a on a.number = l.account
          where a.opened_by_case = $1 order by l.n`,
        opening,
      ),
    amendment: async (caseId: string) => {
      const [row] = await place.ask<AmendmentStanding>(
        'select * from amendment where case_id = $1 order by n desc limit 1',
        caseId,
      );
      return row;
    },
    /** A debit of the month of today is at the bank. */
    atBankNow: async (opening: string) => {
      const { account, id: mandate } = await standing(opening);
      runs += 1;
      const run = 'collection.210100.2026-11-28.1';
      const { owner } = place.db;
      await owner.query(
        `insert into run (id, kind, center, business_on, turn, started_by, started_at)
         values ($1, 'collection', '210100', current_date, 1, 'clock', now()) on conflict do nothing`,
        [run],
      );
      await owner.query(
        `insert into debit_batch (run, batch, delivered, delivered_at) values ($1, 1, true, now())
         on conflict do nothing`,
        [run],
      );
      await owner.query(
        `insert into run_item (run, n, subject, account, verdict, amount, state)
         values ($1, $3, $2, $2, 'due', 800, 'sent')`,
        [run, account, runs],
      );
      await owner.query(
        `insert into contribution_due (account, covers_from, covers_to, months, amount, agreement,
           due_on, grace_until, attempts_max, attempts)
         select $1, m, m, 1, 800, agreement, current_date, current_date + 40, 3, 1
           from mandate, to_char(now() at time zone 'Asia/Shanghai', 'YYYY-MM') m where id = $2`,
        [account, mandate],
      );
      await owner.query(
        `insert into debit (key, center, account, covers_from, attempt, mandate, amount, run, n,
           batch, state)
         select 'debit/test/' || $4, '210100', $1, covers_from, 1, $2, 800, $3, $4::integer, 1, 'sent'
           from contribution_due where account = $1`,
        [account, mandate, run, runs],
      );
    },
    /** The bank has answered for it. */
    answeredFor: async (opening: string, state: 'paid' | 'refused') => {
      const { account } = await standing(opening);
      const { owner } = place.db;
      await owner.query('update debit set state = $2 where account = $1', [account, state]);
      if (state === 'refused') return;
      await owner.query(
        `update contribution_due set state = 'paid', settled_on = current_date where account = $1`,
        [account],
      );
      await owner.query(
        `update account a set paid_to = d.covers_to from contribution_due d
          where d.account = a.number and a.number = $1`,
        [account],
      );
    },
    /** The bank is told, answers, and the case that waits hears of it. */
    answered: async (caseId: string) => {
      await relay();
      await relay();
      await place.temporal.clock.untilIdle(place.handle(caseId));
    },
  };
}
