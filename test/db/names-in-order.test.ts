// Names that people read in order are in the order of pinyin, whatever a cluster compares texts by.
import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { followedViews } from '../../src/api/queries/followed-views.ts';
import { listCenters } from '../../src/api/queries/offices.ts';
import { listViews } from '../../src/api/queries/own.ts';
import { listBranches } from '../../src/api/queries/staff-desk.ts';
import { bench, CENTER } from './fixtures.ts';

/** By pinyin; by code point 于洪 would come first. */
const NAMES = ['大东', '和平', '浑南', '于洪'];
const TURNED = ['于洪', '浑南', '大东', '和平'];

describe('names are read in the order of pinyin', () => {
  const suite = bench();
  const staff = 'reader-of-names';

  beforeAll(async () => {
    for (const [n, name] of TURNED.entries()) {
      await suite.owner.query(
        `insert into branch (id, center, name, kind) values ($1, $2, $3, 'hall')`,
        [`by-name-${n}`, CENTER, name],
      );
      const view = randomUUID();
      await suite.owner.query(
        `insert into web.saved_view (id, staff, center, name, query) values ($1, $2, $3, $4, '{}')`,
        [view, staff, CENTER, name],
      );
      await suite.owner.query(
        `insert into web.followed_view (view, staff, followed_at, looked_at) values ($1, $2, now(), now())`,
        [view, staff],
      );
    }
  });

  const known = (all: readonly { readonly name: string }[] | undefined) =>
    (all ?? []).map(({ name }) => name).filter((name) => NAMES.includes(name));

  it('branches, of the office and of a center', async () => {
    expect(known(await listBranches(suite.owner, [CENTER]))).toEqual(NAMES);
    const [center] = await listCenters(suite.owner, [CENTER]);
    expect(known(center?.branches)).toEqual(NAMES);
  });

  it('saved views, and those one follows', async () => {
    expect(known(await listViews(suite.owner, staff, []))).toEqual(NAMES);
    expect(known(await followedViews(suite.owner, staff, []))).toEqual(NAMES);
  });

  it('and a new cluster compares everything else by bytes', async () => {
    const { rows } = await suite.owner.query(
      `select datcollate from pg_database where datname = current_database()`,
    );
    expect(rows).toEqual([{ datcollate: 'C' }]);
    const before = await suite.owner.query(`select '和' < '大' as is`);
    expect(before.rows).toEqual([{ is: true }]);
  });
});
