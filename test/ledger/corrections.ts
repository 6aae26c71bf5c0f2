/** Corrections, receivables and suspense as tests of the ledger use them. */
import { randomUUID } from 'node:crypto';
import {
  decideReversal,
  previewReversal,
  proposeReversal,
  type ReversalPlan,
} from '../../src/ledger/reversals.ts';
import { recover } from '../../src/ledger/receivables.ts';
import { proveCenter, type CenterCheck } from '../../src/ledger/proof-center.ts';
import { inTransaction } from '../../src/db/transaction.ts';
import { settleSuspense } from '../../src/db/suspense.ts';
import { acting, CENTER, newCase, type Bench } from '../db/fixtures.ts';
import { DAY } from './entries.ts';

const BY = { sun: acting('sun', 'supervisor'), zhou: acting('zhou', 'supervisor') };

export function preview(suite: Bench, journal: string): Promise<ReversalPlan> {
  return previewReversal(suite.api, journal, BY.sun);
}

/** Proposed by one supervisor. @returns the proposal's id */
export async function propose(suite: Bench, journal: string): Promise<string> {
  const id = randomUUID();
  const { digest } = await preview(suite, journal);
  await proposeReversal(suite.api, { id, journal, digest, reason: '记错账户', by: BY.sun });
  return id;
}

export async function decide(
  suite: Bench,
  id: string,
  decision: string,
  who: 'sun' | 'zhou' = 'zhou',
): Promise<void> {
  const { rows } = await suite.owner.query<{ version: number }>(
    'select version from reversal where id = $1',
    [id],
  );
  const { version } = rows[0]!;
  await decideReversal(suite.api, { id, version, decision, reason: '核对无误', by: BY[who] });
}

/** Proposed and confirmed. @returns the journals recorded for it */
export async function takeBack(suite: Bench, journal: string): Promise<readonly string[]> {
  const id = await propose(suite, journal);
  await decide(suite, id, 'confirm');
  const { rows } = await suite.owner.query<{ journals: readonly string[] }>(
    'select array(select unnest(journals)::text) as journals from reversal where id = $1',
    [id],
  );
  return rows[0]!.journals;
}

/** An account that a case opened. */
export async function openedAccount(suite: Bench): Promise<{ account: string; caseId: string }> {
  const { id: caseId, person } = await newCase(suite);
  const { rows } = await suite.owner.query<{ number: string }>(
    `insert into account (number, center, person, state, source, opened_on, opened_by_case)
     select lpad(nextval('account_number')::text, 20, '0'), $1, $2, 'normal', 'flexible',
            '2026-07-01', $3
     returning number`,
    [CENTER, person.id, caseId],
  );
  return { account: rows[0]!.number, caseId };
}

let serials = 0;

/** Money that came in and belongs to nobody yet. */
export async function arrived(
  suite: Bench,
  amount: string,
): Promise<{ item: string; journal: string; serial: string }> {
  const serial = `S${String((serials += 1)).padStart(6, '0')}`;
  const journal = {
    ...{ key: `receipt/${serial}`, kind: 'receipt', valueDate: DAY, by: 'test', document: serial },
    lines: [
      { book: 'bank', amount: `-${amount}` },
      { book: 'suspense', amount },
    ],
  };
  const { rows } = await suite.owner.query<{ id: string; journal: string }>(
    `insert into suspense_item (center, serial, amount, received_on, cause, journal)
     select $1, $2, $3, $4, 'no-virtual-account', l.journal from ledger_post($1, $5) l
     returning id, journal`,
    [CENTER, serial, amount, DAY, JSON.stringify([journal])],
  );
  const { id: item, journal: number } = rows[0]!;
  return { item, journal: number, serial };
}

/** The item pays one month of the account. */
export async function assign(suite: Bench, item: string, account: string, month = '2026-11') {
  const { rows } = await suite.owner.query<{ version: number }>(
    'select version from suspense_item where id = $1',
    [item],
  );
  await settleSuspense(suite.api, {
    ...{ item, version: rows[0]!.version, action: 'assign', document: null, reason: '查明' },
    paid: { account, from: month, to: month, months: 1 },
    ...{ on: DAY, by: BY.sun },
  });
  return itemRow(suite, item);
}

/** Sent back to whoever paid it: recorded by one supervisor, confirmed by another. */
export async function sentBack(
  suite: Bench,
  { item, document, on }: { readonly item: string; readonly document: string; readonly on: string },
): Promise<void> {
  const common = { item, paid: null, reason: '付款人要求', on };
  await settleSuspense(suite.api, {
    ...{ ...common, version: 1, action: 'return', document, by: BY.sun },
  });
  await settleSuspense(suite.api, {
    ...{ ...common, version: 2, action: 'confirm-return', document: null, by: BY.zhou },
  });
}

export async function itemRow(suite: Bench, item: string): Promise<Record<string, unknown>> {
  const { rows } = await suite.owner.query<Record<string, unknown>>(
    'select state, settled_journal::text as settled_journal from suspense_item where id = $1',
    [item],
  );
  return rows[0]!;
}

export interface Owed {
  readonly id: string;
  readonly amount: string;
  readonly recovered: string;
  readonly state: string;
  readonly version: number;
  readonly due_on: string;
  readonly task: string | null;
  readonly journal: string;
}

export async function owedBy(suite: Bench, account: string): Promise<readonly Owed[]> {
  const { rows } = await suite.api.query<Owed>(
    `select id, amount, recovered, state, version, due_on, task, journal from receivable
      where account = $1 order by journal`,
    [account],
  );
  return rows;
}

/** Pays with money in suspense, as the first supervisor says. */
export async function payBack(suite: Bench, owed: Owed, item: string): Promise<void> {
  const { id: receivable, version } = owed;
  const reason = '本人归还';
  await recover(suite.api, { receivable, version, item, reason, on: DAY, by: BY.sun });
}

/** What a check of the proof finds wrong. */
export async function wrongOf(suite: Bench, check: CenterCheck): Promise<readonly string[]> {
  const parts = await inTransaction(suite.app, (tx) => proveCenter(tx, CENTER, check));
  return parts.flatMap(({ named }) => named);
}
