/** 条例25 of leaving: three days from the acceptance, from the end of the regret, from the end of the half year. */
import { afterEach, describe, expect, it } from 'vitest';
import { addDays, plainDate, type PlainDate } from '../../src/domain/calendar.ts';
import { statutoryDeadline } from '../../src/policy/statutory-deadline.ts';
import { today } from '../builders.ts';
import { exits, type Leaver } from '../harness/exits.ts';
import { leftInOrder } from '../harness/in-order.ts';
import { newCard } from '../harness/mandated.ts';
import { office, REVIEWER } from '../harness/office.ts';
import { PATIENCE } from '../harness/office-worker.ts';

const place = office();
const own = exits(place);
leftInOrder(place);
const { leaver, signed, paid, goTo, dueOn } = own;
const BOTH = { flexible: '15000.00', unit: '8000.00', sealedOn: '2026-08-31' };
const GATE = plainDate('2027-03-01');
const APPROVE = { approve: true, reason: '已向本人核实' };
const HOUR_MS = 3_600_000;
const WEEK_MINUTES = 7 * 24 * 60;
const { retryMinutes } = PATIENCE;
afterEach(() => {
  PATIENCE.retryMinutes = retryMinutes;
});

/** 民法典 201、203 by the calendar of the suite. */
async function threeDaysFrom(day: PlainDate): Promise<PlainDate> {
  const calendar = await place.ask<{ day: PlainDate; working: boolean }>(
    'select day::text, working from calendar_day',
  );
  const days = (working: boolean) =>
    calendar.flatMap((one) => (one.working === working ? [one.day] : []));
  return statutoryDeadline({
    ...{ business: 'withdrawal', acceptedOn: day },
    ...{ holidays: days(false), workdays: days(true) },
  }).lastDayOn;
}

const kindsOf = async (caseId: string) => (await place.tasks(caseId)).map(({ kind }) => kind);

async function toAnotherCard(who: Leaver): Promise<string> {
  const caseId = await own.offered(who, { bankCard: newCard(who.applicant.name) });
  await own.sign(caseId);
  await place.until(caseId, 'in review');
  return caseId;
}

describe('the three days', () => {
  it('run from the acceptance for what is paid at once, not while the rest waits, and again from its half year', async () => {
    const caseId = await signed(await leaver(BOTH), 'paying');
    expect(await dueOn(caseId)).toBe(await threeDaysFrom(today()));
    await paid(caseId, 'awaiting gate');
    expect(await dueOn(caseId)).toBeNull();
    await goTo(caseId, addDays(GATE, -1));
    expect(await dueOn(caseId)).toBeNull();
    await goTo(caseId, GATE);
    await place.until(caseId, 'paying');
    // The last day of the half year is not counted.
    expect(await dueOn(caseId)).toBe(await threeDaysFrom(addDays(GATE, -1)));
  });

  it('run from the last day on which it can be regretted', async () => {
    const DAYS = 7;
    await own.withFigure('exit-regret', String(DAYS));
    const caseId = await signed(await leaver(), 'regret');
    const due = await threeDaysFrom(addDays(today(), DAYS));
    expect(await dueOn(caseId)).toBe(due);
    const paper = (await place.papers(caseId)).find(({ kind }) => kind === 'exit-accepted');
    expect(paper?.params['lastOn']).toBe(due);
    await own.withFigure('exit-regret', '0');
  });

  it('do not run before its day for what has to wait altogether', async () => {
    const who = await leaver({ ...BOTH, flexible: '0.00' });
    expect(await dueOn(await signed(who, 'awaiting gate'))).toBeNull();
  });
});

describe('提醒和升级', () => {
  it('told before the last day, before a supervisor on it, and there until it is decided', async () => {
    const caseId = await toAnotherCard(await leaver(BOTH));
    const due = (await dueOn(caseId))!;
    await goTo(caseId, due, 8.9 * HOUR_MS);
    const before = await place.events(caseId);
    expect(before.filter((kind) => kind === 'exit-due-soon')).toHaveLength(1);
    expect(before).not.toContain('exit-escalated');
    await goTo(caseId, due, 9.1 * HOUR_MS);
    expect(await place.events(caseId)).toContain('exit-escalated');
    expect(await kindsOf(caseId)).toEqual(['exit-due', 'exit-review']);
    await place.act(caseId, 'send-back', { reasonCode: 'scan-unreadable' }, REVIEWER);
    await place.act(caseId, 'resubmit', { reason: '已重新扫描' });
    await place.until(caseId, 'in review');
    expect(await kindsOf(caseId)).toEqual(['exit-due', 'exit-review']);
    await place.act(caseId, 'review', APPROVE, REVIEWER);
    await place.until(caseId, 'paying');
    expect(await kindsOf(caseId)).toEqual([]);
  });

  it('while the platform does not answer on the day of the gate', async () => {
    const who = await leaver(BOTH);
    const caseId = await signed(who, 'paying');
    await paid(caseId, 'awaiting gate');
    PATIENCE.retryMinutes = WEEK_MINUTES;
    await place.world.breaks('national', 'down', { person: who.applicant });
    await goTo(caseId, GATE);
    await place.until(caseId, 'needs attention');
    await goTo(caseId, (await dueOn(caseId))!, 9.1 * HOUR_MS);
    expect(await place.events(caseId)).toContain('exit-escalated');
    expect(await kindsOf(caseId)).toEqual(['exit-due', 'repair']);
    await place.world.mends('national', who.applicant);
    PATIENCE.retryMinutes = retryMinutes;
  });
});
