/** 条例24: the dead person's own exit does not stand against the heirs; the proved death ends it, and nothing is paid twice. */
import { describe, expect, it, vi } from 'vitest';
import { addDays, plainDate } from '../../src/domain/calendar.ts';
import { deaths } from '../harness/deaths.ts';
import type { Leaver } from '../harness/exits.ts';
import { leftInOrder } from '../harness/in-order.ts';
import { CLERK, office } from '../harness/office.ts';

const place = office();
const own = deaths(place);
leftInOrder(place);
const BOTH = { flexible: '15000.00', unit: '8000.00', sealedOn: '2026-08-31' };
const GATE = plainDate('2027-03-01');
const POLL = { timeout: 20_000, interval: 50 };
const REASON = { reason: '经办说明' };

/** The flexible money was paid to the person, the rest waits for its half year. */
async function waiting(): Promise<{ who: Leaver; exit: string }> {
  const who = await own.leaver(BOTH);
  const exit = await own.signed(who, 'paying');
  await own.paid(exit, 'awaiting gate');
  return { who, exit };
}

const heirsOf = () => [own.heir('李四', 2, { relation: 'spouse' }), own.heir('张甲', 1)];

/** Told by the relay, the exit has ended. */
async function ends(exit: string): Promise<void> {
  await vi.waitFor(async () => {
    await own.relay();
    expect((await place.row(exit)).stage).toBe('deceased');
  }, POLL);
  expect(await place.handle(exit).result()).toBe('deceased');
}

async function rest(caseId: string): Promise<void> {
  for (let n = 0; n < 8 && (await place.row(caseId)).stage !== 'closed'; n += 1) {
    await own.answers(caseId);
  }
  await place.until(caseId, 'closed');
}

const numberOf = async (caseId: string) => {
  const [row] = await place.ask<{ number: string }>(
    'select number from "case" where id = $1',
    caseId,
  );
  return row!.number;
};
const holderOf = async ({ person }: Leaver) => {
  const [row] = await place.ask<{ case_id: string }>(
    'select case_id from claim where person = $1 and released_at is null',
    person,
  );
  return row?.case_id ?? null;
};

describe('an exit that waits for its half year when the person dies', () => {
  it('is named to the heirs, ends by itself with the approval, and what is left is theirs', async () => {
    const { who, exit } = await waiting();
    const caseId = await own.inReview(who, heirsOf());
    const number = await numberOf(exit);
    const [accepted] = await place.papers(caseId);
    expect(accepted).toMatchObject({ kind: 'death-accepted', params: { exit: number } });
    expect((await place.row(caseId)).detail).toMatchObject({ exit: number });
    // Until it is proved, the person is the exit's.
    expect((await place.row(exit)).stage).toBe('awaiting gate');
    expect(await holderOf(who)).toBe(exit);
    const before = await own.kinds(exit);
    await own.review(caseId);
    expect(await holderOf(who)).toBe(caseId);
    await ends(exit);
    await place.until(caseId, 'paying');
    await rest(caseId);
    expect(await own.accountOf(who)).toMatchObject({
      ...{ state: 'closed', close_reason: 'death', money: '0.00' },
    });
    // The rest went to the heirs before the half year was full, and no paper to the number of a dead person.
    const paid = (await own.payouts(caseId)).reduce((sum, { amount }) => sum + Number(amount), 0);
    expect(paid).toBeGreaterThanOrEqual(8000);
    expect(await own.payouts(exit)).toHaveLength(1);
    expect(await own.kinds(exit)).toEqual(before);
    expect(await place.waits(exit)).toEqual([]);
  });

  it('pays nothing on its day while the papers are looked at; when they prove nothing, it goes on', async () => {
    const { who, exit } = await waiting();
    const caseId = await own.inReview(who, heirsOf());
    await own.goTo(exit, GATE);
    const { detail } = await place.until(exit, 'settling');
    expect(detail['delays']).toEqual(['case']);
    expect(await own.payouts(exit)).toHaveLength(1);
    await own.review(caseId, false);
    await own.goTo(exit, addDays(GATE, 1));
    await place.until(exit, 'paying');
    await own.paid(exit, 'closed', addDays(GATE, 1));
    expect(await own.accountOf(who)).toMatchObject({ state: 'closed', close_reason: 'exit' });
  });

  it('on its day, looked at after the approval, it ends instead of paying', async () => {
    const { who, exit } = await waiting();
    const caseId = await own.inReview(who, heirsOf());
    await own.review(caseId);
    // Nobody has told it: on its day it sees for itself.
    await own.goTo(exit, GATE);
    await place.until(exit, 'deceased');
    expect(await own.payouts(exit)).toHaveLength(1);
    await place.until(caseId, 'paying');
    await rest(caseId);
    expect(await own.accountOf(who)).toMatchObject({ state: 'closed', close_reason: 'death' });
  });

  it('ends also where the approval finds a hold, and the heirs are refused for that', async () => {
    const { who, exit } = await waiting();
    const caseId = await own.inReview(who, heirsOf());
    const hold = await own.hold(who);
    await own.review(caseId);
    await place.until(caseId, 'refused');
    await ends(exit);
    expect(await holderOf(who)).toBeNull();
    await own.release(hold);
    // Who asks for one after it is alive, whatever the papers said.
    await own.offered(who);
  });
});

