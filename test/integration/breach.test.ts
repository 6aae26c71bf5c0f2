/** 违约处置: notice, service, cure, objection; days before, on and after each deadline. */
import { describe, expect, it, vi } from 'vitest';
import { addDays, addMonths, toWorkingDay, type PlainDate } from '../../src/domain/calendar.ts';
import { breaches, monthsAgo, THIS_MONTH } from '../harness/breaches.ts';
import {
  CLERK,
  office,
  refusalOf,
  REVIEWER,
  SECOND_SUPERVISOR,
  SUPERVISOR,
} from '../harness/office.ts';

const place = office();
const world = breaches(place);
const REASON = { reason: '经核实' };
const RETURN = { reasonCode: 'other', reason: '事由另附' } as const;
const HELD = { holidays: [], workdays: [] };

describe('a breach for missed months', () => {
  it('is found in the books: from which month to which, and by the agreement’s own days', async () => {
    const { caseId } = await world.missedThree();
    expect((await place.row(caseId)).stage).toBe('serving');
    expect(await world.breachOf(caseId)).toMatchObject({
      ...{ kind: 'missed-contributions', covers_from: monthsAgo(4), covers_to: monthsAgo(2) },
      ...{ months: 3, cure_days: 30, served_on: null, cure_until: null },
    });
    const [notice] = await place.papers(caseId);
    expect(notice).toMatchObject({ kind: 'breach-notice', params: { cureDays: 30 } });
    expect(JSON.stringify(notice?.params)).toContain('违约情形及处置');
  });

  it('needs as many months in a row as the center says', async () => {
    const who = await world.holder();
    await world.missed(who, 5, 2);
    const content = { account: who.accountId, fact: 'missed-contributions', ...REASON };
    expect(await refusalOf(world.begin(content))).toBe('action-not-permitted');
    await world.missed(who, 3, 1);
    expect((await world.begin(content)).stage).toBe('serving');
  });

  it('is one for one span, whoever finds it again, and for one that grew', async () => {
    const { who } = await world.missedThree();
    const content = { account: who.accountId, fact: 'missed-contributions', ...REASON };
    expect(await refusalOf(world.begin(content))).toBe('effect-conflict');
    await world.missed(who, 1, 1);
    expect(await refusalOf(world.begin(content))).toBe('effect-conflict');
  });

  it('is none when a later month was paid, and none without an agreement in force', async () => {
    const who = await world.holder();
    await world.missed(who, 4, 3);
    await world.pay(who, monthsAgo(1), `${monthsAgo(1)}-10` as PlainDate);
    const content = { account: who.accountId, fact: 'missed-contributions', ...REASON };
    expect(await refusalOf(world.begin(content))).toBe('action-not-permitted');
    await place.db.owner.query(
      `update agreement set state = 'terminated', ended_on = current_date where id = $1`,
      [who.agreement],
    );
    const other = { ...content, fact: 'account-lent', file: await place.upload() };
    expect(await refusalOf(world.begin(other))).toBe('action-not-permitted');
  });
});

