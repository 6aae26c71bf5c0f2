/** （三）: what a unit tells rests the debits at once; its first contribution carries the account over. */
import { describe, expect, it, vi } from 'vitest';
import { inTransaction } from '../../src/db/transaction.ts';
import { addDays, addToMonth, firstDayOf, monthOf } from '../../src/domain/calendar.ts';
import { plansCome } from '../../src/ledger/plans-come.ts';
import { today } from '../builders.ts';
import { told } from '../harness/agents.ts';
import { breaches, type Holder } from '../harness/breaches.ts';
import {
  CLERK,
  office,
  refusalOf,
  SECOND_SUPERVISOR,
  SUPERVISOR,
  type As,
} from '../harness/office.ts';
import { takeUps } from '../harness/take-ups.ts';
import { leftInOrder } from '../harness/in-order.ts';

const place = office();
const world = breaches(place);
leftInOrder(place);
const units = takeUps(place);
const month = () => monthOf(today());
const REASON = { reason: '说明' };
const POLL = { timeout: 20_000, interval: 50 };

async function caseOf({ account }: Holder): Promise<string> {
  const [row] = await place.ask<{ case_id: string }>(
    'select case_id from employment where account = $1 order by told_on desc, case_id limit 1',
    account,
  );
  return row!.case_id;
}

/** The case that a message began, started through the outbox. */
async function begun(who: Holder, stage: string): Promise<string> {
  const caseId = await caseOf(who);
  await vi.waitFor(async () => {
    await world.relay();
    expect((await place.ask('select 1 from "case" where id = $1', caseId)).length).toBe(1);
  }, POLL);
  await place.until(caseId, stage);
  return caseId;
}

async function due(who: Holder, state = 'open') {
  await place.db.owner.query(
    `insert into contribution_due (account, covers_from, covers_to, months, amount, agreement,
       due_on, grace_until, attempts_max, next_on, state)
     values ($1, $2, $2, 1, 800, $3, $4, $5, 3, $4, $6)`,
    [who.account, month(), who.agreement, today(), addDays(today(), 20), state],
  );
}
const dueState = async (who: Holder) => {
  const [row] = await place.ask<{ state: string }>(
    'select state from contribution_due where account = $1',
    who.account,
  );
  return row?.state;
};
const standing = (who: Holder) => units.standing(who);
const tells = (event: string, who: Holder, on = today(), more = {}) =>
  units.tells(event, who.account, on, more);
const contributes = (who: Holder, more = {}) =>
  tells('contributed', who, today(), { month: month(), ...more });

