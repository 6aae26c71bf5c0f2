/** 暂收款 over HTTP: money without a case is a task like any other: listed, taken, moved, done by settling it. */
import { beforeAll, describe, expect, it } from 'vitest';
import { world } from './world/index.ts';
import { ok } from './world/staff.ts';

const place = world();
const sun = () => place.as('sun-zhuguan');
const zhou = () => place.as('zhou-zhuguan');
const clerk = () => place.as('lin-guiyuan');
const CENTER = '210100';
let item = '';

beforeAll(async () => {
  const journal = {
    ...{ key: 'receipt/B-TASK-1', kind: 'receipt', valueDate: '2026-11-20', by: 'test' },
    lines: [
      { book: 'bank', amount: '-123.45' },
      { book: 'suspense', amount: '123.45' },
    ],
  };
  const { rows } = await place.owner.query<{ id: string }>(
    `insert into suspense_item (center, serial, amount, received_on, cause, journal)
     select $1, 'B-TASK-1', '123.45', '2026-11-20', 'no-virtual-account', l.journal
       from ledger_post($1, $2) l returning id`,
    [CENTER, JSON.stringify([journal])],
  );
  item = rows[0]!.id;
});

const task = async (as = sun()) => {
  const told = ok(await as.get('/tasks?kind=settle-suspense'));
  return told.list('items').find(({ caseNumber }) => caseNumber === 'B-TASK-1')!;
};

describe('unmatched money', () => {
  it('is in the list of tasks with number, amount and day, about nobody', async () => {
    expect(await task()).toMatchObject({
      ...{ caseId: null, caseType: null, caseTypeTitle: '暂收款', stageTitle: '123.45元' },
      ...{ person: null, about: { kind: 'suspense', id: item, day: '2026-11-20' } },
      ...{ title: '处理暂收款', role: 'supervisor', dueOn: '2026-11-27', claimable: true },
    });
    expect(await task(clerk())).toMatchObject({
      ...{ claimable: false, notClaimable: '该待办须由主管办理。' },
    });
    expect(ok(await sun().get(`/suspense/${item}`)).at('dueOn')).toBe('2026-11-27');
  });

  it('comes next when nothing is due before', async () => {
    const { id } = await task();
    const version = Number((await task())['version']);
    ok(
      await sun().post(`/tasks/${String(id)}:assign`, { version, body: { staff: 'sun-zhuguan' } }),
    );
    expect(ok(await sun().get('/tasks:next')).at('task.id')).toBe(id);
  });

  it('is taken, moved with a reason and given to a colleague, each with its trace', async () => {
    const { id } = await task();
    const act = async (name: string, body?: object) => {
      const { version } = ok(await sun().get(`/tasks/${String(id)}`)).body as { version: number };
      return ok(
        await sun().post(`/tasks/${String(id)}:${name}`, { version, ...(body && { body }) }),
      );
    };
    await act('claim');
    expect(ok(await sun().get(`/suspense/${item}`)).at('claimedByName')).toBe('sun-zhuguan');
    expect((await act('due', { dueOn: '2099-01-05', reason: '等付款人来函' })).body).toMatchObject({
      ...{ dueOn: '2099-01-05', dueBy: 'sun-zhuguan' },
    });
    expect((await act('assign', { staff: 'zhou-zhuguan', reason: '休假' })).body).toMatchObject({
      assignedTo: 'zhou-zhuguan',
      claimedBy: null,
    });
    const { rows } = await place.owner.query<{ kind: string; case_id: string | null }>(
      `select kind, case_id from event where public->>'task' = $1 order by id`,
      [id],
    );
    expect(rows).toEqual(
      ['task-assigned', 'task-claimed', 'task-due-moved', 'task-assigned'].map((kind) => ({
        ...{ kind, case_id: null },
      })),
    );
    // What was said about it is nobody else's to read.
    const { rows: told } = await place.owner.query(
      `select from event where public->>'task' = $1 and (public::text like '%休假%' or content like '%休假%')`,
      [id],
    );
    expect(told).toEqual([]);
  });

  it('goes over with everything else somebody has in hand', async () => {
    const { id, version } = await task();
    const body = { tasks: [{ id, version }], staff: null, reason: '回到待领取' };
    expect(ok(await sun().post('/tasks:assign', { body })).body).toMatchObject({ moved: 1 });
  });

  it('is done when the money is dealt with', async () => {
    const { id } = await task();
    const version = Number(ok(await zhou().get(`/suspense/${item}`)).at('version'));
    const body = { action: 'return', document: '202611300000000001', reason: '付款人要求退回' };
    // A return that waits for another supervisor is not dealt with yet.
    ok(await sun().post(`/suspense/${item}/actions`, { version, body }));
    expect(await task()).toBeDefined();
    const confirm = { action: 'confirm-return', reason: '与银行回单相符' };
    ok(await zhou().post(`/suspense/${item}/actions`, { version: version + 1, body: confirm }));
    expect(ok(await sun().get(`/tasks/${String(id)}`)).body).toMatchObject({
      ...{ closedBy: 'zhou-zhuguan', claimable: false },
    });
    expect(await task()).toBeUndefined();
    expect(ok(await sun().get(`/suspense/${item}`)).at('dueOn')).toBeNull();
  });
});
