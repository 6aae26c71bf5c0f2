/**
 * 零余额销户 with interest that was not credited: settled to the day, paid to the holder's own card, and only then
 * is the account closed; where it cannot be paid the account is kept, and the holder told what to do.
 */
import { describe, expect, it } from 'vitest';
import { createOffices } from '../../activities/offices.ts';
import { inTransaction } from '../../src/db/transaction.ts';
import { addDays, plainDate, type PlainDate } from '../../src/domain/calendar.ts';
import { settle } from '../../src/ledger/interest.ts';
import { interestTerms } from '../../src/policy/interest-terms.ts';
import { dormancies } from '../harness/dormancy.ts';
import type { Holder } from '../harness/breaches.ts';
import { exits } from '../harness/exits.ts';
import { CLERK, office, refusalOf, SUPERVISOR } from '../harness/office.ts';
import { leftInOrder } from '../harness/in-order.ts';
import { today } from '../builders.ts';

const place = office();
leftInOrder(place);
const world = dormancies(place);
const bank = exits(place);
const REASON = { reason: '经核实' };

/** Noticed, with interest of 25.00, and the last day of the notice over. */
async function overdue(who: Holder, stage: string): Promise<string> {
  const { caseId, until } = await world.noticed(who);
  await world.goTo(caseId, addDays(until, 1));
  await place.until(caseId, stage);
  return caseId;
}

async function earner(carded = true): Promise<Holder> {
  const who = await world.holder();
  await world.earned(who);
  if (carded) await world.carded(who);
  return who;
}

const moneyOf = async ({ account }: Holder) => {
  const [row] = await place.ask<{ money: string }>(
    `select coalesce(sum(amount), 0)::text as money from balance where account = $1`,
    account,
  );
  return row?.money;
};
const journalsOf = (caseId: string) =>
  place.ask<{ kind: string }>('select kind from journal where case_id = $1 order by id', caseId);
const kinds = async (caseId: string) => (await place.papers(caseId)).map(({ kind }) => kind);

/** Nothing was settled or paid, the account is as it was, and the paper says why and what can be done. */
async function expectKept(who: Holder, caseId: string, reason: string, words: RegExp) {
  expect((await place.row(caseId)).detail).toMatchObject({ reasons: [reason] });
  expect(await world.accountOf(who)).toMatchObject({ state: 'normal' });
  expect(await journalsOf(caseId)).toEqual([]);
  expect(await bank.payouts(caseId)).toEqual([]);
  const paper = (await place.papers(caseId)).find(({ kind }) => kind === 'dormancy-ended');
  expect(JSON.stringify(paper?.params)).toMatch(words);
}

