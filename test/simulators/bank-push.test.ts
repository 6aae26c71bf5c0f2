/** What the bank tells by itself, where an address for that is set. */
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { type AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { bankSuite, CENTER } from './bank-client.ts';
import { IncomingMessage } from '../../src/forms/incoming.ts';
import { startSimulators } from '../../src/simulators/main.ts';
import { simulators } from './start.ts';

const suite = simulators();
const bank = bankSuite(suite);

interface Told {
  readonly serial: string;
  readonly kind: string;
  readonly key: string;
  readonly authorization: string | undefined;
  readonly address: string | undefined;
  readonly body: unknown;
}
const told: Told[] = [];
/** Statuses to answer with; then 204. */
const answers: number[] = [];
/** Tokens to give. */
const tokens: string[] = [];

const server = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => {
    if (request.url === '/token') {
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify({ access_token: tokens.shift() }));
      return;
    }
    const body = JSON.parse(Buffer.concat(chunks).toString('utf8')) as {
      serial: string;
      kind: string;
      about: string;
    };
    const { authorization } = request.headers;
    const { serial, kind, about: key } = body;
    expect(request.headers['idempotency-key']).toBe(serial);
    told.push({ serial, kind, key, authorization, address: request.url, body });
    response.writeHead(answers.shift() ?? 204).end();
  });
});

beforeAll(async () => {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
});
afterEach(async () => {
  await suite.control('DELETE', '/faults');
  await suite.control('PUT', '/settings', {});
  told.length = 0;
});
afterAll(() => {
  server.close();
});

async function listen(): Promise<void> {
  const { port } = server.address() as AddressInfo;
  const url = `http://127.0.0.1:${String(port)}/told`;
  await suite.control('PUT', '/settings', { bankCallback: { url, token: 'secret-7' } });
}

/** Sends so many debits; they are carried out before anybody is told. */
async function debits(count: number): Promise<readonly string[]> {
  const { number: card, holder, mandate } = await bank.holder();
  const items = Array.from({ length: count }, () => ({
    ...{ key: randomUUID(), mandate, card, holder, amount: '1.00' },
  }));
  await bank.debit(items);
  const keys = items.map(({ key }) => key);
  await bank.find(...keys);
  return keys;
}

const WITHIN = { timeout: 20_000 };

it('nothing, while no address is set', async () => {
  await debits(1);
  expect((await suite.control('GET', '/settings')) as object).toMatchObject({ bankCallback: null });
  expect(told).toEqual([]);
});

it('each result once, in order, with the token and with nobody in the address', async () => {
  const keys = await debits(3);
  await listen();
  await expect.poll(() => told.map(({ key }) => key).slice(-3), WITHIN).toEqual(keys);
  expect(new Set(told.map(({ authorization }) => authorization))).toEqual(
    new Set(['Bearer secret-7']),
  );
  expect(new Set(told.map(({ address }) => address))).toEqual(new Set(['/told']));
});

it('again under the same serial until it is taken', async () => {
  answers.push(503, 500);
  const [key] = await debits(1);
  await listen();
  await expect.poll(() => told.filter((one) => one.key === key).length, WITHIN).toBe(3);
  expect(new Set(told.map(({ serial }) => serial)).size).toBe(1);
});

it.each(['duplicate-result', 'out-of-order'] as const)('with the fault %s', async (kind) => {
  const keys = await debits(2);
  await suite.breakIt('bank', { kind, times: 1 });
  await listen();
  const wanted =
    kind === 'duplicate-result' ? keys.flatMap((key) => [key, key]) : keys.toReversed();
  await expect.poll(() => told.map(({ key }) => key), WITHIN).toEqual(wanted);
});

