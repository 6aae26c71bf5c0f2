// Changes of people, roles and branches: two persons, none of them concerned, nothing half done.
import { beforeEach, describe, expect, it } from 'vitest';
import { withdrawStaffChange } from '../../src/db/staff.ts';
import { acting, bench, NOW, sideBySide } from './fixtures.ts';
import { decider, give, proposer, staffDesk } from './staff-desk.ts';

const suite = bench();
const { propose, decide, roles, member, rightsOf, stateOf, eventsOf } = staffDesk(suite);
const DAY = 86_400_000;

describe('a change of roles', () => {
  it('changes nothing when it is proposed, and everything at once when another supervisor agrees', async () => {
    const staff = await member([{ role: 'clerk', branch: 'sy-hall' }]);
    const [clerk] = await rightsOf(staff);
    const ended = [{ grant: clerk!.id, lastDay: '2026-11-30' }];
    const change = await roles(
      staff,
      [give('reviewer', 'sy-bank', '2026-12-01', '2027-05-31')],
      ended,
    );
    expect(await rightsOf(staff)).toMatchObject([{ role: 'clerk', valid_to: null }]);
    await decide(change);
    expect(await rightsOf(staff)).toMatchObject([
      { role: 'clerk', branch: 'sy-hall', valid_to: '2026-11-30' },
      {
        role: 'reviewer',
        branch: 'sy-bank',
        valid_from: '2026-12-01',
        valid_to: '2027-05-31',
        granted_by: 'sun',
        approved_by: 'zhou',
      },
    ]);
    expect(await eventsOf(change)).toMatchObject([
      { kind: 'staff-change-proposed', actor: 'sun', public: { staff, what: 'roles' } },
      { kind: 'staff-change-approved', actor: 'zhou', public: { proposedBy: 'sun' } },
    ]);
  });

  it('leaves the words of the reason out of the trail, and holds them by their hash', async () => {
    const change = await roles(await member([]), [give('clerk', 'sy-hall')]);
    const [told] = await eventsOf(change);
    expect(JSON.stringify(told)).not.toContain('岗位调整');
    expect(told!.public['reasonHash']).toMatch(/^[0-9a-f]{64}$/);
  });

  it('never begins before the day it is agreed to', async () => {
    const staff = await member([]);
    const change = await roles(staff, [give('clerk', 'sy-hall', '2026-11-01')]);
    await decide(change, acting('zhou', 'supervisor', NOW + 2 * DAY));
    expect(await rightsOf(staff)).toMatchObject([{ valid_from: '2026-11-25' }]);
  });

  it('that would be over by then is not agreed to', async () => {
    const staff = await member([]);
    const change = await roles(staff, [give('clerk', 'sy-hall', '2026-11-23', '2026-11-24')]);
    await expect(decide(change, acting('zhou', 'supervisor', NOW + 2 * DAY))).rejects.toMatchObject(
      {
        code: 'action-not-permitted',
      },
    );
    expect(await rightsOf(staff)).toEqual([]);
    expect((await stateOf(change)).state).toBe('open');
  });

  it('ends a right at once, and leaves nothing of one that had not begun', async () => {
    const staff = await member([
      { role: 'clerk', branch: 'sy-hall' },
      { role: 'reviewer', from: '2026-12-01' },
    ]);
    const ended = (await rightsOf(staff)).map(({ id }) => ({ grant: id, lastDay: null }));
    await decide(await roles(staff, [], ended));
    expect(await rightsOf(staff)).toMatchObject([{ role: 'clerk', valid_to: '2026-11-22' }]);
  });

  it('does not give twice what is there already, nor end what is over', async () => {
    const staff = await member([{ role: 'clerk', branch: 'sy-hall', to: '2026-11-22' }]);
    const [over] = await rightsOf(staff);
    await expect(roles(staff, [], [{ grant: over!.id, lastDay: null }])).rejects.toMatchObject({
      code: 'action-not-permitted',
    });
    await decide(await roles(staff, [give('clerk', 'sy-hall')]));
    await expect(roles(staff, [give('clerk', 'sy-hall', '2026-12-01')])).rejects.toMatchObject({
      message: '该工作人员在这段时间内已有同一岗位。',
    });
    await decide(await roles(staff, [give('clerk', 'sy-bank', '2026-12-01')]));
  });

  it('gives no role of a channel to a person, and no branch of another center', async () => {
    const staff = await member([]);
    for (const right of [
      give('channel', 'sy-hall'),
      give('clerk', 'dl-hall'),
      give('clerk', 'none'),
    ]) {
      await expect(roles(staff, [right])).rejects.toMatchObject({ code: 'input-invalid' });
    }
  });
});

