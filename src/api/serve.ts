/** Listens, and stops without dropping what it is answering. */
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { Express } from 'express';
import type { Limits } from './deps.ts';
import type { Feed } from './feed.ts';

export interface Listening {
  readonly server: Server;
  readonly port: number;
  /** Ends streams, waits for answers on their way, then closes what is left. */
  stop: () => Promise<void>;
}

export interface ServeOptions {
  readonly port: number;
  readonly host: string;
  readonly limits: Limits;
  readonly feed: Feed;
}

const HEADERS_MS = 10_000;
const HEADERS_BYTES_MAX = 16_384;
const FAREWELL_MS = 3_000;

export async function serve(app: Express, options: ServeOptions): Promise<Listening> {
  const { port, host, limits, feed } = options;
  const server = createServer(
    {
      maxHeaderSize: HEADERS_BYTES_MAX,
      // How often Node looks for requests that take too long; its default is half a minute.
      connectionsCheckingInterval: Math.min(limits.requestMs / 2, 5_000),
    },
    app,
  );
  server.requestTimeout = limits.requestMs;
  server.headersTimeout = HEADERS_MS;
  server.keepAliveTimeout = 20_000;
  server.listen(port, host);
  await once(server, 'listening');
  const address = server.address();
  const actual = typeof address === 'object' && address !== null ? address.port : port;
  return { server, port: actual, stop: () => stop(server, feed) };
}

async function stop(server: Server, feed: Feed): Promise<void> {
  const closed = once(server, 'close');
  server.close();
  await feed.close();
  server.closeIdleConnections();
  const late = setTimeout(() => {
    server.closeAllConnections();
  }, FAREWELL_MS);
  await closed;
  clearTimeout(late);
}
