/** The staff desk by HTTP: what two agree to holds at once, for sessions and streams too. */
import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { addDays, startOf } from '../../src/domain/calendar.ts';
import { startCase } from './world/cases.ts';
import { world } from './world/index.ts';
import { ok, staffDesk } from './world/staff.ts';

const place = world({ limits: { heartbeatMs: 200 } });
const desk = staffDesk(place);
const { clerk, supervisor, second, today, right, agreed, joined, taskOf } = desk;
const reason = '岗位调整';

describe('a change of people', () => {
  it('is told in words, waits for another supervisor, and acts on the very next request', async () => {
    const { staff, api } = await joined([right('clerk', 'sy-hall')]);
    const { id } = await startCase(clerk());
    expect((await api.get(`/cases/${id}`)).status).toBe(200);
    const member = await supervisor().get(`/staff/${staff}`);
    const grant = member.string('rights.0.id');
    const body = {
      ...{ kind: 'roles', staff, reason, homeBranch: 'sy-bank' },
      give: [right('clerk', 'sy-bank')],
      end: [{ grant, lastDay: null }],
    };
    const proposed = ok(await supervisor().post('/staff/changes', { body }), 201);
    expect(proposed.body).toMatchObject({
      kindTitle: '调整岗位',
      stateTitle: '待另一名主管确认',
      lines: [
        '终止：柜员（sy-hall），立即',
        expect.stringMatching(/^授予：柜员（sy-bank），自\d{4}年\d+月\d+日起$/) as string,
        '改在网点：sy-bank',
      ],
      decidable: false,
      notDecidable: '须由提出人以外的主管确认。',
      withdrawable: true,
    });
    expect((await api.get(`/cases/${id}`)).status).toBe(200);
    const own = await second().get(`/staff/changes?state=open&staff=${staff}`);
    expect(own.list('items')).toMatchObject([{ decidable: true, withdrawable: false }]);
    const decided = await second().post(`/staff/changes/${proposed.string('id')}:decide`, {
      body: { approve: true, reason: '核对一致' },
    });
    expect(ok(decided).body).toMatchObject({ state: 'approved', stateTitle: '已生效' });
    expect((await api.get(`/cases/${id}`)).status).toBe(404);
    expect((await api.get('/me')).at('grants')).toMatchObject([
      { role: 'clerk', branch: 'sy-bank' },
    ]);
  });

  it('is proposed once under its key, and decided once under its', async () => {
    const { staff } = await joined([right('clerk', 'sy-hall')]);
    const body = { kind: 'suspend', staff, reason };
    const key = randomUUID();
    const first = ok(await supervisor().post('/staff/changes', { body, key }), 201);
    await place.owner.query('delete from web.idempotency');
    const again = ok(await supervisor().post('/staff/changes', { body, key }));
    expect(again.at('id')).toBe(first.at('id'));
  });

  it('points at what is wrong in it, and never repeats what was typed', async () => {
    const told = await supervisor().post('/staff/changes', {
      body: {
        ...{ kind: 'join', type: 'person', staff: 'No 1', name: '', subject: 's', reason },
        ...{ employeeNumber: null, homeBranch: null, give: [right('king', null)] },
      },
    });
    expect(told.body).toMatchObject({ code: 'input-invalid' });
    expect(told.list('errors').map(({ pointer }) => pointer)).toEqual(
      expect.arrayContaining(['#/staff', '#/name', '#/give/0/role']),
    );
  });

  it('warns of roles that should not meet, and refuses those that must not', async () => {
    const { staff } = await joined([right('clerk', 'sy-hall')]);
    const roles = (role: string) =>
      supervisor().post('/staff/changes', {
        body: {
          kind: 'roles',
          staff,
          give: [right(role, null)],
          end: [],
          homeBranch: null,
          reason,
        },
      });
    const warned = ok(await roles('reviewer'), 201);
    expect(warned.list('warnings')).toMatchObject([{ roles: ['clerk', 'reviewer'] }]);
    expect((await roles('auditor')).body).toMatchObject({
      code: 'action-not-permitted',
      detail: expect.stringContaining('GB/T 22239—2019') as string,
    });
  });

  it('is seen by auditors and proposed by nobody but supervisors', async () => {
    const auditor = place.as('li-shenji');
    expect(ok(await auditor.get('/staff/changes')).list('items').length).toBeGreaterThan(0);
    for (const staff of ['li-shenji', 'wu-yunwei', 'zhao-fuhe', 'lin-guiyuan']) {
      const told = await place.as(staff).post('/staff/changes', {
        body: { kind: 'suspend', staff: 'wang-guiyuan', reason },
      });
      expect(told.body, staff).toMatchObject({ code: 'not-authorized' });
    }
  });
});

