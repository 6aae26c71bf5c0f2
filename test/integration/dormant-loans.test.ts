/**
 * 零余额销户 and loans: on the day after the notice the national platform is asked anew; a loan or a guarantee
 * keeps the account by name, and no answer is never "nothing found".
 */
import { describe, expect, it } from 'vitest';
import { addDays, type PlainDate } from '../../src/domain/calendar.ts';
import { applicantOf, dormancies } from '../harness/dormancy.ts';
import type { Holder } from '../harness/breaches.ts';
import { CLERK, office, refusalOf, SUPERVISOR } from '../harness/office.ts';
import { leftInOrder } from '../harness/in-order.ts';

const place = office();
leftInOrder(place);
const world = dormancies(place);
const REASON = { reason: '经核实' };
const LOAN = { center: '210200', state: 'open' };

/** Noticed, and the last day of the notice over. */
async function onTheDay(who: Holder): Promise<{ caseId: string; until: PlainDate }> {
  const { caseId, until } = await world.noticed(who);
  await world.goTo(caseId, until);
  expect((await place.row(caseId)).stage).toBe('noticed');
  return { caseId, until };
}

const over = (caseId: string, until: PlainDate) => world.goTo(caseId, addDays(until, 1));
const asked = (caseId: string) => place.world.asked('national', caseId);
const checksOf = (caseId: string) =>
  place.ask<{ system: string; purpose: string }>(
    'select system, purpose from "check" where case_id = $1 order by id',
    caseId,
  );

async function keptFor(caseId: string, reason: string, words: RegExp): Promise<void> {
  const { detail } = await place.until(caseId, 'kept');
  expect(detail).toMatchObject({ reasons: [reason] });
  const paper = (await place.papers(caseId)).find(({ kind }) => kind === 'dormancy-ended');
  const { how, reasons } = paper!.params as {
    how: string;
    reasons: readonly { text: string; remedy: string }[];
  };
  expect(how).toBe('kept');
  expect(reasons).toHaveLength(1);
  expect(reasons[0]!.text).toMatch(words);
  expect(reasons[0]!.remedy).toMatch(/账户保留/);
  expect(await checksOf(caseId)).toMatchObject([{ system: 'national', purpose: 'REVIEW' }]);
}

describe('on the day after the notice', () => {
  it('the platform is asked, not before, and its clean answer stands with the closing', async () => {
    const who = await world.holder();
    const { caseId, until } = await onTheDay(who);
    expect(await asked(caseId)).toEqual([]);
    await over(caseId, until);
    await place.until(caseId, 'closed');
    expect(await asked(caseId)).toHaveLength(1);
    expect(await checksOf(caseId)).toMatchObject([{ system: 'national', purpose: 'REVIEW' }]);
    const decisions = await place.ask(
      'select outcome, rule_version from decision where case_id = $1',
      caseId,
    );
    expect(decisions).toEqual([{ outcome: 'close', rule_version: '2' }]);
  });

  it('a loan that was opened during the notice is found, and keeps the account by name', async () => {
    const who = await world.holder();
    const { caseId, until } = await onTheDay(who);
    await world.loans(who, [LOAN]);
    await over(caseId, until);
    await keptFor(caseId, 'open-loan', /未结清的住房公积金贷款/);
    expect(await world.accountOf(who)).toMatchObject({ state: 'normal' });
    expect(await world.agreementOf(who)).toMatchObject({ state: 'active' });
    expect(await world.dormancyOf(caseId)).toMatchObject({ outcome: 'kept' });
  });

  it('so does one of which the person is a co-borrower', async () => {
    const who = await world.holder();
    const { caseId, until } = await onTheDay(who);
    await world.loans(who, [{ ...LOAN, role: 'co-borrower' }]);
    await over(caseId, until);
    await keptFor(caseId, 'open-loan', /共同借款/);
  });

  it('a guarantee for somebody else keeps it as well, and is told as such', async () => {
    const who = await world.holder();
    const { caseId, until } = await onTheDay(who);
    await world.loans(who, [{ ...LOAN, role: 'guarantor' }]);
    await over(caseId, until);
    await keptFor(caseId, 'guarantee', /担保/);
  });

  it('a loan that was settled the day before does not hinder', async () => {
    const who = await world.holder();
    const { caseId, until } = await onTheDay(who);
    await world.loans(who, [LOAN]);
    await world.loans(who, [{ ...LOAN, state: 'settled' }]);
    await over(caseId, until);
    await place.until(caseId, 'closed');
    expect(await world.accountOf(who)).toMatchObject({ state: 'closed', close_reason: 'dormant' });
  });
});

