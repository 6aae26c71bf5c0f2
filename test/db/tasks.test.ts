// Claims, assignments and notes: what the audited functions allow, refuse and write down.
import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { sealJson } from '../../src/crypto/cipher.ts';
import { place } from '../../src/crypto/places.ts';
import { addNote } from '../../src/db/notes.ts';
import { assignTask, claimTask, releaseTask } from '../../src/db/tasks.ts';
import {
  acting,
  bench,
  CENTER,
  laterEvents,
  newCase,
  newTask,
  NOW,
  sealContent,
} from './fixtures.ts';

const suite = bench();
const clerk = acting('lin', 'clerk');
const reviewer = acting('zhao', 'reviewer');
const supervisor = acting('sun', 'supervisor');

async function taskRow(id: string) {
  const { rows } = await suite.api.query<{
    claimed_by: string | null;
    assigned_to: string | null;
    version: number;
  }>('select claimed_by, assigned_to, version from task where id = $1', [id]);
  return rows[0]!;
}

describe('a task', () => {
  it('is claimed once, by whoever saw its present version', async () => {
    const { id: caseId } = await newCase(suite);
    const task = await newTask(suite, caseId);
    expect(await claimTask(suite.api, { task, version: 1, by: reviewer })).toBe(2);
    expect(await claimTask(suite.api, { task, version: 2, by: reviewer })).toBe(2);
    await expect(
      claimTask(suite.api, { task, version: 1, by: acting('qian', 'reviewer') }),
    ).rejects.toMatchObject({ code: 'version-conflict' });
    await expect(
      claimTask(suite.api, { task, version: 2, by: acting('qian', 'reviewer') }),
    ).rejects.toMatchObject({ code: 'action-not-permitted', message: '该待办已由他人领取。' });
    expect(await laterEvents(suite, caseId)).toEqual([
      { kind: 'task-claimed', actor: 'zhao', public: { task, kind: 'review' } },
    ]);
  });

  it('goes to one of many who reach for it at once', async () => {
    const { id: caseId } = await newCase(suite);
    const task = await newTask(suite, caseId);
    const tries = await Promise.allSettled(
      Array.from({ length: 12 }, (_, n) =>
        claimTask(suite.api, {
          task,
          version: 1,
          by: acting(n % 2 === 0 ? 'zhao' : 'qian', 'reviewer'),
        }),
      ),
    );
    expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect((await laterEvents(suite, caseId)).length).toBe(1);
  });

  it('is refused to whoever acted before, and to another role', async () => {
    const { id: caseId } = await newCase(suite);
    const task = await newTask(suite, caseId, { notBy: ['zhao'] });
    await expect(claimTask(suite.api, { task, version: 1, by: reviewer })).rejects.toMatchObject({
      code: 'same-person',
    });
    await expect(claimTask(suite.api, { task, version: 1, by: supervisor })).rejects.toMatchObject({
      code: 'not-authorized',
    });
  });

  it('of another center, another branch or nobody is simply not there', async () => {
    const { id: caseId } = await newCase(suite);
    const task = await newTask(suite, caseId, { role: 'clerk', branch: 'sy-bank', notBy: [] });
    const notFound = { code: 'not-found', message: '没有找到该待办。' };
    for (const by of [clerk, acting('dl-lin', 'clerk'), acting('channel-bank', 'channel')]) {
      await expect(claimTask(suite.api, { task, version: 1, by })).rejects.toMatchObject(notFound);
    }
    await expect(
      claimTask(suite.api, { task: randomUUID(), version: 1, by: clerk }),
    ).rejects.toMatchObject(notFound);
    expect(await claimTask(suite.api, { task, version: 1, by: acting('wang', 'clerk') })).toBe(2);
  });

  it('is not claimed by a right the day before it begins or the day after it ended', async () => {
    await suite.owner.query(
      `insert into staff (id, subject, kind, name, center) values ('he', 'he', 'person', 'he', $1)`,
      [CENTER],
    );
    await suite.owner.query(
      `insert into staff_scope (staff, role, center, valid_from, valid_to)
       values ('he', 'reviewer', $1, '2026-11-23', '2026-11-24')`,
      [CENTER],
    );
    const { id: caseId } = await newCase(suite);
    const on = async (instant: string) => {
      const task = await newTask(suite, caseId);
      const by = acting('he', 'reviewer', Date.parse(instant));
      return claimTask(suite.api, { task, version: 1, by }).catch((error: unknown) => error);
    };
    expect(await on('2026-11-22T23:59:59+08:00')).toMatchObject({ code: 'not-found' });
    expect(await on('2026-11-23T00:00:00+08:00')).toBe(2);
    expect(await on('2026-11-24T23:59:59+08:00')).toBe(2);
    expect(await on('2026-11-25T00:00:00+08:00')).toMatchObject({ code: 'not-found' });
    await suite.owner.query(`update staff set active = false where id = 'he'`);
    expect(await on('2026-11-23T12:00:00+08:00')).toMatchObject({ code: 'not-found' });
  });

  it('is given back by its holder, or taken away by a supervisor', async () => {
    const { id: caseId } = await newCase(suite);
    const task = await newTask(suite, caseId);
    await claimTask(suite.api, { task, version: 1, by: reviewer });
    await expect(
      releaseTask(suite.api, { task, version: 2, by: acting('qian', 'reviewer') }),
    ).rejects.toMatchObject({ code: 'not-authorized' });
    expect(await releaseTask(suite.api, { task, version: 2, by: supervisor })).toBe(3);
    expect(await releaseTask(suite.api, { task, version: 3, by: reviewer })).toBe(3);
    expect(await taskRow(task)).toEqual({ claimed_by: null, assigned_to: null, version: 3 });
    expect(await laterEvents(suite, caseId)).toMatchObject([
      { kind: 'task-claimed' },
      { kind: 'task-released', actor: 'sun', public: { from: 'zhao' } },
    ]);
  });

  it('is assigned by a supervisor to somebody who may do it, and then only they claim it', async () => {
    const found = await newCase(suite);
    const caseId = found.id;
    const task = await newTask(suite, caseId, { notBy: ['qian'] });
    const assign = (staff: string | null, version: number, by = supervisor, reason?: string) =>
      assignTask(suite.api, { task, version, staff, reason: reason ?? null, by });
    const { person } = found;
    const words = sealContent(person.key, caseId, { reason: '休假' });
    await expect(assign('zhao', 1, reviewer)).rejects.toMatchObject({ code: 'not-authorized' });
    await expect(assign('qian', 1)).rejects.toMatchObject({ code: 'same-person' });
    await expect(assign('lin', 1)).rejects.toMatchObject({ code: 'action-not-permitted' });
    expect(await assign('zhao', 1)).toBe(2);
    await suite.owner.query(
      `insert into staff_scope (staff, role, center, valid_from) values ('sun', 'reviewer', $1, '2026-01-01')`,
      [CENTER],
    );
    await expect(
      claimTask(suite.api, { task, version: 2, by: acting('sun', 'reviewer') }),
    ).rejects.toMatchObject({ code: 'action-not-permitted', message: '该待办已指派给他人。' });
    expect(await claimTask(suite.api, { task, version: 2, by: reviewer })).toBe(3);
    expect(await assign('zhao', 3)).toBe(4);
    expect(await taskRow(task)).toMatchObject({ claimed_by: 'zhao' });
    await expect(assign(null, 4)).rejects.toMatchObject({
      code: 'input-invalid',
      message: '该待办已有人领取，改派须写明理由。',
    });
    expect(await assign(null, 4, supervisor, words)).toBe(5);
    expect(await taskRow(task)).toEqual({ claimed_by: null, assigned_to: null, version: 5 });
  });

  it('that is done takes nothing any more', async () => {
    const { id: caseId } = await newCase(suite);
    const task = await newTask(suite, caseId);
    await suite.app.query(`update task set closed_at = now(), closed_by = 'zhao' where id = $1`, [
      task,
    ]);
    await expect(claimTask(suite.api, { task, version: 1, by: reviewer })).rejects.toMatchObject({
      code: 'action-not-permitted',
      message: '该待办已经办结。',
    });
  });

  it('announces its changes to whoever listens', async () => {
    const { id: caseId } = await newCase(suite);
    const listener = await suite.api.connect();
    const heard: unknown[] = [];
    listener.on('notification', ({ channel, payload }) => {
      heard.push({ channel, ...(JSON.parse(payload ?? '{}') as object) });
    });
    await listener.query('listen anju_task');
    await listener.query('listen anju_case');
    const task = await newTask(suite, caseId);
    await suite.app.query('update "case" set version = version + 1 where id = $1', [caseId]);
    await expect.poll(() => heard.length).toBe(2);
    listener.release(true);
    expect(heard).toEqual([
      {
        channel: 'anju_task',
        id: task,
        case: caseId,
        center: CENTER,
        branch: null,
        role: 'reviewer',
      },
      { channel: 'anju_case', id: caseId, version: 1, center: CENTER, branch: 'sy-hall' },
    ]);
  });
});

