/** 信息变更 in its course: what is missing, who may what, a registry that is away, two at once, a hold. */
import { describe, expect, it } from 'vitest';
import { idNumber } from '../builders.ts';
import { actor, BANK, CLERK, office, refusalOf, REVIEWER, SUPERVISOR } from '../harness/office.ts';
import { personal } from '../harness/personal.ts';

const place = office();
const own = personal(place);
const { leaver, asked, inReview, review, holder } = own;
const REASON = { reason: '说明' };
const reasonsOf = async (caseId: string) => {
  const { detail } = await place.row(caseId);
  return (detail as { reasons: { code: string }[] }).reasons.map(({ code }) => code);
};

describe('一次性补正告知', () => {
  it('names everything once; what is brought in time is looked at by a third person', async () => {
    const who = await leaver();
    const wanted = { name: '赵六', materials: [] };
    const caseId = await asked(who, wanted);
    await place.until(caseId, 'incomplete');
    expect((await place.row(caseId)).detail).toMatchObject({
      missing: ['identity-document', 'name-change-proof'],
    });
    const other = actor('clerk', 'wang-guiyuan');
    const content = await own.form(who, { name: '赵六' });
    await place.act(caseId, 'supplement', { application: content }, other);
    await place.until(caseId, 'in review');
    const helper = { ...REVIEWER, id: other.id };
    expect(await refusalOf(review(caseId, true, helper))).toBe('same-person');
    await review(caseId);
    await place.until(caseId, 'awaiting mandate');
    await place.act(caseId, 'settle-mandate', REASON);
  });

  it('lapses after its last day, and everything is as before', async () => {
    const who = await leaver();
    const caseId = await asked(who, { phone: '13900000461', materials: [] });
    await place.until(caseId, 'incomplete');
    await place.pass(caseId, 'personal-supplement');
    await place.until(caseId, 'lapsed');
    expect((await holder(who)).phone).toBe('13900001111');
  });
});

describe('the registry', () => {
  it('that is away parks the case; no answer is never fine, and the next one is asked for anew', async () => {
    const who = await leaver();
    await place.world.breaks('identity', 'down', { person: who.applicant });
    const caseId = await asked(who, { phone: '13900000462' });
    await place.until(caseId, 'needs attention');
    expect((await holder(who)).phone).toBe('13900001111');
    await place.pass(caseId, 'personal-parked');
    await place.until(caseId, 'needs attention');
    await place.world.mends('identity', who.applicant);
    await place.act(caseId, 'retry-now', REASON, SUPERVISOR);
    await place.until(caseId, 'changed');
  });

  it('that answers garbage, or about somebody else, is not believed', async () => {
    for (const kind of ['garbage', 'other-person'] as const) {
      const who = await leaver();
      await place.world.breaks('identity', kind, { person: who.applicant });
      const caseId = await asked(who, { phone: '13900000463' });
      await place.until(caseId, 'needs attention');
      await place.act(caseId, 'withdraw', REASON);
      expect((await holder(who)).phone).toBe('13900001111');
    }
  });

  it('is asked again when a review took longer than its answer holds', async () => {
    const who = await leaver();
    const caseId = await inReview(who, { document: { type: 'resident-id', number: idNumber() } });
    await place.days(caseId, 8);
    await review(caseId);
    await place.until(caseId, 'changed');
    expect((await place.world.asked('identity', caseId)).length).toBe(2);
  });
});

describe('of two changes of one person', () => {
  it('the second is refused for the first, also at the same moment', async () => {
    const who = await leaver();
    const first = await inReview(who, { document: { type: 'resident-id', number: idNumber() } });
    const second = await asked(who, { phone: '13900000464' });
    await place.until(second, 'refused');
    expect(await reasonsOf(second)).toEqual(['personal-change-in-flight']);
    await place.act(first, 'withdraw', REASON);
    const pair = await Promise.all([
      asked(who, { document: { type: 'resident-id', number: idNumber() } }),
      asked(who, { document: { type: 'resident-id', number: idNumber() } }),
    ]);
    const stages = await Promise.all(
      pair.map(async (one) => {
        await place.temporal.clock.untilIdle(place.handle(one));
        return (await place.row(one)).stage;
      }),
    );
    expect(stages.sort()).toEqual(['in review', 'refused']);
  });
});

describe('a channel', () => {
  it('changes a phone of whoever it brought, and no name', async () => {
    const who = await leaver();
    expect(await refusalOf(asked(who, { phone: '13900000465', materials: [] }, BANK))).toBe(
      'input-invalid',
    );
    await place.db.owner.query('update "case" set submitted_by = $2 where id = $1', [
      who.openingCase,
      BANK.id,
    ]);
    const name = await asked(who, { name: '孙七', materials: [] }, BANK);
    await place.until(name, 'refused');
    expect(await reasonsOf(name)).toEqual(['personal-needs-counter']);
    const phone = await asked(who, { phone: '13900000466', materials: [] }, BANK);
    await place.until(phone, 'changed');
  });
});

describe('a hold', () => {
  it('does not forbid a change, and is told', async () => {
    const who = await leaver();
    await own.hold(who);
    const caseId = await asked(who, { address: '辽宁省沈阳市皇姑区某街2号' });
    await place.until(caseId, 'changed');
    expect(await place.events(caseId)).toContain('personal-change-beside-hold');
    expect((await holder(who)).address).toBe('辽宁省沈阳市皇姑区某街2号');
  });
});

describe('what is as before, or closed', () => {
  it('is refused by name', async () => {
    const who = await leaver({ flexible: '0.00' });
    const same = await asked(who, { phone: '13900001111' });
    await place.until(same, 'refused');
    expect(await reasonsOf(same)).toEqual(['personal-nothing-new']);
    await place.db.owner.query(
      `update account set state = 'closed', close_reason = 'withdrawn', closed_on = current_date
        where number = $1`,
      [who.account],
    );
    const closed = await asked(who, { phone: '13900000467' }, CLERK);
    await place.until(closed, 'refused');
    expect(await reasonsOf(closed)).toEqual(['personal-account-closed']);
  });
});
