/** Guided repair: what stands still, only safe moves, two persons where it counts, proof or no success. */
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { startCase } from './world/cases.ts';
import { stuck, workersAlive } from './world/stuck.ts';
import { world } from './world/index.ts';

const place = world();
const things = stuck(place);
const supervisor = () => place.as('sun-zhuguan');
const second = () => place.as('zhou-zhuguan');
const REASON = '平台已恢复';

beforeAll(() => workersAlive(place.owner));

let stop: (() => Promise<void>) | undefined;
const work = () => {
  stop = things.work();
};
afterEach(async () => {
  await stop?.();
  stop = undefined;
  place.repairs.onMove = () => undefined;
  place.engine.trouble = 'none';
});

const retry = (caseId: string) => ({
  ...{ object: `case-${caseId}`, kind: 'parked', move: 'retry-now', reason: REASON },
});
const restart = (caseId: string) => ({
  ...{ object: `case-${caseId}`, kind: 'no-workflow', move: 'restart', reason: '流程已丢失' },
});
const decide = (id: string, approve = true, api = second()) =>
  api.post(`/supervision/repairs/${id}:decide`, { body: { approve, reason: '已核对' } });

async function withoutWorkflow(): Promise<string> {
  const { id } = await startCase(place.as('lin-guiyuan'));
  place.repairs.views.set(id, { status: 'absent', runId: null, standing: null });
  return id;
}

describe('what stands still', () => {
  it('is listed by kind with its sentence and only the moves that are safe there', async () => {
    const caseId = await things.park();
    const [late, stray] = [await things.lateMessage(), await things.strayMessage()];
    const told = await supervisor().get('/supervision/stuck');
    expect(told.status, told.text).toBe(200);
    const of = (object: string) => told.list('items').find((item) => item['object'] === object);
    const moves = (object: string) =>
      (of(object)?.['moves'] as { move: string }[]).map(({ move }) => move);
    expect(of(`case-${caseId}`)).toMatchObject({
      kind: 'parked',
      systems: ['national'],
      case: { stage: { at: 'needs attention' }, person: { name: '张＊' } },
    });
    expect(of(`case-${caseId}`)?.['sentence']).toMatch(/全国住房公积金监管服务平台没有可用答复/);
    expect(moves(`case-${caseId}`)).toEqual(['retry-now', 'wait-until', 'enter-answer']);
    expect(moves(late)).toEqual(['send-again']);
    expect(moves(stray)).toEqual(['assign-message', 'set-aside']);
    const counted = told.list('kinds').map(({ kind, count }) => [kind, Number(count) > 0]);
    expect(counted).toEqual([
      ['parked', true],
      ['outbox-undelivered', true],
      ['inbox-unmatched', true],
    ]);
  });

  it('is narrowed by kind, type, branch and the system it waits for', async () => {
    const caseId = await things.park(['identity']);
    const find = async (query: string) => {
      const told = await supervisor().get(`/supervision/stuck?${query}`);
      return told.list('items').map(({ object }) => object);
    };
    const object = `case-${caseId}`;
    expect(await find('system=identity&kind=parked&branch=sy-hall')).toContain(object);
    expect(await find('type=account-opening')).toContain(object);
    expect(await find('system=notices')).toEqual([]);
    expect(await find('branch=sy-bank')).toEqual([]);
    expect((await supervisor().get('/supervision/stuck?kind=sleepy')).status).toBe(422);
  });

  it('is shown to other centers and to the auditor without any move', async () => {
    const caseId = await things.park();
    const stray = await things.strayMessage();
    const other = await place.as('dl-zhuguan').get('/supervision/stuck');
    expect(other.text).not.toContain(caseId);
    expect(other.list('items').map(({ object }) => object)).not.toContain(stray);
    expect((await place.as('dl-zhuguan').get(`/supervision/stuck/${stray}`)).status).toBe(404);
    const auditor = await place.as('li-shenji').get(`/supervision/stuck/case-${caseId}`);
    const moves = auditor.list('findings.0.moves');
    expect(moves.map(({ allowed }) => allowed)).not.toContain(true);
  });

  it('has no button when nobody works, only what to do', async () => {
    const caseId = await things.park();
    await place.owner.query('delete from process_beat');
    place.clock.ahead += 10_000;
    const told = await supervisor().get('/supervision/stuck');
    const idle = told.list('items').find(({ kind }) => kind === 'no-worker');
    expect(idle).toMatchObject({ object: null, moves: [] });
    expect(told.list('kinds')[0]).toMatchObject({ kind: 'no-worker', title: '没有办件进程领取' });
    expect((told.list('kinds')[0]?.['todo'] as string[]).join()).toContain('不需要逐件处理');
    const refused = await things.propose('sun-zhuguan', retry(caseId));
    expect(refused.body).toMatchObject({ code: 'action-not-permitted' });
    expect(refused.string('detail')).toContain('先恢复运行');
    await workersAlive(place.owner);
    place.clock.ahead += 10_000;
  });

  it('is looked at live, books and engine side by side', async () => {
    const caseId = await withoutWorkflow();
    const told = await supervisor().get(`/supervision/stuck/case-${caseId}`);
    expect(told.body).toMatchObject({
      findings: [{ kind: 'no-workflow', moves: [{ move: 'restart', allowed: true }] }],
      books: { version: 1, waits: [{ kind: 'supplement' }] },
      engine: { status: 'absent', standing: null },
    });
    expect(told.at('findings.0.moves.0.secondPerson')).toMatchObject({ needed: true });
    const { id } = await startCase(place.as('lin-guiyuan'));
    const well = await supervisor().get(`/supervision/stuck/case-${id}`);
    expect(well.at('findings')).toEqual([]);
  });
});

