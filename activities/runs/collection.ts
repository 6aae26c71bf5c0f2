/**
 * 缴存扣款 as a run: what is due is written down and previewed with whoever is left out and why, the
 * bank is told in batches, and what it answers is posted with the months it covers.
 *
 * @source 通知（征求意见稿）（四）（五）
 */
import { openJson } from '../../src/crypto/cipher.ts';
import { place } from '../../src/crypto/places.ts';
import { readable } from '../../src/crypto/readable.ts';
import type { AgreementParams } from '../../src/cases/wording-documents.ts';
import type { Run } from '../../src/db/runs.ts';
import type { Tx } from '../../src/db/pool.ts';
import { dateAt, plainDate, plainMonth, type PlainDate } from '../../src/domain/calendar.ts';
import { yuan } from '../../src/domain/money.ts';
import { CYCLES, DEBIT_RULES } from '../../src/domain/vocabulary.ts';
import {
  duesNow,
  insertDues,
  markLeftOut,
  markMissed,
  plansCome,
  type DueNow,
  type NewDue,
  type PlanCome,
} from '../../src/ledger/dues.ts';
import { collectionDue, debitsCome, payableUntil } from '../../src/policy/collection-due.ts';
import { wordValue } from '../../src/policy/figure-values.ts';
import { figureInForce } from '../../src/policy/figures.ts';
import { limitsOf, type Limits } from './collection-limits.ts';
import { reasonOfMoney } from './collection-reasons.ts';
import { remindOfDues, type Untold } from './collection-notices.ts';
import { collect } from './collection-work.ts';
import type { Frozen, RunDeps, RunWork } from './kind.ts';

export const collectionRun: RunWork = { freeze, chunk: collect };

interface Item {
  /** Once per run; the account and its first month, unless said otherwise. */
  readonly subject?: string;
  readonly account: string;
  readonly coversFrom: string;
  readonly reason: string | null;
  readonly amount: string | null;
  readonly detail: object;
}

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
  const owing = plans.map((plan) => owedBy(plan, deps, madeOn));
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
  await insertItems(tx, run.id, [...owed, ...listed, ...untold.map(untoldItem)]);
  return {};
}

/** One of the list, so that it fails where everybody sees it; nothing of it can be sent. */
function unreadableItem(account: string, coversFrom: string): Item {
  return { account, coversFrom, reason: null, amount: null, detail: { unreadable: true } };
}

/** A reminder that could not be written. */
function untoldItem({ account, coversFrom }: Untold): Item {
  const subject = `${account}/${coversFrom}/payment-reminder`;
  return { ...unreadableItem(account, coversFrom), subject };
}

/** What the plan owes, or why it owes nothing on this day. */
function owedBy(
  plan: PlanCome,
  { personKeys }: RunDeps,
  madeOn: PlainDate,
): { readonly due?: NewDue; readonly item?: Item } {
  const { account, firstMonth, wrappedKey } = plan;
  const without = (reason: string) => ({
    item: { account, coversFrom: firstMonth, reason, amount: null, detail: {} },
  });
  const standing = notContributing(plan.accountState);
  if (standing !== null) return without(standing);
  if (plan.agreementState !== 'active') return without('agreement-not-active');
  if (wrappedKey === null) return without('person-forgotten');
  const content = readable(
    () =>
      openJson(
        personKeys.unwrap(plan.person, wrappedKey),
        place.agreement(plan.agreement),
        plan.parameters,
      ) as AgreementParams,
  );
  if (content === null) return { item: unreadableItem(account, firstMonth) };
  const due = collectionDue({
    firstMonth: plainMonth(firstMonth),
    dueMonth: plainMonth(plan.dueMonth),
    monthlyAmount: yuan(plan.monthlyAmount),
    cycle: cycleOf(plan.cycle),
    retiresOn: content.retiresOn,
  });
  if (!due) return without('retired');
  const { agreement, debitOn: dueOn, dueMonth } = plan;
  const graceUntil = payableUntil(plainMonth(dueMonth), madeOn);
  const attemptsMax = content.terms.debitAttempts;
  return { due: { ...due, account, agreement, dueOn, graceUntil, attemptsMax } };
}

function cycleOf(text: string) {
  const cycle = CYCLES.find((one) => one === text);
  if (cycle === undefined) throw new Error('a plan has no cycle');
  return cycle;
}

function itemOf(due: DueNow, limits: Limits): Item {
  const { account, coversFrom, coversTo, months, amount, attempt, mandate, accountId } = due;
  const reason = reasonAgainst(due, limits);
  const detail = { coversFrom, coversTo, months, attempt, accountId, ...(!reason && { mandate }) };
  return { account, coversFrom, reason, amount, detail };
}

/** Why an account is not debited for where it stands; null: it contributes. */
function notContributing(accountState: string): 'account-sealed' | 'under-unit' | null {
  if (accountState === 'normal') return null;
  return accountState === 'under-unit' ? 'under-unit' : 'account-sealed';
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