describe('interest of an empty account', () => {
  it('is in the list with its amount, and refuses no notice', async () => {
    await place.db.owner.query(`update account set paid_to = '2099-12' where state <> 'closed'`);
    const who = await earner();
    const sweep = await world.sweep();
    const [row] = await place.ask<{ verdict: string; detail: Record<string, unknown> }>(
      'select verdict, detail from run_item where account = $1',
      who.account,
    );
    expect(row).toMatchObject({ verdict: 'due', detail: { what: 'close', interest: '25.00' } });
    await sweep.approve();
    expect(await sweep.items()).toMatchObject([{ state: 'done', outcome: 'closing-begun' }]);
  });

  it('keeps whoever has no card to which it can be paid, or is banned, out of the list: nobody is noticed in vain', async () => {
    await place.db.owner.query(`update account set paid_to = '2099-12' where state <> 'closed'`);
    const [cardless, banned] = [await earner(false), await earner()];
    await place.db.owner.query(
      `insert into measure (id, key, center, person, case_id, kind, term, clause, from_on, until_on,
         taken_by, at)
       select gen_random_uuid(), 'test/' || a.number, '210100', a.person, gen_random_uuid(), 'ban',
              'breach', 'regulation-41', current_date - 1, current_date + 400, 'test', now()
         from account a where a.number = $1`,
      [banned.account],
    );
    const sweep = await world.sweep();
    const reasonOf = async ({ account }: Holder) =>
      place.ask('select verdict, reason from run_item where account = $1', account);
    expect(await reasonOf(cardless)).toEqual([{ verdict: 'excluded', reason: 'no-card' }]);
    expect(await reasonOf(banned)).toEqual([{ verdict: 'excluded', reason: 'banned' }]);
    await sweep.approve();
  });

  it('is settled to the cent and paid to the own card, and then the account is closed', async () => {
    const who = await earner();
    const caseId = await overdue(who, 'paying');
    expect(await bank.payouts(caseId)).toMatchObject([{ amount: '25.00', state: 'ready' }]);
    expect(await journalsOf(caseId)).toMatchObject([
      { kind: 'interest' },
      { kind: 'interest-charge' },
      { kind: 'reserve' },
    ]);
    expect(await moneyOf(who)).toBe('0.00');
    expect(await world.accountOf(who)).toMatchObject({ state: 'normal' });
    await bank.paid(caseId, 'closed');
    expect(await bank.payouts(caseId)).toMatchObject([{ amount: '25.00', state: 'paid' }]);
    expect(await world.accountOf(who)).toMatchObject({ state: 'closed', close_reason: 'dormant' });
    expect(await kinds(caseId)).toEqual([
      ...['dormancy-notice', 'dormant-interest-paid', 'dormant-closed'],
    ]);
    const paper = (await place.papers(caseId)).find(({ kind }) => kind === 'dormant-interest-paid');
    expect(paper?.params).toMatchObject({ moved: '25.00', cardLast4: '4567' });
    // Before the money moves, and again before the account is closed.
    expect(await place.world.asked('national', caseId)).toHaveLength(2);
  });

  it('runs to the day on which the bank pays: what it earned meanwhile is a payment of its own', async () => {
    const who = await world.holder();
    await world.earned(who, '400000.00');
    await world.carded(who);
    const caseId = await overdue(who, 'paying');
    expect(await bank.payouts(caseId)).toMatchObject([{ amount: '500.00' }]);
    const next = addDays(await world.dayOf(caseId), 1);
    await world.goTo(caseId, next);
    await bank.paid(caseId, 'paying', next);
    // 500 yuan for a day: 2.08 cents.
    expect(await bank.payouts(caseId)).toMatchObject([
      { amount: '500.00', state: 'paid' },
      { amount: '0.02', state: 'ready' },
    ]);
    await bank.paid(caseId, 'closed', next);
    expect(await moneyOf(who)).toBe('0.00');
    expect(await world.accountOf(who)).toMatchObject({ state: 'closed', closed_on: next });
  });

  it('stays where the bank refuses it: released to the cent, and the account is kept', async () => {
    const who = await earner();
    const caseId = await overdue(who, 'paying');
    await bank.answers(caseId, { refused: true });
    const { detail } = await place.until(caseId, 'kept');
    expect(detail).toMatchObject({ reasons: ['payment-refused'] });
    expect(await moneyOf(who)).toBe('25.00');
    expect(await world.accountOf(who)).toMatchObject({ state: 'normal' });
    expect(await world.agreementOf(who)).toMatchObject({ state: 'active' });
    const paper = (await place.papers(caseId)).find(({ kind }) => kind === 'dormancy-ended');
    expect(JSON.stringify(paper?.params)).toMatch(/没有付到.*提供本人有效的银行卡/);
  });

  it('is asked for when the bank does not answer, never paid twice, and the account waits', async () => {
    const who = await earner();
    const caseId = await overdue(who, 'paying');
    await place.pass(caseId, 'payout');
    await place.until(caseId, 'payment unknown');
    expect(await place.tasks(caseId)).toMatchObject([{ kind: 'payout-unknown' }]);
    expect(await refusalOf(place.act(caseId, 'ask-payout', REASON, CLERK))).toBe('not-authorized');
    expect(await refusalOf(place.act(caseId, 'withdraw', REASON, SUPERVISOR))).toBe(
      'action-not-permitted',
    );
    await place.act(caseId, 'ask-payout', REASON, SUPERVISOR);
    await place.days(caseId, 2);
    expect((await place.row(caseId)).stage).toBe('payment unknown');
    expect(await world.accountOf(who)).toMatchObject({ state: 'normal' });
    await bank.paid(caseId, 'closed');
    expect(await bank.payouts(caseId)).toHaveLength(1);
    expect(await place.tasks(caseId)).toEqual([]);
  });

  it('that is with the bank is paid, and a contribution meanwhile keeps the account', async () => {
    const who = await earner();
    const caseId = await overdue(who, 'paying');
    const day = await world.dayOf(caseId);
    await world.pay(who, day.slice(0, 7), day);
    await place.handle(caseId).signal('news');
    await place.temporal.clock.untilIdle(place.handle(caseId));
    expect((await place.row(caseId)).stage).toBe('paying');
    await bank.paid(caseId, 'contributing');
    expect(await moneyOf(who)).toBe('800.00');
    expect(await bank.payouts(caseId)).toMatchObject([{ amount: '25.00', state: 'paid' }]);
  });

  it('is not paid to whoever has a loan', async () => {
    const who = await earner();
    await world.loans(who, [{ center: '210200', state: 'open' }]);
    const caseId = await overdue(who, 'kept');
    await expectKept(who, caseId, 'open-loan', /贷款/);
  });
});

