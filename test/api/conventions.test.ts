/** What every route keeps: problems, keys, versions, pages, limits. */
import { randomUUID } from 'node:crypto';
import { request as httpRequest } from 'node:http';
import { describe, expect, it } from 'vitest';
import { FAULTS } from '../../src/domain/fault.ts';
import { application } from '../builders.ts';
import { opening, startCase } from './world/cases.ts';
import { world } from './world/index.ts';

const place = world();
const clerk = () => place.as('lin-guiyuan');
const problem = (code: keyof typeof FAULTS) => ({
  type: `/problems/${code}`,
  title: FAULTS[code].title,
  status: FAULTS[code].status,
  code,
  remedy: expect.any(String) as string,
  traceId: expect.any(String) as string,
});

describe('starting a case', () => {
  it('answers with the case, its address and its version', async () => {
    const told = await clerk().post('/cases', { body: await opening(clerk()) });
    expect(told.status, told.text).toBe(201);
    expect(told.headers.get('location')).toBe(`/api/v1/cases/${told.string('id')}`);
    expect(told.headers.get('etag')).toBe(`"v${told.number('version')}"`);
    expect(told.body).toMatchObject({
      stage: { at: 'incomplete', title: '待补正', state: 'waiting', final: false },
      person: { name: '张＊', documentType: 'resident-id' },
      number: expect.stringMatching(/^K\d{15}$/) as string,
    });
  });

  it('says in one sentence what it waits for, and lists what may be done next', async () => {
    const { told } = await startCase(clerk());
    expect(told.string('waits.0.sentence')).toMatch(/^等申请人补正材料.*依据：.*能提前的办法/);
    const actions = told.list('actions');
    expect(actions.find(({ action }) => action === 'supplement')).toMatchObject({
      title: '补正材料',
      allowed: true,
      needsReason: false,
    });
    expect(actions.map(({ action }) => action)).not.toContain('sign');
  });

  it('takes the own branch when none is named, and refuses one that is not the caller’s', async () => {
    const { told } = await startCase(clerk());
    expect(told.string('branch')).toBe('sy-hall');
    const other = await clerk().post('/cases', {
      body: { ...(await opening(clerk())), branch: 'sy-bank' },
    });
    expect(other.body).toMatchObject({
      ...problem('input-invalid'),
      errors: [{ pointer: '#/branch' }],
    });
  });
});

