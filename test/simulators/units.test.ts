/** The unit side tells what units did: in order, under one serial number, until somebody has it. */
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startSimulators, type Simulators } from '../../src/simulators/main.ts';
import { database } from '../harness/database.ts';

const suite = database();
const told: string[] = [];
/** What the inbox answers next; 202 when nothing is left. */
let answers: number[] = [];
let inbox: Server;
let running: Simulators;

beforeAll(async () => {
  inbox = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      if (request.url === '/token') {
        response.end('{"access_token":"t-1"}');
        return;
      }
      told.push(Buffer.concat(chunks).toString());
      response.writeHead(answers.shift() ?? 202).end('{}');
    });
  }).listen(0, '127.0.0.1');
  await once(inbox, 'listening');
  const { port } = inbox.address() as AddressInfo; // a TCP server that listens has one
  const place = `http://127.0.0.1:${port}`;
  running = await startSimulators({
    port: 0,
    databaseUrl: suite.urls.owner,
    units: { inbox: `${place}/inbox`, tokens: `${place}/token`, client: 'units', secret: 's' },
  });
});
afterAll(async () => {
  await running.close();
  inbox.close();
});
beforeEach(() => {
  told.length = 0;
  answers = [];
});

const ACCOUNT = '21010001000000000017';
async function happens(event: string, on: string, more: object = {}) {
  const response = await fetch(`${running.url}/control/units/events`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ event, account: ACCOUNT, on, ...more }),
  });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}
const heard = (times: number) =>
  expect.poll(() => told.length, { timeout: 20_000, interval: 50 }).toBe(times);
const messages = () => told.map((text) => JSON.parse(text) as Record<string, unknown>);

describe('what a unit does', () => {
  it('is told in order, each under a serial number of its own', async () => {
    const { body } = await happens('sealed', '2026-03-31', { unit: 'DW000042' });
    await happens('unsealed', '2026-05-08');
    await heard(2);
    expect(messages()).toMatchObject([
      {
        ...{ kind: 'unit-event', serial: body['serial'], about: ACCOUNT },
        content: { event: 'sealed', account: ACCOUNT, on: '2026-03-31', unit: 'DW000042' },
      },
      { content: { event: 'unsealed', on: '2026-05-08' } },
    ]);
  });

  it('is told again under the same number until somebody has it', async () => {
    answers = [503];
    await happens('sealed', '2026-06-30');
    await heard(2);
    const [first, second] = messages();
    expect(second).toEqual(first);
  });

  it('is told twice, late, or garbled where that is asked for', async () => {
    answers = [202, 202, 400];
    await happens('sealed', '2026-07-31', { times: 2 });
    await heard(2);
    await happens('unsealed', '2026-08-10', { delayMs: 1_500 });
    await happens('sealed', '2026-08-31', { garbled: true });
    await heard(3);
    expect(() => JSON.parse(told[2]!) as unknown).toThrow(SyntaxError);
    await heard(4);
    expect(messages4()).toMatchObject({ content: { on: '2026-08-10' } });
  });

  it('that cannot be read is refused with its fields', async () => {
    const { status, body } = await happens('sealed', '2026-02-30');
    expect([status, body['fields']]).toMatchObject([400, [{ field: '/on' }]]);
  });
});

const messages4 = () => JSON.parse(told[3]!) as Record<string, unknown>;
