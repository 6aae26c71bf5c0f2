/** 参数变更的衔接: changes of the contribution, conversions, payments after a death, changes of personal data. */
import { beforeAll, describe, expect, it } from 'vitest';
import {
  addDays,
  addToMonth,
  addWorkingDays,
  lastDayOf,
  monthOf,
} from '../../src/domain/calendar.ts';
import { today } from '../builders.ts';
import { changes } from '../harness/changes.ts';
import { deaths } from '../harness/deaths.ts';
import { figureChanges, type Planted } from '../harness/figure-changes.ts';
import { mandates } from '../harness/mandated.ts';
import { office, refusalOf } from '../harness/office.ts';
import { personal } from '../harness/personal.ts';
import { takeUps } from '../harness/take-ups.ts';

const place = office();
const bank = mandates(place);
const figures = figureChanges(place);
const change = changes(place, bank);
const after = deaths(place);
const own = personal(place);
const taken = takeUps(place);
const IN_DAYS = 5;
const FROM = addDays(today(), IN_DAYS);
const CALENDAR = { holidays: [], workdays: [] };

type Name = 'limit' | 'bankWait' | 'payout' | 'answer' | 'promise' | 'gap' | 'signing';
let changed: Readonly<Record<Name, Planted>>;
beforeAll(async () => {
  changed = {
    // 12 % to 24 % of 4000.00 at most: 960.00 a month.
    limit: await figures.planted('contribution-base-max', '4000.00', FROM),
    bankWait: await figures.planted('mandate-change-wait', '30', FROM),
    payout: await figures.planted('payout-wait', '6', FROM),
    answer: await figures.planted('check-valid', '3', FROM),
    promise: await figures.planted('personal-change-promise', '9', FROM),
    gap: await figures.planted('continuity-gap', '3', FROM),
    signing: await figures.planted('agreement-signing', '60', FROM),
  };
});

describe('缴存变更：月缴存额上限在签署以前调低', () => {
  async function offered() {
    const { caseId: opening } = await bank.confirmed();
    return (await change.asked(opening, { monthlyAmount: '2000.00' })).caseId;
  }

  it('is foretold: refused by the new limit; the days to sign were told and stand', async () => {
    const caseId = await offered();
    expect(await figures.foretold(caseId, changed.limit)).toMatchObject({
      kind: 'outcome',
      before: { outcome: 'granted', codes: [] },
      after: { outcome: 'refused', codes: ['change-amount-outside-limits'] },
    });
    expect(await figures.foretold(caseId, changed.signing)).toEqual({ kind: 'fixed' });
  });

  it('沿用原参数的，生效日签署也可以变更；等待银行的期限按所选的计算', async () => {
    const [kept, both] = [await offered(), await offered()];
    await figures.chosen(changed.limit, 'keep', {
      of: 'contribution-change-outcome',
      cases: [kept, both],
    });
    expect(await figures.foretold(kept, changed.bankWait)).toMatchObject({
      kind: 'date',
      before: { on: addDays(FROM, 15) },
      after: { on: addDays(FROM, 30) },
    });
    await figures.chosen(changed.bankWait, 'keep', {
      of: 'contribution-change-date',
      cases: [both],
    });
    for (const [caseId, days] of [
      [kept, 30],
      [both, 15],
    ] as const) {
      await place.days(caseId, IN_DAYS);
      await place.sign(caseId);
      const { detail } = await place.until(caseId, 'awaiting bank');
      expect(detail['until']).toBe(addDays(FROM, days));
    }
  });

  it('适用新参数的，生效日签署不予变更；前一日签署的照旧', async () => {
    const [late, early] = [await offered(), await offered()];
    await place.days(late, IN_DAYS);
    expect(await refusalOf(place.sign(late))).toBe('change-refused');
    await place.days(early, IN_DAYS - 1);
    await place.sign(early);
    await place.until(early, 'awaiting bank');
  });
});

