/** 改期 on the real engine: the timer goes with the day; two supervisors, a document, never a skip. */
import { describe, expect, it } from 'vitest';
import { addDays, plainDate, type PlainDate } from '../../src/domain/calendar.ts';
import { dormancies } from '../harness/dormancy.ts';
import {
  actor,
  CLERK,
  office,
  refusalOf,
  SECOND_SUPERVISOR,
  SUPERVISOR,
} from '../harness/office.ts';

const place = office();
const world = dormancies(place);
const REASON = { reason: '对照文书属实' };
/** Monday to Friday: a moved day of rest goes on to the next working day. */
const onWorkday = (day: PlainDate): PlainDate => {
  const weekday = new Date(`${day}T00:00:00Z`).getUTCDay();
  return addDays(day, weekday === 6 ? 2 : weekday === 0 ? 1 : 0);
};

async function ask(caseId: string, toOn: PlainDate, by = SUPERVISOR, more: object = {}) {
  return place.act(
    caseId,
    'move-wait',
    {
      ...{ moveGround: 'hindered', toOn, moveDocument: '沈医证〔2026〕7号', reason: '本人住院' },
      file: await place.upload(by),
      ...more,
    },
    by,
  );
}

const moves = (caseId: string) =>
  place.ask<Record<string, unknown>>(
    'select * from wait_move where case_id = $1 order by asked_at',
    caseId,
  );
const lastOf = async (caseId: string) => {
  const [wait] = await place.waits(caseId);
  return wait?.until ?? null;
};

describe('a notice period that is moved', () => {
  it('ends on the new day: nothing is closed on the old one, and it is on the day after the new one', async () => {
    const who = await world.holder();
    const { caseId, until } = await world.noticed(who);
    const to = onWorkday(addDays(until, 20));
    await ask(caseId, to);
    const before = await lastOf(caseId);
    expect(await world.dormancyOf(caseId)).toMatchObject({ notice_until: until });
    await place.act(caseId, 'confirm-wait-move', REASON, SECOND_SUPERVISOR);
    expect((await lastOf(caseId))! - before!).toBe(
      Date.parse(`${to}T00:00:00Z`) - Date.parse(`${until}T00:00:00Z`),
    );
    expect(await place.row(caseId)).toMatchObject({ stage: 'noticed', detail: { until: to } });
    expect(await world.dormancyOf(caseId)).toMatchObject({ notice_until: to });
    await world.goTo(caseId, addDays(until, 1));
    expect((await place.row(caseId)).stage).toBe('noticed');
    await world.goTo(caseId, to);
    expect(await world.accountOf(who)).toMatchObject({ state: 'normal' });
    await world.goTo(caseId, addDays(to, 1));
    await place.until(caseId, 'closed');
    expect(await world.accountOf(who)).toMatchObject({ closed_on: addDays(to, 1) });
    expect(await moves(caseId)).toMatchObject([
      {
        ...{ state: 'moved', from_on: until, given_on: until, to_on: to, ground: 'hindered' },
        ...{ asked_by: SUPERVISOR.id, settled_by: SECOND_SUPERVISOR.id, clause: 'liaoning-14' },
      },
    ]);
    const kinds = await place.events(caseId);
    expect(kinds).toEqual(expect.arrayContaining(['wait-move-asked', 'wait-moved']));
  });

  it('may go back to the day that was given, and never before it', async () => {
    const { caseId, until } = await world.noticed(await world.holder());
    const to = onWorkday(addDays(until, 10));
    await ask(caseId, to);
    await place.act(caseId, 'confirm-wait-move', REASON, SECOND_SUPERVISOR);
    expect(await refusalOf(ask(caseId, onWorkday(addDays(until, -4))))).toBe(
      'action-not-permitted',
    );
    await ask(caseId, until);
    await place.act(caseId, 'confirm-wait-move', REASON, SECOND_SUPERVISOR);
    expect(await world.dormancyOf(caseId)).toMatchObject({ notice_until: until });
    await world.goTo(caseId, addDays(until, 1));
    await place.until(caseId, 'closed');
  });

  it('on a day of rest ends on the next working day', async () => {
    const { caseId, until } = await world.noticed(await world.holder());
    let rest = addDays(until, 7);
    while (new Date(`${rest}T00:00:00Z`).getUTCDay() !== 6) rest = addDays(rest, 1);
    await ask(caseId, rest);
    expect(await moves(caseId)).toMatchObject([{ to_on: onWorkday(rest) }]);
  });
});

