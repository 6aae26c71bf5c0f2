/** Receipts of messages: told to the sender's inbox until it has them, under one serial number each. */
import { createServer, type Server } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startSimulators, type Simulators } from '../../src/simulators/main.ts';
import { database } from '../harness/database.ts';

interface Told {
  readonly authorization: string;
  readonly key: string;
  readonly body: { serial: string; about: string; content: Record<string, unknown> };
}

const suite = database();
const told: Told[] = [];
/** What the inbox answers next; 202 when nothing is left. */
let answers: number[] = [];
let tokens = 0;
let inbox: Server;
let running: Simulators;

beforeAll(async () => {
  inbox = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const text = Buffer.concat(chunks).toString();
      const { authorization = '' } = request.headers;
      if (request.url === '/token') {
        tokens += 1;
        const basic = Buffer.from(authorization.replace('Basic ', ''), 'base64').toString();
        expect([basic, text]).toEqual([
          'notices:s3cret',
          'grant_type=client_credentials&scope=inbox+inbox%3Anotices',
        ]);
        response.end('{"access_token":"t-1"}');
        return;
      }
      told.push({
        authorization,
        key: String(request.headers['idempotency-key']),
        body: JSON.parse(text) as Told['body'],
      });
      response.writeHead(answers.shift() ?? 202).end('{}');
    });
  }).listen(0, '127.0.0.1');
  await once(inbox, 'listening');
  const { port } = inbox.address() as AddressInfo; // a TCP server that listens has one
  running = await startSimulators({
    port: 0,
    databaseUrl: suite.urls.owner,
    receipts: {
      inbox: `http://127.0.0.1:${port}/inbox`,
      tokens: `http://127.0.0.1:${port}/token`,
      client: 'notices',
      secret: 's3cret',
    },
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

const send = (messageId: string, to = '13800000000') =>
  fetch(`${running.url}/notices/v1/messages`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ messageId, channel: 'sms', to, template: 't-1', text: '您好' }),
  });
const control = (path: string, body: object) =>
  fetch(`${running.url}/control${path}`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
const of = (messageId: string) => told.filter(({ body }) => body.about === messageId);
const heard = (messageId: string, times: number) =>
  expect.poll(() => of(messageId).length, { timeout: 20_000, interval: 50 }).toBe(times);

describe('a receipt', () => {
  it('tells what became of a message, without the address, as the sender asked to be told', async () => {
    await send('m-1');
    await heard('m-1', 1);
    const [receipt] = of('m-1');
    expect(receipt).toMatchObject({
      authorization: 'Bearer t-1',
      body: { kind: 'delivery-receipt', content: { state: 'delivered', reason: null } },
    });
    expect(JSON.stringify(told)).not.toContain('13800000000');
    expect(receipt!.key.startsWith(receipt!.body.serial)).toBe(true);
  });

  it('says why a message failed, and says nothing of one that was refused at once', async () => {
    await control('/recipients', { to: '13900000001', outcome: 'failed', reason: '空号' });
    await control('/recipients', { to: '13900000002', outcome: 'refused', reason: '黑名单' });
    await send('m-refused', '13900000002');
    await send('m-failed', '13900000001');
    await heard('m-failed', 1);
    expect(of('m-failed')[0]!.body.content).toMatchObject({ state: 'failed', reason: '空号' });
    expect(of('m-refused')).toEqual([]);
  });

  it('is told again under the same number until somebody has it', async () => {
    answers = [503];
    await send('m-again');
    await heard('m-again', 2);
    const [first, second] = of('m-again');
    expect(second!.body).toEqual(first!.body);
  });

  it('comes twice when that is what is simulated, with one serial number', async () => {
    await control('/settings', { receipts: 'twice' });
    await send('m-twice');
    await heard('m-twice', 2);
    expect(new Set(of('m-twice').map(({ body }) => body.serial)).size).toBe(1);
    expect(new Set(of('m-twice').map(({ key }) => key)).size).toBe(2);
  });

  it('never comes when that is what is simulated, and then does', async () => {
    await control('/settings', { receipts: 'none' });
    await send('m-none');
    await control('/settings', { receipts: 'once' });
    await send('m-after');
    await heard('m-after', 1);
    await heard('m-none', 1);
    expect(tokens).toBe(1);
  });
});
