/**
 * The identity provider of the demo: a real OpenID provider with a handful of demo people.
 *
 * Production names its own issuer; this one exists so that `npm start` needs nothing else. Its
 * sessions live in memory, its signing keys in the home: after a restart tokens still verify and
 * people sign in again.
 *
 * Environment: PORT, HOST, ANJU_OIDC_ISSUER, ANJU_OIDC_AUDIENCE, ANJU_PUBLIC_URL, ANJU_HOME,
 * ANJU_SECRETS_FILE.
 */
import { createServer, type Server } from 'node:http';
import { once } from 'node:events';
import { pathToFileURL } from 'node:url';
import { Provider } from 'oidc-provider';
import { configurationOf } from './provider/configuration.ts';
import { interactions, type SignInLog } from './provider/interactions.ts';
import { settingsOf, type ProviderSettings } from './provider/settings.ts';

/** Starts it; resolves when it listens. */
export async function startProvider(
  settings: ProviderSettings,
  log: SignInLog = logLine,
): Promise<Server> {
  const provider = new Provider(settings.issuer, configurationOf(settings));
  const policy = contentPolicy(settings);
  provider.use(async (ctx, next) => {
    ctx.set(policy);
    await next();
  });
  provider.use(interactions(provider, settings, log));
  provider.on('server_error', (_ctx, error: Error) => {
    process.stderr.write(`${JSON.stringify({ event: 'provider-error', kind: error.name })}\n`);
  });
  const handle = provider.callback();
  const server = createServer((request, response) => {
    if (request.url === '/health/live') {
      response.writeHead(200, { 'content-type': 'application/json' }).end('{"status":"ok"}');
      return;
    }
    void handle(request, response);
  });
  server.requestTimeout = 15_000;
  server.headersTimeout = 10_000;
  server.listen(settings.port, settings.host);
  await once(server, 'listening');
  return server;
}

/** No script but the library's own, which adds its hash; codes go to our own site only. */
function contentPolicy({ issuer, publicUrl }: ProviderSettings): Record<string, string> {
  const forms = ["'self'", new URL(issuer).origin, new URL(publicUrl).origin].join(' ');
  return {
    'Content-Security-Policy': `default-src 'none'; script-src 'self'; style-src 'self'; form-action ${forms}; frame-ancestors 'none'; base-uri 'none'`,
    'X-Content-Type-Options': 'nosniff',
    'Referrer-Policy': 'no-referrer',
    'X-Frame-Options': 'DENY',
  };
}

/** Who signed in, who was refused; of somebody unknown nothing is written. */
function logLine(event: string, person: string | null): void {
  const time = new Date().toISOString();
  process.stdout.write(`${JSON.stringify({ time, event: `sign-in-${event}`, person })}\n`);
}

async function main(): Promise<void> {
  const server = await startProvider(settingsOf(process.env));
  const stop = (): void => {
    server.close();
    server.closeAllConnections();
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
}

// Not import.meta.main: a Node of 24.0 or 23 does not know it, and would begin nothing without a word.
if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) await main();