describe('a repair', () => {
  it('is recovered when the case went on, with its before, after and reason', async () => {
    const caseId = await things.park();
    const told = await things.propose('sun-zhuguan', retry(caseId));
    expect(told.status, told.text).toBe(201);
    expect(told.body).toMatchObject({ state: 'ready', reason: REASON, twoPersons: false });
    work();
    const id = told.string('id');
    await things.until(id, 'watching');
    await things.goOn(caseId);
    const done = await things.until(id, 'recovered');
    expect(done.body).toMatchObject({
      stateTitle: '已恢复',
      finding: '业务已到“人工复核中”。',
      before: { books: { stage: 'needs attention' } },
      after: { books: { stage: 'in review' } },
    });
    const events = await supervisor().get(`/audit/events?case=${caseId}`);
    const kinds = events.list('items').map(({ kind }) => kind);
    expect(kinds).toEqual(
      expect.arrayContaining(['repair-proposed', 'repair-carried-out', 'repair-recovered']),
    );
    expect(JSON.stringify(events.body)).toContain(REASON);
  });

  it('is not recovered when the case parks again, and says so', async () => {
    const caseId = await things.park();
    const told = await things.propose('sun-zhuguan', retry(caseId));
    work();
    await things.until(told.string('id'), 'watching');
    await things.parkAgain(caseId);
    const done = await things.until(told.string('id'), 'not-recovered');
    expect(done.string('finding')).toBe('再次查询仍没有可用答复，业务又转为“需处理”。');
  });

  it('is not recovered when nothing moved by the end of the watch', async () => {
    const caseId = await things.park();
    const told = await things.propose('sun-zhuguan', retry(caseId));
    stop = things.work({ longMs: 300 });
    const done = await things.until(told.string('id'), 'not-recovered');
    expect(done.string('finding')).toMatch(/没有可用答复，业务暂停等待处理/);
  });

  it('asked for twice under one key is one, and one object has one at a time', async () => {
    const caseId = await things.park();
    const key = `repair-key-${caseId.slice(0, 8)}`;
    const first = await things.propose('sun-zhuguan', retry(caseId), key);
    const again = await things.propose('sun-zhuguan', retry(caseId), key);
    expect(again.at('id')).toBe(first.at('id'));
    const other = await things.propose('zhou-zhuguan', retry(caseId));
    expect(other.body).toMatchObject({ code: 'action-not-permitted' });
    expect(other.string('detail')).toContain('正在进行的修复');
    work();
    await things.until(first.string('id'), 'watching');
    expect(place.engine.done.filter((one) => one.startsWith(`${caseId}:act:`))).toHaveLength(1);
  });

  it('is not carried out when it healed by itself, or moved on meanwhile', async () => {
    const [healed, moved] = [await things.park(), await things.park()];
    const one = await things.propose('sun-zhuguan', retry(healed));
    const other = await things.propose('sun-zhuguan', retry(moved));
    await things.goOn(healed);
    await things.parkAgain(moved);
    const made = place.engine.done.length;
    work();
    const gone = await things.until(one.string('id'), 'not-needed');
    expect(gone.string('finding')).toContain('没有执行');
    const late = await things.until(other.string('id'), 'not-recovered');
    expect(late.string('finding')).toMatch(/^没有执行/);
    expect(place.engine.done.length).toBe(made);
  });

  it('is refused for what is not so, not safe there, or not complete', async () => {
    const caseId = await things.park();
    const refused = async (more: object) =>
      (await things.propose('sun-zhuguan', { ...retry(caseId), ...more })).at('code');
    expect(await refused({ kind: 'no-workflow', move: 'restart' })).toBe('action-not-permitted');
    expect(await refused({ move: 'rebuild' })).toBe('action-not-permitted');
    expect(await refused({ move: 'wait-until' })).toBe('input-invalid');
    expect(await refused({ until: '2030-01-01T00:00:00+08:00' })).toBe('input-invalid');
    expect(await refused({ move: 'wait-until', until: '2020-01-01T00:00:00+08:00' })).toBe(
      'input-invalid',
    );
    expect(await refused({ object: 'case-1' })).toBe('input-invalid');
    expect(await refused({ reason: ' ' })).toBe('input-invalid');
    expect((await things.propose('lin-guiyuan', retry(caseId))).status).toBe(403);
  });

  it('whose process dies is gone on with by the next one', async () => {
    const caseId = await things.park();
    const told = await things.propose('sun-zhuguan', retry(caseId));
    const end = things.work();
    await things.until(told.string('id'), 'watching');
    await end();
    await things.goOn(caseId);
    expect((await supervisor().get(`/supervision/repairs/${told.string('id')}`)).at('state')).toBe(
      'watching',
    );
    work();
    await things.until(told.string('id'), 'recovered');
  });

  it('whose process dies between the move and its note is done once', async () => {
    const caseId = await things.park();
    const told = await things.propose('sun-zhuguan', retry(caseId));
    place.engine.trouble = 'silent-after-work';
    const end = things.work();
    await expect
      .poll(() => place.engine.done.some((one) => one.startsWith(`${caseId}:act:`)), {
        timeout: 10_000,
      })
      .toBe(true);
    await end();
    place.engine.trouble = 'none';
    work();
    await things.until(told.string('id'), 'watching');
    await things.goOn(caseId);
    await things.until(told.string('id'), 'recovered');
    expect(place.engine.done.filter((one) => one.startsWith(`${caseId}:act:`))).toHaveLength(1);
  });

  it('whose engine never answers was not done, and says that nobody knows', async () => {
    const caseId = await things.park();
    const told = await things.propose('sun-zhuguan', retry(caseId));
    place.engine.trouble = 'silent';
    stop = things.work({ readyMs: 400 });
    const done = await things.until(told.string('id'), 'not-recovered');
    expect(done.string('finding')).toContain('不能确定是否执行');
  });

  it('ends with whoever asked for it losing the right', async () => {
    const caseId = await things.park();
    const told = await things.propose('sun-zhuguan', retry(caseId));
    await place.owner.query(`update staff set active = false where id = 'sun-zhuguan'`);
    work();
    const done = await things.until(told.string('id'), 'not-recovered', 'zhou-zhuguan');
    expect(done.string('finding')).toBe('没有执行：提出人的主管岗位已经取消。');
    await place.owner.query(`update staff set active = true where id = 'sun-zhuguan'`);
  });
});

