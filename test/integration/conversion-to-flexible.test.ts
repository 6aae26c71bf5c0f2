/** （三）: a unit's sealed account goes on as the holder's own; a unit that seals late ends the wait. */
import { describe, expect, it } from 'vitest';
import {
  addDays,
  addToMonth,
  dateAt,
  lastDayOf,
  monthOf,
  toWorkingDay,
} from '../../src/domain/calendar.ts';
import { reachesAge, today } from '../builders.ts';
import { told } from '../harness/agents.ts';
import { office, refusalOf, REVIEWER, SECOND_SUPERVISOR, SUPERVISOR } from '../harness/office.ts';
import { takeUps } from '../harness/take-ups.ts';
import { leftInOrder } from '../harness/in-order.ts';

const place = office();
const world = takeUps(place);
leftInOrder(place);
const month = () => monthOf(today());
const REASON = { reason: '说明' };

async function offered(who: Awaited<ReturnType<typeof world.employee>>, more = {}) {
  const caseId = await world.convert(who, more);
  await place.until(caseId, 'awaiting signature');
  return caseId;
}

describe('a sealed unit account', () => {
  it('goes on under its number, with agreement, plan and mandate of its own', async () => {
    const who = await world.employee({ paidTo: addToMonth(month(), -1) });
    const caseId = await offered(who);
    await place.sign(caseId);
    const row = await place.until(caseId, 'taken up');
    expect(row.outcome).toBe('taken up');
    expect(await world.standing(who)).toEqual({
      ...{ state: 'normal', source: 'flexible', sealed_on: null, central: true },
      ...{ paid_to: addToMonth(month(), -1), activated_in: month() },
      ...{ agreement: 'active', from: month() },
    });
    expect(await world.steps(who)).toEqual(['converted-to-flexible']);
    expect(await world.papers(caseId)).toEqual(
      expect.arrayContaining(['receipt', 'acceptance', 'take-up-agreement', 'taken-up']),
    );
    const [mandate] = await place.ask<{ state: string }>(
      'select state from mandate where account = $1',
      who.account,
    );
    expect(mandate?.state).toBe('requested');
  });

  it('keeps its unit portion sealed from the day of the unit', async () => {
    const sealedOn = addDays(today(), -40);
    const who = await world.employee({ sealedOn });
    const caseId = await offered(who);
    await place.sign(caseId);
    await place.until(caseId, 'taken up');
    const seals = await place.ask<{ source: string; sealed_on: string; ended_on: string | null }>(
      'select source, sealed_on::text, ended_on::text from seal where account = $1',
      who.account,
    );
    expect(seals).toEqual([{ source: 'unit', sealed_on: sealedOn, ended_on: null }]);
  });

  it.each([
    ['this month is paid: the next one is first', 0, 1, 'kept', 0],
    ['paid through last month', -1, 0, 'kept', 0],
    ['the last tolerated month', -2, 0, 'kept', 1],
    ['a month later', -3, 0, 'broken', 2],
  ] as const)('%s', async (...[, paid, first, continuity, gapMonths]) => {
    const who = await world.employee({ paidTo: addToMonth(month(), paid) });
    const caseId = await offered(who);
    const detail = (await place.row(caseId)).detail as { takeUp?: unknown };
    expect(detail.takeUp).toMatchObject({ firstMonth: addToMonth(month(), first), continuity });
    await place.sign(caseId);
    await place.until(caseId, 'taken up');
    const [event] = await place.ask<{ public: object }>(
      `select public from event where case_id = $1 and kind = 'account-taken-up'`,
      caseId,
    );
    expect(event?.public).toMatchObject({
      ...{ continuity, gapMonths, firstMonth: addToMonth(month(), first) },
      keptThrough: lastDayOf(addToMonth(month(), paid + 2)),
    });
    expect((await world.standing(who))?.['from']).toBe(addToMonth(month(), first));
  });

  it('of a minor whose papers do not show an income is refused, and told the day of eighteen', async () => {
    const number = reachesAge(18, 10);
    const who = await world.employee({}, { number });
    const evidence = [
      { kind: 'identity-document', file: await place.upload() },
      { kind: 'own-income', file: await place.upload() },
    ];
    const caseId = await world.convert(who, { livesOnOwnIncome: true, evidence });
    await place.until(caseId, 'in review');
    const declined = { finding: 'minor-evidence', cleared: false, ...REASON };
    await place.act(caseId, 'review', declined, REVIEWER);
    await place.until(caseId, 'refused');
    const [paper] = (await place.papers(caseId)).filter(({ kind }) => kind === 'take-up-refused');
    expect(paper!.params).toMatchObject({
      reasons: [{ code: 'minor-evidence', earliestOn: addDays(today(), 10) }],
    });
  });

  it('whose answers are too old at the signature is checked again before it goes on', async () => {
    const who = await world.employee();
    const caseId = await offered(who);
    await place.days(caseId, 8);
    await place.sign(caseId);
    await place.until(caseId, 'taken up');
    expect(await place.world.asked('national', caseId)).toHaveLength(2);
  });

  it('goes on once when two ask for it at the same time', async () => {
    const who = await world.employee();
    const [one, other] = await Promise.all([world.convert(who), world.convert(who)]);
    const stages = new Set<string>();
    for (const caseId of [one, other]) {
      const settled = async () => {
        for (;;) {
          const { stage } = await place.row(caseId);
          if (stage === 'contested' || stage === 'awaiting signature') return stage;
          await new Promise((resolve) => setTimeout(resolve, 50));
        }
      };
      stages.add(await settled());
    }
    expect(stages).toEqual(new Set(['contested', 'awaiting signature']));
  });
});