describe('a note', () => {
  it('rests as ciphertext, and the trail says who wrote it', async () => {
    const { id: caseId, person } = await newCase(suite);
    const id = randomUUID();
    const content = sealJson(person.key, place.note(id), { text: '已电话联系' });
    await addNote(suite.api, { id, caseId, content, by: clerk });
    const { rows } = await suite.api.query('select author, at, content from note where id = $1', [
      id,
    ]);
    expect(rows).toEqual([{ author: 'lin', at: NOW, content }]);
    expect(await laterEvents(suite, caseId)).toEqual([
      { kind: 'note-added', actor: 'lin', public: { note: id } },
    ]);
  });

  it('in plain text is refused by the database', async () => {
    const { id: caseId } = await newCase(suite);
    await expect(
      addNote(suite.api, { id: randomUUID(), caseId, content: '已电话联系', by: clerk }),
    ).rejects.toMatchObject({ code: '23514' });
  });

  it('is not written by a channel, nor on a case one cannot see', async () => {
    const own = await newCase(suite, { submittedBy: 'channel-bank', branch: 'sy-bank' });
    const other = await newCase(suite, { branch: 'sy-bank' });
    const channel = acting('channel-bank', 'channel');
    const content = sealJson(own.person.key, 'note:x', {});
    const write = (caseId: string, by: typeof channel) =>
      addNote(suite.api, { id: randomUUID(), caseId, content, by });
    await expect(write(own.id, channel)).rejects.toMatchObject({ code: 'not-authorized' });
    await expect(write(other.id, channel)).rejects.toMatchObject({ code: 'not-found' });
    await expect(write(own.id, clerk)).rejects.toMatchObject({ code: 'not-found' });
  });
});
