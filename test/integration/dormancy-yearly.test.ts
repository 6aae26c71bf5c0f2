/**
 * （十四）连续6个月以上未缴存: a yearly payer, on the engine. Twelve months are collected in one debit and the money is drawn;
 * the months that were paid are no months without contribution. What counts begins after them, on the very day.
 */
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { setBusinessClock } from '../../src/domain/business-clock.ts';
import { inTransaction } from '../../src/db/transaction.ts';
import {
  addDays,
  addToMonth,
  dateAt,
  firstDayOf,
  monthOf,
  startOf,
  type PlainDate,
} from '../../src/domain/calendar.ts';
import { yuan } from '../../src/domain/money.ts';
import { recordJournals, type Journal } from '../../src/ledger/journals.ts';
import { openDemoClock } from '../../src/temporal/demo-clock.ts';
import { dormancies } from '../harness/dormancy.ts';
import { temporaryFolder } from '../harness/folder.ts';
import { leftInOrder } from '../harness/in-order.ts';
import { office } from '../harness/office.ts';
import { CENTER, runOffice, today } from '../harness/runs.ts';

const clock = openDemoClock(join(temporaryFolder(), 'time'));
const place = office({ ahead: clock, ownNamespace: true });
const runs = runOffice(place);
const world = dormancies(place);
leftInOrder(place, { at: clock.now });
let stopRuns: () => Promise<void>;

beforeAll(async () => {
  setBusinessClock(clock.now);
  stopRuns = await runs.startRuns();
});
afterAll(async () => {
  await stopRuns();
  setBusinessClock(Date.now);
});

const NOON_MS = 12 * 3_600_000;
const FIRST = monthOf(today());
const LAST_PAID = addToMonth(FIRST, 11);
/** Counted on fingers: six whole months after the twelve that were paid. */
const POSSIBLE: PlainDate = firstDayOf(addToMonth(FIRST, 12 + 6));

async function drawn(account: string, amount: string, on: PlainDate): Promise<void> {
  const journal: Journal = {
    ...{ key: `takeover/${randomUUID()}`, kind: 'takeover', valueDate: on, by: 'test' },
    lines: [
      { book: 'bank', amount: yuan(amount) },
      { book: 'personal', account, source: 'flexible', amount: yuan(`-${amount}`) },
    ],
  };
  await inTransaction(place.pool, (tx) => recordJournals(tx, CENTER, [journal]));
}

/** The day's list, as far as it is about the account. */
async function listedOn(account: string, day: PlainDate) {
  await place.db.owner.query(
    `update run set state = 'cancelled', ended_at = now() where state = 'previewed'`,
  );
  clock.setTo(startOf(day) + NOON_MS);
  const sweep = await world.sweep(day);
  const own = async () => (await sweep.items()).find((item) => item.account === account);
  return { sweep, item: await own(), own };
}

describe('a yearly payer', () => {
  it('is listed on the first day after six months that nobody paid, and not half a year after paying', async () => {
    const { account, caseId: openingCase } = await runs.contributor({
      ...{ monthlyAmount: '800.00', cycle: 'year', debitDay: 10 },
    });
    const run = await runs.begin('collection', today());
    await runs.reaches(run, 'done');
    expect(await runs.balance(account)).toBe('9600.00');
    const [paid] = await place.ask<{ paid_to: string }>(
      'select paid_to from account where number = $1',
      account,
    );
    expect(paid).toEqual({ paid_to: LAST_PAID });
    await drawn(account, '9600.00', today());

    // Half a year after the payment, and when the last month that was paid is over: nothing.
    for (const day of [firstDayOf(addToMonth(FIRST, 7)), firstDayOf(addToMonth(FIRST, 12))]) {
      expect((await listedOn(account, day)).item, day).toBeUndefined();
    }
    // The day before: told with the day from which it is possible, and not closed.
    const before = await listedOn(account, addDays(POSSIBLE, -1));
    expect(before.item).toMatchObject({ detail: { what: 'warn', possibleFrom: POSSIBLE } });
    await before.sweep.approve();
    expect(await before.own()).toMatchObject({ state: 'done' });
    const cases = () =>
      place.ask<{ case_id: string; empty_from: string }>(
        'select case_id, empty_from from dormancy where account = $1',
        account,
      );
    expect(await cases()).toEqual([]);

    // On the day, and on the day after for whoever looks then: one case, once.
    const due = await listedOn(account, POSSIBLE);
    expect(due.item).toMatchObject({ verdict: 'due', detail: { what: 'close' } });
    const after = await listedOn(account, addDays(POSSIBLE, 1));
    expect(after.item).toMatchObject({ verdict: 'due', detail: { what: 'close' } });
    await after.sweep.approve();
    for (let n = 0; n < 4; n += 1) await runs.relay();
    const [begun] = await cases();
    expect(begun).toMatchObject({ empty_from: addToMonth(LAST_PAID, 1) });
    const again = await listedOn(account, addDays(POSSIBLE, 2));
    expect(again.item).toMatchObject({ verdict: 'excluded', reason: 'noticed' });

    // The notice arrives as a message; the closing is on the day after its last one.
    const { case_id: caseId } = begun!;
    // By the app first, where nobody is registered.
    await vi.waitFor(
      async () => {
        await runs.relay();
        expect((await place.row(caseId)).stage).toBe('noticed');
      },
      { timeout: 20_000, interval: 50 },
    );
    await place.until(caseId, 'noticed');
    const until = (await world.dormancyOf(caseId))!['notice_until'] as PlainDate;
    await world.goTo(caseId, until);
    expect((await place.row(caseId)).stage).toBe('noticed');
    clock.setTo(startOf(addDays(until, 1)) + NOON_MS);
    await world.goTo(caseId, addDays(until, 1));
    await place.until(caseId, 'closed');
    const [closed] = await place.ask(
      'select state, close_reason, closed_on::text from account where number = $1',
      account,
    );
    expect(closed).toEqual({
      ...{ state: 'closed', close_reason: 'dormant', closed_on: addDays(until, 1) },
    });
    expect(dateAt(clock.now()) >= addDays(until, 1)).toBe(true);
    expect((await place.row(openingCase)).stage).toBe('opened');
  }, 120_000);
});
