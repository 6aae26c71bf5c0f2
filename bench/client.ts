/**
 * The clients of a bench, in a process of their own: each begins its next case when its last one
 * is done. They speak to the engine as the API does.
 */
import { Client, Connection, WithStartWorkflowOperation } from '@temporalio/client';
import { randomUUID } from 'node:crypto';
import type pg from 'pg';
import { createTemporalEngine } from '../src/api/temporal-engine.ts';
import type { Engine } from '../src/api/engine.ts';
import type { Actor } from '../src/cases/case.ts';
import { caseWorkflowId } from '../src/cases/messages.ts';
import { readSecrets } from '../src/crypto/secrets.ts';
import { createPool } from '../src/db/pool.ts';
import { addDays, plainDate } from '../src/domain/calendar.ts';
import { connectClient } from '../src/temporal/connection.ts';
import { application, idNumber } from '../test/builders.ts';
import { BARE_TASK_QUEUE, BARE_WORKFLOW, type Doing } from './shapes.ts';
import type { ClientSetting, Load, LoadResult, Measured, Told } from './wire.ts';

/** How many cases are asked afterwards for their state transitions. */
const SAMPLE = 10;
const ENGINE_MS = 60_000;
const CLERK: Actor = {
  id: 'lin-guiyuan',
  role: 'clerk',
  center: '210100',
  branch: 'sy-hall',
  origin: 'bench',
};

interface Desk {
  readonly engine: Engine;
  readonly client: Client;
  readonly bare: Client;
  readonly pool: pg.Pool;
}

/** Runs one case from receipt to the end; `mark` is called between its two acts. */
type RunCase = (desk: Desk, id: string, scans: readonly [string, string]) => Promise<number>;

const CASES: Record<Doing, RunCase> = {
  ours: openAccount,
  bare: openBarely,
  parked: async (desk, caseId, [scan]) => {
    await beginOpening(desk, caseId, scan, TRIES_OF_FILLING);
    return performance.now();
  },
};

/** What is filled in for an hour outlives a minute in which the machine did something else. */
const TRIES_OF_FILLING = 5;

/** As far as the agreement, which waits to be signed. */
async function beginOpening(
  { engine }: Desk,
  caseId: string,
  identityDocument: string,
  tries = 1,
): Promise<void> {
  const content = application({
    number: nextNumber(),
    files: { 'identity-document': identityDocument },
  });
  const start = {
    ...{ caseId, type: 'account-opening', center: CLERK.center, branch: 'sy-hall' },
    channel: 'counter',
  };
  for (let left = tries; ; left -= 1) {
    try {
      await engine.start(start, { content, by: CLERK });
      return;
    } catch (error) {
      if (left <= 1) throw error;
    }
  }
}

async function openAccount(
  desk: Desk,
  caseId: string,
  [identityDocument, signedPage]: readonly [string, string],
) {
  const { engine, pool } = desk;
  await beginOpening(desk, caseId, identityDocument);
  const { rows } = await pool.query<{ hash: string }>({
    name: 'offered',
    text: `select hash from agreement where case_id = $1 and state = 'offered'`,
    values: [caseId],
  });
  const agreementHash = rows[0]?.hash;
  if (agreementHash === undefined) throw new Error(`case ${caseId} was offered no agreement`);
  const acted = performance.now();
  const by = 'counter';
  const { stage } = await engine.act({
    caseId,
    action: 'sign',
    act: {
      content: { by, agreementHash, file: signedPage, termsExplained: true },
      by: CLERK,
      expectedVersion: null,
    },
    updateId: `act:${randomUUID()}`,
  });
  if (stage !== 'opened') throw new Error(`case ${caseId} stands at ${stage}`);
  return acted;
}

async function openBarely({ bare }: Desk, id: string): Promise<number> {
  const operation = new WithStartWorkflowOperation(BARE_WORKFLOW, {
    workflowId: caseWorkflowId(id),
    args: [id],
    taskQueue: BARE_TASK_QUEUE,
    workflowIdConflictPolicy: 'USE_EXISTING',
  });
  await bare.workflow.executeUpdateWithStart<never, string, [string]>('submit', {
    args: [`applicant ${id}`],
    updateId: 'submit',
    startWorkflowOperation: operation as WithStartWorkflowOperation<never>, // any workflow has it
  });
  const acted = performance.now();
  const stage = await bare.workflow
    .getHandle(caseWorkflowId(id))
    .executeUpdate<string, []>('sign', { updateId: `act:${randomUUID()}` });
  if (stage !== 'opened') throw new Error(`case ${id} stands at ${stage}`);
  return acted;
}

const FIRST_BIRTHDAY = plainDate('1985-01-01');
const NUMBERS_A_DAY = 900;
let people = 0;

/** Another person every time: born between 1985 and 2004. */
function nextNumber(): string {
  const born = addDays(FIRST_BIRTHDAY, Math.floor(people / NUMBERS_A_DAY) % 7_000);
  const sequence = (people % NUMBERS_A_DAY) + 100;
  people += 1;
  return idNumber(born.replaceAll('-', ''), sequence);
}

async function work(desk: Desk, load: Load): Promise<LoadResult> {
  const scans = [...load.scans];
  const cases: Measured[] = [];
  const done: string[] = [];
  let begun = 0;
  const oneClient = async (): Promise<void> => {
    while (load.until === 0 || Date.now() < load.until) {
      const [first, second] = [scans.pop(), scans.pop()];
      if (first === undefined || second === undefined) {
        if (load.until === 0) return;
        throw new Error('not enough scans');
      }
      const id = randomUUID();
      begun += 1;
      const startedAt = performance.now();
      const actedAt = await CASES[load.shape](desk, id, [first, second]);
      const endedAt = performance.now();
      const now = Date.now();
      if (now < load.from || now >= load.until) continue;
      done.push(id);
      const [whole, submit] = [endedAt - startedAt, actedAt - startedAt];
      cases.push({ whole, submit, sign: endedAt - actedAt });
    }
  };
  await Promise.all(Array.from({ length: load.clients }, oneClient));
  const transitions = await Promise.all(
    done.slice(-SAMPLE).map(async (id) => {
      const { raw } = await desk.bare.workflow.getHandle(caseWorkflowId(id)).describe();
      return Number(raw.workflowExecutionInfo?.stateTransitionCount ?? 0);
    }),
  );
  return { cases, begun, transitions };
}

async function main(): Promise<void> {
  const setting = JSON.parse(process.env['BENCH_CLIENT'] ?? '') as ClientSetting; // the bench wrote it
  const { codec } = readSecrets(setting.secretsFile);
  const address = setting.temporal;
  const { client, close } = connectClient({
    address,
    namespace: setting.namespace,
    codec,
    identity: 'bench',
  });
  const connection = await Connection.connect({ address });
  const desk: Desk = {
    client,
    engine: createTemporalEngine(client, ENGINE_MS),
    bare: new Client({ connection, namespace: setting.namespace }),
    pool: createPool(setting.apiUrl, { name: 'bench', max: 16 }),
  };
  const tell = (told: Told) => process.send?.(told);
  process.on('message', (load: Load) => {
    work(desk, load).then(
      (result) => tell({ result }),
      (error: unknown) =>
        tell({ failed: error instanceof Error ? String(error.stack) : 'unknown' }),
    );
  });
  process.once('disconnect', () => {
    void Promise.all([close(), connection.close(), desk.pool.end()]).then(() => process.exit());
  });
  process.send?.({ ready: true });
}

await main();