describe('a move is refused', () => {
  it('to the person who asked for it, to a clerk, to another center', async () => {
    const { caseId, until } = await world.noticed(await world.holder());
    expect(await refusalOf(ask(caseId, addDays(until, 9), CLERK))).toBe('not-authorized');
    await ask(caseId, onWorkday(addDays(until, 9)));
    const confirm = (by = SECOND_SUPERVISOR) => place.act(caseId, 'confirm-wait-move', REASON, by);
    expect(await refusalOf(confirm(SUPERVISOR))).toBe('same-person');
    const other = { ...actor('supervisor', 'dl-sun'), center: '210200' };
    expect(await refusalOf(confirm(other))).toBe('not-authorized');
    await confirm();
  });

  it('into the past, or to the same day', async () => {
    const { caseId, until } = await world.noticed(await world.holder());
    const today = await world.dayOf(caseId);
    expect(await refusalOf(ask(caseId, addDays(today, -1)))).toBe('action-not-permitted');
    expect(await refusalOf(ask(caseId, until))).toBe('action-not-permitted');
    expect(await moves(caseId)).toEqual([]);
  });

  it('a second time while the first one is not settled', async () => {
    const { caseId, until } = await world.noticed(await world.holder());
    await ask(caseId, onWorkday(addDays(until, 9)));
    expect(await refusalOf(ask(caseId, onWorkday(addDays(until, 16))))).toBe('effect-conflict');
    await place.act(caseId, 'decline-wait-move', REASON, SECOND_SUPERVISOR);
    expect(await moves(caseId)).toMatchObject([{ state: 'declined' }]);
    expect(await world.dormancyOf(caseId)).toMatchObject({ notice_until: until });
    await ask(caseId, onWorkday(addDays(until, 16)));
    expect((await moves(caseId)).map(({ state }) => state)).toEqual(['declined', 'proposed']);
  });

  it('when the wait has ended meanwhile', async () => {
    const who = await world.holder();
    const { caseId, until } = await world.noticed(who);
    await ask(caseId, onWorkday(addDays(until, 9)));
    await world.goTo(caseId, addDays(until, 1));
    await place.until(caseId, 'closed');
    const late = place.act(caseId, 'confirm-wait-move', REASON, SECOND_SUPERVISOR);
    await expect(late).rejects.toThrow();
    expect(await world.accountOf(who)).toMatchObject({ state: 'closed' });
    expect(await place.tasks(caseId)).toEqual([]);
  });

  it('where no wait may be moved', async () => {
    const caseId = await world.begin(await world.holder());
    expect(await refusalOf(ask(caseId, plainDate('2099-01-01')))).toBe('action-not-permitted');
  });
});

describe('other waits', () => {
  it('a cure period that is moved cures until the new day', async () => {
    const { caseId } = await world.missedThree();
    await world.serve(caseId);
    await place.until(caseId, 'curing');
    const until = await world.cureUntil(caseId);
    const to = onWorkday(addDays(until, 12));
    await ask(caseId, to, SUPERVISOR, { moveGround: 'court-order' });
    await place.act(caseId, 'confirm-wait-move', REASON, SECOND_SUPERVISOR);
    expect(await world.cureUntil(caseId)).toBe(to);
    await world.goTo(caseId, to);
    expect((await place.row(caseId)).stage).toBe('curing');
    await world.goTo(caseId, addDays(to, 1));
    await place.until(caseId, 'to propose');
  });

  it('a time to supply what is missing is moved with its notice', async () => {
    const { caseId } = await place.apply({}, { contribution: undefined });
    await place.until(caseId, 'incomplete');
    const { detail } = await place.row(caseId);
    const until = plainDate(String(detail['until']));
    const to = onWorkday(addDays(until, 14));
    await ask(caseId, to);
    await place.act(caseId, 'confirm-wait-move', REASON, SECOND_SUPERVISOR);
    expect((await place.row(caseId)).detail).toMatchObject({
      until: to,
      missing: detail['missing'],
    });
    await world.goTo(caseId, addDays(until, 1));
    expect((await place.row(caseId)).stage).toBe('incomplete');
    await world.goTo(caseId, addDays(to, 1));
    await place.until(caseId, 'not accepted');
  });
});