it('money that came in, and a mandate that its holder cancelled', async () => {
  await listen();
  const { mandate } = await bank.holder();
  await suite.control('POST', '/bank/mandates/cancel', { mandate });
  const payer = { payer: '荀况', payerAccount: '6217000000000000001' };
  await suite.control('POST', '/bank/transfers', { center: CENTER, amount: '1.00', ...payer });
  await expect
    .poll(() => told.map(({ kind }) => kind), WITHIN)
    .toEqual(['bank-mandate', 'bank-incoming']);
  expect(told[0]?.key).toBe(mandate);
});

it('in the form in which the inbox takes it, whatever became of it', async () => {
  await listen();
  const { number: card, holder, mandate } = await bank.holder();
  const [paid, refused] = [randomUUID(), randomUUID()];
  await bank.debit([
    { key: paid, mandate, card, holder, amount: '1.00' },
    { key: refused, mandate: 'WT-none', card, holder, amount: '1.00' },
  ]);
  await bank.find(paid, refused);
  await suite.control('POST', '/bank/returns', { key: paid });
  const payer = { payer: '荀况', payerAccount: '6217000000000000001' };
  await suite.control('POST', '/bank/transfers', { center: CENTER, amount: '1.00', ...payer });
  const states = () =>
    told.map(({ body }) => (body as { content: { state?: string } }).content.state ?? 'came');
  await expect.poll(() => states().sort(), WITHIN).toEqual(['came', 'done', 'refused', 'returned']);
  for (const { body } of told) expect(IncomingMessage.safeParse(body).error).toBeUndefined();
});

it('a mandate that its holder confirmed at the bank, with the code that was sent until then', async () => {
  await listen();
  const { mandate } = await bank.holder();
  const number = '6222990000000777778';
  const latest = async () => {
    const { items } = (await suite.control('GET', '/bank/mandates?limit=1')) as {
      items: { code: string | null; state: string }[];
    };
    return items[0];
  };
  expect(await suite.control('POST', '/bank/mandates/confirm', { mandate })).toBe(404);
  const [holder, document] = ['荀况', 'D777'];
  await bank.card({ number, holder, document, balance: '1.00' });
  const signed = await bank.post('/mandates', {
    ...{ center: CENTER, card: number, holder, limit: '3000.00' },
    document: { type: 'resident-id', number: document },
  });
  expect(await latest()).toMatchObject({ state: 'unconfirmed', code: '777778' });
  await suite.control('POST', '/bank/mandates/confirm', { mandate: signed.body['mandate'] });
  expect(await latest()).toMatchObject({ state: 'active', code: null });
  await expect.poll(() => told.at(-1)?.key, WITHIN).toBe(signed.body['mandate']);
});

it('as a program of its own to an inbox, with a token that it gets itself', async () => {
  const { port } = server.address() as AddressInfo;
  const at = `http://127.0.0.1:${String(port)}`;
  tokens.push('token-9');
  const other = await startSimulators({
    ...{ port: 0, databaseUrl: suite.databaseUrl },
    news: { inbox: `${at}/inbox`, tokens: `${at}/token`, client: 'bank', secret: 's' },
  });
  try {
    const { mandate } = await bank.holder();
    await suite.control('POST', '/bank/mandates/cancel', { mandate });
    await expect.poll(() => told.map(({ key }) => key), WITHIN).toContain(mandate);
    const one = told.find(({ key }) => key === mandate);
    expect(one).toMatchObject({ address: '/inbox', authorization: 'Bearer token-9' });
    // Of debits only when that is switched on: until then it waits to be asked.
    const [key] = await debits(1);
    await suite.control('POST', '/bank/mandates/cancel', {
      mandate: (await bank.holder()).mandate,
    });
    await expect.poll(() => told.at(-1)?.kind, WITHIN).toBe('bank-mandate');
    expect(told.map(({ key: about }) => about)).not.toContain(key);
    await fetch(`${other.url}/control/settings`, {
      method: 'PUT',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ bankTells: 'all' }),
    });
    await expect.poll(() => told.map(({ key: about }) => about), WITHIN).toContain(key);
  } finally {
    await other.close();
  }
});