describe('service', () => {
  it('by message: the cure period runs from the day after it arrived, to a working day', async () => {
    const { caseId } = await world.missedThree();
    // Not registered in the app, so that a text message follows.
    for (let n = 0; n < 6; n += 1) {
      await world.relay();
      await place.temporal.clock.untilIdle(place.handle(caseId));
      await place.db.owner.query(
        `update outbox set available_at = now() where delivered_at is null`,
      );
    }
    await place.until(caseId, 'curing');
    const served = (await world.breachOf(caseId))!;
    expect(served).toMatchObject({ served_way: 'sms' });
    const on = served['served_on'] as PlainDate;
    expect(served['cure_until']).toBe(toWorkingDay(addDays(on, 30), 'next', HELD));
  });

  it('that failed is followed by the next way, and by a person when all failed; nothing runs', async () => {
    const phone = '13911112222';
    const who = await world.holder(phone);
    // Nobody has told an address: a letter goes nowhere.
    await place.db.owner.query('update person set address = null where id = $1', [who.person]);
    await world.control('PUT', '/recipients', { to: phone, outcome: 'failed', reason: 'x' });
    const { caseId } = await world.missedThree(who);
    await vi.waitFor(async () => {
      await world.relay();
      const kinds = await place.events(caseId);
      expect(kinds.filter((kind) => kind === 'service-failed')).toHaveLength(3);
    }, 10_000);
    expect((await place.row(caseId)).stage).toBe('serving');
    expect((await place.papers(caseId)).map(({ kind }) => kind)).toEqual([
      'breach-notice',
      'breach-notice',
      'breach-notice',
    ]);
    expect((await place.tasks(caseId)).map(({ kind }) => kind)).toEqual(['serve-notice']);
    expect((await place.waits(caseId)).map(({ kind }) => kind)).toEqual(['service-by-hand']);
    // However long: no cure period began, nothing is decided.
    await world.days(caseId, 90);
    expect((await place.row(caseId)).stage).toBe('serving');
    expect(await world.breachOf(caseId)).toMatchObject({ served_on: null, cure_until: null });
    await place.act(caseId, 'serve-again', { by: 'app', ...REASON });
    await world.serve(caseId);
    expect((await place.row(caseId)).stage).toBe('curing');
  });

  it('by hand lies between the notice and today', async () => {
    const { caseId } = await world.missedThree();
    const noticed = await world.dayOf(caseId);
    await world.days(caseId, 3);
    const today = await world.dayOf(caseId);
    for (const day of [addDays(noticed, -1), addDays(today, 1)]) {
      expect(await refusalOf(world.serve(caseId, day)), day).toBe('input-invalid');
    }
    await world.serve(caseId, noticed);
    expect(await world.breachOf(caseId)).toMatchObject({
      ...{ served_on: noticed, served_way: 'counter' },
      cure_until: toWorkingDay(addDays(noticed, 30), 'next', HELD),
    });
  });

  it('by announcement counts on the thirtieth day, not before', async () => {
    const { caseId } = await world.missedThree();
    const published = await world.dayOf(caseId);
    await place.act(caseId, 'announce', {
      ...{ publishedOn: published, publishedIn: '辽宁日报', ...REASON },
      file: await place.upload(),
    });
    await world.goTo(caseId, addDays(published, 30));
    expect((await place.row(caseId)).stage).toBe('serving');
    await world.goTo(caseId, addDays(published, 31));
    await place.until(caseId, 'curing');
    expect(await world.breachOf(caseId)).toMatchObject({
      ...{ served_on: addDays(published, 30), served_way: 'announcement' },
    });
  });
});

