/** What the office does beside cases: tasks, figures, calendar, drafts, views, trail, board. */
import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { addDays, dateAt } from '../../src/domain/calendar.ts';
import { calendarDays, idNumber } from '../builders.ts';
import { startCase } from './world/cases.ts';
import { world } from './world/index.ts';

const place = world();
const clerk = () => place.as('lin-guiyuan');
const supervisor = () => place.as('sun-zhuguan');
const second = () => place.as('zhou-zhuguan');

async function task(staff = clerk()) {
  const { id, told } = await startCase(staff);
  return { caseId: id, id: told.string('tasks.0.id'), version: told.number('tasks.0.version') };
}

describe('a task', () => {
  it('is claimed by one, whose claim others see, and put back', async () => {
    const { id, version } = await task();
    const claimed = await clerk().post(`/tasks/${id}:claim`, { version });
    expect(claimed.body).toMatchObject({ claimedBy: 'lin-guiyuan', mine: true, claimable: false });
    expect(claimed.headers.get('etag')).toBe(`"v${version + 1}"`);
    const seen = await supervisor().get(`/tasks/${id}`);
    expect(seen.body).toMatchObject({
      claimedBy: 'lin-guiyuan',
      notClaimable: expect.any(String) as string,
    });
    const back = await clerk().post(`/tasks/${id}:release`, { version: version + 1 });
    expect(back.body).toMatchObject({ claimedBy: null, claimable: true });
    const events = await place
      .as('li-shenji')
      .get(`/audit/events?kind=task-claimed&staff=lin-guiyuan`);
    expect(events.list('items').length).toBeGreaterThan(0);
  });

  it('is won by one of two who claim at once', async () => {
    const { id, version } = await task();
    await place.owner.query(
      `insert into staff_scope (staff, role, center, valid_from)
       values ('zhao-fuhe', 'clerk', '210100', '2026-01-01') on conflict do nothing`,
    );
    const told = await Promise.all(
      [clerk(), place.as('zhao-fuhe')].map((api) => api.post(`/tasks/${id}:claim`, { version })),
    );
    expect(told.map(({ status }) => status).sort()).toEqual([200, 412]);
  });

  it('is refused to another role, with the reason that the list already showed', async () => {
    const { id, version } = await task();
    const shown = await place.as('qian-shenpi').get(`/tasks/${id}`);
    expect(shown.body).toMatchObject({ claimable: false, notClaimable: '该待办须由柜员办理。' });
    const told = await place.as('qian-shenpi').post(`/tasks/${id}:claim`, { version });
    expect(told.body).toMatchObject({ code: 'not-authorized' });
  });

  it('is assigned by a supervisor to somebody who may do it, and to nobody else', async () => {
    const { id, version } = await task();
    const to = (staff: string | null, at: number) =>
      supervisor().post(`/tasks/${id}:assign`, { version: at, body: { staff } });
    expect((await to('zhao-fuhe-nobody', version)).body).toMatchObject({
      code: 'action-not-permitted',
    });
    expect((await to('lin-guiyuan', version)).body).toMatchObject({ assignedTo: 'lin-guiyuan' });
    const mine = await clerk().get('/tasks?mine=true&limit=100');
    expect(mine.list('items').map((one) => one['id'])).toContain(id);
    expect((await to(null, version + 1)).body).toMatchObject({ assignedTo: null });
  });

  it('comes next by assignment, then by deadline, with the reason', async () => {
    const { id, version } = await task();
    await supervisor().post(`/tasks/${id}:assign`, { version, body: { staff: 'lin-guiyuan' } });
    const told = await clerk().get('/tasks:next');
    expect(told.at('task')).toMatchObject({ id });
    expect(told.string('because')).toBe('已指派给您。');
    const none = await place.as('qian-shenpi').get('/tasks:next');
    expect(none.body).toEqual({ task: null, because: '没有您可以领取的待办。' });
  });

  it('is listed by role, kind, branch and whether it is overdue', async () => {
    const { id } = await task();
    const find = async (query: string) => {
      const ids = [];
      let cursor = '';
      for (;;) {
        const told = await clerk().get(`/tasks?limit=100&${query}${cursor}`);
        ids.push(...told.list('items').map((one) => one['id']));
        const next = told.at('nextCursor');
        if (typeof next !== 'string') return ids;
        cursor = `&cursor=${next}`;
      }
    };
    expect(await find('role=clerk&kind=supplement&branch=sy-hall')).toContain(id);
    expect(await find('role=reviewer')).not.toContain(id);
    expect(await find('overdue=true')).not.toContain(id);
    await place.owner.query(`update task set due_on = '2026-01-01' where id = $1`, [id]);
    expect(await find('overdue=true')).toContain(id);
  });
});

