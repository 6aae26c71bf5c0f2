/** Answers that outside systems send by themselves: taken once, matched, or a supervisor's to look at. */
import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { handleIncoming } from '../../activities/inbox.ts';
import { createOffices } from '../../activities/offices.ts';
import { sealJson } from '../../src/crypto/cipher.ts';
import { createPersonKeys } from '../../src/crypto/person-key.ts';
import { place as placeOf } from '../../src/crypto/places.ts';
import { RECEIPT } from './world/calls.ts';
import { startCase } from './world/cases.ts';
import { valueOf } from './world/fuzz.ts';
import { world } from './world/index.ts';

const place = world();
const sender = () => place.as('notices');
const send = (body: Readonly<Record<string, unknown>>, key = randomUUID() as string) =>
  place.as(programFor(body['kind'])).post('/inbox', { body, key });

/** Who tells of it. */
function programFor(kind: unknown): string {
  if (kind === 'unit-event') return 'units';
  return typeof kind === 'string' && kind.startsWith('bank-') ? 'bank' : 'notices';
}

beforeAll(async () => {
  await place.owner.query(
    `insert into staff (id, subject, kind, name, center)
     values ('notices', 'notices', 'channel', '通知服务', '210100'),
            ('bank', 'bank', 'channel', '受托银行', '210100'),
            ('units', 'units', 'channel', '单位端', '210100')`,
  );
  await place.owner.query(
    `insert into staff_scope (staff, role, center, valid_from)
     select id, 'channel', '210100', '2026-01-01' from staff where id in ('notices', 'bank', 'units')`,
  );
});

/** A notice of a case on its way out; the key under which it was sent. */
async function notice(center = '210100', sent = true): Promise<{ case: string; key: string }> {
  const staff = center === '210100' ? 'lin-guiyuan' : 'dl-guiyuan';
  const { id, told } = await startCase(place.as(staff));
  const person = told.string('person.id');
  const { rows } = await place.owner.query<{ wrapped_key: string; document: string }>(
    `select p.wrapped_key, d.id as document from person p join document d on d.person = p.id
      where p.id = $1 limit 1`,
    [person],
  );
  const { wrapped_key: wrapped, document } = rows[0]!;
  const own = createPersonKeys(place.secrets.center).unwrap(person, wrapped);
  const key = `${id}:told:1`;
  const insert = async (at: string, kind: string, done: boolean) => {
    await place.owner.query(
      `insert into outbox (key, center, case_id, person, kind, payload, available_at, delivered_at)
       values ($1, $2, $3, $4, $5, $6, now() + interval '1 hour', $7)`,
      [
        ...[at, center, id, person, kind],
        sealJson(own, placeOf.outbox(at), { document, way: 'sms', message: key }),
        done ? new Date() : null,
      ],
    );
  };
  await insert(key, 'notice', sent);
  if (sent) await insert(`${key}:status`, 'notice-status', false);
  return { case: id, key };
}

const handled = () =>
  handleIncoming({
    pool: place.app,
    secrets: place.secrets,
    personKeys: createPersonKeys(place.secrets.center),
    offices: createOffices(place.app),
  });

const course = async (id: string) => {
  const told = await place.as('li-shenji').get(`/cases/${id}/events?limit=100`);
  return told
    .list('items')
    .map(({ kind }) => String(kind))
    .filter((kind) => kind.startsWith('notice-'));
};
const waiting = async (key: string) => {
  const { rows } = await place.owner.query<{ n: number }>(
    `select count(*)::int as n from outbox where key like $1 || '%' and delivered_at is null`,
    [key],
  );
  return rows[0]!.n;
};
const strays = async (staff: string) => {
  const told = await place.as(staff).get('/supervision/stuck?limit=100');
  return told.list('items').filter(({ kind }) => kind === 'inbox-unmatched');
};

