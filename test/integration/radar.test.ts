/**
 * The silent-stall radar over the real engine: nothing to say of a healthy office, and every way in
 * which a case can stand still is found, with what both sides know of it.
 */
import { randomUUID } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { defineSearchAttributeKey } from '@temporalio/common';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { createRadar, type Radar } from '../../src/api/radar/radar.ts';
import type { StallFinding } from '../../src/api/supervision-radar.ts';
import { createTemporalWatch } from '../../src/api/temporal-watch.ts';
import { caseWorkflowId } from '../../src/cases/messages.ts';
import { bundleWorkflows } from '../../src/temporal/bundle.ts';
import { office } from '../harness/office.ts';
import { startOfficeWorker } from '../harness/office-worker.ts';

/** Cases whose changes cannot be written. */
const stubborn = new Set<string>();
const place = office({
  ownNamespace: true,
  taskTimeout: '2 seconds',
  between: (own) => ({
    ...own,
    commit: (change) => {
      if (change.expected > 0 && stubborn.has(change.caseId)) throw new Error('stubborn');
      return own.commit(change);
    },
  }),
});
const HEALTHY = 50;
const POLL = { timeout: 40_000, interval: 200 };
/** What moved lately is moving; these stories do not wait for it to be over. */
const later = { by: 60_000 };
let radar: Radar;
let healthy: readonly string[] = [];

const opened = async (): Promise<string> => {
  const { caseId } = await place.apply();
  await place.until(caseId, 'awaiting signature');
  return caseId;
};

beforeAll(async () => {
  // Pages far smaller than the office, so that turning them is part of every story.
  const { client, taskQueue } = place.temporal;
  const watch = createTemporalWatch(client, { taskQueue, pageSize: 7 });
  radar = createRadar({ pool: place.pool, watch, now: () => Date.now() + later.by });
  const ids: string[] = [];
  for (let n = 0; n < HEALTHY; n += 5) {
    const some = await Promise.all(Array.from({ length: 5 }, () => place.apply()));
    ids.push(...some.map(({ caseId }) => caseId));
  }
  await Promise.all(ids.map((id) => place.until(id, 'awaiting signature')));
  healthy = ids;
});

/** What the radar says of one case, once it says that. */
async function found(caseId: string, kind: StallFinding['kind']): Promise<StallFinding> {
  return vi.waitFor(async () => {
    const { findings } = await radar.sweep(0);
    const one = findings.find((finding) => finding.caseId === caseId);
    expect(one?.kind, one?.sentence).toBe(kind);
    return one!;
  }, POLL);
}

async function quiet(): Promise<void> {
  await vi.waitFor(async () => {
    expect((await radar.sweep(0)).findings).toEqual([]);
  }, POLL);
}

describe('a healthy office of fifty cases', () => {
  it('gives no finding, and both sides count the same', async () => {
    await quiet();
    const swept = await radar.sweep(0);
    expect(swept).toMatchObject({ complete: true, notLookedAt: 0, findings: [] });
    expect(swept.database.open).toBe(HEALTHY);
    expect(swept.engine).toMatchObject({ running: HEALTHY });
    expect(swept.database.byState).toEqual({ waiting: HEALTHY });
    expect(swept.engine?.byState).toEqual({ waiting: HEALTHY });
  });
});

describe('a workflow that is gone', () => {
  it('is found while the books have the case open, with how it ended', async () => {
    const caseId = await opened();
    await place.handle(caseId).terminate('a mistake at the machine');
    const finding = await found(caseId, 'no-workflow');
    expect(finding).toMatchObject({
      confirmed: true,
      type: 'account-opening',
      center: '210100',
      database: { open: true, stage: 'awaiting signature', waits: [{ kind: 'signature' }] },
      engine: { status: 'terminated', closedAt: expect.any(Number) as number },
    });
    expect(finding.number).toMatch(/^K\d{15}$/);
    expect(finding.sentence).toContain('已被强行终止');
  });
});

describe('a workflow that nobody has in the books', () => {
  it('is found where the case is closed', async () => {
    const caseId = healthy[0]!;
    await place.db.owner.query(
      `update "case" set closed_at = opened_at, outcome = 'withdrawn' where id = $1`,
      [caseId],
    );
    const finding = await found(caseId, 'no-case');
    expect(finding).toMatchObject({ database: { open: false }, engine: { status: 'running' } });
    expect(finding.sentence).toContain('仍在运行');
    await place.db.owner.query('update "case" set closed_at = null, outcome = null where id = $1', [
      caseId,
    ]);
  });

  it('is found where there is no case at all', async () => {
    const caseId = randomUUID();
    await place.temporal.client.workflow.start('accountOpening', {
      workflowId: caseWorkflowId(caseId),
      taskQueue: place.temporal.taskQueue,
      args: [
        {
          caseId,
          type: 'account-opening',
          center: '210100',
          branch: 'sy-hall',
          channel: 'counter',
        },
      ],
      typedSearchAttributes: [
        { key: defineSearchAttributeKey('AnjuType', 'KEYWORD'), value: 'account-opening' },
        { key: defineSearchAttributeKey('AnjuCenter', 'KEYWORD'), value: '210100' },
      ],
    });
    const finding = await found(caseId, 'no-case');
    expect(finding).toMatchObject({ number: null, database: null, center: '210100' });
    await place.handle(caseId).terminate();
  });
});

