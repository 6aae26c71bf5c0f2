// Tasks moved many at once, due dates moved within the law, hand-overs taken note of.
import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { loadCalendar } from '../../src/db/calendar.ts';
import {
  acknowledgeTask,
  claimTask,
  moveDue,
  moveTasks,
  type ManyMoves,
} from '../../src/db/tasks.ts';
import {
  acting,
  bench,
  CENTER,
  laterEvents,
  newCase,
  newTask,
  sealContent,
  type Made,
} from './fixtures.ts';

const suite = bench();
const supervisor = acting('sun', 'supervisor');

const words = ({ id, person }: Made) => sealContent(person.key, id, { reason: '休假' });

async function made(options: Parameters<typeof newTask>[2] = {}) {
  const found = await newCase(suite);
  const task = await newTask(suite, found.id, options);
  return { caseId: found.id, id: task, version: 1, reason: words(found) };
}

const move = (tasks: ManyMoves['tasks'], staff: string | null, more: Partial<ManyMoves> = {}) =>
  moveTasks(suite.api, {
    tasks: tasks.map(({ id, version, reason }) => ({ id, version, reason })),
    staff,
    again: false,
    by: supervisor,
    ...more,
  });

async function row(task: string) {
  const { rows } = await suite.api.query<{
    assigned_to: string | null;
    claimed_by: string | null;
    due_on: string;
    due_by: string | null;
    version: number;
  }>('select assigned_to, claimed_by, due_on, due_by, version from task where id = $1', [task]);
  return rows[0]!;
}

describe('many tasks at once', () => {
  it('move or say why not, each for itself, in the order asked', async () => {
    const [fine, seen, barred, closed, foreign] = [
      await made(),
      await made(),
      await made({ notBy: ['zhao'] }),
      await made(),
      await made({ role: 'clerk', branch: 'sy-hall', notBy: [] }),
    ];
    await suite.app.query(`update task set closed_at = now(), closed_by = 'zhao' where id = $1`, [
      closed.id,
    ]);
    const nowhere = { id: randomUUID(), version: 1, reason: null };
    const told = await move(
      [fine, { ...seen, version: 7 }, barred, closed, foreign, nowhere],
      'zhao',
    );
    expect(told.map(({ version, refusal }) => [version, refusal?.code ?? null])).toEqual([
      [2, null],
      [null, 'version-conflict'],
      [null, 'same-person'],
      [null, 'action-not-permitted'],
      [null, 'action-not-permitted'],
      [null, 'not-found'],
    ]);
    expect(await row(fine.id)).toMatchObject({ assigned_to: 'zhao', version: 2 });
    for (const { id } of [seen, barred, foreign]) {
      expect(await row(id)).toMatchObject({ assigned_to: null, version: 1 });
    }
    expect(await laterEvents(suite, fine.caseId)).toMatchObject([
      { kind: 'task-assigned', actor: 'sun', public: { to: 'zhao' } },
    ]);
    const { rows } = await suite.api.query(
      `select public from event where kind = 'tasks-moved' order by id desc limit 1`,
    );
    expect(rows).toEqual([{ public: { to: 'zhao', asked: 6, moved: 1 } }]);
  });

  it('asked again after a lost answer are moved once, and told as moved', async () => {
    const tasks = [await made(), await made()];
    await move(tasks, 'zhao');
    const again = await move(tasks, 'zhao', { again: true });
    expect(again.map(({ version }) => version)).toEqual([2, 2]);
    expect(await laterEvents(suite, tasks[0]!.caseId)).toHaveLength(1);
    const fresh = await move(tasks, 'zhao');
    expect(fresh.map(({ refusal }) => refusal?.code)).toEqual([
      'version-conflict',
      'version-conflict',
    ]);
  });

  it('two supervisors who move overlapping lists never wait for each other forever', async () => {
    const tasks = await Promise.all(Array.from({ length: 8 }, () => made()));
    const by = acting('zhou', 'supervisor');
    const [left, right] = await Promise.all([
      move(tasks, 'zhao'),
      move([...tasks].reverse(), 'qian', { by }),
    ]);
    const moved = [...left, ...right].filter(({ refusal }) => refusal === null);
    expect(moved).toHaveLength(tasks.length);
  });

  it('are moved by nobody but a supervisor of the center', async () => {
    const task = await made();
    const told = async (by: ManyMoves['by']) =>
      (await move([task], 'zhao', { by }))[0]?.refusal?.code;
    expect(await told(acting('zhao', 'reviewer'))).toBe('not-authorized');
    expect(await told(acting('dl-sun', 'supervisor'))).toBe('not-found');
    expect(await told(acting('lin', 'supervisor'))).toBe('not-found');
  });

  it('go back into the queue with nobody named', async () => {
    const task = await made();
    await claimTask(suite.api, { task: task.id, version: 1, by: acting('zhao', 'reviewer') });
    await move([{ ...task, version: 2 }], null);
    expect(await row(task.id)).toMatchObject({ claimed_by: null, assigned_to: null, version: 3 });
  });
});

