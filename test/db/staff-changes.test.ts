// Changes of people, roles and branches: two persons, none of them concerned, nothing half done.
import { randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, it } from 'vitest';
import { decideStaffChange, proposeStaffChange, withdrawStaffChange } from '../../src/db/staff.ts';
import { acting, bench, CENTER, NOW, OTHER_CENTER } from './fixtures.ts';

const suite = bench();
const DAY = 86_400_000;
const proposer = acting('sun', 'supervisor');
const decider = acting('zhou', 'supervisor', NOW + 60_000);

type Detail = Readonly<Record<string, unknown>>;

async function propose(
  kind: string,
  staff: string | null,
  detail: Detail = {},
  { by = proposer, center = CENTER, more = {} as object } = {},
): Promise<string> {
  const id = randomUUID();
  const nobody = { branch: null, name: null, subject: null, employeeNumber: null };
  const reason = '岗位调整';
  const change = { ...nobody, id, center, kind, staff, detail, reason, ...more };
  await proposeStaffChange(suite.api, { change, by });
  return id;
}

const decide = (change: string, by = decider, approve = true) =>
  decideStaffChange(suite.api, { change, approve, reason: '核对一致', by });

const give = (role: string, branch: string | null = null, from = '2026-11-23', to?: string) => ({
  role,
  branch,
  from,
  to: to ?? null,
});
const roles = (
  staff: string,
  given: readonly object[],
  ended: readonly object[] = [],
  by = proposer,
) => propose('roles', staff, { give: given, end: ended, homeBranch: null }, { by });

/** Somebody new with the roles given, set up as the center was. */
async function member(
  given: readonly { role: string; branch?: string | null; from?: string; to?: string }[],
  { center = CENTER } = {},
): Promise<string> {
  const id = `p-${randomUUID().slice(0, 8)}`;
  await suite.owner.query(
    `insert into staff (id, subject, kind, name, center, home_branch) values ($1, $1, 'person', $1, $2, null)`,
    [id, center],
  );
  for (const { role, branch = null, from = '2026-01-01', to = null } of given) {
    await suite.owner.query(
      `insert into staff_scope (staff, role, center, branch, valid_from, valid_to)
       values ($1, $2, $3, $4, $5, $6)`,
      [id, role, center, branch, from, to],
    );
  }
  return id;
}

async function rightsOf(staff: string) {
  const { rows } = await suite.owner.query<{
    id: string;
    role: string;
    branch: string | null;
    valid_from: string;
    valid_to: string | null;
    granted_by: string | null;
    approved_by: string | null;
  }>(
    `select id, role, branch, valid_from, valid_to, granted_by, approved_by from staff_scope
      where staff = $1 order by id`,
    [staff],
  );
  return rows;
}

async function stateOf(change: string) {
  const { rows } = await suite.api.query<{ state: string; warnings: { words: string }[] }>(
    'select state, warnings from staff_change where id = $1',
    [change],
  );
  return rows[0]!;
}

