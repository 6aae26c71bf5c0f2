/** A bank that answers less, more or other than it was asked: nothing of it is taken for an answer. */
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { type AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type BankClient, createBankClient } from '../../../activities/outside/bank.ts';
import { plainDate } from '../../../src/domain/calendar.ts';
import type { Fault } from '../../../src/domain/fault.ts';
import { yuan } from '../../../src/domain/money.ts';

/** What the next question is answered with, besides its request id. */
let answer: object = {};
let server: Server;
let url = '';
const clients: BankClient[] = [];

beforeAll(async () => {
  server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      response.writeHead(200, { 'content-type': 'application/json' });
      response.end(JSON.stringify({ requestId: 'r', ...answer }));
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  url = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
});
afterAll(async () => {
  await Promise.all(clients.map((client) => client.close()));
  server.close();
});

async function reasonOf(said: object, ask: (client: BankClient) => Promise<unknown>) {
  answer = said;
  const client = createBankClient({ url });
  clients.push(client);
  return ask(client).then(
    () => 'taken',
    (error: unknown) => ((error as Fault).members as { readonly reason?: string }).reason,
  );
}

const CALL = { timeoutMs: 5000, key: 'r' };
const known = { key: 'a', batch: 'b', kind: 'debit', asked: '10.00' };
const done = { ...known, state: 'done', amount: '10.00', serial: 's', bookedOn: '2026-01-05' };
const refused = { ...known, state: 'refused', amount: null, code: '51', bookedOn: '2026-01-05' };

describe('how instructions stand', () => {
  const find = (items: readonly object[]) =>
    reasonOf({ items }, (client) => client.findInstructions(['a', 'c'], CALL));
  const unknown = { key: 'c', state: 'not-known' };

  it('is taken when every key is there, once and in order', async () => {
    expect(await find([done, unknown])).toBe('taken');
    expect(await find([refused, unknown])).toBe('taken');
  });

  it.each([
    ['one key is left out', [done]],
    ['one is told twice', [done, done]],
    ['another is told', [done, { key: 'x', state: 'not-known' }]],
    ['nothing is told', []],
  ])('is another answer when %s: that is never "not known"', async (_, items) => {
    expect(await find(items)).toBe('other-request');
  });

  it.each([
    ['done without an amount', { ...done, amount: null }],
    ['done with nothing', { ...done, amount: '0.00' }],
    ['done with a number for an amount', { ...done, amount: 10 }],
    ['done without the bank’s serial', { ...done, serial: null }],
    ['done on no day', { ...done, bookedOn: '2026-02-30' }],
    ['refused with money moved', { ...refused, amount: '10.00' }],
    ['refused without a code', { ...refused, code: null }],
    ['returned without a day', { ...done, state: 'returned', code: '90', returnSerial: 't' }],
    ['in a state that nobody knows', { ...done, state: 'fine' }],
    ['not known, in other words', { ...unknown, state: 'NOT_FOUND' }],
  ])('is unusable when one is %s', async (_, item) => {
    expect(await find([item, unknown])).toBe('wrong-shape');
  });
});

describe('a page of results', () => {
  const page = (said: object) =>
    reasonOf(said, (client) => client.results({ center: '210100', batch: 'b', after: '7' }, CALL));

  it.each([
    ['goes on', { items: [done], next: '8', more: true }, 'taken'],
    ['is the last and empty', { items: [], next: '7', more: false }, 'taken'],
    ['stands still with more', { items: [], next: '7', more: true }, 'other-request'],
    ['stands still with items', { items: [done], next: '7', more: false }, 'other-request'],
    ['goes back', { items: [done], next: '6', more: false }, 'other-request'],
    [
      'is of another batch',
      { items: [{ ...done, batch: 'x' }], next: '8', more: false },
      'other-request',
    ],
    [
      'has an instruction without a result',
      { items: [{ ...known, state: 'accepted' }], next: '8', more: false },
      'wrong-shape',
    ],
    ['has no list', { items: null, next: '8', more: false }, 'wrong-shape'],
  ])('that %s is %s', async (_, said, outcome) => {
    expect(await page(said)).toBe(outcome);
  });
});

describe('a receipt', () => {
  const items = ['a', 'c'].map((key) => ({
    ...{ key, mandate: 'm', card: '6222020200001234567', holder: '荀况', text: '' },
    amount: yuan('1.00'),
  }));
  const batch = { center: '210100', batch: 'b', on: plainDate('2026-01-05'), items };
  const send = (said: object) => reasonOf(said, (client) => client.sendDebits(batch, CALL));

  it.each([
    [{ result: 'accepted', batch: 'b', accepted: 2 }, 'taken'],
    [{ result: 'accepted', batch: 'b', accepted: 3 }, 'other-request'],
    [{ result: 'accepted', batch: 'x', accepted: 2 }, 'other-request'],
    [{ result: 'refused', batch: 'b', accepted: 0 }, 'wrong-shape'],
    [{}, 'wrong-shape'],
  ])('%j is %s', async (said, outcome) => {
    expect(await send(said)).toBe(outcome);
  });
});

describe('a mandate', () => {
  it('that is another one is no answer', async () => {
    const said = { result: 'accepted', code: null, mandate: 'x', state: 'active' };
    const confirm = (client: BankClient) =>
      client.confirmMandate({ mandate: 'm', code: '123456' }, CALL);
    expect(await reasonOf(said, confirm)).toBe('other-request');
    expect(await reasonOf({ ...said, mandate: 'm' }, confirm)).toBe('taken');
  });
});