describe('the list of people', () => {
  it('shows rights, conflicts and when somebody was here last', async () => {
    const { staff } = await joined([right('clerk', 'sy-hall')]);
    await place.browser('lin-guiyuan');
    const told = await supervisor().get('/staff?limit=100');
    const of = (id: string) => told.list('items').find((one) => one['id'] === id);
    expect(of('lin-guiyuan')).toMatchObject({
      state: 'working',
      signedInAt: expect.any(String) as string,
      unusedDays: 0,
    });
    expect(of(staff)).toMatchObject({ signedInAt: null, unusedDays: null });
    expect(of('dl-guiyuan')).toBeUndefined();
    await place.owner.query(
      `insert into staff_scope (staff, role, center, branch, valid_from)
       values ('lin-guiyuan', 'reviewer', '210100', 'sy-hall', '2026-01-01')`,
    );
    const after = await supervisor().get('/staff?limit=100&role=reviewer');
    expect(after.list('items').find((one) => one['id'] === 'lin-guiyuan')).toMatchObject({
      conflicts: [{ effect: 'warned', roles: ['clerk', 'reviewer'] }],
    });
    await place.owner.query(
      `delete from staff_scope where staff = 'lin-guiyuan' and role = 'reviewer'`,
    );
  });

  it('names the unused: never here, or not for so many days, to the day', async () => {
    const { staff } = await joined([right('clerk', 'sy-hall')]);
    const unused = async (days: number) =>
      (await supervisor().get(`/staff?limit=100&unusedDays=${String(days)}`))
        .list('items')
        .map(({ id }) => id);
    expect(await unused(9999)).toContain(staff);
    const seen = (daysAgo: number) =>
      place.owner.query('update staff set last_seen_at = $2 where id = $1', [
        staff,
        new Date(startOf(addDays(today(), -daysAgo)) + 3_600_000).toISOString(),
      ]);
    await seen(90);
    expect(await unused(90)).not.toContain(staff);
    await seen(91);
    expect(await unused(90)).toContain(staff);
    expect(await unused(91)).not.toContain(staff);
  });

  it('lets colleagues find each other, without numbers and sign-ins', async () => {
    const told = ok(await clerk().get('/colleagues'));
    expect(told.list('items').map(({ id }) => id)).toContain('zhao-fuhe');
    expect(told.text).not.toMatch(/employeeNumber|signedInAt|lastSeenAt/);
  });
});