describe('another due date', () => {
  const due = (
    task: { id: string; reason: string | null },
    dueOn: string,
    version = 1,
    by = supervisor,
  ) => moveDue(suite.api, { task: task.id, version, dueOn, reason: task.reason, by });

  it('is set with a reason by a supervisor, from today on, and stays when a calendar is loaded', async () => {
    const task = await made({ dueOn: '2026-11-26' });
    await expect(due({ ...task, reason: null }, '2026-11-30')).rejects.toMatchObject({
      code: 'input-invalid',
    });
    await expect(due(task, '2026-11-30', 1, acting('zhao', 'reviewer'))).rejects.toMatchObject({
      code: 'not-authorized',
    });
    await expect(due(task, '2026-11-22')).rejects.toMatchObject({ code: 'input-invalid' });
    expect(await due(task, '2026-11-23')).toBe(2);
    expect(await due(task, '2026-12-15', 2)).toBe(3);
    expect(await due(task, '2026-12-15', 3)).toBe(3);
    await loadCalendar(suite.api, {
      ...{ center: CENTER, year: 2026, documentNumber: '国办发明电〔2025〕7号', by: supervisor },
      days: [{ day: '2026-11-24', working: false, name: '测' }],
    });
    expect(await row(task.id)).toMatchObject({ due_on: '2026-12-15', due_by: 'sun' });
    expect(await laterEvents(suite, task.caseId)).toMatchObject([
      { kind: 'task-due-moved', public: { from: '2026-11-26', to: '2026-11-23' } },
      { kind: 'task-due-moved', public: { from: '2026-11-23', to: '2026-12-15' } },
    ]);
  });

  it('is never beyond the statutory deadline of the case: that day yes, the next no', async () => {
    const task = await made();
    await suite.app.query(`update "case" set due_on = '2026-12-10' where id = $1`, [task.caseId]);
    await expect(due(task, '2026-12-11')).rejects.toMatchObject({
      code: 'action-not-permitted',
      message: '待办的到期日不能晚于本业务的法定期限（2026年12月10日）。',
    });
    expect(await due(task, '2026-12-10')).toBe(2);
  });

  it('is never beyond the last day of what the case waits for; an hour bounds nothing', async () => {
    const task = await made();
    const wait = (kind: string, until: string) =>
      suite.app.query(
        `insert into wait (case_id, kind, since, until, clause, ended_by, shortened_by)
         values ($1, $2, now(), $3, 'liaoning-1', '{applicant}', '无')`,
        [task.caseId, kind, until],
      );
    await wait('parked', '2026-11-24T10:30:00+08:00');
    await wait('supplement', '2026-12-06T00:00:00+08:00');
    await expect(due(task, '2026-12-06')).rejects.toMatchObject({
      message: '待办的到期日不能晚于所等事项的最后一日（2026年12月5日）。',
    });
    expect(await due(task, '2026-12-05')).toBe(2);
  });
});

describe('a hand-over', () => {
  it('is taken note of by the receiving role, once; no other task closes like that', async () => {
    const found = await newCase(suite);
    const task = await newTask(suite, found.id, { role: 'clerk', branch: 'sy-bank', notBy: [] });
    const by = acting('wang', 'clerk');
    await expect(acknowledgeTask(suite.api, { task, version: 1, by })).rejects.toMatchObject({
      code: 'action-not-permitted',
    });
    await suite.owner.query(`update task set kind = 'take-over' where id = $1`, [task]);
    await expect(
      acknowledgeTask(suite.api, { task, version: 1, by: acting('lin', 'clerk') }),
    ).rejects.toMatchObject({ code: 'not-found' });
    await expect(
      acknowledgeTask(suite.api, { task, version: 1, by: supervisor }),
    ).rejects.toMatchObject({ code: 'not-authorized' });
    expect(await acknowledgeTask(suite.api, { task, version: 1, by })).toBe(2);
    await expect(acknowledgeTask(suite.api, { task, version: 2, by })).rejects.toMatchObject({
      message: '该待办已经办结。',
    });
    expect(await laterEvents(suite, found.id)).toMatchObject([
      { kind: 'take-over-acknowledged', actor: 'wang' },
    ]);
  });
});
