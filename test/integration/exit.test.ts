/** （七）: leaving: told before it is signed, everything paid with its interest, closed with nothing in it. */
import { describe, expect, it } from 'vitest';
import { addDays } from '../../src/domain/calendar.ts';
import { exact } from '../../src/domain/money.ts';
import { today } from '../builders.ts';
import { exits } from '../harness/exits.ts';
import { BANK, CLERK, office, refusalOf, SUPERVISOR } from '../harness/office.ts';
import { leftInOrder } from '../harness/in-order.ts';

const place = office();
const own = exits(place);
leftInOrder(place);
const { leaver, offered, sign, signed, paid, accountOf, agreementOf, payouts, kinds, asked } = own;
const REASON = { reason: '本人要求' };
const LOAN = { center: '210200', state: 'open' };

describe('a person who was never employed', () => {
  it('is paid everything with the interest of 142 days, and the account closes on the same day', async () => {
    const who = await leaver({ flexible: '15000.00', since: addDays(today(), -142) });
    const caseId = await offered(who);
    const [terms] = await place.papers(caseId);
    expect(terms).toMatchObject({
      kind: 'exit-terms',
      params: { flexible: '15088.75', employee: '0.00', others: [], gate: '' },
    });
    await sign(caseId);
    await place.until(caseId, 'paying');
    expect(await agreementOf(who)).toMatchObject({ state: 'terminated', state_reason: 'exit' });
    expect(await payouts(caseId)).toMatchObject([{ n: 1, state: 'ready', amount: '15088.75' }]);
    await paid(caseId, 'closed');
    expect(await accountOf(who)).toMatchObject({
      ...{ state: 'closed', close_reason: 'exit', closed_on: today(), money: '0.00' },
    });
    expect(await kinds(caseId)).toEqual([
      ...['exit-terms', 'exit-accepted', 'exit-decision', 'exit-paid', 'exit-closed'],
    ]);
    expect(await place.handle(caseId).result()).toBe('closed');
  });

  it('who is paid a day later by the bank gets that day’s interest, in a payment of its own', async () => {
    const who = await leaver({ flexible: '15000.00', since: addDays(today(), -142) });
    const caseId = await signed(who, 'paying');
    const later = addDays(today(), 3);
    await own.goTo(caseId, later);
    await paid(caseId, 'paying', later);
    // What was settled is the person's from that day: 15088.75 earn for three days more.
    expect(await payouts(caseId)).toMatchObject([
      { amount: '15088.75', state: 'paid' },
      { amount: '1.89', state: 'ready' },
    ]);
    await paid(caseId, 'closed', later);
    const all = await payouts(caseId);
    const sum = all.reduce((total, { amount }) => total.plus(amount), exact(0));
    expect(sum.toFixed(2)).toBe('15090.64');
  });

  it('with nothing in the account is closed without a payment', async () => {
    const who = await leaver({ flexible: '0.00' });
    const caseId = await signed(who, 'closed');
    expect(await payouts(caseId)).toEqual([]);
    expect(await accountOf(who)).toMatchObject({ state: 'closed', close_reason: 'exit' });
    const [closed] = (await place.papers(caseId)).filter(({ kind }) => kind === 'exit-closed');
    expect(closed).toMatchObject({ params: { payments: [], total: '0.00' } });
  });
});