describe('a unit that has not sealed yet', () => {
  it('is waited for, and its seal on the last day lets the case go on', async () => {
    const who = await world.employee({ state: 'normal' });
    const caseId = await world.convert(who);
    await place.until(caseId, 'awaiting unit');
    expect((await place.waits(caseId)).map(({ kind }) => kind)).toEqual(['unit-seal']);
    expect(await world.papers(caseId)).toContain('unit-seal-awaited');
    await place.pass(caseId, 'unit-seal', -60_000);
    await world.tells('sealed', who.account, today());
    const [told] = await place.ask<{ kind: string }>(
      `select kind from outbox where case_id = $1 and kind = 'tell-case'`,
      caseId,
    );
    expect(told?.kind).toBe('tell-case');
    await place.handle(caseId).signal('news');
    await place.until(caseId, 'awaiting signature');
    await place.sign(caseId);
    await place.until(caseId, 'taken up');
  });

  it('is not waited for longer: the day after the last one it is refused with what can be done', async () => {
    const who = await world.employee({ state: 'normal' });
    const caseId = await world.convert(who);
    await place.until(caseId, 'awaiting unit');
    await place.pass(caseId, 'unit-seal');
    await place.until(caseId, 'refused');
    expect(await reasons(caseId)).toEqual(['unit-seal-expired']);
    expect(await world.papers(caseId)).toContain('take-up-refused');
  });

  it('that sealed while nobody heard is found when the last day is over', async () => {
    const who = await world.employee({ state: 'normal' });
    const caseId = await world.convert(who);
    await place.until(caseId, 'awaiting unit');
    await world.tells('sealed', who.account, today());
    await place.pass(caseId, 'unit-seal');
    await place.until(caseId, 'awaiting signature');
  });

  it('is not found to have sealed by news of something else', async () => {
    const who = await world.employee({ state: 'normal' });
    const caseId = await world.convert(who);
    await place.until(caseId, 'awaiting unit');
    const { version } = await place.row(caseId);
    await place.handle(caseId).signal('news');
    await place.temporal.clock.untilIdle(place.handle(caseId));
    expect(await place.row(caseId)).toMatchObject({ stage: 'awaiting unit', version });
  });

  it('is looked at again on request', async () => {
    const who = await world.employee({ state: 'normal' });
    const caseId = await world.convert(who);
    await place.until(caseId, 'awaiting unit');
    await world.tells('sealed', who.account, today());
    await place.act(caseId, 'recheck', {});
    await place.until(caseId, 'awaiting signature');
  });

  it('that employs the person again before the signature is waited for again', async () => {
    const who = await world.employee({ sealedOn: addDays(today(), -3) });
    const caseId = await offered(who);
    await world.tells('unsealed', who.account, today());
    await place.sign(caseId);
    await place.until(caseId, 'awaiting unit');
    await world.tells('sealed', who.account, today());
    await place.handle(caseId).signal('news');
    await place.until(caseId, 'taken up');
  });
});

