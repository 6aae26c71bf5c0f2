/** A run with its list, without the workers: who is due, who is not and why, how far it is. */
import type pg from 'pg';

export interface Item {
  readonly subject: string;
  readonly verdict: 'due' | 'excluded' | 'struck';
  readonly reason?: string;
  readonly account?: string;
  readonly amount?: string;
  readonly state?: string;
  readonly outcome?: string;
  readonly detail?: object;
}

export interface RunMade {
  readonly kind?: string;
  readonly on?: string;
  readonly state: 'preparing' | 'previewed' | 'working' | 'stopped';
  readonly items: readonly Item[];
  readonly brake?: string;
}

let turns = 500;

/** @returns its id */
export async function runMade(owner: pg.Pool, made: RunMade): Promise<string> {
  turns += 1;
  const { kind = 'collection', on = '2026-11-20', state, items, brake = null } = made;
  const id = `${kind}.210100.${on}.${turns}`;
  // One of a kind is alive at a time.
  await owner.query(
    `update run set state = case state when 'working' then 'done' else 'cancelled' end, ended_at = now()
      where kind = $1 and center = '210100' and state not in ('done', 'cancelled')`,
    [kind],
  );
  const count = (fits: (item: Item) => boolean) => items.filter(fits).length;
  const due = (item: Item) => item.verdict === 'due';
  const is = (name: string) => count((item) => due(item) && item.state === name);
  await owner.query(
    `insert into run (id, kind, center, business_on, turn, state, items, excluded, struck, sent, done,
       refused, failed, amount, done_amount, started_by, started_at)
     values ($1, $2, '210100', $3, $4, 'preparing', $5, $6, $7, $8, $9, $10, $11, 800 * $5::int,
       800 * $9::int, 'zhou-zhuguan', now())`,
    [
      ...[id, kind, on, turns, count(due), count(({ verdict }) => verdict === 'excluded')],
      ...[count(({ verdict }) => verdict === 'struck'), is('sent'), is('done'), is('refused')],
      is('failed'),
    ],
  );
  for (const [n, item] of items.entries()) {
    const { subject, verdict, reason = null, account = null, amount = null } = item;
    const { state: at = 'open', outcome = null, detail = {} } = item;
    await owner.query(
      `insert into run_item (run, n, subject, account, verdict, reason, amount, state, outcome,
         settled_at, detail) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
      [
        ...[id, n + 1, subject, account, verdict, reason, amount, at, outcome],
        at === 'open' || at === 'sent' ? null : new Date(),
        detail,
      ],
    );
  }
  const goes = { preparing: [], previewed: ['previewed'], working: ['working'] } as const;
  const ways = state === 'stopped' ? (['working', 'stopped'] as const) : goes[state];
  for (const way of ways) {
    await owner.query(
      `update run set state = $2, digest = $3, frozen_at = coalesce(frozen_at, now()),
              stopped_by = case when $2 = 'stopped' then 'system' end, brake = $4 where id = $1`,
      [id, way, 'a'.repeat(64), way === ways.at(-1) ? brake : null],
    );
  }
  return id;
}