describe('a leaver', () => {
  it('is out at once: session, token and stream are dead, the work is a colleague’s', async () => {
    const { staff, api } = await joined([right('clerk', 'sy-hall')]);
    await place.owner.query(`update staff set subject = 'elsewhere' where id = 'wang-guiyuan'`);
    await place.owner.query(`update staff set subject = 'wang-guiyuan' where id = $1`, [staff]);
    const browser = await place.browser('wang-guiyuan');
    expect((await place.withBrowser(browser).get('/me')).at('id')).toBe(staff);
    const { id, version } = await taskOf();
    ok(await place.withBrowser(browser).post(`/tasks/${id}:claim`, { version }));
    const stream = await fetch(`${place.base}/api/v1/tasks/stream`, {
      headers: { cookie: browser.cookies(place.base) },
    });
    expect(stream.status).toBe(200);
    const ended = stream.text();
    await agreed({ kind: 'leave', staff, lastDay: today(), atOnce: true, moveTo: 'lin-guiyuan' });
    expect((await place.withBrowser(browser).get('/me')).status).toBe(401);
    expect((await api.get('/me')).status).toBe(401);
    const { rowCount } = await place.owner.query('select from web.session where staff = $1', [
      staff,
    ]);
    expect(rowCount).toBe(0);
    const task = await supervisor().get(`/tasks/${id}`);
    expect(task.body).toMatchObject({ claimedBy: null, assignedTo: 'lin-guiyuan' });
    await ended;
    const gone = await supervisor().get('/staff?gone=true&limit=100');
    expect(gone.list('items').find((one) => one['id'] === staff)).toMatchObject({ state: 'left' });
    await place.owner.query(`update staff set subject = $1 where id = $1`, [staff]);
    await place.owner.query(`update staff set subject = 'wang-guiyuan' where id = 'wang-guiyuan'`);
  });

  it('with a last day to come works on through that day', async () => {
    const { staff, api } = await joined([right('clerk', 'sy-hall')]);
    await agreed({ kind: 'leave', staff, lastDay: today(), atOnce: false, moveTo: null });
    expect((await api.get('/me')).status).toBe(200);
    place.clock.ahead = startOf(addDays(today(), 1)) - Date.now() - 1_000;
    expect((await api.get('/me')).status).toBe(200);
    place.clock.ahead += 60_000;
    expect((await api.get('/me')).status).toBe(401);
    place.clock.ahead = 0;
  });

  it('who comes back has an account and no rights until they are given anew', async () => {
    const { staff, api } = await joined([right('clerk', 'sy-hall')]);
    await agreed({ kind: 'leave', staff, lastDay: today(), atOnce: true, moveTo: null });
    await agreed({ kind: 'resume', staff });
    expect((await api.get('/me')).body).toMatchObject({ code: 'not-authorized' });
    await agreed({
      ...{ kind: 'roles', staff, end: [], homeBranch: null },
      give: [right('clerk', 'sy-hall')],
    });
    expect((await api.get('/me')).status).toBe(200);
  });
});

describe('an absence', () => {
  it('shows on what the colleague holds, and the deputy finds it among their own', async () => {
    const [away, deputy] = [
      await joined([right('clerk', 'sy-hall')]),
      await joined([right('clerk', 'sy-hall')]),
    ];
    const { id, version } = await taskOf();
    ok(await supervisor().post(`/tasks/${id}:assign`, { version, body: { staff: away.staff } }));
    const absence = ok(
      await away.api.post(`/staff/${away.staff}/absences`, {
        body: { from: today(), to: addDays(today(), 3), deputy: deputy.staff },
      }),
      201,
    );
    expect(absence.body).toMatchObject({ state: 'now', openTasks: 1, changeable: true });
    const seen = await supervisor().get(`/tasks/${id}`);
    expect(seen.at('holderAway')).toEqual({
      ...{ staff: away.staff, from: today(), to: addDays(today(), 3), deputy: deputy.staff },
    });
    const mine = await deputy.api.get('/tasks?mine=true&limit=100');
    expect(mine.list('items')).toMatchObject([{ id, mine: true, claimable: true }]);
    const next = await deputy.api.get('/tasks:next');
    expect(next.at('task')).toMatchObject({ id });
    expect(next.string('because')).toBe('您正在代理不在岗的同事，该待办在其名下。');
    ok(await deputy.api.post(`/tasks/${id}:claim`, { version: version + 1 }));
    expect((await deputy.api.get('/tasks:next')).at('task')).not.toMatchObject({ id });
    const calendar = await clerk().get(`/absences?from=${today()}&to=${today()}`);
    expect(calendar.list('items').map(({ id: one }) => one)).toContain(absence.at('id'));
    const ended = await away.api.post(`/absences/${absence.string('id')}:end`, {
      body: { lastDay: today() },
    });
    expect(ok(ended).body).toMatchObject({ to: today(), state: 'now' });
  });

  it('of somebody else is a supervisor’s to record', async () => {
    const { staff } = await joined([right('clerk', 'sy-hall')]);
    const body = { from: addDays(today(), 5), to: addDays(today(), 6), deputy: null };
    expect((await clerk().post(`/staff/${staff}/absences`, { body })).body).toMatchObject({
      code: 'not-authorized',
    });
    ok(await supervisor().post(`/staff/${staff}/absences`, { body }), 201);
  });
});