describe('the cure', () => {
  it('paid on the last day ends the case, whenever the bank tells of it', async () => {
    const { caseId, who } = await world.missedThree();
    await world.serve(caseId);
    const last = await world.cureUntil(caseId);
    await world.goTo(caseId, last);
    expect((await place.row(caseId)).stage).toBe('curing');
    await world.goTo(caseId, addDays(last, 1));
    await place.until(caseId, 'to propose');
    await world.pay(who, THIS_MONTH(), last);
    await place.handle(caseId).signal('news');
    await place.until(caseId, 'cured');
    expect(await world.breachOf(caseId)).toMatchObject({ outcome: 'cured' });
    expect(await place.events(caseId)).toContain('cure-found');
    expect((await place.papers(caseId)).at(-1)).toMatchObject({
      ...{ kind: 'breach-closed', params: { how: 'cured' } },
    });
  });

  it('paid the day after the last day averts nothing', async () => {
    const { caseId, who } = await world.missedThree();
    await world.serve(caseId);
    const last = await world.cureUntil(caseId);
    await world.goTo(caseId, addDays(last, 1));
    await place.until(caseId, 'to propose');
    await world.pay(who, THIS_MONTH(), addDays(last, 1));
    await place.handle(caseId).signal('news');
    await place.act(caseId, 'propose', { serious: false, ...REASON });
    await place.act(caseId, 'approve', REASON, SUPERVISOR);
    expect((await place.row(caseId)).stage).toBe('concluded');
  });

  it('found at the second signature only, takes no measure', async () => {
    const { caseId, who } = await world.missedThree();
    await world.serve(caseId);
    const last = await world.cureUntil(caseId);
    await world.goTo(caseId, addDays(last, 1));
    await place.until(caseId, 'to propose');
    await place.act(caseId, 'propose', { serious: false, ...REASON });
    await world.pay(who, THIS_MONTH(), last);
    expect(await refusalOf(place.act(caseId, 'approve', REASON, SUPERVISOR))).toBe(
      'action-not-permitted',
    );
    await place.until(caseId, 'cured');
    expect(await world.measuresOf(caseId)).toEqual([]);
  });

  it('of another fact is shown by a paper, dated within the period', async () => {
    const caseId = await world.shown(await world.holder(), 'several-accounts');
    await world.serve(caseId);
    const last = await world.cureUntil(caseId);
    await world.goTo(caseId, addDays(last, 1));
    await place.until(caseId, 'to propose');
    const cure = async (curedOn: PlainDate) =>
      place.act(caseId, 'record-cure', { curedOn, ...REASON, file: await place.upload() });
    expect(await refusalOf(cure(addDays(last, 1)))).toBe('input-invalid');
    await cure(last);
    expect((await place.row(caseId)).stage).toBe('cured');
  });

  it('is not written down for months, and averts no ban', async () => {
    const { caseId } = await world.missedThree();
    const curedOn = await world.dayOf(caseId);
    const content = { curedOn, ...REASON, file: await place.upload() };
    expect(await refusalOf(place.act(caseId, 'record-cure', content))).toBe('action-not-permitted');
    const fraud = await world.shown(await world.holder(), 'fraudulent-withdrawal');
    const other = { ...content, file: await place.upload() };
    expect(await refusalOf(place.act(fraud, 'record-cure', other))).toBe('action-not-permitted');
  });
});

describe('an objection', () => {
  it('raised on the last day is heard by somebody else; upheld, there was no breach', async () => {
    const { caseId } = await world.missedThree();
    await world.serve(caseId);
    const last = await world.cureUntil(caseId);
    await world.goTo(caseId, last);
    await place.act(caseId, 'object', { objectedOn: last, reason: '扣款卡被误冻结' });
    // While it is open nothing is decided, however late.
    await world.days(caseId, 20);
    expect((await place.row(caseId)).stage).toBe('objected');
    const upheld = { upheld: true, reason: '银行证明属实' };
    expect(await refusalOf(place.act(caseId, 'decide-objection', upheld, CLERK))).toBe(
      'not-authorized',
    );
    await place.act(caseId, 'decide-objection', upheld, REVIEWER);
    expect((await place.row(caseId)).stage).toBe('dismissed');
    expect(await world.breachOf(caseId)).toMatchObject({ outcome: 'dismissed' });
    expect((await place.papers(caseId)).at(-1)).toMatchObject({
      ...{ kind: 'objection-reply', params: { upheld: true } },
    });
  });

  it('is not decided by whoever entered the fact', async () => {
    const caseId = await world.shown(await world.holder(), 'several-accounts', REVIEWER);
    await world.serve(caseId);
    const objectedOn = await world.dayOf(caseId);
    await place.act(caseId, 'object', { objectedOn, reason: '异议' });
    const answer = { upheld: false, reason: '不成立' };
    expect(await refusalOf(place.act(caseId, 'decide-objection', answer, REVIEWER))).toBe(
      'same-person',
    );
    await place.act(caseId, 'decide-objection', answer, SUPERVISOR);
    expect((await place.row(caseId)).stage).toBe('curing');
    // The period goes on where it stood.
    const last = await world.cureUntil(caseId);
    await world.goTo(caseId, addDays(last, 1));
    await place.until(caseId, 'to propose');
  });

  it('is late from the day after the last day, and in time when only written down later', async () => {
    const { caseId } = await world.missedThree();
    await world.serve(caseId);
    const last = await world.cureUntil(caseId);
    await world.goTo(caseId, addDays(last, 1));
    await place.until(caseId, 'to propose');
    const object = (objectedOn: PlainDate) =>
      place.act(caseId, 'object', { objectedOn, reason: '异议' });
    expect(await refusalOf(object(addDays(last, 1)))).toBe('input-invalid');
    await object(last);
    await place.act(caseId, 'decide-objection', { upheld: false, reason: '不成立' }, REVIEWER);
    expect((await place.row(caseId)).stage).toBe('to propose');
  });
});

