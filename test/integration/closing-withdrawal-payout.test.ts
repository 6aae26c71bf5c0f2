/** 条例24: the money of a withdrawal that closes the account, whatever the bank does; the thirtieth of June. */
import { describe, expect, it } from 'vitest';
import { createOffices } from '../../activities/offices.ts';
import { inTransaction } from '../../src/db/transaction.ts';
import { addDays, plainDate, type PlainDate } from '../../src/domain/calendar.ts';
import { exact } from '../../src/domain/money.ts';
import { settle } from '../../src/ledger/interest.ts';
import { interestTerms } from '../../src/policy/interest-terms.ts';
import { today } from '../builders.ts';
import { closings } from '../harness/closings.ts';
import { newCard } from '../harness/mandated.ts';
import { office, refusalOf, REVIEWER, SUPERVISOR } from '../harness/office.ts';
import { leftInOrder } from '../harness/in-order.ts';

const place = office();
const own = closings(place);
leftInOrder(place);
const { leaver, paid, answers, accountOf, agreementOf, payouts, asked, paying, goTo } = own;
const REASON = { reason: '本人要求' };
const APPROVE = { approve: true, reason: '已向本人核实' };

describe('银行', () => {
  it('is told by the relay, pays, and the account closes once', async () => {
    await own.funded();
    const who = await leaver();
    const caseId = await paying(who);
    for (let n = 0; n < 8 && (await place.row(caseId)).stage === 'paying'; n += 1) {
      await own.relay();
      await place.temporal.clock.untilIdle(place.handle(caseId));
    }
    await place.until(caseId, 'closed');
    expect(await own.journals(caseId)).toEqual(['reserve', 'payment']);
  });

  it('that does not answer is asked, never told a second time, and nothing is closed meanwhile', async () => {
    const who = await leaver();
    const caseId = await paying(who);
    await place.pass(caseId, 'payout');
    await place.until(caseId, 'needs attention');
    await place.days(caseId, 2);
    await place.act(caseId, 'ask-payout', REASON, SUPERVISOR);
    expect(await payouts(caseId)).toMatchObject([{ n: 1, state: 'ready' }]);
    expect(await accountOf(who)).toMatchObject({ state: 'normal', money: '0.00' });
    expect(await refusalOf(place.act(caseId, 'withdraw', REASON))).toBe('action-not-permitted');
    await answers(caseId);
    await place.until(caseId, 'closed');
    expect(await payouts(caseId)).toHaveLength(1);
    // Told once more, it finds the account closed.
    await answers(caseId).catch(() => undefined);
    expect(await own.journals(caseId)).toEqual(['reserve', 'payment']);
  });

  it('that refuses leaves the account open: another card is paid by an instruction of its own, then it closes', async () => {
    const who = await leaver();
    const caseId = await paying(who);
    await answers(caseId, { refused: true });
    await place.until(caseId, 'payment failed');
    expect(await accountOf(who)).toMatchObject({ state: 'normal', money: '15000.00' });
    const bankCard = newCard(who.applicant.name);
    await place.act(caseId, 'change-card', { bankCard, ...REASON });
    await place.until(caseId, 'in review');
    await place.act(caseId, 'review', APPROVE, REVIEWER);
    await place.until(caseId, 'paying');
    // Paid a day later: the card that was looked at is not looked at again for the interest.
    const later = addDays(today(), 1);
    await goTo(caseId, later);
    await paid(caseId, 'paying', later);
    await paid(caseId, 'closed', later);
    expect(await payouts(caseId)).toMatchObject([
      { n: 1, state: 'refused' },
      { n: 2, state: 'paid', amount: '15000.00' },
      { n: 3, state: 'paid', amount: '0.63' },
    ]);
    expect(await own.granted(caseId)).toEqual({ amount: '15000.63', state: 'paid' });
  });

  it('that refuses, and nobody names a card: the account is usable as before, and may be asked for again', async () => {
    const who = await leaver();
    const caseId = await paying(who);
    await answers(caseId, { refused: true });
    await place.until(caseId, 'payment failed');
    await place.pass(caseId, 'payout-card');
    await place.until(caseId, 'lapsed');
    expect(await accountOf(who)).toMatchObject({ state: 'normal', money: '15000.00' });
    expect(await agreementOf(who)).toMatchObject({ state: 'active' });
    await paid(await paying(who), 'closed');
  });

  it('that refuses the interest of the last days: what was paid stays paid, the account stays open', async () => {
    const since = addDays(today(), -142);
    const who = await leaver({ flexible: '15000.00', since });
    const caseId = await paying(who);
    const later = addDays(today(), 3);
    await goTo(caseId, later);
    await paid(caseId, 'paying', later);
    await answers(caseId, { refused: true, on: later });
    await place.until(caseId, 'payment failed');
    expect(await own.granted(caseId)).toEqual({ amount: '15088.75', state: 'paid' });
    await place.pass(caseId, 'payout-card');
    await place.until(caseId, 'paid');
    expect(await accountOf(who)).toMatchObject({ state: 'normal', money: '1.89' });
    expect(await agreementOf(who)).toMatchObject({ state: 'active' });
    expect((await place.papers(caseId)).at(-1)).toMatchObject({
      ...{ kind: 'withdrawal-kept-open', params: { total: '15088.75' } },
    });
  });

  it('that gives money back after the closing: it stands in suspense, the account stays closed', async () => {
    const who = await leaver();
    const caseId = await paying(who);
    await paid(caseId, 'closed');
    await own.returned(caseId);
    expect(await accountOf(who)).toMatchObject({ state: 'closed', money: '0.00' });
    const [item] = await place.ask<{ amount: string; cause: string }>(
      'select amount::text, cause from suspense_item where account = $1',
      who.account,
    );
    expect(item).toEqual({ amount: '15000.00', cause: 'payment-returned' });
    expect(await own.granted(caseId)).toEqual({ amount: '15000.00', state: 'returned' });
    const [task] = await place.tasks(caseId);
    expect(task).toMatchObject({ kind: 'payout-returned' });
    await own.acknowledged(caseId);
  });
});