describe('a list of tasks', () => {
  it('is counted by what is mine, may be taken, is due, and is listed in the same way', async () => {
    const { id, version } = await task();
    const before = await clerk().get('/tasks:counts');
    await clerk().post(`/tasks/${id}:claim`, { version });
    const after = await clerk().get('/tasks:counts');
    expect(after.number('mine')).toBe(before.number('mine') + 1);
    expect(after.number('claimable')).toBe(before.number('claimable') - 1);
    expect(after.number('all')).toBe(before.number('all'));
    const listed = async (claimable: boolean) => {
      const told = await clerk().get(`/tasks?limit=100&claimable=${claimable}`);
      return told.list('items').map((one) => [one['id'], one['claimable']]);
    };
    expect(await listed(true)).not.toContainEqual([id, expect.anything()]);
    expect(await listed(false)).toContainEqual([id, false]);
    for (const [, claimable] of await listed(true)) expect(claimable).toBe(true);
  });

  it('turns pages without showing one twice, those due on the same day included', async () => {
    const made = [await task(), await task(), await task()].map(({ id }) => id);
    const seen: unknown[] = [];
    let cursor = '';
    for (;;) {
      const told = await clerk().get(`/tasks?limit=2${cursor}`);
      seen.push(...told.list('items').map(({ id }) => id));
      const next = told.at('nextCursor');
      if (typeof next !== 'string') break;
      cursor = `&cursor=${next}`;
    }
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen).toEqual(expect.arrayContaining(made));
  });
});

describe('figures', () => {
  const figure = (more: object = {}) => ({
    name: 'supplement',
    value: '20',
    validFrom: '2027-06-01',
    documentNumber: '沈公积金委〔2026〕9号',
    reason: '管委会决定',
    ...more,
  });

  it('are proposed by one and decided by another, with their document and date', async () => {
    const proposed = await supervisor().post('/figures', { body: figure() });
    expect(proposed.status, proposed.text).toBe(201);
    const id = proposed.string('id');
    const decide = (api = second()) =>
      api.post(`/figures/${id}:decide`, { body: { approve: true, reason: '与文件一致' } });
    expect((await decide(supervisor())).body).toMatchObject({ code: 'same-person' });
    expect((await decide()).body).toMatchObject({ approved: true, decidedBy: 'zhou-zhuguan' });
    expect((await decide()).body).toMatchObject({ code: 'action-not-permitted' });
    const on = async (day: string) =>
      (await clerk().get(`/figures?name=supplement&on=${day}`))
        .list('items')
        .filter(({ center }) => center === '210100')
        .map(({ value }) => value);
    expect(await on('2027-05-31')).not.toContain('20');
    expect(await on('2027-06-01')).toEqual(['20']);
  });

  it('are refused when they cannot be read or would reach back', async () => {
    const told = await supervisor().post('/figures', { body: figure({ value: 'zwanzig' }) });
    expect(told.body).toMatchObject({ errors: [{ pointer: '#/value' }] });
    const back = await supervisor().post('/figures', { body: figure({ validFrom: '2026-01-01' }) });
    expect(back.body).toMatchObject({
      code: 'input-invalid',
      earliestDate: dateAt(Date.now()),
      errors: [{ pointer: '#/validFrom' }],
    });
    const other = await supervisor().post('/figures', { body: figure({ center: '210200' }) });
    expect(other.body).toMatchObject({ code: 'not-authorized' });
  });
});

