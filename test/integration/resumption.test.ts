/** （二）（三）: the holder's own sealed account goes on under a new agreement; an opening proposes what fits. */
import { describe, expect, it } from 'vitest';
import { addToMonth, monthOf } from '../../src/domain/calendar.ts';
import { today } from '../builders.ts';
import { office } from '../harness/office.ts';
import { takeUps } from '../harness/take-ups.ts';
import { leftInOrder } from '../harness/in-order.ts';

const place = office();
const world = takeUps(place);
leftInOrder(place);
const month = () => monthOf(today());

describe('a sealed account of the holder’s own', () => {
  it('is resumed: same number, same history, a new agreement beside the ended one', async () => {
    const who = await world.former();
    expect(await world.standing(who)).toMatchObject({ state: 'sealed', agreement: null });
    const caseId = await world.start('resumption', who);
    await place.until(caseId, 'awaiting signature');
    await place.sign(caseId);
    await place.until(caseId, 'taken up');
    expect(await world.standing(who)).toMatchObject({
      ...{ state: 'normal', source: 'flexible', agreement: 'active', from: month() },
    });
    expect(await world.steps(who)).toEqual(['agreement-ended', 'resumed']);
    const agreements = await place.ask<{ state: string }>(
      'select state from agreement where account = $1 order by offered_on, state',
      who.account,
    );
    expect(agreements.map(({ state }) => state).sort()).toEqual(['active', 'terminated']);
  });

  it('can be changed afterwards like any other: the change is about the new agreement', async () => {
    const who = await world.former();
    const caseId = await world.start('resumption', who);
    await place.until(caseId, 'awaiting signature');
    await place.sign(caseId);
    await place.until(caseId, 'taken up');
    const [row] = await place.ask<{ told: { openingCase: string } }>(
      'select change_facts($1) as told',
      who.accountId,
    );
    expect(row?.told.openingCase).toBe(caseId);
  });

  it('is not dormant for the months before it was resumed', async () => {
    const who = await world.former();
    await place.db.owner.query(
      `update account set paid_to = $2, activated_in = $2 where number = $1`,
      [who.account, addToMonth(month(), -14)],
    );
    const caseId = await world.start('resumption', who);
    await place.until(caseId, 'awaiting signature');
    await place.sign(caseId);
    await place.until(caseId, 'taken up');
    const found = await place.ask(
      `select empty_from from dormancy_facts('210100', $1, $1, $2, null)`,
      ...[who.account, addToMonth(month(), -1)],
    );
    expect(found).toEqual([]);
    const later = await place.ask<{ empty_from: string }>(
      `select empty_from from dormancy_facts('210100', $1, $1, $2, null)`,
      ...[who.account, month()],
    );
    expect(later).toEqual([{ empty_from: month() }]);
  });

  it('of a unit is not resumed but converted', async () => {
    const who = await world.employee();
    const caseId = await world.start('resumption', who);
    await place.until(caseId, 'refused');
    expect((await place.row(caseId)).detail).toMatchObject({ reasons: [{ code: 'of-unit' }] });
  });

  it('that goes on already is not resumed', async () => {
    const who = await world.former();
    const first = await world.start('resumption', who);
    await place.until(first, 'awaiting signature');
    await place.sign(first);
    await place.until(first, 'taken up');
    const again = await world.start('resumption', who);
    await place.until(again, 'refused');
    expect((await place.row(again)).detail).toMatchObject({
      reasons: [{ code: 'already-flexible' }],
    });
  });
});

describe('an opening of somebody whose account is here, sealed', () => {
  it.each([
    ['the holder paid it', 'resumption'],
    ['a unit paid it', 'conversion-to-flexible'],
  ] as const)('proposes, when %s: %s', async (_, other) => {
    const who = other === 'resumption' ? await world.former() : await world.employee();
    const { caseId } = await place.apply(who.person);
    await place.until(caseId, 'to convert');
    const links = await place.ask<{ kind: string; other: string }>(
      'select kind, other from case_link where case_id = $1',
      caseId,
    );
    expect(links).toContainEqual({ kind: 'proposes', other });
  });
});
