/** （七）: the money of an exit, whatever the bank does; the regret window; the thirtieth of June. */
import { describe, expect, it } from 'vitest';
import { createOffices } from '../../activities/offices.ts';
import { inTransaction } from '../../src/db/transaction.ts';
import { addDays, plainDate, type PlainDate } from '../../src/domain/calendar.ts';
import { exact } from '../../src/domain/money.ts';
import { settle } from '../../src/ledger/interest.ts';
import { interestTerms } from '../../src/policy/interest-terms.ts';
import { today } from '../builders.ts';
import { exits } from '../harness/exits.ts';
import { newCard } from '../harness/mandated.ts';
import { actor, CLERK, office, refusalOf, REVIEWER, SUPERVISOR } from '../harness/office.ts';
import { leftInOrder } from '../harness/in-order.ts';

const place = office();
const APPROVE = { approve: true, reason: '已向本人核实' };
const own = exits(place);
// One is planted as though another case paid.
leftInOrder(place, { except: ['payout-without-case'] });
const { leaver, offered, sign, signed, answers, paid, accountOf, agreementOf, payouts, goTo } = own;
const REASON = { reason: '本人要求' };

async function inPayment(caseId: string): Promise<string | undefined> {
  const [row] = await place.ask<{ amount: string }>(
    `select coalesce(sum(p.amount), 0)::text as amount from posting p
       join journal j on j.id = p.journal where j.case_id = $1 and p.book = 'in-payment'`,
    caseId,
  );
  return row?.amount;
}

describe('the bank', () => {
  it('is told by the relay, pays on the day, and the account closes', async () => {
    await own.funded();
    const who = await leaver();
    const caseId = await signed(who, 'paying');
    for (let n = 0; n < 8 && (await place.row(caseId)).stage === 'paying'; n += 1) {
      await own.relay();
      await place.temporal.clock.untilIdle(place.handle(caseId));
    }
    await place.until(caseId, 'closed');
    expect(await own.journals(caseId)).toEqual(['reserve', 'payment']);
    expect(await inPayment(caseId)).toBe('0.00');
  });

  it('that does not answer is asked, never told a second time, and nothing is given back meanwhile', async () => {
    const who = await leaver();
    const caseId = await signed(who, 'paying');
    await place.pass(caseId, 'payout');
    await place.until(caseId, 'payment unknown');
    expect(await place.tasks(caseId)).toMatchObject([{ kind: 'payout-unknown' }]);
    await place.days(caseId, 2);
    await place.act(caseId, 'ask-payout', REASON, SUPERVISOR);
    expect(await payouts(caseId)).toMatchObject([{ n: 1, state: 'ready' }]);
    expect(await accountOf(who)).toMatchObject({ state: 'sealed', money: '0.00' });
    expect(await refusalOf(place.act(caseId, 'withdraw', REASON))).toBe('action-not-permitted');
    await answers(caseId);
    await place.until(caseId, 'closed');
    expect(await payouts(caseId)).toHaveLength(1);
  });

  it('that refuses gives the money back to the account; another card is paid by an instruction of its own', async () => {
    const who = await leaver();
    const caseId = await signed(who, 'paying');
    await answers(caseId, { refused: true });
    await place.until(caseId, 'payment failed');
    expect(await accountOf(who)).toMatchObject({ state: 'sealed', money: '15000.00' });
    const strange = { bankCard: { ...newCard('李四') }, ...REASON };
    expect(await refusalOf(place.act(caseId, 'change-card', strange))).toBe('input-invalid');
    const by = actor('reviewer', 'qian-fuhe');
    const bankCard = newCard(who.applicant.name);
    await place.act(caseId, 'change-card', { bankCard, ...REASON });
    await place.until(caseId, 'in review');
    expect((await place.row(caseId)).detail).toMatchObject({
      codes: ['recent-personal-change'],
      changes: [expect.stringContaining(` payout-card  ${bankCard.number.slice(-4)}-`)],
    });
    expect(await payouts(caseId)).toHaveLength(1);
    // Who entered the card does not look at it, in whatever role.
    const self = place.act(caseId, 'review', APPROVE, { ...REVIEWER, id: CLERK.id });
    expect(await refusalOf(self)).toBe('same-person');
    await place.act(caseId, 'review', APPROVE, by);
    await place.until(caseId, 'paying');
    await paid(caseId, 'closed');
    expect(await payouts(caseId)).toMatchObject([
      { n: 1, state: 'refused' },
      { n: 2, state: 'paid', amount: '15000.00' },
    ]);
  });

  it('is told at the start where the card is not the one that is debited; another person looks before it is paid to', async () => {
    const who = await leaver();
    const caseId = await offered(who, { bankCard: newCard(who.applicant.name) });
    await sign(caseId);
    await place.until(caseId, 'in review');
    expect(await payouts(caseId)).toEqual([]);
    await place.act(caseId, 'review', { approve: false, ...REASON }, REVIEWER);
    await place.until(caseId, 'refused');
    expect(await accountOf(who)).toMatchObject({ money: '15000.00' });
  });

  it('that refuses, and nobody names a card: the account keeps the money, sealed', async () => {
    const who = await leaver();
    const caseId = await signed(who, 'paying');
    await answers(caseId, { refused: true });
    await place.until(caseId, 'payment failed');
    await place.pass(caseId, 'payout-card', -60_000);
    expect((await place.row(caseId)).stage).toBe('payment failed');
    await place.pass(caseId, 'payout-card');
    await place.until(caseId, 'lapsed');
    expect(await accountOf(who)).toMatchObject({ state: 'sealed', money: '15000.00' });
    // And the person may ask again.
    await offered(who);
  });

  it('that gives money back after the closing: it stands in suspense, the account stays closed', async () => {
    const who = await leaver();
    const caseId = await signed(who, 'paying');
    await paid(caseId, 'closed');
    const { handle } = place;
    expect(await handle(caseId).result()).toBe('closed');
    await own.returned(caseId);
    expect(await accountOf(who)).toMatchObject({ state: 'closed', money: '0.00' });
    const [item] = await place.ask<{ amount: string; cause: string }>(
      'select amount::text, cause from suspense_item where account = $1',
      who.account,
    );
    expect(item).toEqual({ amount: '15000.00', cause: 'payment-returned' });
    // Somebody calls the person: the case has ended, the call is owed.
    const [task] = await place.tasks(caseId);
    expect(task).toMatchObject({ kind: 'payout-returned' });
    await own.acknowledged(caseId);
  });

  it('that pays another withdrawal of the account first: the rest is paid after it', async () => {
    const who = await leaver();
    const caseId = await offered(who);
    await own.otherPayout(who, '1000.00');
    await sign(caseId);
    await place.until(caseId, 'settling');
    expect(await place.waits(caseId)).toMatchObject([{ kind: 'exit-delay' }]);
    await own.otherPaid(who);
    await place.pass(caseId, 'exit-delay');
    await place.until(caseId, 'paying');
    expect(await payouts(caseId)).toMatchObject([{ n: 1 }]);
  });
});