describe('a case that nothing moves', () => {
  it('is an orphan, and the timer that would wake it some day is told', async () => {
    const caseId = healthy[1]!;
    const close = async (closedAt: string | null) => {
      for (const table of ['wait', 'task']) {
        await place.db.owner.query(
          closedAt === null
            ? `update ${table} set closed_at = null where case_id = $1 and closed_at = 'epoch'`
            : `update ${table} set closed_at = 'epoch' where case_id = $1 and closed_at is null`,
          [caseId],
        );
      }
    };
    await close('epoch');
    const finding = await found(caseId, 'orphan');
    expect(finding).toMatchObject({ database: { waits: [], tasks: [] }, engine: { task: null } });
    const [timer = 0] = finding.engine!.timers!;
    const days = (timer - Date.now()) / 86_400_000;
    expect(days).toBeGreaterThan(5);
    expect(days).toBeLessThan(60);
    await close(null);
    await vi.waitFor(async () => {
      expect(await radar.look(caseId)).toBeNull();
    }, POLL);
  });

  it('has a wait that is over, and the engine has done nothing', async () => {
    const caseId = healthy[2]!;
    const { rows } = await place.db.owner.query<{ id: string; until: Date }>(
      'select id, until from wait where case_id = $1 and closed_at is null',
      [caseId],
    );
    const { id, until } = rows[0]!;
    await place.db.owner.query(`update wait set until = now() - interval '1 hour' where id = $1`, [
      id,
    ]);
    const finding = await found(caseId, 'wait-overdue');
    expect(finding.sentence).toMatch(/等申请人签署协议.*已超过6[0-2]分钟/);
    await place.db.owner.query('update wait set until = $2 where id = $1', [id, until]);
  });

  it('stands in another state by the books than by the engine', async () => {
    const caseId = healthy[3]!;
    const to = (stage: string) =>
      place.db.owner.query('update "case" set stage = $2 where id = $1', [caseId, stage]);
    await to('needs attention');
    const finding = await found(caseId, 'state-differs');
    expect(finding.sentence).toContain('“需处理”；办理引擎记为“等待中”');
    await to('awaiting signature');
  });
});

describe('a step that fails again and again', () => {
  it('is found with its attempt and the code of its failure, until it succeeds', async () => {
    const caseId = randomUUID();
    stubborn.add(caseId);
    const files = { 'identity-document': await place.upload() };
    const { application } = await import('../builders.ts');
    const person = await place.world.person();
    await place.submit(application({ ...person, files }), undefined, caseId);
    const finding = await found(caseId, 'activity-retrying');
    expect(finding).toMatchObject({
      database: { stage: 'checking', waits: [], tasks: [] },
      engine: { activities: [{ type: 'commit', failure: 'bug' }] },
    });
    expect(finding.engine!.activities[0]!.attempt).toBeGreaterThanOrEqual(3);
    expect(finding.sentence).toMatch(/^“写入业务库”正在重试，第\d+次，上次失败：程序错误/);
    stubborn.delete(caseId);
    await place.until(caseId, 'awaiting signature');
    expect(await radar.look(caseId)).toBeNull();
  });
});

describe('a workflow whose code fails', () => {
  it('is found with attempts and cause, and is well again with the right code', async () => {
    const caseId = healthy[4]!;
    await place.stopWorker();
    const broken = fileURLToPath(new URL('../workflows/broken/index.ts', import.meta.url));
    const stop = await startOfficeWorker({
      connection: place.temporal.connection,
      namespace: place.temporal.namespace,
      taskQueue: place.temporal.taskQueue,
      databaseUrl: place.db.urls.app,
      secrets: place.secrets,
      outside: place.outside(),
      workflowBundle: await bundleWorkflows(broken),
    });
    await place.handle(caseId).signal('claimFree');
    const finding = await found(caseId, 'workflow-task-failing');
    expect(finding.engine?.task?.attempt).toBeGreaterThan(1);
    expect(finding.sentence).toContain('流程代码与已有记录不符');
    await stop();
    await place.startWorker();
    await vi.waitFor(async () => {
      expect(await radar.look(caseId)).toBeNull();
    }, POLL);
  });

  it('and one that no worker takes is told apart from it', async () => {
    const caseId = healthy[5]!;
    await place.stopWorker();
    await place.handle(caseId).signal('claimFree');
    await vi.waitFor(async () => {
      const finding = await radar.look(caseId);
      expect(finding?.kind).toBe('no-worker');
      expect(finding?.sentence).toContain('没有办件进程在领取');
    }, POLL);
    await place.startWorker();
    await vi.waitFor(async () => {
      expect(await radar.look(caseId)).toBeNull();
    }, POLL);
  });
});

describe('an engine that does not answer', () => {
  it('is said, and the books alone are looked at', async () => {
    const { client } = place.temporal;
    const deaf = createTemporalWatch(client, { budgetMs: 1 });
    const alone = createRadar({ pool: place.pool, watch: deaf, now: Date.now });
    const swept = await alone.sweep();
    expect(swept).toMatchObject({ engine: null, complete: false });
    expect(swept.database.open).toBeGreaterThanOrEqual(HEALTHY);
  });
});
