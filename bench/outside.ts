/**
 * The outside systems of a bench: they know nobody, keep nothing, and answer after two
 * milliseconds. So what is measured is ours and the engine's, not theirs.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';

const ANSWER_MS = 2;

const server = createServer((request, response) => {
  void answer(request, response);
});
server.listen(Number(process.env['PORT']), '127.0.0.1');
// Connections of the measured stay open for the whole run.
server.keepAliveTimeout = 600_000;
process.once('SIGTERM', () => {
  server.close();
  server.closeAllConnections();
});

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer); // no encoding is set
  await delay(ANSWER_MS);
  const text = Buffer.concat(parts).toString('utf8');
  const body = bodyFor(request.url ?? '', text === '' ? {} : JSON.parse(text));
  response.setHeader('content-type', 'application/json');
  response.end(JSON.stringify(body));
}

function bodyFor(url: string, asked: unknown): object {
  const requestId = typeof asked === 'object' && asked !== null && 'requestId' in asked;
  const told = requestId ? { requestId: asked.requestId } : {};
  const asOf = new Date().toISOString().slice(0, 10);
  if (url.startsWith('/identity')) return { ...told, result: 'match', asOf };
  return {
    ...told,
    status: 'OK',
    asOf,
    provincesMissing: [],
    person: { nameMatches: true, documentMatches: true },
    accounts: [],
    loans: [],
    fraudFlag: false,
    bans: [],
  };
}
