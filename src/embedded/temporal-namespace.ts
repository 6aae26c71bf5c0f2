/** The namespace of the product: registered once, then waited for until the server knows it. */
import { createConnection } from 'node:net';
import { Connection, isGrpcServiceError } from '@temporalio/client';
import { msToNumber, msToTs } from '@temporalio/common/lib/time.js';

/** So long the engine keeps the history of what has ended. */
const RETENTION = '90 days';
const DAY_SECONDS = 86_400;
/** Few and coarse; the lists of the office come from PostgreSQL. */
const SEARCH_ATTRIBUTES = ['AnjuType', 'AnjuCenter', 'AnjuBranch', 'AnjuState'] as const;
/** temporal.api.enums.v1.IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD */
const KEYWORD = 2;
/** google.rpc.Code.ALREADY_EXISTS */
const ALREADY_EXISTS = 6;
const CONNECT_TIMEOUT_MS = 2_000;

/** Does anybody listen there? */
export function listens(host: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = createConnection({ host, port });
    const end = (answer: boolean) => () => {
      socket.destroy();
      resolve(answer);
    };
    socket.setTimeout(CONNECT_TIMEOUT_MS);
    socket.once('connect', end(true)).once('error', end(false)).once('timeout', end(false));
  });
}

/**
 * Registers the namespace and its search attributes where they are missing, keeps ended histories long
 * enough in one that is there, and tells whether the server serves it already; its caches learn of a
 * new one with a delay.
 *
 * @param say told in Chinese when an existing namespace kept histories for too short a time
 * @throws whatever the server answers while it is starting
 */
export async function serveNamespace(
  address: string,
  namespace: string,
  say: (line: string) => void,
): Promise<boolean> {
  const [host = '', port = ''] = address.split(/:(?=\d+$)/);
  if (!(await listens(host, Number(port)))) return false;
  const connection = await Connection.connect({ address, connectTimeout: CONNECT_TIMEOUT_MS });
  try {
    await connection.withDeadline(Date.now() + 10_000, async () => {
      await register(connection, namespace);
      // Each of the three asks another part of the server: frontend, matching, visibility.
      await keepLongEnough(connection, namespace, say);
      await connection.workflowService.describeTaskQueue({
        namespace,
        taskQueue: { name: 'cases' },
      });
      const query = SEARCH_ATTRIBUTES.map((name) => `${name} = '-'`).join(' AND ');
      await connection.workflowService.countWorkflowExecutions({ namespace, query });
    });
    return true;
  } finally {
    await connection.close();
  }
}

async function register(connection: Connection, namespace: string): Promise<void> {
  await unlessThere(
    connection.workflowService.registerNamespace({
      namespace,
      workflowExecutionRetentionPeriod: msToTs(RETENTION),
    }),
  );
  const { customAttributes } = await connection.operatorService.listSearchAttributes({ namespace });
  const missing = SEARCH_ATTRIBUTES.filter((name) => !(name in customAttributes));
  if (missing.length === 0) return;
  await unlessThere(
    connection.operatorService.addSearchAttributes({
      namespace,
      searchAttributes: Object.fromEntries(missing.map((name) => [name, KEYWORD])),
    }),
  );
}

/** Made by hand or by an earlier release, it may keep less; what keeps more stays as it is. */
async function keepLongEnough(
  { workflowService }: Connection,
  namespace: string,
  say: (line: string) => void,
): Promise<void> {
  const { config } = await workflowService.describeNamespace({ namespace });
  const kept = Number(config?.workflowExecutionRetentionTtl?.seconds ?? 0) / DAY_SECONDS;
  const wanted = msToNumber(RETENTION) / 1000 / DAY_SECONDS;
  if (kept >= wanted) return;
  await workflowService.updateNamespace({
    namespace,
    config: { workflowExecutionRetentionTtl: msToTs(RETENTION) },
  });
  say(
    `命名空间 ${namespace} 的历史保留期只有${Number(kept.toFixed(1))}天，已延长到${wanted}天：核验和修复要查看已经结束的办理过程。`,
  );
}

async function unlessThere(request: Promise<unknown>): Promise<void> {
  try {
    await request;
  } catch (error) {
    if (!isGrpcServiceError(error) || (error.code as number) !== ALREADY_EXISTS) throw error;
  }
}