describe('interest that cannot be paid keeps the account', () => {
  it('when no card is on file that the bank has confirmed', async () => {
    const who = await earner(false);
    const caseId = await overdue(who, 'kept');
    await expectKept(who, caseId, 'no-card', /没有登记可以收款.*提供本人的银行卡/);
  });

  it('when the bank itself has ended the mandate of the card', async () => {
    const who = await earner();
    await place.db.owner.query(
      `update mandate set state = 'cancelled', ended_on = '2026-10-01', ended_by = 'bank',
              reason = 'card-closed' where account = $1`,
      [who.account],
    );
    const caseId = await overdue(who, 'kept');
    await expectKept(who, caseId, 'no-card', /没有登记可以收款/);
  });

  it('when data were changed so shortly before the notice that somebody else looks first', async () => {
    const [late, before] = [await earner(), await earner()];
    for (const [who, days] of [
      [late, 90],
      [before, 91],
    ] as const) {
      await place.db.owner.query(
        `insert into personal_change (id, case_id, center, person, account, kinds, changed_on,
           before, after, masked, changed_by, reviewed_by)
         select gen_random_uuid(), $1, '210100', id, $3, '{phone}', $4, name, name, name, 'a', 'b'
           from person where id = $2`,
        [who.openingCase, who.person, who.account, addDays(today(), -days)],
      );
    }
    const caseId = await overdue(late, 'kept');
    await expectKept(late, caseId, 'card-to-review', /近期变更过.*本人凭身份证件/);
    await overdue(before, 'paying');
  });

  it('during a ban, through its last day', async () => {
    const who = await earner();
    const { caseId, until } = await world.noticed(who);
    await ban(who, addDays(until, 1));
    await world.goTo(caseId, addDays(until, 1));
    await place.until(caseId, 'kept');
    await expectKept(who, caseId, 'banned', /限制期/);
    const other = await earner();
    const next = await world.noticed(other);
    await ban(other, next.until);
    await world.goTo(next.caseId, addDays(next.until, 1));
    await place.until(next.caseId, 'paying');
  });
});

const ban = (who: Holder, until: PlainDate) => bank.ban(who, until);

describe('around the thirtieth of June', () => {
  const JUNE = plainDate('2027-06-30');

  /** Served so late that the notice ends on that day. */
  async function noticedUntil(who: Holder, until: PlainDate): Promise<string> {
    const caseId = await world.begin(who);
    await world.goTo(caseId, addDays(until, -30));
    await world.serve(caseId);
    await place.until(caseId, 'noticed');
    expect((await world.dormancyOf(caseId))?.['notice_until']).toBe(until);
    return caseId;
  }

  async function settleYear({ account }: Holder) {
    const { figures } = await createOffices(place.pool).read();
    const terms = interestTerms(figures, { center: '210100', on: JUNE })!;
    const range = { center: '210100', first: account, last: account };
    return inTransaction(place.pool, (tx) =>
      settle(tx, { ...range, year: 2027, terms }, { by: 'test', charge: `test/${account}` }),
    );
  }

  it('paid on the day it is settled first, and the settlement of the year finds nothing to do', async () => {
    const who = await earner();
    const caseId = await noticedUntil(who, addDays(JUNE, -1));
    await world.goTo(caseId, JUNE);
    await place.until(caseId, 'paying');
    expect(await bank.payouts(caseId)).toMatchObject([{ amount: '25.00' }]);
    expect((await settleYear(who)).fresh).toBe(0);
    await bank.paid(caseId, 'closed', JUNE);
    expect(await world.accountOf(who)).toMatchObject({ state: 'closed', closed_on: JUNE });
  });

  it('credited during the notice it is no contribution and no money: it is paid out the day after', async () => {
    const who = await earner();
    const caseId = await noticedUntil(who, JUNE);
    expect(await settleYear(who)).toMatchObject({ fresh: 1, interest: '25.00' });
    expect(await moneyOf(who)).toBe('25.00');
    await place.handle(caseId).signal('news');
    await place.temporal.clock.untilIdle(place.handle(caseId));
    expect((await place.row(caseId)).stage).toBe('noticed');
    const july = addDays(JUNE, 1);
    await world.goTo(caseId, july);
    await place.until(caseId, 'paying');
    expect(await bank.payouts(caseId)).toMatchObject([{ amount: '25.00' }]);
    await bank.paid(caseId, 'closed', july);
    expect(await moneyOf(who)).toBe('0.00');
  });

  it('with other money beside it the account is kept for that, and nothing is paid', async () => {
    const who = await earner();
    const caseId = await noticedUntil(who, JUNE);
    await settleYear(who);
    await bank.put(who, 'flexible', '0.01');
    await world.goTo(caseId, addDays(JUNE, 1));
    const { detail } = await place.until(caseId, 'kept');
    expect(detail).toMatchObject({ reasons: ['has-money'] });
    expect(await bank.payouts(caseId)).toEqual([]);
  });
});
