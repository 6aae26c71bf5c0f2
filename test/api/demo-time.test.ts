/** 演示时间 over HTTP: an address that only a time demo has. */
import { describe, expect, it } from 'vitest';
import { dateAt } from '../../src/domain/calendar.ts';
import { caseWorkflowId } from '../../src/cases/messages.ts';
import { startCase } from './world/cases.ts';
import { world } from './world/index.ts';

const DAY = 86_400_000;
const journeys: number[] = [];
let ahead = 0;
let stoppedBy: string | null = null;
const demo = world({
  demoTime: {
    now: () => Date.now() + ahead,
    moving: () => false,
    travel: (to) => {
      journeys.push(to);
      const from = Date.now() + ahead;
      ahead = to - Date.now();
      return Promise.resolve({ from, to, waits: 2, runs: [{ kind: 'collection' }], stoppedBy });
    },
  },
});
const elsewhere = world();

const NOWHERE = '/cases/00000000-0000-4000-8000-000000000000/demo-time:advance';

describe('演示时间', () => {
  it('does not exist outside a time demo: the answer is that of an address that is not there', async () => {
    const clerk = elsewhere.as('lin-guiyuan');
    const { id } = await startCase(clerk);
    const told = await clerk.post(`/cases/${id}/demo-time:advance`);
    const nowhere = await clerk.post(NOWHERE);
    expect([told.status, told.at('code'), told.at('detail')]).toEqual([
      ...[404, 'not-found', nowhere.at('detail')],
    ]);
    expect((await clerk.get('/me')).at('demo.time')).toBeNull();
    expect(told.headers.get('anju-demo-date')).toBeNull();
  });

  it('goes to the end of the case’s next wait, and says so with every answer', async () => {
    const clerk = demo.as('lin-guiyuan');
    const { id } = await startCase(clerk);
    await demo.owner.query(
      `insert into wait (case_id, kind, since, until, clause, ended_by, shortened_by)
       values ($1, 'signature', now(), $2, 'liaoning-2', '{applicant}', ''),
              ($1, 'answer', now(), $3, 'liaoning-2', '{applicant}', ''),
              ($1, 'somebody', now(), null, 'liaoning-2', '{applicant}', '')`,
      [id, new Date(Date.now() + 30 * DAY), new Date(Date.now() + 20 * DAY)],
    );
    const told = await clerk.post(`/cases/${id}/demo-time:advance`);
    expect(told.status, told.text).toBe(200);
    const then = dateAt(Date.now() + 20 * DAY);
    expect(told.body).toEqual({
      ...{ from: dateAt(Date.now()), to: then, waits: 2 },
      runs: [{ title: '缴存扣款', times: 1 }],
      stopped: null,
    });
    const me = await clerk.get('/me');
    expect(me.at('demo.time')).toEqual({ on: then, moving: false });
    expect(me.headers.get('anju-demo-date')).toBe(then);
  });

  it('that stopped on the way says by which case, and what to do about it', async () => {
    const clerk = demo.as('lin-guiyuan');
    const { id, told: begun } = await startCase(clerk);
    await demo.owner.query(
      `insert into wait (case_id, kind, since, until, clause, ended_by, shortened_by)
       values ($1, 'signature', now(), $2, 'liaoning-2', '{applicant}', '')`,
      [id, new Date(Date.now() + ahead + 20 * DAY)],
    );
    stoppedBy = caseWorkflowId(id);
    const told = await clerk.post(`/cases/${id}/demo-time:advance`);
    stoppedBy = null;
    expect(told.status, told.text).toBe(200);
    expect(told.string('stopped')).toContain(`业务${begun.string('number')}在反复等待`);
    expect(told.string('stopped')).toContain('请先恢复外部系统');
  });

  it('refuses a case that waits for no day, and says what is missing', async () => {
    const clerk = demo.as('lin-guiyuan');
    const { id } = await startCase(clerk);
    await demo.owner.query('update wait set closed_at = now() where case_id = $1', [id]);
    const before = journeys.length;
    const told = await clerk.post(`/cases/${id}/demo-time:advance`);
    expect([told.status, told.at('code')]).toEqual([409, 'action-not-permitted']);
    expect(told.string('detail')).toContain('不是在等某一天');
    expect(journeys).toHaveLength(before);
  });

  it('is passed once under one key', async () => {
    const clerk = demo.as('lin-guiyuan');
    const { id } = await startCase(clerk);
    await demo.owner.query(
      `insert into wait (case_id, kind, since, until, clause, ended_by, shortened_by)
       values ($1, 'signature', now(), $2, 'liaoning-2', '{applicant}', '')`,
      [id, new Date(Date.now() + ahead + 5 * DAY)],
    );
    const before = journeys.length;
    const path = `/cases/${id}/demo-time:advance`;
    const key = `same-key-${id}`;
    const [one, two] = [await clerk.post(path, { key }), await clerk.post(path, { key })];
    expect([one.status, two.text]).toEqual([200, one.text]);
    expect(journeys).toHaveLength(before + 1);
  });
});
