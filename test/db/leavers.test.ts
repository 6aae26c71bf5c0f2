// Absences with their deputies, and what becomes of the work of somebody who left.
import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import {
  decideStaffChange,
  endAbsence,
  proposeStaffChange,
  recordAbsence,
  settleLeavers,
} from '../../src/db/staff.ts';
import { claimTask } from '../../src/db/tasks.ts';
import {
  acting,
  bench,
  CENTER,
  laterEvents,
  newCase,
  newTask,
  NOW,
  sideBySide,
} from './fixtures.ts';

const suite = bench();
const supervisor = acting('sun', 'supervisor');
const at = (day: string, time = '12:00:00') => Date.parse(`${day}T${time}+08:00`);

async function member(
  given: readonly { role: string; branch?: string | null }[] = [{ role: 'reviewer' }],
): Promise<string> {
  const id = `p-${randomUUID().slice(0, 8)}`;
  await suite.owner.query(
    `insert into staff (id, subject, kind, name, center) values ($1, $1, 'person', $1, $2)`,
    [id, CENTER],
  );
  for (const { role, branch = null } of given) {
    await suite.owner.query(
      `insert into staff_scope (staff, role, center, branch, valid_from)
       values ($1, $2, $3, $4, '2026-01-01')`,
      [id, role, CENTER, branch],
    );
  }
  return id;
}

async function away(
  staff: string,
  [from, to]: readonly [string, string],
  deputy: string | null = null,
  by = supervisor,
): Promise<string> {
  const id = randomUUID();
  await recordAbsence(suite.api, { id, staff, from, to, deputy, by });
  return id;
}

async function held(task: string) {
  const { rows } = await suite.api.query<{
    claimed_by: string | null;
    assigned_to: string | null;
    version: number;
  }>('select claimed_by, assigned_to, version from task where id = $1', [task]);
  return rows[0]!;
}

async function taskOf(staff: string, how: 'claimed' | 'assigned', options = {}) {
  const { id: caseId } = await newCase(suite);
  const task = await newTask(suite, caseId, options);
  await suite.app.query(
    how === 'claimed'
      ? 'update task set claimed_by = $2, claimed_at = now() where id = $1'
      : 'update task set assigned_to = $2 where id = $1',
    [task, staff],
  );
  return { caseId, task };
}

