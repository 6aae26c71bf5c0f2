/**
 * （二）（四）: the first month to pay for. What is signed says it, and what is put in force is that:
 * the month in which the account is opened, whenever the agreement was offered or signed.
 */
import { beforeAll, describe, expect, it } from 'vitest';
import type { AgreementParams } from '../../src/cases/wording-documents.ts';
import { openJson, sealJson } from '../../src/crypto/cipher.ts';
import { createPersonKeys } from '../../src/crypto/person-key.ts';
import { place as at } from '../../src/crypto/places.ts';
import {
  addDays,
  addMonths,
  dateAt,
  monthOf,
  plainDate,
  startOf,
  type PlainDate,
} from '../../src/domain/calendar.ts';
import { readParams } from '../../src/documents/read-params.ts';
import { currentTemplate } from '../../src/documents/registry.ts';
import type { Applicant } from '../builders.ts';
import { office, REVIEWER, SUPERVISOR } from '../harness/office.ts';

const place = office();
const HOUR_MS = 3_600_000;
const REASON = { reason: '核对无误' };

interface Signed {
  readonly person: Applicant;
  readonly caseId: string;
  readonly on: PlainDate;
}

async function today(caseId: string): Promise<PlainDate> {
  return dateAt(await place.now(caseId));
}

/** Lets time pass until ten in the morning of a day. */
async function until(caseId: string, day: PlainDate): Promise<void> {
  await place.temporal.clock.jumpTo(place.handle(caseId), new Date(startOf(day) + 10 * HOUR_MS));
  expect(await today(caseId)).toBe(day);
}

/** The last day of the month after this one. */
async function monthEnd(caseId: string): Promise<PlainDate> {
  const day = addMonths(await today(caseId), 2);
  return addDays(plainDate(`${monthOf(day)}-01`), -1);
}

/** An application that comes to its agreement on the day it is looked at: a review comes before. */
async function offeredOn(day: (caseId: string) => Promise<PlainDate>) {
  const person = await place.world.person({ fraudFlag: true });
  const { caseId } = await place.apply(person);
  await place.until(caseId, 'in review');
  const on = await day(caseId);
  await until(caseId, on);
  await place.act(caseId, 'review', { ...REASON, finding: 'fraud-flag', cleared: true }, REVIEWER);
  await place.until(caseId, 'awaiting signature');
  expect((await agreement(caseId)).offered_on).toBe(on);
  return { person, caseId, on };
}

async function agreement(caseId: string) {
  const [row] = await place.ask<{
    id: string;
    person: string;
    parameters: string;
    offered_on: string;
    signed_on: string | null;
  }>('select * from agreement where case_id = $1', caseId);
  return row!;
}

/** What was put in force, and what the applicant was told of it. */
async function inForce(caseId: string) {
  const [row] = await place.ask<{ opened_on: string; activated_in: string; from_month: string }>(
    `select a.opened_on, a.activated_in, p.from_month from account a
       join plan p on p.account = a.number where a.opened_by_case = $1`,
    caseId,
  );
  const told = (await place.papers(caseId)).find(({ kind }) => kind === 'account-opened');
  const plan = told?.params['plan'] as { firstMonth: string; firstDebit: { debitOn: string } };
  expect(plan.firstDebit.debitOn > row!.opened_on).toBe(true);
  return { ...row!, told: plan.firstMonth };
}

async function signedWords(caseId: string): Promise<string> {
  const { version, render } = currentTemplate('agreement');
  const paper = (await place.papers(caseId)).find(({ kind }) => kind === 'agreement');
  return JSON.stringify(render(readParams('agreement', version, paper?.params)));
}

function of(month: string, opened_on: string) {
  return { opened_on, activated_in: month, from_month: month, told: month };
}

/** Signed on the last day of a month while the platform is away, so that it is not opened yet. */
async function signedAndParked(): Promise<Signed> {
  const offered = await offeredOn(async (caseId) => addDays(await monthEnd(caseId), -9));
  const { person, caseId } = offered;
  const on = addDays(offered.on, 9);
  await until(caseId, on);
  await place.world.breaks('national', 'down', { person });
  await place.sign(caseId);
  await place.until(caseId, 'needs attention');
  expect((await agreement(caseId)).signed_on).toBe(on);
  return { person, caseId, on };
}

/** Parked at the same time, because parking takes its time; each story takes one. */
const ready: Signed[] = [];
beforeAll(async () => {
  ready.push(...(await Promise.all([signedAndParked(), signedAndParked()])));
});

async function openedOn(day: PlainDate, { person, caseId }: Signed) {
  const agreed = new Date(startOf(day) + 9 * HOUR_MS).toISOString();
  await place.act(caseId, 'wait-until', { ...REASON, until: agreed }, SUPERVISOR);
  await place.world.mends('national', person);
  await place.temporal.clock.jumpTo(place.handle(caseId), new Date(startOf(day) + 10 * HOUR_MS));
  await place.until(caseId, 'opened');
}

describe('首期月份', () => {
  it('is that month when the agreement is offered and signed on its last day', async () => {
    const { caseId, on } = await offeredOn(monthEnd);
    await place.sign(caseId);
    expect(await inForce(caseId)).toEqual(of(monthOf(on), on));
  });

  it('is the next month when it is offered on a last day and signed on the first', async () => {
    const { caseId, on } = await offeredOn(monthEnd);
    const first = addDays(on, 1);
    await until(caseId, first);
    expect((await place.sign(caseId)).stage).toBe('opened');
    expect(monthOf(first)).not.toBe(monthOf(on));
    expect(await inForce(caseId)).toEqual(of(monthOf(first), first));
    const words = await signedWords(caseId);
    expect(words).toContain('本协议生效的当月，即甲方为乙方设立个人账户的当月');
    for (const day of [on, first]) {
      const [year, month] = day.split('-').map(Number);
      expect(words).not.toContain(`["首期月份","${String(year)}年${String(month)}月"]`);
    }
  });

  it('is the month of the opening when it is signed on a last day and opened on the first', async () => {
    const signed = ready.pop()!;
    const first = addDays(signed.on, 1);
    await openedOn(first, signed);
    expect(await inForce(signed.caseId)).toEqual(of(monthOf(first), first));
  });

  it('is the month that was signed, where an agreement of the first version printed one', async () => {
    const signed = ready.pop()!;
    const { caseId, on } = signed;
    const { id, person, parameters } = await agreement(caseId);
    const [{ wrapped_key: wrapped } = { wrapped_key: null }] = await place.ask<{
      wrapped_key: string | null;
    }>('select wrapped_key from person where id = $1', person);
    const key = createPersonKeys(place.secrets.center).unwrap(person, wrapped);
    const params = openJson(key, at.agreement(id), parameters) as AgreementParams;
    const printed = { ...params, plan: { ...params.plan, firstMonth: monthOf(on) } };
    await place.db.owner.query(
      `update agreement set template_version = 'agreement-2026-1', parameters = $2 where id = $1`,
      [id, sealJson(key, at.agreement(id), printed)],
    );
    const first = addDays(on, 1);
    await openedOn(first, signed);
    expect(await inForce(caseId)).toEqual({
      opened_on: first,
      activated_in: monthOf(first),
      from_month: monthOf(on),
      told: monthOf(on),
    });
  });
});
