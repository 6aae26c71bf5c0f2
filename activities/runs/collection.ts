/**
 * 缴存扣款 as a run: what is due is written down and previewed with whoever is left out and why, the
 * bank is told in batches, and what it answers is posted with the months it covers.
 *
 * @source 通知（征求意见稿）（四）（五）
 */
import type { Run } from '../../src/db/runs.ts';
import type { Tx } from '../../src/db/pool.ts';
import { dateAt, plainDate } from '../../src/domain/calendar.ts';
import { DEBIT_RULES } from '../../src/domain/vocabulary.ts';
import {
  duesNow,
  insertDues,
  insertOver,
  markLeftOut,
  markMissed,
  type DueNow,
} from '../../src/ledger/dues.ts';
import { plansCome } from '../../src/ledger/plans-come.ts';
import { debitsCome } from '../../src/policy/collection-due.ts';
import { wordValue } from '../../src/policy/figure-values.ts';
import { figureInForce } from '../../src/policy/figures.ts';
import { limitsOf, type Limits } from './collection-limits.ts';
import { reasonOfMoney } from './collection-reasons.ts';
import { notContributing, overItem, owedBy, unreadableItem, type Item } from './collection-owed.ts';
import { remindOfDues, type Untold } from './collection-notices.ts';
import { collect } from './collection-work.ts';
import type { Frozen, RunDeps, RunWork } from './kind.ts';

export const collectionRun: RunWork = { freeze, chunk: collect, leavesWaiting: true };

async function freeze(tx: Tx, run: Run, deps: RunDeps, at: number): Promise<Frozen> {
  const offices = await deps.offices.read();
  const on = plainDate(run.business_on);
  const { center } = run;
  const scope = { center, district: null, on };
  const rule = figureInForce(offices.figures, { ...scope, name: 'debit-day-rule' });
  const gap = figureInForce(offices.figures, { ...scope, name: 'collection-retry-gap' });
  if (!rule || !gap) return { brake: 'figure-missing' };
  await markMissed(tx, center, on);
  const untold = await remindOfDues(tx, deps, { center, on, at, offices });
  const calendar = { ...offices.calendar, rule: wordValue(rule, DEBIT_RULES) };
  const plans = await plansCome(tx, center, debitsCome(on, calendar));
  // Of a day that is caught up the debits leave today.
  const madeOn = dateAt(at) > on ? dateAt(at) : on;
  const made = { on: madeOn, calendar, come: debitsCome(madeOn, calendar) };
  const owing = plans.map((plan) => owedBy(plan, deps, made));
  const over = owing.flatMap((one) => one.over ?? []);
  await insertOver(tx, over, on);
  await insertDues(
    tx,
    owing.flatMap(({ due }) => (due ? [due] : [])),
    on,
  );
  const limits = limitsOf(offices, { center, on });
  const dues = await duesNow(tx, center, on);
  const listed = dues.map((due) => itemOf(due, limits));
  await markLeftOut(
    tx,
    listed.flatMap(({ reason, ...item }) => (reason === null ? [] : [{ ...item, reason }])),
  );
  const owed = owing.flatMap(({ item }) => (item ? [item] : []));
  await insertItems(tx, run.id, [
    ...owed,
    ...over.map(overItem),
    ...listed,
    ...untold.map(untoldItem),
  ]);
  return {};
}

/** A reminder that could not be written. */
function untoldItem({ account, coversFrom }: Untold): Item {
  const subject = `${account}/${coversFrom}/payment-reminder`;
  return { ...unreadableItem(account, coversFrom), subject };
}

function itemOf(due: DueNow, limits: Limits): Item {
  const { account, coversFrom, coversTo, months, amount, attempt, mandate, accountId } = due;
  const reason = reasonAgainst(due, limits);
  const detail = { coversFrom, coversTo, months, attempt, accountId, ...(!reason && { mandate }) };
  return { account, coversFrom, reason, amount, detail };
}

/** A hold lets money in, so that it is no reason. */
function reasonAgainst(due: DueNow, limits: Limits): string | null {
  const { accountState, agreementState, forgotten } = due;
  const standing = notContributing(accountState);
  if (standing !== null) return standing;
  if (agreementState !== 'active') return 'agreement-not-active';
  if (forgotten) return 'person-forgotten';
  return reasonOfMoney(due, limits(due.district));
}

/** A statement's worth of rows. */
const ROWS = 10_000;

async function insertItems(tx: Tx, run: string, items: readonly Item[]): Promise<void> {
  for (let from = 0; from < items.length; from += ROWS) {
    const rows = items.slice(from, from + ROWS).map((item, at) => ({
      ...item,
      n: from + at + 1,
      subject: item.subject ?? `${item.account}/${item.coversFrom}`,
      verdict: item.reason === null ? 'due' : 'excluded',
    }));
    await tx.query({
      name: 'insert-collection-items',
      text: `insert into run_item (run, n, subject, account, verdict, reason, amount, detail)
             select $1, n, subject, account, verdict, reason, amount, detail
               from jsonb_to_recordset($2) as i(n integer, subject text, account text,
                 verdict text, reason text, amount numeric, detail jsonb)`,
      values: [run, JSON.stringify(rows)],
    });
  }
}
