/**
 * Withdrawals and their payments in the books: reserved when decided, paid or released when the bank has
 * answered, given back when it returns the money; each journal once under the key of the instruction.
 *
 * @source 住房公积金管理条例 第二十四条; 通知（征求意见稿）（五）（七）
 */
import type { PlainDate } from '../domain/calendar.ts';
import { Fault } from '../domain/fault.ts';
import { negated, yuan, type Yuan } from '../domain/money.ts';
import { timestamp, type Db, type Tx } from '../db/pool.ts';
import { isMoneySource, type MoneySource } from './chart.ts';
import { recordJournals, type Journal, type Line } from './journals.ts';

export interface Drawn {
  readonly source: MoneySource;
  readonly amount: Yuan;
}

export interface NewWithdrawal {
  readonly caseId: string;
  readonly center: string;
  readonly person: string;
  readonly account: string;
  readonly reason: string;
  readonly regulation: string;
  readonly item: number;
  readonly code: string;
  readonly amount: Yuan;
  readonly expenseHash: string | null;
  readonly period: { readonly from: string; readonly to: string } | null;
  readonly drawn: readonly Drawn[];
  readonly on: PlainDate;
}

export interface NewPayout {
  /** Which attempt of the case. */
  readonly n: number;
  readonly id: string;
  /** Sealed under the person's key, at the place of the payout. */
  readonly card: string;
  readonly cardLast4: string;
  /** Instant (ms). */
  readonly at: number;
  readonly by: string;
  /** false: to an heir, as the card names him or her; left out: to the holder. */
  readonly toHolder?: boolean;
}

/** The bank's key of an instruction, and that of our message about it. */
export function payoutKey(caseId: string, n: number): string {
  return `payout/${caseId}/${n}`;
}

/** Takes the account's row first: whoever moves its money or closes it waits. */
export async function lockForWithdrawal(tx: Tx, accountId: string): Promise<void> {
  await tx.query({
    name: 'lock-for-withdrawal',
    text: 'select 1 from account where id = $1 for no key update',
    values: [accountId],
  });
}

/**
 * 提取待付: the money leaves the account and waits for the bank.
 *
 * @throws Fault 'balance-too-low', 'money-held', 'account-closed'; 'effect-conflict' while another payment
 *   of the account is under way, which the database refuses as well
 */
export async function reserve(tx: Tx, made: NewWithdrawal, payout: NewPayout): Promise<string> {
  await nothingUnderWay(tx, made.account);
  await insertWithdrawal(tx, made);
  return reservePayout(tx, made, payout);
}

/** What is paid, whatever for. */
export interface Payable {
  readonly caseId: string;
  readonly center: string;
  readonly person: string;
  readonly account: string;
  readonly amount: Yuan;
  readonly drawn: readonly Drawn[];
  readonly on: PlainDate;
  /** 依法扣划: number of the order, by which it is taken whatever is held; left out: 提取待付. */
  readonly order?: string;
}

/** The instruction and the money that waits for it, under one key. @throws Fault as `reserve` */
export async function reservePayout(tx: Tx, made: Payable, payout: NewPayout): Promise<string> {
  const { caseId, center, account, amount, drawn, on, order } = made;
  const key = payoutKey(caseId, payout.n);
  await nothingUnderWay(tx, account);
  await tx.query({
    name: 'insert-payout',
    text: `insert into payout (id, key, case_id, n, center, person, account, amount, card, card_last4,
             run_on, created_at, to_holder)
           values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`,
    values: [
      ...[payout.id, key, caseId, payout.n, center, made.person, account, amount, payout.card],
      ...[payout.cardLast4, on, timestamp(payout.at), payout.toHolder ?? true],
    ],
  });
  const lines = reserveLines(account, amount, drawn);
  const journal: Journal = {
    ...{ key: `reserve/${key}`, valueDate: on, by: payout.by, caseId },
    ...(order === undefined ? { kind: 'reserve' } : { kind: 'deduction', document: order }),
    lines,
  };
  await recordJournals(tx, center, [journal]);
  return key;
}