describe('the calendar', () => {
  it('counts open tasks anew when a year is loaded', async () => {
    const { id } = await task();
    const before = await clerk().get(`/tasks/${id}`);
    const due = before.string('dueOn');
    const year = due.slice(0, 4);
    expect((await clerk().get(`/calendar/${year}`)).body).toMatchObject({ loaded: false });
    const body = {
      documentNumber: '国办发明电〔2025〕7号',
      days: calendarDays(year, [{ day: due, working: false, name: '临时放假' }]),
    };
    const loaded = await supervisor().put(`/calendar/${year}`, { body });
    expect(loaded.number('tasksMoved')).toBeGreaterThan(0);
    expect(loaded.number('promisesMoved')).toBeGreaterThanOrEqual(0);
    const after = await clerk().get(`/tasks/${id}`);
    expect(after.string('dueOn') > due).toBe(true);
    expect(after.at('dueProvisional')).toBe(false);
    const wrong = await supervisor().put('/calendar/2028', { body });
    expect(wrong.body).toMatchObject({ code: 'input-invalid' });
  });
});

describe('a draft', () => {
  it('is kept encrypted for its author, changed by version, and thrown away', async () => {
    const application = { applicant: { name: '未完成的人' } };
    const made = await clerk().post('/drafts', { body: { type: 'account-opening', application } });
    const id = made.string('id');
    expect(made.headers.get('etag')).toBe('"v1"');
    expect((await place.as('wang-guiyuan').get(`/drafts/${id}`)).status).toBe(404);
    const { rows } = await place.owner.query<{ line: string }>(
      'select d::text as line from web.draft d',
    );
    expect(rows.map(({ line }) => line).join()).not.toContain('未完成的人');
    const body = { application: { ...application, district: '210102' } };
    expect((await clerk().put(`/drafts/${id}`, { body, version: 2 })).status).toBe(412);
    const changed = await clerk().put(`/drafts/${id}`, { body, version: 1 });
    expect(changed.body).toMatchObject({ version: 2, application: body.application });
    const changedOn = dateAt(Date.parse(changed.string('updatedAt')));
    expect(changed.body).toMatchObject({ keptUntil: addDays(changedOn, 30) });
    const listed = await clerk().get('/drafts');
    expect(listed.list('items').find((one) => one['id'] === id)).toMatchObject({
      type: 'account-opening',
      applicant: { name: '未＊', documentNumber: null },
    });
    expect(listed.text).not.toContain('未完成的人');
    expect((await clerk().delete(`/drafts/${id}`)).status).toBe(204);
    expect((await clerk().get(`/drafts/${id}`)).status).toBe(404);
  });
});

describe('a list of drafts', () => {
  it('tells one from another by what is filled in, masked, and by nothing when nothing is', async () => {
    const keep = async (application: Record<string, unknown>) =>
      (await clerk().post('/drafts', { body: { type: 'account-opening', application } })).string(
        'id',
      );
    const number = idNumber();
    const numbered = await keep({ applicant: { document: { number } } });
    const empty = await keep({});
    const odd = await keep({ applicant: { name: 7 } });
    const told = await clerk().get('/drafts');
    const of = (id: string) => told.list('items').find((one) => one['id'] === id)?.['applicant'];
    expect(of(numbered)).toEqual({
      name: null,
      documentNumber: expect.stringMatching(/^219\*+/) as string,
    });
    expect(of(empty)).toBeNull();
    expect(of(odd)).toBeNull();
    expect(told.text).not.toContain(number);
  });
});

describe('a saved view', () => {
  it('is one’s own, or shared with the branch', async () => {
    const query = { stage: 'incomplete', overdue: 'true' };
    const shared = await supervisor().post('/views', {
      body: { name: '逾期补正', query, shared: true, branch: null },
    });
    await supervisor().post('/views', { body: { name: '自用', query } });
    const seen = (await clerk().get('/views')).list('items');
    expect(seen).toContainEqual(expect.objectContaining({ name: '逾期补正', own: false, query }));
    expect(seen.map(({ name }) => name)).not.toContain('自用');
    expect((await place.as('dl-guiyuan').get('/views')).list('items')).toEqual([]);
    expect((await clerk().delete(`/views/${shared.string('id')}`)).status).toBe(404);
    expect((await supervisor().delete(`/views/${shared.string('id')}`)).status).toBe(204);
  });

  it('takes no personal data', async () => {
    for (const value of [idNumber(), '13800000000']) {
      const told = await clerk().post('/views', { body: { name: '查', query: { person: value } } });
      expect(told.status).toBe(422);
    }
    const told = await clerk().post('/views', {
      body: { name: '查', query: { person: randomUUID() } },
    });
    expect(told.status).toBe(201);
  });
});