describe('two persons', () => {
  it.each([
    ['whoever proposed it', 'sun', 'supervisor', 'same-person'],
    ['a clerk', 'lin', 'clerk', 'not-authorized'],
    ['a reviewer', 'zhao', 'reviewer', 'not-authorized'],
    ['an auditor', 'li', 'auditor', 'not-authorized'],
    ['somebody who only says to be a supervisor', 'lin', 'supervisor', 'not-found'],
    ['a supervisor of another center', 'dl-sun', 'supervisor', 'not-found'],
  ])('%s does not decide', async (_who, id, role, code) => {
    const change = await roles(await member([]), [give('clerk', 'sy-hall')]);
    await expect(decide(change, acting(id, role, NOW + 1))).rejects.toMatchObject({ code });
    expect((await stateOf(change)).state).toBe('open');
  });

  it.each([
    ['a clerk', 'lin', 'clerk'],
    ['an auditor', 'li', 'auditor'],
    ['a supervisor of another center', 'dl-sun', 'supervisor'],
  ])('%s does not propose', async (_who, id, role) => {
    const staff = await member([]);
    await expect(
      roles(staff, [give('clerk', 'sy-hall')], [], acting(id, role)),
    ).rejects.toMatchObject({ code: 'not-authorized' });
  });

  it('nobody proposes or decides what concerns themselves', async () => {
    await expect(roles('sun', [give('reviewer')])).rejects.toMatchObject({ code: 'same-person' });
    const change = await roles('zhou', [give('reviewer', 'sy-hall')]);
    await expect(decide(change)).rejects.toMatchObject({
      code: 'same-person',
      message: '不得确认涉及本人的变更，请由其他主管确认。',
    });
  });

  it('whoever became a supervisor after it was proposed does not decide on it', async () => {
    const puppet = await member([]);
    const open = await roles(await member([]), [give('clerk', 'sy-hall')]);
    await decide(await roles(puppet, [give('supervisor')]));
    const later = acting(puppet, 'supervisor', NOW + 120_000);
    await expect(decide(open, later)).rejects.toMatchObject({
      code: 'same-person',
      message: '您的主管岗位是在该变更提出之后取得的，须由另一名主管确认。',
    });
    const next = await propose(
      'roles',
      await member([]),
      { give: [give('clerk', 'sy-hall')], end: [], homeBranch: null },
      { by: acting('sun', 'supervisor', NOW + 180_000) },
    );
    await decide(next, acting(puppet, 'supervisor', NOW + 240_000));
  });

  it('what somebody proposed who is no supervisor any more is not agreed to, but may be declined', async () => {
    const third = await member([{ role: 'supervisor' }]);
    const make = () => roles(lucky, [give('clerk', 'sy-hall')], [], acting(third, 'supervisor'));
    const lucky = await member([]);
    const [first, second] = [await make(), await make()];
    await suite.owner.query(`update staff_scope set valid_to = '2026-11-22' where staff = $1`, [
      third,
    ]);
    await expect(decide(first)).rejects.toMatchObject({ code: 'action-not-permitted' });
    await decide(second, decider, false);
    expect((await stateOf(second)).state).toBe('declined');
    expect(await rightsOf(lucky)).toEqual([]);
  });

  it('of two who decide at the same moment one is told that it is decided', async () => {
    const third = await member([{ role: 'supervisor' }]);
    for (let round = 0; round < 5; round += 1) {
      const staff = await member([]);
      const change = await roles(staff, [give('clerk', 'sy-hall')]);
      const lock = {
        text: 'select from staff where id = $1 for update',
        values: [staff],
        waiting: 3,
      };
      const told = await sideBySide(suite, lock, () => [
        decide(change),
        decide(change, acting(third, 'supervisor', NOW + 60_000), round % 2 === 0),
        decide(change),
      ]);
      expect(told.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
      for (const one of told) {
        if (one.status === 'rejected') {
          expect(one.reason).toMatchObject({ message: '该变更已经决定。' });
        }
      }
      expect((await rightsOf(staff)).length).toBeLessThan(2);
      expect(await eventsOf(change)).toHaveLength(2);
    }
  });

  it('a decision stays: not decided again, not withdrawn, not rewritten, not deleted', async () => {
    const change = await roles(await member([]), [give('clerk', 'sy-hall')]);
    await decide(change, decider, false);
    await expect(decide(change)).rejects.toMatchObject({ code: 'action-not-permitted' });
    await expect(
      withdrawStaffChange(suite.api, { change, reason: '提错了', by: proposer }),
    ).rejects.toMatchObject({ code: 'action-not-permitted' });
    const text = `update staff_change set state = 'approved' where id = '${change}'`;
    await expect(suite.owner.query(text)).rejects.toThrow('a staff change is decided once');
    await expect(suite.owner.query('delete from staff_change')).rejects.toThrow('append-only');
  });

  it('only the proposer withdraws, and what was proposed cannot be changed under the decider', async () => {
    const change = await roles(await member([]), [give('clerk', 'sy-hall')]);
    const text = `update staff_change set detail = '{"give": []}' where id = '${change}'`;
    await expect(suite.owner.query(text)).rejects.toThrow('a staff change is decided once');
    const withdraw = (by = proposer) =>
      withdrawStaffChange(suite.api, { change, reason: '提错了', by });
    await expect(withdraw(decider)).rejects.toMatchObject({ code: 'not-authorized' });
    await withdraw();
    await expect(decide(change)).rejects.toMatchObject({ code: 'action-not-permitted' });
  });

  it('a proposal lies for 30 days and no longer', async () => {
    const [first, second] = [
      await roles(await member([]), [give('clerk', 'sy-hall')]),
      await roles(await member([]), [give('clerk', 'sy-hall')]),
    ];
    await decide(first, acting('zhou', 'supervisor', NOW + 30 * DAY));
    await expect(
      decide(second, acting('zhou', 'supervisor', NOW + 31 * DAY)),
    ).rejects.toMatchObject({ code: 'action-not-permitted' });
  });
});

describe('a supervisor of one branch', () => {
  let ofHall = '';
  beforeEach(async () => {
    ofHall = await member([{ role: 'supervisor', branch: 'sy-hall' }]);
  });

  it('proposes and decides within the branch, and grants nothing beyond it', async () => {
    const by = acting(ofHall, 'supervisor', NOW + 90_000);
    const own = await member([{ role: 'clerk', branch: 'sy-hall' }]);
    const change = await roles(
      own,
      [give('reviewer', 'sy-hall')],
      [],
      acting(ofHall, 'supervisor'),
    );
    await decide(change);
    for (const beyond of [give('clerk', 'sy-bank'), give('approver', null)]) {
      await expect(roles(own, [beyond], [], acting(ofHall, 'supervisor'))).rejects.toMatchObject({
        code: 'not-authorized',
        message: '该变更涉及的网点超出您的管辖范围。',
      });
    }
    const wide = await roles(own, [give('clerk', 'sy-bank')]);
    await expect(decide(wide, by)).rejects.toMatchObject({ code: 'not-authorized' });
  });

  it('does not touch somebody who also works elsewhere', async () => {
    const both = await member([
      { role: 'clerk', branch: 'sy-hall' },
      { role: 'clerk', branch: 'sy-bank' },
    ]);
    await expect(
      propose('suspend', both, {}, { by: acting(ofHall, 'supervisor') }),
    ).rejects.toMatchObject({ code: 'not-authorized' });
  });
});
