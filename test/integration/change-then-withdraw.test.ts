/** 近期变更信息后提取: nobody is paid soon after a change of data before another person has looked. */
import { describe, expect, it } from 'vitest';
import { addDays } from '../../src/domain/calendar.ts';
import { today } from '../builders.ts';
import { actor, CLERK, office, refusalOf, REVIEWER } from '../harness/office.ts';
import { personal } from '../harness/personal.ts';
import { withdrawals } from '../harness/withdrawals.ts';

const place = office();
const own = personal(place);
const money = withdrawals(place);
const { leaver, asked, news } = own;
const APPROVE = { approve: true, reason: '已用原号码向本人核实' };
const DECLINE = { ...APPROVE, approve: false };
/** Second person beside the submitter. */
const OTHER = actor('reviewer', 'qian-fuhe');

type Holder = Awaited<ReturnType<typeof leaver>>;

async function changed(who: Holder, wanted: object, stage = 'changed') {
  const caseId = await asked(who, wanted);
  await place.until(caseId, stage);
  return caseId;
}

/** As if it had been changed so many days ago. */
async function changedAgo(who: Holder, days: number) {
  await changed(who, { phone: `1390001${String(days).padStart(4, '0')}` });
  await place.db.owner.query('alter table personal_change disable trigger append_only');
  await place.db.owner.query('update personal_change set changed_on = $2 where person = $1', [
    who.person,
    addDays(today(), -days),
  ]);
  await place.db.owner.query('alter table personal_change enable trigger append_only');
}

async function drawer() {
  const found = await money.drawer();
  return { ...found, applicant: { name: '张三', type: 'resident-id', number: '' } };
}

describe('a withdrawal', () => {
  it.each([
    [89, 'in review'],
    [90, 'in review'],
    [91, 'paying'],
  ])('after a phone that was changed %s days before is %s', async (days, stage) => {
    const who = await drawer();
    await changedAgo(who, days);
    const caseId = await money.asked(who);
    await place.until(caseId, stage);
    if (stage === 'paying') return;
    expect((await place.row(caseId)).detail).toMatchObject({
      codes: ['recent-personal-change'],
      changes: [expect.stringContaining('phone') as string],
    });
    expect(await money.payouts(caseId)).toEqual([]);
    expect(
      await refusalOf(place.act(caseId, 'review', APPROVE, { ...REVIEWER, id: CLERK.id })),
    ).toBe('same-person');
    await place.act(caseId, 'review', APPROVE, REVIEWER);
    await place.until(caseId, 'paying');
  });

  it('that a change meets on its way is told, and looked at anew before it is paid', async () => {
    const who = await drawer();
    await changedAgo(who, 10);
    const caseId = await money.asked(who);
    await place.until(caseId, 'in review');
    await changed(who, { phone: '13900020001' });
    await own.relay();
    await news(caseId);
    expect(await place.events(caseId)).toContain('personal-change-heard');
    const { detail } = await place.row(caseId);
    expect((detail as { changes: string[] }).changes).toHaveLength(2);
    await place.act(caseId, 'review', APPROVE, OTHER);
    await place.until(caseId, 'paying');
  });

  it('is declined where the holder did not want it', async () => {
    const who = await drawer();
    await changedAgo(who, 1);
    const caseId = await money.asked(who);
    await place.until(caseId, 'in review');
    await place.act(caseId, 'review', DECLINE, REVIEWER);
    expect((await place.row(caseId)).stage).toBe('refused');
    expect(await money.payouts(caseId)).toEqual([]);
  });
});

describe('leaving', () => {
  it('after a changed phone is looked at before the money goes, and then paid', async () => {
    const who = await leaver();
    await changed(who, { phone: '13900020002' });
    const caseId = await own.signed(who, 'in review');
    expect(await own.payouts(caseId)).toEqual([]);
    expect((await place.tasks(caseId)).map(({ kind }) => kind)).toEqual(['exit-review']);
    await place.act(caseId, 'review', APPROVE, REVIEWER);
    await place.until(caseId, 'paying');
    await own.paid(caseId, 'closed');
  });

  it('hears of a change that comes after the telling, and pays nobody before it was looked at', async () => {
    const who = await leaver();
    const caseId = await own.offered(who);
    await changed(who, { phone: '13900020003' });
    await news(caseId);
    expect(await place.events(caseId)).toContain('personal-change-heard');
    await own.sign(caseId);
    await place.until(caseId, 'in review');
    await place.act(caseId, 'review', DECLINE, REVIEWER);
    expect((await place.row(caseId)).stage).toBe('refused');
    expect(await own.accountOf(who)).toMatchObject({ money: '15000.00' });
  });

  it('with nothing in the account needs nobody to look', async () => {
    const who = await leaver({ flexible: '0.00' });
    await changed(who, { phone: '13900020004' });
    const caseId = await own.signed(who, 'closed');
    expect(await own.accountOf(who)).toMatchObject({ state: 'closed' });
    expect(await place.events(caseId)).not.toContain('exit-in-review');
  });
});