describe('Idempotency-Key', () => {
  it('is required, well-formed, on everything that changes something', async () => {
    for (const key of [null, 'short', 'x'.repeat(129), 'with blank inside']) {
      const told = await clerk().post('/cases', { body: await opening(clerk()), key });
      expect(told.body).toMatchObject({
        ...problem('input-invalid'),
        errors: [{ pointer: 'header/Idempotency-Key' }],
      });
    }
  });

  it('gives the same answer to the same request, and says that it is a repetition', async () => {
    const key = randomUUID();
    const body = await opening(clerk());
    const first = await clerk().post('/cases', { body, key });
    const second = await clerk().post('/cases', { body, key });
    expect([first.status, second.status]).toEqual([201, 200]);
    expect(second.body).toEqual(first.body);
    expect(second.headers.get('etag')).toBe(first.headers.get('etag'));
    expect(second.headers.get('idempotency-replayed')).toBe('true');
    expect(first.headers.get('idempotency-replayed')).toBeNull();
  });

  it('refuses another request under the same key', async () => {
    const key = randomUUID();
    await clerk().post('/cases', { body: await opening(clerk()), key });
    const other = await clerk().post('/cases', { body: await opening(clerk()), key });
    expect(other.body).toMatchObject(problem('key-reused'));
  });

  it('belongs to the caller: two people may use the same one', async () => {
    const key = randomUUID();
    const own = await clerk().post('/cases', { body: await opening(clerk()), key });
    const bank = place.as('wang-guiyuan');
    const other = await bank.post('/cases', { body: await opening(bank), key });
    expect([own.status, other.status]).toEqual([201, 201]);
    expect(own.string('id')).not.toBe(other.string('id'));
  });

  it('lets one of many at once do the work; the others hear that it is under way', async () => {
    const key = randomUUID();
    const body = await opening(clerk());
    const { promise, resolve: open } = Promise.withResolvers<undefined>();
    place.engine.gate = promise.then(() => undefined);
    const calls = Array.from({ length: 6 }, () => clerk().post('/cases', { body, key }));
    const quick = await Promise.any(
      calls.map((call) =>
        call.then((told) => (told.status === 409 ? told : Promise.reject(new Error('done')))),
      ),
    );
    expect(quick.body).toMatchObject(problem('key-in-progress'));
    expect(quick.headers.get('retry-after')).toBe('1');
    open(undefined);
    const answers = await Promise.all(calls);
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
    expect(answers.every(({ status }) => [201, 200, 409].includes(status))).toBe(true);
    const { rows } = await place.owner.query<{ n: number }>(
      `select count(*)::int as n from effect where key like $1`,
      [`${answers.find(({ status }) => status === 201)!.string('id')}%`],
    );
    expect(rows[0]?.n).toBe(1);
  });

  it('answers 503 while nothing is known, and the same key gets the outcome', async () => {
    const key = randomUUID();
    const body = await opening(clerk());
    place.engine.trouble = 'silent-after-work';
    const lost = await clerk().post('/cases', { body, key });
    expect(lost.body).toMatchObject(problem('engine-unavailable'));
    expect(Number(lost.headers.get('retry-after'))).toBeGreaterThan(0);
    const other = await clerk().post('/cases', { body: await opening(clerk()), key });
    expect(other.body).toMatchObject(problem('key-reused'));
    place.engine.trouble = 'none';
    const again = await clerk().post('/cases', { body, key });
    expect(again.status, again.text).toBe(201);
    expect(again.string('number')).toMatch(/^K/);
  });

  it('is given back by a refusal: nothing was changed', async () => {
    const { id, version } = await startCase(clerk());
    const key = randomUUID();
    const body = { reason: '申请人要求' };
    const late = await clerk().post(`/cases/${id}/actions/withdraw`, {
      body,
      key,
      version: version - 1,
    });
    expect(late.status).toBe(412);
    const now = await clerk().post(`/cases/${id}/actions/withdraw`, { body, key, version });
    expect(now.status, now.text).toBe(200);
  });

  it('goes on after a process that died with the request in its hands', async () => {
    const key = randomUUID();
    const body = await opening(clerk());
    place.engine.trouble = 'silent';
    await clerk().post('/cases', { body, key });
    place.engine.trouble = 'none';
    await place.owner.query(
      `update web.idempotency set created_at = now(), let_go = false where state = 'running'`,
    );
    expect((await clerk().post('/cases', { body, key })).status).toBe(409);
    await place.owner.query(
      `update web.idempotency set created_at = now() - interval '61 seconds' where state = 'running'`,
    );
    expect((await clerk().post('/cases', { body, key })).status).toBe(201);
  });

  it('keeps what it remembers encrypted', async () => {
    const { told } = await startCase(clerk());
    const { rows } = await place.owner.query<{ response: string; location: string | null }>(
      `select response, location from web.idempotency where state = 'done'`,
    );
    expect(rows.length).toBeGreaterThan(0);
    for (const { response } of rows) {
      expect(response).toMatch(/^v1\./);
      expect(response).not.toContain(told.string('number'));
    }
  });
});

describe('If-Match', () => {
  it('is required on an act: whoever acts has looked', async () => {
    const { id } = await startCase(clerk());
    for (const headers of [{}, { 'if-match': '*' }, { 'if-match': '' }]) {
      const told = await clerk().post(`/cases/${id}/actions/withdraw`, {
        body: { reason: '申请人要求' },
        headers,
      });
      expect(told.body).toMatchObject(problem('version-required'));
    }
  });

  it('refuses a version that is not the current one, and tells which is', async () => {
    const { id, version } = await startCase(clerk());
    for (const tag of [`"v${version - 1}"`, `"v${version + 1}"`]) {
      const told = await clerk().post(`/cases/${id}/actions/withdraw`, {
        body: { reason: '申请人要求' },
        headers: { 'if-match': tag },
      });
      expect(told.body).toMatchObject({ ...problem('version-conflict'), currentVersion: version });
    }
    for (const tag of [`W/"v${version}"`, '"7"', '"v-1"', '"v01"']) {
      const told = await clerk().post(`/cases/${id}/actions/withdraw`, {
        body: { reason: '申请人要求' },
        headers: { 'if-match': tag },
      });
      expect(told.body).toMatchObject(problem('version-conflict'));
    }
  });

  it('lets one of two acts on the same version pass', async () => {
    const { id, version } = await startCase(clerk());
    const told = await Promise.all(
      [1, 2].map(() =>
        clerk().post(`/cases/${id}/actions/withdraw`, { body: { reason: '要求' }, version }),
      ),
    );
    expect(told.map(({ status }) => status).sort()).toEqual([200, expect.any(Number)]);
    expect(told.filter(({ status }) => status === 200)).toHaveLength(1);
  });
});

