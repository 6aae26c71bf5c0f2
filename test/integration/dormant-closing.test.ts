/** 零余额销户: notice and its service, the day it ends, what averts it and what keeps the account. */
import { randomUUID } from 'node:crypto';
import { describe, expect, it, vi } from 'vitest';
import { inTransaction } from '../../src/db/transaction.ts';
import { addDays, toWorkingDay, type PlainDate } from '../../src/domain/calendar.ts';
import { placeHold } from '../../src/ledger/holds.ts';
import { monthsAgo, THIS_MONTH, type Holder } from '../harness/breaches.ts';
import { dormancies } from '../harness/dormancy.ts';
import { CLERK, office, refusalOf, SUPERVISOR } from '../harness/office.ts';
import { leftInOrder } from '../harness/in-order.ts';
import { today } from '../builders.ts';

const place = office();
const world = dormancies(place);
leftInOrder(place);
const REASON = { reason: '经核实' };
const HELD = { holidays: [], workdays: [] };

async function hold({ account }: Holder): Promise<void> {
  await inTransaction(place.pool, (tx) =>
    placeHold(tx, {
      ...{ id: randomUUID(), account, kind: 'court', document: '（2026）辽01执1号' },
      ...{ placedOn: today(), by: 'test' },
    }),
  );
}

describe('the notice', () => {
  it('is given for an empty account of six months, and says since when and how long it runs', async () => {
    const who = await world.holder();
    const caseId = await world.begin(who);
    expect((await place.row(caseId)).stage).toBe('serving');
    const [paper] = await place.papers(caseId);
    expect(paper).toMatchObject({
      kind: 'dormancy-notice',
      params: { emptyFrom: '2026-01', months: 6, noticeDays: 30 },
    });
    expect(await world.dormancyOf(caseId)).toMatchObject({
      ...{ account: who.account, empty_from: '2026-01', served_on: null, notice_until: null },
    });
  });

  it('is refused with the day from which it is possible, when months are missing', async () => {
    const who = await world.holder();
    const { owner } = place.db;
    const paid = (month: string) =>
      owner.query('update account set paid_to = $2 where number = $1', [who.account, month]);
    // Paid through six months ago: five full months lie between, today is in the sixth.
    await paid(monthsAgo(6));
    expect(await refusalOf(world.begin(who))).toBe('action-not-permitted');
    await paid(monthsAgo(7));
    expect((await place.row(await world.begin(who))).stage).toBe('serving');
  });

  it('is refused for money, for a hold, and a second time while the first runs', async () => {
    const [rich, held, twice] = [await world.holder(), await world.holder(), await world.holder()];
    await world.pay(rich, '2026-02', '2026-02-10' as PlainDate);
    await place.db.owner.query(`update account set paid_to = '2026-02' where number = $1`, [
      rich.account,
    ]);
    expect(await refusalOf(world.begin(rich))).toBe('action-not-permitted');
    await hold(held);
    expect(await refusalOf(world.begin(held))).toBe('action-not-permitted');
    await world.begin(twice);
    expect(await refusalOf(world.begin(twice))).toBe('effect-conflict');
  });

  it('goes by the app first, and its arrival there begins the period', async () => {
    const phone = '13911112255';
    const who = await world.holder(phone);
    await world.control('PUT', '/app-users', { to: phone });
    const caseId = await world.begin(who);
    await world.hearsOf(caseId, 'notice-delivered');
    await place.until(caseId, 'noticed');
    expect(await world.tries(caseId)).toEqual([]);
    expect(await world.dormancyOf(caseId)).toMatchObject({ served_way: 'app' });
    expect((await place.papers(caseId)).map(({ kind }) => kind)).toEqual(['dormancy-notice']);
  });

  it('goes by text message at once to who is not registered in the app', async () => {
    const who = await world.holder('13911112266');
    const caseId = await world.begin(who);
    await world.hearsOf(caseId, 'notice-delivered');
    await place.until(caseId, 'noticed');
    expect(await world.tries(caseId)).toEqual([
      { way: 'app', next: 'sms', code: 'not-registered' },
    ]);
    expect(await world.dormancyOf(caseId)).toMatchObject({ served_way: 'sms' });
  });

  it('that failed in the app stops the clock until the text message has arrived', async () => {
    const phone = '13911112277';
    const who = await world.holder(phone);
    await world.control('PUT', '/app-users', { to: phone, outcome: 'failed', reason: 'x' });
    const caseId = await world.begin(who);
    await world.hearsOf(caseId, 'service-failed');
    expect((await place.row(caseId)).stage).toBe('serving');
    expect(await world.dormancyOf(caseId)).toMatchObject({ served_on: null, notice_until: null });
    await world.hearsOf(caseId, 'notice-delivered');
    await place.until(caseId, 'noticed');
    expect(await world.tries(caseId)).toEqual([{ way: 'app', next: 'sms', code: 'failed' }]);
  });

  it('goes by the ways of the center where it has an order of its own', async () => {
    const phone = '13911112288';
    const who = await world.holder(phone);
    await world.control('PUT', '/app-users', { to: phone });
    const { owner } = place.db;
    // A worker keeps figures for a minute: one that begins anew reads them.
    await place.stopWorker();
    await owner.query(
      `insert into figure (center, name, value, valid_from, document_number, proposed_by, approved_by)
       values ('210100', 'service-order', 'letter,app', '2025-01-01', '沈金管〔2026〕9号', 'a', 'b')`,
    );
    await place.startWorker();
    const caseId = await world.begin(who);
    await world.hearsOf(caseId, 'notice-delivered');
    await place.until(caseId, 'noticed');
    expect(await world.dormancyOf(caseId)).toMatchObject({ served_way: 'letter' });
    // The service was given the address, masked in its book, and no number of a phone.
    const letters = (await place.world.messages()).filter(({ channel }) => channel === 'letter');
    expect(letters.map(({ about }) => about)).toEqual(['******某街1号']);
    await place.stopWorker();
    await owner.query(`delete from figure where center = '210100' and name = 'service-order'`);
    await place.startWorker();
  });

  it('that did not arrive stops the clock and goes on by the next way, in the end by hand', async () => {
    const phone = '13911112244';
    const who = await world.holder(phone);
    // Nobody has told an address: a letter goes nowhere.
    await place.db.owner.query('update person set address = null where id = $1', [who.person]);
    for (const at of ['/recipients', '/app-users']) {
      await world.control('PUT', at, { to: phone, outcome: 'failed', reason: 'x' });
    }
    const caseId = await world.begin(who);
    await vi.waitFor(async () => {
      await world.relay();
      const kinds = await place.events(caseId);
      expect(kinds.filter((kind) => kind === 'service-failed')).toHaveLength(3);
    }, 10_000);
    // The notice in the app, by message and once more by letter; then it is a person's.
    expect((await place.papers(caseId)).map(({ kind }) => kind)).toEqual(
      Array(3).fill('dormancy-notice'),
    );
    expect((await world.tries(caseId)).map(({ way, next }) => [way, next])).toEqual([
      ['app', 'sms'],
      ['sms', 'letter'],
      ['letter', null],
    ]);
    expect((await place.tasks(caseId)).map(({ kind }) => kind)).toEqual(['serve-notice']);
    await place.temporal.clock.untilIdle(place.handle(caseId));
    await world.days(caseId, 90);
    expect((await place.row(caseId)).stage).toBe('serving');
    expect(await world.dormancyOf(caseId)).toMatchObject({ served_on: null, notice_until: null });
    expect(await world.accountOf(who)).toMatchObject({ state: 'normal' });
    // The clock starts with what was handed over, not with the first try.
    await world.serve(caseId);
    await place.until(caseId, 'noticed');
    const { served_on: on, notice_until: until } = (await world.dormancyOf(caseId))!;
    expect(until).toBe(toWorkingDay(addDays(on as PlainDate, 30), 'next', HELD));
    expect(on).toBe(await world.dayOf(caseId));
  });
});

