/** （七）封存满半年: the very day, what comes in between, and what the person is told of it. */
import { describe, expect, it } from 'vitest';
import { addDays, plainDate, type PlainDate } from '../../src/domain/calendar.ts';
import { halfYear } from '../../src/policy/half-year.ts';
import { today } from '../builders.ts';
import { exits, type Leaver } from '../harness/exits.ts';
import { office } from '../harness/office.ts';
import { leftInOrder } from '../harness/in-order.ts';

const place = office();
const own = exits(place);
leftInOrder(place);
const { leaver, signed, paid, accountOf, payouts, kinds, goTo } = own;
const LOAN = { center: '210200', state: 'open' };
const BOTH = { flexible: '15000.00', unit: '8000.00' };

const gateOf = (sealedOn: string) => halfYear({ sealedOn: plainDate(sealedOn) }).opensOn;

/** Flexible money paid, the rest waiting. */
async function waiting(who: Leaver): Promise<string> {
  const caseId = await signed(who, 'paying');
  await paid(caseId, 'awaiting gate');
  return caseId;
}

/** The gate has opened: the rest is paid, and the account closed. */
async function closes(caseId: string): Promise<void> {
  await place.until(caseId, 'paying');
  await paid(caseId, 'closed');
}

describe('the rest waits for the very day', () => {
  it.each([
    ['2026-08-28', '2027-03-01'],
    ['2026-08-29', '2027-03-01'],
    ['2026-08-30', '2027-03-01'],
    ['2026-08-31', '2027-03-01'],
    ['2026-09-30', '2027-03-31'],
  ])('sealed on %s: nothing through the last day, everything on %s', async (sealedOn, gate) => {
    const who = await leaver({ ...BOTH, sealedOn });
    const caseId = await waiting(who);
    // What waits for its own day is not late before it.
    expect(await own.dueOn(caseId)).toBeNull();
    expect(await payouts(caseId)).toMatchObject([{ state: 'paid', amount: '15000.00' }]);
    expect(await accountOf(who)).toMatchObject({ state: 'sealed', money: '8000.00' });
    const [wait] = await place.waits(caseId);
    expect(wait).toMatchObject({ kind: 'exit-gate', clause: 'liaoning-7' });
    await goTo(caseId, addDays(plainDate(gate), -2));
    expect((await place.row(caseId)).stage).toBe('awaiting gate');
    // A minute before the day begins it is still the half year.
    await goTo(caseId, addDays(plainDate(gate), -1), 24 * 3_600_000 - 60_000);
    expect((await place.row(caseId)).stage).toBe('awaiting gate');
    await goTo(caseId, plainDate(gate));
    await closes(caseId);
    expect(await accountOf(who)).toMatchObject({ state: 'closed', closed_on: gate, money: '0.00' });
    const all = await payouts(caseId);
    expect(all).toHaveLength(2);
    expect(Number(all[1]!.amount)).toBeGreaterThan(8000);
    expect(await kinds(caseId)).toEqual([
      ...['exit-terms', 'exit-accepted', 'exit-decision', 'exit-paid'],
      ...['exit-decision', 'exit-paid', 'exit-closed'],
    ]);
  });

  it('and not at all when the half year is full already', async () => {
    const who = await leaver({ ...BOTH, sealedOn: '2026-03-31' });
    const caseId = await signed(who, 'paying');
    expect(await own.dueOn(caseId)).not.toBeNull();
    expect(await payouts(caseId)).toMatchObject([{ amount: '23000.00' }]);
    await paid(caseId, 'closed');
  });

  it('with no flexible money nothing is paid before it', async () => {
    const who = await leaver({ flexible: '0.00', unit: '8000.00', sealedOn: '2026-08-31' });
    const caseId = await signed(who, 'awaiting gate');
    expect(await payouts(caseId)).toEqual([]);
    await goTo(caseId, plainDate('2027-03-01'));
    await closes(caseId);
  });
});