describe('problems', () => {
  it('point at every field, in Chinese, and never repeat what was typed', async () => {
    const base = await opening(clerk());
    const marker = '987654321098765';
    const wrong = application(
      {},
      {
        district: marker,
        contribution: { monthlyAmount: '800', cycle: 'weekly', debitDay: 31 },
        surprise: marker,
      },
    );
    const told = await clerk().post('/cases', { body: { ...base, application: wrong } });
    expect(told.body).toMatchObject(problem('input-invalid'));
    expect(told.list('errors').map(({ pointer }) => pointer)).toEqual(
      expect.arrayContaining([
        '#/application/district',
        '#/application/contribution/monthlyAmount',
        '#/application/contribution/cycle',
        '#/application/contribution/debitDay',
        '#/application/surprise',
      ]),
    );
    expect(told.text).not.toContain(marker);
    for (const { detail } of told.list('errors')) expect(detail).toMatch(/[\u4e00-\u9fff]/);
  });

  it('names a missing field as missing', async () => {
    const told = await clerk().post('/cases', {
      body: { type: 'account-opening', application: { applicant: { name: '张三' } } },
    });
    expect(told.list('errors')).toContainEqual({
      pointer: '#/application/applicant/document',
      detail: '必须填写',
    });
  });

  it('bear the request id, which the log line bears too', async () => {
    const told = await clerk().get('/cases/not-a-case');
    expect(told.string('traceId')).toBe(told.headers.get('x-request-id'));
    const own = await clerk().get('/me', { 'x-request-id': 'bank-7f3a9c' });
    expect(own.headers.get('x-request-id')).toBe('bank-7f3a9c');
    const number = await clerk().get('/me', { 'x-request-id': 'id-219900199001010014' });
    expect(number.headers.get('x-request-id')).not.toContain('210102');
    expect(place.log.some((line) => line.includes('"bank-7f3a9c"'))).toBe(true);
  });

  it('have a page each that says what to do', async () => {
    for (const code of ['version-conflict', 'internal']) {
      const page = await fetch(`${place.base}/problems/${code}`);
      expect(page.headers.get('content-type')).toContain('text/html');
      expect(await page.text()).toContain('lang="zh-CN"');
    }
    expect((await fetch(`${place.base}/problems/nothing`)).status).toBe(404);
  });

  it('say which methods an address knows, and that an address is not known', async () => {
    const wrong = await clerk().send('PUT', '/cases', { body: {} });
    expect(wrong.body).toMatchObject(problem('method-not-allowed'));
    expect(wrong.headers.get('allow')).toBe('GET, HEAD, POST');
    expect((await clerk().get('/nothing')).body).toMatchObject(problem('not-found'));
    expect((await clerk().send('TRACE'.replace('TRACE', 'PATCH'), '/me')).status).toBe(405);
  });
});