describe('单位转灵活：容许的间断在等待单位封存期间改长', () => {
  const paidTo = addToMonth(monthOf(FROM), -3);

  async function waiting() {
    const who = await taken.employee({ state: 'normal', paidTo });
    const caseId = await taken.convert(who);
    await place.until(caseId, 'awaiting unit');
    return { who, caseId };
  }

  it('is foretold, kept or new as was chosen, and stands once the agreement was offered', async () => {
    const [kept, left] = [await waiting(), await waiting()];
    expect(await figures.foretold(left.caseId, changed.gap)).toMatchObject({
      kind: 'outcome',
      before: { outcome: 'broken', on: lastDayOf(addToMonth(paidTo, 2)) },
      after: { outcome: 'kept', on: lastDayOf(addToMonth(paidTo, 4)) },
    });
    await figures.chosen(changed.gap, 'keep', {
      of: 'conversion-to-flexible-outcome',
      cases: [kept.caseId],
    });
    for (const [{ who, caseId }, continuity] of [
      [kept, 'broken'],
      [left, 'kept'],
    ] as const) {
      await place.days(caseId, IN_DAYS);
      await taken.tells('sealed', who.account, today());
      await place.act(caseId, 'recheck', {});
      const { detail } = await place.until(caseId, 'awaiting signature');
      expect(detail['takeUp']).toMatchObject({ continuity });
      expect(await figures.foretold(caseId, changed.gap)).toEqual({ kind: 'fixed' });
      await place.sign(caseId);
      await place.until(caseId, 'taken up');
      expect(await takenUpAs(caseId)).toMatchObject({ continuity });
    }
  });

  it('what was told with the agreement stands, though it is signed on a later day on new answers', async () => {
    const who = await taken.employee({ paidTo: addToMonth(monthOf(today()), -3) });
    const caseId = await taken.convert(who);
    const { detail } = await place.until(caseId, 'awaiting signature');
    expect(detail['takeUp']).toMatchObject({ continuity: 'broken' });
    await place.days(caseId, IN_DAYS + 4);
    await place.sign(caseId);
    await place.until(caseId, 'taken up');
    expect(await takenUpAs(caseId)).toMatchObject({ continuity: 'broken' });
  });

  async function takenUpAs(caseId: string) {
    const [event] = await place.ask<{ public: object }>(
      `select public from event where case_id = $1 and kind = 'account-taken-up'`,
      caseId,
    );
    return event?.public;
  }
});

describe('死亡提取：等待银行答复的时限', () => {
  it('is that of the day on which it is paid, kept or new as was chosen', async () => {
    const begun = async () =>
      after.inReview(await after.leaver({ flexible: '900.00' }), [after.heir('李一', 1)]);
    const [kept, left] = [await begun(), await begun()];
    expect(await figures.foretold(left, changed.payout)).toMatchObject({
      kind: 'date',
      before: { on: addWorkingDays(FROM, 1, CALENDAR) },
      after: { on: addWorkingDays(FROM, 6, CALENDAR) },
    });
    await figures.chosen(changed.payout, 'keep', { of: 'death-payout-date', cases: [kept] });
    for (const [caseId, days] of [
      [kept, 1],
      [left, 6],
    ] as const) {
      await place.days(caseId, IN_DAYS);
      await after.review(caseId);
      const { detail } = await place.until(caseId, 'paying');
      expect(detail['until']).toBe(addWorkingDays(FROM, days, CALENDAR));
    }
  });
});

describe('信息变更', () => {
  const checks = async (caseId: string) =>
    (await place.ask(`select 1 from "check" where case_id = $1 and system = 'identity'`, caseId))
      .length;

  it('核查答复有效期改短：答复过期的重新核验，沿用原参数的不重新核验', async () => {
    const begun = async () => own.inReview(await own.leaver(), { name: '赵六' });
    const [kept, left] = [await begun(), await begun()];
    expect(await figures.foretold(left, changed.answer)).toMatchObject({
      kind: 'date',
      before: { on: addDays(today(), 7) },
      after: { on: null },
    });
    await figures.chosen(changed.answer, 'keep', { of: 'personal-change-date', cases: [kept] });
    for (const [caseId, asked] of [
      [kept, 1],
      [left, 2],
    ] as const) {
      await place.days(caseId, IN_DAYS);
      await own.review(caseId);
      await place.until(caseId, 'awaiting mandate');
      expect(await checks(caseId)).toBe(asked);
    }
  });

  it('承诺办结时限按受理当日的参数，沿用原参数的按原参数', async () => {
    const begun = async () => {
      const who = await own.leaver();
      const caseId = await own.asked(who, { phone: '13900000471', materials: [] });
      await place.until(caseId, 'incomplete');
      return { who, caseId };
    };
    const [kept, left] = [await begun(), await begun()];
    expect(await figures.foretold(left.caseId, changed.promise)).toMatchObject({
      kind: 'date',
      before: { on: addWorkingDays(FROM, 3, CALENDAR) },
      after: { on: addWorkingDays(FROM, 9, CALENDAR) },
    });
    await figures.chosen(changed.promise, 'keep', {
      of: 'personal-change-outcome',
      cases: [kept.caseId],
    });
    for (const [{ who, caseId }, days] of [
      [kept, 3],
      [left, 9],
    ] as const) {
      await place.days(caseId, IN_DAYS);
      const application = await own.form(who, { phone: '13900000471' });
      await place.act(caseId, 'supplement', { application });
      const [row] = await place.ask<{ promised_on: string }>(
        'select promised_on::text from "case" where id = $1',
        caseId,
      );
      expect(row?.promised_on).toBe(addWorkingDays(FROM, days, CALENDAR));
    }
  });
});
