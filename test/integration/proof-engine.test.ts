/** 账务核验 beside the engine itself: how a workflow ended is held against how its case did. */
import { msToTs } from '@temporalio/common/lib/time.js';
import { expect, it } from 'vitest';
import { createTemporalWatch } from '../../src/api/temporal-watch.ts';
import { createEngineReader } from '../../src/worker-engine.ts';
import { office } from '../harness/office.ts';

const place = office({ ownNamespace: true });
const CENTER = '210100';
const MINUTE = 60_000;

const watch = () =>
  createTemporalWatch(place.temporal.client, { taskQueue: place.temporal.taskQueue });
const compare = () =>
  createEngineReader({ pool: place.pool, watch: watch() }).compare({
    ...{ center: CENTER, closedSince: null, at: Date.now() + 5 * MINUTE },
  });

it('names the case whose workflow came to another end, whatever else agrees', async () => {
  const ended = async () => {
    const { caseId } = await place.apply();
    await place.until(caseId, 'awaiting signature');
    await place.act(caseId, 'withdraw', { reason: '本人撤回' });
    await place.until(caseId, 'withdrawn');
    await place.handle(caseId).result();
    return caseId;
  };
  const [same, other] = [await ended(), await ended()];
  expect(await watch().ended(same)).toEqual({ status: 'completed', result: 'withdrawn' });
  expect(await compare()).toMatchObject({ broken: 0, whole: true, notKept: 0, counted: 2 });
  const { rows } = await place.db.owner.query<{ number: string }>(
    `update "case" set stage = 'refused' where id = $1 returning number`,
    [other],
  );
  expect(await compare()).toMatchObject({ broken: 1, named: [rows[0]!.number] });
});

it('is told by the engine for how long it keeps what has ended', async () => {
  const { client } = place.temporal;
  const { namespace } = client.options;
  const day = 86_400;
  for (const days of [3, 45]) {
    await client.workflowService.updateNamespace({
      namespace,
      config: { workflowExecutionRetentionTtl: msToTs(days * day * 1_000) },
    });
    await expect.poll(() => watch().keptMs(), { timeout: 30_000 }).toBe(days * day * 1_000);
  }
  expect(await watch().ended('00000000-0000-4000-8000-000000000000')).toEqual({
    ...{ status: 'absent', result: null },
  });
});
