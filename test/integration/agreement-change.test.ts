/** 协议中止、恢复、终止: what the holder asks for counts at once, what the center does takes two. */
import { describe, expect, it } from 'vitest';
import { addToMonth, firstDayOf, monthOf } from '../../src/domain/calendar.ts';
import { retirementIn } from '../../src/crypto/agreement-terms.ts';
import { payableOf } from '../../src/ledger/payable.ts';
import { AGREEMENT_STATES, AGREEMENT_TRANSITIONS } from '../../src/policy/agreement-states.ts';
import { THIS_MONTH, breaches, type Holder } from '../harness/breaches.ts';
import { CLERK, office, refusalOf, SECOND_SUPERVISOR, SUPERVISOR } from '../harness/office.ts';

const place = office();
const world = breaches(place);
const REASON = { reason: '按申请办理' };

async function change(who: Holder, wanted: string, ground: string, by = CLERK) {
  const content = { account: who.accountId, change: wanted, ground, ...REASON };
  return place.start('agreement-change', { ...content, file: await place.upload(by) }, by);
}

async function open(who: Holder, month: string) {
  await place.db.owner.query(
    `insert into contribution_due (account, covers_from, covers_to, months, amount, agreement,
       due_on, grace_until, attempts_max, next_on)
     values ($1, $2, $2, 1, 800, $3, current_date, current_date + 20, 3, current_date)`,
    [who.account, month, who.agreement],
  );
}

async function duesOf(who: Holder) {
  return place.ask(
    'select covers_from, state from contribution_due where account = $1',
    who.account,
  );
}

describe('中止（at the holder’s wish）', () => {
  it('counts at once: no debit comes, the money stays, what is owed is void', async () => {
    const who = await world.holder();
    await world.pay(who, '2026-01', '2026-01-10' as never);
    await open(who, THIS_MONTH());
    const { caseId, stage } = await change(who, 'suspend', 'holder-asked');
    expect(stage).toBe('done');
    expect(await world.agreementOf(who)).toMatchObject({
      ...{ state: 'suspended', state_reason: 'holder-asked', state_case: caseId, ended_on: null },
    });
    expect(await duesOf(who)).toEqual([{ covers_from: THIS_MONTH(), state: 'void' }]);
    const [balance] = await place.ask<{ amount: string }>(
      `select sum(amount)::text as amount from balance where account = $1`,
      who.account,
    );
    expect(balance?.amount).toBe('800.00');
    expect(await world.statesOf(who)).toEqual(['offered', 'active', 'suspended']);
    expect(await place.events(caseId)).toEqual(['agreement-change-asked', 'agreement-suspended']);
    const [paper] = await place.papers(caseId);
    expect(paper).toMatchObject({ kind: 'agreement-changed', params: { change: 'suspend' } });
  });

  it('leaves a debit that is with the bank as it is', async () => {
    const who = await world.holder();
    await open(who, THIS_MONTH());
    const row = await world.bank.standing(who.openingCase);
    await place.db.owner.query(
      `insert into run (id, kind, center, business_on, turn, started_by, started_at)
       values ('collection.210100.2026-01-01.7', 'collection', '210100', '2026-01-01', 7, 'x', now())`,
    );
    await place.db.owner.query(
      `insert into run_item (run, n, subject, verdict) values ('collection.210100.2026-01-01.7', 1, 's', 'due')`,
    );
    await place.db.owner.query(
      `insert into debit (key, center, account, covers_from, attempt, mandate, amount, run, n, batch, state)
       values ($1, '210100', $2, $3, 1, $4, 800, 'collection.210100.2026-01-01.7', 1, 1, 'sent')`,
      [`debit/${who.accountId}`, who.account, THIS_MONTH(), row.id],
    );
    await change(who, 'suspend', 'holder-asked');
    expect(await duesOf(who)).toEqual([{ covers_from: THIS_MONTH(), state: 'open' }]);
    // And an agreement is not ended while money is on its way.
    expect(await refusalOf(change(who, 'terminate', 'holder-asked'))).toBe('action-not-permitted');
  });

  it('is refused twice, and for an account that is not there', async () => {
    const who = await world.holder();
    await change(who, 'suspend', 'holder-asked');
    expect(await refusalOf(change(who, 'suspend', 'holder-asked'))).toBe('action-not-permitted');
    const nobody = { ...who, accountId: '00000000-0000-4000-8000-000000000000' };
    expect(await refusalOf(change(nobody, 'suspend', 'holder-asked'))).toBe('action-not-permitted');
    expect(await refusalOf(change(who, 'terminate', 'employed'))).toBe('action-not-permitted');
  });
});

