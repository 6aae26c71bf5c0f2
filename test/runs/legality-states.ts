/** Pieces of forbidden states, and of what lies beside them. */
import { randomUUID } from 'node:crypto';
import { CENTER, NOW } from '../db/fixtures.ts';
import type { Contributor } from './contributors.ts';
import type { Planting } from './planting.ts';

export const MINUTE_MS = 60_000;
export const HOUR_MS = 60 * MINUTE_MS;

/** What the platform answered about the person on a day. */
const national = async (who: Contributor, world: Planting, { on, facts }: Answered) => {
  const caseId = await world.caseOf(who, { type: 'withdrawal', outcome: 'paid' });
  await world.force(
    `insert into "check" (key, case_id, person, system, purpose, status, facts, evidence,
       evidence_hash, asked_at, answered_at)
     select $1, $2, $3, 'national', 'exit', 'ok', $4, card, '', $5::timestamptz, $5::timestamptz
       from plan where account = $6 limit 1`,
    ...[randomUUID(), caseId, who.person],
    ...[JSON.stringify({ answer: facts }), `${on} 10:00+08`, who.account],
  );
};

interface Answered {
  readonly on: string;
  readonly facts: object;
}

/** @param loan of the one that the platform lists */
export const answer = (
  who: Contributor,
  world: Planting,
  loan: { readonly state: string; readonly role?: 'co-borrower' | 'guarantor' },
  on: string,
) => national(who, world, { on, facts: { loans: [{ center: CENTER, ...loan }] } });

interface Elsewhere {
  readonly on: string;
  readonly accounts: readonly { readonly center: string; readonly state: string }[];
}

export const elsewhere = (who: Contributor, world: Planting, { on, accounts }: Elsewhere) =>
  national(who, world, { on, facts: { accounts } });

export const due = async ({ account, agreement }: Contributor, world: Planting, month: string) => {
  await world.force(
    `insert into contribution_due (account, covers_from, covers_to, months, amount, agreement, due_on,
       grace_until, attempts_max)
     values ($1, $2, $2, 1, 800, $3, '2026-11-15', '2026-11-30', 3)`,
    ...[account, month, agreement],
  );
};
export const debit = async (
  who: Contributor,
  world: Planting,
  on: string,
  journal: string | null = null,
) => {
  const month = '2026-11';
  await due(who, world, month);
  const run = `collection.${CENTER}.${on}.1`;
  await world.force(
    `insert into run (id, kind, center, business_on, turn, state, digest, started_by,
       started_at, ended_at)
     values ($1, 'collection', $2, $3, 1, 'done', repeat('0', 64), 'test', now(),
       now()) on conflict do nothing`,
    ...[run, CENTER, on],
  );
  await world.force(
    `insert into debit (key, center, account, covers_from, attempt, mandate, amount, run, n, batch,
       state, journal)
     values ($1, $2, $3, $4, 1, $5, 800, $6, 1, 1, 'paid', $7)`,
    ...[`debit/${who.accountId}/${month}/1`, CENTER, who.account, month, randomUUID(), run],
    journal,
  );
};
export const suspended = async ({ agreement }: Contributor, world: Planting, on: string) => {
  await world.force(
    `update agreement set state = 'suspended', since = $2, moves = 9, state_case = $3 where id = $1`,
    ...[agreement, on, randomUUID()],
  );
};
export const ban = ({ person }: Contributor, world: Planting, from: string, until: string) =>
  world.force(
    `insert into measure (id, key, center, person, case_id, kind, term, clause, from_on, until_on,
       taken_by, at)
     values ($1::uuid, $1::uuid::text, $2, $3, $1, 'ban', 'x', 'regulation-41', $4, $5, 'test', now())`,
    ...[randomUUID(), CENTER, person, from, until],
  );