describe('the last day of the notice', () => {
  it('has to be over: the account is open on it, and closed the day after', async () => {
    const who = await world.holder();
    const { caseId, until } = await world.noticed(who);
    const served = (await world.dormancyOf(caseId))!['served_on'] as PlainDate;
    expect(until).toBe(toWorkingDay(addDays(served, 30), 'next', HELD));
    await world.goTo(caseId, addDays(until, -1));
    expect((await place.row(caseId)).stage).toBe('noticed');
    await world.goTo(caseId, until);
    expect((await place.row(caseId)).stage).toBe('noticed');
    expect(await world.accountOf(who)).toMatchObject({ state: 'normal' });
    await world.goTo(caseId, addDays(until, 1));
    await place.until(caseId, 'closed');
    expect(await world.accountOf(who)).toMatchObject({
      ...{ state: 'closed', close_reason: 'dormant', closed_on: addDays(until, 1) },
    });
    expect(await world.agreementOf(who)).toMatchObject({
      ...{ state: 'terminated', state_reason: 'dormant' },
    });
    expect(await world.dormancyOf(caseId)).toMatchObject({ outcome: 'closed' });
    const kinds = (await place.papers(caseId)).map(({ kind }) => kind);
    expect(kinds).toEqual(['dormancy-notice', 'dormant-closed']);
    const [plan] = await place.ask<{ n: number }>(
      'select count(*)::integer as n from plan where account = $1 and active',
      who.account,
    );
    expect(plan?.n).toBe(0);
  });

  it('still averts it: who pays on it keeps the account, told by the message or found on the day', async () => {
    const [told, found] = [await world.holder(), await world.holder()];
    const first = await world.noticed(told);
    await world.goTo(first.caseId, first.until);
    await world.pay(told, THIS_MONTH(), first.until);
    await place.handle(first.caseId).signal('news');
    await place.until(first.caseId, 'contributing');
    const second = await world.noticed(found);
    await world.pay(found, THIS_MONTH(), second.until);
    await world.goTo(second.caseId, addDays(second.until, 1));
    await place.until(second.caseId, 'contributing');
    for (const who of [told, found]) {
      expect(await world.accountOf(who)).toMatchObject({ state: 'normal' });
      expect(await world.agreementOf(who)).toMatchObject({ state: 'active' });
    }
  });

  it('finds a hold that came in between, and keeps the account for it', async () => {
    const who = await world.holder();
    const { caseId, until } = await world.noticed(who);
    await hold(who);
    await world.goTo(caseId, addDays(until, 1));
    const { detail } = await place.until(caseId, 'kept');
    expect(detail).toMatchObject({ reasons: ['held'] });
    expect(await world.accountOf(who)).toMatchObject({ state: 'normal' });
    const [decision] = await place.ask<{ outcome: string }>(
      'select outcome from decision where case_id = $1',
      caseId,
    );
    expect(decision?.outcome).toBe('keep');
  });
});