describe('the first contribution of a unit', () => {
  it('rests the debits before its case has begun, then carries the account over', async () => {
    const who = await world.holder();
    await due(who);
    await contributes(who);
    expect(await world.agreementOf(who)).toMatchObject({
      ...{ state: 'suspended', state_reason: 'employed' },
    });
    expect(await dueState(who)).toBe('void');
    const caseId = await begun(who, 'converted');
    expect(await standing(who)).toMatchObject({
      ...{ state: 'normal', source: 'unit', agreement: 'suspended', paid_to: month() },
    });
    expect(await units.steps(who)).toEqual(['converted-to-employee']);
    expect(await units.papers(caseId)).toEqual(['converted-to-employee']);
    const seals = await place.ask(
      'select source, ended_on from seal where account = $1',
      who.account,
    );
    expect(seals).toEqual([{ source: 'flexible', ended_on: null }]);
  });

  it('is no debit of a run any more: what the plan asks for is under a unit', async () => {
    const who = await world.holder();
    await contributes(who);
    const asked = async () => {
      const come = [{ debitDay: 10, month: addToMonth(month(), 1), debitOn: addDays(today(), 30) }];
      const rows = await inTransaction(place.pool, (tx) => plansCome(tx, '210100', come));
      return rows.find(({ account }) => account === who.account);
    };
    expect(await asked()).toMatchObject({ agreementState: 'suspended', accountState: 'normal' });
    await begun(who, 'converted');
    expect(await asked()).toMatchObject({ accountState: 'under-unit' });
  });

  it('told twice, under one serial or two, is one month and one case', async () => {
    const who = await world.holder();
    const serial = await contributes(who);
    await contributes(who, { serial });
    await contributes(who);
    await begun(who, 'converted');
    await contributes(who);
    const months = await place.ask('select month from unit_month where account = $1', who.account);
    expect(months).toEqual([{ month: month() }]);
    const cases = await place.ask('select 1 from employment where account = $1', who.account);
    expect(cases).toHaveLength(1);
  });

  it('of a month that the holder paid as well counts once, and the money of both stays', async () => {
    const who = await world.holder();
    await world.pay(who, month(), today());
    await world.pay(who, addToMonth(month(), 1), today());
    await contributes(who);
    const caseId = await begun(who, 'converted');
    expect((await place.row(caseId)).detail).toMatchObject({ overlap: 2 });
    const covered = await place.ask('select covered_months($1) as month order by 1', who.account);
    expect(covered).toEqual([{ month: month() }, { month: addToMonth(month(), 1) }]);
    const [balance] = await place.ask<{ amount: string }>(
      `select amount::text from balance where account = $1 and source = 'flexible'`,
      who.account,
    );
    expect(balance?.amount).toBe('1600.00');
  });

  it('takes a sealed account over as well, whose agreement has ended', async () => {
    const who = await world.holder();
    await units.terminate(who.accountId);
    await contributes(who);
    await begun(who, 'converted');
    expect(await standing(who)).toMatchObject({ source: 'unit', agreement: null });
  });

  it('tells the other open cases of the person', async () => {
    const who = await world.holder();
    const { caseId } = await place.start(
      'dormant-closing',
      { account: who.accountId, ...REASON },
      SUPERVISOR,
    );
    await contributes(who);
    const converted = await begun(who, 'converted');
    const told = await place.ask(
      `select 1 from outbox where case_id = $1 and key like $2`,
      ...[caseId, `%employment-${converted}`],
    );
    expect(told).toHaveLength(1);
  });
});

describe('being listed', () => {
  it('rests the debits and waits; a contribution on the last day converts', async () => {
    const who = await world.holder();
    await due(who);
    await tells('listed', who);
    expect(await dueState(who)).toBe('void');
    const caseId = await begun(who, 'awaiting contribution');
    expect(await units.papers(caseId)).toEqual(['employment-listed']);
    expect(await standing(who)).toMatchObject({ source: 'flexible', agreement: 'suspended' });
    await place.pass(caseId, 'first-contribution', -60_000);
    await contributes(who);
    await place.handle(caseId).signal('news');
    await place.until(caseId, 'converted');
    expect(await standing(who)).toMatchObject({ source: 'unit', agreement: 'suspended' });
  });

  it('and not paid for: after the last day the agreement goes on, and the person is told', async () => {
    const who = await world.holder();
    await tells('listed', who);
    const caseId = await begun(who, 'awaiting contribution');
    await place.pass(caseId, 'first-contribution');
    await place.until(caseId, 'not contributed');
    expect(await world.agreementOf(who)).toMatchObject({ state: 'active' });
    expect(await units.papers(caseId)).toEqual(['employment-listed', 'employment-ended']);
  });

  it('wrongly is withdrawn by a supervisor with a reason, and the agreement goes on', async () => {
    const who = await world.holder();
    await tells('listed', who);
    const caseId = await begun(who, 'awaiting contribution');
    expect(await refusalOf(place.act(caseId, 'recheck', {}))).toBe('action-not-permitted');
    expect(await refusalOf(place.act(caseId, 'withdraw', REASON))).toBe('not-authorized');
    await place.act(caseId, 'withdraw', REASON, SUPERVISOR);
    expect(await world.agreementOf(who)).toMatchObject({ state: 'active' });
  });

  it('of somebody whose agreement rests by their own wish does not wake it afterwards', async () => {
    const who = await world.holder();
    const content = { account: who.accountId, change: 'suspend', ground: 'holder-asked' };
    await place.start(
      'agreement-change',
      { ...content, ...REASON, file: await place.upload() },
      CLERK,
    );
    await tells('listed', who);
    const caseId = await begun(who, 'awaiting contribution');
    await place.act(caseId, 'withdraw', REASON, SUPERVISOR);
    expect(await world.agreementOf(who)).toMatchObject({ state: 'suspended' });
  });
});