/** Looked at under the lock of the account: whoever is second looks again when the first is paid. */
async function nothingUnderWay(tx: Tx, account: string): Promise<void> {
  const { rowCount } = await tx.query({
    name: 'payout-under-way',
    text: `select from payout where account = $1 and state in ('ready', 'sent')`,
    values: [account],
  });
  if (rowCount === 0) return;
  throw new Fault('effect-conflict', '该账户有一笔付款正在银行办理，须等银行答复。');
}

function reserveLines(account: string, amount: Yuan, drawn: readonly Drawn[]): Journal['lines'] {
  const personal = drawn.map((one): Line => ({
    book: 'personal',
    account,
    source: one.source,
    amount: negated(one.amount),
  }));
  const [first, ...rest] = personal;
  if (!first) throw new Error('a withdrawal draws on a source');
  return [{ book: 'in-payment', amount }, first, ...rest];
}

/**
 * Another attempt of the same case stands in the same row. What was earned until the bank paid is a payment of
 * its own: it comes to what was paid before.
 */
async function insertWithdrawal(tx: Tx, made: NewWithdrawal): Promise<void> {
  await tx.query({
    name: 'insert-withdrawal',
    text: `insert into withdrawal (case_id, center, person, account, reason, regulation, item, code,
             amount, expense_hash, period_from, period_to, drawn, decided_on, state)
           values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, 'reserved')
           on conflict (case_id) do update set
             amount = excluded.amount + case when withdrawal.state = 'paid'
                        then withdrawal.amount else 0 end,
             drawn = case when withdrawal.state = 'paid'
                       then withdrawal.drawn || excluded.drawn else excluded.drawn end,
             decided_on = excluded.decided_on, state = 'reserved', settled_on = null
            where withdrawal.state in ('released', 'paid')`,
    values: [
      ...[made.caseId, made.center, made.person, made.account, made.reason, made.regulation],
      ...[made.item, made.code, made.amount, made.expenseHash],
      ...[made.period?.from ?? null, made.period?.to ?? null, JSON.stringify(made.drawn), made.on],
    ],
  });
}

/** What the bank answered for its instruction. What else was paid of it stays paid. */
export async function settleWithdrawal(
  tx: Tx,
  caseId: string,
  state: 'paid' | 'released' | 'returned',
  on: PlainDate,
): Promise<void> {
  await tx.query({
    name: 'settle-withdrawal',
    // Interest that was earned until the bank paid is a payment of its own.
    text: `update withdrawal w
              set state = case when $2 <> 'paid' and p.others is not null then 'paid' else $2 end,
                  amount = case when $2 <> 'paid' then coalesce(p.others, w.amount) else w.amount end,
                  settled_on = $3
             from (select sum(o.amount) as others from payout o
                    where o.case_id = $1 and o.state = 'paid') p
            where w.case_id = $1`,
    values: [caseId, state, on],
  });
}

/** As the books reserved it, with what was taken from 上年结转. */
export interface Reserved {
  readonly source: MoneySource;
  readonly amount: Yuan;
  readonly carried: Yuan;
  readonly on: PlainDate;
}

export async function reservedOf(db: Db, key: string): Promise<readonly Reserved[]> {
  const { rows } = await db.query<{
    source: string;
    amount: string;
    carried: string;
    on: PlainDate;
  }>({
    name: 'reserved-of',
    text: `select p.source, (-p.amount)::text as amount, (-p.carried)::text as carried,
                  j.value_date as "on"
             from journal j join posting p on p.journal = j.id
            where j.key = 'reserve/' || $1 and p.account is not null order by p.line`,
    values: [key],
  });
  return rows.map(({ source, amount, carried, on }) => {
    if (!isMoneySource(source)) throw new Error('a posting of no known source');
    return { source, amount: yuan(amount), carried: yuan(carried), on };
  });
}
