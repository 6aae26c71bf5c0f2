/** 参数变更的衔接, of leaving (退出销户): the reading of the half year changes while people wait for it. */
import { beforeAll, describe, expect, it } from 'vitest';
import { addDays, addMonths, plainDate } from '../../src/domain/calendar.ts';
import { halfYear } from '../../src/policy/half-year.ts';
import { today } from '../builders.ts';
import { exits } from '../harness/exits.ts';
import { figureChanges, type Planted } from '../harness/figure-changes.ts';
import { office } from '../harness/office.ts';

const place = office();
const own = exits(place);
const figures = figureChanges(place);
const { leaver, offered, sign, signed, paid, goTo, accountOf } = own;
const FROM = addDays(today(), 5);
const EVE = addDays(FROM, -1);

let reading: Planted;
let regret: Planted;
let recheck: Planted;
beforeAll(async () => {
  reading = await figures.planted('seal-clock', 'whole-account', FROM);
  regret = await figures.planted('exit-regret', '7', FROM);
  recheck = await figures.planted('loan-recheck', '20', FROM);
});

/** The half year of the unit's portion is full a few days after the change. */
const SEALED = addMonths(addDays(FROM, 2), -6);
const GATE = halfYear({ sealedOn: SEALED }).opensOn;
/** That of the account, sealed by the case today. */
const LATER = halfYear({ sealedOn: today() }).opensOn;

async function waiting(): Promise<string> {
  const who = await leaver({ flexible: '15000.00', unit: '8000.00', sealedOn: SEALED });
  const caseId = await signed(who, 'paying');
  await paid(caseId, 'awaiting gate');
  return caseId;
}

const shownGate = async (caseId: string) => (await place.row(caseId)).detail['gateOn'];

describe('封存满半年的计算对象由单位缴存部分改为整个账户', () => {
  it('is foretold with the old day and the new one', async () => {
    expect(GATE > FROM && LATER > GATE).toBe(true);
    const caseId = await waiting();
    expect(await figures.foretold(caseId, reading)).toMatchObject({
      kind: 'date',
      before: { outcome: 'waits', on: GATE },
      after: { outcome: 'waits', on: LATER },
    });
  });

  it('沿用原参数的，在原来的日期付清、销户', async () => {
    const caseId = await waiting();
    await figures.chosen(reading, 'keep', { of: 'exit-date', cases: [caseId] });
    await goTo(caseId, addDays(GATE, -1));
    expect((await place.row(caseId)).stage).toBe('awaiting gate');
    await goTo(caseId, GATE);
    await place.until(caseId, 'paying');
    await paid(caseId, 'closed');
  });

  it('适用新参数的，等到新的日期', async () => {
    const caseId = await waiting();
    await figures.chosen(reading, 'new', { of: 'exit-outcome', cases: [caseId] });
    await goTo(caseId, GATE);
    await place.until(caseId, 'awaiting gate');
    expect(await shownGate(caseId)).toBe(LATER);
    await goTo(caseId, addDays(LATER, -1));
    expect((await place.row(caseId)).stage).toBe('awaiting gate');
    await goTo(caseId, LATER);
    await place.until(caseId, 'paying');
  });

  it('没有选择的，按法适用新参数', async () => {
    const caseId = await waiting();
    await goTo(caseId, GATE);
    await place.until(caseId, 'awaiting gate');
    expect(await shownGate(caseId)).toBe(LATER);
  });

  it('当日以前签字、付清的，不受影响', async () => {
    const past = addMonths(today(), -8);
    const who = await leaver({ flexible: '0.00', unit: '8000.00', sealedOn: past });
    const caseId = await signed(who, 'paying');
    await paid(caseId, 'closed');
    expect(await accountOf(who)).toMatchObject({ state: 'closed' });
  });
});

describe('反悔期', () => {
  it('was told in the notice that is signed: it stands, on the eve and on the day', async () => {
    for (const on of [EVE, FROM]) {
      const caseId = await offered(await leaver({ flexible: '15000.00' }));
      expect(await figures.foretold(caseId, regret)).toEqual({ kind: 'fixed' });
      await goTo(caseId, on);
      await sign(caseId);
      await place.until(caseId, 'paying');
    }
  });
});

describe('再次核查贷款的间隔', () => {
  const LOAN = { center: '210200', state: 'open' };

  async function refused() {
    const who = await leaver();
    await own.loans(who, [LOAN]);
    const caseId = await own.asked(who);
    await place.until(caseId, 'awaiting settlement');
    return caseId;
  }
  const nextAsked = async (caseId: string) => (await place.waits(caseId))[0]!['until'];

  it('is told for the next question but one, kept or new as was chosen', async () => {
    const [kept, left] = [await refused(), await refused()];
    // Asked again after seven days, which lies behind the first day.
    const first = addDays(today(), 7);
    expect(await figures.foretold(left, recheck)).toMatchObject({
      kind: 'date',
      before: { outcome: null, on: addDays(first, 7) },
      after: { on: addDays(first, 20) },
    });
    await figures.chosen(recheck, 'keep', { of: 'exit-date', cases: [kept] });
    for (const [caseId, days] of [
      [kept, 7],
      [left, 20],
    ] as const) {
      await place.pass(caseId, 'exit-loan');
      await place.until(caseId, 'awaiting settlement');
      expect(plainDate(await dayOf(caseId))).toBe(addDays(first, days));
    }
  });

  async function dayOf(caseId: string) {
    const until = await nextAsked(caseId);
    const [row] = await place.ask<{ on: string }>(
      `select (max(until) at time zone 'Asia/Shanghai')::date::text as "on" from wait
        where case_id = $1 and closed_at is null`,
      caseId,
    );
    expect(until).not.toBeNull();
    return row!.on;
  }
});
