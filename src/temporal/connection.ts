/** One way to connect: address, namespace, encryption of every payload. */
import { setTimeout as delay } from 'node:timers/promises';
import { Client, Connection, type ClientOptions } from '@temporalio/client';
import type { KeyRing } from '../crypto/secrets.ts';
import { createDataConverter } from './codec.ts';
import { beginsAhead } from './demo-client.ts';
import type { DemoClock } from './demo-clock.ts';

export interface TemporalSettings {
  readonly address: string;
  readonly namespace: string;
  readonly codec: KeyRing;
  readonly identity: string;
  /** TLS for a cluster that asks for it; loopback needs none. */
  readonly tls?: boolean;
  readonly apiKey?: string | undefined;
  /** In a time demo: what it starts begins at the demo's date. */
  readonly demo?: DemoClock | undefined;
}

export interface TemporalClient {
  readonly client: Client;
  readonly close: () => Promise<void>;
}

const LOOK_AGAIN_MS = 500;
/** A cluster that is being restarted is back by then; else something is wrong with the address. */
const PATIENCE_MS = 120_000;

/**
 * Tries until the cluster is there: whoever starts while it is away waits and does not end.
 *
 * @throws the last error after two minutes
 */
export async function whenThere<T>(
  attempt: () => Promise<T>,
  onFault: (error: unknown) => void,
): Promise<T> {
  const giveUpAt = Date.now() + PATIENCE_MS;
  for (;;) {
    try {
      return await attempt();
    } catch (error) {
      if (Date.now() > giveUpAt) throw error;
      onFault(error);
    }
    await delay(LOOK_AGAIN_MS);
  }
}

/**
 * Connects lazily: the API starts, and says so on its readiness page, while Temporal is down.
 */
export function connectClient(settings: TemporalSettings): TemporalClient {
  const { address, namespace, codec, identity, tls, apiKey, demo } = settings;
  const connection = Connection.lazy({
    address,
    ...(tls === undefined ? {} : { tls }),
    ...(apiKey === undefined ? {} : { apiKey }),
  });
  const options: ClientOptions = {
    connection,
    namespace,
    identity,
    dataConverter: createDataConverter(codec),
    ...(demo && { interceptors: { workflow: [beginsAhead(demo, () => client)] } }),
  };
  const client = new Client(options);
  return { client, close: () => connection.close() };
}
