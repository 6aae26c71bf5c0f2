// What was begun and belongs to no case: kept for its days, then destroyed, and the trail says so.
import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { sealJson } from '../../src/crypto/cipher.ts';
import { newDataKey, wrapKey } from '../../src/crypto/person-key.ts';
import { place } from '../../src/crypto/places.ts';
import { addFile, attachFiles, readFile } from '../../src/db/files.ts';
import { forgetPerson } from '../../src/db/forget.ts';
import { forgetLeftovers } from '../../src/db/leftovers.ts';
import { startOperation } from '../../src/db/operations.ts';
import { inTransaction } from '../../src/db/transaction.ts';
import { startKeeping } from '../../src/worker-keeping.ts';
import { acting, bench, CENTER, newCase, NOW, OTHER_CENTER, storeInMemory } from './fixtures.ts';

const DAY_MS = 86_400_000;
/** 23:59 and 0:01 in Shanghai: the day decides, not the hour. */
const late = (day: string) => Date.parse(`${day}T23:59:00+08:00`);
const early = (day: string) => Date.parse(`${day}T00:01:00+08:00`);
const clerk = acting('lin', 'clerk');

describe('what belongs to no case', () => {
  const suite = bench();
  const store = storeInMemory();
  const deps = { store, personKeys: suite.personKeys, center: suite.secrets.center };

  async function draft(changed: number, staff = 'lin', center = CENTER): Promise<string> {
    const [id, key] = [randomUUID(), newDataKey()];
    const { wrapped, keyId } = wrapKey(suite.secrets.center, place.draftKey(id), key);
    await suite.owner.query(
      `insert into web.draft (id, staff, center, type, wrapped_key, key_id, content, updated_at)
       values ($1, $2, $3, 'account-opening', $4, $5, $6, $7)`,
      [id, staff, center, wrapped, keyId, sealJson(key, place.draft(id), {}), new Date(changed)],
    );
    return id;
  }

  async function upload(at: number, mediaType = 'application/pdf', by = clerk): Promise<string> {
    const bytes = Buffer.from('%PDF');
    const { id } = await addFile(suite.api, deps, {
      ...{ center: CENTER, kind: 'other', mediaType, bytes, by },
    });
    await suite.owner.query('update file set uploaded_at = $2 where id = $1', [id, new Date(at)]);
    return id;
  }

  /** A bulk start from a list, ended then; null: it still runs. */
  async function list(uploaded: number, ended: number | null): Promise<string> {
    const file = await upload(uploaded, 'text/csv');
    const id = randomUUID();
    await startOperation(suite.api, suite.secrets, {
      ...{ id, center: CENTER, kind: 'account-opening', file, by: clerk },
      ...{ detail: { branch: 'sy-hall' }, rows: [{}] },
    });
    await suite.owner.query(
      `update operation set state = case when $2::timestamptz is null then 'running' else 'done' end,
         finished_at = $2 where id = $1`,
      [id, ended === null ? null : new Date(ended)],
    );
    return file;
  }

  const thrown = async (file: string) => {
    const { rows } = await suite.owner.query<{ gone: boolean }>(
      'select wrapped_key is null as gone from file where id = $1',
      [file],
    );
    return rows[0]?.gone;
  };
  const drafts = async () =>
    (await suite.owner.query<{ id: string }>('select id from web.draft')).rows.map(({ id }) => id);
  const told = async () =>
    (
      await suite.owner.query<{ center: string; public: object }>(
        `select center, public from event where kind = 'leftovers-destroyed' order by id`,
      )
    ).rows;

  it('a draft is kept to the thirtieth day after its last change and gone on the next', async () => {
    const [old, kept] = [
      await draft(late('2026-06-01')),
      await draft(early('2026-06-02'), 'dl-lin', OTHER_CENTER),
    ];
    expect(await forgetLeftovers(suite.app, late('2026-07-01'))).toMatchObject({ drafts: 0 });
    expect(await drafts()).toEqual(expect.arrayContaining([old, kept]));
    expect(await forgetLeftovers(suite.app, early('2026-07-02'))).toMatchObject({ drafts: 1 });
    expect(await drafts()).toEqual([kept]);
    await forgetLeftovers(suite.app, early('2026-07-03'));
    expect(await told()).toEqual([
      { center: CENTER, public: { drafts: 1, uploads: 0, lists: 0 } },
      { center: OTHER_CENTER, public: { drafts: 1, uploads: 0, lists: 0 } },
    ]);
  });

  it('a document that no case took up cannot be read after its thirtieth day', async () => {
    const file = await upload(early('2026-06-01'));
    await forgetLeftovers(suite.app, late('2026-07-01'));
    expect(await thrown(file)).toBe(false);
    await forgetLeftovers(suite.app, early('2026-07-02'));
    expect(await thrown(file)).toBe(true);
    await expect(
      readFile(suite.api, deps, { id: file, reason: null, by: clerk }),
    ).rejects.toMatchObject({ code: 'file-destroyed' });
    const { id: caseId, person } = await newCase(suite);
    const attachment = { files: [file], caseId, center: CENTER, person, by: clerk };
    const refused = await inTransaction(suite.app, (tx) => attachFiles(tx, deps, attachment));
    expect(refused).toEqual([file]);
  });

  it('a document stays while a draft of its uploader was changed since, and while a case has it', async () => {
    const [drafted, attached] = [
      await upload(early('2026-06-01')),
      await upload(early('2026-06-01')),
    ];
    const id = await draft(early('2026-06-20'));
    const { id: caseId, person } = await newCase(suite);
    const attachment = { files: [attached], caseId, center: CENTER, person, by: clerk };
    await inTransaction(suite.app, (tx) => attachFiles(tx, deps, attachment));
    await forgetLeftovers(suite.app, late('2026-07-20'));
    expect([await thrown(drafted), await thrown(attached)]).toEqual([false, false]);
    await forgetLeftovers(suite.app, early('2026-07-21'));
    expect(await drafts()).not.toContain(id);
    expect([await thrown(drafted), await thrown(attached)]).toEqual([true, false]);
  });

  it('a list of a bulk start is kept for 183 days after its end, and while it runs', async () => {
    const [ended, running] = [
      await list(early('2026-01-01'), early('2026-01-02')),
      await list(early('2026-01-01'), null),
    ];
    const never = await upload(early('2026-01-01'), 'text/csv');
    await forgetLeftovers(suite.app, late('2026-01-31'));
    expect(await thrown(never)).toBe(false);
    await forgetLeftovers(suite.app, early('2026-02-01'));
    expect(await thrown(never)).toBe(true);
    await forgetLeftovers(suite.app, late('2026-07-04'));
    expect([await thrown(ended), await thrown(running)]).toEqual([false, false]);
    await forgetLeftovers(suite.app, early('2026-07-05'));
    expect([await thrown(ended), await thrown(running)]).toEqual([true, false]);
  });

  it('the list in which a forgotten person stood is destroyed with them', async () => {
    const [mine, others] = [await list(NOW, NOW), await list(NOW, NOW)];
    const { id: caseId, person } = await newCase(suite);
    await suite.owner.query(
      `update operation_row set case_id = $1, state = 'done', content = '' where operation =
         (select id from operation where file = $2)`,
      [caseId, mine],
    );
    await suite.app.query(
      `update "case" set closed_at = now(), outcome = 'withdrawn' where id = $1`,
      [caseId],
    );
    const by = { ...acting('sun', 'supervisor'), at: NOW };
    await inTransaction(suite.app, (tx) => forgetPerson(tx, { person: person.id, by }));
    expect([await thrown(mine), await thrown(others)]).toEqual([true, false]);
  });

  it('is looked at again and again by the worker, whatever stood in the way before', async () => {
    const faults: unknown[] = [];
    const id = await draft(NOW - 60 * DAY_MS);
    let passes = 0;
    const now = () => {
      passes += 1;
      return passes === 1 ? Number.NaN : NOW;
    };
    const keeping = startKeeping(suite.app, {
      onFault: (fault) => faults.push(fault),
      everyMs: 20,
      now,
    });
    await expect.poll(drafts).not.toContain(id);
    await keeping.stop();
    expect(faults.length).toBeGreaterThan(0);
    expect(passes).toBeGreaterThan(1);
  });
});
