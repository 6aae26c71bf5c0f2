/** Puts into the books what the product's own doors refuse, as the owner of the database. */
import { randomUUID } from 'node:crypto';
import { CENTER, newCase, NOW, type Bench } from '../db/fixtures.ts';
import { contributor, type Contributor } from './contributors.ts';

/** As closeEmpty and closeUnposted write them. */
export type CloseReason = 'exit' | 'withdrawn' | 'dormant' | 'death' | 'opened-by-mistake';

export interface Planting {
  /** One statement of the owner; `unguard` before it. */
  readonly force: (text: string, ...values: readonly unknown[]) => Promise<void>;
  readonly holder: () => Promise<Contributor>;
  /** A journal of that kind with postings of the account, in the order they are given. */
  readonly posted: (
    who: Contributor,
    posting: {
      readonly on: string;
      readonly amount: string;
      readonly kind?: string;
      readonly source?: string;
      readonly caseId?: string | null;
    },
  ) => Promise<string>;
  /** Left, unless it was closed for another reason that the product writes. */
  readonly closed: (who: Contributor, on: string, reason?: CloseReason) => Promise<void>;
  readonly sealed: (
    who: Contributor,
    source: string,
    on: string,
    until?: string | null,
  ) => Promise<void>;
  readonly held: (
    who: Contributor,
    hold: {
      readonly on: string;
      readonly kind?: string;
      readonly amount?: string | null;
      readonly until?: string | null;
      readonly caseId?: string | null;
    },
  ) => Promise<string>;
  /** A case of the person; ended when an outcome is given. */
  readonly caseOf: (
    who: Contributor,
    about: {
      readonly type: string;
      readonly outcome?: string;
      readonly parties?: object;
      readonly updatedAt?: number;
    },
  ) => Promise<string>;
  readonly withdrawal: (
    who: Contributor,
    about: {
      readonly caseId: string;
      readonly on: string;
      readonly state?: string;
      readonly reason?: string;
    },
  ) => Promise<void>;
  readonly payout: (
    who: Contributor,
    about: {
      readonly caseId: string;
      readonly n?: number;
      readonly amount?: string;
      readonly person?: string;
      readonly toHolder?: boolean;
    },
  ) => Promise<string>;
}

const GUARDED = [
  ...['account', 'balance', 'seal', 'plan', 'mandate', 'hold'],
  ...['journal', 'posting', 'contribution', 'contribution_due', 'debit', 'withdrawal', 'payout'],
  ...['"case"', 'claim', 'wait', 'task', '"check"', 'measure', 'dormancy', 'person'],
  'hold_deduction',
];
const ONCE = [
  ...['account_one_open_per_person', 'agreement_one_active_per_person'],
  ...['agreement_one_in_force_per_person', 'contribution_month'],
];

/** The owner looks away: what triggers, keys and unique indexes of the books refuse goes in. */
export async function unguard({ owner }: Bench): Promise<void> {
  for (const index of ONCE) await owner.query(`drop index ${index}`);
  for (const table of GUARDED) {
    await owner.query(`alter table ${table} disable trigger user`);
    const { rows } = await owner.query<{ name: string }>(
      `select conname as name from pg_constraint where contype = 'f' and conrelid = $1::regclass`,
      [table],
    );
    for (const { name } of rows) {
      await owner.query(`alter table ${table} drop constraint "${name}"`);
    }
  }
}

export function planting(suite: Bench): Planting {
  const force: Planting['force'] = async (text, ...values) => {
    await suite.owner.query(text, [...values]);
  };
  const holder = () => contributor(suite, { paidTo: '2026-10', mandate: 'none' });

  return {
    force,
    holder,
    posted: async (
      { account },
      { on, amount, kind = 'contribution', source = 'flexible', ...rest },
    ) => {
      const { rows } = await suite.owner.query<{ id: string }>(
        `insert into journal (center, key, kind, value_date, case_id, recorded_by, lines, digest)
         values ($1, $2, $3, $4, $5, 'test', 2, '') returning id`,
        [CENTER, randomUUID(), kind, on, rest.caseId ?? null],
      );
      const { id } = rows[0]!;
      await force(
        `insert into posting (journal, line, center, book, account, source, value_date, amount,
           carried, current)
         values ($1, 1, $2, 'personal', $3, $4, $5, $6, 0, $6),
                ($1, 2, $2, 'bank', null, null, $5, -$6::numeric, null, null)`,
        ...[id, CENTER, account, source, on, amount],
      );
      return id;
    },
    closed: ({ account }, on, reason = 'exit') =>
      force(
        `with plans as (update plan set active = false where account = $1),
              agreements as (update agreement set state = 'terminated', ended_on = $2, since = $2
                              where account = $1)
         update account set state = 'closed', closed_on = $2, close_reason = $3 where number = $1`,
        ...[account, on, reason],
      ),
    sealed: ({ account }, source, on, until = null) =>
      force(
        `insert into seal (account, source, n, sealed_on, how, sealed_by, ended_on, end_how, ended_by)
         values ($1, $2, 1, $3, 'test', 'test', $4, case when $4::date is not null then 'test' end,
           case when $4::date is not null then 'test' end)`,
        ...[account, source, on, until],
      ),
    held: async (
      { account },
      { on, kind = 'court', amount = null, until = null, caseId = null },
    ) => {
      const id = randomUUID();
      await force(
        `insert into hold (id, account, kind, amount, ordered, document, placed_on, placed_by,
           released_on, released_by, release_document, case_id)
         values ($1::uuid, $2, $3, $4, $4, $1::uuid::text, $5, 'test', $6, case when $6::date is not null then 'test' end,
           case when $6::date is not null then 'test' end, $7)`,
        ...[id, account, kind, amount, on, until, caseId],
      );
      return id;
    },
    caseOf: async ({ person }, { type, outcome = null, parties = {}, updatedAt = NOW }) => {
      const { id } = await newCase(suite);
      await force(
        `update "case" set person = $2, type = $3, outcome = $4, updated_at = $6,
                closed_at = case when $4::text is not null then $6::timestamptz end, parties = $5
          where id = $1`,
        ...[id, person, type, outcome, JSON.stringify(parties), new Date(updatedAt)],
      );
      return id;
    },
    withdrawal: async ({ account, person }, { caseId, on, state = 'paid', reason = 'rent' }) =>
      force(
        `insert into withdrawal (case_id, center, person, account, reason, regulation, item, code,
           amount, drawn, decided_on, state, settled_on)
         values ($1::uuid, $2, $3, $4, $5, '2026', 1, '07', 100, '{}', $6, $7,
           case when $7 <> 'reserved' then $6::date end)`,
        ...[caseId, CENTER, person, account, reason, on, state],
      ),
    payout: async (who, about) => {
      const { caseId, n = 1, amount = '100.00', person = who.person, toHolder = true } = about;
      const { rows } = await suite.owner.query<{ card: string }>(
        'select card from plan where account = $1 limit 1',
        [who.account],
      );
      const id = randomUUID();
      await force(
        `insert into payout (id, key, case_id, n, center, person, account, amount, card, card_last4,
           state, run_on, serial, created_at, answered_at, to_holder)
         values ($1::uuid, $1::uuid::text, $2, $3, $4, $5, $6, $7, $8, '0001', 'paid', '2026-11-20', 's',
           now(), now(), $9)`,
        ...[id, caseId, n, CENTER, person, who.account, amount, rows[0]!.card, toHolder],
      );
      return id;
    },
  };
}