describe('恢复', () => {
  it('says the first month owed again; what lies before stays a gap', async () => {
    const who = await world.holder();
    await change(who, 'suspend', 'holder-asked');
    const { caseId } = await change(who, 'resume', 'holder-asked');
    const agreement = await world.agreementOf(who);
    const on = await world.dayOf(caseId);
    const month = Number(on.slice(8)) < 10 ? monthOf(on) : addToMonth(monthOf(on), 1);
    expect(agreement).toMatchObject({ state: 'active', owes_from: month });
    const [paper] = await place.papers(caseId);
    expect(paper).toMatchObject({ params: { change: 'resume', owesFrom: month } });
    // The plan began in January; nothing before the resumption is sold.
    const may = await payableOf(place.pool, {
      ...{ center: '210100', account: who.account, on: firstDayOf(THIS_MONTH()) },
      ...{ retiresOn: retirementIn(place.secrets), figures: [] },
    });
    expect(may).toMatchObject({ firstMonth: month });
  });

  it('is refused for an agreement that is active', async () => {
    const who = await world.holder();
    expect(await refusalOf(change(who, 'resume', 'holder-asked'))).toBe('action-not-permitted');
  });
});

describe('终止', () => {
  it('takes another person, ends plan and mandate, seals the account, keeps the money', async () => {
    const who = await world.holder();
    await world.pay(who, '2026-01', '2026-01-10' as never);
    const { caseId, stage } = await change(who, 'terminate', 'retired', SUPERVISOR);
    expect(stage).toBe('awaiting second person');
    expect(await world.agreementOf(who)).toMatchObject({ state: 'active' });
    expect(await refusalOf(place.act(caseId, 'approve', REASON, SUPERVISOR))).toBe('same-person');
    expect(await refusalOf(place.act(caseId, 'approve', REASON, CLERK))).toBe('not-authorized');
    await place.act(caseId, 'approve', REASON, SECOND_SUPERVISOR);
    expect(await world.agreementOf(who)).toMatchObject({
      ...{ state: 'terminated', state_reason: 'retired', ended_on: await world.dayOf(caseId) },
    });
    const [account] = await place.ask(
      'select state, sealed_on from account where id = $1',
      who.accountId,
    );
    expect(account).toEqual({ state: 'sealed', sealed_on: await world.dayOf(caseId) });
    expect(await world.bank.standing(who.openingCase)).toMatchObject({
      ...{ state: 'cancelled', reason: 'agreement-ended' },
    });
    expect(await place.ask('select from plan where account = $1 and active', who.account)).toEqual(
      [],
    );
    const [decision] = await place.ask(
      'select rule, outcome from decision where case_id = $1',
      caseId,
    );
    expect(decision).toEqual({ rule: 'agreement-change', outcome: 'granted' });
  });

  it('is not done when another declines, or whoever proposed takes it back', async () => {
    const who = await world.holder();
    const first = await change(who, 'terminate', 'holder-asked');
    await place.act(first.caseId, 'decline', REASON, SUPERVISOR);
    const second = await change(who, 'suspend', 'employed');
    expect(second.stage).toBe('awaiting second person');
    await place.act(second.caseId, 'withdraw', REASON, CLERK);
    expect(await world.agreementOf(who)).toMatchObject({ state: 'active' });
    expect((await place.row(first.caseId)).stage).toBe('declined');
    expect((await place.row(second.caseId)).stage).toBe('withdrawn');
  });

  it('is refused at the second signature when the agreement has ended between', async () => {
    const who = await world.holder();
    const { caseId } = await change(who, 'terminate', 'holder-asked');
    await place.db.owner.query(
      `update agreement set state = 'terminated', ended_on = current_date where id = $1`,
      [who.agreement],
    );
    const act = place.act(caseId, 'approve', REASON, SUPERVISOR);
    expect(await refusalOf(act)).toBe('action-not-permitted');
    expect((await place.row(caseId)).stage).toBe('awaiting second person');
  });
});

describe('the database', () => {
  it('has the same table of states as the rule', async () => {
    const rows = await place.ask<{ way: string }>(
      `select from_state || ' ' || to_state as way from agreement_transition`,
    );
    const ours = AGREEMENT_STATES.flatMap((from) =>
      AGREEMENT_TRANSITIONS[from].map((to) => `${from} ${to}`),
    );
    expect(rows.map(({ way }) => way).sort()).toEqual([...ours].sort());
  });

  it('moves no agreement by a way that the table does not have', async () => {
    const who = await world.holder();
    const move = (state: string) =>
      place.db.owner.query(`update agreement set state = $2 where id = $1`, [who.agreement, state]);
    await expect(move('offered')).rejects.toMatchObject({ code: '23514' });
    await move('terminated');
    await expect(move('active')).rejects.toMatchObject({ code: '23514' });
    await expect(
      place.db.owner.query('delete from agreement_state where agreement = $1', [who.agreement]),
    ).rejects.toMatchObject({ code: '42501' });
  });
});