describe('the wait for a unit’s seal', () => {
  const DAY_MS = 24 * 3_600_000;
  const lastOn = async (caseId: string) => {
    const [wait] = await place.waits(caseId);
    return dateAt(wait!.until! - 1);
  };
  const ask = async (caseId: string, toOn: string, more: object = {}) => {
    const file = await place.upload(SUPERVISOR);
    const wanted = { moveGround: 'hindered', moveDocument: '单位说明7号', toOn, file, ...REASON };
    return place.act(caseId, 'move-wait', { ...wanted, ...more }, SUPERVISOR);
  };

  it('is made longer by a document and a second person: refused on the day after the new one', async () => {
    const who = await world.employee({ state: 'normal' });
    const caseId = await world.convert(who);
    await place.until(caseId, 'awaiting unit');
    const given = await lastOn(caseId);
    const to = toWorkingDay(addDays(given, 20), 'next', { holidays: [], workdays: [] });
    await ask(caseId, to);
    expect(await lastOn(caseId)).toBe(given);
    const confirm = (by = SECOND_SUPERVISOR) => place.act(caseId, 'confirm-wait-move', REASON, by);
    expect(await refusalOf(confirm(SUPERVISOR))).toBe('same-person');
    await confirm();
    expect(await lastOn(caseId)).toBe(to);
    expect((await place.row(caseId)).detail).toMatchObject({ until: to });
    expect(await world.papers(caseId)).toContain('wait-moved');
    // A look meanwhile does not bring the old day back.
    await place.act(caseId, 'recheck', {});
    await place.until(caseId, 'awaiting unit');
    expect(await lastOn(caseId)).toBe(to);
    await place.pass(caseId, 'unit-seal', -DAY_MS);
    expect((await place.row(caseId)).stage).toBe('awaiting unit');
    await place.pass(caseId, 'unit-seal');
    await place.until(caseId, 'refused');
    expect(await reasons(caseId)).toEqual(['unit-seal-expired']);
  });

  it('goes on by the seal on the new last day, and is never made shorter than it was given', async () => {
    const who = await world.employee({ state: 'normal' });
    const caseId = await world.convert(who);
    await place.until(caseId, 'awaiting unit');
    const given = await lastOn(caseId);
    const refused = { type: 'action-not-permitted', clause: 'civil-code-201' };
    expect(await told(ask(caseId, addDays(given, -7)))).toMatchObject(refused);
    const corrected = { moveGround: 'corrected-date' };
    expect(await told(ask(caseId, addDays(given, 20), corrected))).toMatchObject({
      type: 'action-not-permitted',
    });
    expect(await lastOn(caseId)).toBe(given);
    await ask(caseId, addDays(given, 20), { moveGround: 'court-order' });
    await place.act(caseId, 'confirm-wait-move', REASON, SECOND_SUPERVISOR);
    await place.pass(caseId, 'unit-seal', -60_000);
    await world.tells('sealed', who.account, today());
    await place.handle(caseId).signal('news');
    await place.until(caseId, 'awaiting signature');
  });
});

async function reasons(caseId: string): Promise<readonly string[]> {
  const { detail } = await place.row(caseId);
  const { reasons: found } = detail as { reasons: readonly { code: string }[] };
  return found.map(({ code }) => code);
}

describe('refused is', () => {
  it('an account of somebody else, of which nothing is told', async () => {
    const mine = await world.employee();
    const other = await world.employee();
    const caseId = await world.convert({ ...mine, accountId: other.accountId });
    await place.until(caseId, 'refused');
    expect(await reasons(caseId)).toEqual(['account-not-own']);
  });

  it('an account that the holder paid: it is resumed instead', async () => {
    const who = await world.former();
    const caseId = await world.convert(who);
    await place.until(caseId, 'refused');
    expect(await reasons(caseId)).toEqual(['of-holder']);
  });

  it('somebody under age, of retirement age, or drawing a pension', async () => {
    const who = await world.employee();
    const caseId = await world.convert(who, { drawsPension: true });
    await place.until(caseId, 'refused');
    expect(await reasons(caseId)).toEqual(['pensioner']);
  });

  it('nobody for a ban: contributions are not forbidden, and the ban is told', async () => {
    const bans = [{ until: addDays(today(), 100) }];
    const person = await place.world.person({ bans });
    const who = await world.employee({}, person);
    const caseId = await offered(who);
    expect((await place.row(caseId)).detail).toMatchObject({ flags: ['ban'] });
  });

  it('nothing while an account elsewhere goes on: its seal is waited for', async () => {
    const accounts = [{ center: '110100', state: 'normal' } as const];
    const person = await place.world.person({ accounts });
    const who = await world.employee({}, person);
    const caseId = await world.convert(who);
    await place.until(caseId, 'deferred');
    expect(await world.papers(caseId)).toContain('take-up-deferred');
    await place.world.account(person, { center: '110100', state: 'sealed' });
    await place.act(caseId, 'recheck', {});
    await place.until(caseId, 'awaiting signature');
    expect((await place.row(caseId)).detail).toMatchObject({ flags: ['transfer-in-offer'] });
  });

  it('a signature after the agreement’s last day', async () => {
    const who = await world.employee();
    const caseId = await offered(who);
    await place.pass(caseId, 'signature', -24 * 3_600_000);
    await place.pass(caseId, 'signature');
    await place.until(caseId, 'lapsed');
    expect(await world.papers(caseId)).toContain('take-up-lapsed');
    expect(await world.standing(who)).toMatchObject({ state: 'sealed', source: 'unit' });
  });
});

describe('what a reviewer clears', () => {
  it('is decided again with what the books say then', async () => {
    const person = await place.world.person({ fraudFlag: true });
    const who = await world.employee({}, person);
    const caseId = await world.convert(who);
    await place.until(caseId, 'in review');
    await place.act(
      caseId,
      'review',
      { ...REASON, finding: 'fraud-flag', cleared: true },
      REVIEWER,
    );
    await place.until(caseId, 'awaiting signature');
  });
});