async function eventsOf(change: string) {
  const { rows } = await suite.api.query<{ kind: string; actor: string; public: Detail }>(
    `select kind, actor, public from event where public->>'change' = $1 order by id`,
    [change],
  );
  return rows;
}

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
      const told = await Promise.allSettled([
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

describe('roles that do not go together', () => {
  it.each([
    ['operator', 'clerk'],
    ['operator', 'supervisor'],
    ['operator', 'auditor'],
    ['auditor', 'clerk'],
    ['auditor', 'reviewer'],
    ['auditor', 'approver'],
    ['auditor', 'supervisor'],
  ])('%s and %s are refused already when proposed, wherever they are', async (first, second) => {
    const staff = await member([{ role: first }]);
    await expect(
      roles(staff, [give(second, second === 'supervisor' ? null : 'sy-bank')]),
    ).rejects.toMatchObject({
      code: 'action-not-permitted',
      message: expect.stringContaining('GB/T 22239—2019') as string,
    });
    expect(await rightsOf(staff)).toHaveLength(1);
  });

  it('clerk, reviewer and approver of one branch are refused; of different branches they are not', async () => {
    const staff = await member([
      { role: 'clerk', branch: 'sy-hall' },
      { role: 'reviewer', branch: 'sy-hall' },
    ]);
    for (const right of [give('approver', 'sy-hall'), give('approver', null)]) {
      await expect(roles(staff, [right])).rejects.toMatchObject({ code: 'action-not-permitted' });
    }
    await decide(await roles(staff, [give('approver', 'sy-bank')]));
  });

  it('two of them are warned of, before and after the decision', async () => {
    const staff = await member([{ role: 'clerk', branch: 'sy-hall' }]);
    const change = await roles(staff, [give('reviewer')]);
    expect((await stateOf(change)).warnings).toMatchObject([
      { words: expect.stringContaining('兼任柜员和复核') as string },
    ]);
    await decide(change);
    const { rows } = await suite.api.query(
      `select effect, roles from api_staff_conflicts($1, '2026-11-23') where staff = $2`,
      [CENTER, staff],
    );
    expect(rows).toEqual([{ effect: 'warned', roles: ['clerk', 'reviewer'] }]);
  });

  it('meet on the first day both are there, not a day before', async () => {
    const staff = await member([{ role: 'auditor', to: '2026-12-31' }]);
    await expect(roles(staff, [give('clerk', 'sy-hall', '2026-12-31')])).rejects.toMatchObject({
      code: 'action-not-permitted',
    });
    await decide(await roles(staff, [give('clerk', 'sy-hall', '2027-01-01')]));
  });

  it('that were there before do not keep anybody from taking one away', async () => {
    const staff = await member([{ role: 'auditor' }, { role: 'clerk', branch: 'sy-hall' }]);
    const [auditor] = await rightsOf(staff);
    await decide(await roles(staff, [], [{ grant: auditor!.id, lastDay: null }]));
    expect((await rightsOf(staff))[0]).toMatchObject({ valid_to: '2026-11-22' });
  });
});

describe('somebody who joins', () => {
  const detail = (
    given: readonly object[] = [give('clerk', 'sy-hall')],
    homeBranch = 'sy-hall',
  ) => ({
    type: 'person',
    homeBranch,
    give: given,
  });
  const join = (id: string, employeeNumber: string | null, more: object = {}) =>
    propose('join', id, detail(), {
      more: { name: '新同事', subject: `sub-${id}`, employeeNumber, ...more },
    });

  it('has an account with roles once it is agreed to, and none before', async () => {
    const change = await join('new-clerk', 'A1001');
    expect(await rightsOf('new-clerk')).toEqual([]);
    await decide(change);
    const { rows } = await suite.api.query(
      `select name, employee_number, home_branch, active from staff where id = 'new-clerk'`,
    );
    expect(rows).toEqual([
      { name: '新同事', employee_number: 'A1001', home_branch: 'sy-hall', active: true },
    ]);
    expect(await rightsOf('new-clerk')).toMatchObject([{ role: 'clerk', branch: 'sy-hall' }]);
    expect(JSON.stringify(await eventsOf(change))).not.toContain('新同事');
  });

  it('has one account: no second id, no second sign-in, no second employee number', async () => {
    await decide(await join('one-only', 'A1002'));
    await expect(join('one-only', 'A1003')).rejects.toThrow('该账号名已被使用');
    await expect(join('one-more', 'A1003', { subject: 'sub-one-only' })).rejects.toThrow(
      '一人只能有一个账号',
    );
    await expect(join('one-more', 'A1002')).rejects.toThrow('该工号已有账号');
    await expect(join('one-more', null)).rejects.toMatchObject({ code: 'input-invalid' });
  });

  it('under the same number proposed twice becomes one, also when both are agreed to at once', async () => {
    const [first, second] = [await join('twin-a', 'A1004'), await join('twin-b', 'A1004')];
    const told = await Promise.allSettled([decide(first), decide(second)]);
    expect(told.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });
});

describe('the center keeps two supervisors', () => {
  it('whoever would leave fewer is not let go, not even by two changes at once', async () => {
    // sun and zhou are supervisors; a third decides, then two of the three leave at once.
    const third = await member([{ role: 'supervisor' }]);
    const others = await suite.owner.query<{ id: string }>(
      `select distinct staff as id from staff_scope where role = 'supervisor' and center = $1
         and branch is null and staff not in ('sun', 'zhou', $2)
         and (valid_to is null or valid_to > '2026-11-23')`,
      [CENTER, third],
    );
    await suite.owner.query(`update staff set active = false where id = any ($1)`, [
      others.rows.map(({ id }) => id),
    ]);
    const left = await propose('suspend', 'zhou');
    const right = await propose('suspend', third);
    const told = await Promise.allSettled([
      decide(left, acting(third, 'supervisor', NOW + 1_000)),
      decide(right, acting('zhou', 'supervisor', NOW + 1_000)),
    ]);
    expect(told.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    const { rows } = await suite.api.query<{ n: number }>(
      `select count(*)::int as n from staff where id = any ($1) and active`,
      [['sun', 'zhou', third]],
    );
    expect(rows[0]?.n).toBe(2);
    await suite.owner.query('update staff set active = true where center = $1', [CENTER]);
  });
});

describe('a branch', () => {
  const branch = (id: string, more: object = {}, center = CENTER) =>
    propose(
      'branch',
      null,
      { name: '铁西服务大厅', district: '210106', type: 'hall', active: true, ...more },
      { center, more: { branch: id } },
    );

  it('is added, renamed and closed by two', async () => {
    await decide(await branch('sy-tiexi'));
    await decide(await branch('sy-tiexi', { name: '铁西大厅', active: false }));
    const { rows } = await suite.api.query(
      `select name, kind, active, center from branch where id = 'sy-tiexi'`,
    );
    expect(rows).toEqual([{ name: '铁西大厅', kind: 'hall', active: false, center: CENTER }]);
  });

  it('of another center is not taken over', async () => {
    await expect(branch('dl-hall')).rejects.toMatchObject({ code: 'action-not-permitted' });
    await expect(branch('sy-x', {}, OTHER_CENTER)).rejects.toMatchObject({
      code: 'not-authorized',
    });
  });
});
