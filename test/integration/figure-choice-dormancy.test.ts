/** 参数变更的衔接, of empty accounts (零余额销户): the months change while the notice runs. */
import { beforeAll, describe, expect, it } from 'vitest';
import { addDays, addToMonth, firstDayOf, plainMonth } from '../../src/domain/calendar.ts';
import { today } from '../builders.ts';
import { dormancies } from '../harness/dormancy.ts';
import { figureChanges, type Planted } from '../harness/figure-changes.ts';
import { office } from '../harness/office.ts';

const place = office();
const world = dormancies(place);
const figures = figureChanges(place);
const FROM = addDays(today(), 5);
const MONTHS = 24;

let months: Planted;
let notice: Planted;
beforeAll(async () => {
  months = await figures.planted('dormancy-wait', String(MONTHS), FROM);
  notice = await figures.planted('dormancy-notice', '60', FROM);
});

/** The last day of the notice is over. */
async function over(caseId: string) {
  await place.pass(caseId, 'dormancy-notice');
}

describe('零余额停缴的月数在告知期内改长', () => {
  it('is foretold: closed on the day after the notice by the old one, kept by the new one', async () => {
    const { caseId, until } = await world.noticed(await world.holder());
    const row = await world.dormancyOf(caseId);
    const possible = firstDayOf(addToMonth(plainMonth(String(row!['empty_from'])), MONTHS));
    expect(await figures.foretold(caseId, months)).toEqual({
      kind: 'outcome',
      before: { outcome: 'close', codes: [], on: addDays(until, 1), amount: null },
      after: { outcome: 'keep', codes: ['not-dormant'], on: possible, amount: null },
    });
    // The days of the notice were told in it.
    expect(await figures.foretold(caseId, notice)).toEqual({ kind: 'fixed' });
  });

  it('沿用原参数的，告知期满销户', async () => {
    const who = await world.holder();
    const { caseId, until } = await world.noticed(who);
    await figures.chosen(months, 'keep', { of: 'dormant-closing-outcome', cases: [caseId] });
    await over(caseId);
    await place.until(caseId, 'closed');
    expect(await world.accountOf(who)).toMatchObject({
      ...{ state: 'closed', close_reason: 'dormant', closed_on: addDays(until, 1) },
    });
  });

  it('适用新参数的，告知期满不销户', async () => {
    const who = await world.holder();
    const { caseId } = await world.noticed(who);
    await figures.chosen(months, 'new', { of: 'dormant-closing-date', cases: [caseId] });
    await over(caseId);
    const { detail } = await place.until(caseId, 'kept');
    expect(detail['reasons']).toEqual(['not-dormant']);
    expect(await world.accountOf(who)).toMatchObject({ state: 'normal' });
  });
});
