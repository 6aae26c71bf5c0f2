/** Liveness: the process answers. Readiness: what it needs is there, each part named. */
import { Router } from 'express';
import { pendingMigrations } from '../db/migrate.ts';
import type { ApiDeps } from './deps.ts';
import { CASE_TASK_QUEUE } from '../cases/messages.ts';

interface Part {
  readonly name: string;
  readonly ok: boolean;
  readonly detail?: string;
}

export function healthRoutes(deps: Pick<ApiDeps, 'pool' | 'engine' | 'feed'>): Router {
  const routes = Router();
  routes.get('/live', (_request, response) => {
    response.set('Cache-Control', 'no-store').json({ status: 'ok' });
  });
  routes.get('/ready', async (_request, response) => {
    const parts = [...(await databaseParts(deps)), ...(await engineParts(deps))];
    const ready = parts.every(({ ok }) => ok);
    // Not needed to answer, but worth knowing: without it live screens stand still.
    const feed: Part = { name: 'feed', ok: deps.feed.connected() };
    response
      .status(ready ? 200 : 503)
      .set('Cache-Control', 'no-store')
      .json({ status: ready ? 'ready' : 'not ready', parts: [...parts, feed] });
  });
  return routes;
}

async function databaseParts({ pool }: Pick<ApiDeps, 'pool'>): Promise<readonly Part[]> {
  try {
    const pending = await pendingMigrations(pool);
    const detail = pending.length === 0 ? {} : { detail: `missing: ${pending.join(', ')}` };
    return [
      { name: 'database', ok: true },
      { name: 'migrations', ok: pending.length === 0, ...detail },
    ];
  } catch {
    return [
      { name: 'database', ok: false },
      { name: 'migrations', ok: false },
    ];
  }
}

async function engineParts({ engine }: Pick<ApiDeps, 'engine'>): Promise<readonly Part[]> {
  const { reachable, pollers } = await engine.health();
  return [
    { name: 'engine', ok: reachable },
    { name: 'case-workers', ok: (pollers[CASE_TASK_QUEUE] ?? 0) > 0 },
  ];
}
