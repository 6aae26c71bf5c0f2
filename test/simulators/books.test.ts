/** The simulators' own promises: they answer once per request id and keep their books. */
import { describe, expect, it } from 'vitest';
import { demoPeople } from '../../src/simulators/people.ts';
import { startSimulators } from '../../src/simulators/main.ts';
import { database } from '../harness/database.ts';
import { simulators } from './start.ts';

const suite = simulators();
const other = database();

const CHECK = '/national/v1/checks';
const VERIFY = '/identity/v1/verifications';
const MESSAGES = '/notices/v1/messages';

interface Answered {
  readonly status: number;
  readonly body: Record<string, unknown>;
}

async function post(path: string, body: unknown): Promise<Answered> {
  const response = await fetch(`${suite.url}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  return {
    status: response.status,
    body: (await response.json()) as Record<string, unknown>,
  };
}

function check(requestId: string, number: string, name = '何建平') {
  const person = { name, documents: [{ type: 'resident-id', number }] };
  return { requestId, purpose: 'OPEN_ACCOUNT', consent: 'consent-1', person };
}

const SEALED = { center: '210200', state: 'sealed', source: 'unit' };

describe('the national platform', () => {
  it('repeats the stored answer to a repeated request id and counts it once', async () => {
    await suite.prepare({ name: '何建平', documents: [{ type: 'resident-id', number: 'N1' }] });
    const first = await post(CHECK, check('once', 'N1'));
    await suite.control('PUT', '/accounts', { number: 'N1', ...SEALED });
    const second = await post(CHECK, check('once', 'N1'));
    expect(second).toEqual(first);
    expect(first.body['accounts']).toEqual([]);
    const arrivals = await suite.asked({ requestId: 'once' });
    expect(arrivals.map(({ status }) => status)).toEqual([200, 200]);
    const { systems } = (await suite.control('GET', '/systems')) as {
      systems: { system: string; asked: number; answered: number }[];
    };
    expect(systems[0]).toMatchObject({ system: 'national', asked: 2, answered: 1 });
  });

  it('sees a changed account under the next request id', async () => {
    await suite.prepare({
      name: '何建平',
      documents: [{ type: 'resident-id', number: 'N2' }],
      accounts: [{ center: '110100', state: 'normal', source: 'unit', accountNo: '****77' }],
    });
    expect((await post(CHECK, check('day-11', 'N2'))).body['accounts']).toMatchObject([
      { state: '01', kind: 'UNIT' },
    ]);
    await suite.control('PUT', '/accounts', { number: 'N2', center: '110100', state: 'sealed' });
    expect((await post(CHECK, check('day-12', 'N2'))).body['accounts']).toMatchObject([
      { center: '110100', state: '02', accountNo: '****77' },
    ]);
  });

  it('refuses a request id that stands for another content', async () => {
    await post(CHECK, check('conflict', 'N3'));
    expect((await post(CHECK, check('conflict', 'N4'))).status).toBe(409);
    expect((await post(CHECK, check('conflict', 'N3'))).status).toBe(200);
  });

  it('finds a person by any of several documents, and says when the name is another', async () => {
    await suite.prepare({
      name: '何建平',
      documents: [
        { type: 'residence-permit', number: 'N5' },
        { type: 'travel-permit-hk-macao', number: 'H5' },
      ],
      accounts: [SEALED],
    });
    const found = await post(CHECK, check('by-permit', 'H5', '何建萍'));
    expect(found.body).toMatchObject({
      person: { nameMatches: false, documentMatches: true },
      accounts: [{ state: '02' }],
    });
  });

  it('does not keep an incomplete answer: the next one may be complete', async () => {
    await suite.breakIt('national', { kind: 'timeout-status', times: 1, about: 'N6' });
    const first = await post(CHECK, check('later', 'N6'));
    const second = await post(CHECK, check('later', 'N6'));
    expect([first.body['status'], second.body['status']]).toEqual(['TIMEOUT', 'OK']);
  });

  it('knows nothing of people whom nobody prepared', async () => {
    const { body } = await post(CHECK, check('stranger', 'N7'));
    const person = { nameMatches: true, documentMatches: true };
    expect(body).toMatchObject({ status: 'OK', person, accounts: [], loans: [], fraudFlag: false });
  });
});

describe('identity verification', () => {
  const about = (requestId: string, number: string, name: string) => ({
    requestId,
    name,
    document: { type: 'resident-id', number },
    bornOn: '1990-01-01',
    sex: 'M',
  });

  it('tells a match, another name, a death and a stranger apart', async () => {
    const documents = [{ type: 'resident-id', number: 'P1' }];
    await suite.prepare({ name: '高远', documents, bornOn: '1990-01-01', sex: 'M' });
    await suite.prepare({
      name: '高山',
      documents: [{ type: 'resident-id', number: 'P2' }],
      deceased: true,
    });
    const results = [];
    for (const [number, name] of [
      ['P1', '高远'],
      ['P1', '高原'],
      ['P2', '高山'],
      ['P3', '高飞'],
    ] as const) {
      results.push((await post(VERIFY, about(`${number}${name}`, number, name))).body['result']);
    }
    expect(results).toEqual(['match', 'mismatch', 'deceased', 'match']);
    await suite.control('PUT', '/settings', { unknownIdentity: 'not-found' });
    expect((await post(VERIFY, about('unknown', 'P4', '高飞'))).body['result']).toBe('not-found');
    await suite.control('PUT', '/settings', {});
  });
});

describe('notices', () => {
  const message = (messageId: string, to: string, text = '您的住房公积金账户已开立。') => ({
    messageId,
    channel: 'sms',
    to,
    template: 'account-opened',
    text,
  });

  it('delivers a message once, however often it is sent', async () => {
    for (let i = 0; i < 3; i += 1) await post(MESSAGES, message('m-1', '13800000001'));
    const { items } = (await suite.control('GET', '/messages')) as { items: unknown[] };
    expect(items).toHaveLength(1);
    expect(items[0]).toMatchObject({ messageId: 'm-1', state: 'delivered', timesAsked: 3 });
  });

  it('refuses a message id that stands for another text', async () => {
    await post(MESSAGES, message('m-2', '13800000001'));
    expect((await post(MESSAGES, message('m-2', '13800000001', '另一条'))).status).toBe(409);
    const response = await fetch(`${suite.url}${MESSAGES}/m-2`);
    expect(await response.json()).toMatchObject({ timesAsked: 1 });
  });

  it('fails or refuses where the recipient was prepared so', async () => {
    const failing = { to: '13800000002', outcome: 'failed', reason: '停机' };
    await suite.control('PUT', '/recipients', failing);
    await suite.control('PUT', '/recipients', { to: '13800000003', outcome: 'refused' });
    expect((await post(MESSAGES, message('m-3', '13800000002'))).body['accepted']).toBe(true);
    expect((await post(MESSAGES, message('m-4', '13800000003'))).body['accepted']).toBe(false);
    const response = await fetch(`${suite.url}${MESSAGES}/m-3`);
    expect(await response.json()).toMatchObject({ state: 'failed', reason: '停机', at: null });
  });
});

describe('messages of the app', () => {
  const to = '13800000007';
  const message = (messageId: string, channel = 'app') => ({
    ...{ messageId, channel, to, template: 'dormancy-notice', text: '您的账户余额为零。' },
  });

  it('are taken for who is registered there, and for nobody else: of them it says so', async () => {
    const unknown = await post(MESSAGES, message('app-1'));
    expect(unknown.body).toMatchObject({ accepted: false, reason: 'not-registered' });
    await suite.control('PUT', '/app-users', { to });
    expect((await post(MESSAGES, message('app-2'))).body).toMatchObject({ accepted: true });
    // The first answer stays what it was.
    expect((await post(MESSAGES, message('app-1'))).body['accepted']).toBe(false);
    await suite.control('PUT', '/app-users', { to, registered: false });
    expect((await post(MESSAGES, message('app-3'))).body['reason']).toBe('not-registered');
  });

  it('fail by themselves: a text message to the same number arrives, and the other way round', async () => {
    await suite.control('PUT', '/app-users', { to, outcome: 'failed', reason: '未打开' });
    await post(MESSAGES, message('app-4'));
    await post(MESSAGES, message('sms-4', 'sms'));
    const state = async (id: string) =>
      (await (await fetch(`${suite.url}${MESSAGES}/${id}`)).json()) as { state: string };
    expect(await state('app-4')).toMatchObject({ state: 'failed', reason: '未打开' });
    expect(await state('sms-4')).toMatchObject({ state: 'delivered' });
    await suite.control('PUT', '/app-users', { to });
    await suite.control('PUT', '/recipients', { to, outcome: 'failed', reason: '停机' });
    await post(MESSAGES, message('app-5'));
    await post(MESSAGES, message('sms-5', 'sms'));
    expect(await state('app-5')).toMatchObject({ state: 'delivered' });
    expect(await state('sms-5')).toMatchObject({ state: 'failed' });
  });

  it('can be lost as every message: faults of the notices strike them too', async () => {
    await suite.control('PUT', '/app-users', { to });
    await suite.breakIt('notices', { kind: '5xx', about: to, times: 1 });
    expect((await post(MESSAGES, message('app-6'))).status).toBe(503);
    expect((await post(MESSAGES, message('app-6'))).body['accepted']).toBe(true);
  });
});

describe('the books', () => {
  it('keep people, answers, requests and faults over a restart', async () => {
    const number = 'K1';
    const documents = [{ type: 'resident-id', number }];
    await suite.prepare({ name: '何建平', documents, accounts: [SEALED] });
    const before = await post(CHECK, check('kept', number));
    await suite.breakIt('national', { kind: '5xx', about: number, times: 2 });
    expect((await post(CHECK, check('kept-2', number))).status).toBe(503);
    await suite.restart();
    expect((await post(CHECK, check('kept-2', number))).status).toBe(503);
    expect((await post(CHECK, check('kept-2', number))).status).toBe(200);
    expect(await post(CHECK, check('kept', number))).toEqual(before);
    expect(await suite.asked({ requestId: 'kept' })).toHaveLength(2);
  });

  it('do not take back what became of a demo person', async () => {
    const person = demoPeople().find(({ code }) => code === 'remote-normal')!;
    const { number } = person.document;
    await suite.control('PUT', '/accounts', { number, center: '110100', state: 'sealed' });
    await suite.restart();
    const found = (await suite.control('POST', '/people/search', { number })) as {
      items: { accounts: { state: string }[] }[];
    };
    expect(found.items[0]?.accounts.map(({ state }) => state)).toEqual(['sealed']);
  });

  it('begin with one person for every row of the opening check', () => {
    const codes = demoPeople().map(({ code }) => code);
    expect(new Set(codes).size).toBe(codes.length);
    expect(codes).toEqual(
      expect.arrayContaining([
        ...['no-account', 'remote-sealed', 'remote-normal', 'local-sealed', 'local-unit'],
        ...['local-flexible', 'local-unknown', 'local-frozen', 'remote-frozen', 'mismatch'],
        ...['several-accounts', 'local-closed', 'fraud-flag', 'wrong-person', 'no-answer'],
        'local-dormant',
      ]),
    );
  });

  it('show nobody in full: not in the list of requests and not on the page', async () => {
    const number = '219900197703030019';
    await suite.prepare({ name: '欧阳修文', documents: [{ type: 'resident-id', number }] });
    await post(CHECK, check('masked', number, '欧阳修文'));
    await suite.breakIt('national', { kind: 'slow', about: number, delayMs: 1 });
    const to = '13911112222';
    await post(MESSAGES, { messageId: 'm', channel: 'sms', to, template: 't', text: '<b>1</b>' });
    const shown = [
      JSON.stringify(await suite.asked()),
      JSON.stringify(await suite.control('GET', '/faults')),
      JSON.stringify(await suite.control('GET', '/messages')),
      await (await fetch(suite.url)).text(),
    ].join('\n');
    for (const secret of [number, '欧阳修文', to]) expect(shown).not.toContain(secret);
    expect(shown).toContain('219***********0019');
    await suite.control('DELETE', '/faults');
  });

  it('begin anew after a reset', async () => {
    await suite.prepare({ name: '何建平', documents: [{ type: 'resident-id', number: 'R1' }] });
    await suite.control('DELETE', '/books');
    const find = (number: string) => suite.control('POST', '/people/search', { number });
    expect(await find('R1')).toEqual({ items: [] });
    expect(await find(demoPeople()[0]!.document.number)).toMatchObject({ items: [{}] });
    expect(await suite.asked()).toEqual([]);
  });
});

describe('the control API', () => {
  it('lets nobody in without its token once it has one, while the systems stay open', async () => {
    const { url, close } = await startSimulators({
      port: 0,
      databaseUrl: other.urls.owner,
      controlToken: 'secret-1',
    });
    const get = async (path: string, authorization: string) =>
      (await fetch(`${url}${path}`, { headers: { authorization } })).status;
    expect(await get('/control/faults', '')).toBe(401);
    expect(await get('/control/faults', 'Bearer secret-2')).toBe(401);
    expect(await get('/control/faults', 'Bearer secret-1')).toBe(200);
    expect(await get('/health', '')).toBe(200);
    await close();
  });

  it('names the fields it cannot read, and takes no unknown fault', async () => {
    const answer = await suite.control('PUT', '/faults/national', { kind: 'sulking', times: 0 });
    expect(answer).toMatchObject({ fields: [{ field: '/kind' }, { field: '/times' }] });
    expect(await suite.control('PUT', '/faults/weather', { kind: 'slow' })).toMatchObject({
      code: 'E0400',
    });
  });

  it('throws its dice by a seed: the same share of requests fails in every run', async () => {
    await suite.breakIt('national', { kind: '5xx', probability: 0.5, about: 'D1' });
    const statuses = [];
    for (let i = 0; i < 40; i += 1) {
      statuses.push((await post(CHECK, check(`dice-${String(i)}`, 'D1'))).status);
    }
    const failed = statuses.filter((status) => status === 503).length;
    expect(failed).toBeGreaterThan(8);
    expect(failed).toBeLessThan(32);
    await suite.control('DELETE', '/faults/national');
  });
});
