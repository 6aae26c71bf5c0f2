/** How much one client may ask, how slowly it may ask it, and what everybody is told by headers. */
import { connect } from 'node:net';
import { describe, expect, it } from 'vitest';
import { depthOf } from '../../src/api/body.ts';
import { startCase } from './world/cases.ts';
import { world } from './world/index.ts';

const place = world({ limits: { perMinuteMax: 40, anonymousPerMinuteMax: 12, requestMs: 900 } });

describe('requests per minute', () => {
  it('are counted by client: one that asks too much does not keep others from asking', async () => {
    const greedy = place.as('li-shenji');
    const answers = [];
    for (let i = 0; i < 42; i += 1) answers.push(await greedy.get('/me'));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(40);
    const refused = answers.at(-1)!;
    expect(refused.body).toMatchObject({ code: 'too-many-requests', status: 429 });
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    expect((await place.as('sun-zhuguan').get('/me')).status).toBe(200);
  });

  it('of strangers are counted by address, and do not count those who are known', async () => {
    const statuses = [];
    for (let i = 0; i < 14; i += 1) statuses.push((await place.anonymous().get('/me')).status);
    expect(statuses.slice(0, 12).every((status) => status === 401)).toBe(true);
    expect(statuses.at(-1)).toBe(429);
    expect((await place.as('dl-guiyuan').get('/me')).status).toBe(200);
  });
});

describe('a body that never ends', () => {
  it('is given up after the time a request may take', async () => {
    const { hostname, port } = new URL(place.base);
    const answer = await new Promise<string>((resolve) => {
      let text = '';
      const socket = connect(Number(port), hostname, () => {
        socket.write(
          `POST /api/v1/cases HTTP/1.1\r\nhost: x\r\nauthorization: ${place.authorization('lin-guiyuan')}\r\n` +
            'idempotency-key: slow-body-0001\r\ncontent-type: application/json\r\ncontent-length: 1000\r\n\r\n{',
        );
      });
      socket.on('data', (part) => {
        text += part.toString();
      });
      socket.on('close', () => {
        resolve(text);
      });
      socket.on('error', () => undefined);
    });
    expect(answer).toMatch(/^(HTTP\/1\.1 (408|400)|$)/);
  });
});

describe('headers', () => {
  it('let no script, frame or other site in, and say nothing of the program', async () => {
    const told = await place.as('zhao-fuhe').get('/me');
    const policy = told.headers.get('content-security-policy') ?? '';
    expect(policy).toContain(`default-src 'none'`);
    expect(policy).toContain(`frame-ancestors 'none'`);
    expect(policy).not.toContain('unsafe');
    expect(told.headers.get('x-content-type-options')).toBe('nosniff');
    expect(told.headers.get('referrer-policy')).toBe('no-referrer');
    expect(told.headers.get('cache-control')).toBe('no-store');
    expect(told.headers.get('x-powered-by')).toBeNull();
    expect(told.headers.get('access-control-allow-origin')).toBeNull();
  });

  it('make a file a download, never a page', async () => {
    const { told } = await startCase(place.as('lin-guiyuan'));
    const files = await place.as('zhao-fuhe').get(`/cases/${told.string('id')}/files`);
    const file = await place
      .as('zhao-fuhe')
      .get(`/files/${String(files.list('items')[0]?.['id'])}`);
    expect(file.headers.get('content-disposition')).toMatch(/^attachment; filename="file"/);
    expect(file.headers.get('content-security-policy')).toBe(`default-src 'none'; sandbox`);
    expect(file.headers.get('content-type')).toBe('application/pdf');
  });

  it('refuse what only calls itself a document', async () => {
    for (const [type, raw] of [
      ['application/pdf', '<html><script>alert(1)</script></html>'],
      ['image/png', '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'],
      ['application/pdf', 'PK\u0003\u0004 word/document.xml'],
      ['application/pdf', ''],
    ] as const) {
      const told = await place.as('wang-guiyuan').post('/files?kind=other', {
        raw,
        headers: { 'content-type': type },
      });
      expect([400, 415]).toContain(told.status);
    }
  });
});

describe('the trail of access', () => {
  it('keeps sign-ins, and refusals once a minute', async () => {
    await place.browser('qian-shenpi');
    const clerk = place.as('wang-guiyuan');
    for (let i = 0; i < 3; i += 1) expect((await clerk.get('/supervision')).status).toBe(403);
    const count = async (kind: string, actor: string) => {
      const { rows } = await place.owner.query<{ n: number }>(
        'select count(*)::int as n from event where kind = $1 and actor = $2',
        [kind, actor],
      );
      return rows[0]?.n;
    };
    expect(await count('signed-in', 'qian-shenpi')).toBe(1);
    await expect.poll(() => count('access-refused', 'wang-guiyuan')).toBe(1);
    const { rows } = await place.owner.query<{ seen: boolean }>(
      `select last_seen_at is not null as seen from staff where id = 'wang-guiyuan'`,
    );
    expect(rows[0]?.seen).toBe(true);
  });
});

describe('the depth of a JSON text', () => {
  it.each([
    ['{}', 1],
    ['[[[]]]', 3],
    ['{"a":"[[[["}', 1],
    [String.raw`{"a":"\"[["}`, 1],
    ['[{"a":[1]},[]]', 3],
    ['"["', 0],
  ])('of %s is %i', (text, depth) => {
    expect(depthOf(Buffer.from(text))).toBe(depth);
  });
});
