/**
 * Supplementary agreements (补充协议) and the versions of a plan that follow from them.
 *
 * @source 通知（征求意见稿）（二）（四）
 */
import type { Tx } from '../db/pool.ts';
import type { Writer } from '../db/together.ts';

export interface NewAmendment {
  readonly id: string;
  readonly center: string;
  readonly agreement: string;
  /** Opaque id of the account. */
  readonly accountId: string;
  readonly person: string;
  readonly caseId: string;
  readonly template: string;
  readonly parameters: string;
  readonly hash: string;
  readonly changes: readonly string[];
  readonly monthlyAmount: string;
  readonly cycle: string;
  readonly debitDay: number;
  readonly offeredOn: string;
  readonly signBy: string;
}

export async function insertAmendment(to: Writer, row: NewAmendment): Promise<void> {
  await to.query({
    name: 'insert-amendment',
    text: `insert into amendment (id, center, agreement, account, person, case_id, template_version,
             parameters, hash, state, changes, monthly_amount, cycle, debit_day, offered_on, sign_by)
           select $1, $2, $3, a.number, $5, $6, $7, $8, $9, 'offered', $10, $11, $12, $13, $14, $15
             from account a where a.id = $4`,
    values: [
      ...[row.id, row.center, row.agreement, row.accountId, row.person, row.caseId, row.template],
      ...[row.parameters, row.hash, row.changes, row.monthlyAmount, row.cycle, row.debitDay],
      ...[row.offeredOn, row.signBy],
    ],
  });
}

export interface OpenAmendment {
  readonly id: string;
  readonly template_version: string;
  readonly hash: string;
  readonly sign_by: string;
  readonly signed_on: string | null;
  readonly account: string;
  readonly agreement: string;
}

/** What a case offered and is not in force yet. */
export async function findOpenAmendment(tx: Tx, caseId: string): Promise<OpenAmendment | null> {
  const { rows } = await tx.query<OpenAmendment>({
    name: 'find-open-amendment',
    text: `select id, template_version, hash, sign_by, signed_on, account, agreement from amendment
            where case_id = $1 and state = 'offered'`,
    values: [caseId],
  });
  return rows[0] ?? null;
}

export async function signAmendment(
  tx: Tx,
  { id, on, signature }: { id: string; on: string; signature: string },
): Promise<void> {
  await tx.query({
    name: 'sign-amendment',
    text: 'update amendment set signed_on = $2, signature = $3 where id = $1',
    values: [id, on, signature],
  });
}

/** Ends what a case offered and nobody put in force. */
export async function endAmendment(
  to: Writer,
  caseId: string,
  { state, on }: { state: 'void' | 'lapsed'; on: string },
): Promise<void> {
  await to.query({
    name: 'end-amendment',
    text: `update amendment set state = $2, ended_on = $3
            where case_id = $1 and state = 'offered'`,
    values: [caseId, state, on],
  });
}

/** The account and its open dues, locked in the order in which whoever moves money takes them. */
export async function lockForChange(tx: Tx, accountId: string): Promise<void> {
  await tx.query({
    name: 'lock-changed-account',
    text: 'select 1 from account where id = $1 for no key update',
    values: [accountId],
  });
  await tx.query({
    name: 'lock-changed-dues',
    text: `select 1 from contribution_due d join account a on a.number = d.account
            where a.id = $1 and d.state = 'open' order by d.covers_from for update of d`,
    values: [accountId],
  });
}

export interface NewTerms {
  readonly amendment: string;
  readonly account: string;
  readonly agreement: string;
  readonly monthlyAmount: string;
  readonly cycle: string;
  readonly debitDay: number;
  readonly fromMonth: string;
  /** Sealed; null: that of the plan before. */
  readonly card: string | null;
  readonly on: string;
}

/**
 * Puts new terms in force: the plan gets a version from that month on, and what is open from then on
 * is void, to be owed anew. @returns the first months of the dues that are void
 */
export async function putTermsInForce(tx: Tx, terms: NewTerms): Promise<readonly string[]> {
  const { amendment, account, agreement, fromMonth, on } = terms;
  const { rows: voided } = await tx.query<{ month: string }>({
    name: 'void-changed-dues',
    text: `update contribution_due set state = 'void', settled_on = $3, next_on = null
            where account = $1 and state = 'open' and covers_from >= $2
           returning covers_from as month`,
    values: [account, fromMonth, on],
  });
  const { rows: before } = await tx.query<{ card: string; district: string | null }>({
    name: 'plan-before-change',
    text: `select card, district from plan where account = $1 and active
            order by from_month desc limit 1`,
    values: [account],
  });
  await tx.query({
    name: 'replace-plans',
    text: 'update plan set active = false where account = $1 and active and from_month >= $2',
    values: [account, fromMonth],
  });
  const [last] = before;
  await tx.query({
    name: 'insert-changed-plan',
    text: `insert into plan (account, agreement, amendment, monthly_amount, cycle, debit_day,
             from_month, card, district) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    values: [
      ...[account, agreement, amendment, terms.monthlyAmount, terms.cycle, terms.debitDay],
      ...[fromMonth, terms.card ?? last?.card ?? null, last?.district ?? null],
    ],
  });
  await tx.query({
    name: 'amendment-in-force',
    text: `update amendment set state = 'active', from_month = $2, in_force_on = $3 where id = $1`,
    values: [amendment, fromMonth, on],
  });
  return voided.map(({ month }) => month);
}

/** The open cases that have a signed change of these accounts waiting: they look what has come. */
export async function changesWaiting(
  tx: Tx,
  accounts: readonly string[],
): Promise<readonly WaitingChange[]> {
  const { rows } = await tx.query<WaitingChange>({
    name: 'changes-waiting',
    text: `select m.case_id as "caseId", m.center, m.person, p.wrapped_key as "wrappedKey"
             from amendment m join person p on p.id = m.person
            where m.account = any ($1) and m.state = 'offered' and m.signed_on is not null`,
    values: [accounts],
  });
  return rows;
}

export interface WaitingChange {
  readonly caseId: string;
  readonly center: string;
  readonly person: string;
  readonly wrappedKey: string | null;
}