describe('an absence', () => {
  it('is recorded by a supervisor for anybody, and by everybody for themselves only', async () => {
    const [one, other] = [await member(), await member()];
    await away(one, ['2026-11-24', '2026-11-27']);
    await away(other, ['2026-11-24', '2026-11-27'], null, acting(other, 'reviewer'));
    await expect(
      away(one, ['2026-12-01', '2026-12-02'], null, acting(other, 'reviewer')),
    ).rejects.toMatchObject({ code: 'not-authorized' });
    await expect(
      away(one, ['2026-12-01', '2026-12-02'], null, acting('dl-sun', 'supervisor')),
    ).rejects.toMatchObject({ code: 'not-found' });
  });

  it('does not overlap another of the same person, by a single day', async () => {
    const staff = await member();
    await away(staff, ['2026-11-24', '2026-11-27']);
    for (const days of [
      ['2026-11-27', '2026-11-28'],
      ['2026-11-23', '2026-11-24'],
      ['2026-11-25', '2026-11-26'],
    ] as const) {
      await expect(away(staff, days)).rejects.toMatchObject({
        message: '该工作人员在这段时间内已登记缺勤。',
      });
    }
    await away(staff, ['2026-11-28', '2026-11-28']);
    await away(staff, ['2026-11-23', '2026-11-23']);
  });

  it('may end today and not yesterday, and lasts a year at most', async () => {
    const staff = await member();
    await expect(away(staff, ['2026-11-20', '2026-11-22'])).rejects.toMatchObject({
      code: 'input-invalid',
    });
    await away(staff, ['2026-11-20', '2026-11-23']);
    await expect(away(staff, ['2027-01-01', '2028-01-03'])).rejects.toMatchObject({
      code: 'input-invalid',
    });
    await away(staff, ['2027-01-01', '2028-01-02']);
  });

  it('has a deputy who can do some of it, works then, and is somebody else', async () => {
    const staff = await member([{ role: 'clerk', branch: 'sy-hall' }]);
    const days = ['2026-12-01', '2026-12-04'] as const;
    const refused = async (deputy: string, code: string) => {
      await expect(away(staff, days, deputy), deputy).rejects.toMatchObject({ code });
    };
    await refused(staff, 'input-invalid');
    await refused('dl-lin', 'input-invalid');
    await refused('channel-bank', 'input-invalid');
    await refused(await member([{ role: 'reviewer' }]), 'action-not-permitted');
    await refused(await member([{ role: 'clerk', branch: 'sy-bank' }]), 'action-not-permitted');
    const busy = await member([{ role: 'clerk' }]);
    await away(busy, ['2026-12-04', '2026-12-10']);
    await refused(busy, 'action-not-permitted');
    const leaving = await member([{ role: 'clerk' }]);
    await suite.owner.query(`update staff set left_on = '2026-12-03' where id = $1`, [leaving]);
    await refused(leaving, 'action-not-permitted');
    await away(staff, days, await member([{ role: 'clerk' }]));
  });

  it('is taken back before it begins, and ends early once it has', async () => {
    const staff = await member();
    const end = (id: string, lastDay: string | null) =>
      endAbsence(suite.api, { id, lastDay, by: supervisor });
    const later = await away(staff, ['2026-12-01', '2026-12-04']);
    await end(later, null);
    await expect(end(later, null)).rejects.toMatchObject({ code: 'action-not-permitted' });
    await away(staff, ['2026-12-01', '2026-12-04']);
    const now = await away(staff, ['2026-11-20', '2026-11-27']);
    await expect(end(now, null)).rejects.toMatchObject({ code: 'action-not-permitted' });
    for (const day of ['2026-11-21', '2026-11-27', '2026-11-28']) {
      await expect(end(now, day), day).rejects.toMatchObject({ code: 'input-invalid' });
    }
    await end(now, '2026-11-22');
    await expect(end(now, '2026-11-22')).rejects.toMatchObject({ code: 'action-not-permitted' });
  });
});

describe('a deputy', () => {
  const days = ['2026-11-24', '2026-11-26'] as const;

  it('takes over from the first day to the last, not the day before and not the day after', async () => {
    const [staff, deputy] = [await member(), await member()];
    await away(staff, days, deputy);
    const take = async (instant: number) => {
      const { task } = await taskOf(staff, 'assigned');
      const by = acting(deputy, 'reviewer', instant);
      return claimTask(suite.api, { task, version: 1, by }).catch((error: unknown) => error);
    };
    const refused = { message: '该待办已指派给他人。' };
    expect(await take(at('2026-11-23', '23:59:59'))).toMatchObject(refused);
    expect(await take(at('2026-11-24', '00:00:00'))).toBe(2);
    expect(await take(at('2026-11-26', '23:59:59'))).toBe(2);
    expect(await take(at('2026-11-27', '00:00:00'))).toMatchObject(refused);
  });

  it('takes also what was claimed; it is then the deputy’s, and the trail says for whom', async () => {
    const [staff, deputy] = [await member(), await member()];
    await away(staff, days, deputy);
    const { caseId, task } = await taskOf(staff, 'claimed');
    const by = acting(deputy, 'reviewer', at('2026-11-24'));
    await claimTask(suite.api, { task, version: 1, by });
    expect(await held(task)).toMatchObject({ claimed_by: deputy, assigned_to: null });
    expect(await laterEvents(suite, caseId)).toMatchObject([
      { kind: 'task-claimed', actor: deputy, public: { for: staff } },
    ]);
    const given = await taskOf(staff, 'assigned');
    await claimTask(suite.api, { task: given.task, version: 1, by });
    expect(await held(given.task)).toMatchObject({ claimed_by: deputy, assigned_to: deputy });
  });

  it('gets no right by it: not another role, not a case they had part in, not a colleague’s deputy', async () => {
    const staff = await member([{ role: 'reviewer' }, { role: 'approver' }]);
    const [deputy, third] = [await member(), await member()];
    await away(staff, days, deputy);
    const by = (id: string, role: string) => acting(id, role, at('2026-11-24'));
    const take = (task: string, who = by(deputy, 'reviewer')) =>
      claimTask(suite.api, { task, version: 1, by: who });
    const other = await taskOf(staff, 'claimed', { role: 'approver' });
    await expect(take(other.task)).rejects.toMatchObject({ code: 'not-authorized' });
    await expect(take(other.task, by(deputy, 'approver'))).rejects.toMatchObject({
      code: 'not-found',
    });
    const own = await taskOf(staff, 'claimed', { notBy: [deputy] });
    await expect(take(own.task)).rejects.toMatchObject({ code: 'same-person' });
    const some = await taskOf(staff, 'claimed');
    await expect(take(some.task, by(third, 'reviewer'))).rejects.toMatchObject({
      message: '该待办已由他人领取。',
    });
  });
});