describe('what does not fit', () => {
  const open = (who: Holder) =>
    place.ask<{ last_error: string }>(
      'select last_error from inbox where about = $1 and handled_at is null',
      who.account,
    );

  it.each([
    ['tomorrow', 1, 1],
    ['today', 0, 0],
  ])('of %s waits for its day', async (_, days, waiting) => {
    const who = await world.holder();
    await tells('listed', who, addDays(today(), days));
    expect(await open(who)).toHaveLength(waiting);
  });

  it('of yesterday counts, whatever the holder did today: debits rest before the next run', async () => {
    const who = await units.employee({ sealedOn: addDays(today(), -5), paidTo: null });
    const taken = await units.convert(who);
    await place.until(taken, 'awaiting signature');
    await place.sign(taken);
    await place.until(taken, 'taken up');
    await units.tells('listed', who.account, addDays(today(), -1));
    expect(await units.standing(who)).toMatchObject({ agreement: 'suspended' });
    expect(await open({ ...who } as unknown as Holder)).toEqual([]);
    const [row] = await place.ask<{ case_id: string }>(
      'select case_id from employment where account = $1 and ended_on is null',
      who.account,
    );
    expect(row).toBeDefined();
  });

  it('of the last months before the seal, paid after it, counts them and unseals nothing', async () => {
    const sealedOn = addDays(firstDayOf(month()), -1);
    const last = monthOf(sealedOn);
    const who = await units.employee({ sealedOn, paidTo: addToMonth(last, -1) });
    await units.tells('contributed', who.account, today(), { month: last });
    expect(await units.standing(who)).toMatchObject({
      ...{ state: 'sealed', source: 'unit', paid_to: last },
    });
    const waiting = await place.ask(
      'select 1 from inbox where about = $1 and handled_at is null',
      who.account,
    );
    expect(waiting).toEqual([]);
  });

  it('of an employment before the last seal counts its month and moves nothing', async () => {
    const who = await units.employee({ sealedOn: addDays(today(), -5), paidTo: null });
    const caseId = await units.convert(who);
    await place.until(caseId, 'awaiting signature');
    await place.sign(caseId);
    await place.until(caseId, 'taken up');
    const before = addToMonth(month(), -2);
    await units.tells('contributed', who.account, addDays(today(), -20), { month: before });
    expect(await units.standing(who)).toMatchObject({ source: 'flexible', agreement: 'active' });
    const months = await place.ask('select month from unit_month where account = $1', who.account);
    expect(months).toEqual([{ month: before }]);
  });

  it('of a sealed unit account waits until the unit has unsealed it', async () => {
    const who = await units.employee({ sealedOn: addDays(firstDayOf(month()), -1) });
    await units.tells('contributed', who.account, today(), { month: month() });
    const handled = () =>
      place.ask('select 1 from inbox where about = $1 and handled_at is null', who.account);
    expect(await handled()).toHaveLength(1);
    await units.tells('unsealed', who.account, today());
    await place.db.owner.query(
      `update inbox set available_at = '-infinity' where about = $1 and handled_at is null`,
      [who.account],
    );
    await units.hear();
    expect(await handled()).toHaveLength(0);
    expect(await units.standing(who)).toMatchObject({ state: 'normal', source: 'unit' });
  });
});

