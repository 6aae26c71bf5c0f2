/** The list of breaches (违约) by filter: open or not, by kind, by account, page by page, one's own. */
import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { addDays, dateAt } from '../../src/domain/calendar.ts';
import { CENTER, contributor, type Contributor } from './world/contributor.ts';
import { world } from './world/index.ts';

const place = world();
const sun = () => place.as('sun-zhuguan');
const today = () => dateAt(Date.now());
let one: Contributor;
let other: Contributor;
/** By what is said of it. */
const cases: Record<string, string> = {};

interface Written {
  readonly kind: string;
  readonly foundOn: string;
  readonly months?: number;
  readonly served?: { readonly on: string; readonly until: string };
  readonly ended?: { readonly on: string; readonly outcome: string };
}

async function breach(of: Contributor, written: Written): Promise<string> {
  const { kind, foundOn, months = null, served = null, ended = null } = written;
  const caseId = randomUUID();
  await place.owner.query(
    `insert into breach (case_id, key, center, branch, person, account, agreement, kind, found_by,
       found_on, covers_from, covers_to, months, cure_days, noticed_on, served_on, served_way,
       cure_until, outcome, ended_on)
     values ($1, $2, $3, 'sy-hall', $4, $5, $6, $7, 'breach-search.210100.2026-11-01.1', $8, $9, $10,
       $11, 30, $12, $12, $13, $14, $15, $16)`,
    [
      ...[caseId, `case/${caseId}`, CENTER, of.person, of.number, of.agreement, kind, foundOn],
      ...[months && '2026-08', months && '2026-10', months],
      ...[served?.on ?? null, served && 'by-hand', served?.until ?? null],
      ...[ended?.outcome ?? null, ended?.on ?? null],
    ],
  );
  return caseId;
}

beforeAll(async () => {
  one = await contributor(place, '张三');
  other = await contributor(place, '李四');
  cases['served'] = await breach(one, {
    ...{ kind: 'missed-contributions', foundOn: '2026-11-03', months: 3 },
    served: { on: addDays(today(), -10), until: addDays(today(), 20) },
  });
  cases['cured'] = await breach(one, {
    ...{ kind: 'undeclared-employment', foundOn: '2026-10-01' },
    ended: { on: '2026-10-20', outcome: 'cured' },
  });
  cases['other'] = await breach(other, { kind: 'false-documents', foundOn: '2026-11-05' });
});

const listed = async (query = '', as = sun()) => {
  const told = await as.get(`/breaches${query}`);
  expect(told.status, told.text).toBe(200);
  return told.list('items').map(({ caseId }) => caseId);
};

describe('breaches', () => {
  it('are listed, the newest first, each with who, since when and how far it is', async () => {
    expect(await listed()).toEqual([cases['other'], cases['served'], cases['cured']]);
    const told = await sun().get('/breaches');
    expect(told.list('items')[1]).toMatchObject({
      ...{ kind: 'missed-contributions', kindTitle: '连续未按约定缴存', foundOn: '2026-11-03' },
      ...{ account: one.id, accountLast4: one.number.slice(-4), foundByRun: true },
      ...{ coversFrom: '2026-08', coversTo: '2026-10', months: 3, endedOn: null },
      ...{ cureUntil: addDays(today(), 20), daysLeft: 20, measures: [] },
    });
    expect(told.text).not.toContain(one.number);
    expect(told.text).not.toContain('张三');
  });

  it.each([
    ['?open=true', ['other', 'served']],
    ['?open=false', ['cured']],
    ['?kind=false-documents', ['other']],
    ['?kind=missed-contributions', ['served']],
    ['?kind=account-lent', []],
    ['?open=false&kind=missed-contributions', []],
  ])('%s are %j', async (query, names) => {
    expect(await listed(query)).toEqual(names.map((name) => cases[name]));
  });

  it('are those of one account, open or not', async () => {
    expect(await listed(`?account=${one.id}`)).toEqual([cases['served'], cases['cured']]);
    expect(await listed(`?account=${one.id}&open=true`)).toEqual([cases['served']]);
    expect(await listed(`?account=${randomUUID()}`)).toEqual([]);
  });

  it('are turned page by page under the same filters', async () => {
    const first = await sun().get('/breaches?limit=1&open=true');
    expect(first.list('items')).toMatchObject([{ caseId: cases['other'] }]);
    const cursor = first.string('nextCursor');
    const next = await sun().get(`/breaches?limit=1&open=true&cursor=${cursor}`);
    expect(next.list('items')).toMatchObject([{ caseId: cases['served'] }]);
    expect(next.at('nextCursor')).toBeNull();
    expect((await sun().get(`/breaches?limit=1&cursor=${cursor}`)).status).toBe(422);
  });

  it('are refused by field where the filter is none', async () => {
    for (const [query, pointer] of [
      ['?kind=late', 'query/kind'],
      ['?account=21010000000000000001', 'query/account'],
      ['?open=perhaps', 'query/open'],
    ] as const) {
      const told = await sun().get(`/breaches${query}`);
      expect([told.status, told.string('errors.0.pointer')]).toEqual([422, pointer]);
    }
  });

  it('are those of one’s own branches and center', async () => {
    expect(await listed('', place.as('lin-guiyuan'))).toHaveLength(3);
    expect(await listed('', place.as('wang-guiyuan'))).toEqual([]);
    expect(await listed('', place.as('dl-zhuguan'))).toEqual([]);
  });
});
