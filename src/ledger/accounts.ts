/**
 * Personal accounts under a center's central account: numbers, opening, what a person has here.
 *
 * An account number has 20 digits: center (6), kind 02 for flexible workers (2), a running number
 * (11), a check digit (1, ISO 7064 MOD 11-10). Money is kept apart by source from the first day.
 *
 * @source 通知（征求意见稿）（五）; 住房公积金管理条例 第十三条
 */
import type { PlainDate, PlainMonth } from '../domain/calendar.ts';
import { Fault } from '../domain/fault.ts';
import type { Db, Tx } from '../db/pool.ts';
import type { Writer } from '../db/together.ts';
import { ledgerFault } from './journals.ts';
import { endPlans, voidOpenDues } from './agreements-in-force.ts';

const FLEXIBLE_KIND = '02';

export interface LocalAccount {
  readonly number: string;
  readonly state: 'normal' | 'sealed' | 'closed';
  readonly source: 'unit' | 'flexible';
}

/** Every account the person ever had at this center. */
export async function localAccounts(db: Db, person: string): Promise<readonly LocalAccount[]> {
  const { rows } = await db.query<LocalAccount>({
    name: 'local-accounts',
    text: 'select number, state, source from account where person = $1 order by number',
    values: [person],
  });
  return rows;
}

export interface AccountHolder {
  readonly center: string;
  readonly person: string;
  readonly wrapped_key: string | null;
}

/** Whose an account is, by its opaque id; null when there is none. */
export async function accountHolder(db: Db, accountId: string): Promise<AccountHolder | null> {
  const { rows } = await db.query<AccountHolder>({
    name: 'account-holder',
    text: `select a.center, a.person, p.wrapped_key
             from account a join person p on p.id = a.person where a.id = $1`,
    values: [accountId],
  });
  return rows[0] ?? null;
}

export interface NewAccount {
  readonly center: string;
  readonly person: string;
  readonly caseId: string;
  readonly openedOn: PlainDate;
  readonly activatedIn: PlainMonth;
}

/**
 * Opens a flexible account with empty sub-ledgers for both sources.
 *
 * @param to where the rows go
 * @returns its number
 * @throws Fault 'not-found' when the center has no central account in normal state; the database
 *   refuses a second account of the same person that is not closed
 */
export async function openAccount(tx: Tx, to: Writer, account: NewAccount): Promise<string> {
  const { center, person, caseId, openedOn, activatedIn } = account;
  const central = await tx.query<{ number: string; n: string }>({
    name: 'central-account',
    text: `select number, nextval('account_number') as n from central_account
            where center = $1 and state = 'normal'`,
    values: [center],
  });
  const under = central.rows[0];
  if (!under) throw new Fault('not-found', 'the center has no central account in use');
  const number = accountNumber(center, under.n);
  await to.query({
    name: 'insert-account',
    text: `insert into account (number, center, central_account, person, state, source, opened_on,
             activated_in, opened_by_case)
           values ($1, $2, $3, $4, 'normal', 'flexible', $5, $6, $7)`,
    values: [number, center, under.number, person, openedOn, activatedIn, caseId],
  });
  await to.query({
    name: 'insert-balances',
    text: `insert into balance (account, source) values ($1, 'unit'), ($1, 'flexible')`,
    values: [number],
  });
  return number;
}

/** The 20 digits of a personal account; `n` is the running number of the sequence. */
export function accountNumber(center: string, n: string): string {
  const body = center + FLEXIBLE_KIND + n.padStart(11, '0');
  return body + checkDigit(body);
}

/** ISO 7064 MOD 11-10 over decimal digits. */
export function checkDigit(body: string): string {
  let product = 10;
  for (const digit of body) {
    const sum = (product + Number(digit)) % 10;
    product = ((sum === 0 ? 10 : sum) * 2) % 11;
  }
  return String((11 - product) % 10);
}

export interface OpenedAccount {
  readonly number: string;
  readonly center: string;
}

/** The account that a case opened, locked until the transaction ends; null when it opened none. */
export async function lockOpenedAccount(tx: Tx, caseId: string): Promise<OpenedAccount | null> {
  const { rows } = await tx.query<OpenedAccount>({
    name: 'lock-opened-account',
    text: 'select number, center from account where opened_by_case = $1 for update',
    values: [caseId],
  });
  return rows[0] ?? null;
}

/**
 * Closes an account that was opened by mistake, after what was posted to it was taken back; its plan and what
 * it owes end with it.
 *
 * @throws Fault 'money-held' under a hold; 'action-not-permitted' with money, or while something is under way
 */
export async function closeMistaken(tx: Tx, number: string, on: PlainDate): Promise<void> {
  await voidOpenDues(tx, number, on);
  try {
    await tx.query({
      name: 'close-mistaken',
      text: `update account set state = 'closed', close_reason = 'opened-by-mistake', closed_on = $2,
               version = version + 1 where number = $1`,
      values: [number, on],
    });
  } catch (error) {
    throw ledgerFault(error) ?? error;
  }
  await endPlans(tx, number);
}

/**
 * Closes an account for good (销户); its plan ends with it.
 *
 * @throws Fault 'account-closed'; 'action-not-permitted' when it still holds money or something of it is under
 *   way; 'money-held' when a hold is in force
 */
export async function closeEmpty(
  tx: Tx,
  {
    account,
    on,
    reason,
  }: { account: string; on: PlainDate; reason: 'dormant' | 'exit' | 'death' | 'withdrawn' },
): Promise<void> {
  try {
    await tx.query('select ledger_close($1, $2, $3)', [account, reason, on]);
  } catch (error) {
    throw ledgerFault(error) ?? error;
  }
}
