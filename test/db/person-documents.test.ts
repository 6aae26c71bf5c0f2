// Documents for a person without a case: who may issue and read them, and what the trail keeps.
import { createHash, randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { forgetPerson } from '../../src/db/forget.ts';
import {
  issuePersonDocument,
  readPersonDocument,
  recordRendering,
} from '../../src/db/person-documents.ts';
import { inTransaction } from '../../src/db/transaction.ts';
import { acting, bench, newCase, newPerson, NOW } from './fixtures.ts';

const suite = bench();
const clerk = acting('lin', 'clerk');
const SHA = 'ab'.repeat(32);

async function issue(person: string, by = clerk, id: string = randomUUID(), more = '') {
  const content = JSON.stringify({ name: '张三', more });
  const number = await issuePersonDocument(suite.api, suite.personKeys, {
    id,
    person,
    kind: 'earliest-dates',
    template: 'earliest-dates-2026-1',
    content,
    contentHash: createHash('sha256').update(content).digest('hex'),
    by,
  });
  return { id, number };
}

async function eventsOf(person: string) {
  const { rows } = await suite.app.query<{ kind: string; actor: string; public: object }>(
    'select kind, actor, public from event where person = $1 order by id',
    [person],
  );
  return rows;
}

describe('issuing', () => {
  it('gives a number of the center and the year, and leaves its line', async () => {
    const person = await newPerson(suite);
    const { id, number } = await issue(person.id);
    expect(number).toMatch(/^甲〔2026〕\d{7}号$/);
    expect(await eventsOf(person.id)).toEqual([
      {
        kind: 'person-document-issued',
        actor: 'lin',
        public: { document: id, kind: 'earliest-dates', number },
      },
    ]);
  });

  it('twice under one id is once, whatever was asked the second time', async () => {
    const person = await newPerson(suite);
    const first = await issue(person.id);
    const second = await issue(person.id, clerk, first.id, 'other');
    expect(second.number).toBe(first.number);
    expect(await eventsOf(person.id)).toHaveLength(1);
  });

  it.each([
    ['li', 'auditor', 'not-authorized'],
    ['channel-bank', 'channel', 'not-authorized'],
    ['dl-lin', 'clerk', 'not-found'],
    ['lin', 'supervisor', 'not-found'],
  ])('is refused to %s as %s: %s', async (id, role, code) => {
    const person = await newPerson(suite);
    await expect(issue(person.id, acting(id, role))).rejects.toMatchObject({ code });
    expect(await eventsOf(person.id)).toEqual([]);
  });
});

describe('reading', () => {
  it('opens it for the center’s staff, auditors included, and leaves its line', async () => {
    const person = await newPerson(suite);
    const { id } = await issue(person.id);
    const by = acting('li', 'auditor');
    expect(await readPersonDocument(suite.api, suite.personKeys, { id, by })).toEqual({
      name: '张三',
      more: '',
    });
    expect((await eventsOf(person.id)).at(-1)).toEqual({
      kind: 'content-read',
      actor: 'li',
      public: { what: 'person-document', key: id },
    });
  });

  it.each([
    ['channel-bank', 'channel'],
    ['dl-lin', 'clerk'],
  ])('finds nothing for %s', async (staff, role) => {
    const { id } = await issue((await newPerson(suite)).id);
    const by = acting(staff, role);
    const read = readPersonDocument(suite.api, suite.personKeys, { id, by });
    await expect(read).rejects.toMatchObject({ code: 'not-found' });
  });

  it('ends when the person is forgotten; number and hash stay', async () => {
    const person = await newPerson(suite);
    const { id } = await issue(person.id);
    await inTransaction(suite.app, (tx) =>
      forgetPerson(tx, {
        person: person.id,
        by: { id: 'sun', role: 'operator', origin: 'test', at: NOW },
      }),
    );
    const read = readPersonDocument(suite.api, suite.personKeys, { id, by: clerk });
    await expect(read).rejects.toMatchObject({ code: 'person-key-destroyed' });
    await expect(issue(person.id)).rejects.toMatchObject({ code: 'person-key-destroyed' });
    const { rowCount } = await suite.app.query('select from person_document where id = $1', [id]);
    expect(rowCount).toBe(1);
  });
});

describe('the hash of a PDF', () => {
  it('is kept once, with a line when it is new', async () => {
    const person = await newPerson(suite);
    const { id: document } = await issue(person.id);
    for (const sha256 of [SHA, SHA, 'cd'.repeat(32)]) {
      await recordRendering(suite.api, { document, sha256, by: clerk });
    }
    const kinds = (await eventsOf(person.id)).map(({ kind }) => kind);
    expect(kinds).toEqual(['person-document-issued', 'document-rendered', 'document-rendered']);
  });

  it('is not taken from whoever may not see the document', async () => {
    const { id: caseId, person } = await newCase(suite);
    const document = randomUUID();
    await suite.owner.query(
      `insert into document (id, key, case_id, person, kind, number, template, content,
         content_hash, issued_on, issued_at)
       values ($1::uuid, $1::text, $2, $3, 'receipt', $1::text, 't', '', 'h', '2026-11-23', $4)`,
      [document, caseId, person.id, new Date(NOW)],
    );
    for (const [staff, role] of [
      ['channel-bank', 'channel'],
      ['wang', 'clerk'],
      ['dl-lin', 'clerk'],
    ] as const) {
      const by = acting(staff, role);
      await expect(recordRendering(suite.api, { document, sha256: SHA, by })).rejects.toMatchObject(
        { code: 'not-found' },
      );
    }
    await recordRendering(suite.api, { document, sha256: SHA, by: clerk });
    const none = recordRendering(suite.api, { document: randomUUID(), sha256: SHA, by: clerk });
    await expect(none).rejects.toMatchObject({ code: 'not-found' });
  });
});
