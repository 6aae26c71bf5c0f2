/** What a release needs to be decided by is there before anything runs; what a center has said stays. */
import { describe, expect, it } from 'vitest';
import { shipFigures } from '../../src/seed/shipped-figures.ts';
import { EVERY_CENTER, FIGURES } from '../../src/policy/figures.ts';
import { SHIPPED_FIGURES } from '../../src/policy/centers/index.ts';
import { database } from '../harness/database.ts';

const suite = database();

const valueOf = async (center: string, name: string) => {
  const { rows } = await suite.owner.query<{ value: string; valid_from: string }>(
    'select value, valid_from::text from figure where center = $1 and name = $2 order by valid_from',
    [center, name],
  );
  return rows;
};

describe('the figures of a release', () => {
  it('are brought once, and what was added is named', async () => {
    const added = await shipFigures(suite.owner);
    expect(new Set(added)).toEqual(new Set(SHIPPED_FIGURES.map(({ name }) => name)));
    expect(await shipFigures(suite.owner)).toEqual([]);
  });

  it('a figure that the release before did not have is brought to a running center', async () => {
    await suite.owner.query(`delete from figure where name = 'personal-change-watch'`);
    expect(await shipFigures(suite.owner)).toEqual(['personal-change-watch']);
    expect(await valueOf(EVERY_CENTER, 'personal-change-watch')).toHaveLength(1);
  });

  it('leave alone what a center has said, also of the same days', async () => {
    await suite.owner.query(
      `update figure set valid_to = '2026-11-30' where center = $1 and name = 'personal-change-watch'`,
      [EVERY_CENTER],
    );
    await suite.owner.query(
      `insert into figure (center, name, value, valid_from, document_number, proposed_by, approved_by)
       values ($1, 'personal-change-watch', '30', '2026-12-01', '中心〔2026〕9号', 'a', 'b')`,
      [EVERY_CENTER],
    );
    const before = await valueOf(EVERY_CENTER, 'personal-change-watch');
    expect(await shipFigures(suite.owner)).toEqual([]);
    expect(await valueOf(EVERY_CENTER, 'personal-change-watch')).toEqual(before);
  });

  it('are all known by name', () => {
    for (const { name } of SHIPPED_FIGURES) expect(Object.keys(FIGURES)).toContain(name);
  });
});
