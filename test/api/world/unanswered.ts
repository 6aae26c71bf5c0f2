/** A debit that the bank has and does not answer, without the run that sent it. */
import { randomUUID } from 'node:crypto';
import type pg from 'pg';

interface Silence {
  readonly center: string;
  /** Number of the account. */
  readonly account: string;
  readonly foundOn?: string;
}

/**
 * @param put writes the rows; where nothing was signed, past what they rest on
 * @returns its id and the key of the debit
 */
export async function unansweredDebit(
  owner: pg.Pool,
  { center, account, foundOn = '2026-11-20' }: Silence,
  put = async (rows: readonly string[]) => {
    for (const row of rows) await owner.query(row);
  },
): Promise<{ readonly id: string; readonly key: string }> {
  const key = `debit/${randomUUID()}/2026-11/1`;
  const run = `collection.${center}.2026-11-16.${String(Math.floor(Math.random() * 1e6))}`;
  const { agreement = randomUUID(), mandate = randomUUID() } = (await signed(owner, account)) ?? {};
  await put(rowsOf({ key, run, center, account, agreement, mandate }));
  const { rows } = await owner.query<{ id: string }>(
    `insert into unanswered_debit (debit, center, found_on, found_at)
     values ($1, $2, $3, $3::date + time '09:00') returning id`,
    [key, center, foundOn],
  );
  return { id: rows[0]!.id, key };
}

interface Rows {
  readonly key: string;
  readonly run: string;
  readonly center: string;
  readonly account: string;
  readonly agreement: string;
  readonly mandate: string;
}

function rowsOf({ key, run, center, account, agreement, mandate }: Rows): readonly string[] {
  return [
    `insert into contribution_due (account, covers_from, covers_to, months, amount, agreement, due_on,
       grace_until, attempts_max, attempts, next_on)
     values ('${account}', '2026-11', '2026-11', 1, 800, '${agreement}', '2026-11-15', '2026-11-30',
       3, 1, '2026-11-15')
     on conflict (account, covers_from) do update set attempts = 1`,
    `insert into run (id, kind, center, business_on, turn, state, items, sent, amount, started_by,
       started_at, frozen_at, approval, digest)
     values ('${run}', 'collection', '${center}', '2026-11-16', ${run.split('.').at(-1) ?? '1'}, 'preparing', 1, 0,
       800, 'schedule', '2026-11-16T06:00+08', '2026-11-16T06:00+08', false,
       repeat('0', 64))`,
    `insert into run_item (run, n, subject, account, verdict, amount, state, outcome)
     values ('${run}', 1, '${account}/2026-11', '${account}', 'due', 800, 'failed', 'unanswered')`,
    `insert into debit_batch (run, batch, may_have_left, delivered, delivered_at)
     values ('${run}', 1, true, true, '2026-11-16T06:01+08')`,
    `insert into debit (key, center, account, covers_from, attempt, mandate, amount, run, n, batch, state)
     values ('${key}', '${center}', '${account}', '2026-11', 1, '${mandate}', 800, '${run}', 1, 1, 'sent')`,
    `update run set state = 'cancelled', ended_at = '2026-11-17T00:00+08' where id = '${run}'`,
  ];
}

/** Agreement and mandate of an account that has a plan; null: it has none. */
async function signed(owner: pg.Pool, account: string) {
  const { rows } = await owner.query<{ agreement: string; mandate: string }>(
    `with had as (select m.id, m.agreement from mandate m where m.account = $1 limit 1),
          made as (
            insert into mandate (id, center, person, account, agreement, card, limit_each,
              bank_mandate, state, requested_on, confirmed_on)
            select gen_random_uuid(), a.center, a.person, a.number, l.agreement, l.card, 1600,
                   'WT-' || right(a.number, 6), 'active', a.opened_on, a.opened_on
              from plan l join account a on a.number = l.account
             where l.account = $1 and not exists (select from had) limit 1
            returning id, agreement)
     select id as mandate, agreement from had union all select id, agreement from made`,
    [account],
  );
  return rows[0] ?? null;
}
