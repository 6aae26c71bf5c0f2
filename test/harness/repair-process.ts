/** A process that carries repairs out as the API does, to be killed while it watches one. */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { pino } from 'pino';
import { runRepairs, type RepairLimits } from '../../src/api/repair/run.ts';
import { createTemporalRepairs } from '../../src/api/repair/temporal-repairs.ts';
import { createTemporalEngine } from '../../src/api/temporal-engine.ts';
import { parseSecrets, type SecretsFile } from '../../src/crypto/secrets.ts';
import { createPool } from '../../src/db/pool.ts';
import { connectClient } from '../../src/temporal/connection.ts';

export interface RepairProcessSettings {
  readonly address: string;
  readonly namespace: string;
  readonly taskQueue: string;
  readonly databaseUrl: string;
  readonly secrets: SecretsFile;
  readonly limits: RepairLimits;
}

const SETTINGS = 'ANJU_TEST_REPAIRS';
const BUDGET_MS = 4_000;

/** @returns kills it on the spot; resolves with the signal that ended it */
export async function startRepairProcess(
  settings: RepairProcessSettings,
): Promise<() => Promise<NodeJS.Signals | null>> {
  const child = fork(fileURLToPath(import.meta.url), {
    env: { ...process.env, [SETTINGS]: JSON.stringify(settings) },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const exit = once(child, 'exit') as Promise<[number | null, NodeJS.Signals | null]>;
  await Promise.race([
    once(child, 'message'),
    exit.then(() => {
      throw new Error('the process ended before it was ready');
    }),
  ]);
  return async () => {
    child.kill('SIGKILL');
    const [, signal] = await exit;
    return signal;
  };
}

async function run(text: string): Promise<void> {
  const settings = JSON.parse(text) as RepairProcessSettings; // written by startRepairProcess
  const secrets = parseSecrets(settings.secrets);
  const { address, namespace, taskQueue } = settings;
  const { client } = connectClient({
    ...{ address, namespace, codec: secrets.codec, identity: 'test-repairs' },
  });
  const pool = createPool(settings.databaseUrl, { name: 'test-repairs', max: 4 });
  const deps = {
    ...{ pool, secrets, limits: settings.limits, now: Date.now },
    engine: createTemporalEngine(client, BUDGET_MS, taskQueue),
    repairEngine: createTemporalRepairs(client, BUDGET_MS, taskQueue),
    log: pino({ level: 'silent' }),
  };
  const running = runRepairs(deps, new AbortController().signal);
  process.send?.('ready');
  await running;
}

const given = process.env[SETTINGS];
if (given !== undefined && import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  await run(given);
}
