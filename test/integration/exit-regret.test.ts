/** （七）反悔期: nothing is paid in it, whatever there is; the half year runs from the signature all the same. */
import { beforeAll, describe, expect, it } from 'vitest';
import { createOffices } from '../../activities/offices.ts';
import { earliestDatesOf } from '../../src/cases/dates/earliest-dates.ts';
import { addDays, plainDate } from '../../src/domain/calendar.ts';
import { yuan, ZERO } from '../../src/domain/money.ts';
import { halfYear } from '../../src/policy/half-year.ts';
import { today } from '../builders.ts';
import { exits, type Leaver } from '../harness/exits.ts';
import { office, refusalOf } from '../harness/office.ts';
import { leftInOrder } from '../harness/in-order.ts';

const place = office();
const own = exits(place);
leftInOrder(place);
const { leaver, offered, sign, signed, paid, accountOf, agreementOf, payouts, kinds, goTo } = own;
const REASON = { reason: '本人要求' };
const LOAN = { center: '210200', state: 'open' };
const BOTH = { flexible: '15000.00', unit: '8000.00', sealedOn: '2026-08-31' };
const UNTIL = addDays(today(), 7);
const AFTER = addDays(UNTIL, 1);
const GATE = plainDate('2027-03-01');

beforeAll(() => own.withFigure('exit-regret', '7'));

const sealOf = async ({ account }: Leaver) => {
  const [row] = await place.ask<Record<string, unknown>>(
    `select a.state, a.sealed_on::text, a.activated_in,
            (select count(*)::int from seal s where s.account = a.number and s.source = 'flexible'
               and s.ended_on is null) as seals
       from account a where a.number = $1`,
    account,
  );
  return row!;
};
const paperOf = async (caseId: string, kind: string) =>
  (await place.papers(caseId)).find((one) => one.kind === kind)!.params as Record<string, unknown>;
const OPEN = { state: 'normal', sealed_on: null, seals: 0 };
const SHUT = { state: 'sealed', sealed_on: today(), seals: 1 };

describe('with money of a unit', () => {
  it('nothing is paid inside the window; the flexible money on the day after it, the rest on its own', async () => {
    const who = await leaver(BOTH);
    const caseId = await signed(who, 'regret');
    expect((await place.row(caseId)).detail).toMatchObject({
      ...{ regretUntil: UNTIL, flexiblePayableOn: AFTER, closesOn: GATE },
    });
    const lines = await Promise.all(
      ['exit-terms', 'exit-accepted'].map(async (kind) => {
        const params = await paperOf(caseId, kind);
        const reading = params['reading'] as { lines: readonly string[] } | undefined;
        return (reading?.lines ?? params['lines']) as readonly string[];
      }),
    );
    for (const one of lines) {
      expect(one[0]).toMatch(/反悔期满后付（今日签字的，\d+年\d+月\d+日起）/);
      expect(one.join('')).not.toContain('签字后即付');
    }
    await goTo(caseId, UNTIL, 24 * 3_600_000 - 60_000);
    expect((await place.row(caseId)).stage).toBe('regret');
    expect(await payouts(caseId)).toEqual([]);
    await goTo(caseId, AFTER);
    await place.until(caseId, 'paying');
    await paid(caseId, 'awaiting gate');
    expect(await kinds(caseId)).not.toContain('exit-gate-moved');
    await goTo(caseId, GATE);
    await place.until(caseId, 'paying');
    await paid(caseId, 'closed');
    expect(await accountOf(who)).toMatchObject({ state: 'closed', closed_on: GATE });
  });

  it('regretted on the last day, account, seal of the unit and agreement are as before', async () => {
    const who = await leaver(BOTH);
    // Paying for a long time: what is taken back is no new beginning.
    await place.db.owner.query(`update account set activated_in = '2025-03' where number = $1`, [
      who.account,
    ]);
    const before = await sealOf(who);
    const caseId = await signed(who, 'regret');
    expect(await sealOf(who)).toMatchObject(SHUT);
    expect(await agreementOf(who)).toMatchObject({ state: 'suspended', state_reason: 'exit' });
    await goTo(caseId, UNTIL);
    await place.act(caseId, 'withdraw', REASON);
    expect(await place.until(caseId, 'withdrawn')).toBeDefined();
    expect(await agreementOf(who)).toMatchObject({ state: 'active' });
    expect(await sealOf(who)).toEqual(before);
    expect(before).toMatchObject(OPEN);
    expect(
      await place.ask(
        `select 1 from seal where account = $1 and source = 'unit'
      and ended_on is null`,
        who.account,
      ),
    ).toHaveLength(1);
  });

  it('an agreement that was suspended before for another reason stays suspended', async () => {
    const who = await leaver(BOTH);
    await place.db.owner.query(
      `update agreement set state = 'suspended', state_reason = 'holder-asked', moves = moves + 1
        where account = $1`,
      [who.account],
    );
    const caseId = await signed(who, 'regret');
    await place.act(caseId, 'withdraw', REASON);
    await place.until(caseId, 'withdrawn');
    expect(await agreementOf(who)).toMatchObject({
      ...{ state: 'suspended', state_reason: 'holder-asked' },
    });
    expect(await sealOf(who)).toMatchObject(OPEN);
  });
});