describe('the audit trail', () => {
  it('is read by person, case, staff, kind and day, and its reading is a line of it', async () => {
    const { id, told } = await startCase(clerk());
    const auditor = place.as('li-shenji');
    const of = async (query: string) => (await auditor.get(`/audit/events?${query}`)).list('items');
    expect((await of(`case=${id}`)).map(({ kind }) => kind)).toContain('case-received');
    expect((await of(`person=${told.string('person.id')}`)).length).toBeGreaterThan(0);
    expect(await of('from=2031-01-01')).toEqual([]);
    const readings = await of('kind=trail-read&staff=li-shenji');
    expect(readings.map((one) => one['public'])).toContainEqual({ case: id });
    const received = (await of(`case=${id}`)).find(({ kind }) => kind === 'case-received');
    expect(received?.['sentence']).toMatch(/。$/);
  });
});

describe('the board', () => {
  it('shows what is open, late, stuck, and how outside and inside do', async () => {
    const { id } = await startCase(clerk());
    await place.engine.move(id, {
      stage: { at: 'needs attention' },
      waits: {
        close: 'all',
        open: [
          {
            kind: 'parked',
            until: null,
            clause: 'liaoning-14',
            endedBy: ['supervisor'],
            shortenedBy: '立即重试',
            detail: { system: 'national' },
          },
        ],
      },
    });
    const told = await supervisor().get('/supervision');
    expect(told.list('parked')).toContainEqual(
      expect.objectContaining({
        id,
        sentence: expect.stringContaining('全国住房公积金监管服务平台') as string,
      }),
    );
    expect(told.list('systems')).toContainEqual(
      expect.objectContaining({ system: 'national', waiting: 1 }),
    );
    expect(told.at('workers.engineReachable')).toBe(true);
    expect(told.at('workers.queues.0')).toMatchObject({ queue: 'cases', pollers: 1, backlog: 0 });
    const machines = await place.as('wu-yunwei').get('/supervision');
    expect(machines.list('parked')).toEqual([]);
    expect(machines.list('cases').length).toBeGreaterThan(0);
  });
});

describe('health and metrics', () => {
  it('are ready when database, migrations, engine and case workers are', async () => {
    const answer = await fetch(`${place.base}/health/ready`);
    const body = (await answer.json()) as {
      status: string;
      parts: { name: string; ok: boolean }[];
    };
    expect(answer.status).toBe(200);
    expect(body.parts.map(({ name, ok }) => [name, ok])).toEqual([
      ['database', true],
      ['migrations', true],
      ['engine', true],
      ['case-workers', true],
      ['feed', true],
    ]);
  });

  it('count requests by route and the business by kind and age, without personal data', async () => {
    await startCase(clerk());
    const text = await (await fetch(`${place.base}/metrics`)).text();
    expect(text).toMatch(
      /anju_http_request_seconds_count\{operation="createCase",status="201"\} \d+/,
    );
    expect(text).toMatch(/anju_waits_open\{kind="supplement",age="0-1d"\} \d+/);
    expect(text).toMatch(/anju_cases_open\{type="account-opening",stage="incomplete"\} \d+/);
    expect(text).toMatch(/anju_outbox_waiting\{state="waiting"\} \d+/);
    expect(text).toMatch(/anju_events_unsealed \d+/);
  });
});

describe('texts', () => {
  it('name every case type with stages, acts and forms as JSON Schema', async () => {
    const told = await clerk().get('/types');
    const types = told.list('items');
    expect(types.map(({ type }) => type)).toContain('account-opening');
    expect(told.at('items.0.application')).toMatchObject({ type: 'object' });
    const shown = await place.as('channel-bank').get('/types');
    expect(shown.text).not.toContain('同一人多件');
  });

  it('quote the law', async () => {
    const told = await clerk().get('/clauses');
    const clause = told.list('items').find(({ id }) => id === 'regulation-13');
    expect(clause?.['text']).toContain('每个职工只能有一个住房公积金账户');
  });
});
