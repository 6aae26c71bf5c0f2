/** Records the histories that every release replays; run by `npm run histories` alone. */
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { historyToJSON } from '@temporalio/common/lib/proto-utils.js';
import { describe, expect, it } from 'vitest';
import { generateSecrets, parseSecrets, type SecretsFile } from '../../src/crypto/secrets.ts';
import { office, type Office } from '../harness/office.ts';
import { agreementsOf } from './paths-agreements.ts';
import { deathsOf } from './death-paths.ts';
import { exitsOf } from './exit-paths.ts';
import { holdsOf } from './paths-holds.ts';
import { personalOf } from './personal-paths.ts';
import { dormanciesOf } from './paths-dormancy.ts';
import { employmentsOf } from './paths-employment.ts';
import { takeUpsOf } from './paths-take-up.ts';
import { irregularitiesOf } from './paths-irregularities.ts';
import { PATHS } from './paths.ts';

const HISTORIES = fileURLToPath(new URL('../histories/', import.meta.url));

describe('recording', () => {
  const codec = JSON.parse(
    readFileSync(`${HISTORIES}codec-key.json`, 'utf8'),
  ) as SecretsFile['codec'];
  const place = office({ secrets: parseSecrets({ ...generateSecrets(), codec }) });
  agreementsOf(place);
  dormanciesOf(place);
  takeUpsOf(place);
  employmentsOf(place);
  exitsOf(place);
  holdsOf(place);
  deathsOf(place);
  irregularitiesOf(place);
  personalOf(place);

  it.each(Object.entries(PATHS))('%s', async (name, path) => {
    const caseId = await path(place);
    await place.temporal.clock.untilIdle(place.handle(caseId));
    for (const [n, runId] of (await runsOf(place, caseId)).entries()) {
      const { workflowId } = place.handle(caseId);
      const run = place.temporal.client.workflow.getHandle(workflowId, runId);
      const history = await run.fetchHistory();
      expect(history.events?.length).toBeGreaterThan(3);
      const part = n === 0 ? '' : `.${n + 1}`;
      writeFileSync(`${HISTORIES}${name}${part}.json`, historyToJSON(history));
    }
  });
});

/** The runs of a case, the first one first. */
async function runsOf(place: Office, caseId: string): Promise<readonly string[]> {
  const runs: string[] = [];
  let runId = (await place.handle(caseId).describe()).runId;
  while (runId !== '') {
    runs.unshift(runId);
    runId = await runBefore(place, caseId, runId);
  }
  return runs;
}

/** Empty for the first run. */
async function runBefore(place: Office, caseId: string, runId: string): Promise<string> {
  const { workflowId } = place.handle(caseId);
  const { events } = await place.temporal.client.workflow
    .getHandle(workflowId, runId)
    .fetchHistory();
  const started = events?.[0]?.workflowExecutionStartedEventAttributes;
  return started?.continuedExecutionRunId ?? '';
}