describe('with flexible money alone', () => {
  it('the calculator names the day on which it is paid and final, and it is that very day', async () => {
    const who = await leaver();
    const { figures } = await createOffices(place.pool).read();
    const { milestones } = earliestDatesOf({
      ...{ on: today(), center: '210100', figures, person: { bornOn: null, sex: null } },
      account: {
        ...{ account: null, source: 'flexible', state: 'normal', sealedOn: null },
        ...{ employeeSealedOn: null, flexibleBalance: yuan('15000.00') },
        ...{ employeeBalance: ZERO, paidTo: null, activatedIn: null },
      },
      obstacles: {
        ...{ openLoan: false, guarantee: false, hold: false, ban: false, caseInFlight: false },
      },
      deadlines: [],
    });
    const exit = milestones.find(({ what }) => what === 'exit');
    expect(exit?.on).toBe(AFTER);
    const caseId = await signed(who, 'regret');
    const { detail } = await place.row(caseId);
    expect(detail).toMatchObject({
      ...{ regretUntil: UNTIL, flexiblePayableOn: exit?.on, closesOn: exit?.on },
    });
    await goTo(caseId, UNTIL, 24 * 3_600_000 - 60_000);
    expect((await place.row(caseId)).stage).toBe('regret');
    expect(await payouts(caseId)).toEqual([]);
    await goTo(caseId, AFTER);
    await place.until(caseId, 'paying');
    // It is final from here on.
    expect(await refusalOf(place.act(caseId, 'withdraw', REASON))).toBe('action-not-permitted');
    await paid(caseId, 'closed');
    expect(await accountOf(who)).toMatchObject({ state: 'closed', closed_on: exit?.on });
  });
});

describe('what arises inside the window', () => {
  it('a loan refuses after it: nothing was paid, and everything is as before', async () => {
    const who = await leaver(BOTH);
    const caseId = await signed(who, 'regret');
    await own.loans(who, [LOAN]);
    await goTo(caseId, AFTER);
    await place.until(caseId, 'awaiting settlement');
    expect(await payouts(caseId)).toEqual([]);
    expect(await agreementOf(who)).toMatchObject({ state: 'active' });
    expect(await sealOf(who)).toMatchObject(OPEN);
    expect((await paperOf(caseId, 'exit-refused'))['paid']).toBe(
      '没有付出款项；账户恢复原状，签字时停止的缴存使用协议照旧履行。',
    );
  });

  it('a hold refuses after it; one that is gone before the last day is no matter', async () => {
    const [held, freed] = [await leaver(BOTH), await leaver(BOTH)];
    const cases = [await signed(held, 'regret'), await signed(freed, 'regret')] as const;
    await own.hold(held);
    const id = await own.hold(freed);
    for (const caseId of cases) await own.news(caseId);
    await own.release(id);
    for (const caseId of cases) await goTo(caseId, AFTER);
    const { detail } = await place.until(cases[0], 'refused');
    expect(detail['reasons']).toMatchObject([{ code: 'exit-hold' }]);
    expect(await agreementOf(held)).toMatchObject({ state: 'active' });
    expect(await sealOf(held)).toMatchObject(OPEN);
    await place.until(cases[1], 'paying');
  });
});

describe('by whole-account, the half year', () => {
  const WHOLE = halfYear({ sealedOn: today() }).opensOn;
  beforeAll(() => own.withFigure('seal-clock', 'whole-account'));

  it('runs from the signature, not from the end of the window: the day that was signed is the day', async () => {
    const who = await leaver(BOTH);
    const caseId = await signed(who, 'regret');
    expect((await place.row(caseId)).detail).toMatchObject({ closesOn: WHOLE, gateOn: WHOLE });
    await goTo(caseId, AFTER);
    await place.until(caseId, 'awaiting gate');
    expect((await place.row(caseId)).detail).toMatchObject({ sealedOn: today(), gateOn: WHOLE });
    expect(await agreementOf(who)).toMatchObject({ state: 'terminated' });
    expect(await sealOf(who)).toMatchObject(SHUT);
    expect(await kinds(caseId)).toEqual(['exit-terms', 'exit-accepted']);
    await goTo(caseId, addDays(WHOLE, -1));
    expect((await place.row(caseId)).stage).toBe('awaiting gate');
    await goTo(caseId, WHOLE);
    await place.until(caseId, 'paying');
    await paid(caseId, 'closed');
  });

  it('runs from the signature, too, while a debit is with the bank and comes in after it', async () => {
    await own.withFigure('exit-regret', '0');
    const who = await leaver(BOTH);
    await own.debited(who);
    const caseId = await offered(who);
    await sign(caseId);
    await place.until(caseId, 'settling');
    expect(await agreementOf(who)).toMatchObject({ state: 'suspended' });
    expect(await sealOf(who)).toMatchObject(SHUT);
    await place.pass(caseId, 'exit-delay');
    await place.until(caseId, 'settling');
    await own.debitBack(who, true);
    await place.pass(caseId, 'exit-delay');
    await place.until(caseId, 'awaiting gate');
    expect((await place.row(caseId)).detail).toMatchObject({ sealedOn: today(), gateOn: WHOLE });
    expect(await kinds(caseId)).toEqual(['exit-terms', 'exit-accepted']);
  });
});
