/** 核验未通过 over HTTP: a task of the supervisors that names what failed and leads to the proof. */
import { beforeAll, describe, expect, it } from 'vitest';
import { world } from './world/index.ts';
import { ok } from './world/staff.ts';

const place = world();
const sun = () => place.as('sun-zhuguan');
const CENTER = '210100';
const proofOf = (turn: number) => `proof.${CENTER}.2026-11-22.${turn}`;

async function proved(turn: number, wrong: readonly string[]): Promise<string> {
  const check = (title: string, isRight: boolean) => ({ name: 'balances', title, ok: isRight });
  const result = {
    verdict: wrong.length > 0 ? 'red' : 'green',
    checks: [check('留痕链', true), ...wrong.map((title) => check(title, false))],
  };
  await place.owner.query(
    `insert into run (id, kind, center, business_on, turn, state, started_by, started_at, digest)
     values ($1, 'proof', $2, '2026-11-22', $3, 'working', 'schedule', now(), repeat('a', 64))`,
    [proofOf(turn), CENTER, turn],
  );
  await place.owner.query(
    `update run set state = 'done', ended_at = now(), result = $2 where id = $1`,
    [proofOf(turn), result],
  );
  return proofOf(turn);
}

const task = async (as = sun()) => ok(await as.get('/tasks?kind=mend-proof')).list('items')[0];
const counts = async (as = sun()) => ok(await as.get('/tasks:counts')).body as { all: number };

let before: { all: number };
beforeAll(async () => {
  before = await counts();
  await proved(1, ['余额与分录', '来源与合计']);
});

describe('a red proof', () => {
  it('is in the list of tasks with the checks that failed, about nobody', async () => {
    expect(await task()).toMatchObject({
      ...{ caseId: null, caseType: null, caseTypeTitle: '账务核验', caseNumber: '2026-11-22' },
      ...{ stageTitle: '余额与分录、来源与合计未通过', person: null, title: '查明核验不符' },
      about: { kind: 'proof', id: proofOf(1), day: '2026-11-22' },
      ...{ role: 'supervisor', branch: null, claimable: true, closedAt: null },
    });
    expect((await counts()).all).toBe(before.all + 1);
  });

  it('names three checks and says how many there are when there are more', async () => {
    await proved(2, ['余额与分录', '来源与合计', '余额不为负', '冲账与原凭证']);
    expect(await task()).toMatchObject({
      stageTitle: '余额与分录、来源与合计、余额不为负等4项未通过',
      about: { id: proofOf(2) },
    });
    expect((await counts()).all).toBe(before.all + 1);
  });

  it('is no clerk’s to take, and is not seen in another center', async () => {
    expect(await task(place.as('lin-guiyuan'))).toMatchObject({
      ...{ claimable: false, notClaimable: '该待办须由主管办理。' },
    });
    const { id } = (await task())!;
    expect(await task(place.as('dl-zhuguan'))).toBeUndefined();
    expect((await place.as('dl-zhuguan').get(`/tasks/${String(id)}`)).status).toBe(404);
  });

  it('comes next, is claimed, given back, moved and assigned like any other', async () => {
    const { id } = (await task())!;
    const act = async (name: string, body?: object) => {
      const { version } = ok(await sun().get(`/tasks/${String(id)}`)).body as { version: number };
      return ok(
        await sun().post(`/tasks/${String(id)}:${name}`, { version, ...(body && { body }) }),
      );
    };
    await act('claim');
    expect(await task()).toMatchObject({ claimedBy: 'sun-zhuguan', mine: true });
    await act('release');
    expect(await task()).toMatchObject({ claimedBy: null });
    await act('assign', { staff: 'sun-zhuguan' });
    expect(ok(await sun().get('/tasks:next')).at('task.id')).toBe(id);
    await act('due', { dueOn: '2099-01-05', reason: '等系统管理员查明' });
    expect(await task()).toMatchObject({ dueOn: '2099-01-05' });
  });

  it('is read in full by the auditor', async () => {
    const shown = ok(await place.as('li-shenji').get('/proofs'));
    expect(shown.list('items')[0]).toMatchObject({ id: proofOf(2), verdict: 'red' });
  });

  it('is done by the green one that follows', async () => {
    const { id } = (await task())!;
    await proved(3, []);
    expect(await task()).toBeUndefined();
    expect(ok(await sun().get(`/tasks/${String(id)}`)).body).toMatchObject({
      ...{ closedBy: 'system', claimable: false },
    });
    expect((await counts()).all).toBe(before.all);
  });
});
