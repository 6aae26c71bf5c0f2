// Reading personal data: masked for everybody who may see the case, whole only for the record.
import { createHash, randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { openJson } from '../../src/crypto/cipher.ts';
import { place } from '../../src/crypto/places.ts';
import { recordAccess, touchStaffSeen } from '../../src/db/access.ts';
import { addFile, attachFiles, readFile, type FileStore } from '../../src/db/files.ts';
import {
  findPersons,
  openMasked,
  readContent,
  readPerson,
  refreshMasked,
  type PersonQuery,
} from '../../src/db/persons.ts';
import { readPersonal } from '../../src/db/personal-read.ts';
import { inTransaction } from '../../src/db/transaction.ts';
import {
  acting,
  bench,
  CENTER,
  laterEvents,
  newCase,
  newNumber,
  newPerson,
  NOW,
  OTHER_CENTER,
} from './fixtures.ts';

const suite = bench();
const clerk = acting('lin', 'clerk');

async function lastEvent() {
  const { rows } = await suite.app.query<{
    kind: string;
    actor: string;
    case_id: string | null;
    person: string | null;
    content: string | null;
    public: object;
  }>('select kind, actor, case_id, person, content, public from event order by id desc limit 1');
  return rows[0]!;
}

describe('a person', () => {
  it('is shown masked to whoever finds them', async () => {
    const number = newNumber();
    const person = await newPerson(suite, number);
    await inTransaction(suite.app, (tx) => refreshMasked(tx, person));
    const queries: PersonQuery[] = [
      { documentNumber: ` ${number}` },
      { name: '张三' },
      { phone: '138 0000 0000' },
    ];
    for (const query of queries) {
      const found = await findPersons(suite.api, suite.secrets.lookup, {
        centers: [CENTER],
        query,
      });
      const row = found.find(({ id }) => id === person.id)!;
      expect(openMasked(suite.personKeys, row)).toEqual({
        name: '张＊',
        phone: '138****0000',
        documents: [
          {
            type: 'resident-id',
            number: `${number.slice(0, 3)}***********${number.slice(-4)}`,
          },
        ],
      });
    }
    const elsewhere = await findPersons(suite.api, suite.secrets.lookup, {
      centers: [OTHER_CENTER],
      query: { documentNumber: number },
    });
    expect(elsewhere).toEqual([]);
  });

  it('is read whole for a reason, which the trail keeps sealed', async () => {
    const number = newNumber();
    const person = await newPerson(suite, number);
    const whole = await readPerson(suite.api, suite.personKeys, {
      person: person.id,
      caseId: null,
      reason: '核对来访人身份',
      by: clerk,
    });
    expect(whole).toEqual({
      id: person.id,
      name: '张三',
      bornOn: '1990-01-01',
      sex: 'M',
      phone: '13800000000',
      address: '沈阳市某街1号',
      documents: [{ type: 'resident-id', number, validUntil: null }],
    });
    const event = await lastEvent();
    expect(event).toMatchObject({ kind: 'person-read', actor: 'lin', person: person.id });
    expect(event.content).not.toContain('核对');
    expect(openJson(person.key, place.event(null, person.id), event.content!)).toEqual({
      reason: '核对来访人身份',
    });
  });

  it('is not read without a reason, from another center, or by a channel', async () => {
    const { id: caseId, person } = await newCase(suite);
    const read = (by: typeof clerk, reason = '核对', inCase: string | null = null) =>
      readPerson(suite.api, suite.personKeys, { person: person.id, caseId: inCase, reason, by });
    await expect(read(clerk, '')).rejects.toMatchObject({ code: 'input-invalid' });
    await expect(read(acting('dl-lin', 'clerk'))).rejects.toMatchObject({ code: 'not-found' });
    const channel = acting('channel-bank', 'channel');
    await expect(read(channel)).rejects.toMatchObject({ code: 'not-found' });
    await expect(read(channel, '核对', caseId)).rejects.toMatchObject({ code: 'not-found' });
    expect(await laterEvents(suite, caseId)).toEqual([]);
    const { rowCount } = await suite.app.query(
      `select from event where person = $1 and kind = 'person-read'`,
      [person.id],
    );
    expect(rowCount).toBe(0);
  });

  it('is read in a case only when the case is about them', async () => {
    const { id: caseId } = await newCase(suite);
    const other = await newPerson(suite);
    await expect(
      readPerson(suite.api, suite.personKeys, {
        person: other.id,
        caseId,
        reason: '核对',
        by: clerk,
      }),
    ).rejects.toMatchObject({ code: 'not-found' });
  });
});

describe('the door', () => {
  it('opens for nothing it does not know, and then writes nothing', async () => {
    const { rows: before } = await suite.app.query('select count(*)::int as n from event');
    const read = { what: 'everything', id: null, caseId: null, key: null, reason: 'r' } as never;
    await expect(readPersonal(suite.api, read, clerk)).rejects.toMatchObject({
      code: 'input-invalid',
    });
    expect((await suite.app.query('select count(*)::int as n from event')).rows).toEqual(before);
  });

  it('hands out nothing when the line of the trail cannot be written', async () => {
    const { person } = await newCase(suite);
    await suite.owner.query(
      `alter table event add constraint closed check (kind <> 'person-read') not valid`,
    );
    try {
      await expect(
        readPerson(suite.api, suite.personKeys, {
          person: person.id,
          caseId: null,
          reason: '核对',
          by: clerk,
        }),
      ).rejects.toMatchObject({ constraint: 'closed' });
    } finally {
      await suite.owner.query('alter table event drop constraint closed');
    }
  });
});

describe('the application of a case', () => {
  it('is read whole for the record, with or without a reason', async () => {
    const { id: caseId, person } = await newCase(suite);
    const read = { caseId, kind: 'application', key: null, by: clerk } as const;
    const content = await readContent(suite.api, suite.personKeys, { ...read, reason: '打印' });
    expect(content).toEqual({ applicant: { name: '张三' } });
    const { content: why } = await lastEvent();
    expect(openJson(person.key, place.event(caseId, person.id), why!)).toEqual({ reason: '打印' });
    await readContent(suite.api, suite.personKeys, { ...read, key: '1', reason: null });
    expect(await laterEvents(suite, caseId)).toEqual([
      { kind: 'content-read', actor: 'lin', public: { what: 'application', key: '1' } },
      { kind: 'content-read', actor: 'lin', public: { what: 'application', key: '1' } },
    ]);
  });

  it('is not there in another version, another branch, or as a document', async () => {
    const { id: caseId } = await newCase(suite);
    const read = { caseId, kind: 'application', key: null, reason: null, by: clerk } as const;
    const refused = { code: 'not-found' };
    const attempt = (change: object) =>
      readContent(suite.api, suite.personKeys, { ...read, ...change });
    await expect(attempt({ key: '2' })).rejects.toMatchObject(refused);
    await expect(attempt({ by: acting('wang', 'clerk') })).rejects.toMatchObject(refused);
    await expect(attempt({ kind: 'document', key: randomUUID() })).rejects.toMatchObject(refused);
    await expect(attempt({ kind: 'check', key: '1' })).rejects.toMatchObject(refused);
    await expect(attempt({ kind: 'agreement', key: randomUUID() })).rejects.toMatchObject(refused);
  });
});

function memoryStore(): FileStore & { readonly kept: Map<string, Buffer> } {
  const kept = new Map<string, Buffer>();
  return {
    kept,
    put: (bytes) => {
      const address = createHash('sha256').update(bytes).digest('hex');
      kept.set(address, Buffer.from(bytes));
      return Promise.resolve(address);
    },
    get: (address) => Promise.resolve(kept.get(address) ?? null),
  };
}

describe('a file', () => {
  const store = memoryStore();
  const deps = { store, personKeys: suite.personKeys, center: suite.secrets.center };
  const bytes = Buffer.from('%PDF-1.7 scan of 张三 %%EOF');
  const upload = (by = clerk) =>
    addFile(suite.api, deps, {
      center: CENTER,
      kind: 'own-income',
      mediaType: 'application/pdf',
      bytes,
      by,
    });
  const attach = (
    made: Awaited<ReturnType<typeof newCase>>,
    files: readonly string[],
    by: { id: string; role: string } = clerk,
  ) =>
    inTransaction(suite.app, (tx) =>
      attachFiles(tx, deps, { files, caseId: made.id, center: CENTER, person: made.person, by }),
    );

  it('rests sealed and is only its uploader’s until it belongs to a case', async () => {
    const file = await upload();
    expect(file).toMatchObject({
      mediaType: 'application/pdf',
      size: bytes.length,
      sha256: createHash('sha256').update(bytes).digest('hex'),
    });
    for (const sealed of store.kept.values()) expect(sealed.includes('scan of')).toBe(false);
    const read = { id: file.id, reason: null };
    const opened = await readFile(suite.api, deps, { ...read, by: clerk });
    expect(opened).toEqual({ kind: 'own-income', mediaType: 'application/pdf', bytes });
    await expect(
      readFile(suite.api, deps, { ...read, by: acting('zhao', 'reviewer') }),
    ).rejects.toMatchObject({ code: 'not-found' });
  });

  it('goes with its key to the person of the case, and is read for the record', async () => {
    const made = await newCase(suite);
    const file = await upload();
    expect(await attach(made, [file.id])).toEqual([]);
    expect(await attach(made, [file.id])).toEqual([]);
    const { rows } = await suite.app.query(
      'select key_holder, key_id, person, case_id from file where id = $1',
      [file.id],
    );
    expect(rows).toEqual([
      { key_holder: 'person', key_id: 'person', person: made.person.id, case_id: made.id },
    ]);
    const by = acting('zhao', 'reviewer');
    const opened = await readFile(suite.api, deps, { id: file.id, reason: '复核', by });
    expect(opened.bytes).toEqual(bytes);
    expect(await laterEvents(suite, made.id)).toEqual([
      { kind: 'file-read', actor: 'zhao', public: { file: file.id, kind: 'own-income' } },
    ]);
    await expect(
      readFile(suite.api, deps, { id: file.id, reason: null, by: acting('wang', 'clerk') }),
    ).rejects.toMatchObject({ code: 'not-found' });
  });

  it('moves to the other person when the case turns out to be about them', async () => {
    const made = await newCase(suite);
    const file = await upload();
    await attach(made, [file.id]);
    const right = await newPerson(suite);
    expect(await attach({ id: made.id, person: right }, [file.id])).toEqual([]);
    const opened = await readFile(suite.api, deps, { id: file.id, reason: null, by: clerk });
    expect(opened.bytes).toEqual(bytes);
  });

  it('of another case, another center or nobody is refused, and then nothing is attached', async () => {
    const [made, other] = [await newCase(suite), await newCase(suite)];
    const [mine, taken, nobodys] = [await upload(), await upload(), randomUUID()];
    await attach(other, [taken.id]);
    expect(await attach(made, [mine.id, taken.id, nobodys])).toEqual([taken.id, nobodys]);
    const { rows } = await suite.app.query('select case_id from file where id = $1', [mine.id]);
    expect(rows).toEqual([{ case_id: null }]);
  });

  it('that somebody else uploaded is not attached by a channel', async () => {
    const made = await newCase(suite, { submittedBy: 'channel-bank', branch: 'sy-bank' });
    const channel = acting('channel-bank', 'channel');
    const [own, other] = [await upload(channel), await upload()];
    expect(await attach(made, [own.id, other.id], channel)).toEqual([other.id]);
    expect(await attach(made, [own.id], channel)).toEqual([]);
  });

  it('of a type that a browser might run is refused by the database', async () => {
    await expect(
      addFile(suite.api, deps, {
        center: CENTER,
        kind: 'other',
        mediaType: 'image/svg+xml',
        bytes,
        by: clerk,
      }),
    ).rejects.toMatchObject({ code: '23514' });
  });
});

describe('what changes nothing', () => {
  it('is written down all the same, and only what is on the list', async () => {
    await recordAccess(suite.api, {
      kind: 'person-searched',
      center: CENTER,
      public: { by: 'documentNumber', found: 1 },
      by: clerk,
    });
    expect(await lastEvent()).toMatchObject({ kind: 'person-searched', actor: 'lin' });
    await expect(
      suite.api.query(
        `select api_record_access('case-opened', $1, null, null, '{}', null,
           row('lin', 'clerk', 'r', now())::actor)`,
        [CENTER],
      ),
    ).rejects.toMatchObject({ code: 'AJ400' });
  });

  it('remembers when somebody was last here, to the minute', async () => {
    const seen = async () => {
      const { rows } = await suite.api.query<{ last_seen_at: number }>(
        `select last_seen_at from staff where id = 'lin'`,
      );
      return rows[0]?.last_seen_at;
    };
    await touchStaffSeen(suite.api, clerk);
    await touchStaffSeen(suite.api, { ...clerk, at: NOW + 60_000 });
    expect(await seen()).toBe(NOW);
    await touchStaffSeen(suite.api, { ...clerk, at: NOW + 60_001 });
    expect(await seen()).toBe(NOW + 60_001);
  });
});
