/** The clause map by API: the notice, one clause, and the cases that wait because of it now. */
import { describe, expect, it } from 'vitest';
import { CLAUSE_IDS } from '../../src/cases/clause-map.ts';
import { CLAUSES } from '../../src/policy/clauses.ts';
import { startCase } from './world/cases.ts';
import { world } from './world/index.ts';

const place = world();
const clerk = () => place.as('lin-guiyuan');
const supervisor = () => place.as('sun-zhuguan');
const SEAL_WAIT = {
  kind: 'seal-elsewhere',
  until: Date.parse('2027-01-05T00:00:00+08:00'),
  clause: 'liaoning-14',
  endedBy: ['outside'],
  shortenedBy: '原缴存地办理封存',
  detail: { code: 'remote-normal' },
};

async function deferred(staff = clerk()) {
  const { id, told } = await startCase(staff);
  await place.engine.move(id, {
    stage: { at: 'deferred' },
    waits: { close: 'all', open: [SEAL_WAIT] },
  });
  return { id, number: told.string('number') };
}

describe('a clause', () => {
  it('answers with everything that carries it', async () => {
    const told = await clerk().get('/clauses/liaoning-14');
    const kinds = (list: string) => told.list(list).map(({ kind }) => kind);
    expect(told.body).toMatchObject({ id: 'liaoning-14', source: 'notice', before: null });
    expect(told.string('text')).toContain('严防“一人多缴”“一人多贷”');
    expect(told.list('rules').map(({ name }) => name)).toEqual(
      expect.arrayContaining(['account-opening', 'opening-check', 'dormancy']),
    );
    expect(told.list('figures').map(({ name }) => name)).toEqual(
      expect.arrayContaining(['check-valid', 'seal-wait', 'dormancy-wait']),
    );
    expect(kinds('waits')).toEqual(expect.arrayContaining(['seal-elsewhere', 'parked', 'verdict']));
    expect(kinds('tasks')).toEqual(expect.arrayContaining(['review', 'repair', 'verdict']));
    expect(kinds('documents')).toEqual(
      expect.arrayContaining(['agreement', 'refusal', 'deferral']),
    );
    expect(told.list('tests').length).toBeGreaterThan(3);
    expect(told.list('tests').length).toBe(told.number('carried.tests'));
  });

  it('that nothing carries yet is there and says so; what is none is not there', async () => {
    const told = await clerk().get('/clauses/liaoning-13');
    expect(told.string('sentence')).toMatch(/^本版本还没有/);
    expect(told.at('carried')).toMatchObject({ rules: 0, waits: 0, documents: 0 });
    for (const id of ['liaoning-16', 'toString', '__proto__', 'center:x']) {
      expect((await clerk().get(`/clauses/${id}`)).status, id).toBe(404);
    }
  });

  it('stands in the list with what carries it, counted', async () => {
    const items = (await place.as('channel-bank').get('/clauses')).list('items');
    expect(items.map(({ id }) => id)).toEqual([...CLAUSE_IDS]);
    expect(items.find(({ id }) => id === 'liaoning-2')?.['carried']).toMatchObject({ waits: 10 });
  });
});

describe('the cases that wait because of a clause', () => {
  it('are counted and listed, the longest waiting first, page by page, within one’s reach', async () => {
    const first = await deferred();
    const second = await deferred(place.as('wang-guiyuan'));
    const third = await deferred();
    const all = await supervisor().get('/clauses/liaoning-14/cases?limit=2');
    expect(all.number('count')).toBe(3);
    const rest = await supervisor().get(
      `/clauses/liaoning-14/cases?limit=2&cursor=${all.string('nextCursor')}`,
    );
    expect([...all.list('items'), ...rest.list('items')].map(({ id }) => id)).toEqual([
      first.id,
      second.id,
      third.id,
    ]);
    expect(rest.at('nextCursor')).toBeNull();
    expect(all.at('items.0')).toMatchObject({
      number: first.number,
      stageTitle: '待外地账户封存',
      person: { name: '张＊' },
      wait: { kind: 'seal-elsewhere', clause: { id: 'liaoning-14' } },
    });
    const own = await clerk().get('/clauses/liaoning-14/cases');
    expect(own.list('items').map(({ id }) => id)).toEqual([first.id, third.id]);
    expect(own.number('count')).toBe(2);
    const elsewhere = await place.as('dl-zhuguan').get('/clauses/liaoning-14/cases');
    expect(elsewhere.body).toMatchObject({ count: 0, items: [] });
    // A wait that has ended is no wait.
    await place.engine.move(first.id, { stage: { at: 'checking' }, waits: { close: 'all' } });
    expect((await supervisor().get('/clauses/liaoning-14/cases')).number('count')).toBe(2);
  });
});

