/**
 * （三）首期缴存月份不得晚于单位停缴的次月加上容许的间断: a conversion that is signed on the day before the last one, on it, and on
 * the day after, on the real engine: what was told before the signature is what the signature comes to.
 */
import { describe, expect, it } from 'vitest';
import {
  addDays,
  addToMonth,
  lastDayOf,
  monthOf,
  startOf,
  type PlainDate,
} from '../../src/domain/calendar.ts';
import { today } from '../builders.ts';
import { leftInOrder } from '../harness/in-order.ts';
import { office } from '../harness/office.ts';
import { takeUps, type Known } from '../harness/take-ups.ts';

const place = office();
const world = takeUps(place);
leftInOrder(place);
const NOON_MS = 12 * 3_600_000;

/** The last day of the run lies at least two days ahead: of this month, or of the next one. */
const LAST: PlainDate = [monthOf(today()), addToMonth(monthOf(today()), 1)]
  .map(lastDayOf)
  .find((day) => day >= addDays(today(), 2))!;
/** One month may be missed as shipped: the unit's last one is two before that. */
const UNIT_PAID_TO = addToMonth(monthOf(LAST), -2);
/** The unit tells so late that the agreement may still be signed on the day after the last one. */
const TOLD_ON = addDays(LAST, -2);

async function goTo(caseId: string, day: PlainDate): Promise<void> {
  const at = startOf(day) + NOON_MS;
  for (let runs = 0; runs < 4 && (await place.now(caseId)) < at; runs += 1) {
    await place.temporal.clock.jumpTo(place.handle(caseId), new Date(at));
    await place.temporal.clock.untilIdle(place.handle(caseId));
  }
}

/** Waits for the unit until it seals, and for the signature then. */
async function offered(): Promise<{ who: Known; caseId: string }> {
  const who = await world.employee({ state: 'normal', paidTo: UNIT_PAID_TO });
  const caseId = await world.convert(who);
  await place.until(caseId, 'awaiting unit');
  await goTo(caseId, TOLD_ON);
  await world.tells('sealed', who.account, today());
  await place.handle(caseId).signal('news');
  await place.until(caseId, 'awaiting signature');
  return { who, caseId };
}

describe('a conversion signed', () => {
  it.each([
    ['on the day before the last tolerated one keeps the run', -1, 'kept', 1],
    ['on the last tolerated day keeps it', 0, 'kept', 1],
    ['on the day after it breaks it, and is refused to nobody', 1, 'broken', 2],
  ] as const)('%s', async (...[, days, continuity, gapMonths]) => {
    const { who, caseId } = await offered();
    const { takeUp } = (await place.row(caseId)).detail as { takeUp?: object };
    expect(takeUp).toMatchObject({ continuity: 'kept', keptThrough: LAST });
    const on = addDays(LAST, days);
    await goTo(caseId, on);
    await place.sign(caseId);
    await place.until(caseId, 'taken up');
    const firstMonth = monthOf(on);
    const [event] = await place.ask<{ public: object }>(
      `select public from event where case_id = $1 and kind = 'account-taken-up'`,
      caseId,
    );
    expect(event?.public).toMatchObject({
      ...{ continuity, gapMonths, firstMonth, keptThrough: LAST },
    });
    expect(firstMonth <= addToMonth(UNIT_PAID_TO, 1 + 1)).toBe(continuity === 'kept');
    expect(await world.standing(who)).toMatchObject({
      ...{ state: 'normal', source: 'flexible', paid_to: UNIT_PAID_TO },
      ...{ activated_in: firstMonth, agreement: 'active', from: firstMonth },
    });
  });
});
