/** Several statements in one round trip: what was gathered is written as if one by one. */
import { describe, expect, it } from 'vitest';
import { inTransaction } from '../../src/db/transaction.ts';
import { gather, type Statement } from '../../src/db/together.ts';
import { database } from '../harness/database.ts';

const db = database();

const add = (key: string, result: unknown): Statement => ({
  name: 'test-add',
  text: `insert into effect (key, content_hash, result) values ($1, $2, $3)`,
  values: [key, 'hash', JSON.stringify(result)],
});
const rename = (from: string, to: string): Statement => ({
  name: 'test-rename',
  text: 'update effect set key = $2 where key = $1',
  values: [from, to],
});
const keys = async (like: string) => {
  const { rows } = await db.owner.query<{ key: string }>(
    'select key from effect where key like $1 order by key',
    [like],
  );
  return rows.map(({ key }) => key);
};

describe('statements sent together', () => {
  it('each keep their own values, also twice the same one', async () => {
    await inTransaction(db.owner, async (tx) => {
      const later = gather();
      await later.query(add('own:1', { n: 1 }));
      await later.query(add('own:2', { n: 2 }));
      expect(await later.sendWith(tx, add('own:3', { n: 3 }))).toBe(1);
    });
    const { rows } = await db.owner.query<{ n: number }>(
      `select (result->>'n')::integer as n from effect where key like 'own:%' order by key`,
    );
    expect(rows.map(({ n }) => n)).toEqual([1, 2, 3]);
  });

  it('tell how many rows the last of them wrote', async () => {
    await inTransaction(db.owner, async (tx) => {
      const later = gather();
      await later.query(add('count:1', {}));
      expect(await later.sendWith(tx, rename('count:nothing', 'count:2'))).toBe(0);
    });
    expect(await keys('count:%')).toEqual(['count:1']);
  });

  it('see the books as they were before all of them', async () => {
    await inTransaction(db.owner, async (tx) => {
      const later = gather();
      await later.query(add('before:1', {}));
      expect(await later.sendWith(tx, rename('before:1', 'before:2'))).toBe(0);
    });
    expect(await keys('before:%')).toEqual(['before:1']);
  });

  it('are written whole or not at all', async () => {
    const written = inTransaction(db.owner, async (tx) => {
      const later = gather();
      await later.query(add('whole:1', {}));
      await later.sendWith(tx, add('whole:1', {}));
    });
    await expect(written).rejects.toMatchObject({ code: '23505' });
    expect(await keys('whole:%')).toEqual([]);
  });

  it('are forgotten once sent', async () => {
    await inTransaction(db.owner, async (tx) => {
      const later = gather();
      await later.query(add('once:1', {}));
      await later.sendWith(tx, add('once:2', {}));
      expect(await later.sendWith(tx, add('once:3', {}))).toBe(1);
    });
    expect(await keys('once:%')).toEqual(['once:1', 'once:2', 'once:3']);
  });
});