describe('a delivery receipt', () => {
  it('proves the delivery on the case’s timeline, once, and nobody asks any more', async () => {
    const { case: id, key } = await notice();
    const receipt = RECEIPT({ about: key });
    const told = await send(receipt);
    expect([told.status, told.body]).toEqual([202, { serial: receipt.serial, known: false }]);
    await handled();
    expect(await course(id)).toEqual(['notice-delivered']);
    expect(await waiting(key)).toBe(0);
    const again = await send(receipt);
    expect([again.status, again.at('known')]).toEqual([202, true]);
    await handled();
    expect(await course(id)).toEqual(['notice-delivered']);
    // The same news under another serial number is no second delivery.
    await send(RECEIPT({ about: key }));
    await handled();
    expect(await course(id)).toEqual(['notice-delivered']);
  });

  it('is one however many arrive at the same moment', async () => {
    const { case: id, key } = await notice();
    const receipt = RECEIPT({ about: key });
    const told = await Promise.all(Array.from({ length: 6 }, () => send(receipt)));
    expect(told.map(({ status }) => status)).toEqual(Array(6).fill(202));
    expect(told.filter((one) => one.at('known') === false)).toHaveLength(1);
    await Promise.all(Array.from({ length: 4 }, handled));
    expect(await course(id)).toEqual(['notice-delivered']);
  });

  it('of a failure says so, and a later delivery does too', async () => {
    const { case: id, key } = await notice();
    const content = { state: 'failed', at: null, reason: '空号 13800000000' };
    await send(RECEIPT({ about: key, content }));
    await handled();
    await send(RECEIPT({ about: key }));
    await handled();
    expect((await course(id)).sort()).toEqual(['notice-delivered', 'notice-failed']);
    // What the sender wrote may name anybody: it rests sealed, and stands in no event.
    const { rows } = await place.owner.query<{ text: string }>(
      `select coalesce(string_agg(e.public::text, ''), '') || (
         select string_agg(i.payload, '') from inbox i where i.case_id = $1) as text
         from event e where e.case_id = $1`,
      [id],
    );
    expect(rows[0]!.text).not.toMatch(/空号|13800000000/);
  });

  it('proves the sending too, when the answer to it was lost', async () => {
    const { case: id, key } = await notice('210100', false);
    await send(RECEIPT({ about: key }));
    await handled();
    expect((await course(id)).sort()).toEqual(['notice-delivered', 'notice-sent']);
    expect(await waiting(key)).toBe(0);
  });

  it('with the same serial number and another content is refused, and changes nothing', async () => {
    const { case: id, key } = await notice();
    const receipt = RECEIPT({ about: key });
    await send(receipt);
    const content = { state: 'failed', at: null, reason: null };
    const told = await send({ ...receipt, content });
    expect([told.status, told.at('code')]).toEqual([409, 'effect-conflict']);
    await handled();
    expect(await course(id)).toEqual(['notice-delivered']);
  });
});

describe('a message that answers nothing', () => {
  it('waits for a supervisor of the center, who gives it to a case', async () => {
    const receipt = RECEIPT({ about: 'nobody-sent-this' });
    expect((await send(receipt)).status).toBe(202);
    await handled();
    const [stray] = await strays('sun-zhuguan');
    expect(stray).toMatchObject({
      message: { way: 'in', title: '通知的送达回执', sender: '通知发送' },
    });
    expect(await strays('dl-zhuguan')).toEqual([]);
    const { id } = await startCase(place.as('lin-guiyuan'));
    const repair = await place.as('sun-zhuguan').post('/supervision/repairs', {
      body: {
        ...{ object: stray!['object'], kind: 'inbox-unmatched', move: 'assign-message' },
        ...{ case: id, reason: '回执属于本业务' },
      },
    });
    expect(repair.status).toBe(201);
  });

  it('or answers another center’s: nothing of that center’s case is touched', async () => {
    const { case: id, key } = await notice('210200');
    await send(RECEIPT({ about: key }));
    await handled();
    expect(await waiting(key)).toBe(1);
    const { rows } = await place.owner.query<{ case_id: string | null; center: string }>(
      'select case_id, center from inbox where about = $1',
      [key],
    );
    expect(rows).toEqual([{ case_id: null, center: '210100' }]);
    expect(id).toBeTruthy();
  });

  it('or something that is no notice is not taken for a receipt of it', async () => {
    const { key } = await notice();
    await send(RECEIPT({ about: `${key}:status` }));
    await handled();
    expect(await waiting(key)).toBe(1);
  });

  it('rests sealed under a key of its own, which a rotation wraps anew', async () => {
    await send(RECEIPT({ about: 'sealed-1' }));
    const { rows } = await place.owner.query<{ payload: string; wrapped_key: string | null }>(
      `select payload, wrapped_key from inbox where about = 'sealed-1'`,
    );
    expect(rows[0]!.payload).toMatch(/^v1\./);
    expect(rows[0]!.wrapped_key).toMatch(new RegExp(`^${place.secrets.center.current}\\.v1\\.`));
  });
});

