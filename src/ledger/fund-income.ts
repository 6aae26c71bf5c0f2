/**
 * What nobody inherits (无人继承) becomes the income of the fund (增值收益), by a journal kind of its own.
 *
 * @source 住房公积金管理条例 第二十四条第三款
 */
import type { PlainDate } from '../domain/calendar.ts';
import { exact, negated, yuan, type Yuan } from '../domain/money.ts';
import type { Tx } from '../db/pool.ts';
import { recordJournals, type Line } from './journals.ts';
import type { Drawn } from './withdrawals.ts';

export interface Income {
  readonly center: string;
  readonly caseId: string;
  readonly account: string;
  /** How often the case has done so: money may come in later. */
  readonly round: number;
  readonly drawn: readonly Drawn[];
  readonly on: PlainDate;
  readonly by: string;
}

/** @returns how much, in yuan; null: there was nothing */
export async function takeAsFundIncome(tx: Tx, income: Income): Promise<Yuan | null> {
  const { center, caseId, account, round, drawn, on, by } = income;
  const [first, ...rest] = drawn.map((one): Line => ({
    ...{ book: 'personal', account, source: one.source },
    amount: negated(one.amount),
  }));
  if (!first) return null;
  const sum = drawn.reduce((all, one) => all.plus(one.amount), exact(0));
  const amount = yuan(sum.toFixed(2));
  await recordJournals(tx, center, [
    {
      ...{ key: `fund-income/${caseId}/${String(round)}`, kind: 'fund-income', valueDate: on },
      ...{ by, caseId, lines: [{ book: 'result', amount }, first, ...rest] },
    },
  ]);
  return amount;
}
