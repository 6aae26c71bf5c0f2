/** A suite's own corner of the Temporal server: connection, client, task queue, clock. */
import { randomUUID } from 'node:crypto';
import { Client, type ClientOptions } from '@temporalio/client';
import { DefaultLogger, NativeConnection, Runtime } from '@temporalio/worker';
import { afterAll, beforeAll, inject } from 'vitest';
import { serveNamespace } from '../../src/embedded/temporal-namespace.ts';
import { virtualClock, type VirtualClock } from './virtual-clock.ts';

export interface SuiteTemporal {
  readonly address: string;
  readonly namespace: string;
  /** Shared by clients and workers of the suite. */
  readonly connection: NativeConnection;
  readonly client: Client;
  /** Nobody else's. */
  readonly taskQueue: string;
  readonly clock: VirtualClock;
}

export interface SuiteTemporalOptions {
  /** A namespace of the suite's own, for code whose task queues have fixed names. */
  readonly ownNamespace?: boolean;
  /** Given to the client, for instance the data converter with the codec. */
  readonly client?: Omit<ClientOptions, 'connection' | 'namespace'>;
}

/** Call it once at the top of a suite; it is there from the first `beforeAll` on. */
export function temporalServer(options: SuiteTemporalOptions = {}): SuiteTemporal {
  let made: SuiteTemporal | undefined;
  beforeAll(async () => {
    made = await connect(options);
  });
  afterAll(async () => {
    await made?.connection.close();
  });
  const now = (): SuiteTemporal => {
    if (made) return made;
    throw new Error('The server of a suite is connected from its first beforeAll on.');
  };
  return {
    get address() {
      return now().address;
    },
    get namespace() {
      return now().namespace;
    },
    get connection() {
      return now().connection;
    },
    get client() {
      return now().client;
    },
    get taskQueue() {
      return now().taskQueue;
    },
    get clock() {
      return now().clock;
    },
  };
}

/** What the SDK says about workers and late answers would bury the tests' own lines. */
function quiet(): void {
  try {
    Runtime.install({
      logger: new DefaultLogger('ERROR'),
      telemetryOptions: { logging: { filter: 'ERROR' } },
    });
  } catch {
    // The suite has installed one of its own.
  }
}

async function connect({ ownNamespace, client: given }: SuiteTemporalOptions) {
  quiet();
  const { address, namespace: shared } = inject('servers').temporal;
  const suffix = randomUUID().slice(0, 8);
  const namespace = ownNamespace === true ? `anju-${suffix}` : shared;
  for (let i = 0; i < 100 && ownNamespace === true; i += 1) {
    if (await serveNamespace(address, namespace, () => undefined).catch(() => false)) break;
  }
  const connection = await NativeConnection.connect({
    address,
    // On the loopback compressing costs more than it saves.
    grpcCompression: { codec: 'none' },
  });
  const client = new Client({ ...given, connection, namespace });
  return {
    address,
    namespace,
    connection,
    client,
    taskQueue: `suite-${suffix}`,
    clock: virtualClock(client),
  };
}