describe('limits', () => {
  interface Bare {
    readonly headers: Readonly<Record<string, string>>;
    readonly body: string;
  }
  const bare = (path: string, init: Bare) =>
    fetch(`${place.base}/api/v1${path}`, {
      method: 'POST',
      ...init,
      headers: { ...header, 'idempotency-key': randomUUID(), ...init.headers },
    });
  let header: Record<string, string> = {};
  it('reads no more than 256 kB of JSON, 32 levels deep', async () => {
    header = { authorization: place.authorization('lin-guiyuan') };
    const json = { 'content-type': 'application/json' };
    const big = await bare('/cases', { headers: json, body: `{"a":"${'x'.repeat(262_150)}"}` });
    expect(await big.json()).toMatchObject(problem('too-large'));
    for (const [depth, status] of [
      [32, 422],
      [33, 400],
      [10_000, 400],
    ] as const) {
      const nested = `{"type":"account-opening","application":${'['.repeat(depth - 1)}${']'.repeat(depth - 1)}}`;
      expect((await bare('/cases', { headers: json, body: nested })).status, String(depth)).toBe(
        status,
      );
    }
  });

  it('refuses what is not JSON, not whole, or compressed', async () => {
    const told = async (headers: Record<string, string>, body: string) =>
      (await (await bare('/cases', { headers, body })).json()) as { code: string };
    expect(await told({ 'content-type': 'text/plain' }, '{}')).toMatchObject({
      code: 'media-type-refused',
    });
    expect(await told({ 'content-type': 'application/json' }, '{"a":')).toMatchObject({
      code: 'request-unreadable',
    });
    expect(
      await told({ 'content-type': 'application/json', 'content-encoding': 'gzip' }, '{}'),
    ).toMatchObject({ code: 'media-type-refused' });
  });

  it('reads nobody’s body before it knows who sends it', async () => {
    const status = await new Promise<number>((resolve, reject) => {
      const sent = httpRequest(`${place.base}/api/v1/files?kind=other`, {
        method: 'POST',
        headers: { 'content-length': String(9_000_000), expect: '100-continue' },
      });
      sent.on('response', (answer) => {
        resolve(answer.statusCode ?? 0);
        sent.destroy();
      });
      sent.on('error', reject);
      sent.flushHeaders();
    }).catch(() => 401);
    expect(status).toBe(401);
  });
});

describe('lists', () => {
  it('turn pages without repeating or hiding a case while others are started', async () => {
    const submittedBy = 'wang-guiyuan';
    const bank = place.as(submittedBy);
    const mine: string[] = [];
    for (let i = 0; i < 7; i += 1) mine.unshift((await startCase(bank)).id);
    const seen: unknown[] = [];
    let cursor = '';
    for (let turn = 0; turn < 10; turn += 1) {
      const told = await bank.get(`/cases?limit=2&submittedBy=${submittedBy}${cursor}`);
      seen.push(...told.list('items').map(({ id }) => id));
      if (turn < 3) await startCase(bank);
      const next = told.at('nextCursor');
      if (typeof next !== 'string') break;
      cursor = `&cursor=${next}`;
    }
    const ours = seen.filter((id) => mine.includes(String(id)));
    expect(ours).toEqual(mine.filter((id) => seen.includes(id)));
    expect(new Set(ours).size).toBe(7);
  });

  it('refuse a cursor that was changed, or belongs to another list', async () => {
    await startCase(clerk());
    await startCase(clerk());
    const told = await clerk().get('/cases?limit=1');
    const cursor = told.string('nextCursor');
    const other = await clerk().get(`/tasks?cursor=${cursor}`);
    const changed = await clerk().get(`/cases?cursor=${cursor.slice(0, -2)}AA`);
    for (const refused of [other, changed, await clerk().get('/cases?cursor=x')]) {
      expect(refused.body).toMatchObject({
        ...problem('input-invalid'),
        errors: [{ pointer: 'query/cursor' }],
      });
    }
  });

  it('take 1 to 100 rows', async () => {
    for (const [limit, status] of [
      ['0', 422],
      ['1', 200],
      ['100', 200],
      ['101', 422],
      ['x', 422],
    ] as const) {
      expect((await clerk().get(`/cases?limit=${limit}`)).status, limit).toBe(status);
    }
  });

  it('filter by stage, wait, person and what is overdue, and count when asked', async () => {
    const { id, told } = await startCase(clerk());
    const person = told.string('person.id');
    const find = async (query: string) =>
      (await clerk().get(`/cases?limit=100&${query}`)).list('items').map((item) => item['id']);
    expect(await find(`person=${person}`)).toEqual([id]);
    expect(await find(`person=${person}&stage=incomplete&waitingFor=supplement&open=true`)).toEqual(
      [id],
    );
    expect(await find(`person=${person}&stage=checking`)).toEqual([]);
    expect(await find(`person=${person}&waitingFor=signature`)).toEqual([]);
    expect(await find(`person=${person}&overdue=true`)).toEqual([]);
    expect(await find(`person=${person}&open=false`)).toEqual([]);
    const counted = await clerk().get(`/cases?person=${person}&count=true`);
    expect(counted.number('count')).toBe(1);
  });
});
