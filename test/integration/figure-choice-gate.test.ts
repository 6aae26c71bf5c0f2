/** 参数变更的衔接, of a half year that gets shorter: whoever waits is told on the first day, and need not wait on. */
import { beforeAll, describe, expect, it } from 'vitest';
import { dayText } from '../../src/cases/wording.ts';
import { addDays, addMonths } from '../../src/domain/calendar.ts';
import { halfYear } from '../../src/policy/half-year.ts';
import { today } from '../builders.ts';
import { exits } from '../harness/exits.ts';
import { figureChanges, type Planted } from '../harness/figure-changes.ts';
import { office, SECOND_SUPERVISOR, SUPERVISOR } from '../harness/office.ts';

const place = office();
const own = exits(place);
const figures = figureChanges(place);
const FROM = addDays(today(), 5);
const SEALED = addMonths(FROM, -5);
const GATE = halfYear({ sealedOn: SEALED }).opensOn;
const LATER = halfYear({ sealedOn: today() }).opensOn;

let reading: Planted;
beforeAll(async () => {
  await figures.planted('seal-clock', 'whole-account', addDays(today(), -1));
  reading = await figures.planted('seal-clock', 'employee-portion', FROM);
});

async function waiting(): Promise<string> {
  const who = await own.leaver({ flexible: '15000.00', unit: '8000.00', sealedOn: SEALED });
  const caseId = await own.signed(who, 'awaiting gate');
  expect((await place.row(caseId)).detail['gateOn']).toBe(LATER);
  return caseId;
}

describe('封存满半年的计算对象由整个账户改为单位缴存部分', () => {
  it('is foretold: the flexible money at once, the rest on an earlier day', async () => {
    expect(await figures.foretold(await waiting(), reading)).toMatchObject({
      kind: 'outcome',
      before: { outcome: 'waits', on: LATER },
      after: { outcome: 'partial', on: GATE },
    });
  });

  it('the case is told to look on the first day, once, whether it begins to wait before or after it is set', async () => {
    const caseId = await waiting();
    const told = () =>
      place.ask<{ on: string }>(
        `select (available_at at time zone 'Asia/Shanghai')::text as "on" from outbox
          where case_id = $1 and kind = 'tell-case' and key like '%/figure-%'`,
        caseId,
      );
    expect(await told()).toEqual([{ on: `${FROM} 00:00:00` }]);
    const set = (center: string, on: string) =>
      place.db.owner.query(
        `insert into figure (center, name, value, valid_from, valid_to, document_number, proposed_by, approved_by)
         values ($2, 'seal-clock', 'employee-portion', $1, $1, 'x', 'a', 'b')`,
        [on, center],
      );
    // Another center's is nothing to this case; one that is set while it waits is told like the first.
    await set('210300', addDays(FROM, 400));
    expect(await told()).toHaveLength(1);
    await set('*', addDays(FROM, -800));
    expect((await told()).at(-1)).toEqual({ on: `${addDays(FROM, -800)} 00:00:00` });
  });

  it('适用新参数的，当日即付灵活就业缴存部分，其余在新的日期付清', async () => {
    const caseId = await waiting();
    await own.goTo(caseId, addDays(FROM, -1));
    await own.news(caseId);
    expect((await place.row(caseId)).stage).toBe('awaiting gate');
    await own.goTo(caseId, FROM);
    await own.news(caseId);
    await place.until(caseId, 'paying');
    await own.paid(caseId, 'awaiting gate');
    expect((await place.row(caseId)).detail['gateOn']).toBe(GATE);
    expect(await own.kinds(caseId)).toContain('exit-gate-moved');
    // The notice of the payment names the new day, not the one that was told before the signature.
    const paid = (await place.papers(caseId)).find(({ kind }) => kind === 'exit-paid');
    expect((paid!.params as { rest: string }).rest).toContain(`${dayText(GATE)}起`);
    await own.goTo(caseId, GATE);
    await place.until(caseId, 'paying');
    await own.paid(caseId, 'closed');
  });

  it('法院定了更晚日期的，在那一日以前都不付', async () => {
    const caseId = await waiting();
    const gate = addDays(LATER, 10);
    const more = {
      moveGround: 'court-order',
      moveDocument: '（2026）辽01执9号',
      reason: '协助执行',
    };
    const file = await place.upload(SUPERVISOR);
    await place.act(caseId, 'move-wait', { ...more, file, toOn: addDays(gate, -1) }, SUPERVISOR);
    const agreed = { reason: '属实' };
    await place.act(caseId, 'confirm-wait-move', agreed, SECOND_SUPERVISOR);
    const days = { gateOn: gate, closesOn: gate, flexiblePayableOn: gate };
    expect((await place.row(caseId)).detail).toMatchObject(days);
    expect(await figures.foretold(caseId, reading)).toMatchObject({ kind: 'none' });
    await own.goTo(caseId, FROM);
    await own.news(caseId);
    expect(await place.row(caseId)).toMatchObject({
      stage: 'awaiting gate',
      detail: { gateOn: gate },
    });
    expect(await own.payouts(caseId)).toEqual([]);
    await own.goTo(caseId, gate);
    await place.until(caseId, 'paying');
    await own.paid(caseId, 'closed');
  });

  it('沿用原参数的，仍等到原来的日期', async () => {
    const caseId = await waiting();
    await figures.chosen(reading, 'keep', { of: 'exit-outcome', cases: [caseId] });
    await own.goTo(caseId, FROM);
    await own.news(caseId);
    expect(await place.row(caseId)).toMatchObject({
      stage: 'awaiting gate',
      detail: { gateOn: LATER },
    });
    await own.goTo(caseId, LATER);
    await place.until(caseId, 'paying');
  });
});
