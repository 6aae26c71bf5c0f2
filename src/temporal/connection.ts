/** One way to connect: address, namespace, encryption of every payload. */
import { Client, Connection, type ClientOptions } from '@temporalio/client';
import type { KeyRing } from '../crypto/secrets.ts';
import { createDataConverter } from './codec.ts';

export interface TemporalSettings {
  readonly address: string;
  readonly namespace: string;
  readonly codec: KeyRing;
  readonly identity: string;
  /** TLS for a cluster that asks for it; loopback needs none. */
  readonly tls?: boolean;
  readonly apiKey?: string | undefined;
}

export interface TemporalClient {
  readonly client: Client;
  readonly close: () => Promise<void>;
}

/**
 * Connects lazily: the API starts, and says so on its readiness page, while Temporal is down.
 */
export function connectClient(settings: TemporalSettings): TemporalClient {
  const { address, namespace, codec, identity, tls, apiKey } = settings;
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
  };
  return { client: new Client(options), close: () => connection.close() };
}