describe('acts at the desk', () => {
  it('look again, and never close earlier', async () => {
    const who = await world.holder();
    const { caseId } = await world.noticed(who);
    expect(await refusalOf(place.act(caseId, 'recheck', {}))).toBe('action-not-permitted');
    expect((await place.row(caseId)).stage).toBe('noticed');
    await world.pay(who, THIS_MONTH(), today());
    await place.act(caseId, 'recheck', {});
    expect((await place.row(caseId)).stage).toBe('contributing');
  });

  it('are withdrawn by a supervisor alone, and the account stays', async () => {
    const who = await world.holder();
    const { caseId } = await world.noticed(who);
    expect(await refusalOf(place.act(caseId, 'withdraw', REASON, CLERK))).toBe('not-authorized');
    await place.act(caseId, 'withdraw', REASON, SUPERVISOR);
    expect((await place.row(caseId)).stage).toBe('withdrawn');
    expect(await world.accountOf(who)).toMatchObject({ state: 'normal' });
  });
});

describe('零余额停缴排查', () => {
  it('begins a case for whoever the approved list names, once; who paid since is left alone', async () => {
    await place.db.owner.query(`update account set paid_to = '2099-12' where state <> 'closed'`);
    const [empty, paying] = [await world.holder(), await world.holder()];
    const sweep = await world.sweep();
    const listed = (await sweep.items()).map(({ account, verdict }) => ({ account, verdict }));
    expect(listed).toEqual(
      [empty.account, paying.account].sort().map((account) => ({ account, verdict: 'due' })),
    );
    await world.pay(paying, THIS_MONTH(), today());
    await sweep.approve();
    for (let n = 0; n < 4; n += 1) await world.relay();
    const items = await sweep.items();
    expect(items.find(({ account }) => account === empty.account)).toMatchObject({
      ...{ state: 'done', outcome: 'closing-begun' },
    });
    expect(items.find(({ account }) => account === paying.account)).toMatchObject({
      ...{ state: 'refused', outcome: 'contributing' },
    });
    const [row] = await place.ask<{ case_id: string }>(
      'select case_id from dormancy where account = $1',
      empty.account,
    );
    expect((await place.row(row!.case_id)).stage).toBe('serving');
  });

  it('warns whoever comes near, once for the months so far, with the day from which it is possible', async () => {
    await place.db.owner.query(`update account set paid_to = '2099-12' where state <> 'closed'`);
    await place.db.owner.query(
      `update run set state = 'cancelled', ended_at = now() where state = 'previewed'`,
    );
    const near = await world.holder();
    await place.db.owner.query(`update account set activated_in = $2 where number = $1`, [
      ...[near.account, monthsAgo(4)],
    ]);
    const papers = async () =>
      (await place.papers(near.openingCase)).filter(({ kind }) => kind === 'dormancy-warning');
    await (await world.sweep()).approve();
    const possibleFrom = `${monthsAgo(-2)}-01`;
    const nextOn = `${monthsAgo(-1)}-01`;
    expect(await papers()).toMatchObject([
      { params: { emptyMonths: 4, months: 6, possibleFrom, nextOn } },
    ]);
    const again = await world.sweep();
    expect(await again.items()).toMatchObject([{ account: near.account, verdict: 'excluded' }]);
    await again.approve();
    expect(await papers()).toHaveLength(1);
  });
});