describe('what comes during the wait', () => {
  it('a loan is found on the day and refuses; settled, it is told, and the account keeps the rest', async () => {
    const who = await leaver({ ...BOTH, sealedOn: '2026-08-31' });
    const caseId = await waiting(who);
    await own.loans(who, [LOAN]);
    await goTo(caseId, plainDate('2027-03-01'));
    const { detail } = await place.until(caseId, 'awaiting settlement');
    expect(detail['reasons']).toMatchObject([{ code: 'exit-open-loan' }]);
    expect(await accountOf(who)).toMatchObject({ state: 'sealed', money: '8000.00' });
    expect(await payouts(caseId)).toHaveLength(1);
    const [refusal] = (await place.papers(caseId)).filter(({ kind }) => kind === 'exit-refused');
    expect(refusal).toMatchObject({ params: { watches: true } });
    await own.loans(who, [{ ...LOAN, state: 'settled' }]);
    await place.pass(caseId, 'exit-loan');
    await place.until(caseId, 'told');
    expect((await kinds(caseId)).at(-1)).toBe('exit-loan-settled');
  });

  it.each([
    { name: 'a guarantee for somebody else', loans: [{ ...LOAN, role: 'guarantor' }] },
    { name: 'a pledge of the account', loans: [] },
  ])('$name is found on the day and refuses', async ({ loans }) => {
    const who = await leaver({ ...BOTH, sealedOn: '2026-08-31' });
    const caseId = await waiting(who);
    if (loans.length > 0) await own.loans(who, loans);
    else await own.hold(who, 'loan-security');
    await goTo(caseId, plainDate('2027-03-01'));
    const { detail } = await place.until(caseId, 'awaiting settlement');
    expect(detail['reasons']).toMatchObject([{ code: 'exit-guarantee' }]);
    expect(await accountOf(who)).toMatchObject({ state: 'sealed', money: '8000.00' });
    expect(await payouts(caseId)).toHaveLength(1);
  });

  it('a hold is told as soon as it is placed; gone before the day it is no matter', async () => {
    const who = await leaver({ ...BOTH, sealedOn: '2026-08-31' });
    const caseId = await waiting(who);
    const id = await own.hold(who);
    await own.news(caseId);
    expect(await place.events(caseId)).toContain('exit-obstacle');
    expect((await place.row(caseId)).stage).toBe('awaiting gate');
    await own.release(id);
    await own.news(caseId);
    expect(await place.events(caseId)).toContain('exit-obstacle-gone');
    await goTo(caseId, plainDate('2027-03-01'));
    await closes(caseId);
  });

  it('a hold that is there on the day refuses', async () => {
    const who = await leaver({ ...BOTH, sealedOn: '2026-08-31' });
    const caseId = await waiting(who);
    await own.hold(who);
    await goTo(caseId, plainDate('2027-03-01'));
    const { detail } = await place.until(caseId, 'refused');
    expect(detail['reasons']).toMatchObject([{ code: 'exit-hold' }]);
    expect(await accountOf(who)).toMatchObject({ state: 'sealed', money: '8000.00' });
  });

  it('employed again on day 181, the half year begins anew, and the person is told', async () => {
    const who = await leaver({ ...BOTH, sealedOn: '2026-08-31' });
    const caseId = await waiting(who);
    const day181 = addDays(plainDate('2026-08-31'), 181);
    expect(day181).toBe('2027-02-28');
    await goTo(caseId, day181);
    await own.unit(who, 'converted-to-employee', day181);
    await own.news(caseId);
    expect(await place.waits(caseId)).toMatchObject([{ kind: 'exit-seal', until: null }]);
    expect(await place.events(caseId)).toContain('exit-clock-reset');
    const moved = () =>
      kinds(caseId).then((all) => all.filter((kind) => kind === 'exit-gate-moved'));
    expect(await moved()).toHaveLength(1);
    await goTo(caseId, plainDate('2027-03-02'));
    expect((await place.row(caseId)).stage).toBe('awaiting gate');
    // The unit seals again on the day before the last of August: in a leap year the last day is the 29th.
    await goTo(caseId, plainDate('2027-08-30'));
    await own.unit(who, 'unit-sealed', plainDate('2027-08-30'));
    await own.news(caseId);
    expect(await moved()).toHaveLength(2);
    expect(gateOf('2027-08-30')).toBe('2028-03-01');
    await goTo(caseId, plainDate('2028-02-29'));
    expect((await place.row(caseId)).stage).toBe('awaiting gate');
    await goTo(caseId, plainDate('2028-03-01'));
    await closes(caseId);
  });

  it('employed again on the day of the gate, while the rest is with the bank: what was due is paid', async () => {
    const gate = plainDate('2027-03-01');
    const who = await leaver({ ...BOTH, sealedOn: '2026-08-31' });
    const caseId = await waiting(who);
    await goTo(caseId, gate);
    await place.until(caseId, 'paying');
    await own.unit(who, 'converted-to-employee', gate);
    await own.news(caseId);
    expect((await place.row(caseId)).stage).toBe('paying');
    await own.answers(caseId, { on: gate });
    await place.until(caseId, 'awaiting gate');
    expect((await payouts(caseId)).map(({ state }) => state)).toEqual(['paid', 'paid']);
    expect(await place.waits(caseId)).toMatchObject([{ kind: 'exit-seal', until: null }]);
    // The unit pays into it: it is not closed, and what comes in waits for a seal of its own.
    expect(await accountOf(who)).toMatchObject({ state: 'normal', source: 'unit', money: '0.00' });
    const sealedOn = addDays(gate, 60);
    await goTo(caseId, sealedOn);
    await own.unit(who, 'unit-sealed', sealedOn);
    await own.news(caseId);
    await goTo(caseId, addDays(gateOf(sealedOn), -1));
    expect((await place.row(caseId)).stage).toBe('awaiting gate');
    await goTo(caseId, gateOf(sealedOn));
    await place.until(caseId, 'closed');
    expect(await payouts(caseId)).toHaveLength(2);
  });

  it('employed while all of a flexible worker is with the bank: paid, and the account goes on with the unit', async () => {
    const who = await leaver();
    const caseId = await signed(who, 'paying');
    await own.unit(who, 'converted-to-employee', today());
    await paid(caseId, 'awaiting gate');
    expect(await accountOf(who)).toMatchObject({ state: 'normal', source: 'unit', money: '0.00' });
    expect(await place.waits(caseId)).toMatchObject([{ kind: 'exit-seal', until: null }]);
    await place.act(caseId, 'withdraw', { reason: '已重新就业' });
    expect(await accountOf(who)).toMatchObject({ state: 'normal', source: 'unit' });
  });

  it('employed again on the day after it: the account is closed, and nothing reopens it', async () => {
    const gate = plainDate('2027-03-01');
    const who = await leaver({ ...BOTH, sealedOn: '2026-08-31' });
    const caseId = await waiting(who);
    await goTo(caseId, gate);
    await closes(caseId);
    const late = own.unit(who, 'converted-to-employee', addDays(gate, 1));
    await expect(late).rejects.toMatchObject({ code: 'action-not-permitted' });
    expect(await accountOf(who)).toMatchObject({ state: 'closed', closed_on: gate });
  });

  it('money that comes in meanwhile is paid with the rest', async () => {
    const who = await leaver({ ...BOTH, sealedOn: '2026-08-31' });
    const caseId = await waiting(who);
    await own.put(who, 'flexible', '800.00', plainDate('2027-01-10'));
    await goTo(caseId, plainDate('2027-03-01'));
    await place.until(caseId, 'paying');
    expect(Number((await payouts(caseId))[1]!.amount)).toBeGreaterThan(8800);
    await paid(caseId, 'closed');
  });

  it('taken back during the wait the account stays sealed with the rest', async () => {
    const who = await leaver({ ...BOTH, sealedOn: '2026-08-31' });
    const caseId = await waiting(who);
    await place.act(caseId, 'withdraw', { reason: '不销户了' });
    expect(await accountOf(who)).toMatchObject({ state: 'sealed', money: '8000.00' });
    const [ended] = (await place.papers(caseId)).filter(({ kind }) => kind === 'exit-ended');
    expect(ended).toMatchObject({ params: { why: 'withdrawn', agreement: 'ended' } });
  });

  it('the platform that is away on the day: it goes on once, when it is there again', async () => {
    const who = await leaver({ ...BOTH, sealedOn: '2026-08-31' });
    const caseId = await waiting(who);
    await place.world.breaks('national', 'down', { person: who.applicant });
    const gate: PlainDate = plainDate('2027-03-01');
    await goTo(caseId, gate);
    await place.until(caseId, 'needs attention');
    await place.world.mends('national', who.applicant);
    await place.pass(caseId, 'exit-parked');
    await closes(caseId);
    expect(await payouts(caseId)).toHaveLength(2);
  });
});

describe('the reading of a center that lets everything wait for the seal of the account', () => {
  it('is told with its own dates and the other ones, and nothing is paid before', async () => {
    await place.stopWorker();
    await own.figure('seal-clock', 'whole-account');
    await place.startWorker();
    const who = await leaver({ ...BOTH, sealedOn: '2026-03-31' });
    const caseId = await own.offered(who);
    const gate = halfYear({ sealedOn: today() }).opensOn;
    expect((await place.row(caseId)).detail).toMatchObject({
      ...{ reading: 'whole-account', closesOn: gate, flexiblePayableOn: gate },
    });
    const [terms] = await place.papers(caseId);
    expect((terms!.params as { others: unknown[] }).others).toHaveLength(1);
    await own.sign(caseId);
    await place.until(caseId, 'awaiting gate');
    expect(await payouts(caseId)).toEqual([]);
    await goTo(caseId, addDays(gate, -1));
    expect((await place.row(caseId)).stage).toBe('awaiting gate');
    await goTo(caseId, gate);
    await closes(caseId);
  });
});
