// 信息变更 in the books: written once and never changed, a name or a document never by one person alone.
import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import type { FoundPerson } from '../../src/db/applicants.ts';
import { sealJson } from '../../src/crypto/cipher.ts';
import { bench, CENTER, newCase } from './fixtures.ts';

const suite = bench();
const CHECK = { code: '23514' };
const ACCOUNT = '21010002000000000917';
let person: FoundPerson;

beforeAll(async () => {
  ({ person } = await newCase(suite));
  await suite.app.query(
    `insert into account (number, center, person, state, source, opened_on)
     values ($1, $2, $3, 'normal', 'flexible', '2026-11-23')`,
    [ACCOUNT, CENTER, person.id],
  );
});

async function change(kinds: readonly string[], reviewedBy: string | null): Promise<string> {
  const id = randomUUID();
  const sealed = sealJson(person.key, 'personal_change:x', {});
  await suite.app.query(
    `insert into personal_change (id, case_id, center, person, account, kinds, changed_on, before,
       after, masked, changed_by, reviewed_by)
     values ($1, $2, $3, $4, $5, $6, '2026-11-23', $7, $7, $7, 'lin-guiyuan', $8)`,
    [id, (await newCase(suite)).id, CENTER, person.id, ACCOUNT, kinds, sealed, reviewedBy],
  );
  return id;
}

describe('a name or a document', () => {
  it('is never changed by one person alone, whatever runs', async () => {
    await expect(change(['name'], null)).rejects.toMatchObject(CHECK);
    await expect(change(['document', 'phone'], null)).rejects.toMatchObject(CHECK);
    await expect(change(['name'], 'lin-guiyuan')).rejects.toMatchObject(CHECK);
    await change(['name'], 'zhao-fuhe');
    await change(['phone'], null);
  });
});

describe('the history', () => {
  it('is never changed, and what was changed can be told by day', async () => {
    const id = await change(['phone', 'address'], null);
    for (const role of [suite.app, suite.owner]) {
      await expect(
        role.query('update personal_change set changed_on = $2 where id = $1', [id, '2026-01-01']),
      ).rejects.toThrow();
    }
    const { rows } = await suite.app.query<{ told: { on: string; what: string[] }[] }>(
      'select data_changes($1) as told',
      [person.id],
    );
    expect(rows[0]!.told).toContainEqual(
      expect.objectContaining({ on: '2026-11-23', what: ['phone', 'address'] }),
    );
  });

  it('is not read in full by the API', async () => {
    await expect(suite.api.query('select before from personal_change')).rejects.toMatchObject({
      code: '42501',
    });
  });
});
