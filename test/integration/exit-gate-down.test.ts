/**
 * （七）封存满半年, and something is down on the very day: no worker, no database, no bank. The law's day decides what
 * the person is entitled to; the case goes on once, and interest runs to the day on which the money moves.
 */
import { afterEach, describe, expect, it, vi } from 'vitest';
import { addDays, plainDate, startOf, type PlainDate } from '../../src/domain/calendar.ts';
import { halfYear } from '../../src/policy/half-year.ts';
import { skipTime } from '../../src/temporal/virtual-clock.ts';
import { today } from '../builders.ts';
import { databaseAway } from '../harness/database-away.ts';
import { exits, type Leaver } from '../harness/exits.ts';
import { leftInOrder } from '../harness/in-order.ts';
import { office } from '../harness/office.ts';
import { savings } from '../lives/savings.ts';

const place = office();
const own = exits(place);
leftInOrder(place);

const SEALED_ON = plainDate('2026-08-31');
const GATE: PlainDate = halfYear({ sealedOn: SEALED_ON }).opensOn;
const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
const UNIT_CENTS = 8_000_000;
const POLL = { timeout: 20_000, interval: 20 };

interface Waiting {
  readonly who: Leaver;
  readonly caseId: string;
  /** What it has, reckoned apart. */
  readonly money: ReturnType<typeof savings>;
}

/** Sealed for half a year but for the last minute of it. */
async function waiting(): Promise<Waiting> {
  const unit = (UNIT_CENTS / 100).toFixed(2);
  const who = await own.leaver({ flexible: '0.00', unit, sealedOn: SEALED_ON });
  const money = savings();
  money.comes('unit', today(), UNIT_CENTS);
  const caseId = await own.signed(who, 'awaiting gate');
  await own.goTo(caseId, addDays(GATE, -1), DAY_MS - MINUTE_MS);
  expect((await place.row(caseId)).stage).toBe('awaiting gate');
  return { who, caseId, money };
}

/** The case's time goes on by itself, as far as it can without whoever is down. */
function passes(caseId: string, ms: number): Promise<boolean> {
  return skipTime(place.temporal.client, place.handle(caseId).workflowId, ms);
}

const gateOpened = (caseId: string) =>
  place.ask<{ at: number }>(
    `select at from event where case_id = $1 and kind = 'exit-gate-open'`,
    caseId,
  );

/** As of the law's day: opened once, with interest to the day, and paid once. */
async function expectEntitled({ who, caseId, money }: Waiting): Promise<void> {
  const amount = money.closes('unit', GATE);
  await place.until(caseId, 'paying');
  expect(await own.payouts(caseId)).toMatchObject([{ amount }]);
  expect(await gateOpened(caseId)).toHaveLength(1);
  const told = (await place.trail(caseId)).find(({ kind }) => kind === 'exit-waits');
  expect(told?.public).toMatchObject({ on: GATE, sealedOn: SEALED_ON });
  await own.paid(caseId, 'closed', GATE);
  expect(await own.payouts(caseId)).toHaveLength(1);
  expect(await own.accountOf(who)).toMatchObject({ state: 'closed', money: '0.00' });
}

describe('on the day of the gate', () => {
  const database = databaseAway(place);
  afterEach(() => database.isBack());

  it('no worker runs: nothing happens, and with the next one it goes on once', async () => {
    const all = [await waiting(), await waiting()];
    await place.stopWorker();
    for (const { caseId, who } of all) {
      await passes(caseId, MINUTE_MS);
      await vi.waitFor(async () => {
        const { raw } = await place.handle(caseId).describe();
        expect(Boolean(raw.pendingWorkflowTask)).toBe(true);
      }, POLL);
      expect((await place.row(caseId)).stage).toBe('awaiting gate');
      expect(await own.accountOf(who)).toMatchObject({ state: 'sealed', money: '80000.00' });
    }
    await place.startWorker();
    for (const one of all) await expectEntitled(one);
  });

  it('the database refuses: it is tried again until it answers, and goes on once', async () => {
    const one = await waiting();
    const { caseId } = one;
    await database.goes();
    const passing = passes(caseId, 11 * MINUTE_MS);
    await vi.waitFor(async () => {
      expect(await place.now(caseId)).toBeGreaterThan(startOf(GATE) + 5 * MINUTE_MS);
    }, POLL);
    const { raw } = await place.handle(caseId).describe();
    expect(raw.pendingActivities).toMatchObject([{ activityType: { name: 'prepareExit' } }]);
    await database.isBack();
    await passing;
    await expectEntitled(one);
    const [opened] = await gateOpened(caseId);
    expect(opened!.at).toBeGreaterThan(startOf(GATE) + 5 * MINUTE_MS);
  });

  it('the bank is down for days: told once, paid later, with the interest of those days as well', async () => {
    await own.funded();
    const { caseId, who, money } = await waiting();
    await place.world.breaks('bank', 'down');
    await passes(caseId, MINUTE_MS);
    await place.until(caseId, 'paying');
    const first = money.closes('unit', GATE);
    await own.relay().catch(() => undefined);
    const later = addDays(GATE, 3);
    await own.goTo(caseId, later);
    await own.relay().catch(() => undefined);
    expect(await own.payouts(caseId)).toMatchObject([{ amount: first, state: 'sent' }]);
    expect(await own.accountOf(who)).toMatchObject({ state: 'sealed', money: '0.00' });
    await bankLivesOn(later);
    await place.world.mends('bank');
    // What was reserved earns until the bank has paid it.
    money.comes('unit', GATE, Math.round(Number(first) * 100));
    const both = Number(money.closes('unit', later));
    const rest = (both - Number(first)).toFixed(2);
    await vi.waitFor(async () => {
      await own.relay();
      await place.temporal.clock.untilIdle(place.handle(caseId));
      expect((await place.row(caseId)).stage).toBe('closed');
    }, POLL);
    expect(await own.payouts(caseId)).toMatchObject([
      { amount: first, state: 'paid', booked_on: later },
      { amount: rest, state: 'paid', booked_on: later },
    ]);
    expect(rest).toBe('10.04');
    expect(await gateOpened(caseId)).toHaveLength(1);
    expect(await own.accountOf(who)).toMatchObject({ state: 'closed', closed_on: later });
  });
});

/** The day on which the bank books. */
async function bankLivesOn(day: PlainDate): Promise<void> {
  const { status } = await fetch(`${place.outside()}/control/settings`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ today: day }),
  });
  expect(status).toBeLessThan(300);
}