export const dormancy = (
  { account, person }: Contributor,
  world: Planting,
  served: string | null,
) =>
  world.force(
    `insert into dormancy (case_id, center, branch, person, account, empty_from, found_by, found_on,
       served_on, served_way, notice_until, outcome, ended_on)
     values ($1::uuid, $2, 'sy-hall', $3, $4, '2026-01', $1::uuid::text, '2026-09-01', $5,
       case when $5::date is not null then 'sms' end, $5::date + 30, 'closed', '2026-11-01')`,
    ...[randomUUID(), CENTER, person, account, served],
  );
export const wait = async (
  who: Contributor,
  world: Planting,
  until: number | null,
  ended = false,
) => {
  const caseId = await world.caseOf(who, {
    ...{ type: 'withdrawal', updatedAt: NOW },
    ...(ended && { outcome: 'paid' }),
  });
  await world.force(
    `insert into wait (case_id, kind, since, until, clause, ended_by, shortened_by)
     values ($1::uuid, 'signature', $2, $3, 'liaoning-2', '{clock}', '无')`,
    ...[caseId, new Date(NOW - HOUR_MS), until === null ? null : new Date(until)],
  );
};
/** Sealed on 31 March: the last day of the half year is 30 September. */
export const converted = async (who: Contributor, world: Planting, amount = '10.00') => {
  await world.sealed(who, 'unit', '2026-03-31');
  await world.posted(who, { on: '2026-03-01', amount, source: 'unit' });
};
/** The unit's money, out of the account by a case of that type. */
export const drawn = async (
  who: Contributor,
  world: Planting,
  { on, type = 'exit' }: { readonly on: string; readonly type?: string },
) => {
  const caseId = await world.caseOf(who, { type, outcome: 'paid' });
  await world.posted(who, { on, amount: '-10.00', source: 'unit', kind: 'reserve', caseId });
  return caseId;
};
export const exit = async (who: Contributor, world: Planting, closedOn: string) => {
  await converted(who, world);
  await drawn(who, world, { on: closedOn });
  await world.closed(who, closedOn);
};
export const approved = (who: Contributor, world: Planting, approver: string) =>
  world.caseOf(who, {
    ...{ type: 'withdrawal', outcome: 'paid' },
    parties: { submitter: 'lin', approver },
  });

export const MANDATE = `insert into mandate (id, center, person, account, agreement, card, limit_each,
     bank_mandate, state, requested_on, confirmed_on, under_way)
   select $1::uuid, $2, $3, $4, $5, card, 100, $1::uuid::text, 'active', '2026-01-05', '2026-01-05', $6
     from plan where account = $4 limit 1`;

export async function counted(who: Contributor, world: Planting, on: string, back: boolean) {
  const journal = await world.posted(who, { on, amount: '800.00' });
  await world.force(
    `insert into contribution (account, month, amount, journal, paid_on, taken_back)
     values ($1, '2026-06', 800, $2, $3, case when $4 then $2::bigint end)`,
    ...[who.account, journal, on, back],
  );
}

export async function claim(who: Contributor, world: Planting, released: boolean) {
  const caseId = await world.caseOf(who, { type: 'withdrawal', outcome: 'paid' });
  await world.force(
    `insert into claim (person, case_id, since, released_at)
     values ($1::uuid, $2, now(), case when $3 then now() end)`,
    ...[who.person, caseId, released],
  );
}

/** What a court took from under its hold, or from under one of another account or another kind. */
export async function deducted(
  who: Contributor,
  world: Planting,
  {
    kind = 'court',
    from = who,
  }: { readonly kind?: 'court' | 'dispute'; readonly from?: Contributor } = {},
): Promise<string> {
  const caseId = await world.caseOf(who, { type: 'hold' });
  const hold = await world.held(from, { on: '2026-11-01', kind, amount: '500.00', caseId });
  const payout = await world.payout(who, { caseId, toHolder: false });
  await deductedFrom(world, hold, payout);
  return payout;
}

export async function deductedFrom(world: Planting, hold: string, payout: string): Promise<void> {
  await world.force(
    `insert into hold_deduction (payout, hold, amount, document, ordered_on, ordered_by, deducted_on,
       recorded_by)
     values ($1, $2, 100, '扣1号', '2026-11-10', '某法院', '2026-11-20', 'test')`,
    ...[payout, hold],
  );
}