describe('what refuses', () => {
  it('is an open loan of one’s own, anywhere: told by name, and told again when it is settled', async () => {
    const who = await leaver();
    await own.loans(who, [LOAN]);
    const caseId = await asked(who);
    const { detail } = await place.until(caseId, 'awaiting settlement');
    expect(detail['reasons']).toMatchObject([{ code: 'exit-open-loan', clause: 'liaoning-7' }]);
    expect(await agreementOf(who)).toMatchObject({ state: 'active' });
    expect(await place.waits(caseId)).toMatchObject([{ kind: 'exit-loan' }]);
    // Not settled yet: asked again after seven days, and waited for again.
    await place.pass(caseId, 'exit-loan');
    await place.until(caseId, 'awaiting settlement');
    expect(await kinds(caseId)).toEqual(['exit-refused']);
    await own.loans(who, [{ ...LOAN, state: 'settled' }]);
    await place.pass(caseId, 'exit-loan');
    await place.until(caseId, 'told');
    expect(await kinds(caseId)).toEqual(['exit-refused', 'exit-loan-settled']);
    // And nothing stands in the way any more.
    await offered(who);
  });

  it('is a loan as a co-borrower; as a guarantor it is the guarantee', async () => {
    const [one, other] = [await leaver(), await leaver()];
    await own.loans(one, [{ ...LOAN, role: 'co-borrower' }]);
    await own.loans(other, [{ ...LOAN, role: 'guarantor' }]);
    const [first, second] = [await asked(one), await asked(other)];
    expect((await place.until(first, 'awaiting settlement')).detail['reasons']).toMatchObject([
      { code: 'exit-open-loan' },
    ]);
    expect((await place.until(second, 'awaiting settlement')).detail['reasons']).toMatchObject([
      { code: 'exit-guarantee' },
    ]);
  });

  it('is an account that is pledged; when the pledge is released it is told at once', async () => {
    const who = await leaver();
    const id = await own.hold(who, 'loan-security');
    const caseId = await asked(who);
    await place.until(caseId, 'awaiting settlement');
    await place.act(caseId, 'recheck', REASON, CLERK);
    await place.until(caseId, 'awaiting settlement');
    await own.release(id);
    await own.news(caseId);
    await place.until(caseId, 'told');
  });

  it('is a hold, what is owed, money of no known source, a ban: at once, and nothing is asked outside', async () => {
    const [held, owing, open, banned] = [
      await leaver(),
      await leaver(),
      await leaver(),
      await leaver(),
    ];
    await own.hold(held);
    await own.owing(owing);
    await own.put(open, 'unclassified', '10.00');
    for (const who of [held, owing, open]) {
      const caseId = await asked(who);
      const { detail } = await place.until(caseId, 'refused');
      expect(detail['reasons']).toMatchObject([{ code: 'exit-hold' }]);
      expect(await place.world.asked('national', caseId)).toEqual([]);
      expect(await place.handle(caseId).result()).toBe('refused');
    }
    await own.ban(banned, '2028-06-30');
    const caseId = await asked(banned);
    await place.until(caseId, 'refused');
    const [paper] = await place.papers(caseId);
    expect(paper).toMatchObject({
      params: { reasons: [{ code: 'exit-ban', earliestOn: '2028-07-01' }] },
    });
  });

  it('is another case of the person, by its number; of two at the same moment one goes on', async () => {
    const who = await leaver();
    const forms = [await own.form(who), await own.form(who)];
    const both = await Promise.all(forms.map((form) => place.start('exit', form, CLERK)));
    const stages = async () =>
      (await Promise.all(both.map(({ caseId }) => place.row(caseId))))
        .map(({ stage }) => stage)
        .sort();
    await place.temporal.clock.untilIdle(place.handle(both[0]!.caseId));
    await place.temporal.clock.untilIdle(place.handle(both[1]!.caseId));
    expect(await stages()).toEqual(['awaiting signature', 'refused']);
    const third = await asked(who);
    const { detail } = await place.until(third, 'refused');
    expect(detail['reasons']).toMatchObject([{ code: 'exit-case-in-flight' }]);
  });

  it('is told at its field where it is the form: another’s card, a closed account, one a unit pays', async () => {
    const who = await leaver();
    const card = { number: '6222020299900000019', holder: '李四', bank: '建设银行' };
    expect(await refusalOf(asked(who, { bankCard: card }))).toBe('input-invalid');
    await own.unit(who, 'converted-to-employee', today());
    expect(await refusalOf(asked(who))).toBe('action-not-permitted');
    expect(await refusalOf(asked(who, {}, BANK))).toBe('action-not-permitted');
  });
});

describe('the signature', () => {
  it('is asked for in time, and the account stays as it was when nobody signs', async () => {
    const who = await leaver();
    const caseId = await offered(who);
    await place.pass(caseId, 'exit-signature', -60_000);
    expect((await place.row(caseId)).stage).toBe('awaiting signature');
    await place.pass(caseId, 'exit-signature');
    await place.until(caseId, 'lapsed');
    expect(await agreementOf(who)).toMatchObject({ state: 'active' });
    expect(await accountOf(who)).toMatchObject({ state: 'normal' });
  });

  it('is not taken for dates that have moved: they are told anew, and signed then', async () => {
    const who = await leaver({ unit: '5000.00', sealedOn: '2026-08-31' });
    const caseId = await offered(who);
    await place.db.owner.query(
      `update seal set ended_on = '2026-09-10', end_how = 'x', ended_by = 'x' where account = $1`,
      [who.account],
    );
    await own.sealed(who, '2026-09-15');
    expect(await refusalOf(sign(caseId))).toBe('action-not-permitted');
    const told = (await place.papers(caseId)).filter(({ kind }) => kind === 'exit-terms');
    expect(told).toHaveLength(2);
    await sign(caseId);
    expect((await place.until(caseId, 'paying')).detail).toMatchObject({ closesOn: '2027-03-16' });
  });

  it('waits for a debit that is with the bank: it is paid out with the rest', async () => {
    const who = await leaver();
    await own.debited(who);
    const caseId = await signed(who, 'settling');
    expect(await agreementOf(who)).toMatchObject({ state: 'suspended' });
    expect(await place.waits(caseId)).toMatchObject([{ kind: 'exit-delay' }]);
    await place.pass(caseId, 'exit-delay');
    await place.until(caseId, 'settling');
    await own.debitBack(who, true);
    await place.pass(caseId, 'exit-delay');
    await place.until(caseId, 'paying');
    expect(await agreementOf(who)).toMatchObject({ state: 'terminated' });
    const [payout] = await payouts(caseId);
    expect(Number(payout!.amount)).toBeGreaterThanOrEqual(15800);
  });
});

describe('the platform that does not answer', () => {
  it('is asked again by itself and when somebody wants it; nothing is told before', async () => {
    const who = await leaver();
    await place.world.breaks('national', 'down', { person: who.applicant });
    const caseId = await asked(who);
    await place.until(caseId, 'needs attention');
    expect(await place.tasks(caseId)).toMatchObject([{ kind: 'repair' }]);
    await place.pass(caseId, 'exit-parked');
    await place.until(caseId, 'needs attention');
    await place.world.mends('national', who.applicant);
    await place.act(caseId, 'retry-now', REASON, SUPERVISOR);
    await place.until(caseId, 'awaiting signature');
    expect(await place.tasks(caseId)).toMatchObject([{ kind: 'exit-signature' }]);
  });
});
