/** 条例24: the heirs of a holder are paid to the cent, each to a card of their own; nothing is collected any more. */
import { describe, expect, it } from 'vitest';
import { addDays } from '../../src/domain/calendar.ts';
import { exact } from '../../src/domain/money.ts';
import { idNumber, today } from '../builders.ts';
import { deaths } from '../harness/deaths.ts';
import { newCard } from '../harness/mandated.ts';
import { CLERK, office, refusalOf, REVIEWER, SUPERVISOR } from '../harness/office.ts';
import { leftInOrder } from '../harness/in-order.ts';

const place = office();
const own = deaths(place);
leftInOrder(place);
const { leaver, heir, asked, inReview, review, paying, answers, payouts, accountOf } = own;
const REASON = { reason: '继承人要求' };
const APPROVE = { approve: true, ...REASON };
const LOAN = { center: '210200', state: 'open' };

describe('heirs', () => {
  it('are paid one after the other, every cent told, and the account closes', async () => {
    const who = await leaver({ flexible: '10000.00', unit: '0.01' });
    const three = [heir('李四', 1, { relation: 'spouse' }), heir('张甲', 1), heir('张乙', 1)];
    const caseId = await inReview(who, three);
    expect(await own.agreementOf(who)).toMatchObject({ state: 'suspended' });
    await review(caseId);
    await place.until(caseId, 'paying');
    expect(await own.agreementOf(who)).toMatchObject({ state: 'terminated' });
    for (const stage of ['paying', 'paying', 'closed']) {
      await answers(caseId);
      await place.until(caseId, stage);
    }
    expect(await payouts(caseId)).toMatchObject([
      { n: 1, state: 'paid', amount: '3333.34' },
      { n: 2, state: 'paid', amount: '3333.34' },
      { n: 3, state: 'paid', amount: '3333.33' },
    ]);
    expect(await accountOf(who)).toMatchObject({
      ...{ state: 'closed', close_reason: 'death', money: '0.00' },
    });
    const papers = await place.papers(caseId);
    expect(papers.map(({ kind }) => kind)).toEqual([
      ...['death-accepted', 'death-decision', 'death-paid', 'death-paid', 'death-paid'],
      'death-closed',
    ]);
    const [, decision] = papers;
    expect(decision).toMatchObject({
      params: { total: '10000.01', shares: [{ share: '1/3' }, {}, {}] },
    });
    expect((decision!.params as { cents: string }).cents).toContain('余2分');
    // Nobody writes to the number of the dead.
    const sent = await place.ask(
      `select 1 from outbox where case_id = $1 and kind = 'notice'`,
      caseId,
    );
    expect(sent).toEqual([]);
  });

  it('are paid in their own names: the bank compares the card with the heir', async () => {
    await own.funded();
    const who = await leaver();
    const one = heir('李四', 1);
    await own.control('PUT', '/bank/cards', {
      ...{ number: one.bankCard.number, holder: '李四', state: 'normal' },
      document: one.document.number,
    });
    const caseId = await paying(who, [one]);
    for (let n = 0; n < 8 && (await place.row(caseId)).stage === 'paying'; n += 1) {
      await own.relay();
      await place.temporal.clock.untilIdle(place.handle(caseId));
    }
    await place.until(caseId, 'closed');
  });

  it('share what the bank’s later day has earned as well', async () => {
    const who = await leaver({ flexible: '300000.00' });
    const caseId = await paying(who, [heir('李四', 2), heir('张甲', 1)]);
    await answers(caseId);
    await place.until(caseId, 'paying');
    const later = addDays(today(), 3);
    await own.goTo(caseId, later);
    await answers(caseId, { on: later });
    await place.until(caseId, 'paying');
    await answers(caseId, { on: later });
    await place.until(caseId, 'paying');
    await answers(caseId, { on: later });
    await place.until(caseId, 'closed');
    const all = await payouts(caseId);
    expect(all.map(({ amount }) => amount)).toEqual(['200000.00', '100000.00', '8.33', '4.17']);
    const sum = all.reduce((total, { amount }) => total.plus(amount), exact(0));
    // 100,000 yuan for three days: 12.50.
    expect(sum.toFixed(2)).toBe('300012.50');
  });

  it('whose card was closed names another of his or her own; the others wait for their turn', async () => {
    const who = await leaver();
    const caseId = await paying(who, [heir('李四', 1), heir('张甲', 1)]);
    await answers(caseId, { refused: true });
    await place.until(caseId, 'payment failed');
    expect(await accountOf(who)).toMatchObject({ money: '15000.00' });
    const strange = { bankCard: newCard('张甲'), ...REASON };
    expect(await refusalOf(place.act(caseId, 'change-card', strange))).toBe('input-invalid');
    const bankCard = newCard('李四');
    await place.act(caseId, 'change-card', { bankCard, ...REASON });
    // The papers were looked at with another card: somebody else looks at this one.
    await place.until(caseId, 'in review');
    expect((await place.row(caseId)).detail).toMatchObject({
      codes: ['recent-personal-change'],
      changes: [expect.stringContaining(` payout-card  ${bankCard.number.slice(-4)}-`)],
    });
    expect(
      await refusalOf(place.act(caseId, 'review', APPROVE, { ...REVIEWER, id: CLERK.id })),
    ).toBe('same-person');
    await place.act(caseId, 'review', APPROVE, REVIEWER);
    await place.until(caseId, 'paying');
    await answers(caseId);
    await place.until(caseId, 'paying');
    await answers(caseId);
    await place.until(caseId, 'closed');
    expect((await payouts(caseId)).map(({ state }) => state)).toEqual(['refused', 'paid', 'paid']);
  });

  it('wait where a hold comes after the first was paid: it refuses nobody, and nobody is paid again', async () => {
    const who = await leaver();
    const caseId = await paying(who, [heir('李四', 1), heir('张甲', 1)]);
    const hold = await own.hold(who);
    await answers(caseId);
    const held = await place.until(caseId, 'settling');
    expect(held.detail).toMatchObject({ codes: ['death-hold'] });
    // Another application would divide what is left anew: it is refused while this one is open.
    const again = await own.asked(who, [heir('李四', 1), heir('张甲', 1)]);
    expect((await place.until(again, 'refused')).detail['reasons']).toContainEqual(
      expect.objectContaining({ code: 'death-case-in-flight' }),
    );
    await place.pass(caseId, 'death-held');
    expect((await place.row(caseId)).stage).toBe('settling');
    expect(
      (await place.events(caseId)).filter((one) => one === 'death-division-held'),
    ).toHaveLength(1);
    await own.release(hold);
    await place.pass(caseId, 'death-held');
    // What was earned in the days between is divided as well, when both have their shares.
    for (let n = 0; n < 6 && (await place.row(caseId)).stage !== 'closed'; n += 1) {
      await place.until(caseId, 'paying');
      await answers(caseId);
    }
    const [first, second, ...earned] = (await payouts(caseId)).map(({ amount }) => amount);
    expect([first, second]).toEqual(['7500.00', '7500.00']);
    expect(earned.every((amount) => exact(amount).lessThan(2))).toBe(true);
  });

  it('wait for a bank that does not answer, and nobody is paid twice', async () => {
    const who = await leaver();
    const caseId = await paying(who, [heir('李四', 1)]);
    await place.pass(caseId, 'payout');
    await place.until(caseId, 'payment unknown');
    await place.act(caseId, 'ask-payout', REASON, SUPERVISOR);
    expect(await payouts(caseId)).toHaveLength(1);
    await answers(caseId);
    await place.until(caseId, 'closed');
  });
});

