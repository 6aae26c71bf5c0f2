/**
 * What every end of an account shares (退出销户, 死亡提取, 提取并销户): its agreement ended with it, its interest
 * settled, its balances in the order in which they are drawn on, an instruction to the bank under a key of its
 * own, and what was paid in all.
 *
 * @source 通知（征求意见稿）（五）（七）; 住房公积金管理条例 第二十四条、第二十五条
 */
import { randomUUID } from 'node:crypto';
import { sealJson } from '../src/crypto/cipher.ts';
import { place } from '../src/crypto/places.ts';
import { insertOutbox } from '../src/db/case-papers.ts';
import { endMandateOfClosed } from '../src/db/mandates.ts';
import type { Tx } from '../src/db/pool.ts';
import { Fault } from '../src/domain/fault.ts';
import { exact, yuan, type Yuan } from '../src/domain/money.ts';
import { lockInForce } from '../src/ledger/agreements-in-force.ts';
import type { MoneySource } from '../src/ledger/chart.ts';
import { settleAtClosing } from '../src/ledger/interest.ts';
import { reservePayout, type Drawn } from '../src/ledger/withdrawals.ts';
import { carryOut } from './agreement-effects.ts';
import type { Context } from './commit/context.ts';
import { termsOn } from './exit.ts';

/** All that one person can own in an account, in the order in which it is drawn on. */
export const EVERY_SOURCE: readonly MoneySource[] = ['flexible', 'subsidy', 'unit'];

/** Agreement, plan and mandate end, and the account is sealed; once. */
export async function endAgreement(
  context: Context,
  account: string,
  reason: 'exit' | 'deceased' | 'withdrawal',
): Promise<void> {
  const { tx, change, head, person } = context;
  const standing = await lockInForce(tx, account);
  if (standing) {
    await carryOut(context, standing, { change: 'terminate', reason, owesFrom: null });
    return;
  }
  const { rows } = await tx.query<{ number: string }>('select number from account where id = $1', [
    account,
  ]);
  await endMandateOfClosed(tx, {
    ...{ account: rows[0]?.number ?? '', caseId: head.id, key: person.key, on: change.on },
    reason: 'agreement-ended',
  });
}

/** Interest to the day, each source on its own: what stays in the account goes on earning. */
export async function settleToDay(
  { tx, change, head, offices }: Context,
  account: string,
  sources: readonly MoneySource[] = EVERY_SOURCE,
): Promise<Yuan> {
  const { on } = change;
  const terms = termsOn({ figures: offices.figures, center: head.center, on });
  let sum = exact(0);
  for (const source of sources) {
    const entry = { by: change.by.id, caseId: head.id };
    const dues = await settleAtClosing(tx, { account, on, terms, source }, entry);
    sum = dues
      .filter((due) => due.source === source)
      .reduce((all, { interest }) => all.plus(interest), sum);
  }
  return yuan(sum.toFixed(2));
}

/** What was paid so far, for the closing notice. */
export interface PaidInAll {
  readonly payments: readonly { readonly on: string; readonly amount: Yuan }[];
  readonly total: Yuan;
}

export async function paidInAll({ tx, head }: Context): Promise<PaidInAll> {
  const { rows } = await tx.query<{ on: string; amount: Yuan }>(
    `select booked_on::text as "on", moved as amount from payout
      where case_id = $1 and state = 'paid' order by n`,
    [head.id],
  );
  const total = rows.reduce((sum, { amount }) => sum.plus(amount), exact(0));
  return { payments: rows, total: yuan(total.toFixed(2)) };
}

/** What there is, source by source. @param account its number */
export async function balancesOf(
  tx: Tx,
  account: string,
  sources: readonly MoneySource[] = EVERY_SOURCE,
): Promise<readonly Drawn[]> {
  const { rows } = await tx.query<Drawn>(
    `select source, amount from balance where account = $1 and source = any($2) and amount > 0
      order by array_position($2, source)`,
    [account, sources],
  );
  return rows;
}

export interface Instruction {
  /** Which payment of the case: part of its key. */
  readonly n: number;
  /** The account's number. */
  readonly account: string;
  readonly amount: Yuan;
  readonly drawn: readonly Drawn[];
  readonly bankCard: { readonly number: string; readonly holder: string; readonly bank: string };
  /** False: the card is an heir's, the account a court's. */
  readonly toHolder: boolean;
  /** 依法扣划: number of the order; left out: it is none. */
  readonly order?: string;
}

/** The money leaves the account, and the bank is told. @returns the key of both */
export async function instruct(
  { tx, later, change, head, person }: Context,
  { n, account, amount, drawn, bankCard, toHolder, order }: Instruction,
): Promise<string> {
  const id = randomUUID();
  const key = await reservePayout(
    tx,
    {
      ...{ caseId: head.id, center: head.center, person: person.id },
      ...{ account, amount, drawn, on: change.on },
      ...(order !== undefined && { order }),
    },
    {
      ...{ n, id, cardLast4: bankCard.number.slice(-4), at: change.at, toHolder },
      ...{ by: change.by.id, card: sealJson(person.key, place.payoutCard(id), bankCard) },
    },
  );
  await insertOutbox(later, {
    ...{ key, center: head.center, caseId: head.id, person: person.id, kind: 'payout' },
    payload: sealJson(person.key, place.outbox(key), {}),
  });
  return key;
}

/** Something has come between the look and the lock: the course looks again. */
export function comeBetween(): Fault {
  return new Fault('effect-conflict', '办理期间情况有变化，须重新核对。');
}