describe('the notice', () => {
  it('is a document with fifteen clauses, each with what carries it and who waits', async () => {
    await deferred();
    const told = await supervisor().get('/notice');
    const blocks = told.list('blocks') as readonly {
      readonly kind: string;
      readonly text: string;
      readonly clause: { readonly id: string; readonly waiting: number | null } | null;
    }[];
    expect(blocks[0]).toMatchObject({ kind: 'title', clause: null });
    const clauses = blocks.flatMap(({ clause }) => (clause ? [clause] : []));
    expect(clauses).toHaveLength(15);
    const count = (await supervisor().get('/clauses/liaoning-14/cases')).number('count');
    expect(clauses.find(({ id }) => id === 'liaoning-14')).toMatchObject({ waiting: count });
    expect(clauses.find(({ id }) => id === 'liaoning-13')).toMatchObject({
      waiting: 0,
      carried: { rules: 0 },
    });
  });

  it('tells nothing of cases to whoever sees none: an operator, a channel', async () => {
    for (const staff of ['wu-yunwei', 'channel-bank']) {
      const told = await place.as(staff).get('/notice');
      const waiting = told
        .list('blocks')
        .flatMap(({ clause }) =>
          clause === null ? [] : [(clause as { waiting: unknown }).waiting],
        );
      expect(new Set(waiting)).toEqual(new Set([null]));
    }
  });
});

describe('a new text of the notice', () => {
  const compare = (staff: ReturnType<typeof clerk>, text: string) =>
    staff.post('/notice:compare', { body: { text } });
  const SEVEN =
    '（七）放宽提取条件。由单位缴存职工转为灵活就业人员继续缴存的，其账户销户应满足封存满三个月的前置条件。';
  const FOURTEEN = CLAUSES['liaoning-14'].text;

  it('is told clause by clause with what rests on each, and how many cases wait', async () => {
    await deferred();
    const text = `（十四）规范账户开立与核验。${FOURTEEN.replace('6个月', '12个月')}\n（十六）新的事。从未有过。`;
    const told = await compare(supervisor(), text);
    expect(told.status).toBe(200);
    expect(told.at('counts')).toEqual({ same: 0, changed: 1, added: 1, gone: 14 });
    const [changed, added] = told.list('clauses');
    expect(changed).toMatchObject({ standing: 'changed', id: 'liaoning-14', waiting: 4 });
    expect(changed?.['parts']).toEqual(
      expect.arrayContaining([
        { kind: 'removed', text: '6' },
        { kind: 'added', text: '12' },
      ]),
    );
    const carried = (await clerk().get('/clauses/liaoning-14')).at('carried');
    expect(changed?.['carried']).toEqual(carried);
    expect(added).toMatchObject({ standing: 'added', id: null, carried: null, waiting: null });
  });

  it('tells no number of cases to whoever sees none', async () => {
    const told = await compare(place.as('wu-yunwei'), SEVEN);
    expect(told.list('clauses').map(({ waiting }) => waiting)).toEqual(Array(15).fill(null));
  });

  it('without a clause, too long or empty is refused with the field', async () => {
    const pointers = async (text: string) => {
      const told = await compare(clerk(), text);
      expect(told.status).toBe(422);
      return told.list('errors').map(({ pointer }) => pointer);
    };
    expect(await pointers('各中心：现通知如下。')).toEqual(['#/text']);
    expect(await pointers('')).toEqual(['#/text']);
    expect(await pointers('甲'.repeat(30_001))).toEqual(['#/text']);
    expect((await compare(clerk(), '甲'.repeat(30_000))).status).toBe(422);
  });
});