describe('a unit that pays for an account that is being carried away', () => {
  it('the debits begin again, and the holder is told why and what follows', async () => {
    const who = await world.holder();
    await tells('listed', who);
    const caseId = await begun(who, 'awaiting contribution');
    await place.db.owner.query(
      `insert into hold (id, account, kind, document, placed_on, placed_by)
       values (gen_random_uuid(), $1, 'transfer', 'LXH-1', current_date, 'test')`,
      [who.account],
    );
    await contributes(who);
    await world.relay();
    await place.until(caseId, 'not converted');
    expect(await standing(who)).toMatchObject({ source: 'flexible', agreement: 'active' });
    expect(await units.papers(caseId)).toEqual(['employment-listed', 'employment-ended']);
  });
});

describe('by hand', () => {
  async function proposed(who: Holder, as: As = SUPERVISOR, firstMonth = month()) {
    const content = {
      ...{ account: who.accountId, unit: 'DW000042', firstMonth, ...REASON },
      file: await place.upload(as),
    };
    const { caseId } = await place.start('conversion-to-employee', content, as);
    await place.until(caseId, 'awaiting second person');
    return caseId;
  }

  it('two supervisors carry an account over with the unit’s list', async () => {
    const who = await world.holder();
    const caseId = await proposed(who);
    expect(await refusalOf(place.act(caseId, 'approve', REASON, SUPERVISOR))).toBe('same-person');
    expect(await standing(who)).toMatchObject({ source: 'flexible', agreement: 'active' });
    await place.act(caseId, 'approve', REASON, SECOND_SUPERVISOR);
    await place.until(caseId, 'converted');
    expect(await standing(who)).toMatchObject({
      ...{ source: 'unit', agreement: 'suspended', paid_to: month() },
    });
    const months = await place.ask('select month from unit_month where account = $1', who.account);
    expect(months).toEqual([{ month: month() }]);
  });

  it('a month that has not come is refused with its first day, and nothing moves', async () => {
    const who = await world.holder();
    const firstMonth = addToMonth(month(), 1);
    expect(await told(proposed(who, SUPERVISOR, firstMonth))).toMatchObject({
      ...{ type: 'action-not-permitted', clause: 'liaoning-3' },
      ...{ pointer: '#/application/firstMonth', earliestDate: firstDayOf(firstMonth) },
    });
    expect(await standing(who)).toMatchObject({ source: 'flexible', agreement: 'active' });
  });

  it('nothing moves when the second one declines', async () => {
    const who = await world.holder();
    const caseId = await proposed(who);
    await place.act(caseId, 'decline', REASON, SECOND_SUPERVISOR);
    expect(await standing(who)).toMatchObject({ source: 'flexible', agreement: 'active' });
  });

  it('an account that a unit pays already is not asked for', async () => {
    const who = await world.holder();
    await contributes(who);
    await begun(who, 'converted');
    expect(await refusalOf(proposed(who))).toBe('action-not-permitted');
  });
});

describe('a unit that seals again', () => {
  it('gives the account back to the holder: converted, and the old agreement ended', async () => {
    const who = await world.holder();
    await contributes(who);
    await begun(who, 'converted');
    await tells('sealed', who);
    const [row] = await place.ask<{ name: string }>('select $1 as name', who.number);
    const known = {
      person: { name: '张三', type: 'resident-id', number: row!.name },
      ...{ personId: who.person, account: who.account, accountId: who.accountId },
    };
    const caseId = await units.convert(known);
    await place.until(caseId, 'awaiting signature');
    await place.sign(caseId);
    await place.until(caseId, 'taken up');
    expect(await standing(who)).toMatchObject({
      ...{ state: 'normal', source: 'flexible', agreement: 'active' },
      from: addToMonth(month(), 1),
    });
    expect(await world.agreementOf(who)).toMatchObject({ state: 'terminated' });
    expect(await units.steps(who)).toEqual([
      ...['converted-to-employee', 'unit-sealed', 'converted-to-flexible'],
    ]);
  });
});
