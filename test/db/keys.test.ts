// Keys: rotated while work goes on; destroyed, everything sealed under them is gone and the chain whole.
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { openText, sealJson } from '../../src/crypto/cipher.ts';
import { createPersonKeys, wrapKey, newDataKey } from '../../src/crypto/person-key.ts';
import { place } from '../../src/crypto/places.ts';
import { addKey, parseSecrets, readSecrets, writeSecrets } from '../../src/crypto/secrets.ts';
import { findOrCreatePerson } from '../../src/db/applicants.ts';
import { addFile, attachFiles, readFile } from '../../src/db/files.ts';
import { forgetPerson } from '../../src/db/forget.ts';
import { findPersons, readContent, readPerson } from '../../src/db/persons.ts';
import { openIncoming, receive, type Incoming } from '../../src/db/inbox.ts';
import { rewrapKeys } from '../../src/db/rotation.ts';
import { sealOnce } from '../../src/db/sealer.ts';
import { inTransaction } from '../../src/db/transaction.ts';
import { verifyChain } from '../../src/db/verify-chain.ts';
import { runKeys } from '../../src/keys.ts';
import {
  acting,
  bench,
  CENTER,
  newCase,
  newNumber,
  newPerson,
  NOW,
  storeInMemory,
} from './fixtures.ts';

const clerk = acting('lin', 'clerk');
const by = { ...acting('sun', 'supervisor'), at: NOW };

describe('a person who is forgotten', () => {
  const suite = bench();
  const store = storeInMemory();
  const deps = { store, personKeys: suite.personKeys, center: suite.secrets.center };
  const forget = (person: string) =>
    inTransaction(suite.app, (tx) => forgetPerson(tx, { person, by }));
  const close = (caseId: string) =>
    suite.app.query(`update "case" set closed_at = now(), outcome = 'withdrawn' where id = $1`, [
      caseId,
    ]);

  it('cannot be read any more, in no table and no file, while the chain stays whole', async () => {
    const { id: caseId, person } = await newCase(suite);
    const file = await addFile(suite.api, deps, {
      center: CENTER,
      kind: 'other',
      mediaType: 'application/pdf',
      bytes: Buffer.from('%PDF'),
      by: clerk,
    });
    await inTransaction(suite.app, (tx) =>
      attachFiles(tx, deps, { files: [file.id], caseId, center: CENTER, person, by: clerk }),
    );
    await close(caseId);
    await sealOnce(suite.app, suite.secrets);
    expect(await forget(person.id)).toEqual([]);
    const destroyed = { code: 'person-key-destroyed' };
    const why = { caseId: null, reason: '核对', by: clerk };
    await expect(
      readPerson(suite.api, suite.personKeys, { person: person.id, ...why }),
    ).rejects.toMatchObject(destroyed);
    await expect(
      readContent(suite.api, suite.personKeys, {
        caseId,
        kind: 'application',
        key: null,
        reason: null,
        by: clerk,
      }),
    ).rejects.toMatchObject(destroyed);
    await expect(
      readFile(suite.api, deps, { id: file.id, reason: null, by: clerk }),
    ).rejects.toMatchObject(destroyed);
    await sealOnce(suite.app, suite.secrets);
    const report = await verifyChain(suite.app, suite.secrets, CENTER, { heads: '/nowhere' });
    expect(report).toMatchObject({ problems: [], unsealedCount: 0 });
    const { rows } = await suite.app.query(
      `select kind, content is not null as sealed from event
        where person = $1 or case_id = $2 order by id`,
      [person.id, caseId],
    );
    expect(rows.at(0)).toEqual({ kind: 'case-opened', sealed: true });
    expect(rows.at(-1)).toEqual({ kind: 'person-forgotten', sealed: false });
  });

  it('leaves no hash by which they could be asked for, and may come back as somebody new', async () => {
    const number = newNumber();
    const person = await newPerson(suite, number);
    expect(await forget(person.id)).toEqual([]);
    expect(await forget(person.id)).toEqual([]);
    const query = { documentNumber: number };
    expect(
      await findPersons(suite.api, suite.secrets.lookup, { centers: [CENTER], query }),
    ).toEqual([]);
    const { rows } = await suite.app.query(
      `select wrapped_key, name, name_hash, born_on, sex, phone, phone_hash, address, masked
         from person where id = $1`,
      [person.id],
    );
    expect(Object.values(rows[0] as object).every((value) => value === null || value === '')).toBe(
      true,
    );
    expect((await newPerson(suite, number)).id).not.toBe(person.id);
  });

  it('is kept while an account, a case or a message still needs them', async () => {
    const { id: caseId, person } = await newCase(suite);
    await suite.app.query(
      `insert into account (number, center, person, state, source, opened_on)
       values ('00000000000000000001', $1, $2, 'normal', 'flexible', '2026-11-23')`,
      [CENTER, person.id],
    );
    await suite.app.query(
      `insert into outbox (key, center, person, kind, payload) values ('k', $1, $2, 'sms', $3)`,
      [CENTER, person.id, sealJson(person.key, place.outbox('k'), {})],
    );
    expect(await forget(person.id)).toEqual(['open-account', 'open-case', 'undelivered-message']);
    await close(caseId);
    await suite.app.query(`update outbox set delivered_at = now() where key = 'k'`);
    expect(await forget(person.id)).toEqual(['open-account']);
    await suite.app.query(
      `update account set state = 'closed', closed_on = '2026-11-23', close_reason = 'withdrawn'`,
    );
    expect(await forget(person.id)).toEqual([]);
  });
});