describe('a repair that takes two', () => {
  it('is carried out after another supervisor confirmed it, never by the same', async () => {
    const caseId = await withoutWorkflow();
    const told = await things.propose('sun-zhuguan', restart(caseId));
    const id = told.string('id');
    expect(told.body).toMatchObject({
      state: 'proposed',
      twoPersons: true,
      mayDecide: false,
      mayWithdraw: true,
    });
    expect((await decide(id, true, supervisor())).body).toMatchObject({ code: 'same-person' });
    place.repairs.onMove = (_, moved) => {
      if (moved === caseId) place.repairs.views.set(moved, { runId: 'run-2' });
    };
    work();
    expect(place.repairs.moved).not.toContain(`restart ${caseId}`);
    const confirmed = await decide(id);
    expect(confirmed.body).toMatchObject({ decidedBy: { id: 'zhou-zhuguan' } });
    const done = await things.until(id, 'recovered');
    expect(place.repairs.moved).toContain(`restart ${caseId}`);
    expect(done.string('finding')).toBe('流程已重新开始，与业务库一致，业务在“待补正”。');
    expect((await decide(id)).body).toMatchObject({ code: 'action-not-permitted' });
  });

  it('is declined by another, or taken back by whoever proposed it', async () => {
    const [one, other] = [await withoutWorkflow(), await withoutWorkflow()];
    const declined = await things.propose('sun-zhuguan', restart(one));
    expect((await decide(declined.string('id'), false)).body).toMatchObject({
      state: 'declined',
      secondReason: '已核对',
    });
    const taken = await things.propose('sun-zhuguan', restart(other));
    const path = `/supervision/repairs/${taken.string('id')}:withdraw`;
    expect((await second().post(path)).body).toMatchObject({ code: 'not-authorized' });
    expect((await supervisor().post(path)).body).toMatchObject({ state: 'withdrawn' });
    expect((await supervisor().post(path)).body).toMatchObject({ code: 'action-not-permitted' });
    expect((await things.propose('zhou-zhuguan', restart(other))).status).toBe(201);
  });

  it('is held to it by the database itself', async () => {
    const caseId = await withoutWorkflow();
    const told = await things.propose('sun-zhuguan', restart(caseId));
    const set = (change: string) =>
      place.owner.query(`update repair set ${change} where id = $1`, [told.string('id')]);
    await expect(set(`state = 'ready'`)).rejects.toMatchObject({ code: '23514' });
    await expect(set(`two_persons = false`)).rejects.toMatchObject({ code: '23514' });
    await expect(
      set(`state = 'ready', decided_by = asked_by, decided_at = asked_at`),
    ).rejects.toMatchObject({ code: '23514' });
  });

  it('is never called recovered by the database for what did not move', async () => {
    const caseId = await things.park();
    const told = await things.propose('sun-zhuguan', retry(caseId));
    const settle = (state: string) =>
      place.deps.pool.query(`select api_settle_repair($1, $2, '', '{}', '2026-11-23T00:00:00Z')`, [
        told.string('id'),
        state,
      ]);
    await expect(settle('recovered')).rejects.toMatchObject({ code: 'AJ409' });
    await place.owner.query(`update repair set state = 'watching' where id = $1`, [
      told.string('id'),
    ]);
    await expect(settle('recovered')).rejects.toMatchObject({ code: 'AJ409' });
    await settle('not-recovered');
  });
});