async function leave(
  staff: string,
  detail: { lastDay: string; atOnce?: boolean; moveTo?: string | null },
  decidedAt = NOW + 60_000,
): Promise<void> {
  const id = randomUUID();
  const nobody = { branch: null, name: null, subject: null, employeeNumber: null };
  await proposeStaffChange(suite.api, {
    change: {
      ...nobody,
      ...{ id, center: CENTER, kind: 'leave', staff, reason: '调离' },
      detail: { atOnce: false, moveTo: null, ...detail },
    },
    by: supervisor,
  });
  const by = acting('zhou', 'supervisor', decidedAt);
  await decideStaffChange(suite.api, { change: id, approve: true, reason: '同意', by });
}

async function session(staff: string): Promise<void> {
  await suite.api.query(
    `insert into web.session (id_hash, staff, expires_at, content) values ($1, $2, now() + interval '1 hour', 'v1')`,
    [randomUUID(), staff],
  );
}

async function sessionsOf(staff: string): Promise<number> {
  const { rowCount } = await suite.api.query('select from web.session where staff = $1', [staff]);
  return rowCount ?? 0;
}

describe('somebody who leaves', () => {
  it('works through the last day; on the next the work has moved, and nothing is left of them', async () => {
    const [staff, heir] = [await member(), await member()];
    const claimed = await taskOf(staff, 'claimed');
    const assigned = await taskOf(staff, 'assigned');
    const notTheirs = await taskOf(heir, 'claimed');
    const barred = await taskOf(staff, 'claimed', { notBy: [heir] });
    await session(staff);
    await away(staff, ['2026-12-01', '2026-12-05']);
    await leave(staff, { lastDay: '2026-11-24', moveTo: heir });

    expect(
      await settleLeavers(suite.api, { origin: 'test', at: at('2026-11-24', '23:59:59') }),
    ).toBe(0);
    expect(await sessionsOf(staff)).toBe(1);
    const own = await taskOf(staff, 'assigned');
    const by = acting(staff, 'reviewer', at('2026-11-24', '17:00:00'));
    await claimTask(suite.api, { task: own.task, version: 1, by });

    expect(
      await settleLeavers(suite.api, { origin: 'test', at: at('2026-11-25', '00:00:00') }),
    ).toBe(1);
    expect(
      await settleLeavers(suite.api, { origin: 'test', at: at('2026-11-25', '00:01:00') }),
    ).toBe(0);
    expect(await sessionsOf(staff)).toBe(0);
    for (const { task } of [claimed, assigned, own]) {
      expect(await held(task)).toMatchObject({ claimed_by: null, assigned_to: heir });
    }
    expect(await held(barred.task)).toMatchObject({ claimed_by: null, assigned_to: null });
    expect(await held(notTheirs.task)).toMatchObject({ claimed_by: heir, version: 1 });
    expect(await laterEvents(suite, claimed.caseId)).toMatchObject([
      {
        kind: 'task-assigned',
        actor: 'system',
        public: { from: staff, to: heir, because: 'leave' },
      },
    ]);
    const { rows } = await suite.api.query(
      `select (select count(*)::int from absence where staff = $1 and cancelled_at is null) as absences,
         (select array_agg(valid_to::text) from staff_scope where staff = $1) as ends,
         (select public from event where kind = 'leaver-settled' and public->>'staff' = $1) as told`,
      [staff],
    );
    expect(rows).toMatchObject([
      { absences: 0, ends: ['2026-11-24'], told: { toColleague: 3, toQueue: 1, sessions: 1 } },
    ]);
    const late = acting(staff, 'reviewer', at('2026-11-25', '00:00:00'));
    await expect(
      claimTask(suite.api, { task: barred.task, version: 2, by: late }),
    ).rejects.toMatchObject({ code: 'not-found' });
  });

  it('at once: gone with the decision, whatever the last day', async () => {
    const staff = await member();
    const { task } = await taskOf(staff, 'claimed');
    await session(staff);
    await leave(staff, { lastDay: '2026-12-31', atOnce: true });
    expect(await sessionsOf(staff)).toBe(0);
    expect(await held(task)).toMatchObject({ claimed_by: null, assigned_to: null });
    const { rows } = await suite.api.query(
      `select s.active, s.left_on, g.valid_to from staff s join staff_scope g on g.staff = s.id
        where s.id = $1`,
      [staff],
    );
    expect(rows).toEqual([{ active: false, left_on: '2026-12-31', valid_to: '2026-11-22' }]);
  });

  it('a last day that has passed when it is agreed to takes effect at once', async () => {
    const staff = await member();
    const { task } = await taskOf(staff, 'claimed');
    await leave(staff, { lastDay: '2026-11-23' }, at('2026-11-24'));
    expect(await held(task)).toMatchObject({ claimed_by: null });
  });

  it('is settled once, also when several processes look at the same moment', async () => {
    const staff = await member();
    const { task } = await taskOf(staff, 'claimed');
    await leave(staff, { lastDay: '2026-11-24' });
    const lock = { text: 'select from task where id = $1 for update', values: [task], waiting: 1 };
    const looks = await sideBySide(suite, lock, () =>
      Array.from({ length: 6 }, () =>
        settleLeavers(suite.api, { origin: 'test', at: at('2026-11-26') }),
      ),
    );
    const settled = looks.map((look) => (look.status === 'fulfilled' ? look.value : -1));
    expect([...settled].sort()).toEqual([0, 0, 0, 0, 0, 1]);
    const { rowCount } = await suite.api.query(
      `select from event where kind = 'leaver-settled' and public->>'staff' = $1`,
      [staff],
    );
    expect(rowCount).toBe(1);
  });

  it('hands over to a colleague of the center who stays, and to nobody else', async () => {
    const staff = await member();
    const gone = await member();
    await suite.owner.query(`update staff set left_on = '2026-11-24' where id = $1`, [gone]);
    for (const moveTo of [staff, gone, 'dl-lin', 'channel-bank', 'nobody']) {
      await expect(leave(staff, { lastDay: '2026-11-24', moveTo }), moveTo).rejects.toMatchObject({
        code: 'action-not-permitted',
      });
    }
  });

  it('a proposal that was only tried moves nothing', async () => {
    const staff = await member();
    const { task } = await taskOf(staff, 'claimed');
    await session(staff);
    const before = await suite.owner.query<{ n: number }>('select count(*)::int as n from event');
    await proposeStaffChange(suite.api, {
      change: {
        id: randomUUID(),
        ...{ center: CENTER, kind: 'leave', staff, branch: null, name: null, subject: null },
        employeeNumber: null,
        detail: { lastDay: '2026-11-23', atOnce: true, moveTo: null },
        reason: '调离',
      },
      by: supervisor,
    });
    expect(await held(task)).toEqual({ claimed_by: staff, assigned_to: null, version: 1 });
    expect(await sessionsOf(staff)).toBe(1);
    const after = await suite.owner.query<{ n: number }>('select count(*)::int as n from event');
    expect(after.rows[0]!.n).toBe(before.rows[0]!.n + 1);
  });
});
