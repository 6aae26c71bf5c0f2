/** The servers of the test run, and the clock the stories stand on. */
import { fileURLToPath } from 'node:url';
import {
  bundleWorkflowCode,
  DefaultLogger,
  Worker,
  type WorkflowBundleOption,
} from '@temporalio/worker';
import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { beforeAll, describe, expect, inject, it } from 'vitest';
import { answer, phase, waiting } from '../harness/waiting-workflow.ts';
import { temporalServer } from '../harness/temporal.ts';

const DAY_MS = 86_400_000;

describe('time in the tests passes only when told to', () => {
  const server = temporalServer();
  let workflowBundle: WorkflowBundleOption;
  beforeAll(async () => {
    workflowBundle = await bundleWorkflowCode({
      workflowsPath: fileURLToPath(new URL('../harness/waiting-workflow.ts', import.meta.url)),
      logger: new DefaultLogger('ERROR'),
    });
  });

  async function withWorker(story: (workflowId: string) => Promise<void>): Promise<void> {
    const { connection, namespace, taskQueue } = server;
    const worker = await Worker.create({ connection, namespace, taskQueue, workflowBundle });
    await worker.runUntil(story(`waiting/${randomUUID()}`));
  }

  it('keeps a person waiting on the last day and reminds on the next', async () => {
    await withWorker(async (workflowId) => {
      const { client, taskQueue, clock } = server;
      const handle = await client.workflow.start(waiting, { taskQueue, workflowId });
      const begun = await clock.now(handle);
      await clock.fastForward(handle, 182 * DAY_MS);
      expect(await handle.query(phase)).toBe('waiting');
      await clock.jumpTo(handle, new Date(begun.getTime() + 184 * DAY_MS));
      expect(await handle.query(phase)).toBe('reminded');
      await handle.signal(answer);
      const on = new Date(begun.getTime() + 184 * DAY_MS).toISOString().slice(0, 10);
      expect(await handle.result()).toBe(`reminded at ${on}`);
    });
  });

  it('keeps no call stacks of promises, as the workers of the product keep none', async () => {
    await withWorker(async (workflowId) => {
      const { client, taskQueue } = server;
      const handle = await client.workflow.start(waiting, { taskQueue, workflowId });
      await expect(handle.query('__stack_trace')).rejects.toThrow('not enabled');
      await handle.terminate();
    });
  });

  it('ends quietly when the execution ends on the way', async () => {
    await withWorker(async (workflowId) => {
      const { client, taskQueue, clock } = server;
      const handle = await client.workflow.start(waiting, { taskQueue, workflowId });
      await clock.fastForward(handle, 400 * DAY_MS);
      expect(await handle.result()).toMatch(/^reminded/);
    });
  });
});

describe('the namespace of the product', () => {
  const server = temporalServer();
  it('keeps ended cases for ninety days and knows the four search attributes', async () => {
    const { client, namespace, connection } = server;
    const { config } = await connection.workflowService.describeNamespace({ namespace });
    expect(Number(config?.workflowExecutionRetentionTtl?.seconds)).toBe(90 * 24 * 3600);
    const query = "AnjuType = 'x' AND AnjuCenter = 'x' AND AnjuBranch = 'x' AND AnjuState = 'x'";
    expect(await client.workflow.count(query)).toMatchObject({ count: 0 });
  });
});

describe('a namespace of the suite’s own', () => {
  const server = temporalServer({ ownNamespace: true });
  it('is served at once', async () => {
    expect(server.namespace).toMatch(/^anju-/);
    expect(await server.client.workflow.count()).toMatchObject({ count: 0 });
  });
});

describe('the database of the tests', () => {
  it('sorts Chinese by pinyin where that is asked for, and splits it into trigrams', async () => {
    const client = new pg.Client({ connectionString: inject('servers').postgres.superuser });
    await client.connect();
    try {
      const sorted = await client.query<{ name: string }>(
        `select name from unnest(array['张三','李四','阿明','王五']) as name
          order by name collate "zh-x-icu"`,
      );
      expect(sorted.rows.map(({ name }) => name)).toEqual(['阿明', '李四', '王五', '张三']);
      const encoding = await client.query<{ encoding: string }>(
        `select pg_encoding_to_char(encoding) as encoding from pg_database
          where datname = 'postgres'`,
      );
      expect(encoding.rows).toEqual([{ encoding: 'UTF8' }]);
      await client.query('begin');
      await client.query('create extension pg_trgm');
      const trigrams = await client.query<{ n: number }>(
        "select cardinality(show_trgm('公积金')) as n",
      );
      await client.query('rollback');
      expect(trigrams.rows[0]?.n).toBeGreaterThan(1);
    } finally {
      await client.end();
    }
  });
});