describe('a message that comes by itself', () => {
  const news = (mandate: string, more: object = {}) => ({
    ...{ kind: 'bank-mandate', serial: randomUUID(), about: mandate },
    content: { mandate, state: 'cancelled', cancelledBy: 'holder', cancelledOn: '2026-11-28' },
    ...more,
  });
  const found = async (about: string) => {
    const { rows } = await place.owner.query<Record<string, unknown>>(
      'select unasked, center, case_id, outbox, attempts, handled_at, last_error from inbox where about = $1',
      [about],
    );
    return rows;
  };

  it('is kept once under its serial number, and waits while nobody knows what it is about', async () => {
    const one = news('WT-unknown-1');
    const told = await send(one);
    expect([told.status, told.at('known')]).toEqual([202, false]);
    expect((await send(one)).at('known')).toBe(true);
    const other = { ...one, content: { ...one.content, cancelledBy: 'bank' } };
    expect((await send(other)).at('code')).toBe('effect-conflict');
    await handled();
    expect(await found('WT-unknown-1')).toEqual([
      {
        ...{ unasked: true, center: '210100', case_id: null, outbox: null, attempts: 1 },
        ...{ handled_at: null, last_error: 'not-found' },
      },
    ]);
    const open = await strays('sun-zhuguan');
    expect(open.map(({ message }) => (message as { title: string }).title)).not.toContain(
      '银行告知的委托扣款授权变动',
    );
  });

  it('is a supervisor’s when its tries are over', async () => {
    await send(news('WT-unknown-2'));
    await place.owner.query(`update inbox set attempts = 19 where about = 'WT-unknown-2'`);
    await handled();
    expect(await found('WT-unknown-2')).toMatchObject([{ unasked: false, handled_at: null }]);
    const open = await strays('sun-zhuguan');
    expect(open.map(({ message }) => (message as { title: string }).title)).toContain(
      '银行告知的委托扣款授权变动',
    );
  });

  it.each([
    ['another number than its content', { about: 'WT-other' }, '/about'],
    ['a state that is none', { content: { mandate: 'WT-3', state: 'gone' } }, '/content/state'],
    [
      'somebody who cannot cancel',
      {
        content: {
          ...{ mandate: 'WT-3', state: 'cancelled' },
          ...{ cancelledBy: 'neighbor', cancelledOn: '2026-11-28' },
        },
      },
      '/content/cancelledBy',
    ],
    [
      'a day that is none',
      { content: { mandate: 'WT-3', state: 'active', confirmedOn: '2026-02-30' } },
      '/content/confirmedOn',
    ],
  ])('names what is wrong in news with %s', async (_words, more, pointer) => {
    const told = await send(news('WT-3', more));
    expect(told.status).toBe(422);
    expect(told.list('errors').map((one) => one['pointer'])).toContain(`#${pointer}`);
  });
});

describe('what the bank tells of money', () => {
  const RESULT = {
    ...{ key: 'd-1', batch: 'b-1', kind: 'debit', state: 'done', asked: '800.00' },
    ...{ amount: '800.00', code: null, serial: 'S-1', bookedOn: '2026-11-20' },
    ...{ returnSerial: null, returnedOn: null },
  };
  const CAME = {
    ...{ center: '210100', serial: 'T-1', amount: '800.00', bookedOn: '2026-11-20' },
    ...{ text: '缴存 荀况', virtualAccount: null },
  };
  const message = (kind: string, about: string, content: object) => ({
    ...{ kind, about, serial: randomUUID(), content },
  });

  it.each([
    ['bank-result', 'd-1', RESULT],
    ['bank-result', 'd-1', { ...RESULT, state: 'refused', amount: null, serial: null, code: '51' }],
    [
      'bank-result',
      'd-1',
      { ...RESULT, state: 'returned', code: '90', returnSerial: 'R', returnedOn: '2026-11-21' },
    ],
    ['bank-incoming', 'T-1', CAME],
  ])('is taken in, sealed: %s', async (kind, about, content) => {
    const one = message(kind, about, content);
    expect((await send(one)).status).toBe(202);
    const { rows } = await place.owner.query<{ payload: string; unasked: boolean }>(
      'select payload, unasked from inbox where serial = $1',
      [one.serial],
    );
    expect(rows).toEqual([{ payload: expect.stringMatching(/^v1\./) as string, unasked: true }]);
  });

  it.each([
    ['bank-result', { ...RESULT, key: 'd-2' }, '/about', '须与 content.key 相同'],
    ['bank-result', { ...RESULT, state: 'accepted' }, '/content/state', '不相符'],
    ['bank-result', { ...RESULT, amount: '0.00' }, '/content/amount', '大于零'],
    ['bank-result', { ...RESULT, amount: 800 }, '/content/amount', ''],
    ['bank-result', { ...RESULT, asked: '8e2' }, '/content/asked', '大于零'],
    ['bank-result', { ...RESULT, returnSerial: 'R' }, '/content/returnSerial', '类型'],
    ['bank-result', { ...RESULT, bookedOn: '2026-02-30' }, '/content/bookedOn', '日期'],
    ['bank-result', { ...RESULT, state: 'returned' }, '/content/returnedOn', '应为文字'],
    ['bank-result', { ...RESULT, card: '6222' }, '/content/card', ''],
    ['bank-incoming', { ...CAME, serial: 'T-2' }, '/about', '须与 content.serial 相同'],
    ['bank-incoming', { ...CAME, center: '沈阳' }, '/content/center', '六位'],
    ['bank-incoming', { ...CAME, amount: '-800.00' }, '/content/amount', '大于零'],
    ['bank-incoming', { ...CAME, text: '附'.repeat(201) }, '/content/text', '200'],
  ])('is named where it is wrong: %s %j', async (kind, content, pointer, words) => {
    const told = await send(message(kind, kind === 'bank-result' ? 'd-1' : 'T-1', content));
    expect(told.status).toBe(422);
    const found = told.list('errors').find((one) => one['pointer'] === `#${pointer}`);
    expect(found?.['detail']).toContain(words);
  });

  it('about nothing of ours stands with the supervisors under its name', async () => {
    await send(message('bank-result', 'd-1', RESULT));
    await place.owner.query(`update inbox set attempts = 19 where kind = 'bank-result'`);
    await handled();
    const open = await strays('sun-zhuguan');
    expect(open.map(({ message: one }) => (one as { title: string }).title)).toContain(
      '银行告知的扣款结果',
    );
  });
});

