/** The yardstick's worker process: the same settings as the real one, none of its code. */
import {
  DefaultLogger,
  NativeConnection,
  Runtime,
  Worker,
  bundleWorkflowCode,
} from '@temporalio/worker';
import { createServer } from 'node:http';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { BARE_TASK_QUEUE } from '../shapes.ts';
import { BARE_TABLES, createBareActivities } from './activities.ts';

const SLOTS = 16;

const env = process.env;
Runtime.install({ logger: new DefaultLogger('WARN') });
const pool = new pg.Pool({ connectionString: env['DATABASE_URL'], max: SLOTS });
await pool.query(BARE_TABLES);
const connection = await NativeConnection.connect({
  address: env['TEMPORAL_ADDRESS'] ?? '',
  grpcCompression: { codec: 'none' },
});
const worker = await Worker.create({
  connection,
  namespace: env['TEMPORAL_NAMESPACE'] ?? '',
  taskQueue: BARE_TASK_QUEUE,
  workflowBundle: await bundleWorkflowCode({
    workflowsPath: fileURLToPath(new URL('workflow.ts', import.meta.url)),
    logger: new DefaultLogger('ERROR'),
  }),
  activities: createBareActivities(pool, env['OUTSIDE_URL'] ?? ''),
  maxCachedWorkflows: 2_000,
  maxConcurrentWorkflowTaskExecutions: 40,
  maxConcurrentLocalActivityExecutions: SLOTS,
  maxConcurrentActivityTaskExecutions: SLOTS,
  workflowTaskPollerBehavior: { type: 'autoscaling', minimum: 2, initial: 4, maximum: 10 },
  activityTaskPollerBehavior: { type: 'autoscaling', minimum: 1, initial: 2, maximum: 10 },
  shutdownGraceTime: '2 seconds',
  shutdownForceTime: '3 seconds',
});
const done = worker.run();
const health = createServer((_, response) => {
  response.writeHead(worker.getState() === 'RUNNING' ? 200 : 503).end();
});
health.listen(Number(env['PORT']), '127.0.0.1');
process.once('SIGTERM', () => {
  worker.shutdown();
});
await done;
health.close();
health.closeAllConnections();
await connection.close();
await pool.end();
