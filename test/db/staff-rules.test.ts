// What no two supervisors may agree to: roles that do not go together, two accounts, too few supervisors.
import { describe, expect, it } from 'vitest';
import { acting, bench, CENTER, NOW, OTHER_CENTER, sideBySide } from './fixtures.ts';
import { give, staffDesk } from './staff-desk.ts';

const suite = bench();
const { propose, decide, roles, member, rightsOf, stateOf, eventsOf } = staffDesk(suite);

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
    // Three are left; a third decides that each of the two others goes.
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
    const right = await propose('suspend', 'sun', {}, { by: acting('zhou', 'supervisor') });
    // Both have counted by the time they want to write their line of the trail.
    const lock = { text: 'lock table event in share mode', values: [], waiting: 2 };
    const by = acting(third, 'supervisor', NOW + 1_000);
    const told = await sideBySide(suite, lock, () => [decide(left, by), decide(right, by)]);
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