describe('what cannot be dealt with', () => {
  it('is tried again, and at last is a supervisor’s', async () => {
    const { case: id, key } = await notice();
    await send(RECEIPT({ about: key }));
    await place.owner.query(
      `update inbox set kind = 'bank-answer', attempts = 19 where about = $1`,
      [key],
    );
    await handled();
    expect(await course(id)).toEqual([]);
    const { rows } = await place.owner.query(
      'select case_id, handled_at, last_error from inbox where about = $1',
      [key],
    );
    expect(rows).toEqual([{ case_id: null, handled_at: null, last_error: 'not-found' }]);
    expect((await strays('sun-zhuguan')).length).toBeGreaterThan(0);
  });
});

describe('the inbox', () => {
  it('is open to programs with its scope alone, and that scope to nothing else', async () => {
    for (const staff of ['lin-guiyuan', 'sun-zhuguan', 'channel-bank']) {
      const told = await place.as(staff).post('/inbox', { body: RECEIPT() });
      expect([staff, told.status]).toEqual([staff, 403]);
    }
    for (const path of ['/cases', '/me', '/types']) {
      expect((await sender().get(path)).body).toMatchObject({ code: 'not-authorized' });
    }
    expect((await place.anonymous().post('/inbox', { body: RECEIPT() })).status).toBe(401);
  });

  it('ends at once when the program’s right is taken away', async () => {
    const right = (until: string | null) =>
      place.owner.query(`update staff_scope set valid_to = $1 where staff = 'notices'`, [until]);
    await right('2026-01-02');
    expect((await send(RECEIPT())).status).toBe(403);
    await right(null);
    expect((await send(RECEIPT())).status).toBe(202);
  });

  it.each([
    ['an unknown kind', { kind: 'postcard' }, '/kind'],
    ['no serial number', { serial: '' }, '/serial'],
    ['a serial number in Chinese', { serial: '回执一' }, '/serial'],
    [
      'a state that is none',
      { content: { state: 'maybe', at: null, reason: null } },
      '/content/state',
    ],
    [
      'an hour without a zone',
      { content: { state: 'delivered', at: '2026-11-23T10:00', reason: null } },
      '/content/at',
    ],
    ['something more', { surplus: 1 }, '/surplus'],
  ])('names what is wrong in a message with %s', async (_words, more, pointer) => {
    const told = await send(RECEIPT(more));
    expect(told.status).toBe(422);
    expect(told.list('errors').map((one) => one['pointer'])).toContain(`#${pointer}`);
  });

  it('answers nothing outside its document, whatever is sent', async () => {
    const { document } = place.contract;
    const operation = document.paths['/api/v1/inbox']!['post']!;
    const { schema } = operation.requestBody!.content['application/json']!;
    await fc.assert(
      fc.asyncProperty(valueOf(schema as object, document, []), async (body) => {
        const told = await send(Object(body) as Record<string, unknown>); // whatever it is
        expect(told.status).toBeLessThan(500);
      }),
      { numRuns: 40 },
    );
  });
});
