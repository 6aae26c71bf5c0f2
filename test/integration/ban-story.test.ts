/** 条例第四十一条: a ban that a breach led to is seen by a later opening of the same person, to the day. */
import { describe, expect, it } from 'vitest';
import { openJson } from '../../src/crypto/cipher.ts';
import { createPersonKeys } from '../../src/crypto/person-key.ts';
import { place as places } from '../../src/crypto/places.ts';
import { addDays, addMonths, type PlainDate } from '../../src/domain/calendar.ts';
import { today } from '../builders.ts';
import { breaches, type Holder } from '../harness/breaches.ts';
import { CLERK, office, SECOND_SUPERVISOR, SUPERVISOR } from '../harness/office.ts';

const place = office();
const world = breaches(place);
const REASON = { reason: '经核实' };

/** Decided by two after the notice was served; the account is closed since. */
async function banned(): Promise<{ who: Holder; caseId: string }> {
  const who = await world.holder();
  const caseId = await world.shown(who, 'fraudulent-withdrawal');
  await world.serve(caseId);
  await world.goTo(caseId, addDays(await world.cureUntil(caseId), 1));
  await place.until(caseId, 'to propose');
  await place.act(caseId, 'propose', { serious: false, ...REASON }, CLERK);
  await place.act(caseId, 'approve', REASON, SUPERVISOR);
  await place.until(caseId, 'in force');
  await place.db.owner.query(
    `update account set state = 'closed', closed_on = current_date, close_reason = 'withdrawn'
      where number = $1`,
    [who.account],
  );
  return { who, caseId };
}

/** As though it had been decided so long ago that it ends on that day. */
async function endsOn(caseId: string, until: PlainDate): Promise<void> {
  await shifted('update measure set from_on = $2, until_on = $3 where case_id = $1', [
    ...[caseId, addMonths(until, -36), until],
  ]);
}

/** What is append-only is moved in time: cases live weeks ahead of the day on which openings begin. */
async function shifted(text: string, values: readonly unknown[]): Promise<void> {
  const { owner } = place.db;
  const tables = ['measure', 'measure_end'];
  for (const name of tables) await owner.query(`alter table ${name} disable trigger user`);
  await owner.query(text, [...values]);
  for (const name of tables) await owner.query(`alter table ${name} enable trigger user`);
}

interface Condition {
  readonly condition: string;
  readonly value: boolean;
  readonly clause: string;
  readonly inputs: Readonly<Record<string, unknown>>;
}

/** What the opening found of bans: the flags it goes on with, and the condition they rest on. */
async function openedAgain({ number }: Holder) {
  const { caseId } = await place.apply({ number });
  const { detail } = await place.until(caseId, 'awaiting signature');
  const records = await place.ask<{ key: string; record: string; wrapped: string; person: string }>(
    `select d.key, d.record, p.wrapped_key as wrapped, p.id as person
       from decision d join person p on p.id = d.person where d.case_id = $1 order by d.id`,
    caseId,
  );
  const keys = createPersonKeys(place.secrets.center);
  const found = records
    .flatMap(({ key, record, wrapped, person }) => {
      const opened = openJson(keys.unwrap(person, wrapped), places.decision(key), record);
      return (opened as { answer: { trace?: readonly Condition[] } }).answer.trace ?? [];
    })
    .findLast(({ condition }) => condition === 'ban');
  await place.act(caseId, 'withdraw', { reason: '暂不办理' });
  return { flags: detail['flags'], found };
}

describe('a ban for a fraudulent withdrawal', () => {
  it('is a flag of a later opening up to its last day, with clause and day, and none after', async () => {
    const { who, caseId } = await banned();
    const [measure] = await world.measuresOf(caseId);
    expect(measure).toMatchObject({ kind: 'ban', clause: 'regulation-41', account: null });
    expect(measure?.until_on).toBe(addMonths(measure?.from_on as PlainDate, 36));
    for (const [until, inForce] of [
      [addDays(today(), 1), true],
      [today(), true],
      [addDays(today(), -1), false],
    ] as const) {
      await endsOn(caseId, until);
      const { flags, found } = await openedAgain(who);
      expect([until, flags]).toEqual([until, inForce ? ['ban'] : []]);
      expect(found).toMatchObject({
        ...{ value: inForce, clause: 'regulation-41' },
        inputs: { on: today(), until: inForce ? until : null },
      });
    }
  });

  it('that was revoked with its notice is none', async () => {
    const { who, caseId } = await banned();
    await endsOn(caseId, addMonths(today(), 12));
    expect((await openedAgain(who)).flags).toEqual(['ban']);
    await place.act(caseId, 'withdraw', { reason: '认定有误' }, SECOND_SUPERVISOR);
    const end = (day: PlainDate) =>
      shifted('update measure_end set ended_on = $2 where case_id = $1', [caseId, day]);
    await end(addDays(today(), 1));
    expect((await openedAgain(who)).flags).toEqual(['ban']);
    await end(today());
    expect((await openedAgain(who)).flags).toEqual([]);
  });
});
