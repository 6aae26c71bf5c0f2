/** A counterpart that means harm, or is not what the configuration says. */
import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import { createServer as createTcpServer, type AddressInfo, type Server } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, it } from 'vitest';
import { createNationalClient } from '../../../activities/outside/national.ts';
import { Fault } from '../../../src/domain/fault.ts';

const PERSON = { name: '屈原', documents: [{ type: 'resident-id', number: 'X1' }] };
const KEY = 'case-1:check:1';
const ending: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  await Promise.all(ending.splice(0).map((end) => end()));
});

async function listen(server: Server): Promise<string> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
}

async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  ending.push(() => {
    const closed = once(server, 'close');
    server.close();
    server.closeAllConnections();
    return closed;
  });
  return listen(server);
}

/** Asks; gives the answer, or the reason why there is none. */
async function ask(url: string, key = KEY, timeoutMs = 3000): Promise<unknown> {
  const client = createNationalClient({ url });
  ending.push(client.close);
  const request = { purpose: 'OPEN_ACCOUNT', consent: 'c', person: PERSON } as const;
  try {
    return await client.check(request, { timeoutMs, key });
  } catch (error) {
    if (error instanceof Fault) return (error.members as { reason: string }).reason;
    throw error;
  }
}

const WHOLE = JSON.stringify({
  requestId: KEY,
  status: 'OK',
  asOf: '2026-11-22',
  person: { nameMatches: true, documentMatches: true },
  accounts: [],
  loans: [],
  fraudFlag: false,
  bans: [],
});
const JSON_TYPE = { 'content-type': 'application/json' };

describe('a request', () => {
  it('goes below the configured address, with its key, and with nobody in the address', async () => {
    const seen: { url: string | undefined; key: unknown; body: string }[] = [];
    const url = await serve((request, response) => {
      let body = '';
      request.on('data', (part: Buffer) => (body += part.toString()));
      request.on('end', () => {
        seen.push({ url: request.url, key: request.headers['idempotency-key'], body });
        response.writeHead(200, JSON_TYPE).end(WHOLE);
      });
    });
    expect(await ask(`${url}/outer/gate/`)).toMatchObject({ answer: { status: 'ok' } });
    expect(seen).toMatchObject([{ url: '/outer/gate/v1/checks', key: KEY }]);
    expect(JSON.parse(seen[0]!.body)).toMatchObject({ requestId: KEY, person: PERSON });
  });

  it('is not made under a key that would break out of its header', async () => {
    await expect(ask('http://127.0.0.1:1', 'a\r\nx: y')).rejects.toThrow(RangeError);
  });

  it.each(['ftp://127.0.0.1/', 'http://user:word@127.0.0.1/', 'http://127.0.0.1/?to=', 'national'])(
    'is not made to %s',
    (url) => {
      expect(() => createNationalClient({ url })).toThrow();
    },
  );
});