describe('whoever left', () => {
  it('joins again under a new number; the old account stays closed, and both are the same person’s', async () => {
    const who = await leaver();
    const left = await signed(who, 'paying');
    await answers(left);
    await place.until(left, 'closed');
    const { caseId } = await place.apply(who.applicant, { bankCard: who.card });
    await place.until(caseId, 'awaiting signature');
    await place.sign(caseId);
    await place.until(caseId, 'opened');
    const accounts = await place.ask<{ number: string; state: string; person: string }>(
      'select number, state, person from account where person = $1 order by opened_on',
      who.person,
    );
    expect(accounts.map(({ state }) => state)).toEqual(['closed', 'normal']);
    expect(accounts[0]?.number).toBe(who.account);
    expect(accounts[1]!.number > who.account).toBe(true);
    // Nobody brings it back by hand.
    const again = `update account set state = 'normal' where number = $1`;
    await expect(place.db.owner.query(again, [who.account])).rejects.toThrow();
  });
});

describe('the regret window', () => {
  const DAYS = 7;
  it('keeps the money and the agreement, stops the collection, and can be taken back with everything as before', async () => {
    await own.withFigure('exit-regret', String(DAYS));
    const [one, other] = [await leaver(), await leaver()];
    const [first, second] = [await signed(one, 'regret'), await signed(other, 'regret')];
    expect(await agreementOf(one)).toMatchObject({ state: 'suspended', state_reason: 'exit' });
    await place.pass(first, 'exit-regret', -60_000);
    await place.act(first, 'withdraw', { reason: '不退了' });
    expect(await agreementOf(one)).toMatchObject({ state: 'active' });
    expect(await accountOf(one)).toMatchObject({ state: 'normal', money: '15000.00' });
    expect(await payouts(first)).toEqual([]);
    await goTo(second, addDays(today(), DAYS));
    expect((await place.row(second)).stage).toBe('regret');
    await goTo(second, addDays(today(), DAYS + 1));
    await place.until(second, 'paying');
    expect(await agreementOf(other)).toMatchObject({ state: 'terminated' });
    await paid(second, 'closed');
  });
});

describe('on the thirtieth of June', () => {
  const JUNE: PlainDate = plainDate('2027-06-30');
  const days = Math.round((Date.parse(JUNE) - Date.parse(today())) / 86_400_000);

  it('the interest is settled first, then it is paid and closed; the settlement of the year finds nothing to do', async () => {
    // Through the eve, so that it is paid on the very day.
    await own.withFigure('exit-regret', String(days - 1));
    const who = await leaver({ flexible: '20000.00' });
    const caseId = await signed(who, 'regret');
    await goTo(caseId, JUNE);
    await place.until(caseId, 'paying');
    const interest = exact('20000').times(days).times('0.015').div(360).toFixed(2);
    const due = exact('20000').plus(interest).toFixed(2);
    expect(await payouts(caseId)).toMatchObject([{ amount: due }]);
    const { figures } = await createOffices(place.pool).read();
    const terms = interestTerms(figures, { center: '210100', on: JUNE })!;
    const range = { center: '210100', first: who.account, last: who.account };
    const settled = await inTransaction(place.pool, (tx) =>
      settle(tx, { ...range, year: 2027, terms }, { by: 'test', charge: `test/${who.account}` }),
    );
    expect(settled.fresh).toBe(0);
    await paid(caseId, 'closed', JUNE);
    expect(await accountOf(who)).toMatchObject({ state: 'closed', closed_on: JUNE });
  });

  it('paid on the first of July it has earned a day more', async () => {
    await own.withFigure('exit-regret', String(days - 1));
    const who = await leaver({ flexible: '20000.00' });
    const caseId = await signed(who, 'regret');
    await goTo(caseId, JUNE);
    await place.until(caseId, 'paying');
    const july = addDays(JUNE, 1);
    await goTo(caseId, july);
    await paid(caseId, 'paying', july);
    // 20,177 yuan for a day.
    expect((await payouts(caseId)).at(-1)).toMatchObject({ amount: '0.84' });
    await paid(caseId, 'closed', july);
  });
});
