/** What accounts owe (应缴): the plans a debit day has come for, dues written down, paid or missed. */
import type { Tx } from '../db/pool.ts';
import { LEFT_OUT_BY_CENTER_SQL } from '../domain/left-out.ts';

/** What a unit pays is not owed by the holder: such an account contributes no more than a sealed one. */
export const STANDS = `case when a.state = 'normal' and a.source = 'unit' then 'under-unit' else a.state end`;

/** The reason that `d` was left out by before says less: those of the center count only as long as no other does. */
export const SAYS_MORE = (reason: string) =>
  `(d.left_out is null or d.left_out in ${LEFT_OUT_BY_CENTER_SQL} and ${reason} not in ${LEFT_OUT_BY_CENTER_SQL})`;

export interface NewDue {
  readonly account: string;
  readonly coversFrom: string;
  readonly coversTo: string;
  readonly months: number;
  readonly amount: string;
  readonly agreement: string;
  readonly dueOn: string;
  readonly graceUntil: string;
  readonly attemptsMax: number;
}

/** A statement's worth of rows: a day of a large center would take longer than a statement may. */
const ROWS = 10_000;

/**
 * Writes down what has come to be owed. What was void because its terms changed is owed anew under
 * those in force; its earlier debits keep their keys, so that new ones go on counting.
 *
 * @param on the first day of a debit
 */
export async function insertDues(tx: Tx, dues: readonly NewDue[], on: string): Promise<void> {
  for (let from = 0; from < dues.length; from += ROWS) {
    await putDues(tx, dues.slice(from, from + ROWS), on);
  }
}

async function putDues(tx: Tx, dues: readonly NewDue[], on: string): Promise<void> {
  await tx.query({
    name: 'insert-dues',
    text: `insert into contribution_due (account, covers_from, covers_to, months, amount, agreement,
             due_on, grace_until, attempts_max, next_on)
           select account, "coversFrom", "coversTo", months, amount, agreement, "dueOn",
                  "graceUntil", "attemptsMax", $2::date
             from jsonb_to_recordset($1) as d(account text, "coversFrom" text, "coversTo" text,
               months integer, amount numeric, agreement uuid, "dueOn" date, "graceUntil" date,
               "attemptsMax" integer)
           -- What a suspension ended and a resumption owes again is one due, debited under further numbers.
           on conflict (account, covers_from) do update
             set covers_to = excluded.covers_to, months = excluded.months,
                 amount = excluded.amount, agreement = excluded.agreement,
                 due_on = excluded.due_on, grace_until = excluded.grace_until,
                 attempts_max = contribution_due.attempts + excluded.attempts_max,
                 next_on = excluded.next_on, state = 'open', settled_on = null, left_out = null
           where contribution_due.state = 'void'`,
    values: [JSON.stringify(dues), on],
  });
}

/**
 * Writes down the months that the center kept from being debited, as far as nothing is written of them yet.
 *
 * @param on the day on which it is found
 */
export async function insertOver(tx: Tx, dues: readonly NewDue[], on: string): Promise<void> {
  for (let from = 0; from < dues.length; from += ROWS) {
    await putOver(tx, dues.slice(from, from + ROWS), on);
  }
}

async function putOver(tx: Tx, dues: readonly NewDue[], on: string): Promise<void> {
  await tx.query({
    name: 'insert-dues-over',
    text: `insert into contribution_due (account, covers_from, covers_to, months, amount, agreement,
             due_on, grace_until, attempts_max, state, settled_on, left_out)
           select account, "coversFrom", "coversTo", months, amount, agreement, "dueOn",
                  "graceUntil", "attemptsMax", 'missed', $2::date, 'cycle-over'
             from jsonb_to_recordset($1) as d(account text, "coversFrom" text, "coversTo" text,
               months integer, amount numeric, agreement uuid, "dueOn" date, "graceUntil" date,
               "attemptsMax" integer)
           on conflict (account, covers_from) do update
             set covers_to = excluded.covers_to, months = excluded.months,
                 amount = excluded.amount, agreement = excluded.agreement,
                 due_on = excluded.due_on, grace_until = excluded.grace_until, next_on = null,
                 state = 'missed', settled_on = excluded.settled_on, left_out = excluded.left_out
           where contribution_due.state = 'void'`,
    values: [JSON.stringify(dues), on],
  });
}

/** A supervisor struck the due `d` out of a list: whoever is not debited for that is kept out by nobody. */
const STRUCK = `exists (select from run_item i where i.account = d.account and i.verdict = 'struck'
  and i.detail->>'coversFrom' = d.covers_from)`;

/**
 * Why the due `d` ends unpaid although its holder could have been debited: the bank moved another amount at last, or
 * a debit was still to come on a day on which no list made it. What a list has said of it stays.
 */
const LEFT_OUT_AT_END = `case
  when d.last_outcome = 'amount-differs' then 'amount-differs'
  when d.left_out is null and d.next_on <= d.grace_until and not ${STRUCK} then 'not-asked'
  else d.left_out end`;

/**
 * What may not be debited any more and is not with the bank: the months are missed (欠缴). While the
 * agreement is not active nothing is missed: it is void.
 */
