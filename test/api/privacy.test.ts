/** Personal data: masked in answers, absent from logs, addresses, errors and clear columns. */
import { beforeAll, describe, expect, it } from 'vitest';
import { idNumber } from '../builders.ts';
import { startCase } from './world/cases.ts';
import { world } from './world/index.ts';

const place = world();
const NAME = '欧阳测试甲';
const NUMBER = idNumber('19880808', 777);
const PHONE = '13912345678';
const ADDRESS = '辽宁省沈阳市和平区保密路99号';
const CARD = '6222029988776655443';
const MARKERS = [NAME, NUMBER, PHONE, ADDRESS, CARD];

let caseId = '';
let person = '';
const answers: string[] = [];

beforeAll(async () => {
  const clerk = place.as('lin-guiyuan');
  const { id, told } = await startCase(
    clerk,
    { name: NAME, number: NUMBER },
    {
      applicant: {
        name: NAME,
        document: { type: 'resident-id', number: NUMBER, validUntil: '2036-01-01' },
        phone: PHONE,
        address: ADDRESS,
      },
      bankCard: { number: CARD, holder: NAME, bank: '建设银行' },
    },
  );
  caseId = id;
  person = told.string('person.id');
  answers.push(told.text);
});

describe('answers', () => {
  it('show first character, three and four digits, and nothing that could be used', async () => {
    const told = await place.as('lin-guiyuan').get(`/cases/${caseId}`);
    expect(told.at('person')).toMatchObject({
      name: '欧＊',
      documentNumber: `${NUMBER.slice(0, 3)}***********${NUMBER.slice(-4)}`,
    });
  });

  it.each(['lin-guiyuan', 'zhao-fuhe', 'sun-zhuguan', 'li-shenji'])(
    'hold no personal data in full for %s, wherever they come from',
    async (staff) => {
      const api = place.as(staff);
      await place
        .as('lin-guiyuan')
        .post(`/cases/${caseId}/notes`, { body: { text: '已电话核实' } });
      for (const path of [
        `/cases/${caseId}`,
        ...['events', 'waits', 'tasks', 'decisions', 'checks', 'documents', 'notes', 'files'].map(
          (part) => `/cases/${caseId}/${part}`,
        ),
        `/cases/${caseId}/application`,
        `/cases?person=${person}`,
        `/persons/${person}`,
        '/tasks',
      ]) {
        const told = await api.get(path);
        expect(told.status, path).toBe(200);
        for (const marker of MARKERS) expect(told.text, path).not.toContain(marker);
      }
    },
  );

  it('give it in full for a reason, and the trail says who, what and why', async () => {
    const api = place.as('zhao-fuhe');
    const told = await api.post(`/cases/${caseId}:reveal`, { body: { reason: '当面核对' } });
    expect(told.body).toMatchObject({
      name: NAME,
      phone: PHONE,
      address: ADDRESS,
      documents: [{ type: 'resident-id', number: NUMBER }],
      application: { masked: false, application: { bankCard: { number: CARD } } },
    });
    const events = await place.as('li-shenji').get(`/cases/${caseId}/events?limit=100`);
    const reading = events.list('items').findLast(({ kind }) => kind === 'person-read');
    expect(reading).toMatchObject({ actor: 'zhao-fuhe', content: { reason: '当面核对' } });
    expect(reading?.['origin']).toBe(told.headers.get('x-request-id'));
    const whole = await api.post(`/persons/${person}:reveal`, { body: { reason: '电话咨询' } });
    expect(whole.body).toMatchObject({ name: NAME, application: null });
  });

  it('ask for that reason', async () => {
    for (const body of [{}, { reason: '' }, { reason: '  ' }]) {
      const told = await place.as('zhao-fuhe').post(`/cases/${caseId}:reveal`, { body });
      expect(told.status).toBe(422);
    }
  });
});