describe('an answer', () => {
  it('does not lead anywhere else', async () => {
    const visitors: string[] = [];
    const elsewhere = await serve((request, response) => {
      visitors.push(request.url ?? '');
      response.writeHead(200, JSON_TYPE).end(WHOLE);
    });
    for (const status of [301, 302, 303, 307, 308]) {
      const url = await serve((_, response) => {
        response.writeHead(status, { location: `${elsewhere}/v1/checks` }).end();
      });
      expect(await ask(url)).toBe('redirected');
    }
    expect(visitors).toEqual([]);
  });

  it('is not unpacked: a small one could hold a gigabyte', async () => {
    const url = await serve((_, response) => {
      const headers = { ...JSON_TYPE, 'content-encoding': 'gzip' };
      response.writeHead(200, headers).end(gzipSync(WHOLE));
    });
    expect(await ask(url)).toBe('wrong-type');
  });

  it.each([
    [262_144, 'whole'],
    [262_145, 'too-large'],
  ])('may hold 256 KiB: of %i bytes it is %s', async (bytes, outcome) => {
    const body = WHOLE + ' '.repeat(bytes - WHOLE.length);
    for (const headers of [JSON_TYPE, { ...JSON_TYPE, 'content-length': String(bytes) }]) {
      const url = await serve((_, response) => {
        response.writeHead(200, headers).end(body);
      });
      const answer = await ask(url);
      if (outcome === 'whole') expect(answer).toMatchObject({ answer: { status: 'ok' } });
      else expect(answer).toBe('too-large');
    }
  });

  it('that never ends is read no further than that', async () => {
    let sent = 0;
    const url = await serve((_, response) => {
      response.writeHead(200, JSON_TYPE);
      const more = () => {
        while (!response.destroyed && sent < 2 ** 28) {
          sent += 65_536;
          if (!response.write(' '.repeat(65_536))) return;
        }
      };
      response.on('drain', more);
      more();
    });
    expect(await ask(url)).toBe('too-large');
    // What the operating system holds between the two is all that comes on top.
    expect(sent).toBeLessThan(2 ** 25);
  });

  it.each([
    ['text/html', 'wrong-type'],
    ['application/json-seq', 'wrong-type'],
    ['application/jsonx', 'wrong-type'],
    ['', 'wrong-type'],
  ])('of the type "%s" is refused', async (type, reason) => {
    const url = await serve((_, response) => {
      response.writeHead(200, type === '' ? {} : { 'content-type': type }).end(WHOLE);
    });
    expect(await ask(url)).toBe(reason);
  });

  it.each([
    [400, 'request-refused'],
    [401, 'request-refused'],
    [404, 'request-refused'],
    [409, 'key-conflict'],
    [429, 'busy'],
    [500, 'server-error'],
    [503, 'server-error'],
    [202, 'wrong-shape'],
    [204, 'wrong-shape'],
  ])('of the status %i is no answer: %s', async (status, reason) => {
    const url = await serve((_, response) => {
      response.writeHead(status, JSON_TYPE).end(status === 204 ? undefined : WHOLE);
    });
    expect(await ask(url)).toBe(reason);
  });

  it('that is refused need not end: its connection does', async () => {
    const url = await serve((_, response) => {
      response.writeHead(500, JSON_TYPE).write('{');
    });
    expect(await ask(url)).toBe('server-error');
  });

  it.each([
    ['what is no HTTP', 'SSH-2.0-OpenSSH_9.9\r\n', 'not-http'],
    [
      'more headers than any answer has',
      `HTTP/1.1 200 OK\r\n${'x: y\r\n'.repeat(20_000)}`,
      'too-large',
    ],
    [
      'two lengths',
      'HTTP/1.1 200 OK\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\n{',
      'cut-off',
    ],
    ['nothing at all', '', 'timed-out'],
  ])('in the form of %s is no answer', async (_, bytes, reason) => {
    const server = createTcpServer((socket) => {
      socket.on('error', () => undefined);
      socket.once('data', () => socket.write(bytes));
      ending.push(() => Promise.resolve(socket.destroy()));
    });
    ending.push(() => Promise.resolve(server.close()));
    expect(await ask(await listen(server), KEY, 1000)).toBe(reason);
  });

  it('with a character that is none is not read as if it had another', async () => {
    const url = await serve((_, response) => {
      const [head, tail] = [Buffer.from(`${WHOLE.slice(0, -1)},"note":"`), Buffer.from('"}')];
      response.writeHead(200, JSON_TYPE).end(Buffer.concat([head, Buffer.from([0xff]), tail]));
    });
    expect(await ask(url)).toBe('not-json');
  });

  it('to the question before is refused once, and then the connection is another', async () => {
    // On every connection it is one answer behind, once it has answered the first question.
    const server = createTcpServer((socket) => {
      const keys: string[] = [];
      let heard = '';
      socket.on('error', () => undefined);
      socket.on('data', (data) => {
        heard += data.toString();
        if (!heard.endsWith('}')) return;
        const key = /idempotency-key: (\S+)/i.exec(heard)?.[1] ?? '';
        keys.push(key);
        heard = '';
        const body = WHOLE.replace(KEY, keys.at(-2) ?? key);
        socket.write(
          `HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n` +
            `content-length: ${String(Buffer.byteLength(body))}\r\n\r\n${body}`,
        );
      });
      ending.push(() => Promise.resolve(socket.destroy()));
    });
    ending.push(() => Promise.resolve(server.close()));
    const client = createNationalClient({
      url: await listen(server),
      limits: { requestsMax: 1 },
    });
    ending.push(client.close);
    const outcomes = [];
    for (const key of ['first', 'second', 'third']) {
      const request = { purpose: 'OPEN_ACCOUNT', consent: 'c', person: PERSON } as const;
      const asking = client.check(request, { timeoutMs: 3000, key });
      outcomes.push(
        await asking.then(
          (answer) => answer.requestId,
          (error: unknown) => (error as Fault).members,
        ),
      );
    }
    expect(outcomes).toEqual(['first', { system: 'national', reason: 'other-request' }, 'third']);
  });

  it('quoted by the parser of JSON does not get into the fault', async () => {
    const url = await serve((_, response) => {
      response.writeHead(200, JSON_TYPE).end('屈原 219900199001010014');
    });
    const client = createNationalClient({ url });
    ending.push(client.close);
    const fault = await client
      .check(
        { purpose: 'OPEN_ACCOUNT', consent: 'c', person: PERSON },
        { timeoutMs: 3000, key: KEY },
      )
      .then(
        () => new Error('answered'),
        (error: unknown) => error as Error,
      );
    const text = `${fault.message} ${JSON.stringify(fault)} ${String(fault.stack)}`;
    expect(fault).toBeInstanceOf(Fault);
    expect(text).not.toMatch(/屈原|219900/);
    expect(fault.cause).toBeUndefined();
  });
});