describe('a notice that is withdrawn', () => {
  it('ends the case with its reason, and the same span begins none again', async () => {
    const { caseId, who } = await world.missedThree();
    expect(await refusalOf(place.act(caseId, 'withdraw', REASON, CLERK))).toBe('not-authorized');
    await place.act(caseId, 'withdraw', REASON, SUPERVISOR);
    expect((await place.row(caseId)).stage).toBe('withdrawn');
    expect((await place.papers(caseId)).at(-1)).toMatchObject({
      ...{ kind: 'breach-closed', params: { how: 'withdrawn', reason: '经核实' } },
    });
    const content = { account: who.accountId, fact: 'missed-contributions', ...REASON };
    expect(await refusalOf(world.begin(content))).toBe('effect-conflict');
  });
});

describe('measures', () => {
  async function decided(caseId: string, serious = false) {
    await world.serve(caseId);
    const last = await world.cureUntil(caseId);
    await world.goTo(caseId, addDays(last, 1));
    await place.until(caseId, 'to propose');
    await place.act(caseId, 'propose', { serious, ...REASON }, CLERK);
    await place.act(caseId, 'approve', REASON, SUPERVISOR);
    return world.dayOf(caseId);
  }

  it('for missed months reset continuity, each with its term and its clause', async () => {
    const { caseId } = await world.missedThree();
    const on = await decided(caseId);
    expect(await world.measuresOf(caseId)).toMatchObject([
      {
        ...{ kind: 'continuity-reset', term: 'breach-1', clause: 'liaoning-2', from_on: on },
        ...{ from_month: monthsAgo(1), until_on: null },
      },
      { kind: 'quota-recalculated', term: 'breach-1', clause: 'liaoning-8', from_on: on },
    ]);
    expect((await place.row(caseId)).stage).toBe('concluded');
    expect((await place.papers(caseId)).at(-1)).toMatchObject({ kind: 'breach-decision' });
    const [decision] = await place.ask('select rule from decision where case_id = $1', caseId);
    expect(decision).toEqual({ rule: 'breach-measures' });
  });

  it('are decided neither by whoever proposed them nor by whoever entered the fact', async () => {
    const caseId = await world.shown(await world.holder(), 'several-accounts', SUPERVISOR);
    await world.serve(caseId);
    await world.goTo(caseId, addDays(await world.cureUntil(caseId), 1));
    await place.until(caseId, 'to propose');
    await place.act(caseId, 'propose', { serious: false, ...REASON }, SECOND_SUPERVISOR);
    for (const one of [SUPERVISOR, SECOND_SUPERVISOR]) {
      expect(await refusalOf(place.act(caseId, 'approve', REASON, one))).toBe('same-person');
    }
    expect(await refusalOf(place.act(caseId, 'return', RETURN, SUPERVISOR))).toBe('same-person');
  });

  it('ban a person by statute for three years and five, to the very day', async () => {
    for (const [fact, months, term] of [
      ['fraudulent-withdrawal', 36, 'breach-5'],
      ['fraudulent-loan', 60, 'breach-6'],
    ] as const) {
      const caseId = await world.shown(await world.holder(), fact);
      const on = await decided(caseId);
      const until = addMonths(on, months);
      expect(await world.measuresOf(caseId)).toMatchObject([
        { kind: 'ban', account: null, term, clause: 'regulation-41', from_on: on, until_on: until },
      ]);
      expect((await place.row(caseId)).stage).toBe('in force');
      const lift = place.act(caseId, 'propose-lift', { measure: 'ban', ...REASON });
      expect(await refusalOf(lift)).toBe('action-not-permitted');
      await world.goTo(caseId, until);
      expect((await place.row(caseId)).stage).toBe('in force');
      await world.goTo(caseId, addDays(until, 1));
      await place.until(caseId, 'concluded');
    }
  });

  it('suspend the agreement until two have lifted them; it goes on from then', async () => {
    const who = await world.holder();
    const caseId = await world.shown(who, 'undeclared-employment');
    await decided(caseId);
    expect(await world.agreementOf(who)).toMatchObject({
      ...{ state: 'suspended', state_reason: 'breach', state_case: caseId },
    });
    const resume = place.start(
      'agreement-change',
      {
        ...{ account: who.accountId, change: 'resume', ground: 'holder-asked', ...REASON },
        file: await place.upload(),
      },
      CLERK,
    );
    expect(await refusalOf(resume)).toBe('action-not-permitted');
    const wanted = { measure: 'agreement-suspended', ...REASON };
    await place.act(caseId, 'propose-lift', wanted, SUPERVISOR);
    expect(await refusalOf(place.act(caseId, 'approve-lift', REASON, SUPERVISOR))).toBe(
      'same-person',
    );
    await place.act(caseId, 'decline-lift', REASON, SECOND_SUPERVISOR);
    expect((await place.row(caseId)).stage).toBe('in force');
    await place.act(caseId, 'propose-lift', wanted, CLERK);
    await place.act(caseId, 'approve-lift', REASON, SECOND_SUPERVISOR);
    expect((await place.row(caseId)).stage).toBe('concluded');
    expect(await world.agreementOf(who)).toMatchObject({
      ...{ state: 'active', state_reason: 'measure-lifted' },
    });
    expect(await world.statesOf(who)).toEqual(['offered', 'active', 'suspended', 'active']);
    expect(await world.measuresOf(caseId)).toMatchObject([{ ended_on: await world.dayOf(caseId) }]);
  });

  it('end the agreement on the day on which the decision reached the person, not before', async () => {
    const who = await world.holder();
    const caseId = await world.shown(who, 'false-documents');
    const nothing = { serious: false, ...REASON };
    await world.serve(caseId);
    await world.goTo(caseId, addDays(await world.cureUntil(caseId), 1));
    await place.until(caseId, 'to propose');
    expect(await refusalOf(place.act(caseId, 'propose', nothing))).toBe('action-not-permitted');
    await place.act(caseId, 'propose', { serious: true, ...REASON });
    await place.act(caseId, 'return', RETURN, SUPERVISOR);
    await place.act(caseId, 'propose', { serious: true, ...REASON });
    await place.act(caseId, 'approve', REASON, SUPERVISOR);
    expect((await place.row(caseId)).stage).toBe('serving decision');
    await world.days(caseId, 40);
    expect(await world.agreementOf(who)).toMatchObject({ state: 'active' });
    expect(await world.measuresOf(caseId)).toEqual([]);
    await world.serve(caseId);
    expect((await place.row(caseId)).stage).toBe('concluded');
    expect(await world.agreementOf(who)).toMatchObject({ state: 'terminated' });
    expect(await world.measuresOf(caseId)).toMatchObject([
      {
        ...{ kind: 'agreement-terminated', term: 'breach-serious', clause: 'civil-code-565' },
        from_on: await world.dayOf(caseId),
      },
    ]);
  });

  it('are revoked with the notice, by another than who approved them', async () => {
    const who = await world.holder();
    const caseId = await world.shown(who, 'undeclared-employment');
    await decided(caseId);
    expect(await refusalOf(place.act(caseId, 'withdraw', REASON, SUPERVISOR))).toBe('same-person');
    await place.act(caseId, 'withdraw', REASON, SECOND_SUPERVISOR);
    expect(await world.agreementOf(who)).toMatchObject({
      ...{ state: 'active', state_reason: 'measure-revoked' },
    });
    expect(await world.measuresOf(caseId)).toMatchObject([{ kind: 'agreement-suspended' }]);
    await expect(
      place.db.owner.query('update measure set until_on = null where case_id = $1', [caseId]),
    ).rejects.toMatchObject({ code: '42501' });
  });
});