describe('what was known before', () => {
  /** An answer as another case brought it. */
  async function answered({ openingCase, person }: Holder, loans: readonly object[], on: string) {
    await place.db.owner.query(
      `insert into "check" (key, case_id, person, system, purpose, status, facts, evidence,
         evidence_hash, asked_at, answered_at)
       select gen_random_uuid()::text, $1, $2, 'national', 'REVIEW', 'ok',
              jsonb_build_object('answer', jsonb_build_object('loans', $3::jsonb)), k.evidence,
              '', $4::timestamptz, $4::timestamptz
         from "check" k where k.case_id = $1 and k.system = 'national' limit 1`,
      [openingCase, person, JSON.stringify(loans), on],
    );
  }
  const daysAgo = (days: number) => new Date(Date.now() - days * 86_400_000).toISOString();

  it('refuses a notice by hand as long as the answer is valid, and names the loan', async () => {
    const [valid, old] = [await world.holder(), await world.holder()];
    for (const [who, days] of [
      [valid, 7],
      [old, 8],
    ] as const) {
      // The answer of the opening is of today; it is taken to be older than the one that counts.
      await place.db.owner.query(`alter table "check" disable trigger user`);
      await place.db.owner.query(
        `update "check" set answered_at = answered_at - interval '100 days' where case_id = $1`,
        [who.openingCase],
      );
      await place.db.owner.query(`alter table "check" enable trigger user`);
      await answered(who, [LOAN], daysAgo(days));
    }
    expect(await refusalOf(world.begin(valid))).toBe('action-not-permitted');
    expect((await place.row(await world.begin(old))).stage).toBe('serving');
  });

  it('does not keep an account on the day: what the platform says then counts', async () => {
    const who = await world.holder();
    const { caseId, until } = await onTheDay(who);
    await answered(who, [LOAN], new Date().toISOString());
    await over(caseId, until);
    await place.until(caseId, 'closed');
  });
});

describe('a platform that gives no usable answer', () => {
  it.each(['down', 'partial'] as const)(
    '(%s) closes nothing: the case parks, asks again by itself and when a supervisor wants it',
    async (fault) => {
      const who = await world.holder();
      const { caseId, until } = await onTheDay(who);
      await place.world.breaks('national', fault, { person: applicantOf(who) });
      await over(caseId, until);
      await place.until(caseId, 'needs attention');
      expect(await world.accountOf(who)).toMatchObject({ state: 'normal' });
      expect(await place.tasks(caseId)).toMatchObject([{ kind: 'repair' }]);
      await place.pass(caseId, 'dormancy-parked');
      await place.until(caseId, 'needs attention');
      expect(await place.tasks(caseId)).toHaveLength(1);
      expect(await checksOf(caseId)).toEqual([]);
      await place.world.mends('national', applicantOf(who));
      expect(await refusalOf(place.act(caseId, 'retry-now', REASON, CLERK))).toBe('not-authorized');
      await place.act(caseId, 'retry-now', REASON, SUPERVISOR);
      await place.until(caseId, 'closed');
      expect(await place.tasks(caseId)).toEqual([]);
    },
  );

  it('does not keep whoever contributes again from being heard', async () => {
    const who = await world.holder();
    const { caseId, until } = await onTheDay(who);
    await place.world.breaks('national', 'down', { person: applicantOf(who) });
    await over(caseId, until);
    await place.until(caseId, 'needs attention');
    const day = await world.dayOf(caseId);
    await world.pay(who, day.slice(0, 7), day);
    await place.handle(caseId).signal('news');
    await place.until(caseId, 'contributing');
    expect(await world.accountOf(who)).toMatchObject({ state: 'normal' });
  });

  it('leaves the notice to be withdrawn by a supervisor', async () => {
    const who = await world.holder();
    const { caseId, until } = await onTheDay(who);
    await place.world.breaks('national', 'down', { person: applicantOf(who) });
    await over(caseId, until);
    await place.until(caseId, 'needs attention');
    await place.act(caseId, 'withdraw', REASON, SUPERVISOR);
    expect((await place.row(caseId)).stage).toBe('withdrawn');
  });
});