describe('where nobody inherits', () => {
  it('the money is the fund’s income, by a journal of its own', async () => {
    const who = await leaver({ unit: '500.00' });
    const caseId = await inReview(who, [], { basis: 'no-heirs' });
    await review(caseId);
    await place.until(caseId, 'closed');
    expect(await own.journals(caseId)).toContain('fund-income');
    const [booked] = await place.ask<{ amount: string }>(
      `select p.amount::text from posting p join journal j on j.id = p.journal
        where j.case_id = $1 and j.kind = 'fund-income' and p.book = 'result'`,
      caseId,
    );
    expect(booked).toEqual({ amount: '15500.00' });
    expect(await payouts(caseId)).toEqual([]);
    expect(await accountOf(who)).toMatchObject({ state: 'closed', money: '0.00' });
  });
});

describe('what refuses', () => {
  it('is a loan of the dead: the balance repays it first', async () => {
    const who = await leaver();
    await own.loans(who, [LOAN]);
    const caseId = await asked(who, [heir('李四', 1)]);
    const { detail } = await place.until(caseId, 'refused');
    expect(detail['reasons']).toMatchObject([{ code: 'death-open-loan', clause: 'liaoning-7' }]);
    // Nothing is collected from the dead, whatever becomes of the application.
    expect(await own.agreementOf(who)).toMatchObject({ state: 'suspended' });
  });

  it('is a hold, at once; an heir whom the registry does not know', async () => {
    const [held, other] = [await leaver(), await leaver()];
    await own.hold(held);
    const first = await asked(held, [heir('李四', 1)]);
    expect((await place.until(first, 'refused')).detail['reasons']).toMatchObject([
      { code: 'death-hold' },
    ]);
    const known = { identityResult: 'not-found' } as const;
    const person = await place.world.person(known, { name: '无此人' });
    const stranger = heir('无此人', 1, {
      document: { type: 'resident-id', number: person.number },
    });
    const second = await asked(other, [stranger]);
    expect((await place.until(second, 'refused')).detail['reasons']).toMatchObject([
      { code: 'death-heir-identity' },
    ]);
    // Who is not who he says has proved no death: the living go on.
    expect(await own.agreementOf(other)).toMatchObject({ state: 'active' });
    expect(await own.agreementOf(held)).toMatchObject({ state: 'suspended' });
  });

  it('is another person’s no; then the agreement goes on, because the death is not proved', async () => {
    const who = await leaver();
    const caseId = await inReview(who, [heir('李四', 1)]);
    expect(await refusalOf(place.act(caseId, 'review', { approve: true, ...REASON }, CLERK))).toBe(
      'not-authorized',
    );
    await review(caseId, false);
    await place.until(caseId, 'refused');
    expect(await own.agreementOf(who)).toMatchObject({ state: 'active' });
    expect(await accountOf(who)).toMatchObject({ state: 'normal', money: '15000.00' });
  });

  it('is the form: no heirs, one twice, another’s card, a proof that is missing, a day to come', async () => {
    const who = await leaver();
    const one = heir('李四', 1);
    const number = idNumber();
    const twice = [heir('李四', 1), heir('王五', 1)].map((each) => ({
      ...each,
      document: { type: 'resident-id', number },
    }));
    const good = await own.form(who, [one]);
    const bad = [
      { ...good, heirs: [] },
      { ...good, heirs: twice },
      { ...good, heirs: [{ ...one, bankCard: newCard('王五') }] },
      { ...good, basis: 'no-heirs' },
      { ...good, evidence: good.evidence.slice(1) },
      { ...good, heirs: [{ ...one, parts: 0 }] },
      { ...good, heirs: [{ ...one, parts: 0.5 }] },
    ];
    for (const form of bad) {
      await expect(async () => place.start('death-payout', form, CLERK)).rejects.toThrow();
    }
    const tomorrow = { ...good, diedOn: addDays(today(), 1) };
    expect(await refusalOf(place.start('death-payout', tomorrow, CLERK))).toBe('input-invalid');
  });

  it('is another case of the account; and taken back everything is as before', async () => {
    const who = await leaver();
    const caseId = await inReview(who, [heir('李四', 1)]);
    const second = await asked(who, [heir('张甲', 1)]);
    expect((await place.until(second, 'refused')).detail['reasons']).toMatchObject([
      { code: 'death-case-in-flight' },
    ]);
    await place.act(caseId, 'withdraw', REASON);
    expect(await own.agreementOf(who)).toMatchObject({ state: 'active' });
  });
});

describe('systems that do not answer', () => {
  it('park the case; it goes on by itself', async () => {
    const who = await leaver();
    await place.world.breaks('national', 'down', { person: who.applicant });
    const caseId = await asked(who, [heir('李四', 1)]);
    await place.until(caseId, 'needs attention');
    await place.world.mends('national', who.applicant);
    await place.pass(caseId, 'death-parked');
    await place.until(caseId, 'in review');
  });
});