describe('messages', () => {
  it('are sent again under their own key, and recovered when the receiver has them', async () => {
    const object = await things.lateMessage();
    const told = await things.propose('sun-zhuguan', {
      ...{ object, kind: 'outbox-undelivered', move: 'send-again', reason: '短信通道已恢复' },
    });
    work();
    const id = told.string('id');
    await things.until(id, 'watching');
    const number = object.split('-')[1];
    const { rows } = await place.owner.query(
      'select attempts, parked_at, available_at <= now() as due from outbox where id = $1',
      [number],
    );
    expect(rows).toEqual([{ attempts: 0, parked_at: null, due: true }]);
    await place.owner.query('update outbox set delivered_at = created_at where id = $1', [number]);
    expect((await things.until(id, 'recovered')).string('finding')).toBe('接收方已收到该消息。');
  });

  it('that are given up again are not recovered; those of money are not sent at all', async () => {
    const object = await things.lateMessage();
    const body = { object, kind: 'outbox-undelivered', move: 'send-again', reason: '再试' };
    const told = await things.propose('sun-zhuguan', body);
    work();
    await things.until(told.string('id'), 'watching');
    await place.owner.query(
      `update outbox set attempts = 80, last_error = 'outside-system-unavailable',
         parked_at = created_at where id = $1`,
      [object.split('-')[1]],
    );
    const done = await things.until(told.string('id'), 'not-recovered');
    expect(done.string('finding')).toBe('再次发送仍没有送达。');
    const money = await things.lateMessage('bank-instruction');
    const refused = await things.propose('sun-zhuguan', { ...body, object: money });
    expect(refused.string('detail')).toContain('须先向接收方查询');
  });

  it('that belong to no case are assigned by two, and stand in that case’s trail', async () => {
    const object = await things.strayMessage();
    const { id: caseId } = await startCase(place.as('lin-guiyuan'));
    const body = {
      ...{ object, kind: 'inbox-unmatched', move: 'assign-message', reason: '按流水号核对' },
    };
    expect((await things.propose('sun-zhuguan', body)).at('code')).toBe('input-invalid');
    const told = await things.propose('sun-zhuguan', { ...body, case: caseId });
    expect(told.body).toMatchObject({ state: 'proposed', reason: '按流水号核对' });
    await decide(told.string('id'));
    work();
    await things.until(told.string('id'), 'recovered');
    const events = await supervisor().get(`/audit/events?case=${caseId}&kind=message-assigned`);
    expect(events.list('items')[0]).toMatchObject({
      actor: 'sun-zhuguan',
      public: { second: 'zhou-zhuguan', sender: 'national' },
    });
    expect((await supervisor().get('/supervision/stuck')).text).not.toContain(object);
  });

  it('are put aside by two, and kept', async () => {
    const object = await things.strayMessage(null);
    const told = await things.propose('sun-zhuguan', {
      ...{ object, kind: 'inbox-unmatched', move: 'set-aside', reason: '测试报文' },
    });
    await decide(told.string('id'));
    work();
    await things.until(told.string('id'), 'recovered');
    const { rows } = await place.owner.query(
      `select case_id, handled_at is not null as handled, payload <> '' as kept
         from inbox where id = $1`,
      [object.split('-')[1]],
    );
    expect(rows).toEqual([{ case_id: null, handled: true, kept: true }]);
  });
});