describe('an exit elsewhere on its way when the person dies', () => {
  it('not signed: it ends with the approval, and the agreement with the payment to the heirs', async () => {
    const who = await own.leaver();
    const exit = await own.offered(who);
    const caseId = await own.inReview(who, heirsOf());
    expect(await own.agreementOf(who)).toMatchObject({ state_reason: 'deceased' });
    await own.review(caseId);
    await ends(exit);
    await place.until(caseId, 'paying');
    expect(await own.agreementOf(who)).toMatchObject({ state: 'terminated' });
  });

  it('with the bank: the payment is finished first, then the exit ends and the heirs are paid what is left', async () => {
    const who = await own.leaver(BOTH);
    const exit = await own.signed(who, 'paying');
    const caseId = await own.inReview(who, heirsOf());
    await own.review(caseId);
    const { detail } = await place.until(caseId, 'settling');
    expect(detail['delays']).toEqual(['payout']);
    await own.relay();
    expect((await place.row(exit)).stage).toBe('paying');
    await own.paid(exit, 'deceased');
    await place.pass(caseId, 'exit-delay');
    await place.until(caseId, 'paying');
    await rest(caseId);
    expect(await own.accountOf(who)).toMatchObject({ state: 'closed', money: '0.00' });
  });

  it('refused by the bank: no other card is waited for', async () => {
    const who = await own.leaver();
    const exit = await own.signed(who, 'paying');
    const caseId = await own.inReview(who, heirsOf());
    await own.review(caseId);
    await place.until(caseId, 'settling');
    await own.answers(exit, { refused: true });
    await place.until(exit, 'payment failed');
    await place.pass(caseId, 'exit-delay');
    await place.until(caseId, 'paying');
    await ends(exit);
  });

  it('taken back within its regret while the heirs wait, nothing is collected again; not proved, it is', async () => {
    await own.withFigure('exit-regret', '7');
    const who = await own.leaver();
    const exit = await own.signed(who, 'regret');
    const caseId = await own.inReview(who, heirsOf());
    await place.act(exit, 'withdraw', REASON, CLERK);
    expect(await own.agreementOf(who)).toMatchObject({ state: 'suspended' });
    await own.review(caseId, false);
    expect(await own.agreementOf(who)).toMatchObject({ state: 'active' });
  });

  it('in its regret, the refusal of the heirs lets nothing go on that the exit has stopped', async () => {
    const who = await own.leaver();
    const exit = await own.signed(who, 'regret');
    const caseId = await own.inReview(who, heirsOf());
    await own.review(caseId, false);
    expect(await own.agreementOf(who)).toMatchObject({ state: 'suspended', state_reason: 'exit' });
    await place.act(exit, 'withdraw', REASON, CLERK);
    expect(await own.agreementOf(who)).toMatchObject({ state: 'active' });
    await own.withFigure('exit-regret', '0');
  });
});

it('a case of another kind still refuses the heirs by name', async () => {
  const who = await own.leaver();
  await place.start('death-payout', await own.form(who, heirsOf()), CLERK);
  const second = await own.asked(who, heirsOf());
  const { detail } = await place.until(second, 'refused');
  expect(detail['reasons']).toMatchObject([{ code: 'death-case-in-flight' }]);
});