export async function markMissed(tx: Tx, center: string, on: string): Promise<number> {
  const { rowCount } = await tx.query({
    name: 'mark-missed',
    text: `update contribution_due d set settled_on = $2, next_on = null, left_out = ${LEFT_OUT_AT_END},
                  state = case when g.state = 'active' then 'missed' else 'void' end
             from account a, agreement g
            where g.id = d.agreement and a.number = d.account and a.center = $1 and d.state = 'open'
              and d.grace_until < $2
              and not exists (select from debit b where b.account = d.account
                    and b.covers_from = d.covers_from and b.state in ('planned', 'sent'))`,
    values: [center, on],
  });
  return rowCount ?? 0;
}

/** A due that may be debited on a day, with what decides whether it is. */
export interface DueNow {
  readonly account: string;
  readonly accountId: string;
  readonly accountState: string;
  readonly agreementState: string;
  readonly forgotten: boolean;
  readonly coversFrom: string;
  readonly coversTo: string;
  readonly months: number;
  readonly amount: string;
  readonly attempt: number;
  readonly district: string | null;
  readonly cycle: string | null;
  readonly mandate: string | null;
  readonly limitEach: string | null;
}

export async function duesNow(tx: Tx, center: string, on: string): Promise<readonly DueNow[]> {
  const { rows } = await tx.query<DueNow>({
    name: 'dues-now',
    text: `select a.number as account, a.id as "accountId", ${STANDS} as "accountState",
                  g.state as "agreementState", p.wrapped_key is null as forgotten,
                  d.covers_from as "coversFrom", d.covers_to as "coversTo", d.months, d.amount,
                  d.attempts + 1 as attempt, l.district, l.cycle, m.id as mandate,
                  m.limit_each as "limitEach"
             from contribution_due d
             join account a on a.number = d.account
             join person p on p.id = a.person
             join agreement g on g.id = d.agreement
             left join mandate m on m.account = a.number and m.state = 'active'
             left join lateral (
               select district, cycle from plan l where l.account = a.number and l.active
                and l.from_month <= d.covers_from order by l.from_month desc limit 1) l on true
            where a.center = $1 and d.state = 'open' and d.next_on <= $2
              and not exists (select from debit b where b.account = d.account
                    and b.covers_from = d.covers_from and b.state in ('planned', 'sent'))
              -- Money of another amount that the bank took for it is still here: first it is settled whose it is.
              and not exists (select from debit b join suspense_item s on s.journal = b.journal
                   where b.account = d.account and b.covers_from = d.covers_from
                     and b.state = 'to-suspense' and s.state = 'open')
            order by a.number, d.covers_from`,
    values: [center, on],
  });
  return rows;
}

export interface LeftOut {
  readonly account: string;
  readonly coversFrom: string;
  readonly reason: string;
}

/** Writes down why dues are left out of a list; what says less than before changes nothing. */
export async function markLeftOut(tx: Tx, dues: readonly LeftOut[]): Promise<void> {
  if (dues.length === 0) return;
  await tx.query({
    name: 'mark-left-out',
    text: `update contribution_due d set left_out = x.reason
             from jsonb_to_recordset($1) as x(account text, "coversFrom" text, reason text)
            where d.account = x.account and d.covers_from = x."coversFrom"
              and ${SAYS_MORE('x.reason')}`,
    values: [JSON.stringify(dues)],
  });
}

/** A due that is open and can be paid until a day not far off, refused or left out at least once. */
export interface DueEnding {
  readonly account: string;
  readonly accountId: string;
  readonly person: string;
  readonly wrappedKey: string | null;
  readonly agreement: string;
  readonly parameters: string;
  readonly coversFrom: string;
  readonly coversTo: string;
  readonly months: number;
  readonly amount: string;
  readonly graceUntil: string;
  readonly district: string | null;
  readonly cycle: string | null;
  readonly mandate: string | null;
  readonly limitEach: string | null;
  /** When the bank is asked next; null: it is not any more. */
  readonly nextOn: string | null;
}

export async function duesEnding(
  tx: Tx,
  { center, from, to }: { readonly center: string; readonly from: string; readonly to: string },
): Promise<readonly DueEnding[]> {
  const { rows } = await tx.query<DueEnding>({
    name: 'dues-ending',
    text: `select a.number as account, a.id as "accountId", a.person, p.wrapped_key as "wrappedKey",
                  g.id as agreement, g.parameters, d.covers_from as "coversFrom",
                  d.covers_to as "coversTo", d.months, d.amount, d.grace_until as "graceUntil",
                  d.next_on as "nextOn", l.district, l.cycle, m.id as mandate, m.limit_each as "limitEach"
             from contribution_due d
             join account a on a.number = d.account join person p on p.id = a.person
             join agreement g on g.id = d.agreement
             left join mandate m on m.account = a.number and m.state = 'active'
             left join lateral (
               select district, cycle from plan l where l.account = a.number and l.active
                and l.from_month <= d.covers_from order by l.from_month desc limit 1) l on true
            where a.center = $1 and d.state = 'open' and d.grace_until between $2 and $3
              and d.due_on < $2
              and not exists (select from debit b where b.account = d.account
                    and b.covers_from = d.covers_from and b.state in ('planned', 'sent'))
            order by a.number, d.covers_from`,
    values: [center, from, to],
  });
  return rows;
}