describe('6月30日', () => {
  const JUNE: PlainDate = plainDate('2027-06-30');
  const days = Math.round((Date.parse(JUNE) - Date.parse(today())) / 86_400_000);

  /** Applied for with too little, and completed on the day. */
  async function completedOn(day: PlainDate) {
    const who = await leaver({ flexible: '20000.00' });
    await own.withFigure('supplement', '400');
    const caseId = await asked(who, { materials: ['identity-document'] });
    await place.until(caseId, 'incomplete');
    await goTo(caseId, day);
    await place.act(caseId, 'supplement', { application: await own.form(who) });
    await place.until(caseId, 'paying');
    return { who, caseId };
  }

  it('the interest is settled first, then it is paid and closed; the settlement of the year finds nothing to do', async () => {
    const { who, caseId } = await completedOn(JUNE);
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

  it('paid on the first of July it has earned a day more, which is paid before it closes', async () => {
    const { who, caseId } = await completedOn(JUNE);
    const july = addDays(JUNE, 1);
    await goTo(caseId, july);
    await paid(caseId, 'paying', july);
    // 20,177 yuan for a day.
    expect((await payouts(caseId)).at(-1)).toMatchObject({ amount: '0.84' });
    await paid(caseId, 'closed', july);
    expect(await accountOf(who)).toMatchObject({ state: 'closed', closed_on: july });
  });

  it('asked for on the first of July the year is settled with it', async () => {
    const july = addDays(JUNE, 1);
    const { who, caseId } = await completedOn(july);
    const year = exact('20000').times(days).times('0.015').div(360).toFixed(2);
    // The year's interest is 上年结转 from the first of July: the thirtieth earns on what there was before it.
    const due = exact('20000').plus(year).plus('0.83').toFixed(2);
    expect(await payouts(caseId)).toMatchObject([{ amount: due }]);
    await paid(caseId, 'closed', july);
    expect(await accountOf(who)).toMatchObject({ state: 'closed', money: '0.00' });
  });
});