describe('the center’s key', () => {
  const suite = bench();
  const rotated = parseSecrets(addKey(suite.secretsFile, 'center', 'c2'));
  const renewed = createPersonKeys(rotated.center);

  it('is replaced while persons come and go, and then the old one can be taken out', async () => {
    const before = await Promise.all(Array.from({ length: 30 }, () => newPerson(suite)));
    const wrapped = wrapKey(suite.secrets.center, place.draftKey('x'), newDataKey());
    const draft = randomUUID();
    const key = newDataKey();
    await suite.api.query(
      `insert into web.draft (id, staff, center, type, wrapped_key, key_id, content)
       values ($1, 'lin', $2, 'account-opening', $3, $4, $5)`,
      [
        draft,
        CENTER,
        wrapKey(suite.secrets.center, place.draftKey(draft), key).wrapped,
        wrapped.keyId,
        sealJson(key, place.draft(draft), { a: 1 }),
      ],
    );
    // A message from outside that belongs to nobody has a key of its own, too.
    await receive(
      suite.api,
      { personKeys: suite.personKeys, center: suite.secrets.center },
      {
        ...{ serial: 's-1', kind: 'delivery-receipt', about: 'x', answers: ['notice'] },
        ...{ content: { state: 'delivered' }, by: acting('channel-bank', 'channel') },
        centers: [CENTER],
      },
    );
    // Half of the processes still seal under the old key while the rotation runs.
    const stillOld = Array.from({ length: 20 }, () => newPerson(suite));
    const alreadyNew = Array.from({ length: 20 }, () =>
      inTransaction(suite.app, (tx) =>
        findOrCreatePerson(
          tx,
          { personKeys: renewed, lookup: rotated.lookup },
          {
            center: CENTER,
            name: '李四',
            documents: [{ type: 'passport', number: newNumber(), validUntil: null }],
            bornOn: null,
            sex: null,
            phone: null,
            address: null,
          },
        ),
      ),
    );
    const [, persons] = await Promise.all([
      rewrapKeys(suite.app, rotated.center),
      Promise.all([...stillOld, ...alreadyNew]),
    ]);
    // Those that came late are found by the second run, and the third finds nothing.
    await rewrapKeys(suite.app, rotated.center);
    expect(await rewrapKeys(suite.app, rotated.center)).toEqual({
      person: 0,
      file: 0,
      operation: 0,
      'web.draft': 0,
      inbox: 0,
      center_key: 0,
      suspense_item: 0,
    });
    const onlyNew = createPersonKeys({
      current: 'c2',
      keys: new Map([...rotated.center.keys].filter(([id]) => id === 'c2')),
    });
    for (const { id, key: own } of [...before, ...persons]) {
      const { rows } = await suite.app.query<{ wrapped_key: string; name: string }>(
        'select wrapped_key, name from person where id = $1',
        [id],
      );
      const opened = onlyNew.unwrap(id, rows[0]!.wrapped_key);
      expect(opened.equals(own)).toBe(true);
      expect(openText(opened, place.person(id, 'name'), rows[0]!.name)).toMatch(/^(张三|李四)$/);
    }
    const { rows } = await suite.app.query<Incoming>('select * from inbox');
    expect(rows[0]!.wrapped_key).toMatch(/^c2\./);
    const opened = openIncoming(rotated.center, rows[0]!, () => newDataKey());
    expect(opened).toEqual({ state: 'delivered' });
  });
});

describe('the operator’s commands', () => {
  const suite = bench();
  const folder = mkdtempSync(join(tmpdir(), 'anju-keys-'));
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  it('add a key, wrap everything under it, and forget who is no longer needed', async () => {
    const file = join(folder, 'secrets.json');
    writeSecrets(file, suite.secretsFile);
    const { id: caseId, person } = await newCase(suite);
    const environment = { DATABASE_URL: suite.database.urls.app, ANJU_SECRETS_FILE: file };
    const said: string[] = [];
    const run = (...args: string[]) => runKeys(args, environment, (line) => said.push(line));
    expect(await run('add', 'center', 'c2')).toBe(0);
    expect(readSecrets(file).center.current).toBe('c2');
    expect(await run('rewrap')).toBe(0);
    expect(said).toContain('person: 1');
    expect(await run('forget', person.id, 'wu')).toBe(1);
    expect(said).toContain('Still needed: open-case');
    await suite.app.query(`update "case" set closed_at = now(), outcome = 'x' where id = $1`, [
      caseId,
    ]);
    expect(await run('forget', person.id, 'wu')).toBe(0);
    expect(await run('add', 'lookup', 'l2')).toBe(2);
    expect(await run()).toBe(2);
    await expect(run('add', 'center', 'c2')).rejects.toThrow('already there');
  });
});