describe('searching', () => {
  it.each([
    ['documentNumber', NUMBER],
    ['documentNumber', ` ${NUMBER.toLowerCase()} `],
    ['name', NAME],
    ['phone', PHONE],
  ])('finds by %s, and the trail keeps by what, not what', async (by, value) => {
    const told = await place.as('lin-guiyuan').post('/persons:search', { body: { [by]: value } });
    expect(told.list('items').map(({ id }) => id)).toEqual([person]);
    const cases = await place.as('lin-guiyuan').post('/cases:search', { body: { [by]: value } });
    expect(cases.list('items').map(({ id }) => id)).toEqual([caseId]);
    const { rows } = await place.owner.query<{ public: object }>(
      `select public from event where kind = 'person-searched' order by id desc limit 1`,
    );
    expect(rows[0]?.public).toEqual({ by: [by], found: 1 });
  });

  it('asks for exactly one thing', async () => {
    const api = place.as('lin-guiyuan');
    for (const body of [{}, { name: NAME, phone: PHONE }]) {
      expect((await api.post('/persons:search', { body })).status).toBe(422);
    }
  });

  it('finds nobody of another center', async () => {
    const told = await place.as('dl-guiyuan').post('/persons:search', { body: { name: NAME } });
    expect(told.list('items')).toEqual([]);
  });
});

describe('what is written down', () => {
  it('holds none of it in logs, addresses and problems', async () => {
    const api = place.as('lin-guiyuan');
    const wrong = await api.post('/cases', {
      body: { type: 'account-opening', application: { applicant: { name: NAME, x: NUMBER } } },
      headers: { 'user-agent': NUMBER, referer: `http://x/?q=${PHONE}` },
    });
    expect(wrong.status).toBe(422);
    for (const path of [
      `/cases/${NUMBER}`,
      `/cases?stage=${encodeURIComponent(NAME)}&cursor=${PHONE}`,
      `/nothing/${NUMBER}`,
      `/cases?submittedBy=${NUMBER}`,
    ]) {
      const told = await api.get(path);
      for (const marker of MARKERS) expect(told.text, path).not.toContain(marker);
    }
    for (const marker of MARKERS) {
      expect(wrong.text).not.toContain(marker);
      for (const form of [marker, encodeURIComponent(marker), b64(marker), escaped(marker)]) {
        expect(place.log.filter((line) => line.includes(form))).toEqual([]);
        expect(place.signInLog.filter((line) => line.includes(form))).toEqual([]);
      }
    }
  });

  it('holds none of it in clear in any table', async () => {
    const { rows: tables } = await place.owner.query<{ name: string }>(
      `select format('%I.%I', table_schema, table_name) as name from information_schema.tables
       where table_schema in ('public', 'web') and table_type = 'BASE TABLE'`,
    );
    for (const { name } of tables) {
      const { rows } = await place.owner.query<{ line: string }>(
        `select t::text as line from ${name} t`,
      );
      const text = rows.map(({ line }) => line).join('\n');
      for (const marker of MARKERS) {
        expect(text.includes(marker), `${marker} in ${name}`).toBe(false);
        expect(text.includes(b64(marker)), `base64 of ${marker} in ${name}`).toBe(false);
      }
    }
  });

  it('is one line of the log per request, whatever was typed', async () => {
    const before = place.log.length;
    const api = place.as('lin-guiyuan');
    await api.get('/cases?stage=a%0Ab%0D%0A%7B%22level%22%3A60%7D');
    await api.get('/me', { 'x-request-id': 'with blanks is replaced' });
    const lines = place.log.slice(before);
    expect(lines).toHaveLength(2);
    for (const line of lines) {
      expect(line.trimEnd()).not.toContain('\n');
      expect(Object.keys(JSON.parse(line) as object)).toEqual(
        expect.arrayContaining(['event', 'requestId', 'method', 'operation', 'status', 'ms']),
      );
    }
  });
});

describe('a person whose key was destroyed', () => {
  it('is shown as such; nothing can be read again, and the case stays whole', async () => {
    const { id, told } = await startCase(place.as('lin-guiyuan'));
    const forgotten = told.string('person.id');
    await place.owner.query(
      `update person set wrapped_key = null, key_id = 'destroyed', key_destroyed_at = now() where id = $1`,
      [forgotten],
    );
    const again = await place.as('lin-guiyuan').get(`/cases/${id}`);
    expect(again.at('person')).toMatchObject({ name: null, destroyed: true });
    const reveal = await place
      .as('zhao-fuhe')
      .post(`/cases/${id}:reveal`, { body: { reason: '核对' } });
    expect(reveal.body).toMatchObject({ code: 'person-key-destroyed' });
    for (const part of ['events', 'notes', 'decisions', 'application']) {
      expect((await place.as('zhao-fuhe').get(`/cases/${id}/${part}`)).status, part).toBe(200);
    }
  });
});

const b64 = (text: string) => Buffer.from(text).toString('base64').replace(/=+$/, '');
const escaped = (text: string) =>
  JSON.stringify(text).replaceAll(
    /[\u0080-\uffff]/g,
    (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
